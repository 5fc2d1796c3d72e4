"""The order in which waiting tickets are taken."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from enum import Enum, StrEnum
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl
import pytest

from supportops.errors import DomainError, NaiveDatetimeError
from supportops.triage.queue import queue_key, queue_order
from supportops.vocabulary import P1_TO_P5

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Urgency(StrEnum):
    HIGH = "P1"
    LOW = "P4"


class Plain(Enum):
    HIGH = "P1"
    LOW = "P4"


class Mixed(str, Enum):  # noqa: UP042 - older code writes enums so, and numpy reads them otherwise
    HIGH = "P1"
    LOW = "P4"


def key(*, priority="P3", created=NOON, name="1", slack=None):
    return queue_key(priority=priority, created=created, id=name, slack=slack, scale=P1_TO_P5)


def order(*tickets):
    """Return the ids in queue order, of (priority, created, id) or (priority, created, id, slack)."""
    priority, created, name, *slack = (list(column) for column in zip(*tickets, strict=True))
    found = queue_order(priority=priority, created=created, id=name, slack=slack[0] if slack else None, scale=P1_TO_P5)
    by_key = sorted(tickets, key=lambda t: key(priority=t[0], created=t[1], name=t[2], slack=(*t, None)[3]))
    ids = [name[place] for place in found]
    assert ids == [ticket[2] for ticket in by_key]
    return ids


def test_the_priority_comes_first():
    assert order(("P4", NOON - HOUR, "old"), ("P1", NOON, "urgent"), ("P2", NOON - HOUR, "high")) == [
        "urgent",
        "high",
        "old",
    ]


def test_within_a_priority_the_least_slack_comes_first_and_no_promise_last():
    assert order(
        ("P2", NOON - 9 * HOUR, "nothing promised", None),
        ("P2", NOON, "soon", timedelta(minutes=5)),
        ("P2", NOON, "late", timedelta(minutes=-5)),
        ("P2", NOON, "now", timedelta(0)),
    ) == ["late", "now", "soon", "nothing promised"]


def test_slack_never_outweighs_the_priority():
    assert order(("P3", NOON, "broken", -HOUR), ("P2", NOON, "fine", None)) == ["fine", "broken"]


def test_the_oldest_comes_first_where_the_slack_is_the_same():
    assert order(("P2", NOON, "b", HOUR), ("P2", NOON - HOUR, "c", HOUR), ("P2", NOON + HOUR, "a", HOUR)) == [
        "c",
        "b",
        "a",
    ]


def test_ids_settle_the_rest_as_text():
    assert order(("P2", NOON, "9"), ("P2", NOON, "10"), ("P2", NOON, "1")) == ["1", "10", "9"]


def test_instants_are_compared_and_not_wall_times():
    tokyo = datetime(2026, 3, 2, 20, 59, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert order(("P2", NOON, "a"), ("P2", tokyo, "b")) == ["b", "a"]
    assert key(created=NOON) == key(created=NOON.astimezone(ZoneInfo("Asia/Tokyo")))


def test_the_hour_that_comes_twice_is_two_hours():
    berlin = ZoneInfo("Europe/Berlin")
    later = datetime(2026, 10, 25, 2, 10, tzinfo=berlin, fold=1)
    earlier = datetime(2026, 10, 25, 2, 50, tzinfo=berlin)
    assert order(("P2", later, "a"), ("P2", earlier, "b")) == ["b", "a"]


def test_equal_tickets_keep_the_order_given():
    found = queue_order(priority=["P2", "P1", "P2"], created=[NOON] * 3, id=["x"] * 3, scale=P1_TO_P5)
    assert found.tolist() == [1, 0, 2]
    assert found.dtype == np.intp


def test_ids_that_differ_in_a_last_nul_are_different():
    assert order(("P2", NOON, "a\0"), ("P2", NOON, "a")) == ["a", "a\0"]


@pytest.mark.parametrize("labels", [Urgency, Plain, Mixed])
def test_members_of_an_enum_are_labels(labels):
    priority = [labels.LOW, labels.HIGH]
    assert queue_order(priority=priority, created=[NOON] * 2, id=["a", "b"], scale=P1_TO_P5).tolist() == [1, 0]
    assert key(priority=labels.HIGH) == key(priority="P1")


def test_numpy_columns_are_read_in_any_unit():
    created = np.array(["2026-03-02T12", "2026-03-02T10", "2026-03-02T11"], dtype="M8[h]")
    slack = np.array([60, "NaT", 30], dtype="m8[m]")
    columns = {"priority": np.array(["P2"] * 3), "id": np.array(["a", "b", "c"]), "scale": P1_TO_P5}
    assert queue_order(created=created, **columns).tolist() == [1, 2, 0]
    assert queue_order(created=created.astype("M8[ns]"), slack=slack, **columns).tolist() == [2, 0, 1]
    assert queue_order(created=list(created), slack=list(slack), **columns).tolist() == [2, 0, 1]


def test_columns_of_data_frames_are_read():
    frame = {
        "priority": ["P2", "P2", "P1"],
        "created": [NOON, NOON - HOUR, NOON],
        "id": ["a", "b", "c"],
        "slack": [HOUR, None, None],
    }
    for table in (pd.DataFrame(frame), pl.DataFrame(frame)):
        found = queue_order(**{name: table[name] for name in frame}, scale=P1_TO_P5)
        assert found.tolist() == [2, 0, 1]


def test_no_tickets_have_an_order():
    assert queue_order(priority=[], created=[], id=[], slack=[], scale=P1_TO_P5).tolist() == []
    none = np.array([], dtype="M8[us]")
    assert queue_order(priority=np.array([]), created=none, id=(), scale=P1_TO_P5).tolist() == []


def test_amounts_past_what_64_bits_count_are_still_the_last_and_the_first():
    assert order(
        ("P2", NOON, "never", timedelta.max), ("P2", NOON, "soon", HOUR), ("P2", NOON, "ever", timedelta.min)
    ) == ["ever", "soon", "never"]


def test_an_unknown_label_is_named_with_its_place():
    with pytest.raises(DomainError, match="did you mean 'P2'") as caught:
        queue_order(priority=["P1", "p2"], created=[NOON] * 2, id=["a", "b"], scale=P1_TO_P5)
    error = caught.value
    assert (error.field, error.value, error.allowed, error.index) == ("priority", "p2", P1_TO_P5.labels, 1)
    with pytest.raises(DomainError) as caught:
        key(priority="urgent")
    assert (caught.value.field, caught.value.index) == ("priority", None)


@pytest.mark.parametrize("label", [2, None, ["P1"]])
def test_what_is_no_label_is_refused(label):
    with pytest.raises(DomainError) as caught:
        queue_order(priority=["P1", label], created=[NOON] * 2, id=["a", "b"], scale=P1_TO_P5)
    assert (caught.value.field, caught.value.index) == ("priority", 1)


@pytest.mark.parametrize(
    ("short", "columns"),
    [
        ("created", {"created": [NOON]}),
        ("id", {"id": ["a"]}),
        ("slack", {"slack": [HOUR]}),
        ("slack", {"slack": np.array([1], dtype="m8[h]")}),
    ],
)
def test_a_column_of_another_length_is_named(short, columns):
    given = {"priority": ["P1", "P2"], "created": [NOON] * 2, "id": ["a", "b"], **columns}
    with pytest.raises(DomainError, match=f"{short} and priority differ in length") as caught:
        queue_order(**given, scale=P1_TO_P5)
    assert caught.value.field == short


@pytest.mark.parametrize(
    "created",
    [
        np.array(["2026-03-02", "NaT"], dtype="M8[us]"),
        [NOON, None],
        [NOON, np.datetime64("NaT")],
        [NOON, pd.NaT],
        [NOON, "2026-03-02T12:00:00Z"],
        [NOON, date(2026, 3, 2)],
    ],
)
def test_what_is_no_instant_is_named_with_its_place(created):
    with pytest.raises(DomainError, match="is no instant") as caught:
        queue_order(priority=["P1", "P2"], created=created, id=["a", "b"], scale=P1_TO_P5)
    assert (caught.value.field, caught.value.index) == ("created", 1)


def test_a_datetime_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        key(created=NOON.replace(tzinfo=None))
    with pytest.raises(NaiveDatetimeError) as caught:
        queue_order(priority=["P1", "P2"], created=[NOON, NOON.replace(tzinfo=None)], id=["a", "b"], scale=P1_TO_P5)
    assert (caught.value.field, caught.value.index) == ("created", 1)
    assert caught.value.__notes__ == ["at created[1]"]


@pytest.mark.parametrize("name", [7, None])
def test_an_id_is_text(name):
    with pytest.raises(DomainError, match="write it as text") as caught:
        key(name=name)
    assert caught.value.field == "id"


@pytest.mark.parametrize("slack", [5, "5m"])
def test_slack_is_an_amount_of_time(slack):
    with pytest.raises(DomainError, match="is no slack") as caught:
        key(slack=slack)
    assert caught.value.field == "slack"
    with pytest.raises(DomainError, match="is no slack") as caught:
        queue_order(priority=["P1"], created=[NOON], id=["a"], slack=[slack], scale=P1_TO_P5)
    assert caught.value.index == 0


def test_arrays_of_another_kind_are_refused():
    given = {"priority": ["P1"], "id": ["a"], "scale": P1_TO_P5}
    with pytest.raises(DomainError, match="is no instant"):
        queue_order(created=np.array([1772452800]), **given)
    with pytest.raises(DomainError, match="dtype timedelta64"):
        queue_order(created=np.array([1], dtype="m8[h]"), **given)
    with pytest.raises(DomainError, match="dtype datetime64"):
        queue_order(created=[NOON], slack=np.array(["2026-03-02"], dtype="M8[us]"), **given)


@pytest.mark.parametrize("priority", ["P1", {"P1": 1}, 5, np.array([["P1"]])])
def test_a_column_is_a_sequence(priority):
    with pytest.raises(DomainError, match="one entry a ticket") as caught:
        queue_order(priority=priority, created=[NOON], id=["a"], scale=P1_TO_P5)
    assert caught.value.field == "priority"


def test_a_hundred_thousand_tickets_are_ordered_in_well_under_a_second():
    n = 100_000
    rng = np.random.default_rng(4711)
    priority = rng.choice(P1_TO_P5.labels, n)
    created = np.datetime64("2026-01-01", "us") + rng.integers(0, 10_000, n).astype("m8[m]")
    start = time.perf_counter()
    found = queue_order(priority=priority, created=created, id=[f"T{i}" for i in range(n)], scale=P1_TO_P5)
    assert time.perf_counter() - start < 1
    assert sorted(found.tolist()) == list(range(n))
