"""From the runs of a story to who has been told, and when the next one is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

from supportops._instants import from_us
from supportops.errors import DomainError
from supportops.triage.escalation._ladder import Firing
from supportops.triage.escalation._story import Run, Story
from supportops.triage.escalation.notify import Notification, Notify

__all__ = ["MOST", "fired", "next_wake", "notifications"]

MOST = 100_000
"""Notifications in one answer, and in one run of a ladder; more is a fault of the definition or of the events."""

_Told: TypeAlias = tuple[Firing, Sequence[Notify]]


def notifications(runs: Sequence[Run], until: int | None, since: int | None = None) -> tuple[Notification, ...]:
    """Return what fires in `(since, until]`, one for each role.

    Raises:
        DomainError: there are more than 100,000.
    """
    found: list[Notification] = []
    for (us, round_, step), notifies in fired(runs, until, since):
        at = from_us(us)
        found += [_made(at, notify, step, round_) for notify in notifies]
        if len(found) > MOST:
            raise DomainError(
                f"there are more than {MOST:,} notifications; ask with `since` for those after the last you have",
                field="events",
            )
    return tuple(found)


def next_wake(story: Story, after: int) -> datetime | None:
    """Return the first firing strictly after an instant if no more events come."""
    run = story.live
    if run is None:
        return None
    firing = next(run.ladder.fired(run.start, after=after, until=None), None)
    return None if firing is None else from_us(firing[0])


def fired(runs: Sequence[Run], until: int | None, since: int | None = None) -> Iterator[_Told]:
    """Yield what fires in `(since, until]`, with whom it tells."""
    if any(run.catches_up for run in runs):
        told = _remembered(runs, until)
        yield from told if since is None else (item for item in told if item[0][0] > since)
        return
    for run in runs:
        after = run.after if since is None else since if run.after is None else max(since, run.after)
        for firing in run.ladder.fired(run.start, after=after, until=_earlier(run.until, until)):
            yield firing, run.ladder.steps[firing[2]].notify


def _remembered(runs: Iterable[Run], until: int | None) -> Iterator[_Told]:
    """Yield all, and who was passed over by a change of severity, if not told since the trigger."""
    roles: set[str] = set()
    for run in runs:
        if run.is_new:
            roles.clear()
        if run.catches_up and run.after is not None:
            yield from _caught_up(run, run.after, roles)
        for firing in run.ladder.fired(run.start, after=run.after, until=_earlier(run.until, until)):
            notifies = run.ladder.steps[firing[2]].notify
            roles.update(notify.role for notify in notifies)
            yield firing, notifies


def _caught_up(run: Run, change: int, roles: set[str]) -> Iterator[_Told]:
    for _, round_, step in run.ladder.fired(run.start, after=None, until=change):
        if round_:
            # Whoever is in the ladder is in its first round.
            return
        new = [notify for notify in run.ladder.steps[step].notify if notify.role not in roles]
        fresh = tuple({notify.role: notify for notify in reversed(new)}.values())[::-1]
        roles.update(notify.role for notify in fresh)
        if fresh:
            yield (change, round_, step), fresh


def _earlier(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)


def _made(at: datetime, notify: Notify, step: int, round_: int) -> Notification:
    # The parts are checked; a long ladder makes thousands.
    return Notification.model_construct(at=at, notify=notify, step=step, round=round_)
