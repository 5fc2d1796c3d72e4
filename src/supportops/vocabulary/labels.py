"""Labels as they are given: texts or members of an enum, one or a whole array, known to a scale or not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from numbers import Number
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator

from supportops.errors import ConfigurationError, DomainError, near

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["Label", "of_enum", "ranks_in", "text_of", "unknown_label"]

_WORD_ENDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def text_of(given: object) -> object:
    """Return the text of an enum's member, anything else as it is."""
    return given.value if isinstance(given, Enum) and isinstance(given.value, str) else given


Label = Annotated[str, BeforeValidator(text_of)]
"""A field that holds a label; a member of an enum whose values are texts is read as its text."""


def of_enum(enum_class: object) -> dict[str, object]:
    """Return the values and the name of an enum class as fields of a scale."""
    if not (isinstance(enum_class, type) and issubclass(enum_class, Enum)):
        raise ConfigurationError(f"{enum_class!r} is no enum class; write Scale('a', 'b') for labels", what="Scale")
    name = _WORD_ENDS.sub("_", enum_class.__name__).lower()
    return {"labels": [member.value for member in enum_class], "name": name}


def unknown_label(
    label: object, known: Sequence[str], *, field: str | None, place: str = "", index: int | None = None
) -> DomainError:
    """Return the error for what is no label of a scale.

    Args:
        label: what was given.
        known: the labels.
        field: the scale's name.
        place: where it stands in an array, for the message.
        index: the same as a number.
    """
    if isinstance(label, str):
        message = f"{label!r} is not on this scale; {near(label, known)}"
    else:
        kind = "a bare number" if isinstance(label, Number) else "no label"
        message = f"{label!r} is {kind}; write the label, one of {', '.join(known)}"
    return DomainError(place + message, field=field, value=label, allowed=known, index=index)


def ranks_in(
    ranks: Mapping[str, int], labels: npt.ArrayLike, *, known: Sequence[str], field: str | None
) -> npt.NDArray[np.int64]:
    """Return the ranks of an array of labels, in its shape.

    Raises:
        DomainError: the first element that is no label, with its index.
    """
    import numpy as np

    array = labels if isinstance(labels, np.ndarray) else np.asarray(labels, dtype=object)
    if array.dtype.kind == "U":
        # A comparison for each label is quicker than making a text of every element.
        found = np.zeros(array.shape, dtype=np.int64)
        for label, rank in ranks.items():
            found[array == label] = rank
        if found.all():
            return found
    values = array.ravel().tolist()
    try:
        known_ranks = np.fromiter(map(ranks.__getitem__, values), dtype=np.int64, count=len(values))
        return known_ranks.reshape(array.shape)
    except (KeyError, TypeError):
        found = np.array([_rank(ranks, value) for value in values], dtype=np.int64).reshape(array.shape)
    if not found.all():
        index = int(found.argmin())
        at = ", ".join(map(str, np.unravel_index(index, array.shape)))
        place = f"at [{at}]: " if at else ""
        raise unknown_label(text_of(values[index]), known, field=field, place=place, index=index if at else None)
    return found


def _rank(ranks: Mapping[str, int], value: object) -> int:
    text = text_of(value)
    return ranks.get(text, 0) if isinstance(text, str) else 0
