from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.errors import ConfigurationError, DomainError, NaiveDatetimeError
from supportops.triage.incidents.incident import ActionItem, Incident
from supportops.triage.incidents.timeline import IncidentTimeline

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAIVE = datetime(2026, 3, 2, 9)
TICK = timedelta(microseconds=1)


def minute(number):
    return NINE + timedelta(minutes=number)


OPEN = Incident(id="INC-7", severity="SEV1", start=NINE)
OVER = OPEN.model_copy(update={"resolved": minute(120)})


def test_what_is_not_told_is_empty():
    assert (OPEN.resolved, OPEN.updates, OPEN.done, OPEN.actions, OPEN.timeline) == (None, (), {}, (), None)


def test_instants_are_kept_in_utc_and_updates_in_order():
    berlin = ZoneInfo("Europe/Berlin")
    given = Incident(
        id="i", severity="s", start=NINE.astimezone(berlin), updates=[minute(30), minute(5).astimezone(berlin)]
    )
    assert given.updates == (minute(5), minute(30))
    assert {instant.tzinfo for instant in (given.start, *given.updates)} == {UTC}


def test_an_incident_is_the_same_after_a_round_trip():
    whole = Incident(
        id="INC-7", severity="SEV1", start=NINE, resolved=minute(90), updates=[minute(9)], done={"page": minute(2)},
        actions=[ActionItem("add an alert", owner="ann", due=minute(9_000), done=minute(8_000))],
        timeline=IncidentTimeline(fix_deployed=minute(80)),
    )  # fmt: skip
    copy = Incident.model_validate_json(whole.model_dump_json())
    assert copy == whole
    assert hash(copy) == hash(whole)


def test_nothing_of_an_incident_is_before_its_start():
    with pytest.raises(ConfigurationError) as caught:
        Incident(
            id="i", severity="s", start=NINE, resolved=minute(-1), updates=[minute(5), minute(-2)],
            done={"page": minute(-3), "bridge": NINE},
        )  # fmt: skip
    assert [path for path, _ in caught.value.faults] == ["resolved", "updates[0]", "done.page"]
    assert "2026-03-02T08:59:00+00:00 is before the start 2026-03-02T09:00:00+00:00" in str(caught.value)


def test_an_incident_may_end_and_be_told_at_its_start():
    assert Incident(id="i", severity="s", start=NINE, resolved=NINE, updates=[NINE]).duration(NINE) == timedelta()


def test_instants_without_a_zone_are_refused():
    with pytest.raises(NaiveDatetimeError):
        Incident(id="i", severity="s", start=NAIVE)
    for call in (OPEN.duration, OPEN.is_open, LATE.is_open, lambda at: OPEN.overlaps(at, NINE)):
        with pytest.raises(NaiveDatetimeError):
            call(NAIVE)
    with pytest.raises(NaiveDatetimeError):
        OPEN.open_actions(at=NAIVE)


def test_a_blank_name_or_severity_is_refused():
    with pytest.raises(ConfigurationError) as caught:
        Incident(id="", severity=" ", start=NINE)
    assert [path for path, _ in caught.value.faults] == ["id", "severity"]


@pytest.mark.parametrize(
    ("incident", "at", "minutes"), [(OPEN, 0, 0), (OPEN, 500, 500), (OVER, 60, 60), (OVER, 120, 120), (OVER, 500, 120)]
)
def test_the_duration_stops_at_the_resolution(incident, at, minutes):
    assert incident.duration(minute(at)) == timedelta(minutes=minutes)


def test_before_the_start_there_is_no_duration():
    with pytest.raises(DomainError, match="is before the start") as caught:
        OPEN.duration(NINE - TICK)
    assert caught.value.field == "at"


@pytest.mark.parametrize(
    ("at", "is_open", "is_over_open"),
    [(NINE - TICK, False, False), (NINE, True, True), (minute(120) - TICK, True, True), (minute(120), True, False)],
)
def test_an_incident_is_open_from_its_start_until_its_end(at, is_open, is_over_open):
    assert (OPEN.is_open(at), OVER.is_open(at)) == (is_open, is_over_open)


@pytest.mark.parametrize(
    ("start", "end", "over", "still_open"),
    [
        (-60, 0, False, False), (-60, 1, True, True), (0, 1, True, True), (119, 400, True, True),
        (120, 400, False, True), (-10, 400, True, True),
    ],
)  # fmt: skip
def test_an_interval_overlaps_if_they_share_an_instant(start, end, over, still_open):
    assert OVER.overlaps(minute(start), minute(end)) is over
    assert OPEN.overlaps(minute(start), minute(end)) is still_open


@pytest.mark.parametrize("end", [0, -1])
def test_an_empty_interval_is_refused(end):
    with pytest.raises(DomainError, match="is not after start"):
        OPEN.overlaps(NINE, minute(end))


LATE = ActionItem("b", owner="ann", due=minute(20))
DONE = ActionItem("a", owner="bob", due=minute(10), done=minute(15))
SOON = ActionItem("c", owner="cyd", due=minute(5))


@pytest.mark.parametrize(
    ("at", "late", "done"),
    [
        (minute(10), "open", "open"), (minute(12), "open", "overdue"), (minute(15) - TICK, "open", "overdue"),
        (minute(15), "open", "done"), (minute(20), "open", "done"), (minute(20) + TICK, "overdue", "done"),
    ],
)  # fmt: skip
def test_an_action_is_in_time_at_its_due_instant_and_done_from_when_it_was(at, late, done):
    assert (LATE.status(at), DONE.status(at)) == (late, done)
    assert (LATE.is_overdue(at), DONE.is_overdue(at)) == (late == "overdue", done == "overdue")


def test_open_actions_come_in_the_order_of_their_due_instants():
    incident = OPEN.model_copy(update={"actions": (LATE, DONE, SOON)})
    assert incident.open_actions(at=minute(14)) == (SOON, DONE, LATE)
    assert incident.open_actions(at=minute(15)) == (SOON, LATE)


def test_an_action_is_the_same_after_a_round_trip_and_needs_an_owner():
    assert ActionItem.model_validate_json(DONE.model_dump_json()) == DONE
    with pytest.raises(ConfigurationError, match="owner"):
        ActionItem("a", owner="", due=NINE)
