"""A slow, obvious oracle of the analysis: every kind of ticket is made, and every rule is asked.

It imports nothing of the library. Tables are plain data as in `decision_oracle`. A ticket has one fact a field; the
facts of a field are all labels, every number that is named and others beside and between these, every set of the tags,
texts with every set of the phrases, and the missing value where it belongs. Of facts that no rule tells apart one
stands for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, combinations, pairwise, product
from typing import Any

from tests.oracles.decision_oracle import Plain, fields_read, input_of, is_allowed, place, same, verdict

__all__ = ["Tickets", "matches"]

GLUES = ("", "q", " ", ". ", "9z")
FILLER = " unheardof "


class Tickets:
    """Every kind of ticket of a table, each with the rules that match it."""

    def __init__(self, table: Plain) -> None:
        self.table = table
        self.known = {field: known_facts(table, field) for field in fields_read(table)}
        """Every fact that is tried for a field."""
        self.fields = {field: told_apart(table, field, facts) for field, facts in self.known.items()}
        self.all = [dict(zip(self.fields, facts, strict=True)) for facts in product(*self.fields.values())]
        self.matching = [matches(table, facts) for facts in self.all]

    @property
    def gaps(self) -> list[Plain]:
        return [facts for facts, rules in zip(self.all, self.matching, strict=True) if not rules]

    @property
    def impossible(self) -> list[str]:
        return [rule["id"] for rule in self.table["rules"] if not self.with_rule(rule["id"])]

    @property
    def overlapping(self) -> set[tuple[str, str]]:
        return set(chain.from_iterable(combinations(rules, 2) for rules in self.matching))

    @property
    def hidden(self) -> set[str]:
        """The rules that match something and never decide."""
        if self.table["hit_policy"] in ("unique", "collect"):
            return set()
        decided = {self.deciding(rules) for rules in self.matching if rules}
        return set(chain.from_iterable(self.matching)) - decided

    def deciding(self, rules: Sequence[str]) -> str:
        if self.table["hit_policy"] == "priority":
            return min(rules, key=lambda rule: place(self.table, self.output(rule)))
        return rules[0]

    def output(self, rule: str) -> Any:
        return next(other["then"] for other in self.table["rules"] if other["id"] == rule)

    def with_rule(self, rule: str) -> list[tuple[str, ...]]:
        """Return the rules of each ticket that one rule matches."""
        return [rules for rules in self.matching if rule in rules]

    def lies_inside(self, rule: str, other: str) -> bool:
        found = self.with_rule(rule)
        return bool(found) and all(other in rules for rules in found)

    @property
    def subsumed(self) -> set[str]:
        ids = [rule["id"] for rule in self.table["rules"]]
        return {
            one
            for one in ids
            for other in ids
            if one != other and self.lies_inside(one, other) and same(self.output(one), self.output(other))
        }

    @property
    def duplicates(self) -> set[tuple[str, ...]]:
        ids = [rule["id"] for rule in self.table["rules"]]
        groups = {
            tuple(other for other in ids if self.lies_inside(one, other) and self.lies_inside(other, one))
            for one in ids
        }
        return {group for group in groups if len(group) > 1}


def matches(table: Plain, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the rules whose every condition is true; one that a missing fact leaves open does not match."""
    return tuple(
        rule["id"]
        for rule in table["rules"]
        if all(verdict(table, field, asked, facts) is True for field, asked in rule["when"].items())
    )


def known_facts(table: Plain, field: str) -> list[Any]:
    """Return facts of every kind, as far as the input allows them."""
    asked, known = list(conditions_on(table, field)), input_of(table, field)
    is_tested = any(op in ("is_missing", "is_present") for op, *_ in asked)
    found = [fact for fact in facts_of(known, asked) if is_allowed(table, field, fact)]
    return [*found, None] if is_tested or known["optional"] else found


def told_apart(table: Plain, field: str, facts: Sequence[Any]) -> list[Any]:
    """Return one fact for all those that no condition tells apart."""
    asked = list(conditions_on(table, field))
    kinds = {(fact is None, *(truth(table, field, one, fact) for one in asked)): fact for fact in facts}
    return list(kinds.values())


def conditions_on(table: Plain, field: str) -> Iterator[tuple[Any, ...]]:
    """Yield what is asked of a field, a change as two questions."""
    for rule in table["rules"]:
        for name, (op, values, closed) in rule["when"].items():
            if name == field:
                yield ("any_of" if op == "changed_to" else op), values, closed
            if op == "changed_to" and f"{name}_before" == field:
                yield "is_other", values, closed


def truth(table: Plain, field: str, asked: tuple[Any, ...], fact: Any) -> bool:
    if asked[0] == "is_other":
        return fact is not None and bool(fact != asked[1][0])
    return verdict(table, field, asked, {field: fact}) is True


def facts_of(known: Plain, asked: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Return facts of every kind; some may be outside the bounds."""
    kind, bound = known["kind"], known["bound"]
    named = [value for _, values, _ in [*asked, *([bound] if bound else [])] for value in values if value is not None]
    if known["labels"]:
        return list(known["labels"])
    if kind == "boolean":
        return [True, False]
    if kind == "tags":
        return [
            frozenset(tags)
            for tags in subsets([*dict.fromkeys(tag for tag in named if isinstance(tag, str)), "unheard-of"])
        ]
    if kind == "text":
        return texts(named, asked)
    return stretches(kind, [value for value in named if is_of(kind, value)])


def is_of(kind: str, value: Any) -> bool:
    # A value of what a fact is now need not be one of what it was.
    return isinstance(value, date) if kind == "date" else isinstance(value, int | Fraction)


def stretches(kind: str, named: Sequence[Any]) -> list[Any]:
    """Return the values that are named, and others before, between and behind them."""
    if kind == "number":
        values = sorted(set(named)) or [0]
        between = [Fraction(low + high, 2) for low, high in pairwise(values)]
        return [*values, values[0] - 1, values[-1] + 1, *between]
    step = timedelta(1) if kind == "date" else 1
    start = set(named) or {date(2026, 1, 1) if kind == "date" else 0}
    return sorted({value + move * step for value in start for move in (-2, -1, 0, 1, 2)})


def texts(named: Sequence[Any], asked: Sequence[tuple[Any, ...]]) -> list[str]:
    """Return the texts that are named, and others that begin in every way and contain every set of phrases."""
    phrases = list(dict.fromkeys(value for op, values, _ in asked if op == "contains_words" for value in values))
    starts = ["", *dict.fromkeys(values[0] for op, values, _ in asked if op == "starts_with")]
    bodies = [FILLER.join(["", *some, ""]) for some in subsets(phrases)]
    made = [f"{start}{glue}{body}" for start in starts for glue in GLUES for body in bodies]
    return list(dict.fromkeys([*(value for value in named if isinstance(value, str)), *made]))


def subsets(items: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))
