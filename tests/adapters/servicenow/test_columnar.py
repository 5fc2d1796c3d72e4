import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.servicenow.alike import check_blocks_alike, reader_of
from tests.adapters.servicenow.damage import REAL, damaged_logs
from tests.adapters.servicenow.logs import HEADER, row


@settings(max_examples=100, deadline=None)
@given(damaged_logs(), st.integers(1, 20))
def test_the_size_of_the_blocks_changes_nothing(lines, size):
    check_blocks_alike(lines, size)


def test_nearly_all_incidents_of_the_real_log_are_read_by_the_column():
    reader, _ = reader_of(REAL, 500)
    assert len(reader.ledger.used) == 296
    assert len(reader.row_by_row) == 6


def test_an_incident_that_comes_back_in_a_later_block_is_known():
    lines = [HEADER, *(row(number=f"INC{number}", sys_mod_count="1") for number in (1, 2, 3, 1, 4))]
    reader, notes = reader_of(lines, 1)
    assert (reader.ledger.incomplete, reader.ledger.rows_set_aside) == ({"INC1"}, 1)
    assert [(note.line, note.code) for note in notes.by_line if note.code == "scattered_rows"] == [
        (5, "scattered_rows")
    ]


@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_broken_row_keeps_its_incident_from_being_read_later(size):
    lines = [HEADER, "INC9,x", *(row(number=number, sys_mod_count="1") for number in ("INC1", "INC9", "INC2"))]
    reader, _ = reader_of(lines, size)
    assert (reader.ledger.used, reader.ledger.set_aside.keys()) == ({"INC1", "INC2"}, {"INC9"})
