"""Facts, pauses, targets and traces of the slow SLA oracle: plain values, one step at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil
from typing import Any

Event = Mapping[str, Any]
Policy = Mapping[str, Any]
IsOpen = Callable[[int], bool]
Target = int | tuple[str, int, str] | None  # open minutes, ("business_days", n, "same_time" | "close"), or no target

RESUMED = ("resolution", "requester_wait", "agent_work")
HORIZON = 800 * 24 * 60
UPDATES = ("update", "pausable_update")
METRICS = ("first_response", "acknowledge", *RESUMED, *UPDATES, "next_response")
RESOLVED = ("resolved", "closed")
NOT_COUNTED = {"requester_wait": ["pending"], "agent_work": ["pending", "on_hold"], "pausable_update": ["pending"]}
DEFAULTS: dict[str, Any] = {
    "tiers": {},
    "stages": (0.5, 0.8, 0.9, 1.0, 2.0),
    "pauses": (),
    "landing": "close",
    "on_reply_while_paused": "resume",
    "on_reopen": "resume",
    "reopen_metrics": ("resolution",),
    "on_target_change": "carry",
    "on_breached_target_change": "keep",
    "update_cadence": "reset",
    "first_response_by": ("agent",),
    "first_response_at_resolve": "stop",
}


@dataclass
class Facts:
    """What the events so far say about the ticket."""

    priority: str = ""
    tier: str | None = None
    category: str = "new"
    status_reason: str | None = None
    answered: bool = False  # the requester wrote while pending, and no status change since
    follow_ups: int = 0  # public agent messages since the requester's last one
    by_agent: bool = False  # an agent created the ticket
    response_asked: bool = False  # the first response is owed or given
    response_given: bool = False
    explicit: dict[str, int | None] = field(default_factory=dict)  # open Paused: reason -> until
    over: str | None = None  # why: merged, or the reason of the cancelling

    @property
    def is_resolved(self) -> bool:
        """Return whether the category is resolved or closed."""
        return self.category in RESOLVED

    def fold(self, event: Event, policy: Policy) -> None:
        """Change the facts by one event."""
        kind = event["kind"]
        if kind == "created":
            self.priority, self.tier = event["priority"], event.get("tier")
            self.category = event.get("status", "new")
            self.by_agent = event.get("by", "requester") == "agent"
            self.response_asked = not self.by_agent
        elif kind == "message":
            self.fold_message(event["by"], event.get("public", True), policy)
        elif kind == "status_change":
            self.category, self.status_reason = event["to"], event.get("reason")
            self.answered = False
        elif kind == "field_change" and event["field"] in ("priority", "tier"):
            setattr(self, event["field"], event["to"])
        elif kind == "paused":
            ends = (self.explicit.get(event["reason"], 0), event.get("until"))
            self.explicit[event["reason"]] = None if None in ends else max(ends)
        elif kind == "resumed":
            ended = event.get("reason")
            self.explicit = {one: self.explicit[one] for one in self.explicit if ended not in (None, one)}
        elif kind in ("cancelled", "merged"):
            self.over = self.over or ("merged" if kind == "merged" else event["reason"])

    def fold_message(self, by: str, public: bool, policy: Policy) -> None:
        """Change the facts by one message."""
        if by == "requester":
            self.follow_ups = 0
            self.answered = self.answered or self.category == "pending"
            self.response_asked = True
        elif public and by == "agent":
            self.follow_ups += 1
        if public and by in policy["first_response_by"] and self.response_asked:
            self.response_given = True

    def promised(self, policy: Policy, metric: str) -> tuple[Target, str]:
        """Return the metric's target and the name of its calendar."""
        return self.target(policy, metric), policy["calendar_for"](self.priority, self.tier, metric)

    def target(self, policy: Policy, metric: str) -> Target:
        """Return the promised target of a metric for the ticket's priority and tier."""
        tier = policy["tiers"].get(self.tier, 1)
        own_table = isinstance(tier, Mapping)
        base = (tier if own_table else policy["targets"]).get(self.priority, {}).get(metric)
        factor = Fraction(1) if own_table else Fraction(str(tier))
        if base is None:
            return None
        if isinstance(base, tuple):
            return ("business_days", ceil(base[1] * factor), base[2])
        if (base * factor).denominator != 1:
            raise ValueError(f"{base} x {factor} is not a whole number of minutes; choose another target")
        return int(base * factor)


@dataclass(frozen=True)
class Hold:
    """One reason why a metric is paused: whose it is, the key of its minutes, and what may end it."""

    rank: int  # 0: the metric's nature; 1, 2 ...: the rule's place in the policy
    source: str  # "status", "follow_ups" or "explicit: <reason>"
    key: str
    cap: int | None = None
    until: int | None = None
    began: int = 0

    def holds(self, minute: int) -> bool:
        """Return whether its end, if it has one, is still to come."""
        return self.until is None or minute < self.until


def cancels_at_resolve(policy: Policy, metric: str) -> bool:
    """Return whether a resolve cancels the metric's timer instead of stopping it."""
    by_option = metric == "first_response" and policy["first_response_at_resolve"] == "cancel"
    return by_option or metric in (*UPDATES, "next_response")


def holds_now(facts: Facts, policy: Policy, metric: str, *, lifted: bool) -> list[Hold]:
    """Return every pause of a metric under these facts; `lifted` leaves out those by status."""
    found = []
    if not lifted and facts.category in (*RESOLVED, *NOT_COUNTED.get(metric, ())):
        found.append(Hold(0, "status", facts.status_reason or facts.category))
    for rank, rule in enumerate(policy["pauses"], start=1):
        if metric in rule["metrics"]:
            found += rule_holds(facts, rule, rank, lifted=lifted)
    return found


def rule_holds(facts: Facts, rule: Mapping[str, Any], rank: int, *, lifted: bool) -> list[Hold]:
    """Return the pauses of one rule: by status, by explicit Paused, by unanswered follow-ups."""
    statuses, reasons = rule.get("statuses", ()), rule.get("reasons", ())
    needed, cap = rule.get("after_follow_ups"), rule.get("cap")
    unanswered = needed is not None and facts.follow_ups >= needed
    found, right_reason = [], not reasons or facts.status_reason in reasons
    if facts.category in statuses and right_reason and (needed is None or unanswered) and not lifted:
        found.append(Hold(rank, "status", facts.status_reason or facts.category, cap))
    if rule.get("explicit", False):
        for reason, until in facts.explicit.items():
            if not reasons or reason in reasons:
                found.append(Hold(rank, f"explicit: {reason}", reason, cap, until))
    if not statuses and unanswered:
        found.append(Hold(rank, "follow_ups", "customer_unresponsive", cap))
    return found


def owner(holds: list[Hold], minute: int, used: Callable[[int], int]) -> Hold | None:
    """Return the pause that owns a minute: the one that began first, its cap not yet spent."""
    fit = [hold for hold in holds if hold.holds(minute) and (hold.cap is None or used(hold.rank) < hold.cap)]
    return min(fit, key=lambda hold: (hold.began, hold.rank), default=None)


@dataclass(frozen=True)
class Era:
    """The pauses of every metric from one group of events to the next."""

    start: int
    answered: bool
    actual: dict[str, list[Hold]]
    unlifted: dict[str, list[Hold]]  # as if the requester's answer had lifted nothing


FREE = Era(0, False, {metric: [] for metric in METRICS}, {metric: [] for metric in METRICS})


def next_era(facts: Facts, policy: Policy, minute: int, before: Era) -> Era:
    """Return the pauses from `minute` on."""
    lifted = facts.answered and policy["on_reply_while_paused"] == "resume"
    actual, unlifted = {}, {}
    for metric in METRICS:
        now = holds_now(facts, policy, metric, lifted=lifted)
        actual[metric] = with_began(now, before.actual[metric], minute)
        now = holds_now(facts, policy, metric, lifted=False)
        unlifted[metric] = with_began(now, before.unlifted[metric], minute)
    return Era(minute, facts.answered, actual, unlifted)


def with_began(now: list[Hold], before: list[Hold], minute: int) -> list[Hold]:
    """Return the pauses with their beginnings: the old one's if it held in the minute before."""
    held = {(hold.rank, hold.source): hold.began for hold in before if hold.holds(minute - 1)}
    return [replace(hold, began=held.get((hold.rank, hold.source), minute)) for hold in now]


def first_open(is_open: IsOpen, minute: int) -> int:
    """Return the minute itself when it is open, or the next opening."""
    return next(one for one in range(minute, minute + HORIZON) if is_open(one))


@dataclass(eq=False)
class Timer:
    """One cycle of one metric, with the trace of its minutes."""

    metric: str
    cycle: int
    cadence: int = 0  # counted minutes of the cycles before
    started: int | None = None
    ended: int | None = None
    reason: str | None = None  # why it was cancelled
    first_stopped: int | None = None
    spec: Target = None  # as promised
    target: int | None = None  # in open minutes
    had_target: bool = False
    calendars: list[tuple[int, str, IsOpen]] = field(default_factory=list)  # (from minute, name, function)
    counted: list[int] = field(default_factory=list)
    paused: list[tuple[int, str]] = field(default_factory=list)  # (minute, key)
    used: Counter[int] = field(default_factory=Counter)  # paused minutes by rule, for the caps
    lifted: Counter[int] = field(default_factory=Counter)  # minutes a lifted rule would have paused
    illegitimate: int = 0
    resolved: list[tuple[int, int]] = field(default_factory=list)  # stretches from resolved to reopened
    free_until: int = 0  # minutes before it came with an absorbed ticket: no pauses
    floor: int = 0  # neither the due nor a stage lies before
    kept_breach: int | None = None
    manual: int | None = None
    follows_pauses: bool = False
    moving: int | None = None  # a due that pauses push: business days, or a manual one that follows

    @property
    def is_live(self) -> bool:
        """Return whether it has started and not ended."""
        return self.started is not None and self.ended is None

    @property
    def calendar(self) -> str:
        """Return the name of the calendar in force."""
        return self.calendars[-1][1]

    def is_open(self, minute: int) -> bool:
        """Return whether the calendar that the timer has in a minute is open."""
        in_force = [is_open for start, _, is_open in self.calendars if start <= minute]
        return (in_force[-1] if in_force else self.calendars[0][2])(minute)

    def pause(self, key: str, minute: int) -> None:
        """Note a paused open minute; it moves a moving due that has not come yet."""
        self.paused.append((minute, key))
        if self.moving is not None and minute < self.moving:
            self.moving = first_open(self.is_open, self.moving) + 1

    def end(self, minute: int, cancelled: str | None = None) -> None:
        """End it: stopped, or cancelled for a reason."""
        self.ended, self.reason = minute, cancelled
        if cancelled is None and self.first_stopped is None:
            self.first_stopped = minute

    def settled(self, minute: int, landing: str) -> int | None:
        """Return the due if it is fixed for good by the trace up to a minute."""
        if self.moving is not None:
            return self.moving if minute >= self.moving else None
        if len(self.counted) < self.target:
            return None
        spent = self.counted[self.target - 1] + 1
        spent = max(self.floor, spent)
        return first_open(self.is_open, spent) if landing == "open" else spent

    def threshold(self, fraction: float) -> int:
        """Return the counted minutes at which a stage is reached."""
        return round(Fraction(str(fraction)) * self.target)

    def stage_at(self, fraction: float, due: int | None, breached_at: int | None, counted: list[int]) -> int | None:
        """Return when a stage was or will be reached; the stage 1.0 follows the verdict."""
        if fraction == 1:
            return due if self.is_live and breached_at is None else breached_at
        if self.started is None or self.target is None or self.manual is not None:
            return None
        needed = self.threshold(fraction)
        if needed > len(counted):
            return None
        reached = max(self.floor, counted[needed - 1] + 1 if needed else self.started)
        return None if self.ended is not None and reached > self.ended else reached

    def state(self, era: Era, at: int) -> str:
        """Return its state at an instant of an era."""
        if self.reason is not None or self.started is None:
            return "waiting" if self.reason is None else "cancelled"
        if self.ended is not None:
            return "stopped"
        holder = owner(era.actual[self.metric], at, lambda rank: self.used[rank])
        return "running" if holder is None else "paused"

    def verdict(self, breached_at: int | None) -> str:
        """Return the verdict on it."""
        if breached_at is not None:
            return "breached"
        if self.spec is None and self.manual is None:
            return "not_applicable"
        return "met" if self.ended is not None and self.reason is None else "undecided"
