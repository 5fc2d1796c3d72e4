"""Names that are written nearly alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from supportops.triage.words import words

__all__ = ["alike", "letters"]

_SHORTEST = 5


def letters(name: str) -> str:
    """Return a name without what only looks different: case, spaces, hyphens, underscores.

    Example:
        >>> letters("Log-In"), letters("log_in")
        ('login', 'login')
    """
    return "".join(words(name)) or name


def alike(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of names with the same letters, or with one slip between them: (a, b), sorted.

    A slip is one letter too many, missing, wrong, or swapped with the next one; the longer name has at least five
    letters. A plural s counts in names of any length. Digits are no slips: "v1" and "v2" are two things.
    """
    by_letters: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_letters[letters(name)].append(name)
    same = (pair for group in by_letters.values() for pair in combinations(group, 2))
    slips = (pair for a, b in _near(by_letters) for pair in product(by_letters[a], by_letters[b]))
    return tuple(sorted((min(pair), max(pair)) for pair in (*same, *slips)))


def _near(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return the pairs of keys one slip apart. They share what is left when each loses a letter or none."""
    by_rest: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        for rest in {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}:
            by_rest[rest].add(key)
    pairs = {pair for group in by_rest.values() for pair in combinations(sorted(group, key=lambda k: (len(k), k)), 2)}
    return (pair for pair in sorted(pairs) if _is_slip(*pair))


def _is_slip(short: str, long: str) -> bool:
    if long == short + "s":
        return True
    if len(long) < _SHORTEST:
        return False
    first = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest_short, rest_long = short[first:], long[first:]
    if len(short) < len(long):
        return rest_short == rest_long[1:] and rest_long[0].isalpha()
    if rest_short[1:] == rest_long[1:]:
        return rest_short[0].isalpha() and rest_long[0].isalpha()
    is_swapped = rest_short[:2] == rest_long[1::-1] and rest_short[2:] == rest_long[2:]
    return is_swapped and rest_short[:2].isalpha()
