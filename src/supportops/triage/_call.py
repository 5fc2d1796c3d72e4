"""The facts of a question to a decision table, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from supportops.errors import DomainError, shortened

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["ambiguous", "check_missing", "copied", "freeze", "unmatched"]


def check_missing(missing: str) -> None:
    """Refuse a word that does not say what to do about missing facts."""
    if missing not in ("ask", "refuse"):
        raise DomainError(
            f"missing is {missing!r}; allowed: 'ask', 'refuse'",
            field="missing",
            value=missing,
            allowed=("ask", "refuse"),
        )


def copied(facts: object) -> dict[str, object]:
    """Return the facts as a dict of their own; refuse what is no mapping."""
    if not isinstance(facts, Mapping):
        raise DomainError(f"{shortened(facts)} are no facts; give a mapping of input to fact, for example a dict")
    return dict(facts)


def freeze(facts: dict[str, object], names: Iterable[str]) -> None:
    """Copy the tags as well, so that whoever gave them may go on to change them."""
    for name in names:
        given = facts.get(name)
        if isinstance(given, list | set):
            facts[name] = tuple(given) if isinstance(given, list) else frozenset(given)


def ambiguous(table: DecisionTable, rules: tuple[str, ...]) -> str:
    """Return what is wrong with two matches."""
    named = ", ".join(map(repr, rules))
    wrong = "may match only one" if table.hit_policy == "unique" else "must not differ in their outputs"
    return f"table {table.name!r}: rules {named} match, and under {table.hit_policy!r} {wrong}; mend the rules"


def unmatched(table: DecisionTable, facts: Mapping[str, object]) -> str:
    """Return what no rule answers to."""
    given = ", ".join(f"{name}={facts.get(name)!r}" for name in table.inputs) or "no inputs"
    return f"table {table.name!r} has no rule for {given}; add a rule or a default"
