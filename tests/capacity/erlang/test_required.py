"""The least agents: worked by hand, against the definition tried agent by agent, and where floats cannot tell."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import erlang_oracle

from supportops.capacity import erlang
from supportops.capacity.erlang import required_agents
from supportops.errors import DomainError


def on_paper(load, agents):
    """P(wait) as a fraction, by the sums of the textbook."""
    term, total = Fraction(1), Fraction(0)
    for k in range(agents):
        total += term
        term = term * load / (k + 1)
    last = term * agents / (agents - load)
    return last / (total + last)


def least(load, keeps):
    agents = math.floor(load) + 1
    while not keeps(agents):
        agents += 1
    return agents


def test_the_example_of_the_manual():
    found = required_agents(volume=100, interval="30m", handle_time="3m", target=0.8, within="20s")
    assert found.rounded == 14
    assert float(erlang_oracle.late(10.0, found.exact, 20 / 180)) == pytest.approx(0.2, rel=1e-13)
    assert found.service_level == pytest.approx(0.88835, abs=5e-6)
    assert found.scheduled == 14
    assert found.p_abandon is None
    assert found.warnings == ()


@given(st.integers(1, 3000), st.sampled_from([0.5, 0.8, 0.9, 0.99, 0.9999]), st.integers(0, 300), st.integers(30, 900))
@settings(deadline=None)
def test_it_is_the_least_that_keeps_the_target(volume, target, within, handle):
    found = required_agents(volume=volume, interval="1h", handle_time_s=handle, target=target, within_s=within)
    load = Fraction(volume * handle, 3600)
    allowed = 1 - Fraction(str(target))

    def keeps(agents):
        return erlang_oracle.late(float(load), agents, within / handle) <= float(allowed)

    assert keeps(found.rounded)
    assert found.rounded - 1 <= load or not keeps(found.rounded - 1)
    assert found.rounded - 1 < found.exact <= found.rounded


BOUNDS = st.fixed_dictionaries(
    {}, optional={
        "target": st.floats(0.0, 0.999), "max_asa_s": st.floats(0.1, 1000.0), "max_p_wait": st.floats(0.001, 1.0),
        "max_occupancy": st.floats(0.1, 1.0),
    },
)  # fmt: skip


@given(st.floats(0.01, 150.0), BOUNDS, st.floats(0.0, 120.0))
@settings(deadline=None)
def test_every_bound_given_is_met_and_none_with_one_agent_less(load, bounds, within):
    asked = {"handle_time": "3m", "within_s": within, **bounds}
    found = required_agents(load=load, **asked)
    # What is met on paper may miss by the last digit of a float.
    slack = 1 + 1e-13

    def keeps(agents):
        figures = erlang.describe(load, agents, handle_time="3m", within_s=within)
        return (
            agents > load
            and figures.service_level >= bounds.get("target", 0.0) - 1e-14
            and figures.asa_s <= bounds.get("max_asa_s", math.inf) * slack
            and figures.p_wait <= bounds.get("max_p_wait", 1.0) * slack
            and figures.occupancy <= bounds.get("max_occupancy", 1.0) * slack
        )

    assert found.rounded == least(load, keeps)
    assert required_agents(load=[load], **asked).rounded.tolist() == [found.rounded]
    assert found.rounded - 1 - 1e-9 <= found.exact <= found.rounded
    figures = erlang.describe(load, found.rounded, handle_time="3m", within_s=within)
    assert found.service_level == pytest.approx(figures.service_level, rel=1e-13)
    assert (found.asa_s, found.p_wait, found.occupancy) == pytest.approx(
        (figures.asa_s, figures.p_wait, figures.occupancy), rel=1e-13
    )


@pytest.mark.parametrize(
    ("asked", "agents"),
    [({"load": 0.2, "max_p_wait": 0.2}, 1), ({"load": 0.2, "target": 0.8, "within": "0s", "handle_time": "1m"}, 1),
     ({"load": 0.3, "target": 0.7, "within": "0s", "handle_time": "1m"}, 1),
     ({"load": 0.1, "target": 0.9, "within": "0s", "handle_time": "1m"}, 1),
     ({"load": 1, "max_p_wait": 1 / 3}, 3), ({"load": 1, "max_p_wait": 0.33333333333333337}, 2),
     ({"load": 0.5, "max_asa": "3m", "handle_time": "3m"}, 1), ({"load": 7, "max_occupancy": 0.7}, 10),
     ({"load": 0.7, "max_occupancy": 0.1}, 7), ({"load": 2.1, "max_occupancy": 0.3}, 7),
     ({"load": 5, "max_occupancy": 1.0}, 6), ({"load": 5}, 6), ({"load": 5.2}, 6), ({"load": 0.1}, 1)],
)  # fmt: skip
def test_a_bound_that_is_met_on_paper_is_met(asked, agents):
    assert required_agents(**asked).rounded == agents
    as_array = {**asked, "load": np.array([asked["load"], 0.0])}
    assert required_agents(**as_array).rounded.tolist() == [agents, 0]


@given(st.integers(1, 400), st.integers(1, 40))
def test_a_share_that_waits_given_as_its_own_decimal_is_met_as_on_paper(tenths, more):
    load = Fraction(tenths, 10)
    agents = math.floor(load) + more
    share = float(on_paper(load, agents))
    wanted = agents if on_paper(load, agents) <= Fraction(repr(share)) else agents + 1
    assert required_agents(load=float(load), max_p_wait=share).rounded == wanted


@pytest.mark.parametrize(("volume", "handle"), [(0.1, 30.0), (0.7, 0.1), (1.1, 3.3), (3.3, 1.1), (123.4, 56.7)])
def test_a_load_is_as_whole_as_its_decimals_say(volume, handle):
    # With the interval of volume * handle / 3 on paper the load is 3, whatever the floats say.
    interval = float(Fraction(str(volume)) * Fraction(str(handle)) / 3)
    on_paper_load = Fraction(str(volume)) * Fraction(str(handle)) / Fraction(repr(interval))
    asked = {"volume": volume, "handle_time_s": handle, "interval_s": interval}
    assert required_agents(**asked).rounded == math.floor(on_paper_load) + 1
    several = required_agents(**asked, max_p_wait=1.0, target=0.0, within="1s")
    assert several.rounded == math.floor(on_paper_load) + 1


def test_a_load_of_tenths_that_sum_up_is_whole():
    found = required_agents(volume=0.3, handle_time_s=0.1, interval_s=0.01)
    assert (found.rounded, found.binding) == (4, "stability")
    plain = required_agents(volume=0.3, handle_time_s=0.1, interval_s=0.01, target=1e-6, within_s=0.0)
    assert plain.rounded == 4


@pytest.mark.parametrize(
    ("asked", "binding"),
    [({"target": 0.8, "within": "20s"}, "service_level"), ({"max_asa": "1s"}, "asa"), ({"max_p_wait": 0.01}, "p_wait"),
     ({"max_occupancy": 0.5}, "occupancy"), ({}, "stability"), ({"max_occupancy": 1.0}, "occupancy"),
     ({"max_p_wait": 1.0}, "stability"), ({"target": 0.0, "within": "20s"}, "stability"),
     ({"target": 0.8, "within": "0s", "max_p_wait": 0.2}, "service_level"),
     ({"target": 0.8, "within": "20s", "max_occupancy": 0.4, "max_asa": "1m"}, "occupancy")],
)  # fmt: skip
def test_what_binds_is_what_needs_most(asked, binding):
    found = required_agents(load=10.0, handle_time="3m", **asked)
    assert found.binding == binding
    if binding == "stability":
        assert (found.exact, found.rounded) == (10.0, 11)


def test_a_tie_on_paper_goes_to_the_first():
    # One agent is busy as often as anybody waits: both bounds need just one agent.
    found = required_agents(load=0.2, max_p_wait=0.2, max_occupancy=0.2)
    assert (found.binding, found.exact, found.rounded) == ("p_wait", 1.0, 1)


def test_without_work_there_is_nothing_to_staff():
    for asked in ({}, {"target": 0.8, "within": "20s", "max_asa": "5s"}, {"patience": "5m", "max_abandon": 0.01}):
        found = required_agents(volume=0, interval="30m", handle_time="3m", **asked)
        assert (found.rounded, found.exact, found.scheduled, found.binding) == (0, 0.0, 0, "none")
        assert (found.asa_s, found.p_wait, found.occupancy) == (0.0, 0.0, None)
        assert found.service_level == (1.0 if "within" in asked else None)
        assert found.p_abandon == (0.0 if "patience" in asked else None)


def test_intervals_in_are_arrays_in_every_field():
    found = required_agents(
        volume=[0, 100, 350], interval="30m", handle_time="3m", target=0.8, within="20s", max_occupancy=0.8,
        shrinkage=[0.3, 0.3, 0.0],
    )  # fmt: skip
    assert found.rounded.tolist() == [0, 14, 44]
    assert found.scheduled.tolist() == [0, 20, 44]
    assert found.binding.tolist() == ["none", "service_level", "occupancy"]
    for name in ("exact", "service_level", "asa_s", "p_wait", "occupancy"):
        assert getattr(found, name).shape == (3,)
    assert np.isnan(found.occupancy[0])
    assert found.service_level[0] == 1.0
    assert found.p_abandon is None


def test_a_single_interval_of_an_array_stays_an_array():
    found = required_agents(volume=[100], interval="30m", handle_time="3m", target=0.8, within="20s")
    assert found.rounded.tolist() == [14]
    assert found.exact.shape == found.binding.shape == (1,)
    assert required_agents(load=[], max_p_wait=0.2).rounded.shape == (0,)
    assert required_agents(load=[], max_p_wait=0.2).exact.shape == (0,)
    assert required_agents(load=[], handle_time="1m", patience="1m", max_abandon=0.2).rounded.shape == (0,)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(30, 900)), min_size=1, max_size=40))
@settings(deadline=None)
def test_many_intervals_are_each_by_itself(rows):
    volume, handle = np.array(rows).T
    asked = {"interval": "30m", "target": 0.8, "within": "20s"}
    found = required_agents(volume=volume, handle_time_s=handle, **asked)
    single = [required_agents(volume=v, handle_time_s=h, **asked) for v, h in rows]
    assert found.rounded.tolist() == [one.rounded for one in single]
    assert found.service_level.tolist() == pytest.approx([one.service_level for one in single], rel=1e-13)
    assert found.exact.tolist() == pytest.approx([one.exact for one in single], rel=1e-12)
    assert found.binding.tolist() == [one.binding for one in single]


def test_equal_intervals_of_a_table_are_worked_out_once_and_told_each():
    volume = np.array([[100, 0, 350], [350, 100, 100]])
    found = required_agents(volume=volume, interval="30m", handle_time="3m", target=0.8, within="20s")
    assert found.rounded.tolist() == [[14, 0, 40], [40, 14, 14]]
    assert found.exact[0, 0] == found.exact[1, 1]


def test_large_teams_take_no_longer_than_their_square_root():
    found = required_agents(load=1e6, handle_time="3m", target=0.8, within="20s")
    assert erlang_oracle_free(1e6, found.rounded) >= 0.8 > erlang_oracle_free(1e6, found.rounded - 1)
    far = required_agents(load=1.0, max_occupancy=1e-7)
    assert (far.rounded, far.p_wait) == (10_000_000, 0.0)
    tight = required_agents(load=[1e5, 2.0], max_p_wait=1e-300).rounded
    assert (erlang.erlang_c(np.array([1e5, 2.0]), tight) <= 1e-300).all()


def erlang_oracle_free(load, agents):
    return erlang.service_level(load, agents, handle_time="3m", within="20s")


def test_without_handle_time_a_wait_of_some_length_is_never_passed():
    found = required_agents(load=3.0, handle_time="0s", target=0.99, within="1s", max_p_wait=on_paper_share())
    assert found.rounded == 5
    assert found.service_level == 1.0
    at_once = required_agents(load=3.0, handle_time="0s", target=0.5, within="0s", max_asa="1s")
    assert at_once.rounded == 5
    near = required_agents(load=1.0, handle_time="0s", target=0.6666666666666666, within="0s")
    assert (near.rounded, near.asa_s) == (2, 0.0)


def on_paper_share():
    return float(on_paper(Fraction(3), 5)) * (1 + 1e-13)


@given(st.floats(0.1, 60.0), st.floats(0.05, 20.0), st.sampled_from(["offered", "wait", "net"]), st.floats(0.01, 0.9))
@settings(deadline=None, max_examples=50)
def test_with_patience_it_is_the_least_that_keeps_the_bounds(load, patience, convention, share):
    found = required_agents(
        load=load, handle_time_s=1.0, patience_s=patience, target=share, within_s=0.3, max_abandon=share,
        convention=convention,
    )  # fmt: skip

    def keeps(agents):
        figures = erlang.erlang_a(load, agents, handle_time_s=1.0, patience_s=patience, within_s=0.3)
        return figures.p_abandon <= share and getattr(figures, f"service_level_{convention}") >= share - 1e-14

    agents = 0
    while not keeps(agents):
        agents += 1
    assert found.rounded == agents
    assert found.binding in ("service_level", "abandon")
    assert agents - 1 < found.exact <= agents + 1e-9
    figures = erlang.erlang_a(load, agents, handle_time_s=1.0, patience_s=patience, within_s=0.3)
    assert found.p_abandon == figures.p_abandon
    assert found.asa_s == figures.mean_wait_s
    assert found.occupancy == figures.occupancy


@pytest.mark.parametrize("volume", [100, 100.0, np.float64(100.0), np.array(100)], ids=repr)
@pytest.mark.parametrize("shrinkage", [0, 0.0, np.array(0.0)], ids=repr)
def test_a_number_is_a_number_however_it_comes(volume, shrinkage):
    asked = {"interval": "30m", "within": "20s", "target": 0.8, "shrinkage": shrinkage}
    wanted = required_agents(load=volume * 0.10005, handle_time_s=180.09, within="20s", target=0.8)
    found = required_agents(volume=volume, handle_time_s=180.09, **asked)
    assert (found.rounded, found.service_level) == (14, pytest.approx(wanted.service_level))
    assert type(found.rounded) is int
    assert required_agents(volume=volume, handle_time="3m", **asked).rounded == 14
    assert required_agents(volume=volume, handle_time="0m", **asked).rounded == 0


def test_patience_needs_fewer_agents():
    asked = {"load": np.array([1.0, 10.0, 100.0]), "handle_time": "3m", "target": 0.8, "within": "20s"}
    patient, impatient = required_agents(**asked), required_agents(**asked, patience="5m")
    assert (impatient.rounded <= patient.rounded).all()
    assert impatient.rounded.tolist() != patient.rounded.tolist()


def test_with_patience_nothing_grows_without_bounds():
    found = required_agents(load=50.0, handle_time="3m", patience="3m", max_abandon=0.5)
    assert found.rounded < 50
    assert found.binding == "abandon"
    assert "only because customers leave" in found.warnings[0]
    none = required_agents(load=50.0, handle_time="3m", patience="3m")
    assert (none.rounded, none.exact, none.binding) == (0, 0.0, "stability")


def test_with_patience_a_bound_on_occupancy_takes_somebody():
    found = required_agents(load=5.0, handle_time="3m", patience="5m", max_occupancy=0.85)
    few, enough = (erlang.erlang_a(5.0, n, handle_time="3m", patience="5m") for n in (found.rounded - 1, found.rounded))
    assert enough.occupancy <= 0.85 < few.occupancy
    assert (found.binding, found.rounded - 1 < found.exact <= found.rounded) == ("occupancy", True)
    assert required_agents(load=5.0, handle_time="3m", patience="5m", max_occupancy=1.0).rounded == 0
    low = required_agents(load=0.01, handle_time="3m", patience="5m", max_occupancy=0.5)
    assert low.rounded == 1


def test_large_teams_with_patience_are_found():
    found = required_agents(load=1e4, handle_time="5m", patience="4m", max_abandon=0.02)
    few, enough = (erlang.erlang_a(1e4, n, handle_time="5m", patience="4m") for n in (found.rounded - 1, found.rounded))
    assert enough.p_abandon <= 0.02 < few.p_abandon


@pytest.mark.parametrize(
    ("asked", "words"),
    [({"load": 5, "target": 1.0}, "target"),
     ({"load": 5, "target": 1.0, "within": "20s", "handle_time": "3m"}, "target is 1.0; give a finite number >= 0"),
     ({"load": 5, "target": 1, "within": "20s", "handle_time": "3m"}, "target is 1; give"),
     ({"load": 5, "target": 0.8, "handle_time": "3m"}, "within is not given; target needs it"),
     ({"load": 5, "target": 0.8, "within": "20s"}, "handle_time is not given; within needs it"),
     ({"load": 5, "max_asa": "20s"}, "handle_time is not given; max_asa needs it"),
     ({"load": 5, "patience": "20s"}, "handle_time is not given; patience needs it"),
     ({"load": 5, "max_abandon": 0.1}, "patience is not given; max_abandon needs it"),
     ({"volume": 5, "handle_time": "3m"}, "interval is not given; volume needs it"),
     ({"volume": 5, "interval": "30m"}, "handle_time is not given; volume needs it"),
     ({}, "load, or volume is not given"),
     ({"load": 5, "volume": 5, "interval": "1h"}, "both load and volume are given"),
     ({"load": 5, "interval": "1h"}, "both load and interval are given"),
     ({"load": -1}, "load is -1; give a finite number >= 0"),
     ({"load": [1, math.nan]}, r"load\[1\] is nan"),
     ({"volume": -5, "interval": "1h", "handle_time": "3m", "target": 0.8, "within": "20s"}, "volume is -5"),
     ({"volume": 5, "interval": "0h", "handle_time": "3m", "target": 0.8, "within": "20s"}, "interval is '0h'"),
     ({"volume": 5, "interval": 30, "handle_time": "3m", "target": 0.8, "within": "20s"}, "interval is 30; write it"),
     ({"load": 5, "handle_time": "3m", "max_asa": "0s"}, "max_asa is '0s'; give more than no time"),
     ({"load": 5, "max_p_wait": 0.0}, "max_p_wait is 0.0; give a finite number > 0 and <= 1"),
     ({"load": 5, "max_occupancy": 1.1}, "max_occupancy is 1.1; give a finite number > 0 and <= 1"),
     ({"load": 5, "shrinkage": 1.0}, "shrinkage is 1.0; give a finite number >= 0 and < 1"),
     ({"load": 5, "convention": "nett"}, "convention is 'nett'; did you mean 'net'?"),
     ({"load": 5, "handle_time": "0s", "patience": "1m"}, "handle_time is 0 where there is work"),
     ({"load": [1, 2], "max_p_wait": [0.1, 0.2, 0.3]}, "do not broadcast")],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(asked, words):
    with pytest.raises(DomainError, match=words.replace("?", r"\?")):
        required_agents(**asked)


def test_a_truth_value_is_no_number_even_after_that_number_was_asked():
    asked = {"load": 5.0, "within": "20s", "target": 0.8}
    assert required_agents(**asked, handle_time_s=1).rounded == required_agents(**asked, handle_time_s=1.0).rounded
    with pytest.raises(DomainError, match="handle_time_s is True"):
        required_agents(**asked, handle_time_s=True)


@pytest.mark.parametrize(
    ("asked", "words", "field", "index"),
    [({"load": 1e13, "max_p_wait": 0.2}, "load is 10000000000000.0; give a finite number >= 0 and <= 1e+10", "load",
      None),
     ({"load": 1e13, "handle_time": "3m", "target": 0.8, "within": "20s"}, "load is 1", "load", None),
     ({"load": [1, 1e18], "handle_time": "3m", "patience": "3m", "max_abandon": 0.1}, "load[1] is 1e+18", "load", 1),
     ({"volume": [1, 2e12], "interval": "1s", "handle_time": "3m"},
      "volume[1] * handle_time / interval is 3.6e+14 erlangs; give no more than 1e+10", "volume", 1),
     ({"volume": 1e300, "interval_s": 1e-300, "handle_time": "3m"}, "volume * handle_time / interval is inf", "volume",
      None),
     ({"volume": 10**400, "interval": "30m", "handle_time": "3m", "target": 0.8, "within": "20s"}, "volume is 1000",
      "volume", None),
     ({"volume": 1e308, "interval": "30m", "handle_time": "3m", "target": 0.8, "within": "20s"}, "is inf erlangs",
      "volume", None),
     ({"load": [1, 2], "max_occupancy": [0.5, 1e-300]}, "max_occupancy[1] is 1e-300 for 2 erlangs", "max_occupancy", 1),
     ({"load": 10, "handle_time": "3m", "patience_s": 1e15, "target": 0.8, "within": "20s"},
      "give a shorter patience, or none", "patience", None),
     ({"load": 10, "handle_time": "3m", "target": 0.8}, "within is not given", "within", None)],
    ids=str,
)  # fmt: skip
def test_what_is_too_large_is_refused_at_once(asked, words, field, index):
    with pytest.raises(DomainError, match=re.escape(words)) as caught:
        required_agents(**asked)
    assert (caught.value.field, caught.value.index) == (field, index)


def test_the_largest_load_has_an_answer():
    found = required_agents(load=1e10, handle_time="3m", target=0.8, within="20s")
    assert found.rounded == 10_000_000_015
    assert found.service_level == pytest.approx(
        erlang.service_level(1e10, found.rounded, handle_time="3m", within="20s"), rel=1e-9
    )


def test_the_smallest_of_all_bounds_and_times_have_an_answer():
    assert required_agents(load=1, handle_time="3m", max_asa_s=5e-324).rounded < 200
    tiny = required_agents(load=5e-324, handle_time="3m", patience="1m", target=0.8, within="20s")
    assert (tiny.rounded, tiny.service_level) == (1, 1.0)
    soon = required_agents(load=2.0, handle_time_s=1e300, patience_s=1e-300, max_abandon=0.4)
    assert soon.rounded == erlang.agents_for_blocking(2.0, 0.4).rounded


def test_with_patience_everything_may_be_allowed_to_nobody():
    asked = {"handle_time": "3m", "patience": "5m", "max_abandon": 1.0, "max_p_wait": 1.0}
    assert required_agents(load=np.arange(1.0, 60.0), **asked).rounded.tolist() == [0] * 59


def test_exact_is_not_over_rounded_for_a_quotient_of_decimals():
    found = required_agents(load=2.1, max_occupancy=0.3)
    assert (found.exact, found.rounded, found.binding) == (7.0, 7, "occupancy")


def test_shrinkage_is_what_is_written_for_large_teams_too():
    assert required_agents(load=9_999_999.5, shrinkage=0.9).scheduled == 100_000_000
    assert required_agents(load=[9_999_999.5, 6.9], shrinkage=[0.9, 0.3]).scheduled.tolist() == [100_000_000, 10]


def test_a_bound_that_only_nobody_breaks_takes_next_to_nobody():
    asked = {"handle_time": "3m", "patience": "5m", "max_occupancy": 0.9}
    found = required_agents(load=0.03, **asked)
    assert (found.rounded, found.exact) == (1, 0.0)
