"""The arrows between the packages point downwards only, and no module is too long to read."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "supportops").rglob("*.py"))
LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))"


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_every_contract_between_the_packages_is_kept():
    run = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, check=False)
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"Contracts: {len(contracts)} kept, 0 broken." in run.stdout


def test_every_package_has_its_layer():
    with (ROOT / "pyproject.toml").open("rb") as file:
        (layers,) = [c["layers"] for c in tomllib.load(file)["tool"]["importlinter"]["contracts"] if "layers" in c]
    named = {name.strip().removeprefix("supportops.") for layer in layers for name in re.split(r"[|:]", layer)}
    folder = ROOT / "src" / "supportops"
    there = {path.parent.name for path in folder.glob("*/__init__.py")} | {path.stem for path in folder.glob("*.py")}
    assert named == there - {"__init__"}


def test_no_module_is_longer_than_300_lines():
    assert {str(path.relative_to(ROOT)): length(path) for path in SOURCES if length(path) > 300} == {}


def test_half_of_the_modules_have_at_most_120_lines():
    assert median(length(path) for path in SOURCES) <= 120
