import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.capacity.bands import utilisation_band
from supportops.capacity.live_status import REALTIME_LIMITS, realtime_status
from supportops.errors import DomainError


@pytest.mark.parametrize(
    ("figure", "light"),
    [
        ({"wait": "4m59s"}, "green"), ({"wait": "5m"}, "yellow"), ({"wait": "15m"}, "yellow"),
        ({"wait": "15m1s"}, "red"), ({"wait_s": 0}, "green"), ({"queue_depth": 9}, "green"),
        ({"queue_depth": 10}, "yellow"),
        ({"queue_depth": 25}, "yellow"), ({"queue_depth": 26}, "red"), ({"utilisation": 0}, "green"),
        ({"utilisation": 0.79}, "green"), ({"utilisation": 0.8}, "yellow"), ({"utilisation": 0.9}, "yellow"),
        ({"utilisation": 0.91}, "red"), ({"utilisation": 1.2}, "red"), ({"missing_agents": 0}, "green"),
        ({"missing_agents": 1}, "green"), ({"missing_agents": 2}, "yellow"), ({"missing_agents": 3}, "yellow"),
        ({"missing_agents": 4}, "red"), ({"missing_agents": 9}, "red"),
    ],
)  # fmt: skip
def test_each_figure_has_a_light(figure, light):
    [name] = figure
    name = name.removesuffix("_s")
    found = realtime_status(**figure)
    assert (found.status, found.by_metric) == (light, {name: light})
    assert found.actions == (() if light == "green" else (REALTIME_LIMITS[name].action,))


def test_the_status_is_the_worst_and_the_actions_are_those_of_what_is_not_green():
    found = realtime_status(wait="6m", queue_depth=3, utilisation=0.95, missing_agents=0)
    assert found.status == "red"
    assert found.by_metric == {
        "wait": "yellow",
        "queue_depth": "green",
        "utilisation": "red",
        "missing_agents": "green",
    }
    assert found.actions == ("pull from training, escalate", "watch burnout, get help")
    assert "Now: red" in str(found)
    assert "| queue_depth | green | - |" in found.to_markdown()


@given(st.integers(0, 150).map(lambda n: n / 100))
def test_utilisation_has_the_light_of_its_band(share):
    assert realtime_status(utilisation=share).status == utilisation_band(share, preset="realtime")


def test_no_figure_and_bad_figures_are_refused():
    with pytest.raises(DomainError, match="give at least one of wait, queue_depth, utilisation, missing_agents"):
        realtime_status()
    with pytest.raises(DomainError, match="write it with its unit, wait='20m'"):
        realtime_status(wait=5)
    with pytest.raises(DomainError, match="queue_depth is -1"):
        realtime_status(queue_depth=-1)
    with pytest.raises(DomainError, match="both are given of wait"):
        realtime_status(wait="5m", wait_s=300)
