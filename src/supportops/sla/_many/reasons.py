"""Why timers ended, as numbers: a few words of the clock's own, then those of the table."""

from __future__ import annotations

from collections.abc import Iterable

from supportops.sla._one.cycles import POLICY_CHANGED
from supportops.sla._one.holds import RESOLVED

__all__ = ["IS_MERGED", "IS_POLICY_CHANGED", "IS_RESOLVED", "IS_SUPERSEDED", "NOTHING", "NO_TARGET", "Reasons"]

NOTHING, NO_TARGET, IS_RESOLVED, IS_SUPERSEDED, IS_POLICY_CHANGED, IS_MERGED = range(6)


class Reasons:
    """The words by number, each once; `of` has the number of each of a table's reasons."""

    def __init__(self, labels: Iterable[str]) -> None:
        numbers = {"": NOTHING, "no target": NO_TARGET, RESOLVED: IS_RESOLVED, "superseded": IS_SUPERSEDED}
        numbers |= {POLICY_CHANGED: IS_POLICY_CHANGED, "merged": IS_MERGED}
        self.of = [numbers.setdefault(label, len(numbers)) for label in labels]
        self.words = tuple(numbers)
