"""How many agents keep a promise."""

from __future__ import annotations

from functools import lru_cache
from math import exp
from typing import TypeAlias

from supportops._formulas import Duration, Floats, Number, checked, seconds
from supportops.capacity.erlang._answer import ErlangAgents
from supportops.capacity.erlang._asked import Given, asked
from supportops.capacity.erlang._inputs import complement
from supportops.capacity.erlang._search import answered, least

__all__ = ["required_agents"]

_MANY = 1e9
_Terms: TypeAlias = tuple[float, float | None, float, float, float, float, float]
"""What stays the same from interval to interval: handle time, interval and time in seconds, the share that may be late,
the time in handle times, exp(-that), 1 / the share."""

_NEAR = 1e-9


def required_agents(
    *, handle_time: Duration | None = None, load: Number | None = None, volume: Number | None = None,
    interval: Duration | None = None, target: Number | None = None, within: Duration | None = None,
    max_asa: Duration | None = None, max_p_wait: Number | None = None, max_occupancy: Number | None = None,
    patience: Duration | None = None, max_abandon: Number | None = None, convention: str = "offered",
    shrinkage: Number = 0.0, handle_time_s: Number | None = None, interval_s: Number | None = None,
    within_s: Number | None = None, max_asa_s: Number | None = None, patience_s: Number | None = None,
) -> ErlangAgents:  # fmt: skip
    """Return the least number of agents that keeps every bound given.

    Without `patience` the queue is Erlang C, which also needs more agents than load; with it, Erlang A. Give `load`, or
    `volume` and `interval`. Numbers or arrays of one interval each, in any mixture that broadcasts.

    Args:
        handle_time: mean handle time, >= 0; or `handle_time_s`, seconds. `load` alone with `max_p_wait` or
            `max_occupancy` does without.
        load: offered work, erlangs, 0..1e10.
        volume: contacts in the interval, >= 0.
        interval: in which they come, > 0; or `interval_s`, seconds.
        target: share answered within a time, 0 <= target < 1; needs `within`.
        within: that time, >= 0; or `within_s`, seconds. Without a target the service level is only told.
        max_asa: largest mean wait of all contacts, > 0; or `max_asa_s`, seconds.
        max_p_wait: largest share that waits, 0 < share <= 1.
        max_occupancy: largest occupancy, 0 < share <= 1.
        patience: mean time after which a waiting customer leaves, > 0; or `patience_s`, seconds.
        max_abandon: largest share that leaves, 0 < share <= 1; needs `patience`.
        convention: of the service level with patience: "offered", "wait" or "net", as in `erlang_a`.
        shrinkage: share of paid time away from the queue, 0 <= share < 1; for `scheduled`.
        handle_time_s: seconds in place of `handle_time`.
        interval_s: seconds in place of `interval`.
        within_s: seconds in place of `within`.
        max_asa_s: seconds in place of `max_asa`.
        patience_s: seconds in place of `patience`.

    Returns:
        The agents and what they reach. A bound that is met exactly on paper is met. No work takes no agents.

    Raises:
        DomainError: an input outside its range (a target of 1 is never reached), one that needs another, a bare number
            for a duration, arrays that do not broadcast, a load over 1e10, a patience so long that hardly anybody
            leaves.

    Source: Erlang (1917); Mandelbaum and Zeltyn (2007) with patience; the continuous extension of Jagers and van
        Doorn (1986) for the real-valued answer.

    Example:
        >>> found = required_agents(volume=100, interval="30m", handle_time="3m", target=0.8, within="20s")
        >>> found.rounded, round(found.exact, 3), found.binding, round(found.service_level, 3)
        (14, 13.037, 'service_level', 0.888)
    """
    if (
        max_asa is None and max_asa_s is None and max_p_wait is None and max_occupancy is None and patience is None
        and patience_s is None and max_abandon is None and type(target) is float
    ):  # fmt: skip
        try:
            if handle_time_s is None and interval_s is None and within_s is None:
                terms = _written(handle_time, interval, within, target)
            else:
                terms = _terms(handle_time, handle_time_s, interval, interval_s, within, within_s, target)  # type: ignore[arg-type]  # an array has no hash
            found = _plain(load, volume, shrinkage, convention, terms)
        except (TypeError, OverflowError):
            found = None
        if found is not None:
            return found
    times = {
        "handle_time": (handle_time, handle_time_s), "interval": (interval, interval_s), "within": (within, within_s),
        "max_asa": (max_asa, max_asa_s), "patience": (patience, patience_s),
    }  # fmt: skip
    return answered(
        asked(Given(times, load, volume, target, max_p_wait, max_occupancy, max_abandon, shrinkage, convention))
    )


def _plain(load: object, volume: object, shrinkage: object, convention: str, terms: _Terms) -> ErlangAgents | None:
    """Return the answer to the usual question, one queue with a target; None for any other."""
    h, i, t, allowed, times, fade, late = terms
    if i is not None and load is None and (type(volume) is int or type(volume) is float):
        work = volume * h
        offered = work / i
        if type(work) is int and type(i) is int:
            first = work // i + 1
        elif abs(offered - round(offered)) > _NEAR * offered:
            first = int(offered) + 1
        else:
            return None
    elif i is None and volume is None and type(load) is float:
        offered, first = load, int(load) + 1
    else:
        return None
    if not (0.0 < offered < _MANY and convention == "offered" and type(shrinkage) is float and 0.0 <= shrinkage < 1.0):
        return None
    found = least(offered, first, times, fade, late)
    if found is None:
        return None
    # The fields of `Asked` as a plain tuple: a class of its own would take as long as the search.
    row = (offered, h, t, allowed, None, None, None, None, None, shrinkage, volume, i, "offered")
    return ErlangAgents(row, found[0], None, found[1] * allowed)


@lru_cache(maxsize=4096, typed=True)
def _terms(
    handle: Duration | None, handle_s: Number | None, interval: Duration | None, interval_s: Number | None,
    within: Duration | None, within_s: Number | None, target: float,
) -> _Terms:  # fmt: skip
    if (handle is None and handle_s is None) or (within is None and within_s is None):
        raise TypeError
    h = _whole(seconds("handle_time", handle, handle_s))
    has_interval = interval is not None or interval_s is not None
    i = None if not has_interval else _whole(seconds("interval", interval, interval_s, more_than=0))
    t = _whole(seconds("within", within, within_s))
    allowed = complement(float(checked(target, "target", at_least=0, less_than=1)))
    if h == 0:
        raise TypeError
    return h, i, t, allowed, t / h, exp(-(t / h)), 1.0 / allowed


@lru_cache(maxsize=4096)
def _written(handle: Duration | None, interval: Duration | None, within: Duration | None, target: float) -> _Terms:
    """Return the terms of durations alone, which are found again in half the time."""
    return _terms(handle, None, interval, None, within, None, target)


def _whole(time_s: Floats) -> float:
    found = float(time_s)
    return int(found) if found.is_integer() else found
