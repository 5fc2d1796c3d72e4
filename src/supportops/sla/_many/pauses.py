"""What holds a metric's timers after each instant: one slot for every source of a pause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._instants import us_of
from supportops.sla._many import words as w
from supportops.sla._many.chosen import NONE, Chosen
from supportops.sla._many.explicit import Explicit
from supportops.sla._many.story import Story, carried

if TYPE_CHECKING:
    from supportops.sla._one.plan import PausePlan, Plan
    from supportops.sla.pauses import PauseRule

__all__ = ["NEVER", "Pauses", "pauses_of"]

NEVER: int = 2**62
"""The end of a pause that does not end by itself."""

Ints = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
Source = tuple["PauseRule", int] | None
"""A rule, and which of the equal ones in its policy it is; None is the metric's own nature."""
Key = tuple[Source, str, int]


@dataclass(slots=True)
class Pauses:
    """The slots of one metric. `since` is NONE where a slot does not hold; one column for each group.

    Attributes:
        since, until: int64 microseconds. Shape (slots, groups).
        changed: whether anything differs from the group before. Shape (groups,).
        rule: which capped rule each slot draws on, -1 for none. Shape (slots,).
        rank: the order of slots that began together, by policy. Shape (policies, slots).
        cap: open time of each capped rule. Shape (capped rules,).
        is_in: which policies have each capped rule. Shape (capped rules, policies).
    """

    since: Ints
    until: Ints
    changed: Mask
    rule: Ints
    rank: Ints
    cap: Ints
    is_in: Mask


@dataclass(slots=True)
class _Slot:
    key: Key
    holds: Mask
    until: Ints | None = None
    renewed: Mask | None = None
    rank: dict[int, int] | None = None


def pauses_of(name: str, story: Story, chosen: Chosen, explicit: Explicit | None) -> Pauses:
    """Return what holds a metric's timers after each group."""
    slots: dict[Key, _Slot] = {}
    plans = story.words.book.plans
    after = chosen.after[story.ends]
    for number, plan in enumerate(plans):
        in_force = np.ones(len(after), dtype=np.bool_) if len(plans) == 1 else after == number
        for rank, slot in enumerate(_slots(name, number, plan, story, explicit)):
            slot.holds = slot.holds & in_force
            known = slots.setdefault(slot.key, slot)
            known.rank = {**(known.rank or {}), number: rank}
            if known is not slot:
                known.holds = known.holds | slot.holds
                known.until = slot.until if known.until is None else known.until
                if slot.renewed is not None and known.renewed is not None:
                    known.renewed = np.where(in_force, slot.renewed, known.renewed)
    kept = [slot for slot in slots.values() if slot.holds.any()]
    sources = dict.fromkeys(slot.key[0] for slot in kept)
    capped = [source for source in sources if source is not None and source[0].cap is not None]
    if capped:
        return _ranked(kept, capped, story, len(plans))
    return _joined(kept, story, len(plans))


def _joined(slots: list[_Slot], story: Story, plans: int) -> Pauses:
    """Put all slots into one, where no cap asks which of them a pause belongs to."""
    groups = len(story.ends)
    until = np.full(groups, NONE)
    for slot in slots:
        end = NEVER if slot.until is None else slot.until
        until = np.maximum(until, np.where(slot.holds, end, NONE))
    since = np.where(until == NONE, NONE, story.at[story.ends])
    changed = _differs(until, story)
    return Pauses(
        since[None], until[None], changed, np.full(1, -1), np.zeros((plans, 1), np.int64), np.zeros(0, np.int64),
        np.zeros((0, plans), np.bool_),
    )  # fmt: skip


def _ranked(slots: list[_Slot], capped: list[tuple[PauseRule, int]], story: Story, plans: int) -> Pauses:
    at, groups = story.at[story.ends], len(story.ends)
    shape = len(slots), groups
    since, until = np.full(shape, NONE), np.full(shape, NEVER)
    changed = np.zeros(groups, dtype=np.bool_)
    rank = np.zeros((plans, len(slots)), dtype=np.int64)
    for place, slot in enumerate(slots):
        since[place] = _since(slot, story, at)
        if slot.until is not None:
            until[place] = slot.until
        changed |= _differs(since[place], story) | _differs(np.where(slot.holds, until[place], NONE), story)
        for plan, order in (slot.rank or {}).items():
            rank[plan, place] = order
    rule = [-1 if slot.key[0] not in capped else capped.index(slot.key[0]) for slot in slots]
    cap = np.array([us_of(rule.cap or timedelta(0)) for rule, _ in capped], dtype=np.int64)
    is_in = np.array([[rule in plan.policy.pauses for plan in story.words.book.plans] for rule, _ in capped])
    return Pauses(since, until, changed, np.array(rule, dtype=np.int64), rank, cap, is_in)


def _since(slot: _Slot, story: Story, at: Ints) -> Ints:
    """Return when the slot began to hold without a break, NONE where it does not hold."""
    before = np.zeros(len(at), dtype=np.bool_)
    before[1:] = slot.holds[:-1]
    before[story.group[story.first]] = False
    if slot.until is not None:
        before[1:] &= slot.until[:-1] >= at[1:]
    if slot.renewed is not None:
        # An answered pause that is set anew begins anew.
        before[1:] &= ~(slot.renewed[:-1] & ~slot.renewed[1:])
    begun = carried(slot.holds & ~before)
    return np.where(slot.holds, at[np.maximum(begun, 0)], NONE)


def _differs(column: Ints, story: Story) -> Mask:
    """Return where a column differs from the group before; at the first of a ticket, whether something holds."""
    differs = np.ones(len(column), dtype=np.bool_)
    differs[1:] = column[1:] != column[:-1]
    first = story.group[story.first]
    differs[first] = column[first] != NONE
    return differs


def _slots(name: str, number: int, plan: Plan, story: Story, explicit: Explicit | None) -> Iterator[_Slot]:
    """Yield what may hold a metric under one policy, in the order in which holds of one instant are ranked."""
    metric, words, ends = story.words.metric(number, name), story.words, story.ends
    if metric is None:
        return
    answered = story.answered[ends]
    counted = np.array([category in metric.counts for category in w.CATEGORIES])
    nature = ~counted[story.category[ends]]
    yield _status_slot(None, nature, answered, plan)
    for pause in metric.pauses:
        rule = plan.policy.pauses[pause.rule], plan.policy.pauses[: pause.rule].count(plan.policy.pauses[pause.rule])
        yield _status_slot(rule, _in_status(pause, story), answered, plan)
        if pause.explicit and explicit is not None:
            for place in range(explicit.size):
                allowed = words.for_reason(pause)[explicit.reason[place]]
                yield _Slot((rule, "explicit", place), explicit.holds[place] & allowed, explicit.until[place])
        if pause.follow_ups and not pause.statuses:
            yield _Slot((rule, "follow_ups", 0), story.follow_ups[ends] >= pause.follow_ups)


def _status_slot(rule: Source, holds: Mask, answered: Mask, plan: Plan) -> _Slot:
    if not plan.keeps_pause_on_reply:
        # The requester's answer lifts it: the clock runs, and what comes later begins anew.
        return _Slot((rule, "status", 0), holds & ~answered, renewed=np.zeros(len(holds), dtype=np.bool_))
    return _Slot((rule, "status", 0), holds, renewed=answered)


def _in_status(pause: PausePlan, story: Story) -> Mask:
    words, ends = story.words, story.ends
    holds: Mask
    if pause.statuses:
        holds = words.paused_in(pause)[story.status[ends]]
    elif pause.explicit or pause.follow_ups is not None or not pause.reasons:
        return np.zeros(len(ends), dtype=np.bool_)
    else:
        holds = np.ones(len(ends), dtype=np.bool_)
    if pause.reasons:
        holds = holds & words.for_reason(pause)[story.status_reason[ends]]
    if pause.follow_ups is not None:
        holds = holds & (story.follow_ups[ends] >= pause.follow_ups)
    return holds
