import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import erlang_oracle

from supportops.capacity import erlang
from supportops.capacity.erlang import erlang_a
from supportops.errors import DomainError

GRID = list(itertools.product((0.05, 1.0, 8.5, 100.0), (1, 3.5, 14, 40, 100), (0.01, 0.3, 1.6, 20.0), (0.0, 0.1, 12.0)))
LARGE = [(1e4, 10_000, 0.8, 0.1), (1e4, 10_200, 5.0, 0.01), (1e4, 9900, 1.0, 1.0), (1000.0, 1000.5, 20.0, 3.0)]


def check(load, agents, patience, within):
    wanted = erlang_oracle.impatient(load, agents, patience, within)
    found = erlang_a(load, agents, handle_time_s=100.0, patience_s=100.0 * patience, within_s=100.0 * within)
    pairs = {
        "p_wait": found.p_wait, "p_abandon": found.p_abandon, "mean_wait": found.mean_wait_s / 100.0,
        "occupancy": found.occupancy, "offered": found.service_level_offered, "wait": found.service_level_wait,
        "net": found.service_level_net,
    }  # fmt: skip
    for name, value in pairs.items():
        assert value == pytest.approx(wanted[name], rel=1e-10, abs=1e-13), name
    assert found.queue_length == pytest.approx(load * wanted["mean_wait"], rel=1e-10, abs=1e-13)


@pytest.mark.parametrize("patience", [0.01, 0.3, 1.6, 20.0])
def test_all_figures_agree_with_fifty_digits(patience):
    for load, agents, bearing, within in GRID:
        if bearing == patience:
            check(load, agents, bearing, within)


@pytest.mark.slow
@pytest.mark.parametrize(("load", "agents", "patience", "within"), LARGE)
def test_large_teams_agree_with_fifty_digits(load, agents, patience, within):
    check(load, agents, patience, within)


def test_few_who_leave_are_not_lost_in_rounding():
    found = erlang_a(1.0, 40, handle_time="3m", patience="3m")
    wanted = erlang_oracle.impatient(1.0, 40, 1.0, 0.0)["p_abandon"]
    assert wanted < 1e-40
    assert found.p_abandon == pytest.approx(wanted, rel=1e-12)


def test_patience_as_long_as_a_ticket_lives_is_no_trouble():
    # A day or a month of patience, minutes of work, hours of time: the sums have thousands of terms.
    short, long = (
        erlang_a(100.0, 100, handle_time="20m", patience=patience, within="20m") for patience in ("1d", "30d")
    )
    assert 0.0 < long.p_abandon < short.p_abandon < 0.01
    assert long.service_level_wait < short.service_level_wait < 1.0
    over = erlang_a(100.0, 50, handle_time="20m", patience="30d", within="1h")
    assert over.p_abandon == pytest.approx(0.5, rel=1e-12)
    assert over.occupancy == pytest.approx(1.0, rel=1e-12)
    assert over.service_level_offered == pytest.approx(0.0, abs=1e-12)


def test_a_time_that_nobody_has_the_patience_for_passes_for_all():
    found = erlang_a(100.0, 1, handle_time="1m", patience="1m", within="1d")
    assert found.service_level_wait == 1.0
    assert found.service_level_offered == pytest.approx(0.01)


def test_published_errors_of_others_are_not_made():
    # 100 agents, 100 erlangs, patience 240 s: the share within an hour is 0.9630.
    found = erlang_a(100.0, 100, handle_time_s=180, patience_s=240, within_s=3600)
    assert found.service_level_offered == pytest.approx(0.9630, abs=5e-5)
    wanted = erlang_oracle.impatient(100.0, 100, 240 / 180, 20.0)
    assert found.service_level_offered == pytest.approx(wanted["offered"], rel=1e-12)


@given(st.floats(0.1, 100.0), st.floats(0.0, 120.0), st.floats(0.0, 20.0), st.floats(0.05, 20.0))
def test_more_agents_never_make_it_worse(load, agents, more, patience):
    few, many = (
        erlang_a(load, n, handle_time_s=1.0, patience_s=patience, within_s=0.5) for n in (agents, agents + more)
    )
    for name in ("p_wait", "p_abandon", "mean_wait_s", "queue_length"):
        assert getattr(many, name) <= getattr(few, name) * (1 + 1e-11)
    for name in ("service_level_offered", "service_level_wait", "service_level_net"):
        assert getattr(many, name) >= getattr(few, name) - 1e-11


@given(st.floats(0.1, 100.0), st.floats(0.1, 120.0), st.floats(0.05, 20.0), st.floats(0.0, 5.0))
def test_the_conventions_are_in_their_order(load, agents, patience, within):
    found = erlang_a(load, agents, handle_time_s=1.0, patience_s=patience, within_s=within)
    assert found.service_level_offered <= found.service_level_net + 1e-12
    assert found.service_level_net <= found.service_level_wait + 1e-12


def test_long_patience_is_erlang_c():
    c = erlang.describe(10.0, 14, handle_time="3m", within="20s")
    a = erlang_a(10.0, 14, handle_time="3m", patience_s=1e9, within="20s")
    assert a.p_wait == pytest.approx(c.p_wait, rel=1e-5)
    assert a.service_level_offered == pytest.approx(c.service_level, rel=1e-5)
    assert a.mean_wait_s == pytest.approx(c.asa_s, rel=1e-5)


def test_without_agents_all_leave():
    found = erlang_a(10.0, 0, handle_time="3m", patience="5m", within="5m")
    assert (found.p_wait, found.p_abandon, found.mean_wait_s) == pytest.approx((1.0, 1.0, 300.0))
    assert found.occupancy is None
    assert found.service_level_offered == pytest.approx(0.0, abs=1e-14)
    assert found.service_level_wait == pytest.approx(1 - math.exp(-1))
    assert found.service_level_net == pytest.approx(0.0, abs=1e-14)
    assert erlang_a(10.0, 0, handle_time="3m", patience="1s", within="5h").service_level_net == 0.0


def test_without_work_nobody_leaves():
    found = erlang_a([0.0, 0.0], [0, 5], handle_time="3m", patience="5m", within="0s")
    for name in ("p_wait", "p_abandon", "mean_wait_s", "queue_length"):
        assert getattr(found, name).tolist() == [0.0, 0.0]
    assert np.isnan(found.occupancy[0])
    assert found.occupancy[1] == 0.0
    assert found.service_level_net.tolist() == [1.0, 1.0]


def test_far_too_many_agents_are_idle():
    found = erlang_a(1.0, 5000, handle_time="3m", patience="5m", within="20s")
    assert (found.p_wait, found.p_abandon, found.service_level_offered) == (0.0, 0.0, 1.0)
    assert found.occupancy == pytest.approx(1 / 5000)


def test_arrays_are_the_numbers():
    loads, agents = np.array([[1.0], [10.0]]), np.array([1, 14, 14])
    found = erlang_a(loads, agents, handle_time="3m", patience="5m", within="20s")
    single = erlang_a(10.0, 14, handle_time="3m", patience="5m", within="20s")
    assert found.p_wait.shape == (2, 3)
    assert found.service_level_net[1, 1] == single.service_level_net
    assert erlang_a(10.0, 14, handle_time="3m", patience="5m").service_level_wait is None


def test_it_explains_itself():
    found = erlang_a(10.0, 14, handle_time="3m", patience="5m", within="20s")
    assert {step.what: step.value for step in found.explain()}["p_abandon"] == found.p_abandon
    assert "| p_abandon |" in found.to_markdown()


def test_no_patience_at_all_is_refused():
    with pytest.raises(DomainError, match=r"patience is '0s'; give more than no time"):
        erlang_a(10.0, 14, handle_time="3m", patience="0s")
    with pytest.raises(DomainError, match=r"handle_time_s is 0; give a finite number > 0"):
        erlang_a(10.0, 14, handle_time_s=0, patience="1m")


@pytest.mark.parametrize("load", [0.3, 5.0, 7.0, 41.0])
def test_without_agents_everybody_leaves_and_no_share_is_over_one(load):
    found = erlang_a(load, 0, handle_time="3m", patience="5m", within="20s")
    assert (found.p_wait, found.p_abandon, found.service_level_offered) == (1.0, 1.0, 0.0)
    assert found.mean_wait_s == pytest.approx(300.0, rel=1e-15)
    assert found.service_level_net == pytest.approx(0.0, abs=1e-15)


def test_a_patience_too_long_to_add_up_is_refused():
    with pytest.raises(DomainError, match=r"load \* patience / handle_time is 5\.55556e\+16, too much") as caught:
        erlang_a(10, 5, handle_time="3m", patience_s=1e18)
    assert caught.value.field == "patience"
    # With agents to spare the sums stay short, and nobody leaves.
    assert erlang_a(10, 14, handle_time="3m", patience_s=1e18).p_wait == pytest.approx(0.174131933595)
