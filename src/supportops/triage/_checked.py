"""One error for an argument that is something else altogether, instead of whatever Python says of it later."""

from __future__ import annotations

from supportops.errors import DomainError, shortened

__all__ = ["must_be"]


def must_be(kind: type | tuple[type, ...], given: object, name: str, example: str) -> None:
    """Refuse an argument of another kind.

    Example:
        >>> must_be(int, "x", "size", "a number, for example 3")
        Traceback (most recent call last):
        supportops.errors.DomainError: size is 'x'; give a number, for example 3
    """
    if not isinstance(given, kind):
        raise DomainError(f"{name} is {shortened(repr(given))}; give {example}", field=name, value=given)
