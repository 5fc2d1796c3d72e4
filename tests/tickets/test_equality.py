from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from supportops.tickets._equality import ByInstants

LONDON = ZoneInfo("Europe/London")
IN_THE_FOLD = datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON)


class Mark(ByInstants):
    at: AwareDatetime
    name: str = ""


class Line(ByInstants):
    marks: tuple[Mark, ...]


def test_python_itself_tells_one_instant_of_the_fold_apart():
    assert IN_THE_FOLD.astimezone(UTC) != IN_THE_FOLD


def test_values_are_equal_when_their_instants_are():
    assert Mark(at=IN_THE_FOLD) == Mark(at=IN_THE_FOLD.astimezone(UTC))
    assert hash(Mark(at=IN_THE_FOLD)) == hash(Mark(at=IN_THE_FOLD.astimezone(UTC)))


def test_the_two_half_past_ones_of_the_fold_differ():
    assert Mark(at=IN_THE_FOLD) != Mark(at=IN_THE_FOLD.replace(fold=0))


def test_values_inside_values_are_compared_the_same_way():
    here, there = Mark(at=IN_THE_FOLD), Mark(at=IN_THE_FOLD.astimezone(UTC))
    assert Line(marks=(here,)) == Line(marks=(there,))
    assert Line(marks=(here,)) != Line(marks=(here, there))


def test_other_fields_and_other_classes_tell_values_apart():
    assert Mark(at=IN_THE_FOLD, name="a") != Mark(at=IN_THE_FOLD, name="b")
    assert Mark(at=IN_THE_FOLD) != Line(marks=())
    assert Mark(at=IN_THE_FOLD) != IN_THE_FOLD
