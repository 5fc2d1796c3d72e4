from xml.etree import ElementTree

import pytest

from supportops.report.svg import Bar, bars, columns, curve

PARTS = [Bar("P1", 0.5, "50 %"), Bar("P2 <&>", None, "-"), Bar("all", 1.0, "100 %")]
SVG = ElementTree.fromstring


def curve_of(parts, faint_from=None, remark=""):
    return curve("Open & closed", parts, faint_from=faint_from, remark=remark)


@pytest.mark.parametrize("chart", [bars, columns, lambda title, parts: curve_of(parts)])
@pytest.mark.parametrize("parts", [PARTS, PARTS[:1], []])
def test_every_chart_is_well_formed_and_has_a_title_and_a_description(chart, parts):
    root = SVG(chart("Open & closed", parts))
    title, description = root[0], root[1]
    assert (title.tag, title.text, description.tag) == ("title", "Open & closed", "desc")
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], description.attrib["id"]]
    for part in parts:
        assert f"{part.label}: {part.words}" in description.text


def test_a_bar_is_as_long_as_its_share():
    lengths = [
        float(rect.attrib["width"]) for rect in SVG(bars("x", PARTS)).iter("rect") if rect.attrib["class"] == "bar"
    ]
    assert lengths == [210.0, 0.0, 420.0]


def test_the_highest_column_fills_the_plot():
    heights = [float(rect.attrib["height"]) for rect in SVG(columns("x", PARTS)).iter("rect")]
    assert heights == [80.0, 0.0, 160.0]


def test_columns_of_nothing_have_no_height():
    assert [rect.attrib["height"] for rect in SVG(columns("x", [Bar("a", 0, "0")])).iter("rect")] == ["0.0"]


def test_the_faint_part_of_a_curve_begins_where_the_other_ends():
    parts = [Bar(f"w{n}", float(n), str(n)) for n in range(5)]
    solid, faint = SVG(curve_of(parts, faint_from=3, remark="it ends")).iter("polyline")
    assert (solid.attrib["class"], faint.attrib["class"]) == ("curve", "faint")
    assert solid.attrib["points"].split()[-1] == faint.attrib["points"].split()[0]
    assert len(solid.attrib["points"].split()) + len(faint.attrib["points"].split()) == 6
    assert SVG(curve_of(parts, faint_from=3, remark="it ends"))[1].text.endswith(". it ends")


def test_a_single_value_is_a_dot():
    assert len(list(SVG(curve_of(PARTS[:1])).iter("circle"))) >= 1
    assert len(list(SVG(curve_of(PARTS[:1])).iter("polyline"))) == 0


def test_the_ends_and_the_change_of_a_curve_are_labelled():
    parts = [Bar(f"w{n}", float(n), str(n)) for n in range(5)]
    texts = [(text.text, text.attrib["text-anchor"]) for text in SVG(curve_of(parts, faint_from=2)).iter("text")]
    assert texts[2:] == [("w0", "start"), ("w2", "middle"), ("w4", "end")]
