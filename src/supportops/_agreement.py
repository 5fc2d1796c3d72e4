"""How far two judges of the same cases agree, beyond what chance alone would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from supportops.errors import DomainError

__all__ = ["cohen_kappa"]


def cohen_kappa(a: Sequence[Hashable], b: Sequence[Hashable]) -> float | None:
    """Return Cohen's kappa: the agreement of two judges, corrected for chance.

    (p - e) / (1 - e): p is the share of cases with the same label, e the share that two judges would share by chance
    who use each label as often as these two do. 1 is full agreement, 0 what chance gives, less is worse than chance.

    Args:
        a: the label of each case by one judge.
        b: the same by the other, in the same order.

    Returns:
        At most 1. None without cases, and when both gave one label to all: chance alone would agree as well.

    Raises:
        DomainError: different numbers of labels.

    Source: Cohen (1960), equation 1.

    Example:
        >>> cohen_kappa(["P1", "P2", "P2", "P3"], ["P1", "P2", "P3", "P3"])
        0.6363636363636364
        >>> print(cohen_kappa(["P2", "P2"], ["P2", "P2"]))
        None
    """
    if len(a) != len(b):
        raise DomainError(f"{len(a)} labels of one judge, {len(b)} of the other; give one of each for every case")
    n, agreed = len(a), sum(one == other for one, other in zip(a, b, strict=True))
    of_a, of_b = Counter(a), Counter(b)
    # In whole numbers, so that what is exact stays so: n^2 e.
    chance = sum(count * of_b[label] for label, count in of_a.items())
    return None if chance == n * n else (n * agreed - chance) / (n * n - chance)
