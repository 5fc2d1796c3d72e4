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
_STEEP = 700.0


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

        Greenwood's variance on the log-log scale. For the low end it is multiplied by m / n: m were left when one
        last ended, n of these were watched up to this time. So the low end falls where few are watched any more.

        Where the share is 1 or 0 that variance says nothing, and the ends are the exact ones of a share. With 1: of n
        watched up to this time none ended. With 0: of those that outlasted the last open one none is left, times the
        high end before them.

        Source: Kalbfleisch and Prentice (1980), section 1.4; m / n after Dorey and Korn (1987), with m as those left
        and not those at risk, so that it is 1 when nothing is open; Clopper and Pearson (1934).
        """
        _deviate(confidence)
        step = self._step(time)
        if self._is_unseen(time, step):
            return None
        low = self._low(np.array([step]), np.array([self.watched(time)]), confidence)
        return low.item(), (float(self._high(confidence)[step]) if step >= 0 else 1.0)

    def watched(self, time: float) -> int:
        """Return how many lasted, or have lasted so far, at least as long as a time."""
        return self.n - int(np.searchsorted(self.durations, time, side="left"))

    def share_from(self, time: float) -> float:
        """Return the share that lasts at least as long as a time, as far as it is known."""
        step = int(np.searchsorted(self.times, time, side="left")) - 1
        return float(self.survival[step]) if step >= 0 else 1.0

    def quantile(self, share: float) -> float | None:
        """Return the shortest time within which a share ends; None when so many are open that it is not reached.

        With nothing open it is the nearest-rank percentile: one of the durations.
        """
        return _first_at_most(self.times, self.survival, _checked_share(share))

    def quantile_interval(self, share: float, confidence: float = 0.95) -> tuple[float | None, float | None]:
        """Return the confidence interval of `quantile`; an end that is not reached is None.

        The times at which the interval of the survival takes in the share. Its low end may lie at a time at which
        none ended: from there on too few are watched to say that the share is not reached.

        Source: Brookmeyer and Crowley (1982), with the intervals of `interval`.
        """
        _deviate(confidence)
        # The interval may reach the share before the first of them, at 0.
        share, times = _checked_share(share), np.unique(np.append(self.durations, 0 * self.durations[:1]))
        steps = np.searchsorted(self.times, times, side="right") - 1
        watched = self.n - np.searchsorted(self.durations, times, side="right")
        low = _first_at_most(times, self._low(steps, watched, confidence), share)
        return low, _first_at_most(self.times, self._high(confidence), share)

    def _step(self, time: float) -> int:
        if not math.isfinite(time):
            raise DomainError(f"time is {time!r}; give a finite number")
        return int(np.searchsorted(self.times, time, side="right")) - 1

    def _is_unseen(self, time: float, step: int) -> bool:
        is_over = step >= 0 and not self.survival[step]
        return not is_over and (not self.n or time > self.durations[-1])

    def _low(self, steps: Counts, watched: Counts, confidence: float) -> Floats:
        """Return the low end of the survival after some steps, -1 being before the first, with so many watched."""
        # The last element is what -1 asks for.
        survival, variance = np.append(self.survival, 1.0)[steps], np.append(self._variance(), 0.0)[steps]
        left = np.append(self.at_risk - self.ended, self.n)[steps]
        some = np.maximum(watched, 1)
        low = _towards(survival, variance * np.maximum(left / some, 1), _deviate(confidence))
        none_ended = ((1 - confidence) / 2) ** (1 / some)
        return np.where(watched == 0, 0.0, np.where(survival == 1, none_ended, low))

    def _high(self, confidence: float) -> Floats:
        """Return the high end of the survival at each step."""
        high = _towards(self.survival, self._variance(), -_deviate(confidence))
        if len(high) and not self.survival[-1]:
            to_come = np.cumsum(self.ended[::-1])[::-1]
            first = int(np.flatnonzero(self.at_risk == to_come)[0])
            none_left = 1 - ((1 - confidence) / 2) ** (1 / int(self.at_risk[first]))
            high[-1] = none_left * (high[first - 1] if first else 1.0)
        return high

    def _variance(self) -> Floats:
        """Return Greenwood's variance of the survival's logarithm at each step, as if 0 had no part in it."""
        left = np.where(self.survival > 0, self.at_risk - self.ended, 1)
        return np.cumsum(self.ended / (self.at_risk * left), dtype=np.float64)


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


def _towards(survival: Floats, variance: Floats, z: float) -> Floats:
    """Return the end of the log-log interval that lies z deviations below the survival; 0 and 1 stay."""
    inner = (survival > 0) & (survival < 1)
    log = np.log(survival, where=inner, out=np.full(survival.shape, -1.0))
    # Beyond that the end is 0 or 1 in any case, and the exponential overflows.
    spread = np.exp(np.clip(z * np.sqrt(variance) / -log, -_STEEP, _STEEP))
    return np.where(inner, np.exp(log * spread), survival)


def _first_at_most(times: npt.NDArray[Any], survival: Floats, share: float) -> float | None:
    reached = np.flatnonzero(survival <= 1 - share + _ROUNDING)
    return times[reached[0]].item() if len(reached) else None
