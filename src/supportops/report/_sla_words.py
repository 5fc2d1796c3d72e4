"""A policy's parts in plain words, as a customer reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from supportops._instants import us_of
from supportops.calendar import AnyCalendar, BusinessCalendar, Complement, Difference, Holidays, Intersection, Union
from supportops.durations import BusinessDays
from supportops.sla import BUILT_IN, CalendarRule, MetricRule, PauseRule, SlaPolicy

__all__ = [
    "amount_words",
    "calendar_words",
    "clock_words",
    "conduct_words",
    "metric_words",
    "pause_words",
    "plain",
    "rule_words",
]

_UNITS = (("hour", 3_600_000_000), ("minute", 60_000_000))
_PARTIES = {"agent": "a support agent", "bot": "a bot", "system": "the system", "requester": "the requester"}
_MEANINGS = {
    "first_response": "from the creation of the ticket to the first public answer of {parties}",
    "next_response": "from the oldest unanswered message of the requester to the next public answer",
    "update": "from one public message of an agent to the next, until the ticket is resolved",
    "pausable_update": "as update, without the time in which the ticket waits for the requester",
    "acknowledge": "from the creation of the ticket until somebody takes it up",
    "resolution": "from the creation of the ticket until it is resolved; a workaround is a resolution",
    "requester_wait": "until the ticket is resolved, without the time in which it waits for the requester",
    "agent_work": "until the ticket is resolved, without the time in which it waits for anybody else",
}
_ON_REOPEN = {
    "resume": "A reopened ticket continues; the time in which it was resolved does not count.",
    "new_cycle": "A reopened ticket starts a new period of {metrics}; the earlier one stays on record.",
    "ignore": "Reopening a ticket changes nothing: the first resolution stands.",
}
_ON_TARGET_CHANGE = {
    "carry": "When the priority changes, the time that has counted is kept and the new target holds from then on.",
    "restart": "When the priority changes, the clock starts again under the new target.",
    "creation": "When the priority changes, the new target is measured from the creation of the ticket.",
}
_ON_MERGE = {
    "cancel": "The clocks of a ticket that is merged into another one end; those of the other one go on.",
    "keep": "The clocks of a ticket that is merged into another one run on.",
}
_ON_REPLY = {
    "resume": "An answer of the requester resumes a clock that waits for the requester.",
    "keep": "A clock that waits for the requester resumes when the status changes, not with the answer.",
}


def plain(label: str) -> str:
    """Return a label as words."""
    return label.replace("_", " ")


def amount_words(amount: timedelta | BusinessDays) -> str:
    """Return an amount in words: "1 hour 30 minutes", "5 business days"."""
    if isinstance(amount, BusinessDays):
        return str(amount)
    rest, parts = us_of(amount), []
    for unit, size in _UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {unit}{'' if count == 1 else 's'}")
    if rest:
        parts.append(f"{rest / 1_000_000:g} second{'' if rest == 1_000_000 else 's'}")
    return " ".join(parts)


def calendar_words(calendar: AnyCalendar) -> Iterator[str]:
    """Yield what a calendar's hours are, line by line; those of its parts after a combined one."""
    if not isinstance(calendar, BusinessCalendar):
        yield f"{_title(calendar)}: {_combination(calendar)}."
        for part in calendar._operands():
            yield from calendar_words(part)  # type: ignore[arg-type]  # operands are calendars of these kinds
        return
    hours = "around the clock" if calendar._is_always_open() else f"{calendar.hours}, {calendar.zone} time"
    yield f"{_title(calendar)}: {hours}."
    if calendar.holidays is not None:
        yield f"Closed on {_holiday_words(calendar.holidays)}."
    for season in calendar.seasons:
        every = ", every year" if season.every_year else ""
        yield f"{season.name or 'Season'}, from {season.start} up to {season.end}{every}: {season.hours}."
    for override in calendar.overrides:
        why = f" ({override.reason})" if override.reason else ""
        yield f"{override.date or override.recurs}{why}: {override.hours}."


def clock_words(calendar: AnyCalendar) -> str:
    """Return in which hours a clock runs, naming the calendar."""
    return "around the clock" if calendar._is_always_open() else f"in the hours of {calendar.name or 'coverage'}"


def rule_words(rule: CalendarRule, policy: SlaPolicy) -> str:
    """Return which clocks a calendar rule is for, and its hours unless they are told already."""
    keys = (("priority", rule.priority), ("tier", rule.tier), ("clock", tuple(map(plain, rule.metric))))
    which = ", ".join(f"{name} {' or '.join(values)}" for name, values in keys if values) or "all other clocks"
    known = rule.calendar == policy.calendar or rule.calendar._is_always_open()
    hours = f"{clock_words(rule.calendar)}." if known else " ".join(calendar_words(rule.calendar))
    return f"{which[0].upper()}{which[1:]}: {hours}"


def metric_words(rule: MetricRule, policy: SlaPolicy) -> str:
    """Return what a metric measures."""
    if rule in BUILT_IN:
        parties = " or ".join(_PARTIES[party] for party in policy.first_response_by)
        return _MEANINGS[rule.name].format(parties=parties)
    starts, stops = (" or ".join(map(_event, words)) for words in (rule.starts_on, rule.stops_on))
    return f"from {starts} to {stops}" if stops else f"from {starts}"


def pause_words(rule: PauseRule, measured: tuple[str, ...]) -> str:
    """Return when a rule pauses which of the measured clocks."""
    clocks = ", ".join(plain(metric) for metric in rule.metrics if metric in measured).capitalize()
    cap = f", at most {amount_words(rule.cap)} in all" if rule.cap is not None else ""
    return f"{clocks}: paused {', or '.join(_pause_sources(rule))}{cap}."


def _pause_sources(rule: PauseRule) -> Iterator[str]:
    reasons = f" with the reason {' or '.join(map(plain, rule.reasons))}" if rule.reasons else ""
    after = f"from unanswered message {rule.after_follow_ups} on"
    if rule.statuses:
        statuses = f"while the status is {' or '.join(map(plain, rule.statuses))}{reasons}"
        yield f"{statuses}, {after}" if rule.after_follow_ups else statuses
    elif rule.after_follow_ups:
        yield f"{after}, until the requester answers"
    if rule.explicit:
        yield f"while a pause is on record{reasons}"
    if not (rule.statuses or rule.after_follow_ups or rule.explicit):
        yield f"while the status was set{reasons}"


def conduct_words(policy: SlaPolicy) -> Iterator[str]:
    """Yield what an answer, a reopening, another priority and a merge do to the measured clocks."""
    measured = set(policy.measured)
    if any(rule.statuses and measured & {*rule.metrics} for rule in policy.pauses):
        yield _ON_REPLY[policy.on_reply_while_paused]
    again = [plain(metric) for metric in policy.reopen_metrics if metric in measured]
    reopens = any(rule.reopens != "never" and rule.name in measured for rule in policy.metrics)
    if again if policy.on_reopen == "new_cycle" else reopens:
        yield _ON_REOPEN[policy.on_reopen].format(metrics=", ".join(again))
    yield _ON_TARGET_CHANGE[policy.on_target_change]
    yield _ON_MERGE[policy.on_merge]


def _title(calendar: AnyCalendar) -> str:
    return f"{calendar.name[0].upper()}{calendar.name[1:]}" if calendar.name else "Hours"


def _label(calendar: AnyCalendar) -> str:
    if calendar.name:
        return calendar.name
    return f"{calendar.hours} ({calendar.zone})" if isinstance(calendar, BusinessCalendar) else _combination(calendar)


def _combination(calendar: Union | Intersection | Difference | Complement) -> str:
    if isinstance(calendar, Complement):
        return f"open whenever {_label(calendar.calendar)} is closed"
    if isinstance(calendar, Difference):
        return f"open with {_label(calendar.left)}, but not with {_label(calendar.right)}"
    word = "any" if isinstance(calendar, Union) else "all"
    return f"open when {word} of these are: {'; '.join(map(_label, calendar.calendars))}"


def _holiday_words(holidays: Holidays) -> str:
    place = "-".join(filter(None, (holidays.country, holidays.subdivision)))
    parts = [f"the {'/'.join(map(plain, holidays.categories))} holidays of {place}"] if place else []
    if holidays.source is not None:
        parts.append(f"the holidays of {holidays.source}, years {holidays.first_year} to {holidays.last_year}")
    else:
        parts += [f"{date} {name}".strip() for date, name in holidays.extra]
    text = ", ".join(parts) or "no date"
    return f"{text}, but not on {', '.join(map(str, holidays.without))}" if holidays.without else text


def _event(word: str) -> str:
    prefix, colon, name = word.partition(":")
    return f"a change of the {prefix} {plain(name)}" if colon else f'the event "{plain(word)}"'
