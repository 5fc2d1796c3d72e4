from tests.adapters.servicenow.logs import HEADER, numbered, update

from supportops.adapters.records import records_of
from supportops.adapters.servicenow import SERVICENOW_PRIORITIES, SERVICENOW_STATUSES
from supportops.adapters.servicenow.columns import columns_of
from supportops.adapters.servicenow.groups import grouped
from supportops.adapters.servicenow.incidents import IncidentReader
from supportops.adapters.servicenow.ledger import Ledger
from supportops.adapters.servicenow.notes import NoteBook
from supportops.adapters.servicenow.options import options_of

ROWS = (update("09:00", assignment_group="Group 1"), update("10:00"), update("11:00", "Closed"))


def reader_and_group(*rows):
    notes = NoteBook(name="log", strict=False)
    records = records_of([HEADER, *numbered(rows)], name="log")
    columns = columns_of(records, name="log")
    options = options_of(
        status_map=SERVICENOW_STATUSES, priorities=SERVICENOW_PRIORITIES, zone="UTC", time_format="iso"
    )
    reader = IncidentReader(columns, options, notes, Ledger())
    return reader, next(grouped(records, columns, notes))


def test_an_incident_is_read_once_and_written_into_the_ledger():
    reader, group = reader_and_group(*ROWS)
    told = reader.read(group)
    assert told is not None
    history, facts = told
    assert (history.ticket_id, facts.rows, reader.ledger.used, reader.ledger.rows_used) == ("INC1", 3, {"INC1"}, 3)
    assert reader.read(group) is None
    assert (reader.ledger.incomplete, reader.ledger.rows_set_aside) == ({"INC1"}, 3)


def test_an_incident_that_cannot_be_read_is_set_aside_with_the_first_reason():
    reader, group = reader_and_group(update("09:00", priority="7"), update("soon"))
    assert reader.read(group) is None
    assert reader.ledger.set_aside["INC1"].startswith("line 3: column 'sys_updated_at'")


def test_remarks_are_those_that_reading_makes():
    read, group = reader_and_group(*ROWS)
    read.read(group)
    remarked, same = reader_and_group(*ROWS)
    remarked.remark(same)
    assert remarked.notes.notes == read.notes.notes
    assert [note.code for note in read.notes.notes] == ["blank_group", "never_assigned", "closed_unresolved"]
    assert remarked.ledger == Ledger()
