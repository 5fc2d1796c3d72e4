"""Exponential smoothing, one step at a time: level, trend and season move by a share of each error."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from supportops._formulas import Floats

__all__ = ["Constants", "States", "additive", "ahead", "spread"]


@dataclass(frozen=True, slots=True)
class Constants:
    """The smoothing constants, each 0..1. A beta of 0 keeps the trend, a gamma of 0 the season."""

    alpha: float
    beta: float = 0.0
    gamma: float = 0.0
    phi: float = 1.0


@dataclass(frozen=True, slots=True)
class States:
    """Where level, trend and season stand; `season[i]` is for the values i, i + period ... of the series."""

    level: float
    trend: float = 0.0
    season: tuple[float, ...] = (0.0,)


def additive(y: Sequence[float], constants: Constants, states: States) -> tuple[list[float], States]:
    """Return the error of each one-step forecast, level + phi trend + season, and the states after the last.

    The error-correction form: it is the component form of the textbook rearranged, with half the arithmetic.

    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 8.2, 8.3 and 8.5.
    """
    alpha, gamma, phi = constants.alpha, constants.gamma, constants.phi
    rise = alpha * constants.beta
    level, trend, season = states.level, states.trend, list(states.season)
    errors = []
    # The season grows as it is read: what is appended is read one season later.
    for value, effect in zip(y, season, strict=False):
        base = level + phi * trend
        error = value - base - effect
        level = base + alpha * error
        trend = phi * trend + rise * error
        season.append(effect + gamma * error)
        errors.append(error)
    latest, first = season[len(errors) :], -len(errors) % len(states.season)
    return errors, States(level, trend, (*latest[first:], *latest[:first]))


def ahead(states: States, phi: float, *, past: int, horizon: int) -> tuple[Floats, Floats]:
    """Return level + trend, and the season, of each period after `past` of them; the season goes round for ever."""
    rises = np.cumsum(phi ** np.arange(1.0, horizon + 1))
    places = (past + np.arange(horizon)) % len(states.season)
    return states.level + rises * states.trend, np.array(states.season)[places]


def spread(constants: Constants, sigma: float, *, period: int, horizon: int) -> Floats:
    """Return the standard deviation of the error of each period ahead, of the additive forms.

    sigma sqrt(1 + sum of c_j ** 2 for j = 1 .. h - 1), c_j = alpha + alpha beta (phi + ... + phi ** j) and gamma more
    where j is a whole number of seasons: what an error now does to the forecast j periods later.

    Source: Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, section 6.3, class 1.
    """
    steps = np.arange(1, horizon)
    effects = constants.alpha * (1 + constants.beta * np.cumsum(constants.phi ** steps.astype(np.float64)))
    effects = effects + np.where(steps % period == 0, constants.gamma, 0.0)
    widths: Floats = np.sqrt(1 + np.concatenate([[0.0], np.cumsum(effects**2)]))
    return widths * sigma if math.isfinite(sigma) else np.full(horizon, math.inf)
