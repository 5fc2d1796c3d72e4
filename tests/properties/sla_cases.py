"""Random tickets and policies on whole minutes, as library values and as plain data for the slow oracle."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from supportops.calendar import BusinessCalendar
from supportops.durations import BusinessDays
from supportops.sla import CalendarRule, PauseRule, SlaPolicy, Stage
from supportops.tickets import (
    Absorbed,
    Acknowledged,
    Assignment,
    Cancelled,
    Created,
    DueSet,
    FieldChange,
    Merged,
    Message,
    Paused,
    Resumed,
    StatusChange,
    TicketHistory,
)  # fmt: skip
from supportops.vocabulary import Scale

DESK = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
LATE = BusinessCalendar(name="late", zone="UTC", hours="Mon-Sat 12:00-20:00")
START = datetime(2026, 3, 5, 8, tzinfo=UTC)  # a Thursday, before opening
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SCALE = Scale("P1", "P2", "P3", "P4")
STATUSES = ("new", "open", "pending", "on_hold", "resolved", "closed")
METRICS = (
    "first_response", "next_response", "update", "pausable_update", "acknowledge", "resolution", "requester_wait",
    "agent_work",
)  # fmt: skip
FRACTIONS = (0.5, 0.8, 0.9, 1.0, 2.0)
AMOUNTS = (20, 40, 60, 120, 240, 480)


def minute(at):
    """Return an instant as whole minutes since 1970."""
    return (at - EPOCH) // timedelta(minutes=1)


def _hours(first, last, opens, closes):
    # 1970 began on a Thursday.
    return lambda m: first <= (m // 1440 + 3) % 7 <= last and opens <= m % 1440 < closes


IS_OPEN = {"desk": _hours(0, 4, 540, 1020), "late": _hours(0, 5, 720, 1200), "24/7": lambda _: True}


def unpaused_due(name, start, n, until):
    """Return the due minute of a promise in business days, walking day by day."""
    is_open, day, left = IS_OPEN[name], start // 1440, n
    while left:
        day += 1
        left -= any(is_open(m) for m in range(day * 1440, day * 1440 + 1440, 30))
    if until == "close":
        return 1 + max(m for m in range(day * 1440, day * 1440 + 1440) if is_open(m))
    m = day * 1440 + start % 1440
    while not is_open(m):
        m += 1
    return m


@dataclass(frozen=True)
class Case:
    """One policy and one ticket, twice."""

    policy: SlaPolicy
    history: TicketHistory
    plain_policy: dict
    plain_events: tuple


@st.composite
def cases(draw, **fixed):
    """Draw a policy with every option and a history with every event."""
    policy, plain_policy = draw(policies(**fixed))
    history, plain_events = draw(histories(policy))
    return Case(policy, history, plain_policy, plain_events)


@st.composite
def policies(draw, **fixed):
    """Draw a policy."""
    change = fixed.get("on_target_change") or draw(st.sampled_from(["carry", "restart", "creation"]))
    # Under "creation" a first target would be measured from creation, which the oracle does not do.
    no_target = [] if change == "creation" else [None]
    amounts = st.sampled_from([*AMOUNTS, *no_target])
    days = st.builds(
        lambda n, until: ("business_days", n, until), st.integers(1, 2), st.sampled_from(["same_time", "close"])
    )
    targets = {
        priority: {metric: draw(amounts if metric != "resolution" else amounts | days) for metric in METRICS}
        for priority in SCALE
    }
    on_late = draw(st.sampled_from([None, "P2", "P3"]))
    options = {
        "landing": draw(st.sampled_from(["close", "open"])),
        "on_reply_while_paused": draw(st.sampled_from(["resume", "keep"])),
        "on_reopen": draw(st.sampled_from(["resume", "new_cycle", "ignore"])),
        "reopen_metrics": draw(st.sampled_from([("resolution",), ("requester_wait",), ("resolution", "agent_work")])),
        "on_target_change": change,
        "on_breached_target_change": draw(st.sampled_from(["keep", "clear"])),
        "update_cadence": draw(st.sampled_from(["reset", "fixed"])),
        "first_response_by": draw(st.sampled_from([("agent",), ("agent", "bot"), ("bot",)])),
        "first_response_at_resolve": draw(st.sampled_from(["stop", "cancel"])),
    }
    rules = tuple(draw(st.lists(pause_rules(), max_size=3)))
    tiers = {"Gold": 0.5, "Free": 2.0}
    policy = SlaPolicy(
        name="random", calendar=DESK, scale=SCALE,
        targets={p: {m: _amount(a) for m, a in row.items()} for p, row in targets.items()},
        calendars=() if on_late is None else (CalendarRule(LATE, priority=on_late),),
        around_the_clock=("P1",), tiers=tiers, stages=tuple(Stage(str(f), f) for f in FRACTIONS),
        pauses=tuple(PauseRule(**rule) for rule in rules), **options,
    )  # fmt: skip
    plain = {
        "targets": targets, "calendars": IS_OPEN, "tiers": tiers, "stages": FRACTIONS, "unpaused_due": unpaused_due,
        "calendar_for": lambda p, tier, metric: "24/7" if p == "P1" else "late" if p == on_late else "desk",
        "pauses": tuple({**rule, "cap": rule["cap"] and int(rule["cap"][:-1])} for rule in rules), **options,
    }  # fmt: skip
    return policy, plain


@st.composite
def pause_rules(draw):
    """Draw the fields of a pause rule that something can start."""
    rule = {
        "metrics": tuple(draw(st.lists(st.sampled_from(METRICS), min_size=1, max_size=4, unique=True))),
        "statuses": draw(st.sampled_from([(), ("pending",), ("on_hold",), ("pending", "on_hold")])),
        "reasons": (),
        "explicit": draw(st.booleans()),
        "after_follow_ups": draw(st.sampled_from([None, None, 1, 2])),
        "cap": draw(st.sampled_from([None, None, "30m", "120m"])),
    }
    if rule["statuses"] or rule["explicit"]:
        rule["reasons"] = draw(st.sampled_from([(), ("customer",)]))
    elif rule["after_follow_ups"] is None:
        rule["statuses"] = ("pending",)
    return rule


def _amount(plain):
    if isinstance(plain, tuple):
        return BusinessDays(plain[1], until=plain[2])
    return None if plain is None else timedelta(minutes=plain)


@st.composite
def histories(draw, policy):
    """Draw a history: steps of minutes to hours, often none, so that events share their instant."""
    at, events, plain = START + timedelta(minutes=draw(st.integers(0, 600))), [], []
    created = {
        "priority": draw(st.sampled_from(list(SCALE))), "tier": draw(st.sampled_from([None, "Gold", "Free"])),
        "status": draw(st.sampled_from(["new", "new", "open", "pending", "resolved"])),
        "by": draw(st.sampled_from(["requester", "requester", "agent"])),
    }  # fmt: skip
    events.append(Created(at=at, id="0", **created))
    plain.append({"kind": "created", "at": minute(at), **created})
    for number in range(draw(st.integers(0, 9))):
        at += timedelta(minutes=draw(st.sampled_from([0, 0, 5, 15, 40, 90, 300, 1000])))
        kind, fields = draw(_events(at, policy))
        events.append(kind(at=at, id=str(number + 1), **fields))
        plain.append({"kind": events[-1].kind, "at": minute(at), **{k: _plain(v) for k, v in fields.items()}})
    return TicketHistory(ticket_id="t", events=tuple(events)), tuple(plain)


def _plain(value):
    return minute(value) if isinstance(value, datetime) else value


@st.composite
def _events(draw, at, policy):
    pick = st.sampled_from
    later = at + timedelta(minutes=draw(pick([30, 200, 700])))
    reason = draw(pick(["customer", "vendor"]))
    choices = [
        (
            Message,
            {"by": draw(pick(["requester", "agent", "agent", "bot"])), "public": draw(pick([True, True, False]))},
        ),
        (StatusChange, {"to": draw(pick(STATUSES)), "reason": draw(pick([None, None, "customer", "vendor"]))}),
        (FieldChange, {"field": "priority", "to": draw(pick(list(SCALE)))}),
        (FieldChange, {"field": "tier", "to": draw(pick([None, "Gold", "Free"]))}),
        (Assignment, {"agent": draw(pick([None, "ann"])), "group": "g"}),
        (Paused, {"reason": reason, "until": draw(pick([None, later]))}),
        (Resumed, {"reason": draw(pick([None, reason]))}),
        (Acknowledged, {}),
        (Absorbed, {"ticket_id": "x", "started": at - timedelta(minutes=draw(pick([60, 600, 1500])))}),
        (Merged, {"into": "y"}),
        (Cancelled, {"reason": "spam"}),
    ]
    weights = [0] * 7 + [1] * 7 + [2] * 2 + [3, 4, 5, 5, 6, 7, 8, 9, 10]
    # What a restart does to a date set by hand, and a date for a metric without target, the oracle tells otherwise.
    if policy.on_target_change == "carry" and all(policy.targets[p]["resolution"] for p in SCALE):
        choices.append(
            (DueSet, {"metric": "resolution", "due": draw(pick([None, later])), "follows_pauses": draw(st.booleans())})
        )
        weights += [11]
    return choices[draw(pick(weights))]
