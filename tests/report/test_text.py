from tests.report.cases import march, ticket
from tests.report.test_review import review

from supportops.report.section import Table
from supportops.report.text import as_text, table_lines


def test_no_line_is_longer_than_a_page_is_wide():
    assert max(map(len, str(review()).splitlines())) <= 110


def test_a_long_cell_is_cut_at_the_end_of_the_line():
    lines = table_lines(Table(("a", "b"), (("1", "x" * 30),), "rl"), width=20)
    assert lines[1] == "1  " + "x" * 14 + "..."
    assert len(lines[1]) == 20


def test_a_table_without_rows_is_its_head():
    assert table_lines(Table(("a", "b"), (), "lr")) == ["a  b"]


def test_every_section_has_a_title_that_is_underlined():
    lines = as_text(review()).splitlines()
    for title in ("Promises kept", "Time to resolve", "Paused", "Largest breaches", "Reopened", "Backlog by week"):
        assert lines[lines.index(title) + 1] == "-" * len(title)


def test_signs_that_steer_a_terminal_are_shown_and_not_sent():
    text = as_text(review([ticket("A\x1b[31m\x07é", march(2))]))
    assert "\x1b" not in text
    assert r"A\x1b[31m\x07é" in text


def test_a_numbered_line_goes_on_below_its_text():
    lines = as_text(review()).splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith(" 1. LATE"))
    assert lines[first + 1].startswith("    ")
