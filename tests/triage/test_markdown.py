from datetime import UTC, date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.triage._markdown import bullets, cell, escaped, inline, instant_text, lines_of

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, with commas.", "plain text, with commas."),
        ("steps_already_taken", "steps_already_taken"),
        ("_so_", r"\_so\_"),
        ("*so* and `that`", r"\*so\* and \`that\`"),
        ("~~gone~~", r"\~\~gone\~\~"),
        (r"C:\temp", r"C:\\temp"),
        ("[click](javascript:x)", r"\[click\](javascript:x)"),
        ("![x](y)", r"!\[x\](y)"),
        ("<script>x</script>", r"\<script>x\</script>"),
        ("fish &amp; chips & tea", r"fish \&amp; chips & tea"),
        ("# head", r"\# head"),
        ("> quoted", r"\> quoted"),
        ("- item", r"\- item"),
        ("-5 degrees", "-5 degrees"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("+ item", r"\+ item"),
        ("1. first", r"1\. first"),
        ("12) twelfth", r"12\) twelfth"),
        ("3.5 hours", "3.5 hours"),
        ("| a | b |", r"\| a | b |"),
        (":-- | --:", r"\:-- | --:"),
        (":) fine", ":) fine"),
        ("  two\n lines ", "two lines"),
    ],
)
def test_a_text_is_escaped_where_markdown_would_read_it_otherwise(text, shown):
    assert escaped(text) == shown


def test_addresses_stay_as_they_are_so_that_they_can_be_clicked():
    address = "https://status.example.com/a_b/~ann?x=1&y=2#top"
    assert escaped(f"see {address} now") == f"see {address} now"
    assert escaped("https://x.com/[a](b)*") == r"https://x.com/\[a\](b)\*"
    assert escaped("https://x.com/?a&lt;b") == r"https://x.com/?a\&lt;b"


def test_a_cell_is_not_escaped_at_its_start():
    assert (cell("# 1 | *2*"), cell("- a")) == (r"# 1 | \*2\*", "- a")


@given(st.text())
def test_an_escaped_text_is_one_line_and_nothing_of_it_is_lost(text):
    shown = escaped(text)
    assert len(shown.splitlines()) <= 1
    assert [letter for letter in shown if letter not in "\\ "] == [
        letter for letter in text if letter != "\\" and not letter.isspace()
    ]


def test_an_instant_is_read_in_its_own_zone_or_in_another():
    berlin = ZoneInfo("Europe/Berlin")
    assert instant_text(NINE) == "2026-03-02 09:00 UTC"
    assert instant_text(NINE, berlin) == "2026-03-02 10:00 CET"
    assert instant_text(NINE.astimezone(berlin)) == "2026-03-02 10:00 CET"
    assert instant_text(NINE.replace(second=7)) == "2026-03-02 09:00:07 UTC"
    assert instant_text(NINE.replace(microsecond=1)) == "2026-03-02 09:00:00 UTC"
    assert instant_text(datetime(2026, 3, 2, 9)) == "2026-03-02 09:00"


class Plan(Enum):
    PRO = "pro"


@pytest.mark.parametrize(
    ("fact", "lines"),
    [
        ("one", ["one"]),
        ("one\n\n  # two ", ["one", r"\# two"]),
        (["one\nmore", "", 2], ["one more", "2"]),
        (("a", ["b", "c"], {"d": 1, "e": None}), ["a", "b; c", "d: 1; e: None"]),
        ({"plan": Plan.PRO, "users": 3, "logs": ""}, ["plan: pro", "users: 3", "logs: **missing**"]),
        ({"b", "a", ""}, ["a", "b"]),
        (True, ["yes"]),
        (False, ["no"]),
        (0, ["0"]),
        (NINE, ["2026-03-02 09:00 UTC"]),
        (datetime(2026, 3, 2, 9), ["2026-03-02 09:00"]),
        (date(2026, 3, 2), ["2026-03-02"]),
        (timedelta(minutes=90), ["1h30m"]),
        (Plan.PRO, ["pro"]),
    ],
)
def test_a_fact_is_read_line_by_line(fact, lines):
    assert lines_of(fact) == lines


ALL = [f"text {number}" for number in range(10)]


@pytest.mark.parametrize("kind", [set, frozenset])
def test_sets_are_in_order_wherever_they_stand(kind):
    inside = "{" + ", ".join(map(repr, ALL)) + "}"
    assert lines_of(kind(ALL)) == ALL
    assert lines_of([kind(ALL)]) == lines_of([ALL]) == ["; ".join(ALL)]
    assert lines_of({"a": kind(ALL)}) == [f"a: {'; '.join(ALL)}"]
    assert lines_of([[kind(ALL)], [{"a": [kind(ALL)]}]]) == [inside, f"{{'a': \\[{inside}\\]}}"]
    assert inline({"a": (kind(ALL), 1)}) == f"a: ({inside}, 1)"
    assert inline({"a": (kind(ALL),)}) == f"a: ({inside},)"


def test_a_list_that_holds_itself_ends():
    itself = ["a"]
    itself.append(itself)
    assert inline(itself) == r"a; \['a', ...\]"


def test_a_fact_in_one_line():
    assert inline({"a": "*", "b": ["x"]}) == r"a: \*; b: \['x'\]"
    assert inline(" ") == "**missing**"


def test_lists_are_nested_and_texts_keep_their_lines():
    shown = bullets("L1 *to* L2", {"steps": ["one", "two"], "note": "a\nb", "last": ["only"], "open_": None})
    assert shown.splitlines() == [
        r"**L1 \*to\* L2**", "",
        "- **steps**:", "  - one", "  - two",
        "- **note**: a  ", "  b",
        "- **last**: only",
        r"- **open\_**: **missing**",
    ]  # fmt: skip
