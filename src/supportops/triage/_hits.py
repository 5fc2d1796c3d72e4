"""What each hit policy makes of the rules that match and of those that a missing fact leaves open.

Rules are sets of bits. A choice is the deciding rule, or `DEFAULT`, `NOTHING`, `MIXED`; beside it stand the open rules
whose facts must be asked for, because the answer would be another, or an error, if they matched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from supportops.triage.outputs import distinct

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["AMBIGUOUS", "DEFAULT", "NOTHING", "POLICIES", "Answers", "Settled", "collected"]

DEFAULT = -1
NOTHING = -2
AMBIGUOUS = -3

Settled: TypeAlias = tuple[int, int]
"""The deciding rule or one of the words above, and the open rules to ask for."""


class Answers:
    """The outputs of a table: which rules share one, and how they are ranked."""

    def __init__(self, table: DecisionTable) -> None:
        masks: dict[object, int] = {}
        for index, rule in enumerate(table.rules):
            key = distinct(rule.then)
            masks[key] = masks.get(key, 0) | 1 << index
        self.same = tuple(masks[distinct(rule.then)] for rule in table.rules)
        """For each rule, the rules with the same output."""
        self.has_default = table.default is not None
        self.as_default = masks.get(distinct(table.default), 0) if self.has_default else 0
        """The rules that answer what the default answers."""
        self.ranked = tuple(masks.get(distinct(output), 0) for output in table.ranking)
        """The rules by output, the best first."""

    def without(self, undecided: int) -> Settled:
        """Return what holds when no rule matches."""
        return (DEFAULT if self.has_default else NOTHING), undecided & ~self.as_default


def first(answers: Answers, matched: int, undecided: int) -> Settled:
    """Return the first rule that matches; an earlier open one with another output may come before it."""
    if not matched:
        return answers.without(undecided)
    low = matched & -matched
    rule = low.bit_length() - 1
    # Nothing is open for most tickets, and this runs for all of them.
    return rule, undecided and undecided & (low - 1) & ~answers.same[rule]


def every(answers: Answers, matched: int, undecided: int) -> Settled:
    """Return the first rule that matches, where all must agree."""
    if not matched:
        return answers.without(undecided)
    rule = (matched & -matched).bit_length() - 1
    if matched & ~answers.same[rule]:
        return AMBIGUOUS, 0
    return rule, undecided & ~answers.same[rule]


def unique(answers: Answers, matched: int, undecided: int) -> Settled:
    """Return the only rule that matches; an open one beside it could be a second."""
    if not matched:
        choice, asked = answers.without(undecided)
        return choice, undecided if undecided & (undecided - 1) else asked
    if matched & (matched - 1):
        return AMBIGUOUS, 0
    return matched.bit_length() - 1, undecided


def priority(answers: Answers, matched: int, undecided: int) -> Settled:
    """Return the first rule with the best output that matches; an open one with a better output may win."""
    better = 0
    for mask in answers.ranked:
        if matched & mask:
            hit = matched & mask
            return (hit & -hit).bit_length() - 1, undecided & better
        better |= mask
    return answers.without(undecided)


def collect(answers: Answers, matched: int, undecided: int) -> Settled:
    """Return that no single rule decides; every open one may add to the answer."""
    return (DEFAULT if answers.has_default and not matched else NOTHING), undecided


def collected(outputs: Sequence[object], default: object, *, is_sure: bool) -> tuple[object, ...]:
    """Return the answer of a collect table: the outputs of all matches, or the default for none."""
    return (default,) if not outputs and is_sure and default is not None else tuple(outputs)


POLICIES: dict[str, Callable[[Answers, int, int], Settled]] = {
    "first": first, "any": every, "unique": unique, "priority": priority, "collect": collect,
}  # fmt: skip
