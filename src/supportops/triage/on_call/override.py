"""Somebody else for a while: an override of a rota."""

from __future__ import annotations

from datetime import datetime

from pydantic import model_validator

from supportops._model import Model
from supportops.triage._names import Instant, Label, Name

__all__ = ["RotaOverride"]


class RotaOverride(Model):
    """One person is on duty in `[start, end)`, whoever the rota would have.

    Args:
        start, end: aware instants, kept in UTC; the end comes after the start.
        person: who stands in. It need not be one of the rota's people.

    Raises:
        ConfigurationError: an end that is not after the start, or a blank person.
        NaiveDatetimeError: an instant without a zone.

    Example:
        >>> from datetime import UTC
        >>> eve = RotaOverride(datetime(2026, 12, 24, 17, tzinfo=UTC), datetime(2026, 12, 25, 9, tzinfo=UTC), "dan")
        >>> eve.person
        'dan'
        >>> RotaOverride.model_validate_json(eve.model_dump_json()) == eve
        True
    """

    start: Instant
    end: Instant
    person: Name

    def __init__(self, start: datetime, end: datetime, person: Label) -> None:
        super().__init__(start=start, end=end, person=person)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"{self.person} from {self.start.isoformat()} to {self.end.isoformat()}"

    @model_validator(mode="after")
    def _check(self) -> RotaOverride:
        if self.end <= self.start:
            message = f"the override of {self.person!r} ends at {self.end.isoformat()}, not after its start"
            raise ValueError(f"{message} at {self.start.isoformat()}")
        return self
