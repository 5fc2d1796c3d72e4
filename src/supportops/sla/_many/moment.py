"""One step of one metric: the facts of each lane's event, and the instant it happens at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops.sla._many import words as w
from supportops.sla._many.reasons import IS_MERGED

if TYPE_CHECKING:
    from supportops.sla._many.chosen import Chosen
    from supportops.sla._many.reasons import Reasons
    from supportops.sla._many.story import Story

__all__ = ["Facts", "Moment"]

Ints = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]


class Facts:
    """What all metrics ask of the events of a part.

    Attributes:
        over_now, over: why the ticket is over, after the event and after its instant; -1 while it is not.
        ends_some: whether any ticket of the part is over at all.
        stays_resolved: the ticket is resolved, and the event's instant does not reopen it.
        is_resolved: the ticket is resolved after the event's instant.
        responded: the first response was given.
    """

    def __init__(self, story: Story, chosen: Chosen, reasons: Reasons) -> None:
        self.story, self.chosen = story, chosen
        self.at_end = story.ends[story.group]
        self.is_resolved = story.is_resolved[self.at_end]
        self.stays_resolved = story.is_resolved & self.is_resolved
        self.responded = _responded(story, chosen)
        self.ended_by = story.over(chosen)
        self.ends_some = self.ended_by is not None
        self.over_now = self._overs(reasons)
        self.over = self.over_now[self.at_end] if self.ends_some else self.over_now

    def _overs(self, reasons: Reasons) -> Ints:
        story, over = self.story, self.ended_by
        if over is None:
            return np.broadcast_to(np.int32(-1), story.at.shape)
        begins, why = np.full(story.size, len(story.at)), np.full(story.size, -1, dtype=np.int32)
        codes = np.append(np.array(reasons.of, dtype=np.int32), 0)
        begins[story.ticket[over]] = over
        is_merged = story.kind[over] == w.KIND["merged"]
        why[story.ticket[over]] = np.where(is_merged, IS_MERGED, codes[story.reason[over]])
        place = np.arange(len(story.at))
        return np.where(place >= begins[story.ticket], why[story.ticket], -1)


def _responded(story: Story, chosen: Chosen) -> Mask:
    """Return whether the first response was given, after each event."""
    plans = story.words.book.plans
    agents = np.array(["agent" in plan.responders for plan in plans])[chosen.before]
    bots = np.array(["bot" in plan.responders for plan in plans])[chosen.before]
    answers = (story.by_agent & agents) | (story.by_bot & bots)
    return story.has_come(answers & story.asked)


@dataclass(slots=True)
class Moment:
    """The lanes of a step, from 0 on.

    Attributes:
        event: the event of each lane. Shape (lanes,).
        at, total: its instant, and the open totals of each calendar at it. Shapes (lanes,), (calendars, lanes).
        policy: the policy in force. Shape (lanes,).
    """

    facts: Facts
    event: Ints
    at: Ints
    total: Ints
    policy: Ints

    def promise(self, lanes: Ints) -> Ints:
        """Return what holds by the events of some lanes."""
        found: Ints = self.facts.chosen.promise[self.event[lanes]]
        return found

    def promise_after(self, lanes: Ints) -> Ints:
        """Return what holds after their instants."""
        found: Ints = self.facts.chosen.promise_after[self.event[lanes]]
        return found

    def over_now(self, lanes: Ints) -> Ints:
        """Return why tickets are over after the events, -1 for those that are not."""
        return self.facts.over_now[self.event[lanes]]

    def over(self, lanes: Ints) -> Ints:
        """Return why tickets are over after their instants, -1 for those that are not."""
        return self.facts.over[self.event[lanes]]

    def is_resolved(self, lanes: Ints) -> Mask:
        """Return whether tickets are resolved after their instants."""
        found: Mask = self.facts.is_resolved[self.event[lanes]]
        return found
