"""A slow, obvious SLA oracle: it walks a ticket minute by minute and imports nothing of the library.

Times are whole minutes since 1970 UTC. Events are dicts in log order: `kind` ("created", "message" ...), `at` and
the fields of the library's events; parties and statuses are lower-case text. A policy is a dict: `targets[priority]
[metric]`, `calendars[name]` -> is_open(minute), `calendar_for(priority, tier, metric)` -> name, `unpaused_due(
calendar, start, n, until)` -> minute for business days; the rest is in `DEFAULTS`. Exact where a stage's fraction of
a target is a whole number of minutes. `stopped` is also the end of a cancelled timer; a timer that never had a target
is blank, and left out unless it is the metric's first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any

from tests.oracles import sla_oracle_facts as known
from tests.oracles.sla_oracle_facts import FREE, METRICS, RESUMED, UPDATES, Era, Event, Facts, Timer, owner


def evaluate(events: Sequence[Event], policy: known.Policy, at: int) -> list[dict[str, Any]]:
    """Return the answers for every metric and cycle, as seen at the minute `at`."""
    walk = Walk(policy)
    for minute in range(events[0]["at"], at + 1):
        group = [event for event in events if event["at"] == minute]
        if group:
            walk.apply_group(minute, group)
        for timer in walk.last_timers() if minute < at else ():
            if timer.is_live:
                walk.account(timer, walk.eras[-1], minute)
    timers = [timer for timers in walk.timers.values() for timer in timers]
    return [walk.answer(timer, at) for timer in timers if timer.had_target or timer.cycle == 1]


class Walk:
    """One ticket on its way through the minutes."""

    def __init__(self, policy: known.Policy) -> None:
        """Start before the first event: every metric waits."""
        self.policy = {**known.DEFAULTS, **policy}
        self.calendars = {name: cache(is_open) for name, is_open in policy["calendars"].items()}
        self.timers = {metric: [Timer(metric, 1)] for metric in METRICS}
        self.eras = [FREE]
        self.facts = self.final = Facts()  # final: after the group's last event
        self.fresh: list[Timer] = []  # started by the group

    def last_timers(self) -> list[Timer]:
        """Return the last cycle of each metric."""
        return [timers[-1] for timers in self.timers.values()]

    def account(self, timer: Timer, era: Era, minute: int) -> None:
        """Put one minute on the timer's trace: counted or paused; a closed one is neither."""
        if not timer.is_open(minute):
            return
        if minute < timer.free_until:
            timer.counted.append(minute)
        elif any(start <= minute < end for start, end in timer.resolved):
            timer.pause("resolved", minute)
        else:
            self.note_illegitimate(timer, era, minute)
            holder = owner(era.actual[timer.metric], minute, lambda rank: timer.used[rank])
            if holder is None:
                timer.counted.append(minute)
            else:
                timer.used[holder.rank] += 1
                timer.pause(holder.key, minute)

    def note_illegitimate(self, timer: Timer, era: Era, minute: int) -> None:
        """Count a minute after the requester's answer that the status would pause, or does pause."""
        unlifted = era.unlifted[timer.metric] if era.answered else []
        holder = owner(unlifted, minute, lambda rank: timer.used[rank] + timer.lifted[rank])
        if holder is not None and holder.source == "status":
            timer.illegitimate += 1
            timer.lifted[holder.rank] += self.policy["on_reply_while_paused"] == "resume"

    def apply_group(self, minute: int, events: Sequence[Event]) -> None:
        """Apply the events of one minute: stops and starts in log order, then cancels, then target changes."""
        self.fresh, self.final = [], deepcopy(self.facts)
        for event in events:
            self.final.fold(event, self.policy)
        resolves = False
        for event in events:
            before, self.facts = self.facts, deepcopy(self.facts)
            self.facts.fold(event, self.policy)
            self.apply_event(event, before, minute)
            resolves = resolves or (self.facts.is_resolved and not before.is_resolved)
        for timer in self.last_timers():
            if resolves and timer.is_live and known.cancels_at_resolve(self.policy, timer.metric):
                self.cancel_for_resolve(timer, minute)
            elif self.facts.over and timer.ended is None:
                timer.end(minute, self.facts.over)
            elif timer.is_live and timer not in self.fresh:
                self.change_target(timer, minute)
        for timer in self.last_timers():
            if self.facts.over and timer.is_live:
                timer.end(minute, self.facts.over)
        self.eras.append(known.next_era(self.facts, self.policy, minute, self.eras[-1]))

    def apply_event(self, event: Event, before: Facts, minute: int) -> None:
        """Stop and start timers by one event."""
        kind, after = event["kind"], self.facts
        if kind == "created":
            for metric in ("acknowledge", *RESUMED, *([] if after.by_agent else ["first_response"])):
                self.start(metric, minute)
        elif kind == "message":
            self.apply_message(event["by"], event.get("public", True), before, minute)
        elif kind == "absorbed":
            self.absorb(event["started"], minute)
        elif kind == "due_set":
            self.set_due(self.timers[event["metric"]][-1], event, minute)
        is_acknowledged = kind == "acknowledged" or (kind == "assignment" and event.get("agent") is not None)
        if is_acknowledged or (before.category == "new" and after.category != "new"):
            self.stop("acknowledge", minute)
        if after.is_resolved and not before.is_resolved:
            for metric in ("first_response", "acknowledge", *RESUMED):
                if not known.cancels_at_resolve(self.policy, metric):
                    self.stop(metric, minute)
        if before.is_resolved and not after.is_resolved:
            self.reopen(minute)

    def apply_message(self, by: str, public: bool, before: Facts, minute: int) -> None:
        """Stop and start timers by one message."""
        if by == "agent":
            self.stop("acknowledge", minute)
        if public and by in self.policy["first_response_by"]:
            self.stop("first_response", minute)
        if public and by == "agent":
            self.stop("next_response", minute)
            for metric in UPDATES:
                self.stop(metric, minute)
                self.start(metric, minute)
        if by == "requester" and self.timers["first_response"][-1].started is None:
            self.start("first_response", minute, by_message=True)
        if by == "requester" and before.response_given:
            self.start("next_response", minute)

    def start(self, metric: str, minute: int, *, by_message: bool = False) -> None:
        """Start the next cycle, unless one is live, the ticket is over, or the ticket stays resolved."""
        last = self.timers[metric][-1]
        stays_resolved = self.facts.is_resolved and self.final.is_resolved
        if (
            self.facts.over
            or last.is_live
            or (stays_resolved and (by_message or metric in (*UPDATES, "next_response")))
        ):
            return
        self.begin(last if last.started is None else self.next_cycle(last), minute)

    def next_cycle(self, last: Timer) -> Timer:
        """Return a new timer after the last one; a first target takes the place of the live one without."""
        in_place = last.is_live
        rhythm = 0 if last.reason == "resolved" else last.cadence + len(last.counted) * last.had_target
        timer = Timer(last.metric, last.cycle + (not in_place), rhythm)
        self.timers[last.metric] = [
            *(one for one in self.timers[last.metric] if one is not last or not in_place),
            timer,
        ]
        return timer

    def begin(self, timer: Timer, minute: int) -> None:
        """Let a timer count from a minute on, under the target that holds after the group."""
        timer.started = timer.floor = minute
        self.set_target(timer, *self.final.promised(self.policy, timer.metric), minute)
        self.fresh.append(timer)

    def stop(self, metric: str, minute: int) -> None:
        """Stop the metric's live timer, if it has one."""
        if self.timers[metric][-1].is_live:
            self.timers[metric][-1].end(minute)

    def cancel_for_resolve(self, timer: Timer, minute: int) -> None:
        """Cancel a live timer; one that the resolving group itself started was never created."""
        is_fresh = timer in self.fresh
        if not is_fresh or (timer.metric == "first_response" and self.facts.is_resolved):
            timer.end(minute, "resolved")
        elif self.facts.is_resolved:
            self.timers[timer.metric] = self.timers[timer.metric][:-1] or [Timer(timer.metric, 1)]

    def reopen(self, minute: int) -> None:
        """Start new cycles, or let stopped timers go on with the resolved stretch as a pause."""
        mode, listed = self.policy["on_reopen"], self.policy["reopen_metrics"]
        for timer in self.last_timers():
            if self.facts.over or mode == "ignore" or timer.ended is None:
                continue
            if mode == "new_cycle" and timer.metric in listed:
                self.start(timer.metric, minute)
            elif timer.metric in RESUMED and (mode == "resume" or timer.metric != "resolution"):
                timer.resolved.append((timer.ended, minute))
                for past in range(timer.ended, minute):
                    self.account(timer, FREE, past)
                timer.ended = None

    def set_target(self, timer: Timer, spec: known.Target, name: str, minute: int) -> None:
        """Give a timer its target, and its calendar from a minute on; pauses so far move a business-day due."""
        timer.spec, timer.had_target = spec, timer.had_target or spec is not None
        timer.calendars.append((minute, name, self.calendars[name]))
        timer.target, moving = spec, None
        if isinstance(spec, tuple):
            moving = self.policy["unpaused_due"](name, timer.started, spec[1], spec[2])
            timer.target = sum(map(self.calendars[name], range(timer.started, moving)))
            for _ in timer.paused:
                moving = known.first_open(self.calendars[name], moving) + 1
            moving = max(moving, timer.floor)
        elif spec and timer.metric in UPDATES and self.policy["update_cadence"] == "fixed":
            timer.target = (-(-timer.cadence // spec) + 1) * spec - timer.cadence
        timer.moving = timer.moving if timer.follows_pauses else moving

    def change_target(self, timer: Timer, minute: int) -> None:
        """Follow a change of target or calendar in the way the policy names."""
        spec, name = self.final.promised(self.policy, timer.metric)
        if (spec, name) == (timer.spec, timer.calendar):
            return
        if not timer.had_target:
            self.begin(self.next_cycle(timer), minute)
        elif self.policy["on_target_change"] == "restart":
            timer.end(minute, "superseded")
            self.start(timer.metric, minute)
        else:
            if self.policy["on_target_change"] == "creation":
                self.remeasure(timer, name, minute)
            else:
                self.keep_breach(timer, minute)
                timer.kept_breach = timer.kept_breach if self.policy["on_breached_target_change"] == "keep" else None
            self.set_target(timer, spec, name, minute)

    def keep_breach(self, timer: Timer, minute: int) -> None:
        """Remember a breach incurred before the minute; from now on due and stages lie at or after it."""
        due, _ = self.project(timer, FREE, minute)
        if timer.kept_breach is None and due is not None and due < minute:
            timer.kept_breach = due
        timer.floor = minute

    def remeasure(self, timer: Timer, name: str, minute: int) -> None:
        """Walk the timer again on a calendar; of the open minutes so far, the pauses are taken to come first."""
        timer.calendars, timer.counted, timer.paused = [(timer.started, name, self.calendars[name])], [], []
        timer.used, timer.lifted, timer.illegitimate = Counter(), Counter(), 0
        timer.kept_breach, timer.floor = None, timer.started
        moving, timer.moving = timer.moving, None
        for past in range(timer.started, minute):
            self.account(timer, next(era for era in reversed(self.eras) if era.start <= past), past)
        every_open = sorted(timer.counted + [paused for paused, _ in timer.paused])
        timer.counted, timer.moving = every_open[len(timer.paused) :], moving

    def absorb(self, started: int, minute: int) -> None:
        """Let the live first cycles that started at creation count from the absorbed ticket's start."""
        for metric in ("acknowledge", *RESUMED, "first_response"):
            timer = self.timers[metric][-1]
            if timer.cycle == 1 and timer.is_live and timer.had_target and started < timer.started:
                self.keep_breach(timer, minute)
                timer.free_until = max(timer.free_until, timer.started)
                timer.counted = [*filter(timer.is_open, range(started, timer.started)), *timer.counted]
                timer.started = started
                self.set_target(timer, timer.spec, timer.calendar, minute)

    def set_due(self, timer: Timer, event: Event, minute: int) -> None:
        """Fix the due of a timer by hand, or clear it."""
        if timer.ended is not None or (timer.is_live and not timer.had_target):
            return
        if timer.is_live:
            self.keep_breach(timer, minute)
            timer.kept_breach = timer.kept_breach if self.policy["on_breached_target_change"] == "keep" else None
        timer.manual = event["due"]
        timer.follows_pauses = timer.manual is not None and event.get("follows_pauses", False)
        timer.moving = timer.manual if timer.follows_pauses else None
        if timer.is_live and timer.manual is None:
            self.set_target(timer, timer.spec, timer.calendar, minute)

    def project(self, timer: Timer, era: Era, now: int) -> tuple[int | None, list[int]]:
        """Walk on from `now` with no more events; return the due and the counted minutes."""
        traces = {name: getattr(timer, name).copy() for name in ("counted", "paused", "used", "lifted")}
        walker = replace(timer, **traces)
        if timer.started is None or (timer.manual is not None and not timer.follows_pauses):
            return timer.manual, walker.counted
        if timer.target is None and timer.manual is None:
            return None, walker.counted
        due = None
        if timer.moving is not None and not any(map(timer.is_open, range(now, timer.moving))):
            due = timer.moving
        wanted = 0 if timer.manual is not None else max(map(timer.threshold, self.policy["stages"]))
        for minute in range(now, now + known.HORIZON):
            due = walker.settled(minute, self.policy["landing"]) if due is None else due
            endless = any(hold.cap is None and hold.until is None for hold in era.actual[timer.metric])
            if endless or (due is not None and len(walker.counted) >= wanted):
                return due, walker.counted
            self.account(walker, era, minute)
        raise RuntimeError("the calendar never opens long enough")

    def answer(self, timer: Timer, at: int) -> dict[str, Any]:
        """Return what is to say of one timer."""
        if timer.started is None or not timer.had_target:
            spec = self.final.promised(self.policy, timer.metric)[0] if timer.started is None else None
            target = spec if isinstance(spec, int) else None
            timer = Timer(timer.metric, timer.cycle, spec=spec, target=target, reason=self.facts.over)
        era = self.eras[-1] if timer.is_live else FREE
        now = at if timer.ended is None else timer.ended
        due, counted = self.project(timer, era, now)
        breached_at = timer.kept_breach
        if breached_at is None and due is not None and now > due:
            breached_at = due
        by_hand = timer.manual and sum(map(timer.is_open, range(timer.started, timer.manual)))
        as_they_are = ("metric", "cycle", "started", "first_stopped", "illegitimate", "reason")
        return {name: getattr(timer, name) for name in as_they_are} | {
            "target": timer.target if by_hand is None else by_hand,
            "stopped": timer.ended,
            "elapsed": len(timer.counted),
            "paused": len(timer.paused),
            "paused_by": dict(Counter(key for _, key in timer.paused)),
            "due": due,
            "breached_at": breached_at,
            "stages": {one: timer.stage_at(one, due, breached_at, counted) for one in self.policy["stages"]},
            "state": timer.state(era, at),
            "verdict": timer.verdict(breached_at),
        }
