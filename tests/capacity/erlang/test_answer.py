import pickle

import numpy as np
import pytest

from supportops.capacity.erlang import required_agents

ASKED = {"interval": "30m", "handle_time": "3m", "target": 0.8, "within": "20s"}


def test_it_explains_each_bound_and_the_roundings():
    found = required_agents(volume=100, **ASKED, max_occupancy=0.85, max_asa="30s", shrinkage=0.3)
    steps = {step.what: step for step in found.explain()}
    assert list(steps) == ["load", "service_level", "asa", "occupancy", "stability", "exact", "agents", "scheduled"]
    assert steps["occupancy"].value == pytest.approx(10 / 0.85)
    assert steps["exact"].value == found.exact
    assert (steps["agents"].value, steps["scheduled"].value) == (14.0, 20.0)


def test_it_reads_as_a_table():
    found = required_agents(volume=100, **ASKED)
    assert "| rounded | 14 |" in found.to_markdown()
    assert "| p_abandon | - |" in found.to_markdown()
    assert "binding        service_level" in str(found)
    assert "<td>0.88835</td>" in found._repr_html_()
    many = required_agents(volume=[0, 100, 100], **ASKED)
    assert "none, service_level (3 values)" in str(many)


def test_its_repr_holds_every_figure():
    text = repr(required_agents(load=5.0))
    assert text == (
        "ErlangAgents(rounded=6, exact=5.0, scheduled=6, service_level=None, asa_s=None, "
        f"p_wait={required_agents(load=5.0).p_wait!r}, occupancy=0.8333333333333334, p_abandon=None, "
        "binding='stability', warnings=())"
    )


def test_answers_to_one_question_are_equal():
    one, same = required_agents(volume=100, **ASKED), required_agents(volume=np.array(100.0), **ASKED)
    assert one == same
    assert hash(one) == hash(same)
    assert one != required_agents(volume=101, **ASKED)
    assert one != required_agents(volume=100, **ASKED, max_asa="1m")
    assert one != 14
    assert required_agents(volume=[1, 2], **ASKED) == required_agents(volume=[1, 2], **ASKED)
    assert pickle.loads(pickle.dumps(one)) == one


def test_no_figure_can_be_changed():
    with pytest.raises(AttributeError):
        required_agents(load=5.0).rounded = 5


def test_figures_of_one_question_are_those_of_an_array_of_it():
    one, many = (
        required_agents(volume=100, **ASKED, shrinkage=0.1),
        required_agents(volume=[100], **ASKED, shrinkage=0.1),
    )
    for name in ("rounded", "scheduled"):
        assert [getattr(one, name)] == getattr(many, name).tolist()
    for name in ("exact", "service_level", "asa_s", "p_wait", "occupancy"):
        assert getattr(many, name).tolist() == pytest.approx([getattr(one, name)], rel=1e-14)


def test_work_that_outlasts_the_interval_is_a_warning():
    found = required_agents(volume=10, interval="30m", handle_time="2h", target=0.8, within="1m")
    assert found.warnings[0].startswith("handle_time is longer than the interval")
    many = required_agents(volume=[0, 10], interval="30m", handle_time="2h", target=0.8, within="1m")
    assert many.warnings[0].startswith("in 1 of 2 intervals: handle_time is longer")


def test_a_promise_of_many_handle_times_is_a_warning():
    found = required_agents(load=10.0, handle_time="1m", target=0.8, within="1h")
    assert found.warnings[0].startswith("within is ten handle times or more")
    assert required_agents(load=0.0, handle_time="1m", target=0.8, within="1h").warnings == ()
    assert "warning" in found.to_markdown()


def test_names_are_counted_as_numbers_are():
    one, none = required_agents(load=[5.0], max_p_wait=0.2), required_agents(load=[], max_p_wait=0.2)
    assert "p_wait (1 value)" in str(one)
    assert [line.split("  ")[-1].strip() for line in str(none).splitlines() if "binding" in line] == ["no values"]
