"""Answers counted against each other, as a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Protocol

from supportops._shown import html_table, markdown_table
from supportops.triage.decision import told as shown

if TYPE_CHECKING:
    from supportops.triage._tally import Confusion

__all__ = ["Tallied"]

_SHOWN = 20


class _Told(Protocol):
    def to_markdown(self) -> str: ...


class Tallied:
    """What a backtest and a comparison have in common: counts of pairs of answers, and the tickets that differ."""

    __slots__ = ()

    if TYPE_CHECKING:
        n: int
        agreed: int
        kappa: float | None
        confusion: Confusion
        answers: tuple[object, ...]

        @property
        def disagreements(self) -> Sequence[_Told]: ...

    @property
    def agreement(self) -> float | None:
        """The share of tickets with the same answer on both sides, 0..1; None without tickets."""
        return self.agreed / self.n if self.n else None

    def __str__(self) -> str:
        return "\n".join([self._summary(), *(f"  {one}" for one in self.disagreements)])

    def to_markdown(self) -> str:
        """Return the figures, the confusion table, and the first 20 disagreements with their traces."""
        head, *body = self._matrix()
        table = [markdown_table(head, body)] if self.answers else []
        blocks = _first(one.to_markdown() for one in self.disagreements)
        return "\n\n".join([f"**{self._summary()}**", *table, *blocks])

    def _repr_html_(self) -> str:
        head, *body = self._matrix()
        items = "".join(f"<li>{escape(one)}</li>" for one in _first(map(str, self.disagreements)))
        return f"<div>{html_table(self._summary(), head, body)}{f'<ul>{items}</ul>' if items else ''}</div>"

    def _matrix(self) -> list[list[str]]:
        answers = self.answers
        rows = [[shown(a), *(str(self.confusion.get((a, b), 0) or "-") for b in answers)] for a in answers]
        return [[self._corner(), *map(shown, answers)], *rows]

    def _corner(self) -> str:
        """Return what is on the left of the table and what on top."""
        raise NotImplementedError

    def _summary(self) -> str:
        """Return the figures in a line."""
        raise NotImplementedError

    def _figures(self) -> str:
        share = "no tickets" if self.agreement is None else f"{self.agreement:.1%}"
        return f"({share}), kappa {'undefined' if self.kappa is None else f'{self.kappa:.3f}'}"


def _first(told: Iterable[str]) -> list[str]:
    blocks = list(told)
    return blocks[:_SHOWN] + ([f"... and {len(blocks) - _SHOWN:,} more"] if len(blocks) > _SHOWN else [])
