import pytest

from supportops.adapters.servicenow import RowNote
from supportops.adapters.servicenow.notes import NoteBook
from supportops.errors import HistoryError


def test_notes_are_counted_by_kind_and_code():
    notes = NoteBook(name="log.csv", strict=False)
    notes.say(3, "INC1", "ignored", "blank_group", "why")
    notes.fault(4, "INC1", "ambiguous", "unknown_state", "why")
    notes.fault(5, "INC2", "ambiguous", "unknown_state", "why")
    assert notes.counts == {("ignored", "blank_group"): 1, ("ambiguous", "unknown_state"): 2}


def test_strict_raises_faults_and_writes_remarks():
    notes = NoteBook(name="log.csv", strict=True)
    notes.say(3, "INC1", "ignored", "blank_group", "why")
    with pytest.raises(HistoryError, match=r"ticket 'INC1': log.csv, line 4: why") as error:
        notes.fault(4, "INC1", "ambiguous", "unknown_state", "why")
    assert error.value.ticket_id == "INC1"
    with pytest.raises(HistoryError, match=r"^log.csv, line 5: why"):
        notes.fault(5, "", "ambiguous", "no_number", "why")
    assert len(notes.notes) == 1


def test_a_note_reads_as_a_sentence():
    assert str(RowNote(3, "INC1", "ignored", "x", "why")) == "line 3, INC1: why"
    assert str(RowNote(3, "", "ignored", "x", "why")) == "line 3, no incident: why"
