import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.capacity import erlang
from supportops.errors import DomainError

SHARES = st.floats(1e-6, 0.999)


@given(st.floats(0.01, 300.0), SHARES, st.floats(0.0, 1.0))
def test_lines_for_a_blocking_have_that_blocking(load, blocking, retry):
    found = erlang.agents_for_blocking(load, blocking, retry=retry)
    total = load / (1 - retry * blocking)
    assert erlang.erlang_b(total, found.exact) == pytest.approx(blocking, rel=1e-9)
    assert erlang.erlang_b(total, found.rounded) <= blocking * (1 + 1e-12)
    assert found.rounded == 0 or erlang.erlang_b(total, found.rounded - 1) > blocking * (1 - 1e-12)
    assert found.rounded - 1 < found.exact <= found.rounded + 1e-9


@pytest.mark.parametrize(
    ("load", "blocking", "retry", "lines"),
    [(1.0, 0.5, 0.0, 1), (2.0, 0.4, 0.0, 2), (1, 0.0625, 0.0, 3), (0.1, 0.09090909, 0.0, 2), (3.0, 1.0, 1.0, 0),
     (0.0, 0.01, 0.0, 0), (0.75, 0.5, 0.5, 1), (0.3, 0.75, 0.9, 1)],
)  # fmt: skip
def test_a_blocking_that_is_met_on_paper_is_met(load, blocking, retry, lines):
    found = erlang.agents_for_blocking(load, blocking, retry=retry)
    assert found.rounded == lines
    assert erlang.agents_for_blocking([load], blocking, retry=retry).rounded.tolist() == [lines]


def test_lines_explain_themselves():
    found = erlang.agents_for_blocking(10, 0.01)
    assert [step.what for step in found.explain()] == ["total load", "lines", "agents"]
    assert (found.binding, type(found.exact), type(found.rounded)) == ("blocking", float, int)


@given(st.floats(0.01, 300.0), SHARES, st.floats(0.0, 1.0))
def test_a_load_for_a_blocking_has_that_blocking(agents, blocking, retry):
    load = erlang.load_for_blocking(agents, blocking, retry=retry)
    if load > 1e-280:
        assert erlang.erlang_b(load / (1 - retry * blocking), agents) == pytest.approx(blocking, rel=1e-9)


@given(st.floats(0.01, 300.0), SHARES)
def test_a_load_for_a_share_that_waits_has_that_share(agents, p_wait):
    load = erlang.load_for_p_wait(agents, p_wait)
    assert 0.0 <= load < agents
    if load > 1e-280:
        assert erlang.erlang_c(load, agents) == pytest.approx(p_wait, rel=1e-9)


@given(st.floats(0.05, 300.0), st.floats(1e-3, 1e4))
def test_a_load_for_a_wait_has_that_wait(agents, asa):
    load = erlang.load_for_asa(agents, asa_s=asa, handle_time="3m")
    assert 0.0 <= load < agents
    if load > 1e-280:
        # Near the agents the wait changes faster than a float of the load can say.
        spread = 1e-9 + 4e-16 * agents / (agents - load)
        assert erlang.asa_s(load, agents, handle_time="3m") == pytest.approx(asa, rel=spread)


def test_more_is_allowed_to_more_agents():
    agents = np.arange(0.0, 60.0, 0.5)
    for loads in (
        erlang.load_for_blocking(agents, 0.01),
        erlang.load_for_p_wait(agents, 0.2),
        erlang.load_for_asa(agents, asa="20s", handle_time="3m"),
    ):
        assert loads[0] == 0.0
        assert (np.diff(loads) > 0.0).all()


def test_no_lines_and_no_share_are_no_load():
    assert erlang.load_for_blocking(0, 0.5) == 0.0
    assert erlang.load_for_blocking(5, 0.0) == 0.0
    assert erlang.load_for_p_wait([0, 5], [0.5, 0.0]).tolist() == [0.0, 0.0]
    assert erlang.load_for_asa(5, asa="0s", handle_time="3m") == 0.0
    assert erlang.load_for_blocking(0.001, 1e-6) == 0.0


def test_a_wait_that_is_longer_than_floats_tell_is_a_load_of_all_agents():
    assert erlang.load_for_asa(5, asa_s=1e30, handle_time="3m") == pytest.approx(5.0, rel=1e-14)


@pytest.mark.parametrize(
    ("ask", "words"),
    [(lambda: erlang.agents_for_blocking(5, 0.0), "blocking is 0.0; give a finite number > 0 and <= 1"),
     (lambda: erlang.load_for_blocking(5, 1.0), "blocking is 1.0; give a finite number >= 0 and < 1"),
     (lambda: erlang.load_for_p_wait(5, 1.0), "p_wait is 1.0; give a finite number >= 0 and < 1"),
     (lambda: erlang.load_for_asa(5, asa="1m", handle_time="0m"), "handle_time is '0m'; give more than no time"),
     (lambda: erlang.load_for_asa(5, asa=20, handle_time="1m"), "asa is 20; write it with its unit")],
)  # fmt: skip
def test_what_nobody_can_keep_is_refused(ask, words):
    with pytest.raises(DomainError, match=words):
        ask()


def test_a_mean_wait_too_short_for_a_float_in_handle_times_takes_no_load():
    assert erlang.load_for_asa(5, asa_s=5e-324, handle_time_s=1e300) < 1e-50


@pytest.mark.parametrize(
    ("ask", "words"),
    [(lambda: erlang.agents_for_blocking(1e13, 0.01), "load is 1"),
     (lambda: erlang.agents_for_blocking([5, 1e9], 0.99, retry=1.0), "load[1] with those who try again is 1e+11"),
     (lambda: erlang.load_for_blocking(1e12, 0.01), "agents is 1"),
     (lambda: erlang.load_for_p_wait(1e12, 0.01), "agents is 1"),
     (lambda: erlang.load_for_asa(1e12, asa="5s", handle_time="5m"), "agents is 1")],
    ids=["blocking", "retries", "load_for_blocking", "load_for_p_wait", "load_for_asa"],
)  # fmt: skip
def test_what_would_take_very_long_is_refused(ask, words):
    with pytest.raises(DomainError, match=re.escape(words)):
        ask()
