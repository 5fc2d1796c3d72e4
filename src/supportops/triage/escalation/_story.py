"""The fold over the events: which ladder was running from when to when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from supportops.triage.escalation._asked import in_order
from supportops.triage.escalation._ladder import Ladder
from supportops.triage.escalation.events import Acknowledged, AnyEvent, Resolved, SeverityChanged, Triggered

__all__ = ["OnChange", "Run", "Story", "told_story"]

OnChange: TypeAlias = Literal["from_start", "from_change"]
"""From where the waits of the new ladder are counted when the severity changes."""

Choice: TypeAlias = Callable[[str | None, int], tuple[Ladder, int]]
"""The ladder of a severity and its rank, 1 the worst; given the severity and the place of the event that names it."""


@dataclass(slots=True)
class Run:
    """A ladder while it is running.

    Attributes:
        start: from where its waits are counted.
        after: what fires up to and at this instant belongs to another run; None: nothing does.
        until: what fires later is dropped; None: it is still running.
        catches_up: what its first round has behind it at `after` fires there, to roles that were not told yet.
        is_new: a trigger started it.
    """

    ladder: Ladder
    start: int
    after: int | None = None
    until: int | None = None
    catches_up: bool = False
    is_new: bool = False


@dataclass(slots=True)
class Story:
    """What came of the events so far: the runs that ended, and the one that goes on or will start, if any.

    With `on_change` None a change of the severity changes nothing.
    """

    choice: Choice
    on_change: OnChange | None = None
    ended: list[Run] = field(default_factory=list)
    live: Run | None = None
    _is_active: bool = False
    _trigger: int = 0
    _acked: int | None = None
    _severity: str | None = None
    _ladder: Ladder | None = None
    _rank: int = 0

    @property
    def runs(self) -> list[Run]:
        """All runs, in order."""
        return self.ended if self.live is None else [*self.ended, self.live]

    def read(self, index: int, us: int, event: AnyEvent) -> None:
        """Take in one event. A severity that it names is looked up, also where it changes nothing."""
        named = event.severity if isinstance(event, Triggered) else getattr(event, "to", None)
        if named is not None:
            self.choice(named, index)
        match event:
            case Triggered() if not self._is_active:
                self._severity = event.severity
                self._ladder, self._rank = self.choice(event.severity, index)
                self._is_active, self._trigger, self._acked = True, us, None
                self.live = Run(self._ladder, us, is_new=True)
            case Acknowledged() if self._is_active:
                self._end(us)
                self._acked = us
                self._wait_for_timeout(us)
            case Resolved() if self._is_active:
                self._end(us)
                self._is_active = False
            case SeverityChanged() if self._is_active and self.on_change and event.to != self._severity:
                self._change(index, us, event.to)
            case _:
                # Nothing is going on, or nothing changes.
                pass

    def _change(self, index: int, us: int, severity: str) -> None:
        before = self._rank
        self._ladder, self._rank = self.choice(severity, index)
        self._severity = severity
        has_run_out = self.live is not None and self.live.start <= us
        self._end(us)
        if self._acked is not None and not has_run_out and self._rank > before:
            self._wait_for_timeout(us)
            return
        self._acked = None
        if self.on_change == "from_start":
            self.live = Run(self._ladder, self._trigger, after=us, catches_up=True)
        else:
            self.live = Run(self._ladder, us)

    def _end(self, us: int) -> None:
        if self.live is not None and self.live.start <= us:
            self.live.until = us
            self.ended.append(self.live)
        self.live = None

    def _wait_for_timeout(self, us: int) -> None:
        """Let the ladder begin anew when the acknowledgement runs out; never in the past."""
        if self._acked is not None and self._ladder is not None and self._ladder.ack_timeout_us is not None:
            self.live = Run(self._ladder, max(us, self._acked + self._ladder.ack_timeout_us))


def told_story(
    events: Iterable[AnyEvent],
    at_us: int,
    choice: Choice,
    *,
    on_change: OnChange | None = None,
) -> Story:
    """Return the story of the events up to and at an instant."""
    story = Story(choice, on_change)
    for index, us, event in in_order(events, at_us):
        story.read(index, us, event)
    return story
