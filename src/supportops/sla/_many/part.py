"""A part of a table evaluated: all metrics of its tickets, as columns sorted by ticket, metric and cycle."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._instants import MAX_US, MIN_US
from supportops.sla._many.answers import Answers, StageNames, answers_of
from supportops.sla._many.chosen import NONE, Chosen, Promises
from supportops.sla._many.desks import Desks
from supportops.sla._many.explicit import explicit_of
from supportops.sla._many.fold import Fold
from supportops.sla._many.lanes import CANCELLED, LIVE, NO_TIMER, Lanes
from supportops.sla._many.moment import Facts
from supportops.sla._many.pauses import pauses_of
from supportops.sla._many.promising import Promising
from supportops.sla._many.reasons import NO_TARGET, NOTHING, Reasons
from supportops.sla._many.steps import date_changes, steps_of
from supportops.sla._many.story import Story
from supportops.sla._many.traits import Traits

if TYPE_CHECKING:
    from supportops.sla._many.words import Words
    from supportops.tickets import EventTable

__all__ = ["Part", "evaluate_part"]

Ints = npt.NDArray[Any]
_UNDECIDED, _NOT_APPLICABLE = 0, 3


@dataclass(slots=True)
class Part:
    """The answers for some tickets, and what each ticket was at the instant. `refused` says why one has none."""

    metric: Ints
    answers: Answers
    facts: dict[str, Ints]
    refused: dict[int, str]


class _Bench:
    """What all metrics of a part share."""

    def __init__(self, table: EventTable, at: npt.NDArray[np.int64], words: Words, reasons: Reasons) -> None:
        self.words, self.at, self.book = words, at, words.book
        self.story = Story(table, at, words)
        self.chosen = Chosen(self.story, self.book)
        self.traits = {name: Traits(name, words) for name in words.names}
        self.desks = Desks(self.book.plans[0].calendars)
        self.totals = self.desks.all_totals(self.story.at[self.story.ends])
        self.totals_at = self.desks.all_totals(at)
        self.explicit = explicit_of(self.story)
        self.facts = Facts(self.story, self.chosen, reasons)
        self.tallies = len(self.desks.calendars) if self.book.plans[0].tallied else 1
        self.last = np.append(self.story.first[1:], len(self.story.at)) - 1
        self.policy = self.chosen.after[self.last]
        """The policy of each ticket at the instant."""

    def answers(self, name: str, names: StageNames) -> Answers:
        """Return the answers of one metric: its timers, and a row for each ticket for which it waits."""
        traits = self.traits[name]
        promises = self.chosen.promises(name)
        pauses = pauses_of(name, self.story, self.chosen, self.explicit)
        dates = date_changes(name, self.story, from_creation=bool(traits.from_creation.any()))
        steps = steps_of(name, self.facts, promises, pauses, dates)
        lanes = Lanes(
            self.story.size, calendars=len(self.desks.calendars), tallies=self.tallies,
            slots=len(pauses.rule), caps=len(pauses.cap),
        )  # fmt: skip
        promising = Promising(
            lanes, pauses, self.desks, self.book, promises, self.chosen.days, is_cadence=traits.is_cadence
        )  # fmt: skip
        fold = Fold(promising, traits, self.story, self.chosen, steps, dates)
        fold.run(self.facts, self.totals)
        at = self.at[steps.ticket]
        live = np.flatnonzero(lanes.state == LIVE)
        promising.advance(live, at[live], self.totals_at[:, steps.ticket[live]])
        told = answers_of(promising, steps.ticket, at, names)
        waits = np.flatnonzero((lanes.state == NO_TIMER) & traits.is_measured[self.policy[steps.ticket]])
        return _joined([told, self._waiting(lanes, waits, steps.ticket, promises)]) if waits.size else told

    def _waiting(self, lanes: Lanes, lane: Ints, ticket_of: Ints, promises: Promises) -> Answers:
        """Return the rows of a metric whose start has not come, or cannot come any more."""
        ticket = ticket_of[lane]
        promise = self.chosen.promise_after[self.last[ticket]]
        amount, days = promises.amount[promise], promises.days[promise]
        is_given = (amount != NONE) | (days >= 0)
        none, zero, over = np.full(len(lane), NONE), np.zeros(len(lane), dtype=np.int64), lanes.over[lane]
        reason = np.where(over >= 0, over, np.where(is_given, NOTHING, NO_TARGET))
        return Answers(
            ticket=ticket, cycle=zero + 1, target=amount, elapsed=zero, paused=zero, remaining=amount, overdue=zero,
            due=none, breached_at=none, started=none, stopped=none, stage=zero - 1,
            state=np.where(over >= 0, CANCELLED + 1, 0), verdict=np.where(is_given, _UNDECIDED, _NOT_APPLICABLE),
            reason=reason, policy=self.policy[ticket],
        )  # fmt: skip


def evaluate_part(
    table: EventTable, at: npt.NDArray[np.int64], words: Words, names: StageNames, reasons: Reasons
) -> Part:  # fmt: skip
    """Return the answers for the tickets of a part, each created by its instant `at`."""
    bench = _Bench(table, at, words, reasons)
    found = [bench.answers(name, names) for name in words.names]
    answers = _joined(found)
    metric = np.repeat(np.arange(len(found)), [len(one.ticket) for one in found])
    order_of = np.array([traits.order for traits in bench.traits.values()]).reshape(-1, len(words.book.plans))
    place = order_of[metric, bench.policy[answers.ticket]]
    order = np.lexsort((answers.cycle, metric, place, answers.ticket))
    answers = Answers(**{field.name: getattr(answers, field.name)[order] for field in fields(Answers)})
    return Part(metric[order], answers, _facts(bench), bench.chosen.refused | _beyond(answers))


def _beyond(answers: Answers) -> dict[int, str]:
    """Return the tickets with an instant that a datetime cannot hold, and what to say of them."""
    found = np.zeros(len(answers.due), dtype=np.bool_)
    for column in (answers.due, answers.breached_at):
        found |= (column != NONE) & ((column > MAX_US) | (column < MIN_US))
    message = "the answer lies outside the years 1 to 9999 that a datetime can hold"
    return dict.fromkeys(np.unique(answers.ticket[found]).tolist(), message)


def _facts(bench: _Bench) -> dict[str, Ints]:
    story, last = bench.story, bench.last
    found = {name: story.labelled(name)[last] for name in ("priority", "tier", "channel", "category")}
    group = story.latest_of(story.field, "assignment")
    return found | {"group": group, "status": story.category[last], "created": story.at[story.first]}


def _joined(parts: list[Answers]) -> Answers:
    """Return the columns of some answers, one behind the other; without any, columns without rows."""
    nothing = np.zeros(0, dtype=np.int64)
    return Answers(
        **{
            field.name: np.concatenate([nothing, *(getattr(part, field.name) for part in parts)])
            for field in fields(Answers)
        }
    )
