"""What may be wrong with a question about agents, in words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from supportops.capacity.agents import Whole
from supportops.capacity.erlang._asked import Asked

__all__ = ["warnings"]

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
