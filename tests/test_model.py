import json
import pickle
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import ClassVar, Literal

import pytest
from pydantic import AwareDatetime, TypeAdapter, ValidationError, model_validator

from supportops._model import Model, as_own_error
from supportops.errors import ConfigurationError, HistoryError, HorizonError, NaiveDatetimeError


class Part(Model):
    size: int
    at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _check(self):
        if self.size < 0:
            raise ValueError(f"a size is at least 0, got {self.size!r}")
        if self.size == 13:
            raise HistoryError("unlucky", ticket_id="13")
        return self


class Whole(Model):
    name: str
    parts: tuple[Part, ...] = ()

    @cached_property
    def total(self) -> int:
        return sum(part.size for part in self.parts)


WHOLE = Whole(name="a", parts=(Part(size=1), Part(size=2)))


def test_a_model_is_a_frozen_value():
    twin = Whole(name="a", parts=[{"size": 1}, {"size": 2}])
    assert twin == WHOLE
    assert hash(twin) == hash(WHOLE)
    with pytest.raises(ValidationError, match="frozen"):
        WHOLE.name = "b"


def test_cached_tables_change_neither_equality_nor_hash():
    warm, cold = Whole(name="a", parts=(Part(size=1),)), Whole(name="a", parts=(Part(size=1),))
    assert warm.total == 1
    assert warm == cold
    assert hash(warm) == hash(cold)
    assert pickle.loads(pickle.dumps(warm)) == cold


def test_a_model_survives_json():
    assert Whole.model_validate_json(WHOLE.model_dump_json()) == WHOLE
    assert Whole.model_validate(WHOLE.model_dump()) == WHOLE


@pytest.mark.parametrize(
    "build",
    [
        lambda data: Whole(**data),
        Whole.model_validate,
        lambda data: Whole.model_validate_json(TypeAdapter(dict).dump_json(data)),
    ],
    ids=["init", "plain data", "json"],
)
def test_all_faults_come_at_once_with_their_paths(build):
    with pytest.raises(ConfigurationError) as caught:
        build({"parts": [{"size": "big"}, {"size": -1}], "colour": "red"})
    assert caught.value.what == "Whole"
    assert dict(caught.value.faults) == {
        "name": "Field required",
        "parts[0].size": "Input should be a valid integer, unable to parse string as an integer, got 'big'",
        "parts[1]": "a size is at least 0, got -1",
        "colour": "this field is not known here; check its spelling or leave it out",
    }


def test_a_datetime_without_a_zone_is_its_own_error():
    noon = datetime(2026, 3, 2, 12)
    with pytest.raises(NaiveDatetimeError) as caught:
        Whole(name="a", parts=({"size": 1, "at": noon},))
    assert caught.value.given == noon


def test_a_datetime_without_a_zone_among_other_faults_is_listed():
    with pytest.raises(ConfigurationError) as caught:
        Part(size="big", at=datetime(2026, 3, 2, 12))
    assert [path for path, _ in caught.value.faults] == ["size", "at"]


@pytest.mark.parametrize(
    "build", [Part.model_validate, lambda data: Whole(name="a", parts=(data,))], ids=["itself", "nested"]
)
def test_a_history_error_comes_out_as_itself(build):
    with pytest.raises(HistoryError) as caught:
        build({"size": 13})
    assert caught.value.ticket_id == "13"


def test_a_history_error_among_other_faults_is_listed():
    with pytest.raises(ConfigurationError) as caught:
        Whole(parts=({"size": 13},))
    assert caught.value.faults == (("name", "Field required"), ("parts[0]", "ticket '13': unlucky"))


def test_text_that_is_no_json_is_not_repeated_in_the_error():
    with pytest.raises(ConfigurationError) as caught:
        Whole.model_validate_json("{" + "x" * 1000)
    assert str(caught.value).startswith("Invalid JSON")
    assert len(str(caught.value)) < 100


def test_a_long_value_is_cut_in_the_error():
    with pytest.raises(ConfigurationError) as caught:
        Part(size="9" * 4000 + "x")
    assert len(str(caught.value)) < 400
    assert str(caught.value).endswith("...")


def test_a_changed_copy_is_validated_and_has_no_old_tables():
    assert WHOLE.total == 3
    assert WHOLE.model_copy(update={"parts": (Part(size=5),)}).total == 5
    assert WHOLE.model_copy() == WHOLE
    assert WHOLE.model_copy(deep=True) == WHOLE
    with pytest.raises(ConfigurationError, match="at least 0"):
        Part(size=1).model_copy(update={"size": -1})


def test_the_error_of_any_pydantic_type_can_be_told_in_our_words():
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(tuple[int, ...]).validate_python(["x"])
    assert as_own_error(caught.value).faults[0][0] == "[0]"


def test_aware_datetimes_pass():
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert Part(size=1, at=at).at == at


class Piece(Model):
    amount: int


class Machine(Model):
    yardsticks: ClassVar[frozenset[str] | None] = frozenset({"also"})

    parts: Mapping[str, Piece]
    size: Literal["small", "large"] = "small"
    also: tuple[Piece, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> "Machine":
        if "root" not in self.parts:
            raise ConfigurationError([("parts", "there is no 'root'")])
        return self


def test_a_fault_of_the_whole_shows_beside_faults_of_its_parts():
    given = {"parts": {"leaf": {"amount": "many"}, "stem": {"amount": 1}}, "size": "huge", "unknown": [1]}
    for build in (
        lambda: Machine(**given),
        lambda: Machine.model_validate(given),
        lambda: Machine.model_validate_json(json.dumps(given)),
    ):
        with pytest.raises(ConfigurationError) as caught:
            build()
        assert [path for path, _ in caught.value.faults] == ["parts.leaf.amount", "size", "unknown", "parts"]


def test_a_fault_of_the_whole_shows_when_the_rest_can_be_built():
    given = {"parts": {"stem": {"amount": 1}}, "size": "huge", "unknown": 1}
    with pytest.raises(ConfigurationError) as caught:
        Machine(**given)
    assert [path for path, _ in caught.value.faults] == ["size", "unknown", "parts"]
    with pytest.raises(ConfigurationError) as caught:
        Machine(size="huge")
    assert [path for path, _ in caught.value.faults] == ["parts", "size"]


def test_what_is_no_mapping_or_no_json_is_one_fault():
    with pytest.raises(ConfigurationError):
        Machine.model_validate(7)
    with pytest.raises(ConfigurationError):
        Machine.model_validate_json("{")


def test_a_fault_alone_stays_alone():
    with pytest.raises(ConfigurationError) as caught:
        Machine(parts={"root": {"amount": 1}}, size="huge")
    assert [path for path, _ in caught.value.faults] == ["size"]


class Clock(Model):
    yardsticks: ClassVar[frozenset[str] | None] = frozenset()

    year: int = 0
    size: int = 0

    @model_validator(mode="after")
    def _check(self):
        raise HorizonError(f"no data for the year {self.year}")


def test_an_error_of_another_kind_on_the_second_look_hides_no_fault():
    with pytest.raises(ConfigurationError, match="size"):
        Clock(year=2300, size="huge")


def test_what_a_faulty_yardstick_measures_is_not_judged():
    with pytest.raises(ConfigurationError) as caught:
        Machine(parts={}, also=[{"amount": "many"}])
    assert [path for path, _ in caught.value.faults] == ["also[0].amount"]


class Piece(Model):
    size: int
    note: str = ""


class Box(Model):
    parts: tuple[Piece, ...] = ()
    others: tuple[Piece, ...] = ()


def test_a_model_alone_where_several_may_stand_is_one_fault():
    with pytest.raises(ConfigurationError) as raised:
        Box(parts=Piece(size=1), others=[3])
    first, second = raised.value.faults
    assert first == ("parts", "one Piece alone, where a sequence is asked for; write (Piece(...),)")
    assert second[0] == "others[0]"


def test_a_model_of_the_same_name_is_told_apart_by_its_package():
    other = type("Piece", (Model,), {"__annotations__": {"size": int}, "__module__": "desk.parts.one"})
    with pytest.raises(ConfigurationError, match=r"parts\[0\]: that is desk.parts.Piece; the Piece asked for here is"):
        Box(parts=[other(size=1)])
