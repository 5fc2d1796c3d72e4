from datetime import UTC, datetime
from enum import Enum, StrEnum
from zoneinfo import ZoneInfo

import pytest

from supportops._model import Model
from supportops.errors import ConfigurationError, NaiveDatetimeError
from supportops.triage._names import Instant, Name, Names


class Skill(StrEnum):
    API = "api"


class Team(Enum):
    BILLING = "billing"
    THIRD = 3


class Box(Model):
    name: Name = "x"
    names: Names = ()
    at: Instant = datetime(2026, 3, 2, tzinfo=UTC)


def test_members_of_enums_are_read_as_their_text():
    box = Box(name=Team.BILLING, names=[Skill.API, Team.BILLING, "api"])
    assert (box.name, box.names) == ("billing", ("api", "billing"))
    assert {type(name) for name in (box.name, *box.names)} == {str}


def test_one_name_may_stand_by_itself():
    assert Box(names="api").names == Box(names=Skill.API).names == ("api",)


def test_a_set_is_sorted_and_a_sequence_is_not():
    assert Box(names={"c", Skill.API, "b"}).names == ("api", "b", "c")
    assert Box(names=("c", "a")).names == ("c", "a")


def test_what_is_no_name_is_refused_with_its_place():
    with pytest.raises(ConfigurationError) as caught:
        Box(name=" ", names=("a", 5, Team.THIRD))
    assert caught.value.faults == (
        ("name", "' ' is no name; write text that is not blank"),
        ("names[1]", "5 is no name; write text that is not blank"),
        ("names[2]", "<Team.THIRD: 3> is no name; write text that is not blank"),
    )


@pytest.mark.parametrize("given", [5, {"a": 1}, iter("ab")])
def test_what_is_no_collection_is_refused(given):
    with pytest.raises(ConfigurationError, match="is no collection of names; give for example"):
        Box(names=given)


def test_an_instant_is_kept_in_utc_so_that_it_is_equal_to_its_copy_in_the_fold():
    fold = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"), fold=1)
    box = Box(at=fold)
    assert box.at.tzinfo is UTC
    assert box.at.hour == 1
    assert Box.model_validate_json(box.model_dump_json()) == box == Box(at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        Box(at=datetime(2026, 3, 2))
