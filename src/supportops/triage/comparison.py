"""Two tables put to the same tickets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from supportops.triage._tally import Confusion, answer, answered, outputs_of, reason, tallied
from supportops.triage._tally_view import Tallied
from supportops.triage.decision import Decision, told
from supportops.triage.outputs import distinct

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["Comparison", "TableDisagreement", "compare_tables"]


@dataclass(frozen=True, slots=True)
class TableDisagreement:
    """A ticket to which two tables give different answers.

    Attributes:
        index: its place among the tickets.
        facts: of the ticket.
        a: what the one table says, and why.
        b: what the other one says, and why.
    """

    index: int
    facts: Mapping[str, object] = field(hash=False)
    a: Decision
    b: Decision

    def __str__(self) -> str:
        return f"ticket {self.index}: {_said(self.a)}; {_said(self.b)}"

    def to_markdown(self) -> str:
        """Return the disagreement with the whole traces of both decisions."""
        return "\n\n".join([str(self), self.a.to_markdown(), self.b.to_markdown()])


@dataclass(frozen=True, slots=True)
class Comparison(Tallied):
    """How far two tables give the same answers.

    The answer to a ticket is None where no rule matches, where several match that may not, and where a table still asks
    for a missing fact.

    Attributes:
        tables: the names of the two.
        n: how many tickets there are.
        agreed: how many of them got the same answer.
        kappa: Cohen's kappa, at most 1. None without tickets, and when both tables give one answer to all.
        confusion: (answer of a, answer of b) to the number of tickets; pairs that do not occur are left out.
        answers: all that were given, in the order of a and then of b, None as the last.
        disagreements: in the order of the tickets.
    """

    tables: tuple[str, str]
    n: int
    agreed: int
    kappa: float | None
    confusion: Confusion
    answers: tuple[object, ...]
    disagreements: tuple[TableDisagreement, ...]

    def _corner(self) -> str:
        return " / ".join(self.tables)

    def _summary(self) -> str:
        a, b = self.tables
        return f"{a} and {b}: {self.agreed} of {self.n} the same {self._figures()}"


def compare_tables(a: DecisionTable, b: DecisionTable, tickets: Sequence[Mapping[str, object]]) -> Comparison:
    """Return how far two tables give the same answers to some tickets.

    Args:
        a: one table.
        b: the other; its inputs may be others, a fact that a table does not know it ignores.
        tickets: the facts of each ticket.

    Raises:
        DomainError: a fact of a wrong type or outside its input, by `.index`.

    Example:
        >>> from supportops.triage import DecisionTable, Rule, at_least
        >>> def desk(limit):
        ...     rules = (Rule("vip", {"arr": at_least(limit)}, "P2"), Rule("other", {}, "P3"))
        ...     return DecisionTable(name=f"from {limit}", hit_policy="first", inputs={"arr": "number"}, rules=rules)
        >>> print(compare_tables(desk(50_000), desk(20_000), [{"arr": 10_000}, {"arr": 30_000}, {"arr": 60_000}]))
        from 50000 and from 20000: 2 of 3 the same (66.7%), kappa 0.400
          ticket 1: from 50000 says P3, by other; from 20000 says P2, by vip
    """
    pairs = [(answered(a, facts, index), answered(b, facts, index)) for index, facts in enumerate(tickets)]
    first, second = [answer(one) for one, _ in pairs], [answer(other) for _, other in pairs]
    counts = tallied(first, second, [*outputs_of(a), *outputs_of(b)])
    disagreements = tuple(
        TableDisagreement(index, one.facts, one, other)
        for index, (one, other) in enumerate(pairs)
        if distinct(first[index]) != distinct(second[index])
    )
    return Comparison((a.name, b.name), len(tickets), *counts, disagreements)


def _said(decision: Decision) -> str:
    return f"{decision.table} says {told(answer(decision))}, {reason(decision)}"
