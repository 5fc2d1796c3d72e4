"""What a book makes of the words in a table, looked up once for each word instead of once for each row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops.sla._one.facts import REOPENED
from supportops.sla._one.signals import WORD_BITS
from supportops.tickets.status_map import folded
from supportops.tickets.table import KINDS
from supportops.vocabulary import Status

if TYPE_CHECKING:
    from supportops.sla._one.book import Book
    from supportops.sla._one.plan import MetricPlan, PausePlan, Plan
    from supportops.tickets import EventTable

__all__ = [
    "ACKNOWLEDGED",
    "AGENT",
    "ASSIGNED",
    "BOT",
    "CANCELS",
    "CREATED_BY_AGENT",
    "CREATED_BY_REQUESTER",
    "IS_MESSAGE",
    "IS_RESOLUTION",
    "KIND",
    "NEW",
    "NOTE",
    "PENDING",
    "REOPENS",
    "REQUESTER",
    "RESOLVED_FROM",
    "RESTARTS",
    "SLA_ASSIGNED",
    "STARTS",
    "STOPS",
    "Words",
]  # fmt: skip

Int = npt.NDArray[Any]

KIND = {kind: code for code, kind in enumerate(KINDS)}
CATEGORIES = tuple(str(status) for status in Status)
NEW, PENDING, RESOLVED_FROM = CATEGORIES.index("new"), CATEGORIES.index("pending"), CATEGORIES.index("resolved")
"""The last is the first of the two categories in which a ticket is resolved."""

STARTS, STOPS, RESTARTS, CANCELS, REOPENS, IS_MESSAGE, IS_RESOLUTION = (1 << bit for bit in range(7))
"""What a signal does to one metric, in bits of one byte."""

(NOTHING, REQUESTER, AGENT, BOT, NOTE, ASSIGNED, ACKNOWLEDGED, CREATED_BY_REQUESTER, CREATED_BY_AGENT,
 SLA_ASSIGNED) = range(10)  # fmt: skip
"""Signals by number; behind them come the fields that change, and the statuses entered from each category."""

_FIXED = (
    (), ("requester_message",), ("public_agent_message",), ("bot_message",), ("internal_note",), ("assigned",),
    ("acknowledged",), ("created", "created_by_requester", "sla_assigned"),
    ("created", "created_by_agent", "sla_assigned"), ("sla_assigned",),
)  # fmt: skip
_MESSAGES = WORD_BITS["requester_message"] | WORD_BITS["public_agent_message"] | WORD_BITS["bot_message"]
_MESSAGES |= WORD_BITS["internal_note"]
_RESOLUTIONS = WORD_BITS["resolved"] | WORD_BITS["closed"]


class Words:
    """The labels of a table as the plans of a book read them."""

    def __init__(self, table: EventTable, book: Book) -> None:
        self.book = book
        kind, value, field = table.kind.codes, table.value, table.field
        self.values = value.labels if "new" in value.labels else (*value.labels, "new")
        self.new = self.values.index("new")
        self.fields, self.reasons = field.labels, table.reason.labels
        is_created, is_change = kind == KIND["created"], kind == KIND["field_change"]
        is_status = (is_created & ((field.codes < 0) | (field == "status"))) | (kind == KIND["status_change"])
        self.statuses = self._used(np.append(value.codes[is_status], self.new))
        self.status_index = _places(self.statuses, len(self.values))
        categories = [CATEGORIES.index(table.statuses.category(self.values[code])) for code in self.statuses]
        self.category = np.full(len(self.values) + 1, NEW, dtype=np.int8)
        self.category[self.statuses] = categories
        changed = np.unique(field.codes[is_change])
        self.field_index = _places(changed, len(self.fields))
        self._changed = [self.fields[code] for code in changed]
        self.field_base, self.status_base = len(_FIXED), len(_FIXED) + len(changed)
        self.priorities = self._used(value.codes[(is_created | is_change) & (field == "priority")])
        self.tiers = self._used(value.codes[(is_created | is_change) & (field == "tier")])
        self.priority_index = _places(self.priorities, len(self.values))
        self.tier_index = _places(self.tiers, len(self.values))
        signals = [self._signals(plan) for plan in book.plans]
        self.names = tuple(dict.fromkeys(metric.name for plan in book.plans for metric in plan.metrics))
        self.flags = {name: np.stack(list(self._flags(name, signals))) for name in self.names}
        """Metric -> what each signal does to it. Shape (plans, signals)."""

    def metric(self, plan: int, name: str) -> MetricPlan | None:
        """Return a metric as a plan measures it, or None when it does not."""
        return next((metric for metric in self.book.plans[plan].metrics if metric.name == name), None)

    def paused_in(self, pause: PausePlan) -> npt.NDArray[np.bool_]:
        """Return for each status whether a rule names it, by its own name or its category; the last is for none."""
        found = np.zeros(len(self.values) + 1, dtype=np.bool_)
        for code in self.statuses:
            category = CATEGORIES[self.category[code]]
            found[code] = category in pause.statuses or folded(self.values[code]) in pause.statuses
        return found

    def for_reason(self, pause: PausePlan) -> npt.NDArray[np.bool_]:
        """Return for each reason whether a rule is for it; the last is for none."""
        if not pause.reasons:
            return np.ones(len(self.reasons) + 1, dtype=np.bool_)
        return np.array([*(reason in pause.reasons for reason in self.reasons), False])

    def stopped_in(self, name: str) -> npt.NDArray[np.bool_]:
        """Return for each plan and status whether the status is one on whose entry the metric stops."""
        found = np.zeros((len(self.book.plans), len(self.values) + 1), dtype=np.bool_)
        for number, plan in enumerate(self.book.plans):
            metric = self.metric(number, name)
            for code in self.statuses if metric is not None else ():
                entered = plan.alphabet.status(self.values[code], CATEGORIES[self.category[code]])
                found[number, code] = metric is not None and bool(metric.stops & entered)
        return found

    def _used(self, codes: Int) -> Int:
        found = np.bincount(codes[codes >= 0], minlength=len(self.values))
        return np.flatnonzero(found)

    def _signals(self, plan: Plan) -> list[int]:
        """Return the words of each signal as one plan's alphabet has them."""
        signals = [plan.alphabet.mask(words) for words in _FIXED]
        signals += [plan.alphabet.field(name) for name in self._changed]
        for code in self.statuses:
            category = CATEGORIES[self.category[code]]
            signals += [_entered(plan, self.values[code], category, before) for before in CATEGORIES]
        return signals

    def _flags(self, name: str, signals: list[list[int]]) -> Iterable[npt.NDArray[np.uint8]]:
        for number, words in enumerate(signals):
            metric = self.metric(number, name)
            flags = [0] * len(words) if metric is None else [_does(metric, word) for word in words]
            yield np.array(flags, dtype=np.uint8)


def _entered(plan: Plan, status: str, category: str, before: str) -> int:
    signals = plan.alphabet.status(status, category if category != before else "")
    was_resolved, is_resolved = before in ("resolved", "closed"), category in ("resolved", "closed")
    if category == "resolved" and not was_resolved:
        signals |= WORD_BITS["resolved"]
    elif category == "closed" and before != "closed":
        signals |= WORD_BITS["closed"]
    return signals | REOPENED if was_resolved and not is_resolved else signals


def _does(metric: MetricPlan, signals: int) -> int:
    does = {
        STARTS: signals & metric.starts, STOPS: signals & metric.stops, RESTARTS: signals & metric.restarts,
        CANCELS: signals & metric.cancels, REOPENS: signals & REOPENED if metric.at_reopen != "nothing" else 0,
    }  # fmt: skip
    flags = sum(flag for flag, hit in does.items() if hit)
    if flags:
        flags |= (IS_MESSAGE if signals & _MESSAGES else 0) | (IS_RESOLUTION if signals & _RESOLUTIONS else 0)
    return flags


def _places(codes: Int, size: int) -> npt.NDArray[np.int32]:
    """Return the place of each code among some; the last stands for a missing value, and is one past them."""
    places = np.full(size + 1, len(codes), dtype=np.int32)
    places[codes[codes >= 0]] = np.flatnonzero(codes >= 0)
    return places
