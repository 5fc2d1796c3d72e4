"""Two inputs, one answer: a matrix over two scales, checked for gaps and contradictions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import AfterValidator, model_validator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.errors import ConfigurationError, DomainError, NoMatchError, near
from supportops.triage._matrix_check import MatrixCheck, checked
from supportops.triage._matrix_view import html_of, markdown_of
from supportops.vocabulary import Scale
from supportops.vocabulary.labels import Label

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["Matrix", "MatrixCheck"]

Row = Annotated[Mapping[Label, Label], AfterValidator(FrozenMap)]


class Matrix(Model):
    """What a pair of labels amounts to: impact and urgency to priority, impairment and users affected to severity.

    Args:
        name: shown in reports.
        rows: the scale of the first input, or an enum class with the worst first.
        columns: the scale of the second input, or an enum class with the worst first.
        cells: row -> column -> label of the answer. A cell may be absent; `check` tells which are.
        scale: the scale of the answers.

    Raises:
        ConfigurationError: no cell at all, or a label that is not on its scale; all faults at once.

    Example:
        >>> from supportops.vocabulary import P1_TO_P5
        >>> risk = Matrix(
        ...     rows=Scale("high", "low", name="impact"),
        ...     columns=Scale("now", "later", name="urgency"),
        ...     cells={"high": {"now": "P1", "later": "P2"}, "low": {"now": "P3", "later": "P4"}},
        ...     scale=P1_TO_P5,
        ... )
        >>> risk["high", "later"]
        'P2'
        >>> risk.lookup(["high", "low"], "now").tolist()
        ['P1', 'P3']
        >>> risk.check().complete, risk.check().monotone
        (True, True)
    """

    name: str = ""
    rows: Scale
    columns: Scale
    cells: Annotated[Mapping[Label, Row], AfterValidator(FrozenMap)]
    scale: Scale

    yardsticks: ClassVar[frozenset[str] | None] = frozenset({"rows", "columns", "scale"})

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            name: str = "",
            rows: Scale | type[Enum],
            columns: Scale | type[Enum],
            cells: Mapping[str, Mapping[str, str]],
            scale: Scale | type[Enum],
        ) -> None: ...

    @model_validator(mode="after")
    def _check_labels(self) -> Matrix:
        faults = [
            (f"cells.{row}", _stray(row, "one of the rows", self.rows)) for row in self.cells if row not in self.rows
        ]
        for row, cells in self.cells.items():
            for column, answer in cells.items():
                if column not in self.columns:
                    faults.append((f"cells.{row}.{column}", _stray(column, "one of the columns", self.columns)))
                if answer not in self.scale:
                    faults.append((f"cells.{row}.{column}", _stray(answer, "on the scale of the answers", self.scale)))
        if not any(self.cells.values()):
            faults.append(("cells", "a matrix needs at least one cell"))
        if faults:
            raise ConfigurationError(faults, what="Matrix")
        return self

    @cached_property
    def _axes(self) -> tuple[Scale, Scale]:
        """Both axes, by names that tell them apart."""
        names = (self.rows.name or "rows", self.columns.name or "columns")
        row, column = names if names[0] != names[1] else ("rows", "columns")
        return self.rows.model_copy(update={"name": row}), self.columns.model_copy(update={"name": column})

    @cached_property
    def _ranks(self) -> tuple[tuple[int, ...], ...]:
        """The rank of each answer, by the ranks of row and column; 0 where the cell is absent."""
        rows, columns = (sorted(axis, key=axis.rank) for axis in self._axes)
        cells = [[self.cells.get(row, {}).get(column) for column in columns] for row in rows]
        return tuple(tuple(0 if answer is None else self.scale.rank(answer) for answer in row) for row in cells)

    def __getitem__(self, key: tuple[str | Enum, str | Enum]) -> str:
        """Return the answer to a row and a column.

        Raises:
            DomainError: a label that is not on its axis; `field` is the name of that scale.
            NoMatchError: the cell is absent.
        """
        try:
            row, column = key
        except (TypeError, ValueError):
            raise DomainError(f"{key!r} is no row and column; write matrix[row, column]", value=key) from None
        try:
            return self.cells[row][column]  # type: ignore[index]  # a member of a plain enum is found below
        except (KeyError, TypeError):
            return self._looked_up(row, column)

    def _looked_up(self, row: str | Enum, column: str | Enum) -> str:
        places = [_ranked(axis, label) for axis, label in zip(self._axes, (row, column), strict=True)]
        rank = self._ranks[places[0] - 1][places[1] - 1]
        if rank == 0:
            raise self._absent(*places)
        return self.scale.label(rank)

    def lookup(self, rows: npt.ArrayLike, columns: npt.ArrayLike) -> npt.NDArray[np.str_]:
        """Return the answers to arrays of labels.

        Args:
            rows: labels of the rows. Shape (...).
            columns: labels of the columns. Shape broadcastable to that of the rows.

        Returns:
            The labels of the answers, as text. Broadcast shape.

        Raises:
            DomainError: a label that is not on its axis, with the axis as `field` and the place in its flattened
                array as `index`; or shapes that do not fit each other.
            NoMatchError: a cell that is absent.
        """
        import numpy as np

        places = [_all_ranked(axis, labels) - 1 for axis, labels in zip(self._axes, (rows, columns), strict=True)]
        try:
            at = np.broadcast_arrays(*places)
        except ValueError:
            shapes = " and ".join(str(place.shape) for place in places)
            raise DomainError(f"rows and columns have shapes {shapes}, which cannot be broadcast together") from None
        ranks = np.array(self._ranks)[at[0], at[1]]
        if not np.all(ranks):
            first = int(np.argmin(ranks))
            raise self._absent(*(int(place.flat[first]) + 1 for place in at))
        answers = np.array([self.scale.label(rank) for rank in range(1, len(self.scale) + 1)])
        return np.asarray(answers[ranks - 1])

    def _absent(self, row: int, column: int) -> NoMatchError:
        facts = {axis.name: axis.label(place) for axis, place in zip(self._axes, (row, column), strict=True)}
        told = " with ".join(f"{name} {label!r}" for name, label in facts.items())
        return NoMatchError(f"there is no cell for {told}; add it to the cells of the matrix", facts=facts)

    def check(self) -> MatrixCheck:
        """Return what is missing, and where a worse input gives a milder answer.

        Example:
            >>> grid = Matrix(
            ...     rows=Scale("high", "low", name="impact"),
            ...     columns=Scale("now", "later", name="urgency"),
            ...     cells={"high": {"now": "P2"}, "low": {"now": "P1", "later": "P3"}},
            ...     scale=Scale("P1", "P2", "P3"),
            ... )
            >>> print(grid.check())
            1 of 4 cells missing, not monotone
            - impact 'high' has no cell for urgency 'later'
            - impact 'high' with urgency 'now' gives 'P2', but the milder impact 'low' with urgency 'now' gives 'P1'
        """
        return checked(self.name, self._axes, self.scale, self._ranks)

    def to_markdown(self) -> str:
        """Return the matrix as a Markdown table, worst first; "-" is an absent cell."""
        return markdown_of(self._axes, self.scale, self._ranks)

    def __str__(self) -> str:
        return "\n\n".join(part for part in (self.name, self.to_markdown()) if part)

    def _repr_html_(self) -> str:
        return html_of(self.name, self._axes, self.scale, self._ranks)


def _stray(label: str, where: str, scale: Scale) -> str:
    return f"{label!r} is not {where}; {near(label, scale.labels)}"


def _ranked(axis: Scale, label: str | Enum) -> int:
    try:
        return axis.rank(label)
    except DomainError as error:
        raise _named(axis, error) from None


def _all_ranked(axis: Scale, labels: npt.ArrayLike) -> npt.NDArray[np.int64]:
    try:
        return axis.ranks(labels)
    except DomainError as error:
        raise _named(axis, error) from None


def _named(axis: Scale, error: DomainError) -> DomainError:
    """Return the error with the axis in its message: which of the two was it?"""
    message = f"{axis.name} {error}" if error.index is not None else f"{axis.name}: {error}"
    return DomainError(message, field=axis.name, value=error.value, allowed=error.allowed, index=error.index)
