"""Text in columns: each label once, and a number for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt

__all__ = ["TextColumn"]

Codes = npt.NDArray[np.int32]
_MISSING = -1


class TextColumn(Sequence["str | None"]):
    """A column of text, dictionary-coded: row i says `labels[codes[i]]`, or None where the code is -1.

    Args:
        codes: int32, -1 for a missing value. Shape (rows,).
        labels: what the codes stand for, each once.

    Example:
        >>> column = TextColumn.of(["P1", "P2", None, "P1"])
        >>> column[1], column[2], (column == "P1").tolist()
        ('P2', None, [True, False, False, True])
        >>> column.counts()
        {'P1': 2, 'P2': 1}
    """

    __slots__ = ("codes", "labels")

    def __init__(self, codes: npt.ArrayLike, labels: Iterable[str]) -> None:
        self.codes: Codes = np.asarray(codes, dtype=np.int32)
        self.labels = tuple(labels)

    @classmethod
    def of(cls, texts: Iterable[str | None]) -> TextColumn:
        """Return the column of some texts; labels stand in the order in which they first occur."""
        numbers: dict[str | None, int] = {None: _MISSING}
        codes = [numbers.setdefault(text, len(numbers) - 1) for text in texts]
        return cls(np.array(codes, dtype=np.int32), [label for label in numbers if label is not None])

    @classmethod
    def filled(cls, rows: int) -> TextColumn:
        """Return a column of so many missing values."""
        return cls(np.full(rows, _MISSING, dtype=np.int32), ())

    def code(self, label: str) -> int:
        """Return the code of a label, or -2 when no row can have it."""
        return self.labels.index(label) if label in self.labels else -2

    def take(self, rows: npt.NDArray[Any]) -> TextColumn:
        """Return the rows of an index or mask array, with the same labels."""
        return TextColumn(self.codes[rows], self.labels)

    def to_numpy(self) -> npt.NDArray[np.object_]:
        """Return the texts as an object array."""
        return np.array([*self.labels, None], dtype=object)[self.codes]

    def to_list(self) -> list[str | None]:
        """Return the texts."""
        texts: list[str | None] = self.to_numpy().tolist()
        return texts

    def counts(self) -> dict[str, int]:
        """Return how many rows say each label; labels that no row says are left out."""
        found = np.bincount(self.codes[self.codes >= 0], minlength=len(self.labels))
        return {label: int(count) for label, count in zip(self.labels, found, strict=True) if count}

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> str | None: ...
    @overload
    def __getitem__(self, index: slice | npt.NDArray[Any]) -> TextColumn: ...
    def __getitem__(self, index: int | slice | npt.NDArray[Any]) -> str | TextColumn | None:
        if isinstance(index, slice | np.ndarray):
            return TextColumn(self.codes[index], self.labels)
        code = int(self.codes[index])
        return self.labels[code] if code >= 0 else None

    def __iter__(self) -> Iterator[str | None]:
        return iter(self.to_list())

    def __eq__(self, other: object) -> Any:  # noqa: ANN401 - as numpy: an array of bool
        """Compare row by row, with one text, None or another column."""
        if other is None or isinstance(other, str):
            code = _MISSING if other is None else self.code(other)
            return self.codes == code
        if isinstance(other, TextColumn):
            return self.to_numpy() == other.to_numpy()
        return NotImplemented

    def __ne__(self, other: object) -> Any:  # noqa: ANN401 - as numpy: an array of bool
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else ~equal

    __hash__ = None  # type: ignore[assignment]

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> npt.NDArray[Any]:
        if copy is False:
            raise ValueError("the texts of a column are made when they are asked for, so they cannot be had uncopied")
        texts: npt.NDArray[Any] = self.to_numpy()
        return texts if dtype is None else texts.astype(dtype)

    def __repr__(self) -> str:
        shown = ", ".join(repr(text) for text in self[:6])
        return f"TextColumn([{shown}{', ...' if len(self) > 6 else ''}], {len(self)} rows, {len(self.labels)} labels)"
