"""Texts as numbers: what a cell means, found out once for each text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT
from supportops.adapters.servicenow.rows import value_of

__all__ = ["BAD", "NONE", "Labels", "Lookup", "Numbers", "number_in", "number_or_none", "or_bad", "unless_blank"]

Numbers = npt.NDArray[np.int64]

NONE = NAT
"""A blank cell. As an instant it is numpy's NaT."""

BAD = NONE + 1
"""A cell that has to be looked at row by row: what it says cannot be read, or not without its neighbours."""


class Labels(dict[str, int]):
    """Texts and their numbers, given in the order in which the texts come up."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        super().__init__((text, number) for number, text in enumerate(texts))

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number

    def of(self, texts: Sequence[str]) -> Numbers:
        """Return the numbers of some texts."""
        return np.fromiter(map(self.__getitem__, texts), np.int64, len(texts))


class Lookup(dict[str, int]):
    """What the texts of a column mean, each found out when it first comes up."""

    def __init__(self, meaning: Callable[[str], int]) -> None:
        self._meaning = meaning

    def __missing__(self, text: str) -> int:
        number = self[text] = self._meaning(text)
        return number

    def of(self, texts: Sequence[str]) -> Numbers:
        """Return what some texts mean."""
        return np.fromiter(map(self.__getitem__, texts), np.int64, len(texts))


def number_in(labels: Labels, text: str | None) -> int:
    """Return the number of a text that an event may carry: not blank, and of whole characters."""
    if not isinstance(text, str) or not text.strip():
        return BAD
    try:
        text.encode()
    except UnicodeEncodeError:
        return BAD
    return labels[text]


def number_or_none(labels: Labels, text: str | None) -> int:
    """Return the number of a text, or `NONE`."""
    return NONE if text is None else number_in(labels, text)


def or_bad(meaning: Callable[[str], int]) -> Callable[[str], int]:
    """Return a meaning that is `BAD` where the given one raises ValueError."""

    def number(text: str) -> int:
        try:
            return int(meaning(text))
        except ValueError:
            return BAD

    return number


def unless_blank(meaning: Callable[[str], int]) -> Callable[[str], int]:
    """Return a meaning that is `NONE` for a blank cell."""

    def number(cell: str) -> int:
        text = value_of(cell)
        return NONE if text is None else meaning(text)

    return number
