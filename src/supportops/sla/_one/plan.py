"""A policy compiled for the fold: bits instead of words, calendars in a row, targets looked up once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from supportops._instants import us_of
from supportops.durations import BusinessDays
from supportops.errors import ConfigurationError
from supportops.sla._one.signals import WORD_BITS, Alphabet
from supportops.sla.metrics import MetricRule
from supportops.sla.pauses import PauseRule
from supportops.sla.targets import Target
from supportops.tickets.status_map import folded
from supportops.vocabulary import Party

if TYPE_CHECKING:
    from supportops.calendar import AnyCalendar
    from supportops.sla._one.totals import OpenTotals
    from supportops.sla.policy import SlaPolicy

__all__ = ["MetricPlan", "PausePlan", "Plan", "Promise"]

_MAX_THRESHOLDS = 10_000
_RESPONSES = {Party.AGENT: "public_agent_message", Party.BOT: "bot_message"}


@dataclass(frozen=True, slots=True)
class Promise:
    """What one metric of a ticket was promised, and the calendar it is measured on."""

    calendar: int
    amount_us: int | None = None
    days: BusinessDays | None = None
    target: Target | None = None

    @property
    def days_text(self) -> str | None:
        """The business days as a stored timer keeps them."""
        return None if self.days is None else str(self.days)

    @property
    def is_given(self) -> bool:
        """Whether anything was promised."""
        return self.target is not None


@dataclass(frozen=True, slots=True)
class PausePlan:
    """A pause rule as one metric sees it."""

    rule: int
    statuses: frozenset[str]
    reasons: frozenset[str]
    explicit: bool
    follow_ups: int | None
    cap_us: int | None

    def holds_in(self, status: str, category: str, reason: str | None, follow_ups: int) -> bool:
        """Return whether the ticket's status pauses under this rule."""
        if self.statuses:
            if category not in self.statuses and folded(status) not in self.statuses:
                return False
        elif self.explicit or self.follow_ups is not None or not self.reasons:
            return False
        if self.reasons and reason not in self.reasons:
            return False
        return self.follow_ups is None or follow_ups >= self.follow_ups


@dataclass(frozen=True, slots=True)
class MetricPlan:
    """A metric's rule in bits."""

    name: str
    starts: int
    stops: int
    restarts: int
    cancels: int
    relevant: int
    counts: frozenset[str]
    pauses: tuple[PausePlan, ...]
    repeats: bool
    after_first_response: bool
    from_creation: bool
    fixed_cadence: bool
    at_reopen: str


class Plan:
    """Everything about a policy that the fold asks for, worked out once."""

    def __init__(self, policy: SlaPolicy, numbers: dict[AnyCalendar, int]) -> None:
        self.policy = policy
        self.number = 0
        self.calendars: tuple[AnyCalendar, ...] = ()
        self.totals: tuple[OpenTotals, ...] = ()
        self.tallied: tuple[int, ...] = ()
        self._calendar_numbers = numbers
        for calendar in _calendars(policy):
            numbers.setdefault(calendar, len(numbers))
        self.keeps_pause_on_reply = policy.on_reply_while_paused == "keep"
        self.lands_open = policy.landing == "open"
        self.change = policy.on_target_change
        self.clears_breach = policy.on_breached_target_change == "clear"
        self.cancels_merged = policy.on_merge == "cancel"
        self.responders = frozenset(policy.first_response_by)
        self.stages = tuple(sorted(policy.stages, key=lambda stage: stage.fraction))
        self.marks = tuple(stage for stage in self.stages if stage.fraction != 1)
        rules = [rule for rule in policy.metrics if rule.name in policy.measured]
        self.alphabet = Alphabet(word for rule in rules for word in _words(rule))
        self.metrics = tuple(self._metric(rule) for rule in rules)
        self.follow_ups = max((pause.follow_ups or 0 for metric in self.metrics for pause in metric.pauses), default=0)
        self._promises: dict[tuple[str, str | None], tuple[Promise, ...]] = {}
        self._thresholds: dict[int, tuple[int, ...]] = {}

    def promises(self, priority: str, tier: str | None) -> tuple[Promise, ...]:
        """Return what each metric was promised, in the order of `metrics`."""
        key = (priority, tier)
        found = self._promises.get(key)
        if found is None:
            found = tuple(self._promise(metric.name, priority, tier) for metric in self.metrics)
            self._promises[key] = found
        return found

    def thresholds(self, budget: int) -> tuple[int, ...]:
        """Return the elapsed time at which each stage but the breach is reached, in the order of `marks`."""
        found = self._thresholds.get(budget)
        if found is None:
            if len(self._thresholds) > _MAX_THRESHOLDS:
                self._thresholds.clear()
            # With nothing to count up to the due date, what lies past the breach needs some open time more.
            found = tuple(stage.of(budget) or int(stage.fraction > 1) for stage in self.marks)
            self._thresholds[budget] = found
        return found

    def _promise(self, metric: str, priority: str, tier: str | None) -> Promise:
        target = self.policy.target(priority=priority, tier=tier, metric=metric)
        number = self._calendar_numbers[self.policy.calendar_for(priority=priority, tier=tier, metric=metric)]
        if target is None:
            return Promise(number)
        if isinstance(target.duration, BusinessDays):
            return Promise(number, days=target.duration, target=target)
        amount_us = us_of(target.duration)
        if amount_us <= 0:
            raise ConfigurationError([("tiers", f"{target.derivation} is less than a microsecond; raise the factor")])
        return Promise(number, amount_us=amount_us, target=target)

    def _metric(self, rule: MetricRule) -> MetricPlan:
        stops, cancels = set(rule.stops_on), set(rule.cancels_on)
        if rule.name == "first_response":
            stops = self._answered(stops)
            if self.policy.first_response_at_resolve == "cancel":
                cancels |= stops & {"resolved", "closed"}
                stops -= cancels
        mask = self.alphabet.mask
        bits = mask(rule.starts_on), mask(stops), mask(rule.restarts_on), mask(cancels)
        at_reopen = self._at_reopen(rule)
        relevant = bits[0] | bits[1] | bits[2] | bits[3] | (WORD_BITS["reopened"] if at_reopen != "nothing" else 0)
        return MetricPlan(
            name=rule.name,
            starts=bits[0],
            stops=bits[1],
            restarts=bits[2],
            cancels=bits[3],
            relevant=relevant,
            counts=frozenset(rule.counts),
            pauses=tuple(_pause(n, p) for n, p in enumerate(self.policy.pauses) if rule.name in p.metrics),
            repeats=rule.repeats,
            after_first_response=rule.after_first_response,
            from_creation=any(word.startswith("created") for word in rule.starts_on),
            fixed_cadence=self.policy.update_cadence == "fixed" and rule.name in ("update", "pausable_update"),
            at_reopen=at_reopen,
        )

    def _answered(self, stops: set[str]) -> set[str]:
        if "public_agent_message" not in stops:
            return stops
        return (stops - {"public_agent_message"}) | {_RESPONSES[party] for party in self.responders}

    def _at_reopen(self, rule: MetricRule) -> str:
        mode = self.policy.on_reopen
        if mode == "new_cycle" and rule.name in self.policy.reopen_metrics:
            return "new_cycle"
        if rule.reopens == "never" or mode == "ignore":
            return "nothing"
        return "resume" if mode == "resume" or rule.reopens == "resume" else "nothing"


def _words(rule: MetricRule) -> Iterable[str]:
    return (*rule.starts_on, *rule.stops_on, *rule.restarts_on, *rule.cancels_on)


def _pause(number: int, rule: PauseRule) -> PausePlan:
    return PausePlan(
        rule=number,
        statuses=frozenset(folded(status) for status in rule.statuses),
        reasons=frozenset(rule.reasons),
        explicit=rule.explicit,
        follow_ups=rule.after_follow_ups,
        cap_us=None if rule.cap is None else us_of(rule.cap),
    )


def _calendars(policy: SlaPolicy) -> Iterable[AnyCalendar]:
    from supportops.calendar import ALWAYS_OPEN

    yield policy.calendar
    yield from (rule.calendar for rule in policy.calendars)
    if policy.around_the_clock:
        yield ALWAYS_OPEN
