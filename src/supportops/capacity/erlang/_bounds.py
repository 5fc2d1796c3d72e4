"""Each bound by itself: how far a number of agents is from it, and the least real number that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np

from supportops._formulas import Floats
from supportops.capacity.erlang._inputs import per
from supportops.capacity.erlang._patience import impatients
from supportops.capacity.erlang._roots import falling_root
from supportops.capacity.erlang._waiting import must_wait

__all__ = ["BOUNDS", "Columns", "bound_by", "own_exact", "ratios"]

Columns: TypeAlias = Mapping[str, Floats]
"""Fields of `Asked` that were given, as columns of one length."""

BOUNDS = ("service_level", "asa", "p_wait", "occupancy", "abandon", "stability")
"""In the order in which a tie is decided."""
_FIELDS = {"service_level": "allowed", "asa": "max_asa_s", "p_wait": "max_p_wait", "occupancy": "max_occupancy",
           "abandon": "max_abandon"}  # fmt: skip
_TIE = 1e-9


def ratios(columns: Columns, agents: Floats, convention: str) -> dict[str, Floats]:
    """Return for each bound what is reached over what is allowed: at most 1 where it is kept."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        reached = _impatient(columns, agents, convention) if "patience_s" in columns else _patient(columns, agents)
        return {name: value / columns[_FIELDS[name]] for name, value in reached.items() if _FIELDS[name] in columns}


def own_exact(columns: Columns, rounded: Floats, convention: str) -> dict[str, Floats]:
    """Return for each bound the least real number of agents that keeps it; 0 without load.

    Args:
        columns: what was asked.
        rounded: whole numbers that keep them all.
        convention: of the service level in Erlang A.
    """
    load, is_patient = columns["load"], "patience_s" not in columns
    low = load if is_patient else np.zeros_like(load)
    found = {}
    for name in BOUNDS[:-1]:
        if _FIELDS[name] not in columns:
            continue
        if name == "occupancy" and is_patient:
            found[name] = _snapped(load / columns["max_occupancy"])
            continue
        root = falling_root(_over(columns, convention, name), low, rounded)
        # Whatever the agents, so much is allowed.
        is_free = columns[_FIELDS[name]] >= 1.0 if name in ("service_level", "p_wait", "abandon") else np.False_
        found[name] = np.where((load == 0.0) | is_free, 0.0, _snapped(root))
    found["stability"] = load if is_patient else np.zeros_like(load)
    return found


def bound_by(own: Mapping[str, Floats], load: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.str_]]:
    """Return the name of the bound whose own number is the largest, the first of equals; "none" without load."""
    names = [name for name in BOUNDS if name in own]
    table = np.stack([own[name] for name in names])
    first = np.argmax(table >= table.max(axis=0) * (1.0 - _TIE), axis=0)
    return np.where(load == 0.0, "none", np.array(names)[first])


def _over(columns: Columns, convention: str, name: str) -> Callable[[Floats], Floats]:
    only = {field: column for field, column in columns.items() if field not in _FIELDS.values()}
    only[_FIELDS[name]] = columns[_FIELDS[name]]

    def over(agents: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.log(ratios(only, agents, convention)[name])

    return over


def _patient(columns: Columns, agents: Floats) -> dict[str, Floats]:
    load = columns["load"]
    p_wait, spare = must_wait(load, agents), np.maximum(agents - load, 0.0)
    found = {"p_wait": p_wait, "occupancy": np.where(load == 0.0, 0.0, load / agents)}
    if "handle_s" in columns:
        found["asa"] = np.where(load == 0.0, 0.0, p_wait * columns["handle_s"] / spare)
    if "within_s" in columns:
        times = per(columns["within_s"], columns["handle_s"])
        found["service_level"] = p_wait * np.where(spare > 0.0, np.exp(-spare * times), 1.0)
    return found


def _impatient(columns: Columns, agents: Floats, convention: str) -> dict[str, Floats]:
    handle, within = columns["handle_s"], columns.get("within_s")
    found = impatients(
        columns["load"], agents, per(columns["patience_s"], handle), None if within is None else per(within, handle)
    )
    # No agents keep no bound on how busy they are.
    busy = np.where(np.isnan(found["occupancy"]), 1.0, found["occupancy"])
    return {"service_level": found[f"missed_{convention}"], "asa": found["mean_wait"] * handle,
            "p_wait": found["p_wait"], "occupancy": busy, "abandon": found["p_abandon"]}  # fmt: skip


def _snapped(agents: Floats) -> Floats:
    """Return whole numbers where only the arithmetic of the search is between."""
    whole = np.rint(agents)
    return np.where(np.abs(agents - whole) <= 4e-13 * (1.0 + whole), whole, agents)
