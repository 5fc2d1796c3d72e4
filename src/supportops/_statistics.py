"""The few statistics that several packages need: an interval for a share, and times of which some are still open."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, TypeAlias, overload

import numpy as np
import numpy.typing as npt

from supportops.errors import DomainError

__all__ = ["KaplanMeier", "kaplan_meier", "wilson"]

Floats: TypeAlias = npt.NDArray[np.float64]
Counts: TypeAlias = npt.NDArray[np.int64]

# A product of many factors misses a round share by a few units in the last place.
_ROUNDING = 1e-9


@overload
def wilson(successes: float, n: float, confidence: float = 0.95) -> tuple[float, float] | None: ...
@overload
def wilson(
    successes: npt.NDArray[Any], n: npt.NDArray[Any] | float, confidence: float = 0.95
) -> tuple[Floats, Floats]: ...
def wilson(
    successes: float | npt.NDArray[Any], n: float | npt.NDArray[Any], confidence: float = 0.95
) -> tuple[float, float] | tuple[Floats, Floats] | None:
    """Return the Wilson score interval of a share.

    (s + z^2/2 -+ z sqrt(s (n - s) / n + z^2/4)) / (n + z^2); none below 0 or above 1.

    Args:
        successes: how many of them, 0..n. Shape (...).
        n: how many there are, >= 0. Shape broadcastable to `successes`.
        confidence: of the interval, between 0 and 1.

    Returns:
        The low and the high end, each 0..1. None when n is 0; in arrays both are NaN at that element.

    Raises:
        DomainError: a count outside its range, named by its index, or a confidence outside its own.

    Source: Wilson (1927); Brown, Cai and DasGupta (2001), section 3.1.1.

    Example:
        >>> low, high = wilson(9, 10)
        >>> f"{low:.3f} to {high:.3f}"
        '0.596 to 0.982'
        >>> print(wilson(0, 0))
        None
    """
    z = _deviate(confidence)
    is_array = isinstance(successes, np.ndarray) or isinstance(n, np.ndarray)
    made, total = np.broadcast_arrays(np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64))
    _check_counts(made, total)
    if not is_array and not total:
        return None
    known = np.where(total > 0, total, np.nan)
    middle = made + z * z / 2
    half = z * np.sqrt(made * (known - made) / known + z * z / 4)
    # At the ends the formula is 0 and 1 but for rounding.
    low = np.where(made == 0, 0 * known, (middle - half) / (known + z * z))
    high = np.where(made == total, known / known, (middle + half) / (known + z * z))
    return (low, high) if is_array else (float(low), float(high))


@dataclass(frozen=True, slots=True, eq=False)
class KaplanMeier:
    """The share that lasts longer than a time, when some are still open.

    Attributes:
        times: the distinct times at which one or more ended, ascending. Shape (steps,).
        at_risk: how many had lasted that long. Shape (steps,).
        ended: how many ended then. Shape (steps,).
        survival: the share that lasts longer, from that time on. Shape (steps,).
        durations: all of them, ended and open, ascending. Shape (n,).
    """

    times: npt.NDArray[Any]
    at_risk: Counts
    ended: Counts
    survival: Floats
    durations: npt.NDArray[Any]

    @property
    def n(self) -> int:
        """How many there are, ended and open."""
        return len(self.durations)

    @property
    def open(self) -> int:
        """How many have not ended."""
        return self.n - int(self.ended.sum())

    def share_beyond(self, time: float) -> float | None:
        """Return the share that lasts longer than a time; None when nothing was watched for that long."""
        step = self._step(time)
        if self._is_unseen(time, step):
            return None
        return float(self.survival[step]) if step >= 0 else 1.0

    def interval(self, time: float, confidence: float = 0.95) -> tuple[float, float] | None:
        """Return the confidence interval of `share_beyond`; None when that is.

        Greenwood's variance on the log-log scale. Where the share is 0 or 1 that variance says nothing; there it
        is Wilson's interval of those of whom the answer is known.

        Source: Kalbfleisch and Prentice (1980), section 1.4.
        """
        z, step = _deviate(confidence), self._step(time)
        if self._is_unseen(time, step):
            return None
        if step >= 0:
            low, high = self._bands(z, confidence)
            return float(low[step]), float(high[step])
        lasting = self.n - int(np.searchsorted(self.durations, time, side="left"))
        return wilson(lasting, lasting, confidence)

    def quantile(self, share: float) -> float | None:
        """Return the shortest time within which a share ends; None when so many are open that it is not reached.

        With nothing open it is the nearest-rank percentile: one of the durations.
        """
        return self._first_at_most(self.survival, _checked_share(share))

    def quantile_interval(self, share: float, confidence: float = 0.95) -> tuple[float | None, float | None]:
        """Return the confidence interval of `quantile`; an end that is not reached is None.

        The times at which the interval of the survival takes in the share.

        Source: Brookmeyer and Crowley (1982), with the log-log interval.
        """
        low, high = self._bands(_deviate(confidence), confidence)
        share = _checked_share(share)
        return self._first_at_most(low, share), self._first_at_most(high, share)

    def _step(self, time: float) -> int:
        if not math.isfinite(time):
            raise DomainError(f"time is {time!r}; give a finite number")
        return int(np.searchsorted(self.times, time, side="right")) - 1

    def _is_unseen(self, time: float, step: int) -> bool:
        is_over = step >= 0 and not self.survival[step]
        return not is_over and (not self.n or time > self.durations[-1])

    def _first_at_most(self, survival: Floats, share: float) -> float | None:
        reached = np.flatnonzero(survival <= 1 - share + _ROUNDING)
        return self.times[reached[0]].item() if len(reached) else None

    def _bands(self, z: float, confidence: float) -> tuple[Floats, Floats]:
        """Return the ends of the survival's interval at each step."""
        inner = self.survival > 0
        log = np.log(self.survival, where=inner, out=np.full(len(self.survival), -1.0))
        left = np.where(inner, self.at_risk - self.ended, 1)
        variance = np.cumsum(self.ended / (self.at_risk * left))
        spread = np.exp(z * np.sqrt(variance) / -log)
        low, high = np.exp(log * spread), np.exp(log / spread)
        nothing_left = wilson(0, int(self.ended.sum()), confidence) or (0.0, 1.0)
        return np.where(inner, low, 0.0), np.where(inner, high, nothing_left[1])


def kaplan_meier(durations: npt.ArrayLike, is_ended: npt.ArrayLike) -> KaplanMeier:
    """Return how long things last when some have not ended yet.

    At each time at which some end, the share that lasts longer is multiplied by 1 - ended / at risk. One that is
    open counts as at risk up to its duration so far, and at that very time. So it is neither left out nor taken
    as ended.

    Args:
        durations: how long each lasted, or has lasted so far; finite, >= 0, any unit. Shape (n,).
        is_ended: whether it ended. Shape (n,).

    Raises:
        DomainError: the shapes differ, or a duration is outside its range, named by its index.

    Source: Kaplan and Meier (1958), equation 2b.

    Example:
        >>> curve = kaplan_meier([1, 2, 3, 4], [True, False, True, False])
        >>> [round(float(share), 3) for share in curve.survival]
        [0.75, 0.375]
        >>> curve.quantile(0.5), curve.quantile(0.9)
        (3, None)
    """
    lasted, ended = np.asarray(durations), np.asarray(is_ended, dtype=np.bool_)
    if not lasted.size:
        lasted = lasted.astype(np.float64)
    if lasted.ndim != 1 or lasted.shape != ended.shape:
        raise DomainError(f"durations have shape {lasted.shape}, is_ended {ended.shape}; give two rows of one length")
    bad = np.flatnonzero(~np.isfinite(lasted) | (lasted < 0))
    if len(bad):
        raise DomainError(f"durations[{bad[0]}] is {lasted[bad[0]].item()!r}; a duration is finite and at least 0")
    ordered = np.sort(lasted)
    times, counts = np.unique(lasted[ended], return_counts=True)
    at_risk = (len(ordered) - np.searchsorted(ordered, times, side="left")).astype(np.int64)
    survival = np.cumprod(1 - counts / at_risk, dtype=np.float64)
    return KaplanMeier(times, at_risk, counts.astype(np.int64), survival, ordered)


def _deviate(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise DomainError(f"confidence is {confidence!r}; it is more than 0 and less than 1, for example 0.95")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _checked_share(share: float) -> float:
    if not 0 < share < 1:
        raise DomainError(f"share is {share!r}; it is more than 0 and less than 1, for example 0.95")
    return share


def _check_counts(made: Floats, total: Floats) -> None:
    bad = np.argwhere(~(np.isfinite(total) & (made >= 0) & (made <= total)))
    if len(bad):
        index = tuple(int(i) for i in bad[0])
        where = f"[{', '.join(map(str, index))}]" if index else ""
        given = f"successes{where} is {made[index].item():g} of n{where} {total[index].item():g}"
        raise DomainError(f"{given}; successes are at least 0 and at most n")
