from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops._model import Model
from supportops.errors import ConfigurationError, NaiveDatetimeError
from supportops.triage.incidents._said import Said, said

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Holder(Model):
    fields: Said


def after_json(facts):
    holder = Holder(fields=facts)
    copy = Holder.model_validate_json(holder.model_dump_json())
    assert (copy, hash(copy), list(copy.fields)) == (holder, hash(holder), list(holder.fields))
    return copy.fields


class Field(Enum):
    IMPACT = "impact"
    ALL = "all users"


def test_facts_come_back_from_json_as_they_were():
    berlin = ZoneInfo("Europe/Berlin")
    found = after_json(
        {
            "at": NINE.astimezone(berlin), "for": timedelta(hours=30, microseconds=1), "on": date(2026, 3, 2), "n": 3,
            "yes": True, "list": ["a", {"b": [1, None]}], "set": {"y", "x"}, "share": Decimal("0.10"),
            Field.IMPACT: Field.ALL,
        }
    )  # fmt: skip
    assert found == {
        "at": NINE, "for": timedelta(hours=30, microseconds=1), "on": date(2026, 3, 2), "n": 3, "yes": True,
        "list": ("a", {"b": (1, None)}), "set": ("x", "y"), "share": "0.10", "impact": "all users",
    }  # fmt: skip
    assert found["at"].tzinfo is UTC


def test_what_says_nothing_is_left_out():
    assert after_json({"a": None, "b": " ", "c": [], "d": float("nan"), "e": 0}) == {"e": 0}


def test_half_characters_are_written_out_wherever_they_stand():
    found = after_json({"a": "x\ud800", "b": ["\udfff", {"\ud800": "\ud800"}], "c": 1})
    assert found == {"a": "x\\ud800", "b": ("\\udfff", {"\\ud800": "\\ud800"}), "c": 1}


@pytest.mark.parametrize(
    "fact",
    [
        {"instant": "soon"}, {"instant": "2026-03-02T09:00:00"}, {"duration": "3"}, {"instant": 3},
        {"duration": None, "b": 1}, {"instant": NINE.isoformat(), "zone": "UTC"},
    ],
)  # fmt: skip
def test_an_object_that_only_looks_like_an_instant_stays_an_object(fact):
    assert after_json({"x": fact}) == {"x": fact}


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        said(datetime(2026, 3, 2, 9))


@pytest.mark.parametrize("fact", [object(), [object()], float("inf"), b"bytes", {"date": "soon"}, {1: "x"}])
def test_what_json_cannot_hold_is_refused(fact):
    with pytest.raises(ValueError):
        said(fact)


def test_the_fields_are_a_mapping():
    with pytest.raises(ConfigurationError, match="is no mapping of field to what it says"):
        Holder(fields=["impact"])
    assert Holder.model_json_schema()["properties"]["fields"]["type"] == "object"


plain = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5)
)
nested = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
facts = nested | st.datetimes(timezones=st.just(UTC)) | st.timedeltas() | st.dates()


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), facts))
def test_any_facts_come_back_from_json(given_facts):
    edge = timedelta(days=3)
    shifted = {
        name: min(max(fact, datetime.min.replace(tzinfo=UTC) + edge), datetime.max.replace(tzinfo=UTC) - edge)
        if isinstance(fact, datetime)
        else fact
        for name, fact in given_facts.items()
    }
    after_json(shifted)
