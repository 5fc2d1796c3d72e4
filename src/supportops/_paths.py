"""A path: what something was, one after the other. Of states, of levels, of owners."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import groupby
from typing import TypeVar

__all__ = ["bounces", "moves"]

T = TypeVar("T", bound=Hashable)


def moves(path: Iterable[T]) -> tuple[T, ...]:
    """Return a path without repeats: who stays where they are makes no move.

    Example:
        >>> moves(["L1", "L1", "L2", "L1"])
        ('L1', 'L2', 'L1')
    """
    return tuple(place for place, _ in groupby(path))


def bounces(path: Iterable[T]) -> int:
    """Return how often a path goes straight back to where it came from: A-B-A. A-B-A-B has two of them.

    Example:
        >>> bounces(["L1", "L2", "L2", "L1", "L3"])
        1
    """
    found = moves(path)
    return sum(here == later for here, later in zip(found, found[2:], strict=False))
