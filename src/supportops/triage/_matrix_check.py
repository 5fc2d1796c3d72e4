"""Is a matrix complete, and does a worse input never give a milder answer?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import groupby
from operator import itemgetter

from supportops.vocabulary import Scale

__all__ = ["MatrixCheck", "Ranks", "checked"]

Ranks = Sequence[Sequence[int]]
"""The rank of each answer, by the ranks of row and column; 0 where the cell is absent."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MatrixCheck:
    """What is wrong with a matrix, if anything.

    A worse input must not give a milder answer: of two cells, one of which is at least as bad on both axes, that one
    has at least as bad an answer. Absent cells are passed over. Of all pairs that contradict each other those are
    listed that have no cell between them; where there is none of these, there is no other.

    Attributes:
        name: of the matrix.
        size: how many cells the two axes span.
        missing: (row, column) of each absent cell, worst first.
        contradictions: pairs of (row, column); the first of a pair is the worse input and has the milder answer.
        findings: all of it in sentences.
    """

    name: str
    size: int
    missing: tuple[tuple[str, str], ...]
    contradictions: tuple[tuple[tuple[str, str], tuple[str, str]], ...]
    findings: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every cell is there."""
        return not self.missing

    @property
    def monotone(self) -> bool:
        """Whether no worse input gives a milder answer."""
        return not self.contradictions

    def to_markdown(self) -> str:
        """Return a line that sums it up, and the findings as a list."""
        lines = [self._summary(), *(f"- {finding}" for finding in self.findings)]
        return "\n".join(line.replace("|", "\\|") for line in lines)

    def __str__(self) -> str:
        return "\n".join([self._summary(), *(f"- {finding}" for finding in self.findings)])

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{escape(finding)}</li>" for finding in self.findings)
        return f"<div><p>{escape(self._summary())}</p>{f'<ul>{items}</ul>' if items else ''}</div>"

    def _summary(self) -> str:
        cells = "complete" if self.complete else f"{len(self.missing)} of {self.size} cells missing"
        verdict = f"{cells}, {'monotone' if self.monotone else 'not monotone'}"
        return f"{self.name}: {verdict}" if self.name else verdict


def checked(name: str, axes: tuple[Scale, Scale], scale: Scale, ranks: Ranks) -> MatrixCheck:
    """Return the check of a matrix with named axes."""
    rows, columns = ([axis.label(rank) for rank in range(1, len(axis) + 1)] for axis in axes)
    missing = tuple(
        (rows[r], columns[c]) for r, answers in enumerate(ranks) for c, rank in enumerate(answers) if rank == 0
    )
    pairs = list(_contradictions(ranks))
    contradictions = tuple(((rows[a], columns[b]), (rows[c], columns[d])) for (a, b), (c, d) in pairs)
    answers = [tuple(scale.label(ranks[r][c]) for r, c in pair) for pair in pairs]
    return MatrixCheck(
        name=name,
        size=len(rows) * len(columns),
        missing=missing,
        contradictions=contradictions,
        findings=(*_gaps(axes, missing), *map(partial(_contradiction, axes), contradictions, answers)),
    )


def _gaps(axes: tuple[Scale, Scale], missing: Sequence[tuple[str, str]]) -> Iterator[str]:
    for row, cells in groupby(missing, key=itemgetter(0)):
        yield f"{axes[0].name} {row!r} has no cell for {axes[1].name} {', '.join(repr(column) for _, column in cells)}"


def _contradiction(
    axes: tuple[Scale, Scale], pair: tuple[tuple[str, str], tuple[str, str]], answers: Sequence[str]
) -> str:
    worse, milder = (f"{axes[0].name} {row!r} with {axes[1].name} {column!r}" for row, column in pair)
    return f"{worse} gives {answers[0]!r}, but the milder {milder} gives {answers[1]!r}"


def _contradictions(ranks: Ranks) -> Iterator[tuple[Place, Place]]:
    """Yield (worse, milder) places whose answers stand the other way round, with no cell between them."""
    for row, answers in enumerate(ranks):
        for column, answer in enumerate(answers):
            if answer:
                next_milder = _next_milder(ranks, row, column)
                yield from (((row, column), (r, c)) for r, c in next_milder if ranks[r][c] < answer)


def _next_milder(ranks: Ranks, row: int, column: int) -> Iterator[Place]:
    """Yield the cells that are milder inputs than this one, and have no other cell between it and them.

    If the answers of two cells contradict each other, so do those of a pair without a cell between them on any way
    from the one to the other. The search runs down the rows and ever nearer to the column.
    """
    end = len(ranks[row])
    for r in range(row, len(ranks)):
        first = column + 1 if r == row else column
        found = next((c for c in range(first, end) if ranks[r][c]), None)
        if found is not None:
            yield r, found
            end = found
