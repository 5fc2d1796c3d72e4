"""What concerns one metric of many tickets, laid out step by step: the k-th event of every ticket side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops.sla._many import words as w
from supportops.sla._many.chosen import NONE

if TYPE_CHECKING:
    from supportops.sla._many.chosen import Promises
    from supportops.sla._many.moment import Facts
    from supportops.sla._many.pauses import Pauses
    from supportops.sla._many.story import Story

__all__ = ["Steps", "date_changes", "steps_of"]

Ints = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Steps:
    """The events that one metric has to hear of, in the order of the steps.

    Tickets are ranked by how many such events they have, so that the lanes of each step are the first ones.

    Attributes:
        ticket: the ticket of each lane.
        bounds: step k is `bounds[k]:bounds[k + 1]`, for the lanes from 0 on.
        event: the events of the story.
        does: what the signal of each event does to the metric, in bits.
        is_end: whether the event is the last of its instant, at which the instant's changes are made.
        retargets, holds: whether it is, and the instant changes what is promised, or what pauses the metric.
    """

    ticket: Ints
    bounds: Ints
    event: Ints
    does: npt.NDArray[np.uint8]
    is_end: Mask
    retargets: Mask
    holds: Mask


def steps_of(name: str, facts: Facts, promises: Promises, pauses: Pauses, dates: Mask | None) -> Steps:
    """Return the steps of a metric. `dates` are the events that set a date or move a start."""
    story, chosen = facts.story, facts.chosen
    flags = story.words.flags[name]
    does = flags[0][story.signal] if len(flags) == 1 else flags[chosen.before, story.signal]
    concerns = does != 0
    if dates is not None:
        concerns |= dates
    retargets = _retargets(facts, promises)
    at_end = pauses.changed | retargets
    at_end[story.group[np.flatnonzero(concerns)]] = True
    if facts.ended_by is not None:
        at_end[story.group[facts.ended_by]] = True
    concerns[story.ends[at_end]] = True
    event = np.flatnonzero(concerns)
    ranked, bounds, event = _side_by_side(event, story)
    is_end, group = story.is_end[event], story.group[event]
    return Steps(ranked, bounds, event, does[event], is_end, is_end & retargets[group], is_end & pauses.changed[group])


def _side_by_side(event: Ints, story: Story) -> tuple[Ints, Ints, Ints]:
    """Return the rank of tickets, the bounds of the steps, and the events in the order of the steps."""
    ticket = story.ticket[event]
    count = np.bincount(ticket, minlength=story.size)
    ranked = np.argsort(-count, kind="stable")
    rank = np.empty(story.size, dtype=np.int64)
    rank[ranked] = np.arange(story.size)
    step = np.arange(len(event)) - np.repeat(np.cumsum(count) - count, count)
    bounds = np.concatenate([[0], np.cumsum(np.bincount(step, minlength=0))]).astype(np.int64)
    order = np.empty(len(event), dtype=np.int64)
    order[bounds[step] + rank[ticket]] = event
    return ranked, bounds, order


def _retargets(facts: Facts, promises: Promises) -> Mask:
    """Return the groups after which a metric has another policy, or is promised something else."""
    story, chosen, ends = facts.story, facts.chosen, facts.story.ends
    after, plan = chosen.promise_after[ends], chosen.after[ends]
    before = np.concatenate([after[:1], after[:-1]])
    # What is promised after the creation may differ from what was at it, if its instant has more events.
    first = story.group[story.first]
    before[first] = chosen.promise[story.first]
    differs: Mask = before != after
    places = np.flatnonzero(differs)
    old, new = before[places], after[places]
    same = (promises.calendar[old] == promises.calendar[new]) & (promises.amount[old] == promises.amount[new])
    differs[places] = ~(same & (promises.days[old] == promises.days[new]))
    if len(story.words.book.plans) > 1:
        switched = np.concatenate([[False], plan[1:] != plan[:-1]])
        switched[first] = chosen.before[story.first] != plan[first]
        differs |= switched
    return differs


def date_changes(name: str, story: Story, *, from_creation: bool) -> Mask | None:
    """Return the events that set a due date of a metric by hand, or absorb a ticket; None when there are none."""
    label = story.words.fields.index(name) if name in story.words.fields else NONE
    found = (story.kind == w.KIND["due_set"]) & (story.field == label)
    if from_creation:
        found |= story.kind == w.KIND["absorbed"]
    return found if found.any() else None
