"""How many promises were kept, over a denominator that has a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops._shown import html_table, markdown_table, percent, text_table
from supportops._statistics import wilson
from supportops.errors import DomainError, near
from supportops.sla._columns import TimerColumns, Timers, columns_of
from supportops.sla._outcomes import OUTCOMES
from supportops.sla._parts import By, parts_of
from supportops.sla._units import Unit, units_of

__all__ = ["Compliance", "Denominator", "compliance", "compliance_of"]

Denominator = Literal["decided", "all", "closed", "applied"]
Counts = Annotated[Mapping[str, int], AfterValidator(FrozenMap)]


class Compliance(Model):
    """The share of promises that were kept, with all that it rests on.

    Attributes:
        metric, denominator, unit: what was counted, and how.
        value: `successes / n`, 0 to 1; None where n is 0, and `reason` says why.
        interval: Wilson's score interval of the value; None where n is 0.
        confidence: of the interval.
        successes, n: the fraction itself.
        counts: met, breached, undecided, cancelled and not_applicable of everything that was looked at.
        reason: why there is no value; empty when there is one.
        parts: the same by part, where a breakdown was asked for; else empty.
    """

    metric: str
    denominator: Denominator
    unit: Unit
    value: float | None
    interval: tuple[float, float] | None
    confidence: float
    successes: int
    n: int
    counts: Counts
    reason: str = ""
    parts: Annotated[Mapping[str, Compliance], AfterValidator(FrozenMap)] = FrozenMap()

    def to_markdown(self) -> str:
        """Return the parts and the whole as a Markdown table."""
        return markdown_table(_HEAD, self._rows(), right=_RIGHT)

    def __str__(self) -> str:
        whole = f"{self._share()}, {', '.join(f'{count} {_words(name)}' for name, count in self.counts.items())}"
        return "\n".join([whole, *text_table(_HEAD, self._rows(), right=_RIGHT)]) if self.parts else whole

    def _repr_html_(self) -> str:
        return html_table(f"{self.metric}: {_MEANING[self.denominator]}, per {self.unit}", _HEAD, self._rows())

    def _share(self) -> str:
        if self.interval is None:
            return f"no value ({self.reason})"
        low, high = self.interval
        return f"{percent(self.value)} (Wilson {100 * self.confidence:g} %: {100 * low:.1f} to {100 * high:.1f})"

    def _rows(self) -> list[tuple[str, ...]]:
        return [part._cells(label) for label, part in [*self.parts.items(), ("all", self)]]

    def _cells(self, label: str) -> tuple[str, ...]:
        between = "-" if self.interval is None else f"{100 * self.interval[0]:.1f} to {100 * self.interval[1]:.1f}"
        return (label, percent(self.value), between, *(str(self.counts[name]) for name in OUTCOMES))


def compliance(
    timers: Timers,
    *,
    metric: str,
    denominator: Denominator = "decided",
    unit: Unit = "ticket",
    by: By | None = None,
    confidence: float = 0.95,
) -> Compliance:
    """Return the share of promises that were kept.

    - "decided": met / (met + breached).
    - "all": met / all that have a target: met, breached, undecided and cancelled.
    - "closed": the same, of tickets that are no longer open. In a table these are resolved or closed; a report does
      not say, so there the last resolution timer must have stopped.
    - "applied": (all - breached) / all; what still runs counts as kept.

    A cancelled timer that had breached counts as breached. With `unit="ticket"` the worst cycle speaks for the ticket:
    breached, then undecided, met, cancelled, not applicable. A ticket without a timer of the metric is not counted.

    Args:
        timers: the table of `evaluate_many`, or reports, one for each ticket.
        metric: for example "resolution".
        denominator: what the share is taken of.
        unit: count tickets or timers.
        by: break it down: a fact of the ticket ("priority", "tier", "channel", "category", "group"; tables only),
            "week" or "month" (in which the timer started, in UTC, as ISO 8601 writes them: "2026-W10", "2026-03"),
            labels by ticket id, or a label for each row of the table (for each report). A ticket belongs to the part
            of its first cycle; without a label, to "(none)".
        confidence: of the interval, between 0 and 1.

    Raises:
        NoMatchError: the metric is not measured in these timers.
        DomainError: neither a table nor reports, an unknown word, labels that do not fit, labels of which none is for
            a ticket of these timers, or a fact that reports do not carry.

    Source: "decided" and its rivals as listed in the documentation, Where systems disagree; interval: Wilson (1927).

    Example:
        >>> compliance((), metric="resolution").reason
        'nothing is decided yet'
    """
    columns = columns_of(timers)
    return compliance_of(columns, metric=metric, denominator=denominator, unit=unit, by=by, confidence=confidence)


def compliance_of(
    columns: TimerColumns,
    *,
    metric: str,
    denominator: Denominator,
    unit: Unit,
    by: By | None = None,
    confidence: float = 0.95,
) -> Compliance:
    """Return the compliance of timers that are columns already."""
    if denominator not in get_args(Denominator):
        raise DomainError(f"denominator is {denominator!r}; {near(str(denominator), get_args(Denominator))}")
    if not 0 < confidence < 1:
        raise DomainError(f"confidence is {confidence!r}; it lies between 0 and 1, for example 0.95")
    units = units_of(columns, columns.rows_of(metric), unit)
    outcome = units.outcome
    is_in = columns.is_closed()[units.ticket] if denominator == "closed" else np.ones(len(outcome), dtype=np.bool_)
    asked = _Asked(metric, denominator, unit, confidence)
    whole = asked.of(_tallied(outcome)[0], _tallied(outcome[is_in])[0])
    if columns.rejected and not len(columns.at):
        whole = whole.model_copy(update={"reason": _all_rejected(columns.rejected)})
    if by is None:
        return whole
    parts = parts_of(columns, units.row, by)
    seen = _tallied(outcome, parts.codes, len(parts.labels))
    counted = _tallied(outcome[is_in], parts.codes[is_in], len(parts.labels))
    return whole.model_copy(
        update={"parts": {label: asked.of(seen[i], counted[i]) for i, label in enumerate(parts.labels)}}
    )


class _Asked:
    """What was asked for, so that each part of a breakdown answers the same question."""

    def __init__(self, metric: str, denominator: Denominator, unit: Unit, confidence: float) -> None:
        self.metric, self.denominator, self.unit, self.confidence = metric, denominator, unit, confidence

    def of(self, seen: npt.NDArray[np.int64], counted: npt.NDArray[np.int64]) -> Compliance:
        """Return the compliance of counts in the order of `OUTCOMES`: all that was seen, and those that count."""
        met, breached, undecided, cancelled, _ = counted.tolist()
        n = met + breached + (0 if self.denominator == "decided" else undecided + cancelled)
        successes = n - breached if self.denominator == "applied" else met
        return Compliance(
            metric=self.metric,
            denominator=self.denominator,
            unit=self.unit,
            value=successes / n if n else None,
            interval=wilson(successes, n, confidence=self.confidence),
            confidence=self.confidence,
            successes=successes,
            n=n,
            counts=dict(zip(OUTCOMES, seen.tolist(), strict=True)),
            reason="" if n else _NOTHING[self.denominator],
        )


def _tallied(
    outcome: npt.NDArray[np.int8], part: npt.NDArray[np.intp] | None = None, parts: int = 1
) -> npt.NDArray[np.int64]:
    """Return how often each outcome occurs in each part. Shape (parts, outcomes)."""
    codes = outcome.astype(np.intp) + (0 if part is None else part * len(OUTCOMES))
    return np.bincount(codes, minlength=parts * len(OUTCOMES)).reshape(parts, len(OUTCOMES))


def _all_rejected(count: int) -> str:
    return f"no ticket has an answer: {count} {'was' if count == 1 else 'were'} rejected"


def _words(name: str) -> str:
    return name.replace("_", " ")


_HEAD = ("part", "share", "interval", *map(_words, OUTCOMES))
_RIGHT = range(1, len(_HEAD))
_MEANING: Mapping[Denominator, str] = FrozenMap(
    {
        "decided": "met of decided",
        "all": "met of all with a target",
        "closed": "met of all with a target on tickets no longer open",
        "applied": "not breached of all with a target",
    }
)
_NOTHING: Mapping[Denominator, str] = FrozenMap(
    {
        "decided": "nothing is decided yet",
        "all": "nothing has a target",
        "closed": "nothing with a target is on a ticket that is no longer open",
        "applied": "nothing has a target",
    }
)
