"""The answers of a table against those that people gave to the same tickets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from supportops.errors import DomainError, near
from supportops.triage._tally import Confusion, answer, answered, outputs_of, reason, tallied
from supportops.triage._tally_view import Tallied
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
        """Who decided, or why nobody did: "by vip", "by default", "asks for arr", "as no rule matches"."""
        return reason(self.decision)

    def __str__(self) -> str:
        return f"ticket {self.index}: expected {told(self.expected)}, got {told(self.given)}, {self.reason}"

    def to_markdown(self) -> str:
        """Return the disagreement with the whole trace of the decision."""
        return f"{self}\n\n{self.decision.to_markdown()}"


@dataclass(frozen=True, slots=True)
class Backtest(Tallied):
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

    Example:
        >>> from supportops.triage import DecisionTable, Rule, at_least
        >>> rules = (Rule("vip", {"arr": at_least(50_000)}, "P2"), Rule("other", {}, "P3"))
        >>> table = DecisionTable(name="desk", hit_policy="first", inputs={"arr": "number"}, rules=rules)
        >>> print(table.backtest([{"arr": 10}, {"arr": 60_000}, {"arr": 40_000}], ["P3", "P2", "P2"]))
        desk: 2 of 3 as expected (66.7%), kappa 0.400
          ticket 2: expected P2, got P3, by other
    """

    table: str
    by: str | None
    n: int
    agreed: int
    kappa: float | None
    confusion: Confusion
    answers: tuple[object, ...]
    disagreements: tuple[Disagreement, ...]

    def _corner(self) -> str:
        return "expected / given"

    def _summary(self) -> str:
        of = f" of {self.by}" if self.by else ""
        return f"{self.table}: {self.agreed} of {self.n}{of} as expected {self._figures()}"


def backtest(
    table: DecisionTable,
    tickets: Sequence[Mapping[str, object]],
    expected: Sequence[Output | None],
    by: str | None = None,
) -> Backtest:
    """Return how far the answers of a table are those that were expected.

    Args:
        table: the table.
        tickets: the facts of each ticket.
        expected: the answer that each should get, None for none. With `by` the whole record or the part alone.
        by: one key of the records that the table answers; a collect table's outputs are compared part by part.

    Raises:
        DomainError: different numbers of tickets and answers; facts or an answer that cannot be, by `.index`; a key
            that no answer has.
    """
    if len(tickets) != len(expected):
        raise DomainError(f"{len(tickets)} tickets and {len(expected)} expected answers; give one answer a ticket")
    _check_key(table, by)
    wanted = [_part(_read(output, index), by) for index, output in enumerate(expected)]
    decisions = [answered(table, facts, index) for index, facts in enumerate(tickets)]
    given = [_part(answer(decision), by) for decision in decisions]
    counts = tallied(wanted, given, [_part(output, by) for output in outputs_of(table)])
    rows = enumerate(zip(wanted, given, decisions, strict=True))
    disagreements = tuple(
        Disagreement(index, decision.facts, one, other, decision)
        for index, (one, other, decision) in rows
        if distinct(one) != distinct(other)
    )
    return Backtest(table.name, by, len(tickets), *counts, disagreements)


def _check_key(table: DecisionTable, by: str | None) -> None:
    known = {key for output in outputs_of(table) if isinstance(output, Mapping) for key in output}
    if by is not None and by not in known:
        raise DomainError(
            f"{by!r} is no key of the answers of table {table.name!r}; {near(by, known)}", field="by", value=by
        )


def _read(output: Output | None, index: int) -> object:
    try:
        return None if output is None else read_output(output)
    except ValueError as error:
        raise DomainError(f"expected answer {index}: {error}", field="expected", value=output, index=index) from None


def _part(output: object, by: str | None) -> object:
    """Return the part of an answer that is compared; of a row, that of each element."""
    if by is None:
        return output
    if isinstance(output, tuple):
        return tuple(_part(one, by) for one in output)
    return output.get(by) if isinstance(output, Mapping) else output
