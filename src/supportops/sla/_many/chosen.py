"""Which policy holds for each ticket after each instant, and what it promises then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT
from supportops._instants import from_us, to_us
from supportops.errors import DomainError
from supportops.sla._many.story import Story
from supportops.tickets._table_rows import value_text

if TYPE_CHECKING:
    from supportops.durations import BusinessDays
    from supportops.sla._one.book import Book
    from supportops.sla._one.plan import Promise
    from supportops.sla.selection import Select

__all__ = ["NONE", "Chosen", "Promises"]

NONE = NAT
Ints = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the choice of a policy reads of a ticket; fields as texts."""

    priority: str
    tier: str | None
    category: str | None
    channel: str | None
    fields: Mapping[str, str | None]
    created_at: datetime


@dataclass(slots=True)
class Promises:
    """What one metric is promised, by number of the promise; NONE and -1 where there is nothing."""

    calendar: Ints
    amount: Ints
    days: Ints


class Chosen:
    """The policies and promises of a story.

    `before` is the policy in force while an event happens, `after` the one after its instant; `promise` is the
    number of what the first promises by the facts after the event, `promise_after` that of the second.
    """

    def __init__(self, story: Story, book: Book) -> None:
        self.story, self.book = story, book
        self.refused: dict[int, str] = {}
        """Ticket -> why no policy is for it."""
        self.before = self.after = np.zeros(len(story.at), dtype=np.int16)
        if len(book.plans) > 1 or book.entries:
            self._choose()
        self._number = len(story.words.priorities) + 1, len(story.words.tiers) + 1
        self.promise = self._combined(self.before)
        at_ends = story.ends[story.group]
        is_one = self.after is self.before
        self.promise_after = (self.promise if is_one else self._combined(self.after))[at_ends]
        self.after = self.after[at_ends]
        self.days: list[BusinessDays] = []
        self._faults: dict[int, str] = {}
        self._promised_by = self._promised()
        self._refuse_faults()

    def promises(self, name: str) -> Promises:
        """Return what a metric is promised, by number of the promise."""
        size = len(self.book.plans) * self._number[0] * self._number[1]
        columns = Promises(np.zeros(size, np.int64), np.full(size, NONE), np.full(size, -1, np.int64))
        for number, plan, promised in self._promised_by:
            for metric, promise in zip(self.book.plans[plan].metrics, promised, strict=False):
                if metric.name == name:
                    self._note(columns, number, promise)
        return columns

    def _note(self, columns: Promises, number: int, promise: Promise) -> None:
        columns.calendar[number] = promise.calendar
        columns.amount[number] = NONE if promise.amount_us is None else promise.amount_us
        if promise.days is not None:
            if promise.days not in self.days:
                self.days.append(promise.days)
            columns.days[number] = self.days.index(promise.days)

    def _combined(self, plan: Ints) -> Ints:
        words, story = self.story.words, self.story
        priority, tier = words.priority_index[story.priority], words.tier_index[story.tier]
        return (plan.astype(np.int64) * self._number[0] + priority) * self._number[1] + tier

    def _promised(self) -> list[tuple[int, int, tuple[Promise, ...]]]:
        size = len(self.book.plans) * self._number[0] * self._number[1]
        used = np.zeros(size, dtype=np.bool_)
        used[self.promise] = used[self.promise_after] = True
        return list(self._looked_up(np.flatnonzero(used).tolist()))

    def _looked_up(self, numbers: list[int]) -> Iterator[tuple[int, int, tuple[Promise, ...]]]:
        words = self.story.words
        for number in numbers:
            rest, tier = divmod(number, self._number[1])
            plan, priority = divmod(rest, self._number[0])
            if priority == len(words.priorities):
                continue
            label = words.values[words.priorities[priority]]
            of_tier = None if tier == len(words.tiers) else words.values[words.tiers[tier]]
            try:
                yield number, plan, self.book.plans[plan].promises(label, of_tier)
            except (DomainError, ValueError) as error:
                self._faults[number] = str(error)

    def _refuse_faults(self) -> None:
        """Refuse the tickets to which, at their creation or after an instant, nothing can be promised."""
        if not self._faults:
            return
        story, numbers = self.story, np.array(list(self._faults))
        places = np.concatenate([story.first, story.ends])
        promise = np.concatenate([self.promise[story.first], self.promise_after[story.ends]])
        bad = np.flatnonzero(np.isin(promise, numbers))
        for place in bad[np.argsort(-places[bad], kind="stable")].tolist():
            self.refused[int(story.ticket[places[place]])] = self._faults[int(promise[place])]

    def _choose(self) -> None:
        """Choose a policy at each creation and after each instant, once for each set of facts that occurs."""
        story = self.story
        places = np.concatenate([story.first, story.ends])
        keys = self._keys(places)
        _, first, which = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        found = np.array([self._policy_for(int(places[place])) for place in first], dtype=np.int16)[which.reshape(-1)]
        for place in np.flatnonzero(found < 0)[::-1].tolist():
            event = int(places[place])
            self.refused[int(story.ticket[event])] = str(self.book.no_match(self._facts(event)))
        found = np.maximum(found, 0)
        created, ended = found[: story.size], found[story.size :]
        group = story.group
        self.after = ended[group]
        in_first = group == group[story.first][story.ticket]
        self.before = np.where(in_first, created[story.ticket], ended[np.maximum(group - 1, 0)])

    def _keys(self, places: Ints) -> npt.NDArray[np.int64]:
        story = self.story
        names = ("priority", "tier", "category", "channel", *sorted(self.book.kept_fields))
        self._columns = {name: story.labelled(name) for name in names}
        dates = sorted({to_us(date) for entry in self.book.entries for date in (entry.start, entry.end) if date})
        created = story.at[story.first][story.ticket[places]]
        era = np.searchsorted(np.array(dates, dtype=np.int64), created, side="right")
        return np.stack([*(column[places] for column in self._columns.values()), era], axis=1).astype(np.int64)

    def _facts(self, event: int) -> _Facts:
        story = self.story

        def text(name: str) -> str | None:
            code = int(self._columns[name][event])
            return story.words.values[code] if code >= 0 else None

        return _Facts(
            text("priority") or "", text("tier"), text("category"), text("channel"),
            {name: text(name) for name in self.book.kept_fields},
            from_us(int(story.at[story.first[story.ticket[event]]])),
        )  # fmt: skip

    def _policy_for(self, event: int) -> int:
        facts = self._facts(event)
        return next((number for number, entry in enumerate(self.book.entries) if _matches(entry, facts)), -1)


def _matches(entry: Select, facts: _Facts) -> bool:
    """Return whether an entry is for such a ticket, its fields compared as texts."""
    plain = entry.model_copy(update={"fields": {}})
    texts = all(facts.fields.get(name) == value_text(value) for name, value in entry.fields.items())
    return texts and plain.matches(facts)
