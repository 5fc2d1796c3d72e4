import pytest
from tests.adapters.servicenow.alike import reader_of
from tests.adapters.servicenow.logs import HEADER, numbered, row, update

from supportops.adapters.servicenow import read_incident_table

ASSIGNED = {"assigned_to": "Resolver 1"}


def row_by_row(*rows):
    return reader_of([HEADER, *rows], 100)[0].row_by_row


@pytest.mark.parametrize(
    "rows",
    [
        [update("09:00")],
        [update("09:00", **ASSIGNED), update("09:00", "Active"), update("10:00", "Resolved")],
        [update("10:00", assignment_group="Group 1"), update("11:00"), update("11:00", "Closed")],
        [update("09:00", category="?", contact_type="", resolved_at="2016-02-29T12:00")],
    ],
)
def test_incidents_without_a_fault_are_plain_even_when_they_are_odd(rows):
    assert row_by_row(*numbered(rows)) == ()


@pytest.mark.parametrize(
    "second",
    [
        update("08:00"),
        update("09:30"),
        update("11:00", opened_at="2016-02-29 09:00"),
        update("11:00", "-100"),
        update("11:00", assigned_to="\ud800"),
        update("11:00", category="\ud800"),
        update("11:00", assignment_group="\ud800"),
        update("11:00", made_sla="maybe"),
        update("11:00", resolved_at="soon"),
        update("11:00", closed_at="soon"),
        update("11:00", reopen_count="-1"),
    ],
)
def test_one_fault_makes_an_incident_not_plain(second):
    rows = numbered([row(number="INC2"), update("10:00"), second, row(number="INC3")])
    reader, _ = reader_of([HEADER, *rows], 100)
    assert {*reader.row_by_row, *reader.ledger.set_aside} == {"INC1"}
    assert reader.ledger.used >= {"INC2", "INC3"}


def test_incidents_beside_a_broken_row_are_read_row_by_row():
    rows = numbered([row(number="INC2"), row(number="INC1"), "INC1,x", row(number="INC3"), row(number="INC4")])
    reader, _ = reader_of([HEADER, *rows], 100)
    assert (reader.row_by_row, reader.ledger.set_aside.keys()) == (("INC3",), {"INC1"})
    assert reader.ledger.used == {"INC2", "INC3", "INC4"}


@pytest.mark.parametrize("count", ["3", "2", "x", ""])
def test_a_count_that_does_not_rise_is_looked_at_row_by_row(count):
    rows = [update("09:00", sys_mod_count="3"), update("10:00", "Active", sys_mod_count=count)]
    assert row_by_row(*rows) == ("INC1",)


def test_without_a_count_only_rows_that_may_be_copies_are_looked_at_row_by_row():
    header = HEADER.replace("sys_mod_count", "notes")
    first, other = update("09:00", sys_mod_count="a"), update("09:00", sys_mod_count="b")
    moved = update("09:01", sys_mod_count="a")
    assert reader_of([header, first, moved], 100)[0].row_by_row == ()
    assert reader_of([header, first, other], 100)[0].row_by_row == ("INC1",)
    assert ("ignored", "duplicate_row") not in read_incident_table([header, first, other]).counts
    assert read_incident_table([header, first, first]).counts["ignored", "duplicate_row"] == 1


def test_odd_ends_are_noted_all_the_same():
    rows = [update("09:00", "Closed", closed_at="2016-02-29T10:00")]
    reader, notes = reader_of([HEADER, *numbered(rows)], 100)
    assert reader.row_by_row == ()
    assert [note.code for note in notes.by_line] == [
        "never_assigned",
        "resolved_at_opening",
        "closed_unresolved",
        "closed_at_differs",
    ]
