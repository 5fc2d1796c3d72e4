"""How urgent a ticket is now: its own priority, what modifies it, and its age, each kept apart with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import Enum
from html import escape
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from supportops._model import Model
from supportops.durations import Elapsed, format_duration, parse_elapsed
from supportops.errors import DomainError
from supportops.tickets._texts import Label
from supportops.triage._queue_columns import rank_of
from supportops.vocabulary import Scale
from supportops.vocabulary.labels import text_of

__all__ = ["Ageing", "Modifier", "Priority", "ceiling_of", "effective_priority", "waited_of"]


def _more_than_nothing(every: timedelta) -> timedelta:
    if every <= timedelta(0):
        raise ValueError(f"every is {format_duration(every)}; a rank takes more than no time, for example '24h'")
    return every


class Ageing(Model):
    """A ticket rises one rank for each full `every` of its age, up to a ceiling.

    Args:
        every: time for one rank, > 0. A step is full at its end: at 24 h of "24h" the first is.
        ceiling: the highest priority that age alone gives; never the top of the scale.

    Source: Support Operations skill pack, Good Ticket Prioritization ("a ticket rises as it ages"); it prints no
        rate, so there is no default.

    Example:
        >>> Ageing("24h", "P2")
        Ageing(every=datetime.timedelta(days=1), ceiling='P2')
    """

    every: Annotated[Elapsed, AfterValidator(_more_than_nothing)]
    ceiling: Annotated[Label, BeforeValidator(text_of)]

    def __init__(self, every: str | timedelta, ceiling: str | Enum) -> None:
        super().__init__(every=every, ceiling=ceiling)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]


class Modifier(Model):
    """A reason to take a ticket before or after others of its priority.

    The library has none built in. A customer's tier changes what is promised, not the priority, unless you say so
    with a modifier; and a mood is never a reason (`supervisor_flag`).

    Args:
        by: ranks towards the top of the scale; negative: away from it.
        reason: why, in words; it stands in the answer.

    Example:
        >>> Modifier(+1, "Enterprise account")
        Modifier(by=1, reason='Enterprise account')
    """

    by: int = Field(strict=True)
    reason: Label

    def __init__(self, by: int, reason: str) -> None:
        super().__init__(by=by, reason=reason)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]


class Priority(Model):
    """A priority and how it came about.

    Attributes:
        base: as the ticket was triaged.
        effective: after modifiers and age; the one to order a queue by.
        reasons: a sentence for each modifier, and for age where a step of it is full.
    """

    base: str
    effective: str
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((f"{self.effective} (base {self.base}).", *self.reasons))

    def to_markdown(self) -> str:
        """Return the priority and its reasons as a Markdown list."""
        lines = (f"- {reason}" for reason in self.reasons)
        return "\n".join((f"**{self.effective}** (base {self.base})", *(("", *lines) if self.reasons else ())))

    def _repr_html_(self) -> str:
        reasons = "".join(f"<li>{escape(reason)}</li>" for reason in self.reasons)
        return f"<p><b>{escape(self.effective)}</b> (base {escape(self.base)})</p><ul>{reasons}</ul>"


def effective_priority(
    base: str | Enum,
    *,
    scale: Scale,
    age: str | timedelta = timedelta(0),
    ageing: Ageing | None = None,
    modifiers: Sequence[Modifier] = (),
) -> Priority:
    """Return the priority that a ticket has now.

    Modifiers first: their sum moves the base, never off the scale, so their order does not matter. Then age: one rank
    for each full step, not past the ceiling; what stands above the ceiling by itself stays there.

    Args:
        base: a label of the scale.
        scale: of the priorities.
        age: how long the ticket has waited, >= 0; elapsed or open time, as you measure it.
        ageing: how age raises; None: it does not.
        modifiers: what else speaks for or against it.

    Raises:
        DomainError: a label that is not on the scale, a negative age (`.field` "age"), or a ceiling at the top of the
            scale (`.field` "ceiling"): what is urgent only because it is old is no emergency.

    Source: Support Operations skill pack, Good Ticket Prioritization.

    Example:
        >>> from supportops.vocabulary import P1_TO_P5
        >>> ageing = Ageing(every="24h", ceiling="P2")
        >>> old = effective_priority("P4", scale=P1_TO_P5, age="50h", ageing=ageing)
        >>> print(old)
        P2 (base P4). Waited 50h, 2 full steps of 24h: 2 ranks up.
    """
    rank, waited = rank_of(base, scale, "base"), waited_of(age)
    changed = rank - sum(modifier.by for modifier in modifiers)
    held = min(max(changed, 1), len(scale))
    reasons = [f"{modifier.reason.rstrip('. ')}: {_moved(modifier.by)}." for modifier in modifiers]
    if held != changed:
        reasons.append(f"The scale ends at {scale.label(held)}.")
    aged = held
    if ageing is not None:
        steps = waited // ageing.every
        aged = min(held, max(ceiling_of(ageing, scale), held - steps))
        reasons += [_aged_told(ageing, waited, held - aged)] if steps else []
    return Priority(base=scale.label(rank), effective=scale.label(aged), reasons=tuple(reasons))


def ceiling_of(ageing: Ageing, scale: Scale) -> int:
    """Return the rank of the highest priority that age gives; the top of the scale is refused."""
    rank = rank_of(ageing.ceiling, scale, "ceiling")
    if rank == 1:
        below = [label for label in scale.labels if scale.rank(label) > 1]
        raise DomainError(
            f"the ceiling of ageing is {ageing.ceiling!r}, the top of the scale; a ticket must not get there by age "
            f"alone, so write one of: {', '.join(below) or 'none, the scale has one label'}",
            field="ceiling", value=ageing.ceiling, allowed=below,
        )  # fmt: skip
    return rank


def waited_of(age: str | timedelta) -> timedelta:
    """Return how long a ticket has waited; less than no time is refused."""
    try:
        waited = parse_elapsed(age)
    except DomainError as error:
        raise DomainError(str(error), field="age", value=age) from None
    if waited < timedelta(0):
        raise DomainError(f"age is {age!r}; a ticket has waited no time or more", field="age", value=age)
    return waited


def _moved(by: int) -> str:
    if by == 0:
        return "no change"
    return f"{abs(by)} {_ranks(by)} {'up' if by > 0 else 'down'}"


def _ranks(count: int) -> str:
    return "rank" if abs(count) == 1 else "ranks"


def _aged_told(ageing: Ageing, waited: timedelta, rose: int) -> str:
    steps = waited // ageing.every
    waiting = f"Waited {format_duration(waited)}, {steps} full {'step' if steps == 1 else 'steps'}"
    effect = _moved(rose)
    if rose < steps:
        effect += f", as age gives {ageing.ceiling} at most"
    return f"{waiting} of {format_duration(ageing.every)}: {effect}."
