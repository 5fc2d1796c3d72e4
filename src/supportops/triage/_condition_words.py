"""Facts and false conditions as a reader is told of them."""

from __future__ import annotations

from datetime import date
from enum import Enum

from supportops.errors import shortened

__all__ = ["refusal_words", "shown"]


def shown(value: object) -> str:
    """Return a fact or value as a reader writes it: numbers with separators, yes and no, dates, bare labels."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset | list | tuple):
        return ", ".join(sorted(map(shown, value))) or "nothing"
    return str(value) if str(value).strip() else repr(value)


def refusal_words(name: str, condition: str, value: object) -> str:
    """Return what a reader is told when a condition is false; `condition` is its text.

    Example:
        >>> refusal_words("arr", ">= 50,000", 10_000), refusal_words("tags", "is not spam", ["spam"])
        ('arr is 10,000, not >= 50,000', 'tags has spam, which is excluded')
    """
    if value is None:
        wanted = condition.removeprefix("= ")
        is_told = wanted[0] in "<>" or wanted != condition or wanted.startswith(("between", "over", "from"))
        return f"{name} is missing, not {wanted}" if is_told else f"{name} is missing"
    verb, given = ("has" if isinstance(value, set | frozenset | list | tuple) else "is"), shortened(shown(value), 60)
    first, _, rest = condition.partition(" ")
    if condition.startswith("is not "):
        return f"{name} {verb} {given}, which is excluded"
    if first == "contains":
        return f"{name} does not contain {rest}"
    if condition.startswith("starts with "):
        return f"{name} does not start with {condition.removeprefix('starts with ')}"
    if condition.startswith("changed to "):
        wanted = condition.removeprefix("changed to ")
        return f"{name} was {wanted} before" if given == wanted else f"{name} is {given}, not {wanted}"
    return f"{name} {verb} {given}, not {condition.removeprefix('= ').removeprefix('is ')}"
