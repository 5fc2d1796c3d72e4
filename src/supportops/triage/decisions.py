"""The answers of a table to many tickets, as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from supportops.triage.decision import Decision
    from supportops.triage.table import DecisionTable, Missing

__all__ = ["Decisions"]

Objects: TypeAlias = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Decisions:
    """What a table answers to each of many tickets. All columns have one element a ticket.

    Attributes:
        output: the answer; None where nothing was decided. Of a collect table the certain part.
        rule: the id of the deciding rule, or None.
        status: "decided" (by a rule; of a collect table, with nothing open), "default", "needs" (a missing fact
            decides), "no_match" or "ambiguous".
    """

    output: Objects
    rule: Objects
    status: npt.NDArray[np.str_]
    _table: DecisionTable
    _columns: Mapping[str, Sequence[Any] | npt.NDArray[Any]]
    _missing: Missing

    def __len__(self) -> int:
        return len(self.status)

    def decision(self, index: int) -> Decision:
        """Return one of the answers with its reasons.

        Raises:
            NoMatchError, AmbiguousMatchError: as `DecisionTable.decide` does, where the status says so.
        """
        facts = {name: values[index] for name, values in self._columns.items()}
        return self._table.decide(facts, missing=self._missing)

    def counts(self) -> dict[str, int]:
        """Return how many tickets have each status, the most frequent first."""
        words, counts = np.unique(self.status, return_counts=True)
        order = np.argsort(-counts, kind="stable")
        return {str(words[place]): int(counts[place]) for place in order}

    def by_rule(self) -> dict[str, int]:
        """Return how many tickets each rule decided, in rule order; rules that decided none are there with 0."""
        found = {rule.id: 0 for rule in self._table.rules}
        for rule in self.rule:
            if rule is not None:
                found[rule] += 1
        return found

    def __str__(self) -> str:
        return f"{len(self):,} decisions of {self._table.name}: " + ", ".join(
            f"{count:,} {word}" for word, count in self.counts().items()
        )

    def __repr__(self) -> str:
        return f"<{self}>"
