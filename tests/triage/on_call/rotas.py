"""Random rotas around changes of the clocks, and who they have by a clock that is looked at every minute."""

from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from supportops.calendar import BusinessCalendar
from supportops.triage.on_call.override import RotaOverride
from supportops.triage.on_call.rota import Rota

MINUTE = timedelta(minutes=1)
WATCHED = timedelta(days=4)
CHANGES = (
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("America/Havana", date(2026, 11, 1)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Kathmandu", date(2026, 5, 5)),
)
"""Zones with a date on which an hour, half an hour, midnight or the whole day is skipped or comes twice."""

TIMES = ("00:00", "01:30", "02:15", "23:30")


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def local(zone, *parts, fold=0):
    return datetime(*parts, tzinfo=ZoneInfo(zone), fold=fold)


def weekly(**changed):
    """Return a rota of three in London from Monday 2 March 2026 on."""
    facts = {"name": "primary", "people": ("ann", "bob", "cyd"), "zone": "Europe/London", "start": date(2026, 3, 2)}
    return Rota(**(facts | changed))


@st.composite
def rotas(draw):
    """Draw a rota and the start of the days to watch it in."""
    zone, day = draw(st.sampled_from(CHANGES))
    start = utc(day.year, day.month, day.day) - timedelta(days=2)
    times = st.integers(-600, 6000).map(lambda minutes: start + minutes * MINUTE)
    lengths = st.integers(1, 3000).map(lambda minutes: minutes * MINUTE)
    overrides = st.builds(
        lambda begin, length, person: RotaOverride(begin, begin + length, person),
        times, lengths, st.sampled_from(("ann", "bob", "dan")),
    )  # fmt: skip
    hours = st.sampled_from(("Mon-Fri 09:00-17:30", "daily 22:00-06:00", "24/7"))
    return start, Rota(
        name="random",
        people=("ann", "bob", *draw(st.lists(st.sampled_from(("ann", "bob", "cyd")), max_size=2))),
        zone=zone,
        start=day + timedelta(days=draw(st.integers(-9, 1))),
        handover=draw(st.sampled_from(("", "Mon ", "Thu ", "Sun "))) + draw(st.sampled_from(TIMES)),
        every=draw(st.sampled_from(("1h", "90m", "8h", "1 day", "1 week"))),
        hours=draw(st.none() | hours.map(lambda text: BusinessCalendar(zone=zone, hours=text))),
        overrides=draw(st.lists(overrides, max_size=3)),
    )  # fmt: skip


def looked_up(rota, start, end):
    """Return (minute, person) for each minute, the person None off duty and "" before the first handover.

    The hand of the clock that is looked at never goes back: it waits until the hour that comes twice is over.
    """
    zone = ZoneInfo(rota.zone)
    *days, time = rota.handover.split()
    first = datetime.combine(rota.start, clock_time.fromisoformat(time))
    while days and first.strftime("%a") != days[0]:
        first += timedelta(days=1)
    hand, found = first - timedelta(days=999), []
    minute = min(start, first.replace(tzinfo=UTC) - timedelta(days=1))
    while minute < end:
        hand = max(hand, minute.astimezone(zone).replace(tzinfo=None, fold=0))
        if minute >= start:
            turn = (hand - first) // rota.every
            person = rota.people[turn % len(rota.people)] if turn >= 0 else ""
            person = next((o.person for o in reversed(rota.overrides) if o.start <= minute < o.end), person)
            is_open = rota.hours is None or rota.hours.is_open(minute)
            found.append((minute, person if is_open or not person else None))
        minute += MINUTE
    return found
