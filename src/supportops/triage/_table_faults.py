"""What is wrong with a decision table as a whole: all of it, each fault with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from supportops.errors import near
from supportops.triage._domains import domain_of
from supportops.triage.outputs import distinct

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["faults"]

Fault: TypeAlias = tuple[str, str]
Hint: TypeAlias = Callable[[str, Iterable[str]], str]


_HINTS = 20
"""How many faults come with near matches: each of these goes through all that is allowed, and a table from outside
may have thousands."""


def faults(table: DecisionTable) -> Iterator[Fault]:
    """Yield the faults of a table whose parts are sound."""
    yield from _of_list(table)
    hint = _hints()
    yield from _of_outputs(table, hint)
    yield from _of_conditions(table, hint)


def _of_list(table: DecisionTable) -> Iterator[Fault]:
    if not table.rules:
        yield "rules", "a table needs at least one rule"
    known: set[str] = set()
    for index, rule in enumerate(table.rules):
        if not rule.id.strip():
            yield f"rules[{index}].id", "an id must not be blank"
        elif rule.id in known:
            yield f"rules[{index}].id", f"{rule.id!r} is the id of an earlier rule; each needs its own"
        known.add(rule.id)


def _hints() -> Hint:
    left = iter(range(_HINTS))

    def hint(given: str, allowed: Iterable[str]) -> str:
        return near(given, allowed) if next(left, None) is not None else "the faults above tell what is allowed"

    return hint


def _of_outputs(table: DecisionTable, hint: Hint) -> Iterator[Fault]:
    if table.hit_policy == "priority" and not table.ranking:
        yield "outputs", "the hit policy 'priority' needs the outputs in order, the best first"
        return
    known, ranking = {distinct(output) for output in table.ranking}, [str(output) for output in table.ranking]
    answers = [(f"rules[{index}].then", rule.then) for index, rule in enumerate(table.rules)]
    answers += [("default", table.default)] if table.default is not None else []
    for path, answer in answers:
        if known and distinct(answer) not in known:
            yield path, f"{answer!r} is not one of the outputs; {hint(str(answer), ranking)}"


def _of_conditions(table: DecisionTable, hint: Hint) -> Iterator[Fault]:
    domains = {name: domain_of(given) for name, given in table.inputs.items()}
    for index, rule in enumerate(table.rules):
        for name, condition in rule.conditions.items():
            path = f"rules[{index}].when.{name}"
            if name not in domains:
                yield path, f"{name!r} is no input of this table; {hint(name, domains)}"
                continue
            for text in domains[name].faults(condition, hint):
                yield path, text
