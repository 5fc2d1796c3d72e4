"""Every public name has a docstring, a row on its reference page and a use that mypy checks; imports stay light."""

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

import supportops

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
API = ROOT / "tests" / "typing"
PAGES = {
    "supportops": "index.md",
    "supportops.calendar": "calendar.md",
    "supportops.tickets": "tickets.md",
    "supportops.sla": "sla.md",
    "supportops.sla.profiles": "sla.md",
    "supportops.sla.spark": "sla.md",
    "supportops.triage": "triage.md states-and-escalation.md",
    "supportops.capacity": "capacity.md",
    "supportops.capacity.erlang": "capacity.md",
    "supportops.capacity.deferred": "capacity.md",
    "supportops.capacity.forecast": "capacity.md",
    "supportops.capacity.headcount": "capacity.md",
    "supportops.capacity.cost": "capacity.md",
    "supportops.capacity.plot": "capacity.md",
    "supportops.durations": "durations-and-vocabulary.md",
    "supportops.vocabulary": "durations-and-vocabulary.md",
    "supportops.errors": "errors.md",
    "supportops.presets": "presets.md",
    "supportops.presets.skill": "presets.md",
    "supportops.presets.playbook": "presets.md",
    "supportops.presets.lean": "presets.md",
    "supportops.presets.itil": "presets.md",
    "supportops.adapters": "adapters.md",
    "supportops.adapters.servicenow": "adapters.md",
    "supportops.report": "report.md",
    "supportops.__main__": "command-line.md",
}
NAMES = [(module, name) for module in PAGES for name in import_module(module).__all__ if name != "__version__"]
PACKAGE_NAMES = [(module, name) for module, name in NAMES if module != "supportops"]


def constants_with_docstrings(package: ModuleType) -> set[str]:
    """The names that are assigned right above a docstring, in a package or a module."""
    path = Path(package.__file__)
    found: set[str] = set()
    for file in path.parent.rglob("*.py") if path.name == "__init__.py" else [path]:
        body = ast.parse(file.read_text(encoding="utf-8")).body
        for above, node in pairwise(body):
            match above, node:
                case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=str())):
                    found.add(name)
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str())):
                    found.add(name)
    return found


def has_docstring(module: str, name: str) -> bool:
    value = getattr(import_module(module), name)
    if inspect.isclass(value):
        # What a dataclass makes up, or a parent lends, says nothing.
        return not (vars(value).get("__doc__") or f"{name}(").startswith(f"{name}(")
    if inspect.ismodule(value) or inspect.isroutine(inspect.unwrap(value)):
        return bool(value.__doc__)
    lent = import_module("supportops.vocabulary")
    home = lent if name in lent.__all__ else import_module(module)
    return name in constants_with_docstrings(home)


@pytest.mark.parametrize(("module", "name"), PACKAGE_NAMES)
def test_every_public_name_has_a_docstring(module, name):
    assert has_docstring(module, name)


@pytest.mark.parametrize(("module", "name"), PACKAGE_NAMES)
def test_every_public_name_is_on_its_reference_page_with_its_full_documentation(module, name):
    page = "\n".join((REFERENCE / file).read_text(encoding="utf-8") for file in PAGES[module].split())
    assert f"\n::: {module}.{name}\n" in page + "\n"
    if module != "supportops.__main__":
        assert f"\n| `{name}` | " in page


def test_no_reference_page_shows_a_name_that_is_not_public():
    shown = {
        line.removeprefix("::: ")
        for page in REFERENCE.glob("*.md")
        for line in page.read_text(encoding="utf-8").splitlines()
        if line.startswith("::: ")
    }
    assert shown == {f"{module}.{name}" for module, name in PACKAGE_NAMES}


def test_every_public_name_is_used_where_mypy_checks_it():
    found: set[tuple[str, str]] = set()
    for path in API.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        found |= {
            (node.module, alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if (alias.asname or alias.name) in used
        }
    assert [pair for pair in PACKAGE_NAMES if pair not in found] == []


def test_the_top_level_gives_the_very_objects_of_the_sub_packages():
    for name in supportops.__all__:
        if name != "__version__":
            # Two packages may use one word: an assignment is an event of a ticket, and what `assign` answers.
            homes = {getattr(import_module(module), name) for module, other in PACKAGE_NAMES if other == name}
            assert getattr(supportops, name) in homes
            assert supportops._HOME_OF[name] in {module.removeprefix("supportops.") for module in PAGES}


def test_the_top_level_names_its_parts_and_its_version():
    assert supportops.__version__ == version("supportops")
    assert {*supportops.__all__, "calendar", "sla", "tickets", "triage", "presets"} <= set(dir(supportops))
    assert supportops.sla is import_module("supportops.sla")


def test_a_name_that_the_top_level_does_not_have_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'supportops' has no attribute 'SlaPolcy'"):
        supportops.SlaPolcy  # noqa: B018


def loaded_by(statement: str) -> set[str]:
    """The top packages that a statement loads, in an interpreter of its own."""
    code = f"import sys; before = set(sys.modules); {statement}; print(*(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in run.stdout.split()}


def test_importing_supportops_imports_nothing_else():
    assert loaded_by("import supportops") == {"supportops"}


@pytest.mark.parametrize("module", ["supportops.calendar", "supportops.tickets", "supportops.sla", "supportops.triage"])
def test_the_core_loads_neither_the_holiday_data_nor_any_extra(module):
    extras = {"holidays", "matplotlib", "narwhals", "pandas", "polars", "pyspark", "pyarrow", "scipy", "tqdm"}
    assert not extras & loaded_by(f"import {module}")


def test_a_calendar_of_plain_datetimes_needs_no_numpy():
    statement = "from supportops.calendar import BusinessCalendar; BusinessCalendar(zone='UTC', hours='24/7')"
    assert "numpy" not in loaded_by(statement)


def test_holiday_data_is_loaded_once_a_country_is_asked_for():
    assert "holidays" in loaded_by("from supportops.calendar import Holidays; Holidays(country='US')")
