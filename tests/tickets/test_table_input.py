"""What is wrong with columns from outside: what was given, what is allowed, what to do."""

import pickle
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from supportops.errors import ConfigurationError, HistoryError
from supportops.tickets import EventTable, StatusMap, TextColumn

NINE = "2026-03-02T09:00"
AT = np.array([NINE, NINE, "2026-03-02T10:00", NINE, NINE], dtype="M8[us]")
GIVEN = {
    "ticket": ["A", "A", "A", "B", "B"],
    "at": AT,
    "kind": ["created", "created", "message", "created", "created"],
    "by": ["requester", None, "agent", None, None],
    "value": ["open", "P2", None, "open", "P1"],
    "field": ["status", "priority", None, "status", "priority"],
}


def read(*, strict=True, status_map=None, **columns):
    return EventTable.from_columns(**{**GIVEN, **columns}, strict=strict, status_map=status_map)


def faults_of(**columns):
    with pytest.raises(ConfigurationError) as caught:
        read(**columns)
    return dict(caught.value.faults)


def fault_of(name, column):
    faults = faults_of(**{name: column})
    assert list(faults) == [name]
    return faults[name]


def changed(name, row, value):
    column = list(GIVEN[name])
    column[row] = value
    return {name: np.array(column, dtype="M8[us]") if name == "at" else column}


def refused(**columns):
    with pytest.raises(HistoryError) as caught:
        read(**columns)
    return str(caught.value)


def test_all_columns_at_fault_are_told_at_once():
    assert faults_of(at=AT[:2], by=["agent"], seq=[1.0] * 5) == {
        "at": "has 2 rows, and ticket has 5; give one value for each row",
        "by": "has 1 rows, and ticket has 5; give one value for each row",
        "seq": "has dtype float64; the log order is a whole number in each row",
    }


@pytest.mark.parametrize(
    ("column", "dtype"),
    [([1, 2, 3, 4, 5], "int64"), ([1.5] * 5, "float64"), ([NINE] * 5, "<U16"), ([True] * 5, "bool")],
)
def test_instants_that_have_no_unit_or_no_zone_are_refused(column, dtype):
    assert fault_of("at", column) == f"has dtype {dtype}; instants are datetime64 in UTC, so that their unit is known"


def test_aware_datetimes_of_mixed_zones_are_refused_with_what_to_do():
    zones = [UTC, timezone(timedelta(hours=2)), UTC, UTC, timezone(timedelta(hours=-5))]
    times = [datetime(2026, 3, 2, 9, tzinfo=zone) for zone in zones]
    for column in (times, np.array(times, dtype=object)):
        assert fault_of("at", column).endswith("; bring aware datetimes to UTC and drop the zone")
    in_utc = np.array([time.astimezone(UTC).replace(tzinfo=None) for time in times], dtype="M8[us]")
    assert read(at=in_utc, strict=False).rejected[0].reason.startswith("is a second creation")


@pytest.mark.parametrize("unit", ["m", "s", "ms", "us", "ns"])
def test_instants_of_any_unit_become_microseconds(unit):
    table = read(at=AT.astype(f"M8[{unit}]"))
    assert table.at.dtype == "M8[us]"
    assert table.equals(read())


def test_days_are_instants_at_midnight():
    days = np.array(["2026-03-02"] * 5, dtype="M8[D]")
    assert set(read(at=days).at.tolist()) == {datetime(2026, 3, 2)}


def test_parts_of_a_microsecond_are_cut_off():
    nanoseconds = np.array(["2026-03-02T09:00:00.000000999"] * 5, dtype="M8[ns]")
    assert read(at=nanoseconds).at[0] == np.datetime64(NINE)


@pytest.mark.parametrize(
    ("number", "unit"),
    [
        (1_772_442_000_000, "s"),  # milliseconds read as seconds
        (1_772_442_000_000_000, "s"),  # microseconds, which wrap around
        (213_523_982, "D"),  # days that wrap around into our own years
        (-1_000_000, "D"),
    ],
)
def test_instants_read_in_a_wrong_unit_lie_outside_the_days_that_are_read(number, unit):
    at = np.array([*AT[:3].astype(f"M8[{unit}]").view("i8"), number, number], dtype="i8").view(f"M8[{unit}]")
    found = EventTable.from_columns(**{**GIVEN, "at": at}, strict=False)
    reason = "lies outside 0001-01-03 to 9999-12-29; check the unit of the instants"
    assert [(each.ticket, each.row, each.reason) for each in found.rejected] == [("B", 3, reason)]


@pytest.mark.parametrize(("day", "is_read"), [
    ("0001-01-01", False), ("0001-01-02", False), ("0001-01-03", True), ("9999-12-29", True), ("9999-12-31", False),
])  # fmt: skip
def test_the_days_that_the_message_names_are_those_that_are_read(day, is_read):
    for time in ("T00:00", "T23:59:59.999999"):
        at = np.array([f"{day}{time}"], dtype="M8[us]")
        given = {"ticket": ["A"], "kind": ["created"], "field": ["priority"], "value": ["P2"]}
        assert bool(EventTable.from_columns(**given, at=at, strict=False).tickets) is is_read


def test_the_instants_that_were_given_are_not_changed():
    given = np.array([1_772_442_000_000_000] * 5, dtype="M8[s]")
    before = given.copy()
    read(at=given, strict=False)
    assert (given == before).all()


@pytest.mark.parametrize(("column", "row", "value"), [
    (["open", 5, None, "open", "P1"], 1, "5, of type int"),
    (["open", None, 1.5, "open", "P1"], 2, "1.5, of type float"),
    (range(1000, 1005), 0, "1000, of type int"),
    (np.array([7, 7, 7, 7, 7]), 0, "7, of type int"),
    (np.array(["open", "P2", float("nan"), "open", "P1"], dtype=object), 2, "nan, of type float"),
    (["open", "P2", ["x"], "open", "P1"], 2, "['x'], of type list"),
    (["open", "P2", b"x", "open", "P1"], 2, "b'x', of type bytes"),
])  # fmt: skip
def test_text_that_is_none_names_its_first_row(column, row, value):
    assert fault_of("value", column) == f"row {row} is {value}; a table holds text, or None"


@pytest.mark.parametrize("name", ["ticket", "at", "kind"])
def test_the_columns_that_are_needed_are_said_to_be_missing(name):
    assert faults_of(**{name: None})[name].startswith("is None; give a list or an array of one dimension")


@pytest.mark.parametrize(("column", "shown"), [
    ("created", "'created'"),
    (5, "5"),
    (iter(["a"]), "<list_iterato"),
    (np.array(["a"] * 10).reshape(5, 2), "an array of shape (5, 2)"),
    (np.array("a"), "an array of shape ()"),
])  # fmt: skip
@pytest.mark.parametrize("name", ["ticket", "kind"])
def test_what_is_no_column_is_refused(name, column, shown):
    fault = fault_of(name, column)
    assert fault.startswith(f"is {shown}")
    assert fault.endswith("give a list or an array of one dimension, with one value for each row")


def test_text_of_other_sequences_is_read():
    table = read(ticket=tuple(GIVEN["ticket"]), kind=np.array(GIVEN["kind"]), by=TextColumn.of(GIVEN["by"]))
    assert table.equals(read())


@pytest.mark.parametrize(("codes", "labels", "fault"), [
    ([0, 0, 0, 1, 2], ["A", "B"], "has codes outside -1 to 1; a code is the place of a label, or -1 for none"),
    ([0, 0, 0, 1, -2], ["A", "B"], "has codes outside -1 to 1; a code is the place of a label, or -1 for none"),
    ([0, 1, 0, 2, 2], ["A", "A", "B"], "has a label twice; give each label once, or the texts themselves"),
])  # fmt: skip
def test_codes_without_a_label_and_labels_given_twice_are_refused(codes, labels, fault):
    assert fault_of("ticket", TextColumn(codes, labels)) == fault


@pytest.mark.parametrize(("column", "row", "value"), [
    (["yes"] * 5, 0, "'yes', of type str"),
    ([True, "no", True, True, True], 1, "'no', of type str"),
    ([True, None, True, 1, True], 3, "1, of type int"),
    (np.array([1, 0, 1, 0, 1]), 0, "1, of type int"),
    (np.array([True, None, float("nan"), True, True], dtype=object), 2, "nan, of type float"),
])  # fmt: skip
def test_public_is_true_false_or_none(column, row, value):
    assert fault_of("public", column) == f"row {row} is {value}; it is True, False or None"


def test_a_message_is_public_where_nothing_is_said():
    for column in ([False, None, None, False, True], np.array([False, None, None, np.False_, True], dtype=object)):
        assert read(public=column).public.tolist() == [False, True, True, False, True]
    assert read(public=np.array([False] * 5)).public.tolist() == [False] * 5
    assert read().public.all()


@pytest.mark.parametrize("seq", [[0.0] * 5, [True] * 5, ["1"] * 5, [None] * 5])
def test_the_log_order_is_a_whole_number(seq):
    assert fault_of("seq", seq).endswith("; the log order is a whole number in each row")


def test_the_log_order_decides_within_an_instant_only():
    kinds = ["created", "message", "message", "message"]
    found = EventTable.from_columns(
        ticket=["A"] * 4, at=np.array([f"2026-03-02T{hour}" for hour in ("09", 11, 10, 11)], dtype="M8[us]"),
        kind=kinds, field=["priority", None, None, None], value=["P2", None, None, None],
        by=[None, "agent", "bot", "requester"], seq=[9, 2, 3, 1],
    )  # fmt: skip
    assert found.by.to_list() == [None, "bot", "requester", "agent"]


def test_the_first_fault_of_one_row_names_ticket_row_and_remedy():
    assert refused(**changed("kind", 2, "mesage")) == (
        "row 2, ticket 'A': the kind 'mesage' is unknown; did you mean 'message' or 'merged'?; "
        "or set such tickets aside with strict=False"
    )
    assert refused(**changed("ticket", 2, None)) == (
        "row 2, ticket None: names no ticket; or set such tickets aside with strict=False"
    )  # fmt: skip


def test_one_row_at_fault_is_told_in_the_words_of_a_rejected_ticket():
    fault = changed("kind", 2, "mesage")
    with pytest.raises(HistoryError) as caught:
        read(**fault)
    (rejected,) = read(**fault, strict=False).rejected
    assert str(caught.value) == f"{rejected}; or set such tickets aside with strict=False"
    assert (caught.value.ticket_id, rejected.ticket, rejected.row) == ("A", "A", 2)
    assert "ticket 'A'" in str(pickle.loads(pickle.dumps(caught.value)))


def test_many_faults_are_counted_and_the_first_five_rows_shown():
    lines = refused(kind=["x"] * 5).split("\n  ")
    assert lines[0] == "5 rows of 2 tickets cannot be read; strict=False sets such tickets aside"
    assert [line.split(":")[0] for line in lines[1:]] == [
        f"row {row}, ticket {name!r}" for row, name in enumerate("AAABB")
    ]
    with pytest.raises(HistoryError) as caught:
        EventTable.from_columns(ticket=["A"] * 6, at=np.array([NINE] * 6, dtype="M8[us]"), kind=["x"] * 6)
    assert str(caught.value).split("\n  ")[0].startswith("6 rows of 1 tickets")
    assert str(caught.value).endswith("\n  ...")


def test_a_ticket_of_created_rows_without_fields_has_no_priority():
    found = EventTable.from_columns(
        ticket=["A"], at=np.array([NINE], dtype="M8[us]"), kind=["created"], value=["open"], strict=False
    )  # fmt: skip
    assert found.rejected[0].reason == "has no priority at creation; add a created row with field 'priority'"


@pytest.mark.parametrize("field", ["Priority", "PRIORITY", " priority "])
def test_a_priority_in_another_spelling_is_told_from_a_field_of_ones_own(field):
    message = f"has no priority at creation; it has the field {field!r}, did you mean 'priority'?"
    found = read(field=["status", field, None, "status", "priority"], strict=False)
    assert [(each.ticket, each.row, each.reason) for each in found.rejected] == [("A", 0, message)]


def test_each_ticket_without_a_priority_is_told_of_its_own_fields():
    found = read(field=["status", "Priority", None, "status", "Prio"], strict=False)
    assert [each.reason.partition("; ")[2] for each in found.rejected] == [
        "it has the field 'Priority', did you mean 'priority'?",
        "add a created row with field 'priority'",
    ]


def test_a_field_of_ones_own_beside_the_priority_may_have_any_spelling():
    columns = {name: [*column, column[4]] for name, column in GIVEN.items() if name != "at"}
    columns["field"][5] = "Priority"
    assert len(EventTable.from_columns(**columns, at=np.append(AT, AT[4])).tickets) == 2


def test_a_change_of_priority_in_the_instant_of_creation_is_the_priority():
    found = read(kind=["created", "field_change", "message", "created", "created"])
    assert found.equals(read())
    later = np.array([NINE, "2026-03-02T09:01", "2026-03-02T10:00", NINE, NINE], dtype="M8[us]")
    assert "no priority at creation" in refused(
        kind=["created", "field_change", "message", "created", "created"], at=later
    )


def test_a_change_beside_a_known_priority_stays_a_change():
    found = EventTable.from_columns(
        ticket=["A", "A"], at=np.array([NINE, NINE], dtype="M8[us]"), kind=["created", "field_change"],
        field=["priority", "priority"], value=["P2", "P1"],
    )  # fmt: skip
    assert found.kind.to_list() == ["created", "field_change"]


def test_the_offset_that_a_date_lacks_is_shown():
    row = {"ticket": [*GIVEN["ticket"], "A"], "at": np.append(AT, AT[2]), "kind": [*GIVEN["kind"], "paused"]}
    row |= {"by": [*GIVEN["by"], None], "field": [*GIVEN["field"], None], "reason": [None] * 5 + ["vendor"]}
    assert "write for example '2026-03-05T00:00:00+00:00'" in refused(**row, value=[*GIVEN["value"], "2026-03-05"])
    assert "'soon' is no instant; write ISO 8601" in refused(**row, value=[*GIVEN["value"], "soon"])


def test_statuses_are_those_of_the_map():
    assert "the status 'Working' is not in the StatusMap" in refused(**changed("value", 0, "Working"))
    words = StatusMap({"Working": "open", "open": "new"})
    assert read(**changed("value", 0, "Working"), status_map=words).statuses == words


def test_no_rows_are_a_table_of_no_tickets():
    empty = EventTable.from_columns(**{name: [] for name in (*GIVEN, "public", "seq", "reason")})
    assert repr(empty) == "EventTable(0 rows, 0 tickets, 0 rejected)"
    assert (len(empty), empty.tickets, empty.offsets.tolist()) == (0, (), [0])
    assert empty.equals(EventTable.from_histories([]))
    assert empty.equals(EventTable.from_columns(**empty.to_columns()))
    assert {name: len(column) for name, column in empty.to_columns().items()} == dict.fromkeys(
        ["ticket", "at", "seq", "kind", "by", "public", "value", "field", "reason"], 0
    )


def test_all_tickets_may_be_set_aside():
    table = read(kind=["x"] * 5, strict=False)
    assert repr(table) == "EventTable(0 rows, 0 tickets, 2 rejected)"
    assert [str(each).split(":")[0] for each in table.rejected] == ["row 0, ticket 'A'", "row 3, ticket 'B'"]
