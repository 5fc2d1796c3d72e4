"""The answers of a table against those that people gave to the same tickets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from supportops.errors import DomainError, near
from supportops.triage._tally import Confusion, answer, answered, outputs_of, tallied, why_none
from supportops.triage._tally_view import html_of, markdown_of, percent
from supportops.triage.decision import Decision, told
from supportops.triage.outputs import Output, distinct, read_output

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["Backtest", "Disagreement", "backtest"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A ticket to which the table gives another answer than expected.

    Attributes:
        index: its place among the tickets.
        facts: of the ticket.
        expected: the answer that was expected; None for none.
        given: the answer that was compared with it: the table's output or its part, None for none.
        decision: what the table says, and why.
    """

    index: int
    facts: Mapping[str, object] = field(hash=False)
    expected: object
    given: object
    decision: Decision

    @property
    def reason(self) -> str:
        """Who decided, or why nobody did: "by vip", "by default", "asks for arr", "no rule matches"."""
        return why_none(self.decision) or f"by {', '.join(self.decision.rules) or 'default'}"

    def __str__(self) -> str:
        return f"ticket {self.index}: expected {told(self.expected)}, got {told(self.given)}, {self.reason}"

    def to_markdown(self) -> str:
        """Return the disagreement with the whole trace of the decision."""
        return f"{self}\n\n{self.decision.to_markdown()}"


@dataclass(frozen=True, slots=True)
class Backtest:
    """How far the answers of a table are those that were expected.

    The answer to a ticket is None where no rule matches, where several match that may not, and where the table still
    asks for a missing fact; `Disagreement.reason` says which.

    Attributes:
        table: the name of the table.
        by: the key of the records that was compared; None for whole outputs.
        n: how many tickets there are.
        agreed: how many of them got the expected answer.
        kappa: Cohen's kappa, at most 1. None without tickets, and when both sides give one answer to all.
        confusion: (expected, given) to the number of tickets; pairs that do not occur are left out.
        answers: all that were expected or given, in the table's order, None as the last.
        disagreements: in the order of the tickets.
    """

    table: str
    by: str | None
    n: int
    agreed: int
    kappa: float | None
    confusion: Confusion
    answers: tuple[object, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def agreement(self) -> float | None:
        """The share of tickets with the expected answer, 0..1; None without tickets."""
        return self.agreed / self.n if self.n else None

    def __str__(self) -> str:
        return "\n".join([self._summary(), *(f"  {one}" for one in self.disagreements)])

    def to_markdown(self) -> str:
        """Return the figures, the confusion table, and the first 20 disagreements with their traces."""
        blocks = (one.to_markdown() for one in self.disagreements)
        return markdown_of(self._summary(), "expected / given", self.answers, self.confusion, blocks)

    def _repr_html_(self) -> str:
        return html_of(self._summary(), "expected / given", self.answers, self.confusion)

    def _summary(self) -> str:
        kappa = "undefined" if self.kappa is None else f"{self.kappa:.3f}"
        of = f" of {self.by}" if self.by else ""
        return f"{self.table}: {self.agreed} of {self.n}{of} as expected ({percent(self.agreement)}), kappa {kappa}"
