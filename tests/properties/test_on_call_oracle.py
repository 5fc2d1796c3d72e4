"""Rotas against a slow oracle that asks the clock on the wall at every minute, over changes of the clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.oracles.on_call_oracle import Duty, first_person, layer_coverage, minute_of, wall

from supportops.calendar import BusinessCalendar
from supportops.errors import DomainError
from supportops.triage import EscalationPolicy, EscalationStep, OnCall, Rota, RotaOverride

LAW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
TURNING_POINTS = (
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Asia/Kolkata", date(2026, 5, 20)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),
    ("America/Sao_Paulo", date(2018, 2, 18)),
)
"""Each zone with a date on which something happens to its clocks; in Cairo and Havana to midnight."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PEOPLE = ("ann", "bob", "cyd")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BEFORE, LENGTH = 3 * 1440, 6 * 1440


def at(minute):
    """Return the instant of a minute since 1970."""
    return EPOCH + timedelta(minutes=minute)


def span_of(turn):
    """Return the minutes watched around a turning point."""
    start = minute_of(datetime(turn.year, turn.month, turn.day, tzinfo=UTC)) - BEFORE
    return start, start + LENGTH


def hours_of(name, zone):
    """Return a calendar, and whether a minute is open in it."""
    if name == "desk":
        desk = BusinessCalendar(name="desk", zone=zone, hours="Mon-Fri 09:00-17:30")
        return desk, lambda m: wall(zone, m).weekday() < 5 and 540 <= _clock(zone, m) < 1050
    if name == "morning":
        return BusinessCalendar(name="morning", zone="UTC", hours="daily 04:00-12:00"), lambda m: 240 <= m % 1440 < 720
    return None, None


def _clock(zone, minute):
    return wall(zone, minute).hour * 60 + wall(zone, minute).minute


@st.composite
def rotas(draw, turn):
    """Draw a rota as plain data, with its hours by name."""
    zone, day = turn
    start, end = span_of(day)
    people = [*draw(st.permutations(PEOPLE))[:2], *draw(st.lists(st.sampled_from(PEOPLE), max_size=2))]
    overrides = []
    for _ in range(draw(st.integers(0, 3))):
        begins = draw(st.integers(start - 600, end))
        overrides.append((begins, begins + draw(st.integers(1, 2500)), draw(st.sampled_from([*PEOPLE, "eve"]))))
    return {
        "people": people,
        "zone": zone,
        "start": day + timedelta(days=draw(st.integers(-9, 2))),
        "weekday": draw(st.none() | st.integers(0, 6)),
        "clock": draw(st.sampled_from([0, 30, 90, 120, 135, 150, 540, 1380])),
        "every": draw(st.sampled_from([60, 90, 480, 720, 1440, 1440, 2880, 10080])),
        "hours": draw(st.sampled_from([None, None, "desk", "morning"])),
        "overrides": overrides,
    }  # fmt: skip


@st.composite
def cases(draw, size=1):
    turn = draw(st.sampled_from(TURNING_POINTS))
    return span_of(turn[1]), [draw(rotas(turn)) for _ in range(size)]


def rota_of(plain, name="primary"):
    clock = f"{plain['clock'] // 60:02}:{plain['clock'] % 60:02}"
    return Rota(
        name=name,
        people=plain["people"],
        zone=plain["zone"],
        start=plain["start"],
        handover=clock if plain["weekday"] is None else f"{DAYS[plain['weekday']]} {clock}",
        every=timedelta(minutes=plain["every"]),
        hours=hours_of(plain["hours"], plain["zone"])[0],
        overrides=[RotaOverride(at(a), at(b), person) for a, b, person in plain["overrides"]],
    )


def duty_of(plain, span):
    return Duty(plain | {"hours": hours_of(plain["hours"], plain["zone"])[1]}, *span)


def in_minutes(pieces):
    return [tuple(minute_of(one) if isinstance(one, datetime) else one for one in piece) for piece in pieces]


@LAW
@given(case=cases())
def test_the_wall_clock_says_who_is_on_call(case):
    span, [plain] = case
    rota, duty = rota_of(plain), duty_of(plain, span)
    shifts = duty.shifts()
    assert in_minutes(rota.shifts(at(span[0]), at(span[1]))) == shifts
    near = {m + d for a, b, _ in shifts for m in (a, b) for d in (-1, 0, 1)} | set(range(*span, 97))
    for minute in sorted(near & set(range(*span))):
        if duty.has_not_begun(minute):
            with pytest.raises(DomainError):
                rota.who(at(minute))
        else:
            assert rota.who(at(minute)) == duty.who(minute)
            assert rota.who(at(minute) + timedelta(seconds=59)) == duty.who(minute)


@LAW
@given(case=cases(), wanted=st.sampled_from([None, "desk", "morning"]))
def test_gaps_are_the_wanted_minutes_of_nobody_and_overlaps_those_of_two(case, wanted):
    span, [plain] = case
    calendar, is_wanted = hours_of(wanted, plain["zone"])
    found = rota_of(plain).coverage(at(span[0]), at(span[1]), calendar=calendar)
    duty, is_wanted = duty_of(plain, span), is_wanted or (lambda minute: True)
    assert in_minutes(found.gaps) == duty.gaps(is_wanted)
    assert in_minutes(found.overlaps) == duty.overlaps(is_wanted)


@LAW
@given(case=cases(), night=st.sampled_from([(1320, 360), (0, 300), (1380, 480)]), days=st.sets(st.integers(0, 6)))
def test_shares_are_minutes_counted(case, night, days):
    span, [plain] = case
    first = wall(plain["zone"], span[0]).date()
    holidays = [first + timedelta(days=day) for day in sorted(days)]
    text = "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in night)
    found = rota_of(plain).fairness(at(span[0]), at(span[1]), holidays=holidays, night=text)
    shares = {
        person: tuple(time // timedelta(minutes=1) for time in (one.time, one.nights, one.weekends, one.holidays))
        for person, one in found.items()
    }
    assert shares == duty_of(plain, span).fairness(holidays, night, plain["people"])


@LAW
@given(case=cases(size=2), wanted=st.sampled_from([None, "desk", "morning"]))
def test_a_layer_is_as_good_as_its_rotas_together(case, wanted):
    span, plain = case
    layer = [duty_of(one, span) for one in plain]
    on_call = OnCall({"primary": [rota_of(one, f"rota {place}") for place, one in enumerate(plain)]})
    for minute in range(*span, 61):
        assert on_call.who("primary", at=at(minute)) == first_person(layer, minute)
    calendar, is_wanted = hours_of(wanted, plain[0]["zone"])
    found = on_call.coverage(at(span[0]), at(span[1]), calendar=calendar)["primary"]
    gaps, overlaps = layer_coverage(layer, is_wanted or (lambda minute: True))
    assert (in_minutes(found.gaps), in_minutes(found.overlaps)) == (gaps, overlaps)


@LAW
@given(case=cases(), picks=st.tuples(st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1)))
def test_a_swap_exchanges_two_shifts_whole(case, picks):
    span, [plain] = case
    plain = plain | {"hours": None}
    duty = duty_of(plain, span)
    first, second = (span[0] + pick for pick in picks)
    if duty.has_not_begun(first) or duty.has_not_begun(second):
        return
    swapped, expected = rota_of(plain).swap(at(first), at(second)), duty.swapped(first, second)
    for minute in range(*span, 31):
        if not duty.has_not_begun(minute):
            assert swapped.who(at(minute)) == expected[minute]


@LAW
@given(case=cases(size=2), start=st.integers(0, LENGTH - 1500))
def test_a_page_goes_to_the_first_of_the_layer(case, start):
    span, plain = case
    layers = {"primary": [duty_of(plain[0], span)], "secondary": [duty_of(plain[1], span)]}
    on_call = OnCall({"primary": [rota_of(plain[0])], "secondary": [rota_of(plain[1])]})
    steps = [EscalationStep(timedelta(minutes=97 * n), ("primary", "secondary", "nobody")) for n in range(15)]
    notifications = EscalationPolicy(steps=steps).plan(at(span[0] + start))
    for page, notification in zip(on_call.resolve(notifications), notifications, strict=True):
        duties = layers.get(notification.role, [])
        person = first_person(duties, minute_of(notification.at))
        assert (page.notification, page.person) == (notification, person)
        assert bool(page.reason) == (person is None)
