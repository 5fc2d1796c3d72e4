"""What `required_agents` is asked: read, checked, brought to one shape, each queue once; and warned of."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, Number, broadcast, checked, decimal, seconds
from supportops.capacity.agents import Whole
from supportops.capacity.erlang._inputs import COUNTABLE, LARGEST, complements, erlangs, first_of
from supportops.errors import DomainError, near

__all__ = ["CONVENTIONS", "Asked", "Given", "asked", "distinct", "load_on_paper", "warnings"]

CONVENTIONS = ("offered", "wait", "net")


class Asked(NamedTuple):
    """One queue or many: numbers, or arrays of one shape. None is what was not given; `allowed` is 1 - target."""

    load: Number
    handle_s: Number | None = None
    within_s: Number | None = None
    allowed: Number | None = None
    max_asa_s: Number | None = None
    max_p_wait: Number | None = None
    max_occupancy: Number | None = None
    patience_s: Number | None = None
    max_abandon: Number | None = None
    shrinkage: Number = 0.0
    volume: Number | None = None
    interval_s: Number | None = None
    convention: str = "offered"

    def flat(self) -> dict[str, Floats]:
        """Return what was given as columns of one length."""
        given = {name: value for name, value in zip(self._fields[:-1], self, strict=False) if value is not None}
        return {name: np.atleast_1d(np.asarray(value, dtype=np.float64)).ravel() for name, value in given.items()}


class Given(NamedTuple):
    """The arguments of `required_agents` as they came."""

    times: Mapping[str, tuple[Duration | None, Number | None]]
    load: Number | None
    volume: Number | None
    target: Number | None
    max_p_wait: Number | None
    max_occupancy: Number | None
    max_abandon: Number | None
    shrinkage: Number
    convention: str


def asked(given: Given) -> Asked:
    """Return what is asked; arguments that lack another are refused.

    Raises:
        DomainError: an input outside its range, one that needs another, arrays that do not broadcast.
    """
    _is_whole(given)
    found = _read(given)
    shaped = dict(zip(found, broadcast(**found), strict=True))
    if given.load is None:
        shaped["load"] = erlangs(shaped["volume"], shaped["handle_time_s"], shaped["interval_s"], at_most=LARGEST)
    if given.max_occupancy is not None:
        _are_countable(shaped["load"], shaped["max_occupancy"])
    if given.target is not None:
        shaped["allowed"] = np.broadcast_to(complements(found["target"]), shaped["load"].shape)
        del shaped["target"]
    if "handle_time_s" in shaped:
        shaped["handle_s"] = shaped.pop("handle_time_s")
    if "patience_s" in shaped and np.any((shaped["handle_s"] == 0.0) & (shaped["load"] > 0.0)):
        raise DomainError(
            "handle_time is 0 where there is work; with patience give more than no time", field="handle_time"
        )
    return Asked(convention=given.convention, **shaped)


def _read(given: Given) -> dict[str, Floats]:
    """Return what was given, checked, in its own shapes; times in seconds."""
    found: dict[str, Floats] = {"shrinkage": checked(given.shrinkage, "shrinkage", at_least=0, less_than=1)}
    for name, (time, time_s) in given.times.items():
        if time is not None or time_s is not None:
            over = None if name in ("handle_time", "within") else 0.0
            found[f"{name}_s"] = seconds(name, time, time_s, more_than=over)
    if given.load is None:
        found["volume"] = checked(given.volume, "volume", at_least=0)
    else:
        found["load"] = checked(given.load, "load", at_least=0, at_most=LARGEST)
    if given.target is not None:
        found["target"] = checked(given.target, "target", at_least=0, less_than=1)
    for name in ("max_p_wait", "max_occupancy", "max_abandon"):
        if (share := getattr(given, name)) is not None:
            found[name] = checked(share, name, more_than=0, at_most=1)
    return found


def load_on_paper(row: Mapping[str, float]) -> Fraction:
    """Return the load of one queue as the decimals say."""
    if "volume" not in row:
        return decimal(row["load"])
    return decimal(row["volume"]) * decimal(row["handle_s"]) / decimal(row["interval_s"])


def _are_countable(load: Floats, occupancy: Floats) -> None:
    too_many = load > occupancy * COUNTABLE
    if too_many.any():
        place, where, index = first_of(too_many)
        raise DomainError(
            f"max_occupancy{where} is {occupancy[place]:g} for {load[place]:g} erlangs; give one that {COUNTABLE:g} "
            "agents keep", field="max_occupancy", value=float(occupancy[place]), index=index,
        )  # fmt: skip


def _is_whole(given: Given) -> None:
    has = {name: any(value is not None for value in pair) for name, pair in given.times.items()}
    if given.convention not in CONVENTIONS:
        hint = near(str(given.convention), CONVENTIONS)
        raise DomainError(
            f"convention is {given.convention!r}; {hint}", field="convention", value=given.convention,
            allowed=CONVENTIONS,
        )  # fmt: skip
    has |= {name: getattr(given, name) is not None for name in ("load", "volume", "target", "max_abandon")}
    if has["load"] and (has["volume"] or has["interval"]):
        other = "volume" if has["volume"] else "interval"
        raise DomainError(f"both load and {other} are given; give load alone, or volume and interval", field=other)
    needs = [("load, or volume", has["load"] or has["volume"], True, "load"),
             ("interval", has["interval"], has["volume"], "volume"),
             ("handle_time", has["handle_time"], has["volume"], "volume"),
             ("handle_time", has["handle_time"], has["within"], "within"),
             ("handle_time", has["handle_time"], has["max_asa"], "max_asa"),
             ("handle_time", has["handle_time"], has["patience"], "patience"),
             ("within", has["within"], has["target"], "target"),
             ("patience", has["patience"], has["max_abandon"], "max_abandon")]  # fmt: skip
    for name, is_given, is_needed, by in needs:
        if is_needed and not is_given:
            why = "" if by == "load" else f"; {by} needs it"
            raise DomainError(f"{name} is not given{why}", field="load" if by == "load" else name)


def distinct(given: Asked) -> tuple[dict[str, Floats], npt.NDArray[np.int64]]:
    """Return the columns with equal queues once, and the place of each row's queue in them.

    Only where one column tells the rows apart: to compare several takes longer than to work some out twice.

    Example:
        >>> columns, places = distinct(Asked(load=np.array([5.0, 7.0, 5.0])))
        >>> columns["load"], places
        (array([5., 7.]), array([0, 1, 0]))
    """
    columns = given.flat()
    columns.pop("shrinkage")
    size = columns["load"].size
    varied = {name: column for name, column in columns.items() if size and (column != column[0]).any()}
    if "volume" in columns:
        varied.pop("load", None)
    if size and not varied:
        return {name: column[:1] for name, column in columns.items()}, np.zeros(size, dtype=np.int64)
    if len(varied) != 1:
        return columns, np.arange(size)
    _, first, places = np.unique(next(iter(varied.values())), return_index=True, return_inverse=True)
    return {name: column[first] for name, column in columns.items()}, places.ravel()


_LONG = 10.0
"""A promise of so many handle times is kept by agents who are only just more than the load."""


def warnings(asked: Asked, rounded: Whole) -> tuple[str, ...]:
    """Return the warnings; of many intervals each says in how many it holds."""
    load, handle = np.asarray(asked.load), asked.handle_s
    is_busy = load > 0.0
    found = []
    if handle is not None and asked.interval_s is not None:
        found.append(_told(
            is_busy & (np.asarray(handle) > asked.interval_s),
            "handle_time is longer than the interval: work carries over into the next ones, so an interval by itself "
            "says too little; simulate, or take longer intervals",
        ))  # fmt: skip
    if handle is not None and asked.allowed is not None and asked.within_s is not None:
        found.append(_told(
            is_busy & (np.asarray(asked.within_s) >= _LONG * np.asarray(handle)) & (np.asarray(asked.within_s) > 0.0),
            "within is ten handle times or more: the agents are hardly more than the load, and a little more work "
            "than forecast makes the queue grow",
        ))  # fmt: skip
    if asked.patience_s is not None:
        found.append(_told(
            is_busy & (np.asarray(rounded) <= load),
            "the load is not under the agents: only because customers leave does the queue not grow",
        ))  # fmt: skip
    return tuple(text for text in found if text)


def _told(holds: npt.NDArray[np.bool_], text: str) -> str:
    if not holds.any():
        return ""
    return text if holds.ndim == 0 else f"in {int(holds.sum())} of {holds.size} intervals: {text}"
