"""The policy, the calendar and the instant that a review is given, each refused with the place of its fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from supportops._model import as_own_error
from supportops.calendar import AnyCalendar, BusinessCalendar
from supportops.errors import ConfigurationError, DomainError, SupportOpsError
from supportops.presets.skill import TARGETS
from supportops.sla import SlaPolicy
from supportops.vocabulary import P1_TO_P5

__all__ = ["default_policy", "policy_from", "read_at", "read_calendar", "read_json", "read_policy"]

M = TypeVar("M")

_CALENDAR: TypeAdapter[AnyCalendar] = TypeAdapter(AnyCalendar)

_MEASURABLE = ("first_response", "resolution")


def default_policy() -> SlaPolicy:
    """Return the policy of a review that is given none: published targets, office hours in UTC.

    First response and resolution only, since an incident log has no messages. P1 is measured round the clock;
    waiting for anybody outside the desk pauses the resolution.

    Source: Support Operations skill pack, SLA by Priority Level.
    """
    return SlaPolicy(
        name="published targets",
        calendar=BusinessCalendar(name="service desk", zone="UTC", hours="Mon-Fri 08:00-18:00"),
        scale=P1_TO_P5,
        targets={priority: {metric: row[metric] for metric in _MEASURABLE} for priority, row in TARGETS.items()},
        around_the_clock=("P1",),
        pauses={"resolution": ("pending", "on_hold")},
    )


def policy_from(policy: str | None, calendar: str | None) -> SlaPolicy:
    """Return the policy of a file, or the default; a calendar file takes the place of the policy's own calendar.

    Raises:
        ConfigurationError: a file that is no policy or no calendar; each fault with the file and its path there.
        OSError: a file that cannot be read.
    """
    chosen = default_policy() if policy is None else read_policy(policy)
    return chosen if calendar is None else chosen.model_copy(update={"calendar": read_calendar(calendar)})


def read_policy(path: str) -> SlaPolicy:
    """Return the policy of a JSON file."""
    return read_json(path, SlaPolicy.model_validate_json)


def read_calendar(path: str) -> AnyCalendar:
    """Return the calendar of a JSON file: one desk's, or several put together."""
    return read_json(path, _CALENDAR.validate_json)


def read_at(text: str) -> datetime:
    """Return the instant of a text such as "2016-05-31T18:00+00:00".

    Raises:
        DomainError: the text is no instant, or has no offset.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise DomainError(f"{text!r} is no instant; write for example 2016-05-31T18:00+00:00") from None
    if at.tzinfo is None:
        raise DomainError(f"{text!r} has no offset, so it is no instant; write for example {text}+00:00")
    return at


def read_json(path: str, parse: Callable[[bytes], M]) -> M:
    """Return what `parse` makes of a file's bytes; each fault names the file.

    Raises:
        ConfigurationError: `parse` refused them.
        OSError: the file cannot be read.
    """
    try:
        return parse(Path(path).read_bytes())
    except ValidationError as error:
        own: SupportOpsError = as_own_error(error)
    except SupportOpsError as error:
        own = error
    if not isinstance(own, ConfigurationError):
        raise ConfigurationError([(path, str(own))], what=path)
    # The kind of a calendar is part of pydantic's path, and of no file that leaves it out.
    faults = [(place.removeprefix("business."), message) for place, message in own.faults]
    raise ConfigurationError([(f"{path}: {place}" if place else path, text) for place, text in faults], what=path)
