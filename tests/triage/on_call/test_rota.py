import pickle
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from tests.triage.on_call.rotas import local, utc, weekly

from supportops.calendar import BusinessCalendar
from supportops.errors import ConfigurationError, DomainError, NaiveDatetimeError
from supportops.triage.on_call.override import RotaOverride
from supportops.triage.on_call.rota import Rota

DESK = BusinessCalendar(zone="Europe/London", hours="Mon-Fri 09:00-17:00")


class Person(StrEnum):
    ANN = "ann"
    BOB = "bob"


def test_the_duty_passes_on_on_monday_at_nine_local_time():
    rota = weekly()
    assert rota.first_handover == utc(2026, 3, 2, 9)
    assert [rota.who(utc(2026, 3, 2 + 7 * week, 9)) for week in range(4)] == ["ann", "bob", "cyd", "ann"]
    change = utc(2026, 3, 30, 8)
    assert (rota.who(change - timedelta(microseconds=1)), rota.who(change)) == ("ann", "bob")
    assert rota.who(local("Asia/Tokyo", 2026, 3, 30, 17)) == "bob"


def test_by_default_the_handover_is_weekly_on_monday_at_nine_and_without_hours():
    rota = weekly()
    assert (rota.handover, rota.every, rota.hours, rota.overrides) == ("Mon 09:00", timedelta(days=7), None, ())


def test_the_first_handover_is_the_first_that_fits_at_or_after_the_start():
    rota = weekly(start=date(2026, 3, 3), handover="Thu 18:00", every="1 day")
    assert rota.first_handover == utc(2026, 3, 5, 18)
    assert [rota.who(utc(2026, 3, day, 18)) for day in (5, 6, 7, 8)] == ["ann", "bob", "cyd", "ann"]


def test_a_name_may_stand_twice():
    rota = weekly(people=("ann", "bob", "ann", "cyd"), every="1 day", handover="09:00")
    assert [rota.who(utc(2026, 3, day, 12)) for day in (2, 3, 4, 5, 6)] == ["ann", "bob", "ann", "cyd", "ann"]


def test_enum_members_come_back_as_plain_text():
    rota = weekly(people=[Person.ANN, Person.BOB])
    assert [(person, type(person)) for person in rota.people] == [("ann", str), ("bob", str)]


def test_nobody_is_on_duty_outside_the_hours():
    rota = weekly(hours=DESK)
    found = [rota.who(utc(2026, 3, 2, hour, minute)) for hour, minute in ((9, 0), (16, 59), (17, 0), (23, 0))]
    assert found == ["ann", "ann", None, None]


def test_before_the_first_handover_the_rota_has_not_begun():
    with pytest.raises(DomainError) as caught:
        weekly(hours=DESK).who(utc(2026, 3, 2, 3))
    assert str(caught.value) == (
        "at 2026-03-02T03:00:00+00:00 the rota 'primary' has not begun; its first handover is on Mon 2026-03-02 09:00 "
        "in Europe/London; start the rota a week earlier, or add an override"
    )
    assert (caught.value.field, caught.value.value) == ("at", utc(2026, 3, 2, 3))


def test_an_override_holds_before_the_first_handover_and_only_inside_the_hours():
    eve = RotaOverride(utc(2026, 2, 27, 8), utc(2026, 2, 28), "dan")
    rota = weekly(hours=DESK, overrides=[eve])
    assert [rota.who(utc(2026, 2, 27, hour)) for hour in (8, 9, 16, 17)] == [None, "dan", "dan", None]


def test_the_later_override_in_the_list_wins():
    long, short = (RotaOverride(utc(2026, 3, 2), utc(2026, 3, end), who) for end, who in ((8, "bob"), (4, "dan")))
    assert weekly(overrides=[long, short]).who(utc(2026, 3, 3)) == "dan"
    assert weekly(overrides=[short, long]).who(utc(2026, 3, 3)) == "bob"


def test_in_twenty_years_it_still_knows_at_once():
    rota = weekly(every="1h")
    hours = (utc(2046, 3, 2, 9) - utc(2026, 3, 2, 9)) // timedelta(hours=1)
    assert rota.who(utc(2046, 3, 2, 9)) == rota.people[hours % 3]
    assert rota.who(datetime(9999, 12, 31, 23, tzinfo=utc(2026, 1, 1).tzinfo)) in rota.people


def test_an_instant_has_to_be_one():
    with pytest.raises(NaiveDatetimeError):
        weekly().who(datetime(2026, 3, 2))
    with pytest.raises(DomainError, match="at is 'now'; give an aware datetime"):
        weekly().who("now")
    with pytest.raises(DomainError, match="second is None"):
        weekly().swap(utc(2026, 3, 3), None)


def test_two_shifts_are_swapped_whole_and_the_rest_stays():
    rota = weekly()
    swapped = rota.swap(utc(2026, 3, 4), utc(2026, 3, 10))
    assert swapped.overrides == (
        RotaOverride(utc(2026, 3, 2, 9), utc(2026, 3, 9, 9), "bob"),
        RotaOverride(utc(2026, 3, 9, 9), utc(2026, 3, 16, 9), "ann"),
    )
    weeks = [utc(2026, 3, 2, 9) + timedelta(weeks=week) for week in range(5)]
    assert [swapped.who(week) for week in weeks] == ["bob", "ann", "cyd", "ann", "bob"]
    assert rota.overrides == ()


def test_swapping_twice_gives_everybody_their_own_again():
    one, other = utc(2026, 3, 4), utc(2026, 3, 18)
    rota = weekly().swap(one, other).swap(one, other)
    assert (rota.who(one), rota.who(other)) == ("ann", "cyd")


def test_a_swap_is_cut_where_an_override_begins():
    rota = weekly(overrides=[RotaOverride(utc(2026, 3, 5), utc(2026, 3, 6), "dan")])
    swapped = rota.swap(utc(2026, 3, 5), utc(2026, 3, 10))
    assert [swapped.who(utc(2026, 3, day)) for day in (4, 5, 6, 10)] == ["ann", "bob", "ann", "dan"]


def test_a_swap_with_oneself_changes_nothing_and_one_before_the_rota_is_refused():
    rota = weekly()
    assert rota.swap(utc(2026, 3, 4), utc(2026, 3, 24)) is rota
    with pytest.raises(DomainError, match="has not begun"):
        rota.swap(utc(2026, 3, 4), utc(2026, 3, 1))


def test_it_is_the_same_after_json_and_pickle():
    rota = weekly(hours=DESK | BusinessCalendar(zone="UTC", hours="24/7"), every="36h", handover="21:30")
    rota = rota.swap(utc(2026, 3, 4), utc(2026, 3, 6))
    rota.who(utc(2026, 3, 4))
    again = Rota.model_validate_json(rota.model_dump_json())
    assert (again, hash(again)) == (rota, hash(rota))
    assert pickle.loads(pickle.dumps(rota)) == rota
    assert again.who(utc(2026, 3, 4)) == rota.who(utc(2026, 3, 4))


def test_all_faults_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        Rota(
            name=" ", people=("ann", "ann"), zone="Europe/Lodon", start="2 March", handover="Monday", every="59m",
            overrides=[{"start": 1, "end": 2, "person": "x"}],
        )  # fmt: skip
    faults = dict(caught.value.faults)
    assert list(faults) == [
        "name",
        "people",
        "zone",
        "start",
        "handover",
        "every",
        "overrides[0].start",
        "overrides[0].end",
    ]
    assert faults["people"].startswith("a rota has at least two people, and there is only 'ann'")
    assert "did you mean 'Europe/London'" in faults["zone"]
    assert "'Mon 09:00'" in faults["handover"]
    assert faults["every"] == "59m is too short for a turn; write '1h' or more, for example '1 week'"


@pytest.mark.parametrize(
    ("people", "why"),
    [((), "there is nobody"), (("ann",), "only 'ann'"), ({"ann", "bob"}, "no order"), ("ann", "no order")],
)  # fmt: skip
def test_a_rota_has_two_people_in_an_order(people, why):
    with pytest.raises(ConfigurationError, match=why):
        weekly(people=people)


@pytest.mark.parametrize("start", [date.min, date.max])
def test_a_start_at_the_end_of_all_dates_is_refused(start):
    with pytest.raises(ConfigurationError, match="allowed: 0001-01-08 to 9999-12-15"):
        weekly(start=start)


@pytest.mark.parametrize("start", [date(1, 1, 8), date(9999, 12, 15)])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_first_and_the_last_start_have_a_first_handover(start, zone):
    rota = weekly(start=start, zone=zone, handover="Sun 23:59")
    assert rota.who(rota.first_handover) == "ann"
    with pytest.raises(DomainError, match="has not begun"):
        rota.who(rota.first_handover - timedelta(microseconds=1))


def test_a_rhythm_longer_than_all_time_never_hands_over():
    rota = weekly(every=timedelta.max)
    assert rota.who(utc(9999, 1, 1)) == "ann"
    assert len(rota.shifts(utc(2026, 3, 2, 9), utc(2126, 3, 2, 9))) == 1


def test_a_zone_may_be_given_as_one():
    rota = weekly(zone=ZoneInfo("Asia/Tokyo"))
    assert (rota.zone, rota) == ("Asia/Tokyo", weekly(zone="Asia/Tokyo"))


@pytest.mark.parametrize("people", [("ann", "Ann"), ("ann", " ann"), ("ann lee", "ann  Lee", "bob")])
def test_one_person_is_written_one_way(people):
    with pytest.raises(ConfigurationError, match="differ by case or blanks only; write one person one way"):
        weekly(people=people)
