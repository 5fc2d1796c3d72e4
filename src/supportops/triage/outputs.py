"""What a rule answers: any JSON value but null, frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from math import isfinite
from typing import TypeAlias

from supportops._frozen import FrozenMap

__all__ = ["Output", "Record", "distinct", "read_output"]

Output: TypeAlias = "str | bool | int | float | Sequence[Output | None] | Mapping[str, Output | None]"
"""A text, a number, yes or no, a row or an object of such. A list comes back as a tuple, an object as a `Record`."""


_DEEPEST = 100
"""How deep an output may be nested, so that no call on it runs out of stack."""


class Record(FrozenMap[str, object]):
    """An answer of several parts: a mapping that cannot change, and can be hashed.

    Example:
        >>> Record(team="Billing", level="L1")["team"]
        'Billing'
    """

    # Each instance is a plain dict to JSON and to comparisons.
    __slots__ = ()

    def __repr__(self) -> str:
        return f"Record({dict(self)!r})"


def read_output(given: object) -> object:
    """Return an output as it is kept.

    Raises:
        ValueError: it is null, or no JSON value.
    """
    kept = _frozen(given)
    if kept is None:
        raise ValueError("an output must not be null; leave the rule out, or name the answer")
    return kept


def _frozen(given: object, depth: int = 0) -> object:
    if depth > _DEEPEST:
        raise ValueError(f"an output must not be nested deeper than {_DEEPEST} times")
    if isinstance(given, Enum):
        given = given.value
    if type(given).__module__ == "numpy" and hasattr(given, "item") and not hasattr(given, "__setitem__"):
        given = given.item()
    if isinstance(given, str):
        return str.__str__(given)
    if given is None or isinstance(given, bool | int):
        return given
    if isinstance(given, float):
        if not isfinite(given):
            raise ValueError(f"{given!r} is no JSON number; an output is a text, a finite number, a row or an object")
        return given
    if isinstance(given, Mapping):
        if not all(isinstance(key, str) for key in given):
            raise ValueError(f"the keys of an output are texts, got {list(given)!r}")
        return Record({str.__str__(key): _frozen(value, depth + 1) for key, value in given.items()})
    if isinstance(given, list | tuple):
        return tuple(_frozen(item, depth + 1) for item in given)
    raise ValueError(f"{given!r} is no output; give a text, a number, True or False, a list or an object of these")


def distinct(output: object) -> object:
    """Return a key that two outputs share if they are the same answer: True is not 1, though Python says so."""
    if isinstance(output, bool):
        return bool, output
    if isinstance(output, tuple):
        return tuple, tuple(map(distinct, output))
    if isinstance(output, Mapping):
        return dict, frozenset((key, distinct(value)) for key, value in output.items())
    return output
