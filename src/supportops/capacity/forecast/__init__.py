"""How many tickets will come, and how sure that is.

Each method takes the series and gives a `Forecast`: the mean, an interval for each period on its own, what it would
have said about the past, and its parameters. `accuracy` and `backtest` say which method to trust, `calendar_features`
are drivers for `regression`, `agents_interval` turns tickets into people. Each name is imported on first use.

Example:
    >>> from supportops.capacity import forecast
    >>> forecast.seasonal_naive([10, 20, 30, 12, 22, 31], period=3, horizon=4).mean
    array([12., 22., 31., 12.])
"""

from typing import TYPE_CHECKING

from supportops._lazy import lazily

if TYPE_CHECKING:
    from supportops.capacity.forecast._accuracy import Accuracy, IntervalScore, accuracy, interval_score, pinball_loss
    from supportops.capacity.forecast._agents import AgentsInterval, agents_interval
    from supportops.capacity.forecast._averages import historical_average, moving_average
    from supportops.capacity.forecast._backtest import Backtest, backtest
    from supportops.capacity.forecast._decomposition import Decomposition, decompose
    from supportops.capacity.forecast._features import calendar_features
    from supportops.capacity.forecast._intraday import intraday_profile
    from supportops.capacity.forecast._last_value import drift, growth, naive
    from supportops.capacity.forecast._other_models import wrap
    from supportops.capacity.forecast._patterns import seasonal_patterns
    from supportops.capacity.forecast._regression import linear_trend, regression, trend_season
    from supportops.capacity.forecast._result import Forecast
    from supportops.capacity.forecast._seasonal_naive import seasonal_naive
    from supportops.capacity.forecast._smoothing import exponential_smoothing, holt
    from supportops.capacity.forecast._winters import holt_winters

__all__ = [
    "Accuracy", "AgentsInterval", "Backtest", "Decomposition", "Forecast", "IntervalScore", "accuracy",
    "agents_interval", "backtest", "calendar_features", "decompose", "drift", "exponential_smoothing", "growth",
    "historical_average", "holt", "holt_winters", "interval_score", "intraday_profile", "linear_trend",
    "moving_average", "naive", "pinball_loss", "regression", "seasonal_naive", "seasonal_patterns", "trend_season",
    "wrap",
]  # fmt: skip

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "supportops.capacity.forecast._accuracy": "Accuracy IntervalScore accuracy interval_score pinball_loss",
            "supportops.capacity.forecast._agents": "AgentsInterval agents_interval",
            "supportops.capacity.forecast._averages": "historical_average moving_average",
            "supportops.capacity.forecast._backtest": "Backtest backtest",
            "supportops.capacity.forecast._decomposition": "Decomposition decompose",
            "supportops.capacity.forecast._features": "calendar_features",
            "supportops.capacity.forecast._intraday": "intraday_profile",
            "supportops.capacity.forecast._last_value": "drift growth naive",
            "supportops.capacity.forecast._other_models": "wrap",
            "supportops.capacity.forecast._patterns": "seasonal_patterns",
            "supportops.capacity.forecast._regression": "linear_trend regression trend_season",
            "supportops.capacity.forecast._result": "Forecast",
            "supportops.capacity.forecast._seasonal_naive": "seasonal_naive",
            "supportops.capacity.forecast._smoothing": "exponential_smoothing holt",
            "supportops.capacity.forecast._winters": "holt_winters",
        },
    )
