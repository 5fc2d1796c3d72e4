"""A thousand incidents of the real log, under three policies, against an oracle that looks at every minute."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from tests.oracles import incident_oracle as oracle

from supportops.adapters.servicenow import SERVICENOW_STATUSES, read_incidents
from supportops.calendar import BusinessCalendar, Holidays
from supportops.sla import SlaPolicy
from supportops.vocabulary import P1_TO_P5

LOG = Path(__file__).parents[2] / "examples" / "data" / "incidents.csv.gz"
END = oracle.ORIGIN + timedelta(days=700)
HOLIDAYS_2016 = (date(2016, 5, 30), date(2016, 7, 4), date(2016, 9, 5), date(2016, 10, 10), date(2016, 11, 11))
WAITS = ["Awaiting User Info", "Awaiting Vendor", "Awaiting Evidence", "Awaiting Problem"]
MINUTES = {"P1": 240, "P2": 480, "P3": 1440, "P4": 4320}
DESK = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 08:00-18:00")
NEW_YORK = BusinessCalendar(
    name="New York",
    zone="America/New_York",
    hours="Mon-Fri 09:00-12:00, 13:00-17:00",
    holidays=Holidays(extra=HOLIDAYS_2016),
)
EVER = BusinessCalendar(name="ever", zone="UTC", hours="24/7")


def policy(calendar, **options):
    targets = {priority: {"resolution": timedelta(minutes=minutes)} for priority, minutes in MINUTES.items()}
    return SlaPolicy(name="p", calendar=calendar, scale=P1_TO_P5, targets=targets, **options)


CASES = {
    "office hours, every wait pauses": (
        policy(DESK, around_the_clock=("P1",), pauses={"resolution": ("pending", "on_hold")}),
        {"windows": ("UTC", [(8, 18)]), "around_the_clock": ["P1"], "pauses": WAITS, "on_reopen": "resume",
         "change": "carry"},
    ),
    "New York with a lunch break, nothing pauses, measured from creation": (
        policy(NEW_YORK, around_the_clock=("P1", "P2"), pauses={}, on_reopen="ignore", on_target_change="creation"),
        {"windows": ("America/New_York", [(9, 12), (13, 17)], HOLIDAYS_2016), "around_the_clock": ["P1", "P2"],
         "pauses": [], "on_reopen": "ignore", "change": "creation"},
    ),
    "round the clock, the user's wait pauses, a reopen is a new period": (
        policy(EVER, pauses={"resolution": ("pending",)}, on_reopen="new_cycle"),
        {"windows": None, "around_the_clock": [], "pauses": WAITS[:1], "on_reopen": "new_cycle", "change": "carry"},
    ),
}  # fmt: skip


@cache
def incidents():
    """Return a thousand incidents: of each kind as many as there are, up to its share."""
    kinds = {}
    for incident in oracle.read(LOG):
        states = [state for _, state, _ in incident.rows]
        over = [state in oracle.OVER for state in states]
        reopened = any(first and not second for first, second in pairwise(over))
        changed = len({priority for _, _, priority in incident.rows}) > 1
        waited = any(state in WAITS for state in states)
        kinds.setdefault((incident.rows[0][2], reopened, changed, waited), []).append(incident)
    # By turns, and from the whole log, so that rare kinds are all there.
    chosen, number = [], 0
    while len(chosen) < 1000:
        for kind in kinds.values():
            if number < len(kind):
                chosen.append(kind[number * 7919 % len(kind)] if len(kind) > 7919 else kind[number])
        number += 1
    return {incident.number: incident for incident in chosen[:1000]}


@cache
def histories():
    return {history.ticket_id: history for history in read_incidents(LOG) if history.ticket_id in incidents()}


@pytest.mark.parametrize("name", CASES)
def test_elapsed_paused_due_and_verdict_equal_those_of_looking_at_every_minute(name):
    rules, told = CASES[name]
    windows, plain = told["windows"], {key: value for key, value in told.items() if key != "windows"}
    is_open = oracle.open_minutes(*windows) if windows else oracle.np.ones(oracle.MINUTES, dtype=bool)
    assert len(histories()) == len(incidents()) == 1000
    for number, incident in incidents().items():
        wanted = oracle.resolution(incident, desk=is_open, targets=MINUTES, **plain)
        timer = rules.evaluate(histories()[number], at=END).timer("resolution")
        assert minutes(timer) == wanted, number


def minutes(timer):
    def moment(at):
        return (at - oracle.ORIGIN) // timedelta(minutes=1)

    one = timedelta(minutes=1)
    due, stopped = moment(timer.due), moment(timer.stopped)
    return oracle.Answer(timer.elapsed // one, timer.paused // one, due, str(timer.verdict), stopped, timer.cycle)


def test_the_states_that_wait_are_the_ones_that_pause():
    assert [SERVICENOW_STATUSES.category(state) for state in WAITS] == ["pending", "on_hold", "on_hold", "on_hold"]
