"""Tasks of an incident, each with the time after which it is due."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator

from supportops._instants import to_us, us_of
from supportops._model import Model
from supportops._shown import amount
from supportops.triage._names import Label, Name, Names, plain
from supportops.triage.incidents._waits import Rhythm, Wait
from supportops.triage.incidents.incident import Incident

__all__ = ["ChecklistItem", "is_due", "next_due"]

_RESOLUTION = "resolution"
"""The phase whose tasks wait for the end of the incident."""


def _read_phase(given: str) -> str:
    # The one phase that has a meaning must not lose it by its case.
    return _RESOLUTION if given.strip().casefold() == _RESOLUTION else given


class ChecklistItem(Model):
    """A task of the checklist.

    It is due from `start + after` on, until it is done. With `every` it is due again at `start + after + every`,
    `start + after + 2 * every` and so on, whenever it was done last: one done at such an instant is done for it, one
    done just before is due again at it. It ends with the incident, unless it began at the end: then it goes on.

    The phase is a word for people, with one exception: tasks of the phase "resolution", in capitals or not, count from
    the end of the incident in the place of its start. Nothing of the other phases becomes due after the end.

    Args:
        task: what is to be done, each once in a plan.
        phase: of the incident, for example "initiation", "active", "resolution".
        after: how long after the start (in the phase "resolution": the end) it is due, 0 or more.
        every: how often it is due again; None: once.
        severities: those it is for; none named: all.

    Raises:
        ConfigurationError: all faults at once.

    Source: Support Operations skill pack, Escalation Procedures & Severity Definitions (the war room protocol).

    Example:
        >>> ChecklistItem("refresh the status page", phase="active", after="15m", every="15m").every
        datetime.timedelta(seconds=900)
    """

    task: Name
    phase: Annotated[str, AfterValidator(_read_phase)] = ""
    after: Wait = timedelta()
    every: Rhythm | None = None
    severities: Names = ()

    def __init__(
        self,
        task: Label,
        *,
        phase: Label = "",
        after: str | timedelta = "0m",
        every: str | timedelta | None = None,
        severities: Collection[Label] = (),
    ) -> None:
        super().__init__(task=task, phase=plain(phase), after=after, every=every, severities=severities)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        phase = f" ({self.phase})" if self.phase else ""
        again = f", then every {amount(self.every)}" if self.every else ""
        return f"{self.task}{phase}: after {amount(self.after)}{again}"


def is_due(item: ChecklistItem, incident: Incident, at: int) -> bool:
    """Return whether a task is due and not done at an instant, in microseconds; what comes later is not read."""
    first, done = _first(item, incident, at), _known(incident.done.get(item.task), at)
    if first is None or first > at:
        return False
    if item.every is None:
        return done is None
    if _has_ended(item, incident, at):
        return False
    return done is None or done < at - (at - first) % us_of(item.every)


def next_due(item: ChecklistItem, incident: Incident, at: int) -> int | None:
    """Return the next instant after the one given at which a task becomes due, in microseconds; None: not foreseen."""
    first = _first(item, incident, at)
    if first is None or _has_ended(item, incident, at):
        return None
    if item.every is None:
        return first if first > at and _known(incident.done.get(item.task), at) is None else None
    every = us_of(item.every)
    return first if first > at else at - (at - first) % every + every


def _first(item: ChecklistItem, incident: Incident, at: int) -> int | None:
    end = _known(incident.resolved, at)
    if item.phase == _RESOLUTION:
        return None if end is None else end + us_of(item.after)
    first = to_us(incident.start) + us_of(item.after)
    return first if end is None or first <= end else None


def _has_ended(item: ChecklistItem, incident: Incident, at: int) -> bool:
    return item.phase != _RESOLUTION and _known(incident.resolved, at) is not None


def _known(instant: datetime | None, at: int) -> int | None:
    found = None if instant is None else to_us(instant)
    return None if found is None or found > at else found
