from datetime import datetime, timedelta
from enum import StrEnum

import pytest
from tests.triage.on_call.rotas import local, utc

from supportops.errors import ConfigurationError, NaiveDatetimeError
from supportops.triage.on_call.override import RotaOverride

EVE = utc(2026, 12, 24, 17)


class Person(StrEnum):
    DAN = "dan"


def test_its_instants_are_kept_in_utc():
    override = RotaOverride(local("Europe/Berlin", 2026, 12, 24, 18), EVE + timedelta(hours=1), Person.DAN)
    assert override == RotaOverride(start=EVE, end=EVE + timedelta(hours=1), person="dan")
    assert (override.start.isoformat(), type(override.person)) == ("2026-12-24T17:00:00+00:00", str)


def test_it_is_the_same_after_json():
    override = RotaOverride(EVE, EVE + timedelta(microseconds=1), "dan")
    again = RotaOverride.model_validate_json(override.model_dump_json())
    assert (again, hash(again)) == (override, hash(override))


@pytest.mark.parametrize("end", [EVE, EVE - timedelta(hours=1)])
def test_its_end_comes_after_its_start(end):
    with pytest.raises(ConfigurationError, match=r"override of 'dan' ends at 2026-12-24T1[67]:00:00\+00:00, not after"):
        RotaOverride(EVE, end, "dan")


def test_a_naive_instant_and_a_blank_person_are_refused():
    with pytest.raises(NaiveDatetimeError):
        RotaOverride(datetime(2026, 12, 24), EVE, "dan")
    with pytest.raises(ConfigurationError) as caught:
        RotaOverride("soon", EVE, " ")
    assert [path for path, _ in caught.value.faults] == ["start", "person"]
