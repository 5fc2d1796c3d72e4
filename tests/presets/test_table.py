import json
from importlib.resources import files

import pytest

from supportops import presets
from supportops.errors import NoMatchError
from supportops.presets import TABLES, PublishedTable, Source, load
from supportops.presets.table import _frozen

TITLES = {
    "The Product Builder's Playbook, chapter 27, Support Operations",
    "How Customer Support Operations Are Structured and Delivered (SaaS glossary article)",
    "Support Operations skill pack (N. Jensen)",
    "SaaS support system design (InfluencerDB blog)",
    "Customer Support Operations: A Guide for Support Teams in 2026 (Featurebase)",
}


def mixed() -> PublishedTable:
    return PublishedTable(
        name="mixed",
        id="TKT-99",
        title="Mixed <cells>",
        source=(Source("A book", "Chapter 1"),),
        units={"b": "minutes"},
        rows=({"a": "x|y", "b": 1.5}, {"a": None, "c": ("p", "q")}, {"b": True, "c": {"low": 0, "high": False}}),
        notes=("b & c differ",),
    )


def test_the_table_is_loaded_with_its_source():
    table = load("sla_targets_by_priority")
    assert (table.name, table.id) == ("sla_targets_by_priority", "SLA-02")
    assert str(table.source[0]) == (
        "Support Operations skill pack (N. Jensen): SLA Design & Compliance > SLA by Priority Level"
    )
    assert table.units["update_every_minutes"] == "minutes"
    assert table.rows[0]["first_response_minutes"] == 15


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_complete_and_cites_a_known_source(name):
    table = load(name)
    assert table.title
    assert {source.title for source in table.source} <= TITLES
    assert all(source.section for source in table.source)
    assert table.rows
    assert all(tuple(row) == table.columns for row in table.rows)
    assert set(table.units) <= set(table.columns)
    assert hash(table) == hash(load(name))


@pytest.mark.parametrize("name", TABLES)
def test_a_contradiction_or_a_reading_is_told_in_whole_sentences(name):
    assert load(name).notes
    assert all(note.endswith(".") for note in load(name).notes)


def test_a_file_holds_one_table_and_nothing_else():
    for entry in files("supportops.presets").joinpath("data").iterdir():
        keys = set(json.loads(entry.read_text(encoding="utf-8")))
        assert keys == {"id", "title", "source", "units", "rows", "notes"}, entry.name


def test_rows_cannot_be_changed():
    with pytest.raises(TypeError, match="frozen model"):
        load("sla_warning_levels").rows[0]["level"] = "blue"  # type: ignore[index]


def test_what_is_nested_cannot_be_changed_either():
    cell = _frozen({"range": {"low": 0, "high": [1, 2]}})
    assert cell == {"range": {"low": 0, "high": (1, 2)}}
    assert isinstance(hash(cell), int)


def test_an_unknown_table_names_the_near_ones():
    with pytest.raises(NoMatchError, match="did you mean 'sla_exceptions'"):
        load("sla_exception")


def test_columns_are_those_of_all_rows_in_order():
    assert mixed().columns == ("a", "b", "c")


def test_markdown_shows_every_kind_of_cell_and_the_notes():
    assert mixed().to_markdown() == "\n".join(
        [
            "| a | b | c |",
            "| --- | --- | --- |",
            "| x\\|y | 1.5 | - |",
            "| - | - | p, q |",
            "| - | yes | low 0, high no |",
            "",
            "- Source: A book: Chapter 1",
            "- Unit of b: minutes",
            "- b & c differ",
        ]
    )


def test_text_begins_with_title_and_id():
    assert str(mixed()).startswith("Mixed <cells> (TKT-99)\n\n| a | b | c |")


def test_html_escapes_what_it_shows():
    html = mixed()._repr_html_()
    assert "<caption>Mixed &lt;cells&gt; (TKT-99)</caption>" in html
    assert "<tr><td>x|y</td><td>1.5</td><td>-</td></tr>" in html
    assert "<li>b &amp; c differ</li>" in html


def test_the_public_names_are_there():
    assert all(hasattr(presets, name) for name in presets.__all__)
    assert all(hasattr(presets.skill, name) for name in presets.skill.__all__)
    assert all(hasattr(presets.playbook, name) for name in presets.playbook.__all__)
