"""What an instance of a state machine went through: its visits, and the moves that the machine does not have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, model_validator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops._paths import bounces
from supportops._shown import Grid, InGrid, amount
from supportops.errors import ConfigurationError
from supportops.triage._names import Instant, Name

__all__ = ["Followed", "IllegalMove", "Replay", "Visit"]


class Visit(NamedTuple):
    """A stay in a state.

    Attributes:
        state: where.
        entered: when it began.
        left: when it ended, in which it is no longer there; None while it lasts.

    Example:
        >>> from datetime import UTC, datetime
        >>> Visit("new", datetime(2026, 3, 2, 9, tzinfo=UTC), None).state
        'new'
    """

    state: Name
    entered: Instant
    left: Instant | None


def _some(visits: tuple[Visit, ...]) -> tuple[Visit, ...]:
    if not visits:
        raise ValueError("there is at least one visit, of the state it began in: (state, entered, None)")
    return visits


class Replay(InGrid, Model):
    """The visits of an instance, in time order, each from where the one above ends; the last one lasts.

    Attributes:
        visits: each a (state, entered, left). An event that leads back to the same state begins no new one.

    Example:
        >>> from datetime import UTC, datetime
        >>> nine, ten = (datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (9, 10))
        >>> replay = Replay(visits=[("new", nine, ten), ("open", ten, None)])
        >>> replay.state, replay.time_in["new"]
        ('open', datetime.timedelta(seconds=3600))
    """

    visits: Annotated[tuple[Visit, ...], AfterValidator(_some)]

    @model_validator(mode="after")
    def _check(self) -> Replay:
        faults = []
        for place, (_, entered, left) in enumerate(self.visits):
            path = f"visits[{place}]"
            if left is not None and left < entered:
                faults.append((f"{path}.left", f"{left.isoformat()} is before it was entered, {entered.isoformat()}"))
            if place and entered != (before := self.visits[place - 1].left):
                told = "which lasts; only the last visit does" if before is None else f"left at {before.isoformat()}"
                above = f"{self.visits[place - 1].state!r}, {told}"
                faults.append((f"{path}.entered", f"{entered.isoformat()} does not follow the visit above of {above}"))
        if faults:
            raise ConfigurationError(faults)
        return self

    @property
    def state(self) -> str:
        """The present state."""
        return self.visits[-1].state

    @property
    def time_in(self) -> Mapping[str, timedelta]:
        """State to the time in it, all closed visits together; a state without one is not in it."""
        found: dict[str, timedelta] = {}
        for state, entered, left in self.visits:
            if left is not None:
                found[state] = found.get(state, timedelta(0)) + (left - entered)
        return FrozenMap(found)

    @property
    def bounces(self) -> int:
        """How often the instance went straight back to the state it came from: A-B-A."""
        return bounces(visit.state for visit in self.visits)

    def _grid(self) -> Grid:
        rows = [
            (state, entered.isoformat(), *(("-", "-") if left is None else (left.isoformat(), amount(left - entered))))
            for state, entered, left in self.visits
        ]
        count = self.bounces
        headline = f"In {self.state}; {count} bounce{'' if count == 1 else 's'}"
        return Grid(headline, ("state", "entered", "left", "time"), rows, right=(3,))


class IllegalMove(Model):
    """A recorded move that no transition makes, whatever the facts.

    Attributes:
        index: its place among what `follow` was given. `follow_history` has the place of the event in
            `history.events` here.
        at: when.
        source: the state before.
        target: the state after.

    Example:
        >>> from datetime import UTC, datetime
        >>> print(IllegalMove(index=3, at=datetime(2026, 3, 2, 9, tzinfo=UTC), source="new", target="closed"))
        [3] at 2026-03-02T09:00:00+00:00: new -> closed
    """

    index: int
    at: Instant
    source: Name
    target: Name

    def __str__(self) -> str:
        return f"[{self.index}] at {self.at.isoformat()}: {self.source} -> {self.target}"


class Followed(Model):
    """What recorded states amount to.

    Attributes:
        replay: the visits, illegal moves made all the same.
        illegal: the moves that the machine does not have, in order.

    Example:
        >>> from datetime import UTC, datetime
        >>> from supportops.triage import LIFECYCLE
        >>> nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> print(LIFECYCLE.follow([(nine, "resolved")], start=nine))
        In resolved; 1 illegal move
          [0] at 2026-03-02T09:00:00+00:00: new -> resolved
    """

    replay: Replay
    illegal: tuple[IllegalMove, ...]

    def __str__(self) -> str:
        count = len(self.illegal)
        head = f"In {self.replay.state}; {count or 'no'} illegal move{'' if count == 1 else 's'}"
        return "\n".join([head, *(f"  {move}" for move in self.illegal)])
