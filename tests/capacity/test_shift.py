from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from supportops._instants import to_us
from supportops.capacity.shift import Shift, presence_us, shifts_of
from supportops.errors import ConfigurationError, DomainError

HOUR = 3_600_000_000


def test_a_shift_is_a_value_that_reads_back():
    shift = Shift(
        "night", {"mon": "22:00-06:00"}, 3, zone="Europe/Berlin", skills={"b", "a"}, concurrency=2, absence=0.1,
        hired=date(2026, 3, 2),
    )  # fmt: skip
    assert shift.hours == "Mon 22:00-06:00"
    assert shift.skills == ("a", "b")
    assert Shift.model_validate_json(shift.model_dump_json()) == shift
    assert eval(repr(shift)) == shift
    assert str(shift) == repr(shift)
    assert hash(shift) == hash(shift.model_copy())


def test_what_is_at_its_default_is_not_shown():
    assert repr(Shift("core", "daily 09:00-17:00", 1)) == "Shift(name='core', hours='daily 09:00-17:00', agents=1)"


def test_all_faults_of_a_shift_come_at_once():
    with pytest.raises(ConfigurationError) as error:
        Shift(" ", "Mon 9-17", -1, zone="Europe/Berln", skills=("",), concurrency=0, absence=1.5, hired="soon")
    paths = [path for path, _ in error.value.faults]
    assert paths == ["name", "hours", "agents", "zone", "skills[0]", "concurrency", "absence", "hired"]
    assert "'Europe/Berln' is no time zone; did you mean 'Europe/Berlin'" in str(error.value)


@pytest.mark.parametrize(
    ("field", "value"),
    [("agents", 1.5), ("agents", True), ("concurrency", 1.5), ("absence", float("nan")), ("absence", -0.1)],
)
def test_a_number_outside_its_range_is_refused(field, value):
    with pytest.raises(ConfigurationError, match=field):
        Shift(**{"name": "core", "hours": "24/7", "agents": 1, field: value})


def test_a_count_may_come_out_of_an_array():
    shift = Shift("core", "24/7", np.array([3])[0], concurrency=np.int32(2))
    assert shift == Shift("core", "24/7", 3, concurrency=2)
    assert (type(shift.agents), type(shift.concurrency)) == (int, int)


def test_absence_is_a_chance_from_none_to_certain():
    assert [Shift("core", "24/7", 1, absence=chance).absence for chance in (0, 1)] == [0.0, 1.0]


def test_a_split_shift_is_one_shift_with_two_windows():
    shift = Shift("split", "daily 09:00-13:00, 16:00-20:00", 1)
    day = to_us(datetime(2026, 3, 2, tzinfo=UTC))
    hours = [
        ((lo - day) // HOUR, (hi - day) // HOUR) for lo, hi in presence_us(shift, day, day + 24 * HOUR, zone="UTC")
    ]
    assert hours == [(9, 13), (16, 20)]


def test_the_zone_of_a_shift_wins_over_the_one_asked_for():
    day = to_us(datetime(2026, 3, 2, tzinfo=UTC))
    shift = Shift("core", "daily 09:00-17:00", 1, zone="Asia/Tokyo")
    assert presence_us(shift, day, day + 24 * HOUR, zone="UTC") == [(day, day + 8 * HOUR)]


def test_nobody_is_there_before_the_first_day_of_service():
    day = to_us(datetime(2026, 3, 2, tzinfo=UTC))
    shift = Shift("night", "daily 22:00-06:00", 1, hired=date(2026, 3, 3))
    spans = presence_us(shift, day, day + 48 * HOUR, zone="UTC")
    # The end of the shift that began the evening before is on that day.
    assert spans == [(day + 24 * HOUR, day + 30 * HOUR), (day + 46 * HOUR, day + 48 * HOUR)]
    assert presence_us(shift, day, day + 24 * HOUR, zone="UTC") == []


def test_shifts_come_as_a_sequence_or_by_name():
    one, two = Shift("a", "24/7", 1), Shift("b", "24/7", 2)
    assert shifts_of(iter([one, two])) == (one, two) == shifts_of({"a": one, "b": two})
    assert shifts_of([]) == ()


@pytest.mark.parametrize("given", ["early", 3, Shift("a", "24/7", 1), None])
def test_what_is_no_sequence_of_shifts_is_refused(given):
    with pytest.raises(DomainError, match=r"shifts is .*; give shifts, for example") as error:
        shifts_of(given)
    assert error.value.field == "shifts"


def test_the_first_that_is_no_shift_is_named():
    with pytest.raises(DomainError, match=r"shifts\[1\] is 'early'; give shifts") as error:
        shifts_of([Shift("a", "24/7", 1), "early", 3])
    assert error.value.index == 1


def test_a_shift_keeps_its_wall_time_when_the_clocks_change():
    shift = Shift("core", "daily 09:00-17:00", 1, zone="Europe/Berlin")
    start = datetime(2026, 3, 28, tzinfo=UTC)
    spans = presence_us(shift, to_us(start), to_us(start + timedelta(days=2)), zone="UTC")
    assert [(lo - to_us(start)) // HOUR for lo, _ in spans] == [8, 31]
