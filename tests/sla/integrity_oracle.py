"""The integrity figures of one ticket after another, from `policy.evaluate` alone: slow, and plain to read."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

from supportops.errors import SupportOpsError
from supportops.sla import PolicySet, Select
from supportops.tickets import StatusChange

ZERO = timedelta(0)


@dataclass
class Found:
    """Counts by figure, their denominators, and their tickets; `held` is the open time after answers."""

    count: Counter = field(default_factory=Counter)
    n: Counter = field(default_factory=Counter)
    tickets: dict = field(default_factory=dict)
    held: timedelta = ZERO

    def add(self, figure, ticket, *, counts):
        self.n[figure] += 1
        if counts:
            self.count[figure] += 1
            self.tickets.setdefault(figure, {})[ticket] = None


def expected(histories, policy, *, metric, at, last, by=None):
    """Return what was found by holder (None for the whole), and the tickets that cannot be followed."""
    parts, refused = {None: Found()}, []
    for history in histories:
        try:
            log = _log(history, policy, metric, at, Fraction(str(last)))
        except SupportOpsError:
            refused.append(history.ticket_id)
            continue
        for holder in dict.fromkeys([None, *(entry[by] for entry in log)] if by else [None]):
            mine = [entry for entry in log if holder is None or entry[by] == holder]
            _count(parts.setdefault(holder, Found()), history.ticket_id, mine)
    return parts, refused


def _log(history, policy, metric, at, last):
    """Return what happened after each instant of one ticket."""
    policy.evaluate(history, at=at)
    instants = sorted({event.at for event in history.events if event.at <= at})
    log, before = [], None
    for instant, until in zip(instants, [*instants[1:], at], strict=True):
        prefix = history.until(instant)
        timer, state = last_timer(policy, prefix, metric, instant), prefix.state(at=instant)
        was = None if before is None else last_timer(policy, before, metric, instant)
        is_stopped = timer.state == "stopped"
        log.append({
            "agent": state.assignee or "(none)", "group": state.group or "(none)", "live": timer.is_live,
            "begins": timer.state == "paused" and (was is None or was.state != "paused"),
            "reason": _has_reason(policy, prefix, state, metric),
            "promised": timer.target is not None, "verdict": timer.verdict,
            "late": timer.target is not None and timer.verdict in ("undecided", "met")
            and Fraction(timer.remaining / timedelta(microseconds=1)) <= last * Fraction(timer.target // MICRO),
            "over": state.status_category in ("resolved", "closed"),
            "stops": is_stopped and (was is None or was.state != "stopped" or was.cycle != timer.cycle),
            "held": _held(policy, prefix, metric, instant, until),
        })  # fmt: skip
        before = prefix
    for place, entry in enumerate(log):
        entry["reopened"] = any(not later["over"] for later in log[place + 1 :])
    return log


MICRO = timedelta(microseconds=1)


def last_timer(policy, history, metric, at):
    return policy.evaluate(history, at=at).timer(metric)


def _has_reason(policy, prefix, state, metric):
    changes = [event for event in prefix.events if isinstance(event, StatusChange)]
    chosen = policy.choose(state) if isinstance(policy, PolicySet) else policy
    wanted = [rule.after_follow_ups for rule in chosen.pauses if metric in rule.metrics and rule.after_follow_ups]
    return bool((changes and changes[-1].reason) or state.pauses or any(state.follow_ups >= n for n in wanted))


def _held(policy, prefix, metric, start, end):
    """Return the open time of a stretch that the clock gains when the answer lifts the pause."""
    if not _is_answered(prefix):
        return ZERO
    gained = ZERO
    for reply, sign in (("resume", 1), ("keep", -1)):
        other = replying(policy, reply)
        for instant, side in ((end, 1), (start, -1)):
            timers = other.evaluate(prefix, at=instant).timers
            gained += sign * side * sum((timer.elapsed for timer in timers if timer.metric == metric), ZERO)
    return max(gained, ZERO)


def _is_answered(prefix):
    """Return whether the requester wrote after the ticket was set to pending, and it still is."""
    answered = False
    statuses = prefix.statuses
    status = prefix.created.status
    for event in prefix.events[1:]:
        if isinstance(event, StatusChange):
            answered, status = False, event.to
        elif event.kind == "message" and event.by == "requester":
            answered = statuses.category(status) == "pending"
    return answered


def replying(policy, reply):
    change = {"on_reply_while_paused": reply}
    if not isinstance(policy, PolicySet):
        return policy.model_copy(update=change)
    return PolicySet(*(Select(**{**dict(e), "policy": e.policy.model_copy(update=change)}) for e in policy.entries))


def _count(found, ticket, log):
    for entry in log:
        found.held += entry["held"]
        if entry["begins"]:
            found.add("without_reason", ticket, counts=not entry["reason"])
            if entry["promised"] and entry["verdict"] == "undecided":
                found.add("begun_late", ticket, counts=entry["late"])
        if entry["stops"] and entry["over"] and entry["promised"]:
            is_met = entry["verdict"] == "met"
            is_late = is_met and entry["late"]
            if is_met:
                found.add("closed_late", ticket, counts=is_late)
                found.add("closed_late_and_reopened", ticket, counts=is_late and entry["reopened"])
            found.add("reopened_if_late" if is_late else "reopened_otherwise", ticket, counts=entry["reopened"])
    if any(entry["live"] for entry in log):
        found.add("answered", ticket, counts=any(entry["held"] for entry in log))
