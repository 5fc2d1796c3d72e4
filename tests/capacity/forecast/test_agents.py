import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.forecast._agents import AgentsInterval, agents_interval
from supportops.capacity.forecast._result import Forecast
from supportops.capacity.required import required_agents
from supportops.errors import DomainError

_DESK = {"handle_time": "20m", "hours": "8h", "utilisation": 0.75}
_ROWS = st.lists(st.tuples(*[st.integers(0, 900)] * 3).map(sorted), min_size=1, max_size=8)


def test_the_interval_of_tickets_is_one_of_agents():
    coming = Forecast.of([500, 560], lower=[430, 470], upper=[570, 650], confidence=0.8)
    found = agents_interval(coming, **_DESK)
    assert found.agents == required_agents(volume=np.array([500.0, 560.0]), **_DESK)
    assert (found.lower.rounded.tolist(), found.upper.rounded.tolist()) == ([24, 27], [32, 37])
    assert found.confidence == 0.8


@settings(max_examples=60)
@given(_ROWS, st.sampled_from([0.0, 0.15]), st.sampled_from([0.0, 0.3]))
def test_each_end_is_the_one_formula_of_its_own_volume(rows, buffer, shrinkage):
    low, mean, high = np.array(rows, dtype=float).T
    coming = Forecast.of(mean, lower=low, upper=high, confidence=0.9)
    found = agents_interval(coming, **_DESK, buffer=buffer, shrinkage=shrinkage)
    for row, agents in ((low, found.lower), (mean, found.agents), (high, found.upper)):
        for index, volume in enumerate(row.tolist()):
            one = required_agents(volume=volume, **_DESK, buffer=buffer, shrinkage=shrinkage)
            assert (agents.exact[index], agents.rounded[index]) == (one.exact, one.rounded)
    assert (found.lower.rounded <= found.agents.rounded).all()
    assert (found.agents.rounded <= found.upper.rounded).all()


def test_handle_times_may_differ_by_period():
    coming = Forecast.of([480, 480])
    found = agents_interval(coming, handle_time_s=np.array([60.0, 120.0]), hours_s=28_800, utilisation=1)
    assert found.agents.rounded.tolist() == [1, 2]


def test_a_forecast_without_an_interval_gives_agents_without_one():
    found = agents_interval(Forecast.of([500, 560]), **_DESK)
    assert (found.lower, found.upper, found.confidence) == (None, None, None)
    assert found.agents.rounded.tolist() == [28, 32]
    assert str(found).splitlines()[1].split() == ["step", "exact", "agents"]
    assert [step.how for step in found.explain()][-1] == "the forecast has no interval"


def test_volume_under_zero_is_no_work():
    coming = Forecast.of([-5.0, 500.0], lower=[-70.0, -1.0], upper=[60.0, 570.0], confidence=0.8)
    found = agents_interval(coming, **_DESK)
    assert (found.agents.rounded.tolist(), found.lower.rounded.tolist()) == ([0, 28], [0, 0])


def test_an_interval_without_an_upper_end_is_refused():
    endless = Forecast(
        np.array([5.0, 5.0]), np.zeros(2), np.array([9.0, np.inf]), 0.8, np.array([5.0]), 0.0, {}, "naive", None
    )
    with pytest.raises(DomainError, match=r"no upper end at index 1.*confidence=None") as caught:
        agents_interval(endless, **_DESK)
    assert (caught.value.field, caught.value.index) == ("forecast", 1)


def test_agents_are_shown_by_date_with_their_steps():
    days = np.array(["2026-03-02", "2026-03-03"], dtype="datetime64[D]")
    coming = Forecast.of([500, 560], lower=[430, 470], upper=[570, 650], confidence=0.8, dates=days)
    found = agents_interval(coming, **_DESK)
    assert str(found).splitlines() == [
        "Agents for a forecast, 80 % intervals",
        "date          exact  agents  lower  upper",
        "2026-03-02  27.7778      28     24     32",
        "2026-03-03  31.1111      32     27     37",
    ]
    assert "| 2026-03-02 | 27.7778 | 28 | 24 | 32 |" in found.to_markdown()
    assert "<caption>Agents for a forecast, 80 % intervals</caption>" in found._repr_html_()
    steps = [step.what for step in found.explain()]
    assert steps == [*(step.what for step in found.agents.explain()), "interval"]
    assert "80 %" in list(found.explain())[-1].how


def test_agents_with_their_interval_are_values():
    coming = Forecast.of([500, 560], lower=[430, 470], upper=[570, 650], confidence=0.8)
    one, same = agents_interval(coming, **_DESK), agents_interval(coming, **_DESK)
    assert one == same
    assert hash(one) == hash(same)
    assert one != agents_interval(coming, **{**_DESK, "utilisation": 0.5})
    assert repr(one).startswith("AgentsInterval(agents=Agents(exact=")
    assert isinstance(one, AgentsInterval)


def test_what_is_wrong_with_the_desk_is_named():
    with pytest.raises(DomainError, match="utilisation is 0"):
        agents_interval(Forecast.of([500]), handle_time="20m", hours="8h", utilisation=0)
    with pytest.raises(DomainError, match="handle_time"):
        agents_interval(Forecast.of([500]), hours="8h", utilisation=1)


@pytest.mark.parametrize("coming", [[500, 560], None, 500])
def test_numbers_are_no_forecast(coming):
    with pytest.raises(DomainError, match=r"forecast is .*; give a Forecast, Forecast.of\(...\) of numbers"):
        agents_interval(coming, **_DESK)


@pytest.mark.parametrize("times", [[[60], [120]], [[60, 120]]])
def test_a_table_of_inputs_is_refused(times):
    with pytest.raises(DomainError, match="give numbers, or one for each of 2"):
        agents_interval(Forecast.of([500, 560]), handle_time_s=times, hours="8h", utilisation=0.75)
