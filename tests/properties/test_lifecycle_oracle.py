"""Limbo, levels and time in a level against a slow oracle that lives through every minute."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.oracles import lifecycle_oracle as oracle

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar
from supportops.tickets import Cancelled, Created, Escalated, Merged, Message, StatusChange, TicketHistory
from supportops.triage import L0_TO_L3, level_moves, limbo, time_in_level
from supportops.vocabulary import Party

LAW = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
START = datetime(2026, 3, 2, tzinfo=UTC)
CALENDARS = {
    "always": (ALWAYS_OPEN, lambda minute: True),
    "bits": (
        BusinessCalendar(name="bits", zone="UTC", hours="daily 00:10-00:40, 01:00-03:00, 20:00-24:00"),
        lambda minute: any(a <= minute % 1440 < b for a, b in ((10, 40), (60, 180), (1200, 1440))),
    ),
}
CATEGORIES = ("new", "open", "open", "pending", "on_hold", "resolved", "closed")
LEVELS = ("L0", "L1", "L2", "L3")
AMOUNTS = st.sampled_from([1, 5, 15, 20, 30, 60, 90])


def at(minute):
    """Return the instant so many minutes after the start."""
    return START + timedelta(minutes=minute)


@st.composite
def logs(draw):
    """Draw a log as plain data: at most once merged or cancelled."""
    minute = draw(st.integers(0, 60))
    log = [(minute, "created", draw(st.sampled_from(CATEGORIES[:5])))]
    ends = draw(st.lists(st.sampled_from(["merged", "cancelled"]), max_size=1))
    kinds = draw(st.lists(st.sampled_from(["status", "status", "level", "note"]), max_size=7)) + ends
    for kind in draw(st.permutations(kinds)):
        minute += draw(st.sampled_from([0, 1, 5, 15, 20, 40, 60]))
        word = {"status": st.sampled_from(CATEGORIES), "level": st.sampled_from(LEVELS)}.get(kind, st.just(""))
        log.append((minute, kind, draw(word)))
    return log


def history_of(log):
    makers = {
        "created": lambda when, word: Created(at=when, priority="P3", status=word),
        "status": lambda when, word: StatusChange(at=when, to=word),
        "level": lambda when, word: Escalated(at=when, level=word),
        "merged": lambda when, _: Merged(at=when, into="1"),
        "cancelled": lambda when, _: Cancelled(at=when, reason="spam"),
        "note": lambda when, _: Message(at=when, by=Party.AGENT, public=False),
    }
    events = [makers[kind](at(minute), word) for minute, kind, word in log]
    events = [event.model_copy(update={"id": str(place)}) for place, event in enumerate(events)]
    return TicketHistory(ticket_id="4711", events=tuple(events))


def minute(instant):
    return None if instant is None else (instant - START) / timedelta(minutes=1)


@LAW
@given(log=logs(), later=st.integers(0, 500), name=st.sampled_from(sorted(CALENDARS)), after=AMOUNTS)
def test_limbo_is_quiet_minutes_counted(log, later, name, after):
    calendar, is_open = CALENDARS[name]
    here = log[0][0] + later
    found = limbo(history_of(log), at=at(here), calendar=calendar, after=timedelta(minutes=after))
    said = [(minute(one.start), minute(one.end), one.open_time / timedelta(minutes=1)) for one in found]
    assert said == oracle.limbo(log, here, is_open, after)


@LAW
@given(levels=st.lists(st.sampled_from(LEVELS), min_size=1, max_size=9), initial=st.sampled_from(LEVELS))
def test_moves_between_levels_are_counted_one_by_one(levels, initial):
    found = level_moves(levels)
    said = {"bounces": found.bounces, "deescalations": found.deescalations, "skipped": list(found.skipped)}
    assert said == oracle.level_moves(levels, LEVELS)
    assert list(L0_TO_L3.labels) == list(LEVELS)
    log = [(0, "created", "new"), *((place, "level", level) for place, level in enumerate(levels))]
    assert level_moves(history_of(log), initial=initial) == level_moves([initial, *levels])


@LAW
@given(
    log=logs(),
    later=st.integers(0, 500) | AMOUNTS,
    name=st.sampled_from(sorted(CALENDARS)),
    limits=st.fixed_dictionaries({"L1": AMOUNTS, "L2": AMOUNTS}, optional={"L0": AMOUNTS}),
    initial=st.sampled_from(LEVELS),
)
def test_time_in_level_is_minutes_counted(log, later, name, limits, initial):
    calendar, is_open = CALENDARS[name]
    here = log[0][0] + later
    allowed = {level: timedelta(minutes=amount) for level, amount in limits.items()}
    found = time_in_level(history_of(log), limits=allowed, calendar=calendar, at=at(here), initial=initial)
    said = {
        "level": found.level,
        "entered": minute(found.entered),
        "open_time": found.open_time / timedelta(minutes=1),
        "limit": found.limit and found.limit / timedelta(minutes=1),
        "due": minute(found.due),
        "exceeded": found.exceeded,
    }
    assert said == oracle.time_in_level(log, limits, here, is_open, initial)
