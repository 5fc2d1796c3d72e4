"""The coverage page lists every item once, and each name on it exists."""

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "coverage.md"
ROW = re.compile(r"\| ([A-Z]+-\d+) \| (.+?) \| (.+?) \|")
NAME = re.compile(r"`(supportops(?:\.\w+)+)`")
SIZES = {
    "TKT": 21, "PRI": 16, "SLA": 30, "TRI": 22, "ESC": 26, "CAP": 26, "FCT": 4, "COST": 10, "MET": 82, "BEN": 5,
    "KB": 21, "QA": 16, "FBK": 15, "TRN": 17, "TOOL": 9, "OPS": 16, "AP": 177,
}  # fmt: skip
SERVED = {
    "TKT": (*range(1, 17), 19, 20),
    "PRI": (*range(1, 14), 16),
    "SLA": (*range(1, 26), 27, 28, 29),
    "TRI": (*range(1, 17), 18, 19, 20),
    "ESC": (*range(1, 21), 22, 23, 26),
    "CAP": (*range(1, 10), 11, 12, 13, *range(15, 24), 26),
    "FCT": (1, 2, 3),
    "COST": (*range(2, 9), 10),
    "FBK": (2, 9),
    "TOOL": (1,),
    "OPS": (9, 14),
    "KB": (13,),
    "AP": (4, 94, 95, 96, 99),
}


def item(group: str, number: int) -> str:
    return f"{group}-{number:0{3 if group == 'AP' else 2}}"


def rows() -> list[tuple[str, str, str]]:
    table = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    found = [ROW.fullmatch(line) for line in table if not line.startswith(("| id |", "| --- |"))]
    assert all(found)
    return [match.groups() for match in found if match]


def status(text: str) -> str:
    if text == "planned":
        return "planned"
    if text.startswith("out of scope: "):
        return "out of scope" if len(text) > len("out of scope: ") else "no reason"
    names = NAME.findall(text)
    return "served" if names and ", ".join(f"`{name}`" for name in names) == text else "unreadable"


def resolved(name: str) -> object:
    """Return what a dotted name means, attribute by attribute; a module is imported when nothing else has the name."""
    parts = name.split(".")
    found: object = import_module(parts[0])
    for count, part in enumerate(parts[1:], start=2):
        if isinstance(found, ModuleType) and not hasattr(found, part):
            import_module(".".join(parts[:count]))
        found = getattr(found, part)
    return found


def names() -> list[str]:
    return sorted({name for _, _, text in rows() for name in NAME.findall(text)})


def test_every_item_stands_once():
    listed = [item for item, _, _ in rows()]
    assert [item for item, count in Counter(listed).items() if count > 1] == []
    expected = {item(group, n) for group, size in SIZES.items() for n in range(1, size + 1)}
    assert set(listed) == expected
    assert len(listed) == 513


def test_every_row_is_served_planned_or_out_of_scope_with_a_reason():
    odd = {name: text for name, _, text in rows() if status(text) in ("unreadable", "no reason")}
    assert odd == {}


def test_every_row_says_what_it_is_about():
    assert all(what.strip() for _, what, _ in rows())


def test_what_this_release_serves_is_served():
    served = {name for name, _, text in rows() if status(text) == "served"}
    assert {item(group, n) for group, numbers in SERVED.items() for n in numbers} <= served


@pytest.mark.parametrize("name", names())
def test_every_name_on_the_page_exists_and_is_public(name):
    assert not isinstance(resolved(name), ModuleType)
    assert not any(part.startswith("_") for part in name.split("."))


@pytest.mark.parametrize("name", names())
def test_every_name_is_exported_where_the_page_says(name):
    parts = name.split(".")
    package = max(count for count in range(1, len(parts)) if isinstance(resolved(".".join(parts[:count])), ModuleType))
    exporter = resolved(".".join(parts[:package]))
    assert parts[package] in getattr(exporter, "__all__", ())
