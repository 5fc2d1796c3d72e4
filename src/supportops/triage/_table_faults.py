"""What is wrong with a decision table as a whole: all of it, each fault with its path."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from supportops.errors import SupportOpsError, near
from supportops.triage._domains import domain_of
from supportops.triage.conditions import Condition
from supportops.triage.inputs import read_input
from supportops.triage.outputs import distinct
from supportops.triage.rules import Rule

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["Fault", "Hint", "faults", "faults_beside", "hints", "of_conditions", "readable"]

Fault: TypeAlias = tuple[str, str]
Hint: TypeAlias = Callable[[str, Iterable[str]], str]


_HINTS = 20
"""How many faults come with near matches: each of these goes through all that is allowed, and a table from outside
may have thousands."""


def faults(table: DecisionTable) -> Iterator[Fault]:
    """Yield the faults of a table whose parts are sound."""
    if not table.rules:
        yield "rules", "a table needs at least one rule"
    rules = list(enumerate(table.rules))
    yield from _of_ids(rules)
    hint = hints()
    yield from _of_outputs(table, hint)
    yield from _of_rules(rules, table.inputs, dict.fromkeys(table.inputs), hint)


def faults_beside(data: Mapping[str, object]) -> Iterator[Fault]:
    """Yield what the sound rules and inputs of faulty data have wrong with each other."""
    given, listed = data.get("inputs"), data.get("rules")
    is_named = isinstance(given, Mapping) and all(isinstance(name, str) and name.strip() for name in given)
    named = given if isinstance(given, Mapping) and is_named else {}
    sound = dict(readable(named.items(), read_input))
    items = listed if isinstance(listed, Sequence) and not isinstance(listed, str | bytes) else ()
    rules = list(readable(enumerate(items), lambda rule: rule if isinstance(rule, Rule) else Rule.model_validate(rule)))
    yield from _of_ids(rules)
    if named:
        yield from _of_rules(rules, sound, named, hints())


def readable(items: Iterable[tuple[Any, Any]], read: Callable[[Any], Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the items that can be read, each under its key."""
    for key, item in items:
        with suppress(SupportOpsError):
            yield key, read(item)


def _of_ids(rules: Iterable[tuple[int, Rule]]) -> Iterator[Fault]:
    known: set[str] = set()
    for index, rule in rules:
        if not rule.id.strip():
            yield f"rules[{index}].id", "an id must not be blank"
        elif rule.id in known:
            yield f"rules[{index}].id", f"{rule.id!r} is the id of an earlier rule; each needs its own"
        known.add(rule.id)


def hints() -> Hint:
    """Return what tells near matches, for the first faults only."""
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


def of_conditions(
    asked: Iterable[tuple[str, Mapping[str, Condition]]],
    inputs: Mapping[str, Any],
    named: Collection[str],
    hint: Hint,
    *,
    what: str,
) -> Iterator[Fault]:
    """Yield what is asked of inputs that are not `named`, or not as the others can be asked.

    Args:
        asked: path to the conditions that stand there, by input.
        inputs: those that are sound.
        named: all of them.
        hint: for near matches.
        what: they are inputs of.
    """
    domains = {name: domain_of(given) for name, given in inputs.items()}
    for place, conditions in asked:
        for name, condition in conditions.items():
            path = f"{place}.{name}"
            if name not in named:
                yield path, f"{name!r} is no input of this {what}; {hint(name, named)}"
            elif name in domains:
                for text in domains[name].faults(condition, hint):
                    yield path, text


def _of_rules(
    rules: Iterable[tuple[int, Rule]], inputs: Mapping[str, Any], named: Collection[str], hint: Hint
) -> Iterator[Fault]:
    asked = ((f"rules[{index}].when", rule.conditions) for index, rule in rules)
    return of_conditions(asked, inputs, named, hint, what="table")
