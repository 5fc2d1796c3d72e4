"""Deferred work by slots: the least constant rate that meets the deadlines, and how late a given rate is."""

from __future__ import annotations

from collections.abc import Sequence

from supportops._formulas import checked, number, whole
from supportops.capacity.deferred._peak import Job, peak
from supportops.capacity.deferred._units import Series, in_units, ratio, series
from supportops.errors import DomainError

__all__ = ["max_lateness", "required_rate"]


def required_rate(work: Series, *, due: int) -> float:
    """Return the least constant work per slot with which all work is done in time.

    The largest, over slots i <= j, of the work that comes in slots i to j over j - i + due: what comes in slot i may be
    done from that slot on, and is done by the end of slot i + due - 1. Work goes on after the last slot of the series.

    Args:
        work: what comes in each slot, >= 0, in any unit of work.
        due: slots until it must be done, a whole number >= 1; 1 is the slot in which it comes.

    Returns:
        Work per slot, in the unit of `work`; 0 without work. Decimals count as written: the exact answer, rounded once.

    Raises:
        DomainError: a negative or no number, named by its index; no series; `due` that is not whole or under 1.

    Source: Horn (1974), Some simple scheduling algorithms: work can be in time exactly when no span asks for too much.

    Example:
        >>> required_rate([0, 60, 0, 0, 30], due=4)
        15.0
        >>> required_rate([12, 12, 12, 12], due=1)
        12.0
    """
    slots = whole(due, "due", at_least=1)
    scale, (units,) = in_units(series(work, "work"))
    return _rate(units, slots, scale)


def max_lateness(work: Series, *, due: int, rate: float) -> int:
    """Return by how many slots the latest work is done too late at a constant rate; 0 when all is in time.

    The forward twin of `required_rate`: 0 exactly when `rate` is at least `required_rate(work, due=due)`. The order is
    first come, first done. Work goes on after the last slot of the series until all is done.

    Args:
        work: what comes in each slot, >= 0.
        due: slots until it must be done, a whole number >= 1.
        rate: work per slot, >= 0, in the unit of `work`.

    Returns:
        Slots after the slot in which it was due.

    Raises:
        DomainError: as `required_rate`; `rate` is 0 and there is work, which then is never done.

    Example:
        >>> max_lateness([0, 60, 0, 0, 30], due=4, rate=15)
        0
        >>> max_lateness([0, 60, 0, 0, 30], due=4, rate=10)
        2
    """
    slots = whole(due, "due", at_least=1)
    amounts = series(work, "work")
    pace = number(rate, "rate", at_least=0)
    if not amounts.any():
        return 0
    if pace == 0:
        message = f"rate is {rate!r}, and the work is then never done; give a finite number > 0"
        raise DomainError(message, field="rate", value=rate)
    scale, (units, (step,)) = in_units(amounts, checked([pace], "rate"))
    late = _lateness(units, slots, step)
    # A rate such as a third is a little less as a float. What meets the deadlines as a float meets them.
    if late and _rate(units, slots + late - 1, scale) <= pace:
        late -= 1
    return late


def jobs_of(units: Sequence[int], dues: Sequence[int]) -> list[Job]:
    """Return the work of each slot as a job that comes with its slot and is due so many slots later."""
    return [Job(slot + due, slot, work) for slot, (work, due) in enumerate(zip(units, dues, strict=True))]


def _rate(units: Sequence[int], due: int, scale: int) -> float:
    found = peak(jobs_of(units, [due] * len(units)))
    return 0.0 if found is None else ratio(found.work, found.length * scale)


def _lateness(units: Sequence[int], due: int, rate: int) -> int:
    done_at, worst = 0, 0
    for slot, work in enumerate(units):
        if work:
            done_at = max(done_at, slot * rate) + work
            worst = max(worst, -(-done_at // rate) - slot - due)
    return worst
