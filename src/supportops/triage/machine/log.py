"""The audit trail of an instance: what happened to it, when, from where to where. Compact, and never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Annotated, NamedTuple, Self, TypeAlias

from pydantic import AfterValidator, ConfigDict, GetCoreSchemaHandler, model_validator
from pydantic_core import core_schema

from supportops._model import Model
from supportops.errors import ConfigurationError
from supportops.triage._names import Instant, Name

__all__ = ["Log", "LogEntry", "Move", "made"]

Move: TypeAlias = tuple[str, str, str]
"""An event with where it led from and to. Shared by all logs of a machine."""


class LogEntry(NamedTuple):
    """One event of an instance.

    Attributes:
        at: when, in UTC.
        event: what happened.
        source: the state before.
        target: the state after.

    Example:
        >>> from datetime import UTC
        >>> LogEntry(datetime(2026, 3, 2, 9, tzinfo=UTC), "triage", "new", "triaged").target
        'triaged'
    """

    at: Instant
    event: Name
    source: Name
    target: Name


class Log:
    """What happened to one instance, as `StateMachine.record` keeps it: a value, with one event at least.

    Two logs are equal when their entries are. In JSON it is `{"entries": [[at, event, source, target], ...]}`; it may
    be a field of a pydantic model.

    Example:
        >>> from datetime import UTC
        >>> entry = LogEntry(datetime(2026, 3, 2, 9, tzinfo=UTC), "triage", "new", "triaged")
        >>> log = Log.model_validate({"entries": [entry]})
        >>> log.state, Log.model_validate_json(log.model_dump_json()) == log
        ('triaged', True)
    """

    # Instant, move, instant, move and so on: a list that a log shares with those it came from and those it led to. Each
    # sees so many items of it, and these never change. It only grows, and only by a log that sees all of it.
    __slots__ = ("_at", "_items", "_move", "_size")

    _items: list[datetime | Move]
    _size: int
    # The last two items, as each event asks for them.
    _at: datetime
    _move: Move

    def __init__(self, *given: object, **fields: object) -> None:
        del given, fields
        raise ConfigurationError("a Log is made by StateMachine.record() or Log.model_validate()", what="Log")

    @property
    def state(self) -> str:
        """The state after the last event."""
        return self._move[2]

    @property
    def at(self) -> datetime:
        """The instant of the last event, in UTC."""
        return self._at

    @property
    def entries(self) -> tuple[LogEntry, ...]:
        """All events, the oldest first."""
        items = self._items[: self._size]
        return tuple([LogEntry(at, *move) for at, move in zip(items[::2], items[1::2], strict=True)])  # type: ignore[arg-type,misc]

    @classmethod
    def model_validate(cls, obj: object) -> Log:
        """Build a log from plain data: an object with `entries`.

        Raises:
            ConfigurationError: no entries, an entry before the one it follows or in another state than that one left;
                every fault at once.
        """
        return obj if isinstance(obj, Log) else _built(_Stored.model_validate(obj).entries)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray) -> Log:
        """Build a log from JSON; faults come as one `ConfigurationError`."""
        return _built(_Stored.model_validate_json(json_data).entries)

    def model_dump_json(self) -> str:
        """Return the log as JSON; `model_validate_json` reads it back."""
        return _stored(self).model_dump_json()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Log):
            return NotImplemented
        return self._size == other._size and self._items[: self._size] == other._items[: self._size]

    def __hash__(self) -> int:
        return hash(tuple(self._items[: self._size]))

    def __reduce__(self) -> tuple[object, ...]:
        return _built, (self.entries,)

    def __copy__(self) -> Log:
        return self

    def __deepcopy__(self, memo: object) -> Log:
        return self

    def __repr__(self) -> str:
        return f"Log(state={self.state!r}, at={self.at.isoformat()!r})"

    def __str__(self) -> str:
        """Return a line for each event."""
        return "\n".join(f"{at.isoformat()} {event}: {source} -> {to}" for at, event, source, to in self.entries)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        del source
        stored = handler.generate_schema(_Stored)
        return core_schema.no_info_before_validator_function(
            lambda given: _stored(given) if isinstance(given, Log) else given,
            core_schema.no_info_after_validator_function(lambda read: _built(read.entries), stored),
            serialization=core_schema.plain_serializer_function_ser_schema(_stored, return_schema=stored),
        )


def made(items: list[datetime | Move], at: datetime, move: Move) -> Log:
    """Return the log of instant, move, instant, move and so on, of which the last two are given again."""
    log = object.__new__(Log)
    log._items, log._size, log._at, log._move = items, len(items), at, move
    return log


def _some(entries: tuple[LogEntry, ...]) -> tuple[LogEntry, ...]:
    if not entries:
        raise ValueError("a log has at least one entry: (at, event, source, target)")
    return entries


class _Stored(Model):
    """A log as it is stored."""

    # What faults are said to be in.
    model_config = ConfigDict(title="Log")

    entries: Annotated[tuple[LogEntry, ...], AfterValidator(_some)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        faults = []
        for place, (before, entry) in enumerate(pairwise(self.entries), start=1):
            if entry.at < before.at:
                text = f"{entry.at.isoformat()} is before the entry above, at {before.at.isoformat()}"
                faults.append((f"entries[{place}].at", text))
            if entry.source != before.target:
                text = f"{entry.source!r} is not {before.target!r}, where the entry above led to"
                faults.append((f"entries[{place}].source", text))
        if faults:
            raise ConfigurationError(faults)
        return self


def _stored(log: Log) -> _Stored:
    return _Stored.model_construct(entries=log.entries)


def _built(entries: Iterable[LogEntry]) -> Log:
    """Return checked entries as a log."""
    items: list[datetime | Move] = []
    moves: dict[Move, Move] = {}
    for at, event, source, target in entries:
        move = (event, source, target)
        move = moves.setdefault(move, move)
        items += (at, move)
    return made(items, at, move)
