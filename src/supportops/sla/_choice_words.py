"""A policy's choices in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from supportops.calendar import Calendar
from supportops.durations import BusinessDays
from supportops.sla._choices import Parts, Path
from supportops.sla.calendars import CalendarRule
from supportops.sla.metrics import MetricRule
from supportops.sla.pauses import PauseRule
from supportops.sla.stages import Stage
from supportops.sla.targets import described
from supportops.vocabulary import Scale

__all__ = ["choice_words", "told"]

_NOT_THERE = {"targets": "no target", "tiers": "not listed", "pauses": "none", "metrics": "not defined"}


def choice_words(path: Path, ours: Parts, theirs: Parts) -> tuple[str, str]:
    """Return what two policies chose at a path, in words that differ."""
    pair = ours.get(path), theirs.get(path)
    missing = _NOT_THERE.get(path[0], "none")
    if isinstance(pair[0], MetricRule) and isinstance(pair[1], MetricRule):
        return _rule_words(pair[0], pair[1])
    one, other = (missing if value is None else told(value) for value in pair)
    if one == other and path in ours and path in theirs:
        return repr(pair[0]), repr(pair[1])
    if one == other:
        return (one, "not named") if path in ours else ("not named", other)
    return one, other


def told(value: object) -> str:
    """Return the value of a choice in words, as short as it can be told.

    Example:
        >>> told(timedelta(hours=4)), told(("resolution",)), told(())
        ('4h', 'resolution', 'none')
    """
    match value:
        case timedelta() | BusinessDays():
            return described(value)
        case Calendar():
            return str(getattr(value, "name", "")) or repr(value)
        case Scale():
            return ", ".join(value)
        case MetricRule():
            return f"from {_words(value.starts_on)} to {_words(value.stops_on)}"
        case PauseRule():
            return _pause_words(value)
        case Stage():
            return f"{value.name} {value.fraction:g}"
        case CalendarRule():
            keys = ", ".join((*value.priority, *value.tier, *value.metric))
            return f"{told(value.calendar)} for {keys or 'all'}"
        case Mapping():
            return "targets of its own"
        case float():
            return f"x {value:g}"
        case tuple():
            between = "; " if any(isinstance(item, PauseRule) for item in value) else ", "
            return between.join(map(told, value)) or "none"
        case _:
            return str(value)


def _words(words: Sequence[str]) -> str:
    return " or ".join(words) or "nothing"


def _pause_words(rule: PauseRule) -> str:
    parts = [" or ".join(rule.statuses)] if rule.statuses else []
    if rule.explicit:
        parts.append("by hand")
    if rule.reasons:
        parts.append("for " + " or ".join(rule.reasons))
    if rule.after_follow_ups is not None:
        parts.append(f"from follow-up {rule.after_follow_ups}")
    if rule.cap is not None:
        parts.append(f"at most {described(rule.cap)}")
    return ", ".join(parts)


def _rule_words(ours: MetricRule, theirs: MetricRule) -> tuple[str, str]:
    names = [name for name in MetricRule.model_fields if getattr(ours, name) != getattr(theirs, name)]
    one, other = (", ".join(f"{name} {_field(getattr(rule, name))}" for name in names) for rule in (ours, theirs))
    return one, other


def _field(value: object) -> str:
    return _words(value) if isinstance(value, tuple) else str(value)
