"""Tables from and to data frames: the same rows in each kind of frame, and faults by column and row."""

import sys
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import histories, policies

from supportops.errors import ConfigurationError, DomainError, MissingExtraError
from supportops.tickets import EventTable, TextColumn, TicketHistory
from supportops.tickets.frames import arrow_table, columns_of, missing_columns, pandas_frame, polars_frame

nw = pytest.importorskip("narwhals", reason="the frames extra is not installed")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")

MAKERS = {"pandas": pandas_frame, "polars": polars_frame, "pyarrow": arrow_table}
NINE = np.array(["2026-03-02T09:00"], dtype="M8[us]")


@st.composite
def tables(draw):
    """Draw the table of a few histories, as `from_columns` reads it: with what is known at creation in created rows."""
    policy, _ = draw(policies())
    drawn = [draw(histories(policy))[0] for _ in range(draw(st.integers(1, 3)))]
    table = EventTable.from_histories(
        TicketHistory(ticket_id=f"T{number}", events=history.events) for number, history in enumerate(drawn)
    )
    return EventTable.from_columns(**table.to_columns())


def in_pandas(**columns):
    return pd.DataFrame({"ticket": ["1"], "at": NINE, "kind": ["merged"]} | columns)


def faults_of(frame):
    with pytest.raises(ConfigurationError) as caught:
        columns_of(frame)
    return dict(caught.value.faults)


def test_a_table_goes_through_every_kind_of_frame_and_comes_back():
    table = EventTable.from_columns(
        ticket=["4711", "4711", "4711"], at=NINE.repeat(3), kind=["created", "created", "message"],
        field=["priority", "status", None], value=["P2", "open", None], by=["requester", None, "agent"],
        public=[None, None, False],
    )  # fmt: skip
    assert EventTable.from_pandas(table.to_pandas()).equals(table)
    assert EventTable.from_polars(table.to_polars()).equals(table)
    assert EventTable.from_arrow(table.to_arrow()).equals(table)


@given(tables())
@settings(max_examples=60, deadline=None)
def test_the_round_trip_through_each_frame_changes_nothing(table):
    assert EventTable.from_pandas(table.to_pandas()).equals(table)
    assert EventTable.from_polars(table.to_polars()).equals(table)
    assert EventTable.from_arrow(table.to_arrow()).equals(table)


@given(tables())
@settings(max_examples=20, deadline=None)
def test_plain_text_columns_read_as_the_coded_ones_do(table):
    polars = table.to_polars().with_columns(pl.col(pl.Categorical).cast(pl.String))
    pandas = pd.DataFrame({n: c if n == "seq" else c.astype(object) for n, c in table.to_pandas().items()})
    arrow = pa.table({name: pa.array(column.to_list()) for name, column in polars.to_dict().items()})
    for frame in (polars, pandas, arrow):
        assert EventTable.from_columns(**columns_of(frame)).equals(table)


@pytest.mark.parametrize("kind", MAKERS)
def test_instants_are_written_with_their_zone_and_text_is_coded(kind):
    frame = MAKERS[kind]({
        "text": TextColumn.of(["red", None]), "at": np.array([NINE[0], "NaT"], dtype="M8[us]"),
        "amount": np.array([90, "NaT"], dtype="m8[us]"), "count": np.array([1, 2], dtype=np.int32),
        "flag": np.array([True, False]),
    })  # fmt: skip
    read = nw.from_native(frame, eager_only=True)
    assert read.schema == {
        "text": nw.Categorical(), "at": nw.Datetime("us", "UTC"), "amount": nw.Duration("us"), "count": nw.Int32(),
        "flag": nw.Boolean(),
    }  # fmt: skip
    assert read["text"][0] == "red"
    assert read["text"].is_null().to_list() == [False, True]
    assert read["at"].null_count() == read["amount"].null_count() == 1
    assert read["at"][0] == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert read["amount"][0] == timedelta(microseconds=90)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_column_of_nothing_but_missing_text_is_written_and_read(kind):
    frame = MAKERS[kind]({"ticket": TextColumn.of(["1"]), "at": NINE, "kind": TextColumn.of(["merged"]),
                          "by": TextColumn.filled(1)})  # fmt: skip
    assert columns_of(frame)["by"].to_list() == [None]


def test_categories_are_text_for_pandas_and_arrow_even_when_there_are_none():
    frame = pandas_frame({"some": TextColumn.of(["red"]), "none": TextColumn.filled(1)})
    some, none = (frame[name].cat.categories.dtype for name in frame)
    assert isinstance(none, pd.StringDtype)
    assert some == pd.Series(["red"]).dtype
    assert some in (none, object)  # object before pandas 3
    assert {pa.Table.from_pandas(frame).schema.field(name).type.value_type for name in frame} <= {
        pa.string(), pa.large_string(),
    }  # fmt: skip


def test_all_faults_of_a_frame_come_at_once_by_column():
    frame = pd.DataFrame({"Ticket": ["1"], "at": ["noon"], "public": ["yes"], "seq": [0.5], "value": [40]})
    faults = faults_of(frame)
    assert set(faults) == {"ticket", "at", "kind", "public", "seq", "value"}
    assert faults["ticket"] == "the column is missing; needed: ticket, at, kind; did you mean 'Ticket'?"
    assert faults["kind"] == "the column is missing; needed: ticket, at, kind; there are: Ticket"
    assert faults["public"] == "has the type String; it is True, False or nothing in each row"
    assert faults["seq"] == "has the type Float64; the log order is a whole number in each row"
    assert faults["value"] == "has the type Int64; it holds text, so turn it into text first"


def test_a_missing_column_is_named_with_what_is_needed_and_what_is_near():
    assert missing_columns(["ticket", "kinds", "at"]) == [
        ("kind", "the column is missing; needed: ticket, at, kind; did you mean 'kinds'?")
    ]
    assert missing_columns(["at", "kind"]) == [
        ("ticket", "the column is missing; needed: ticket, at, kind; there are no others")
    ]


def test_a_column_that_is_the_index_of_a_pandas_frame_is_told_so():
    frame = in_pandas(seq=[1])
    hint = "it is the index of the frame; make it a column with reset_index()"
    assert faults_of(frame.set_index("ticket")) == {"ticket": hint}
    assert faults_of(frame.set_index(["ticket", "at"])) == {"ticket": hint, "at": hint}
    assert faults_of(frame.set_index("seq")) == {"seq": hint}
    assert faults_of(frame.drop(columns="kind").set_index("ticket"))["kind"].endswith(
        "needed: ticket, at, kind; there are no others"
    )
    assert columns_of(frame.set_index("ticket").reset_index())["ticket"].to_list() == ["1"]


def test_an_index_of_its_own_or_of_a_column_that_is_there_is_left_alone():
    frame = in_pandas()
    assert set(columns_of(frame.rename_axis(index="day"))) == {"ticket", "at", "kind"}
    assert set(columns_of(frame.set_index("ticket", drop=False))) == {"ticket", "at", "kind"}


def test_an_optional_column_in_another_spelling_is_not_left_out_in_silence():
    assert faults_of(in_pandas(Reason=["spam"])) == {
        "reason": "there is a column 'Reason'; rename it to 'reason', or leave it out"
    }
    assert set(columns_of(in_pandas(reasons=["spam"], Reason=["spam"], reason=["spam"]))) == {
        "ticket", "at", "kind", "reason",
    }  # fmt: skip


def test_columns_of_no_event_are_left_alone():
    assert set(columns_of(in_pandas(colour=[1]))) == {"ticket", "at", "kind"}


@pytest.mark.parametrize("is_arrow", [True, False])
def test_a_column_that_stands_twice_is_refused(is_arrow):
    names = ["ticket", "at", "kind", "ticket"]
    rows = [pa.array(values) for values in (["1"], NINE, ["merged"], ["2"])]
    arrow = pa.Table.from_arrays(rows, names)
    with pytest.raises(ConfigurationError, match="the frame has the column 'ticket' 2 times; each needs"):
        columns_of(arrow if is_arrow else pd.DataFrame([["1", NINE[0], "merged", "2"]], columns=names))


@pytest.mark.parametrize("frame", [pa.table, pd.DataFrame, pl.DataFrame], ids=["pyarrow", "pandas", "polars"])
def test_a_frame_without_rows_is_a_table_without_rows(frame):
    empty = frame({name: [] for name in ("ticket", "at", "kind", "seq", "by", "public", "value", "field", "reason")})
    table = EventTable.from_columns(**columns_of(empty))
    assert len(table) == 0
    assert table.tickets == ()


def test_a_row_without_an_instant_is_told_by_ticket():
    frame = pl.DataFrame({"ticket": ["1", "2"], "at": [None, NINE[0].item()], "kind": ["created", "created"],
                          "field": ["priority"] * 2, "value": ["P1", "P2"]})  # fmt: skip
    table = EventTable.from_polars(frame, strict=False)
    assert table.tickets == ("2",)
    assert [(rejected.ticket, rejected.row) for rejected in table.rejected] == [("1", 0)]


def test_whatever_gives_arrow_data_is_read():
    batch = pa.record_batch({"ticket": ["1"], "at": NINE, "kind": ["merged"]})
    assert columns_of(batch)["ticket"].to_list() == ["1"]


def test_a_lazy_frame_is_to_be_collected():
    with pytest.raises(DomainError, match=r"LazyFrame is lazy; give what its collect\(\) returns"):
        columns_of(pl.LazyFrame({"ticket": ["1"]}))


@pytest.mark.parametrize("value", [None, {"ticket": ["1"]}, [1]])
def test_what_is_no_frame_is_refused(value):
    with pytest.raises(DomainError, match=r"is no data frame; for arrays and lists there is EventTable.from_columns"):
        columns_of(value)


def test_a_missing_package_is_named_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(MissingExtraError, match=r"needs 'narwhals', .* run: pip install 'supportops\[frames\]'"):
        columns_of(pa.table({}))
    for name, make in MAKERS.items():
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(MissingExtraError, match=f"needs '{name}', .* run: pip install {name}$"):
            make({"at": NINE})
