"""When to stop opening channels: a promise missed several weeks running."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supportops.errors import DomainError
from supportops.sla._compliance import Compliance
from supportops.sla._parts import NO_LABEL

__all__ = ["ChannelFreeze", "freeze_channels"]

_WEEK = re.compile(r"\d{4}-W\d{2}")
_ADVICE = "Open no new channel. Fix routing, macros and staffing first."


@dataclass(frozen=True, slots=True)
class ChannelFreeze:
    """Whether new channels have to wait, and the weeks that say so.

    Attributes:
        is_frozen: whether the target was missed for so many weeks running, up to now.
        since: the week in which that became so; None when it is not.
        missed: the weeks of the present run of misses, oldest first; empty when the last known week met the target.
        without_data: the weeks that say nothing.
        target: the share that a week needs.
        weeks: the length of a run that freezes.
        advice: what to do, in words.
    """

    is_frozen: bool
    since: str | None
    missed: tuple[str, ...]
    without_data: tuple[str, ...]
    target: float
    weeks: int
    advice: str

    def __str__(self) -> str:
        if self.is_frozen:
            return f"frozen since week {self.since}; missed: {', '.join(self.missed)}. {self.advice}"
        return f"not frozen. {self.advice}"


def freeze_channels(
    weekly: Compliance | Sequence[float | None] | Mapping[str, float | None], *, target: float, weeks: int = 2
) -> ChannelFreeze:
    """Return whether the first-response promise was missed so many weeks running that channels are frozen.

    A week misses when its attainment is below the target; at the target it is met. A week without data (None)
    neither breaks a run nor counts as a miss: nobody knows that the desk had recovered, and nobody knows that
    it had not. One week that meets the target ends the run, and the freeze with it; the source does not say
    when a freeze ends.

    Args:
        weekly: `compliance(..., by="week")`; or the attainment of each week, 0..1, oldest first, with the names of the
            weeks as a mapping. In a row without names they are numbered from 1. Write None for a week without a decided
            ticket. A week in which no timer started is not among the parts of a compliance, and what has no week,
            since it never started, is left out.
        target: the share that a week needs, more than 0 and at most 1; for example 0.95.
        weeks: misses in a row that freeze, at least 1.

    Raises:
        DomainError: a share outside its range, with its week; no week at all; or a compliance that is not by week.

    Source: SaaS support system design, Set SLAs and staffing with simple formulas.

    Example:
        >>> print(freeze_channels({"W09": 0.97, "W10": 0.93, "W11": None, "W12": 0.94}, target=0.95))
        frozen since week W12; missed: W10, W12. Open no new channel. Fix routing, macros and staffing first.
        >>> freeze_channels([0.90, 0.91, 0.95], target=0.95).is_frozen
        False
    """
    named = _named(weekly)
    _check(named, target, weeks)
    missed: list[str] = []
    for week, share in named.items():
        if share is not None:
            missed = [*missed, week] if share < target else []
    is_frozen = len(missed) >= weeks
    return ChannelFreeze(
        is_frozen=is_frozen,
        since=missed[weeks - 1] if is_frozen else None,
        missed=tuple(missed),
        without_data=tuple(week for week, share in named.items() if share is None),
        target=target,
        weeks=weeks,
        advice=_ADVICE if is_frozen else _outlook(named, len(missed), weeks),
    )


def _named(weekly: Compliance | Sequence[float | None] | Mapping[str, float | None]) -> Mapping[str, float | None]:
    if isinstance(weekly, Compliance):
        return _parts(weekly)
    return weekly if isinstance(weekly, Mapping) else {str(n): share for n, share in enumerate(weekly, start=1)}


def _parts(given: Compliance) -> Mapping[str, float | None]:
    """Return the share of each week of a compliance by week."""
    labels = [label for label in given.parts if label != NO_LABEL]
    if not labels:
        raise DomainError("this compliance has no weeks; pass compliance(..., by='week'), or the share of each week")
    strange = next((label for label in labels if not _WEEK.fullmatch(label)), None)
    if strange is not None:
        raise DomainError(
            f"this compliance has the part {strange!r}, which is no week; pass compliance(..., by='week')"
        )
    return {label: given.parts[label].value for label in sorted(labels)}


def _outlook(named: Mapping[str, float | None], missed: int, weeks: int) -> str:
    if all(share is None for share in named.values()):
        return "No week has data."
    if not missed:
        return "The last week that is known met the target."
    more = weeks - missed
    return f"Missed for {missed} of {weeks} weeks running; {more} more and channels are frozen."


def _check(named: Mapping[str, float | None], target: float, weeks: int) -> None:
    if not named:
        raise DomainError("there are no weeks; give the attainment of each week, oldest first")
    if not 0 < target <= 1:
        raise DomainError(f"target is {target!r}; it is more than 0 and at most 1, for example 0.95")
    if weeks < 1:
        raise DomainError(f"weeks is {weeks!r}; a run has at least 1 week")
    for week, share in named.items():
        if share is not None and not (math.isfinite(share) and 0 <= share <= 1):
            raise DomainError(
                f"week {week} has the attainment {share!r}; it is a share from 0 to 1, or None for a week without data"
            )
