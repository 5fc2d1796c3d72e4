"""Values that are equal when their instants are, whatever zone these are written in."""

from __future__ import annotations

from datetime import datetime

from supportops._instants import to_us
from supportops._model import Model

__all__ = ["ByInstants"]


class ByInstants(Model):
    """A model compared and hashed by its fields, with instants as UTC microseconds.

    Python calls two aware datetimes of different zones unequal inside a daylight-saving fold, so an event
    would differ from its own JSON round trip there.
    """

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ByInstants):
            return NotImplemented
        return type(self) is type(other) and self._comparable() == other._comparable()

    def __hash__(self) -> int:
        return hash((type(self), self._comparable()))

    def _comparable(self) -> tuple[object, ...]:
        values = (getattr(self, name) for name in type(self).model_fields)
        return tuple(to_us(value) if isinstance(value, datetime) else value for value in values)
