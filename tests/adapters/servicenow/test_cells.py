import numpy as np
import pytest

from supportops.adapters.servicenow import SERVICENOW_PRIORITIES, SERVICENOW_STATUSES
from supportops.adapters.servicenow._cells import CellReader
from supportops.adapters.servicenow._labels import BAD, NONE
from supportops.adapters.servicenow.columns import Columns
from supportops.adapters.servicenow.notes import NoteBook
from supportops.adapters.servicenow.options import options_of
from supportops.adapters.servicenow.rows import RowReader

COLUMNS = Columns.of(["number", "incident_state", "opened_at", "sys_updated_at", "priority", "assigned_to"], name="log")
WHOLE = ["INC1", "New", "2016-02-29T09:00", "2016-02-29T09:30", "3 - Moderate", "Resolver 1"]


def cells_of(*rows, zone="UTC"):
    options = options_of(status_map=SERVICENOW_STATUSES, priorities=SERVICENOW_PRIORITIES, zone=zone, time_format="iso")
    rows_reader = RowReader(COLUMNS, options, NoteBook(name="log", strict=False))
    reader = CellReader(COLUMNS, options, rows_reader, ())
    block = list(enumerate(rows, start=2))
    return reader.read(block, reader.texts(block)), reader


def changed(place, cell):
    return [*WHOLE[:place], cell, *WHOLE[place + 1 :]]


def test_texts_are_numbers_and_instants_are_microseconds():
    cells, reader = cells_of(WHOLE, changed(1, " Active"), changed(5, " Resolver 1 "))
    labels = list(reader.values)
    assert [labels[code] for code in cells.state] == ["New", "Active", "New"]
    assert [labels[code] for code in cells.agent] == ["Resolver 1"] * 3
    assert [labels[code] for code in cells.fields[0]] == ["P3"] * 3
    assert cells.updated.view("M8[us]")[0] == np.datetime64("2016-02-29T09:30")
    assert cells.number.tolist() == [0, 0, 0]
    assert cells.line.tolist() == [2, 3, 4]


def test_a_column_that_the_file_lacks_is_blank():
    cells, _ = cells_of(WHOLE)
    assert cells.group.tolist() == [NONE]
    assert cells.fields[1:].tolist() == [[NONE]] * 4
    assert cells.count is None


def test_a_row_of_a_wrong_width_has_no_number():
    cells, _ = cells_of(WHOLE, WHOLE[:3], [*WHOLE, "more"])
    assert cells.number.tolist() == [0, BAD, BAD]
    assert cells.updated[1:].tolist() == [BAD, BAD]


@pytest.mark.parametrize(
    ("place", "cell", "column"),
    [(1, "-100", "state"), (2, "soon", "opened"), (3, "2016-02-29", "updated"), (0, " ", "number")],
)
def test_a_cell_that_cannot_be_read_is_bad(place, cell, column):
    cells, _ = cells_of(changed(place, cell), WHOLE)
    assert (getattr(cells, column) == BAD).tolist() == [True, False]


def test_a_priority_that_is_not_known_is_bad():
    cells, _ = cells_of(changed(4, "7"), WHOLE)
    assert (cells.fields[0] == BAD).tolist() == [True, False]


@pytest.mark.parametrize("time", ["2016-03-27T02:30", "2016-10-30T02:30"])
def test_a_wall_time_beside_a_change_of_the_clocks_is_left_to_the_careful_reader(time):
    cells, _ = cells_of(changed(3, time), changed(3, f"{time}+01:00"), zone="Europe/Berlin")
    assert (cells.updated == BAD).tolist() == [True, False]
    cells, _ = cells_of(changed(3, time))
    assert cells.updated[0] != BAD
