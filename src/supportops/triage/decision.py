"""One answer of a decision table, and why it is that one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from supportops._frozen import FrozenMap
from supportops._shown import html_table, markdown_table
from supportops.triage._condition_words import shown
from supportops.triage._hits import DEFAULT
from supportops.triage._trace import Refusal

if TYPE_CHECKING:
    from supportops.triage._engine import Engine
    from supportops.triage.decision_record import DecisionRecord

__all__ = ["Decision", "Refusal", "told"]

_HEAD = ("rule", "verdict", "why")


class Decision:
    """What a table answers to the facts of one ticket. It cannot be changed."""

    __slots__ = ("_choice", "_engine", "_facts", "_matched", "_needs", "_output", "_refused", "_rule", "_undecided")

    def __init__(
        self,
        engine: Engine,
        facts: Mapping[str, object],
        matched: int,
        undecided: int,
        choice: int,
        output: object,
        rule: str | None,
        needs: tuple[str, ...],
    ) -> None:
        # Plain assignments, and no more of them than are needed: this runs for every ticket.
        self._engine = engine
        self._matched = matched
        self._undecided = undecided
        self._choice = choice
        self._refused: Mapping[str, Refusal] | None = None
        self._facts = facts
        self._output = output
        self._rule = rule
        self._needs = needs

    @property
    def output(self) -> object:
        """The answer. None while `needs` is not empty; of a collect table what is certain, in rule order."""
        return self._output

    @property
    def rule(self) -> str | None:
        """The id of the deciding rule (any: the first that matches; priority: the first with the best output).

        None for the default, for a collect table, and while `needs` is not empty.
        """
        return self._rule

    @property
    def needs(self) -> tuple[str, ...]:
        """The missing facts to ask for, in rule and then input order.

        Those of every open rule that would change the answer, or make it ambiguous, if it matched.
        """
        return self._needs

    @property
    def facts(self) -> Mapping[str, object]:
        """What was given, as it was at the call."""
        return MappingProxyType(self._facts)

    @property
    def table(self) -> str:
        """The name of the table."""
        return self._engine.table.name

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of all deciding rules: of a collect table every match, else `rule` alone."""
        if self._engine.collects:
            return self._engine.named(self._matched)
        return () if self.rule is None else (self.rule,)

    @property
    def also_matched(self) -> tuple[str, ...]:
        """The ids of the rules that match and did not decide, in rule order."""
        if self._engine.collects:
            return ()
        decided = 0 if self.rule is None else 1 << self._choice
        return self._engine.named(self._matched & ~decided)

    @property
    def undecided(self) -> Mapping[str, tuple[str, ...]]:
        """The rules that a missing fact leaves open, with the facts they lack."""
        return self._engine.trace.undecided(self._facts, self._undecided)

    @property
    def refused(self) -> Mapping[str, Refusal]:
        """Every rule that does not match, in rule order, with its first condition that is false."""
        if self._refused is None:
            self._refused = self._engine.trace.refused(self._facts, self._matched | self._undecided)
        return self._refused

    @property
    def is_default(self) -> bool:
        """Whether the answer is the table's default."""
        return self._choice == DEFAULT and not self.needs

    @property
    def read(self) -> frozenset[str]:
        """The names of the facts that the table reads."""
        return self._engine.read

    def to_record(self) -> DecisionRecord:
        """Return the whole answer as a value that can be stored."""
        from supportops.triage.decision_record import record_of

        return record_of(self)

    def model_dump_json(self) -> str:
        """Return the record of this decision as JSON; `DecisionRecord` reads it back."""
        return self.to_record().model_dump_json()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Decision) and self.to_record() == other.to_record()

    def __hash__(self) -> int:
        return hash(self.to_record())

    def __repr__(self) -> str:
        return f"Decision(output={self.output!r}, rule={self.rule!r}, needs={self.needs!r})"

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> list[str]:
        also = f"; also matching: {', '.join(self.also_matched)}" if self.also_matched else ""
        lines = [f"{self.table}: {self._answer()}{also}"]
        lines += [f"  {rule}: open, lacks {', '.join(names)}" for rule, names in self.undecided.items()]
        return lines + [f"  {rule}: no, {refusal}" for rule, refusal in self.refused.items()]

    def _answer(self) -> str:
        if self.needs:
            sure = f"so far {told(self.output)}; " if self.output else ""
            return f"{sure}ask for {', '.join(self.needs)}"
        if self.is_default:
            return f"{told(self.output)}, the default"
        return f"{told(self.output)}, by {', '.join(self.rules) or 'no rule'}"

    def to_markdown(self) -> str:
        """Return the answer and, rule by rule, why, as a Markdown table."""
        return f"**{self.table}**: {self._answer()}\n\n{markdown_table(_HEAD, self._rows())}"

    def _repr_html_(self) -> str:
        return html_table(f"{self.table}: {self._answer()}", _HEAD, self._rows())

    def _rows(self) -> list[tuple[str, str, str]]:
        refused, undecided, decided = self.refused, self.undecided, set(self.rules)
        rows = []
        for rule in self._engine.rules:
            if rule.id in refused:
                rows.append((rule.id, "no", str(refused[rule.id])))
            elif rule.id in undecided:
                rows.append((rule.id, "open", f"lacks {', '.join(undecided[rule.id])}"))
            else:
                why = rule.note or told(rule.then)
                rows.append((rule.id, "decides" if rule.id in decided else "matches", why))
        return rows


def told(output: object) -> str:
    """Return an output as a reader writes it."""
    if isinstance(output, FrozenMap):
        return ", ".join(f"{key}: {told(value)}" for key, value in output.items())
    if isinstance(output, tuple):
        return "; ".join(map(told, output)) or "nothing"
    return "none" if output is None else shown(output)
