"""What `required_agents` is asked: read, checked, and brought to one shape."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from supportops._formulas import Duration, Floats, Number, broadcast, checked, decimal, seconds
from supportops.capacity.erlang._inputs import complements
from supportops.errors import DomainError, near

__all__ = ["CONVENTIONS", "Asked", "Given", "asked", "load_on_paper"]

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
    found: dict[str, Floats] = {"shrinkage": checked(given.shrinkage, "shrinkage", at_least=0, less_than=1)}
    for name, (time, time_s) in given.times.items():
        if time is not None or time_s is not None:
            over = None if name in ("handle_time", "within") else 0.0
            found[f"{name}_s"] = seconds(name, time, time_s, more_than=over)
    if given.load is None:
        found["volume"] = checked(given.volume, "volume", at_least=0)
    else:
        found["load"] = checked(given.load, "load", at_least=0)
    if given.target is not None:
        found["target"] = checked(given.target, "target", at_least=0, less_than=1)
    for name in ("max_p_wait", "max_occupancy", "max_abandon"):
        if (share := getattr(given, name)) is not None:
            found[name] = checked(share, name, more_than=0, at_most=1)
    shaped = dict(zip(found, broadcast(**found), strict=True))
    if given.load is None:
        shaped["load"] = shaped["volume"] * shaped["handle_time_s"] / shaped["interval_s"]
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


def load_on_paper(row: Mapping[str, float]) -> Fraction:
    """Return the load of one queue as the decimals say."""
    if "volume" not in row:
        return decimal(row["load"])
    return decimal(row["volume"]) * decimal(row["handle_s"]) / decimal(row["interval_s"])


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
            raise DomainError(f"{name} is not given{why}", field=by if by != "load" else "load")
