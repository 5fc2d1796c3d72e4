from supportops.adapters.servicenow.columns import REQUIRED, Columns
from supportops.adapters.servicenow.groups import grouped
from supportops.adapters.servicenow.notes import NoteBook

COLUMNS = Columns.of(REQUIRED, name="log")
WHOLE = ["New", "2016-02-29T09:00", "2016-02-29T09:00", "P3"]


def groups(*records):
    notes = NoteBook(name="log", strict=False)
    found = [
        (group.number, [line for line, _ in group.rows], [broken.line for broken in group.broken])
        for group in grouped(list(enumerate(records, start=2)), COLUMNS, notes)
    ]
    return found, notes


def good(number):
    return [number, *WHOLE]


def test_rows_of_one_number_that_stand_together_are_a_group():
    assert groups(good("A"), good("A"), good("B"), good("A"))[0] == [
        ("A", [2, 3], []),
        ("B", [4], []),
        ("A", [5], []),
    ]


def test_no_rows_are_no_groups():
    assert groups()[0] == []


def test_a_blank_line_is_noted_and_parts_nothing():
    found, notes = groups(good("A"), [], good("A"))
    assert found == [("A", [2, 4], [])]
    assert [(note.line, note.kind, note.code) for note in notes.notes] == [(3, "ignored", "blank_line")]


def test_a_broken_row_belongs_to_the_neighbour_whose_number_it_has():
    assert groups(good("A"), ["A"], ["B", "x"], good("B"))[0] == [("A", [2], [3]), ("B", [5], [4])]


def test_a_broken_row_in_the_midst_of_an_incident_belongs_to_it():
    assert groups(good("A"), good(""), ["?"], good("A"))[0] == [("A", [2, 5], [3, 4])]


def test_other_broken_rows_stand_alone():
    assert groups(["Z"], good("A"), [""], ["Y", "x"], good("B"), good(" "))[0] == [
        ("Z", [], [2]),
        ("A", [3], []),
        ("", [], [4]),
        ("Y", [], [5]),
        ("B", [6], []),
        ("", [], [7]),
    ]


def test_a_broken_row_that_lacks_the_cell_of_the_number_has_none():
    columns = Columns.of(["priority", "incident_state", "opened_at", "sys_updated_at", "number"], name="log")
    found = list(grouped([(2, ["P3"])], columns, NoteBook(name="log", strict=False)))
    assert (found[0].number, found[0].size, found[0].broken[0].code) == ("", 1, "wrong_width")
