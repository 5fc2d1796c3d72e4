"""The pages hang together: every link leads somewhere, every page is in the menu, and nothing is left out."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from supportops.durations import parse_amount
from supportops.errors import SupportOpsError
from supportops.sla import BUILT_IN, EVENT_WORDS, SlaPolicy
from supportops.tickets import events

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "examples").rglob("*.md")])
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
FENCE = re.compile(r"^ *(```+)(\w*)[^\n]*\n.*?^ *\1 *$", re.DOTALL | re.MULTILINE)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def slug(heading: str) -> str:
    """A heading's anchor, as both the site and a code host make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    prose = FENCE.sub("", text_of(path))
    return {slug(line.lstrip("#")) for line in prose.splitlines() if line.startswith("#")}


def targets(node: object) -> list[str]:
    """The pages that a menu names, however deep."""
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node
    return [target for child in children for target in targets(child)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_page_and_to_a_heading_on_it(path):
    for link in LINK.findall(FENCE.sub("", text_of(path))):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: str(path.relative_to(DOCS)))
def test_a_page_of_the_site_links_to_pages_of_the_site_only(path):
    links = [link.partition("#")[0] for link in LINK.findall(FENCE.sub("", text_of(path)))]
    inside = [(path.parent / link).resolve() for link in links if link and not link.startswith("https://")]
    assert [target for target in inside if not target.is_relative_to(DOCS)] == []


def test_the_menu_names_every_page_once():
    with (ROOT / "zensical.toml").open("rb") as file:
        named = targets(tomllib.load(file)["project"]["nav"])
    assert sorted(named) == sorted(str(path.relative_to(DOCS).as_posix()) for path in DOCS.rglob("*.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_block_says_what_it_is(path):
    # A block without a language would be skipped by the test of the examples, and nobody would notice.
    assert [match[0] for match in FENCE.finditer(text_of(path)) if not match[2]] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_example_begins_its_block_so_that_it_runs(path):
    blocks = [match[0].partition("\n")[2] for match in FENCE.finditer(text_of(path)) if match[2] == "python"]
    assert [block for block in blocks if ">>> " in block and not block.startswith(">>> ")] == []
    assert [match[2] for match in FENCE.finditer(text_of(path)) if ">>> " in match[0] and match[2] != "python"] == []


def test_the_readme_starts_with_the_two_commands():
    commands = re.findall(r"^\$ (.+?)(?: +#.*)?$", text_of(ROOT / "README.md"), re.MULTILINE)
    assert commands[:2] == ["make demo", "make test"]


def test_the_explanation_names_every_choice_of_a_policy():
    page = text_of(DOCS / "explanation" / "where-systems-disagree.md")
    elsewhere = {"name", "calendar", "scale", "targets", "calendars", "around_the_clock", "tiers", "stages"}
    choices = set(SlaPolicy.model_fields) - elsewhere - {"metrics"}
    assert {name for name in choices if f"`{name}" not in page} == set()


def test_the_cheat_sheet_names_every_choice_with_its_default():
    page = text_of(DOCS / "cheat-sheet.md")
    for name, field in SlaPolicy.model_fields.items():
        if isinstance(field.default, str):
            assert f'| `{name}` | `"{field.default}"` |' in page


def test_the_explanation_tells_the_life_of_every_built_in_metric():
    page = text_of(DOCS / "explanation" / "where-systems-disagree.md")
    assert {rule.name for rule in BUILT_IN if f"\n| `{rule.name}` |" not in page} == set()


def test_the_reference_explains_every_event_word():
    page = text_of(DOCS / "reference" / "sla.md")
    assert {word for word in (*EVENT_WORDS, "status:<name>", "field:<name>") if f"`{word}`" not in page} == set()


def test_the_cheat_sheet_names_every_event():
    page = text_of(DOCS / "cheat-sheet.md")
    kinds = {kind.__name__ for kind in events.Event.__subclasses__()}
    assert {kind for kind in kinds if f"`{kind}`" not in page} == set()


def test_the_amounts_of_the_cheat_sheet_can_be_read():
    line = next(line for line in text_of(DOCS / "cheat-sheet.md").splitlines() if line.startswith("Amounts: "))
    amounts = re.findall(r"`([^`]+)`", line)
    assert len(amounts) >= 5
    assert all(parse_amount(amount) for amount in amounts)


def test_the_tree_of_errors_is_the_one_of_the_code():
    def below(kind: type) -> set[str]:
        return {kind.__name__}.union(*(below(child) for child in kind.__subclasses__()))

    page = text_of(DOCS / "reference" / "errors.md")
    tree = page.partition("```text")[2].partition("```")[0]
    assert set(re.findall(r"\w+Error(?= |$)", re.sub(r"\(.*?\)", "", tree), re.MULTILINE)) == below(SupportOpsError)


def test_a_wrong_example_fails(tmp_path):
    # The collector of the examples is itself worth a test: an example that is not run proves nothing.
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    (tmp_path / "conftest.py").write_text(text_of(ROOT / "conftest.py"), encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.pytest]\n", encoding="utf-8")
    for answer, outcome in (("2", "1 passed"), ("3", "1 failed")):
        page.write_text(f"```python\n>>> 1 + 1\n{answer}\n```\n", encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "docs"]
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert outcome in run.stdout
