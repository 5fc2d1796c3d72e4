"""Whether anything is said at all."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from supportops.triage._domains import is_no_value, plain

__all__ = ["is_blank"]

_LOOKED_AT = 1_000
"""A collection of more than this says something."""


def is_blank(given: object) -> bool:
    """Return whether a fact says nothing: None, NaN, NaT or NA, blank text, a collection of nothing but these.

    Example:
        >>> [is_blank(fact) for fact in (None, " ", [], ["", None], {"log": ""}, float("nan"))]
        [True, True, True, True, True, True]
        >>> [is_blank(fact) for fact in (0, False, "-", [0], "no")]
        [False, False, False, False, False]
    """
    given = plain(given)
    if isinstance(given, Mapping):
        given = tuple(islice(given.values(), _LOOKED_AT + 1))
    if not isinstance(given, list | tuple | set | frozenset):
        return _says_nothing(given)
    return len(given) <= _LOOKED_AT and all(map(_says_nothing, given))


def _says_nothing(given: object) -> bool:
    given = plain(given)
    if isinstance(given, str):
        # Characters without a width are no answer either.
        return not any(letter.isprintable() and not letter.isspace() for letter in given)
    if given is None or is_no_value(given):
        return True
    try:
        return len(given) == 0  # type: ignore[arg-type]  # what has no length says something
    except TypeError:
        return False
