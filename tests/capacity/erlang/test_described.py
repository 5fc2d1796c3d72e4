import math

import numpy as np
import pytest

from supportops.capacity import erlang
from supportops.capacity.erlang import ErlangC, describe, occupancy


def test_it_holds_what_the_formulas_say():
    found = describe(10.0, 14, handle_time="3m", within="20s")
    assert found == ErlangC(
        p_wait=erlang.erlang_c(10.0, 14),
        service_level=erlang.service_level(10.0, 14, handle_time="3m", within="20s"),
        asa_s=erlang.asa_s(10.0, 14, handle_time="3m"),
        wait_if_waiting_s=45.0,
        queue_length=erlang.queue_length(10.0, 14),
        occupancy=10 / 14,
        stable=True,
    )
    assert repr(found).endswith("occupancy=0.7142857142857143, stable=True)")


def test_in_overload_everything_is_said():
    found = describe(10.0, 8, handle_time="3m", within="20s")
    assert found == ErlangC(1.0, 0.0, math.inf, math.inf, math.inf, 1.25, False)
    assert describe(10.0, 0, handle_time="3m").occupancy == math.inf
    assert describe(10.0, 10, handle_time="3m").stable is False


def test_without_work_and_agents_there_is_no_occupancy():
    assert describe(0.0, 0, handle_time="3m", within="20s") == ErlangC(0.0, 1.0, 0.0, 0.0, 0.0, None, True)
    assert occupancy(0.0, 0) is None
    found = occupancy([0.0, 5.0], [0, 4])
    assert np.isnan(found[0])
    assert found[1] == 1.25


def test_arrays_in_are_arrays_in_every_field():
    found = describe([0.0, 10.0, 10.0], [0, 14, 8], handle_time="3m", within="20s")
    for name in ("p_wait", "service_level", "asa_s", "wait_if_waiting_s", "queue_length", "occupancy", "stable"):
        assert getattr(found, name).shape == (3,)
    assert found.stable.tolist() == [True, True, False]
    assert found == describe([0.0, 10.0, 10.0], [0, 14, 8], handle_time="3m", within="20s")
    assert hash(found) == hash(describe([0.0, 10.0, 10.0], [0, 14, 8], handle_time="3m", within="20s"))
    assert found != describe([0.0, 10.0, 10.0], [0, 14, 9], handle_time="3m", within="20s")
    assert "yes, no (3 values)" in str(found)


def test_without_a_time_there_is_no_service_level():
    found = describe(10.0, 14, handle_time="3m")
    assert found.service_level is None
    assert found != describe(10.0, 14, handle_time="3m", within="20s")
    assert found != 14
    assert "| service_level | - |" in found.to_markdown()


def test_it_explains_itself():
    steps = {step.what: step for step in describe(10.0, 14, handle_time="3m", within="20s").explain()}
    assert list(steps)[:3] == ["load", "agents", "p_wait"]
    assert steps["asa_s"].how == "C h / (n - A)"
    assert steps["asa_s"].value == pytest.approx(7.8359, abs=1e-4)
