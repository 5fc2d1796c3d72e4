"""What an instance of a state machine went through: its visits, and the moves that the machine does not have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, NamedTuple

from pydantic import Field

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops._paths import bounces
from supportops._shown import Grid, InGrid, amount
from supportops.triage._names import Instant, Name

__all__ = ["Followed", "IllegalMove", "Replay", "Visit"]


class Visit(NamedTuple):
    """A stay in a state.

    Attributes:
        state: where.
        entered: when it began.
        left: when it ended, in which it is no longer there; None while it lasts.
    """

    state: Name
    entered: Instant
    left: Instant | None


class Replay(InGrid, Model):
    """The visits of an instance, in time order; the last one lasts.

    Attributes:
        visits: each a (state, entered, left). An event that leads back to the same state begins no new one.

    Example:
        >>> from datetime import UTC, datetime
        >>> nine, ten = (datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (9, 10))
        >>> replay = Replay(visits=[("new", nine, ten), ("open", ten, None)])
        >>> replay.state, replay.time_in["new"]
        ('open', datetime.timedelta(seconds=3600))
    """

    visits: Annotated[tuple[Visit, ...], Field(min_length=1)]

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
        index: its place among the records.
        at: when.
        source: the state before.
        target: the state after.
    """

    index: int
    at: Instant
    source: Name
    target: Name

    def __str__(self) -> str:
        return f"records[{self.index}] at {self.at.isoformat()}: {self.source} -> {self.target}"


class Followed(Model):
    """What recorded states amount to.

    Attributes:
        replay: the visits, illegal moves made all the same.
        illegal: the moves that the machine does not have, in order.
    """

    replay: Replay
    illegal: tuple[IllegalMove, ...]

    def __str__(self) -> str:
        count = len(self.illegal)
        head = f"In {self.replay.state}; {count or 'no'} illegal move{'' if count == 1 else 's'}"
        return "\n".join([head, *(f"  {move}" for move in self.illegal)])
