"""What each column of a data frame may hold, and what it becomes; faults are named by row."""

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest

from supportops.errors import ConfigurationError
from supportops.tickets import TextColumn
from supportops.tickets.frames import columns_of

pytest.importorskip("narwhals", reason="the frames extra is not installed")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")

NINE = np.array(["2026-03-02T09:00"], dtype="M8[us]")
EAST = timezone(timedelta(hours=2))


def in_pandas(**columns):
    return pd.DataFrame({"ticket": ["1"], "at": NINE, "kind": ["merged"]} | columns)


def faults_of(frame):
    with pytest.raises(ConfigurationError) as caught:
        columns_of(frame)
    return dict(caught.value.faults)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Kolkata"])
def test_timestamps_of_every_unit_are_utc_microseconds(unit, zone):
    at = pa.array([1_772_442_000 * 10 ** {"s": 0, "ms": 3, "us": 6, "ns": 9}[unit], None], pa.timestamp(unit, zone))
    arrow = pa.table({"ticket": ["1", "2"], "at": at, "kind": ["merged", "merged"]})
    frames = [arrow, arrow.to_pandas(), arrow.to_pandas(types_mapper=pd.ArrowDtype), pl.from_arrow(arrow)]
    for frame in frames:
        read = columns_of(frame)["at"]
        assert read.dtype == np.dtype("M8[us]")
        assert read[0] == NINE[0]
        assert np.isnat(read[1])


def test_a_timestamp_without_a_zone_is_utc_whatever_the_wall_says():
    naive = columns_of(in_pandas())["at"]
    berlin = columns_of(in_pandas(at=pd.Series(NINE).dt.tz_localize("Europe/Berlin")))["at"]
    assert naive[0] - berlin[0] == np.timedelta64(1, "h")


def test_parts_of_a_microsecond_are_cut_off_towards_the_past():
    at = pa.array([1_999, 2_000, -1, -1_000], pa.timestamp("ns"))
    frame = pa.table({"ticket": list("1234"), "at": at, "kind": ["merged"] * 4})
    assert columns_of(frame)["at"].astype(np.int64).tolist() == [1, 2, -1, -1]


def test_an_instant_too_far_for_microseconds_does_not_wrap_around():
    at = pa.array([2**62, -(2**62), None], pa.timestamp("s"))
    read = columns_of(pa.table({"ticket": list("123"), "at": at, "kind": ["merged"] * 3}))["at"]
    assert read[0] > np.datetime64("9999-12-31")
    assert read[1] < np.datetime64("0001-01-01")
    assert np.isnat(read[2])


def test_aware_datetimes_in_an_object_column_are_read_in_any_zone():
    at = [datetime(2026, 3, 2, 11, tzinfo=EAST), None, datetime(2026, 3, 2, 9, tzinfo=UTC)]
    frame = pd.DataFrame({"ticket": ["1", "2", "3"], "at": pd.Series(at, dtype=object), "kind": ["merged"] * 3})
    read = columns_of(frame)["at"]
    assert read[0] == read[2] == NINE[0]
    assert np.isnat(read[1])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([None, datetime(2026, 3, 2, 9)], r"row 1: datetime.datetime\(2026, 3, 2, 9, 0\) has no time zone"),
        (
            [datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 10)],
            r"row 0 has a time zone \(2026-03-02 09:00:00\+00:00\) and row 1 has none \(2026-03-02 10:00:00\);",
        ),
        ([datetime(2026, 3, 2, 9, tzinfo=UTC), 5], "row 1 is 5, a int; it holds timestamps"),
        ([date(2026, 3, 2), None], r"row 0 is datetime.date\(2026, 3, 2\), a date; it holds timestamps"),
    ],
)
def test_an_object_column_with_other_than_aware_datetimes_is_refused_by_row(values, message):
    frame = pd.DataFrame({"ticket": ["1", "2"], "at": pd.Series(values, dtype=object), "kind": ["merged"] * 2})
    with pytest.raises(ConfigurationError, match=f"^at: {message}"):
        columns_of(frame)


@pytest.mark.parametrize(
    ("at", "message"),
    [
        (pa.array([1_772_442_000]), "has the type Int64; a number does not say its unit; convert it"),
        (pa.array([1.5]), "has the type Float64; a number does not say its unit"),
        (pa.array(["2026-03-02T09:00"]), "has the type String; it holds timestamps; parse text first"),
        (pa.array([date(2026, 3, 2)]), "has the type Date; a date is no instant; say which time of the day"),
        (pa.array([timedelta(hours=1)]), r"has the type Duration\(time_unit='us'\); it holds timestamps"),
    ],
)
def test_what_is_no_timestamp_is_refused_with_its_type(at, message):
    with pytest.raises(ConfigurationError, match=f"^at: {message}"):
        columns_of(pa.table({"ticket": ["1"], "at": at, "kind": ["merged"]}))


def test_text_that_is_not_text_is_named_by_row_or_category():
    assert faults_of(in_pandas(value=pd.Series([b"x"]))) == {
        "value": "row 0 is b'x', a bytes; it holds text, or nothing"
    }
    assert faults_of(in_pandas(value=pd.Categorical([3]))) == {
        "value": "has categories such as 3, a int; it holds text"
    }
    mixed = pd.DataFrame({"ticket": ["1", "2"], "at": NINE.repeat(2), "kind": ["merged"] * 2, "value": ["x", 5]})
    assert faults_of(mixed) == {"value": "row 1 is 5, a int; it holds text, or nothing"}


@pytest.mark.parametrize(
    "public",
    [
        pd.Series([True, None, False], dtype=object),
        pd.array([True, None, False], dtype="boolean"),
        pd.array([True, None, False], dtype=pd.ArrowDtype(pa.bool_())),
    ],
    ids=["object", "boolean", "arrow"],
)
def test_a_message_is_public_where_nothing_is_said(public):
    frame = pd.DataFrame({"ticket": list("123"), "at": NINE.repeat(3), "kind": ["message"] * 3, "public": public})
    for given_frame in (frame, pa.Table.from_pandas(frame), pl.from_pandas(frame)):
        assert columns_of(given_frame)["public"].tolist() == [True, True, False]


def test_a_word_among_flags_is_named_by_row():
    assert faults_of(in_pandas(public=pd.Series([0], dtype=object))) == {
        "public": "row 0 is 0; it is True, False or nothing in each row"
    }


def test_the_log_order_is_a_number_in_every_row():
    frame = pl.DataFrame({"ticket": ["1", "2"], "at": NINE.repeat(2), "kind": ["merged"] * 2, "seq": [4, None]})
    assert faults_of(frame) == {"seq": "row 1 has none; number all rows, or leave the column out"}
    assert columns_of(frame.with_columns(pl.col("seq").fill_null(5)))["seq"].tolist() == [4, 5]


def test_nothing_but_nulls_needs_no_type():
    frame = pl.DataFrame({"ticket": ["1"], "at": [None], "kind": ["merged"], "by": [None], "public": [None]})
    columns = columns_of(frame)
    assert np.isnat(columns["at"][0])
    assert columns["by"].to_list() == [None]
    assert columns["public"].tolist() == [True]


def test_coded_text_is_read_label_by_label_and_not_row_by_row():
    class Counted(str):
        """Text that counts how often Python looks at it."""

        __slots__ = ()
        looks = 0

        def __hash__(self):
            Counted.looks += 1
            return str.__hash__(self)

    labels = pd.Index([Counted(label) for label in "abc"], dtype=object)
    codes = pd.Categorical.from_codes(np.arange(10_000) % 3, categories=labels)
    frame = pd.DataFrame({"ticket": codes, "at": NINE.repeat(10_000), "kind": ["merged"] * 10_000})
    Counted.looks = 0
    assert columns_of(frame)["ticket"].counts() == {"a": 3334, "b": 3333, "c": 3333}
    assert Counted.looks < 100
    TextColumn.of(codes)
    assert Counted.looks > 10_000
