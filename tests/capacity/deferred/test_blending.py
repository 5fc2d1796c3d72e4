from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import deferred_oracle as oracle

from supportops.capacity.deferred import backlog_path, blend
from supportops.errors import DomainError

TENTHS = st.integers(0, 40).map(lambda tenths: tenths / 10)
SLOTS = st.lists(st.tuples(TENTHS, TENTHS, st.integers(1, 5), st.integers(0, 6)), min_size=1, max_size=8)


def exact(values):
    return [Fraction(str(value)) for value in values]


def floats(values):
    return [float(value) for value in values]


def test_deferred_work_is_done_in_what_live_work_leaves():
    plan = blend([4, 6, 3, 2], deferred=[5, 0, 2, 0], due=3)
    assert plan.agents.tolist() == [6, 6, 6, 6]
    assert plan.deferred_done.tolist() == [2, 0, 3, 2]
    assert not plan.late.any()
    assert plan.rule.startswith(
        "Live work first. What is over does deferred work that has come, earliest deadline first"
    )


def test_the_least_staff_is_forced_by_a_span_of_both_kinds_of_work():
    plan = blend([3, 3, 3], deferred=[4, 0, 0], due=2)
    assert plan.agents.tolist() == [5, 5, 5]
    assert blend([3, 3, 3], deferred=[4, 0, 0], due=2, agents=4).late.tolist() == [0, 2, 0]


@given(slots=SLOTS)
@settings(max_examples=100)
def test_a_given_staff_works_slot_by_slot_as_the_rule_says(slots):
    live, deferred, due, agents = map(list, zip(*slots, strict=True))
    plan = blend(live, deferred=deferred, due=due, agents=agents)
    done, late = oracle.blended(exact(live), exact(deferred), due, agents)
    assert plan.agents.tolist() == agents
    assert plan.deferred_done.tolist() == floats(done)
    assert plan.late.tolist() == floats(late)


@given(slots=SLOTS)
@settings(max_examples=100)
def test_the_least_staff_is_the_first_with_nothing_late(slots):
    live, deferred, due, _ = map(list, zip(*slots, strict=True))
    plan = blend(live, deferred=deferred, due=due)
    staff = oracle.least_staff(exact(live), exact(deferred), due)
    assert plan.agents.tolist() == [staff] * len(live)
    assert not plan.late.any()
    twin = blend(live, deferred=deferred, due=due, agents=staff)
    assert twin.deferred_done.tolist() == plan.deferred_done.tolist()


@given(slots=SLOTS)
@settings(max_examples=50)
def test_one_more_agent_leaves_no_more_late(slots):
    live, deferred, due, agents = map(list, zip(*slots, strict=True))
    few = blend(live, deferred=deferred, due=due, agents=agents)
    more = blend(live, deferred=deferred, due=due, agents=[count + 1 for count in agents])
    assert more.late.sum() <= few.late.sum()
    assert blend(live, deferred=deferred, due=due).agents[0] >= max(live)


@given(work=st.lists(TENTHS, min_size=1, max_size=8), agents=st.integers(0, 4))
@settings(max_examples=50)
def test_without_live_work_it_is_the_path_of_the_backlog(work, agents):
    plan = blend(np.zeros(len(work)), deferred=work, due=99, agents=agents)
    assert plan.deferred_done.tolist() == backlog_path(0, work, capacity=agents).handled.tolist()


def test_late_work_goes_before_all():
    plan = blend([0, 0, 0], deferred=[3, 1, 0], due=[1, 1, 9], agents=1)
    assert plan.late.tolist() == [2, 1, 0]
    assert plan.deferred_done.tolist() == [1, 1, 1]
    assert [step.value for step in plan.explain()][-1] == 1.0


def test_a_deadline_past_the_last_slot_does_not_bind():
    plan = blend([1, 1], deferred=[0, 50], due=2)
    assert plan.agents.tolist() == [1, 1]
    assert not plan.late.any()
    assert blend([1, 1], deferred=[0, 50], due=1).agents.tolist() == [51, 51]


def test_without_work_nobody_is_needed():
    assert blend([0, 0], deferred=[0, 0], due=1).agents.tolist() == [0, 0]
    empty = blend([], deferred=[], due=1)
    assert empty.agents.size == empty.late.size == 0
    assert str(empty).splitlines()[0] == "BlendPlan: 0 agents, nothing late"


def test_what_the_live_work_lacks_is_in_the_explanation():
    plan = blend([3, 1], deferred=[1, 0], due=1, agents=[2, 2])
    told = {step.what: step.value for step in plan.explain()}
    assert told["live not staffed"] == 1.0
    assert plan.late.tolist() == [1, 0]
    assert plan.deferred_done.tolist() == [0, 1]


def test_less_than_a_billionth_of_an_agent_over_is_arithmetic():
    plan = blend([0.1 + 0.2] * 2, deferred=[2.7, 0], due=1)
    assert plan.agents.tolist() == [3, 3]
    assert not plan.late.any()


def test_a_number_of_live_or_deferred_work_holds_for_each_slot():
    assert blend(2, deferred=[1, 1], due=1) == blend([2, 2], deferred=1, due=1) == blend([2, 2], deferred=[1, 1], due=1)


def test_plans_are_values():
    one, same = (blend([1, 2], deferred=[1, 0], due=2) for _ in range(2))
    assert one == same
    assert hash(one) == hash(same)
    assert one != blend([1, 2], deferred=[1, 0], due=2, agents=[2, 2])
    assert one != backlog_path(0, [1, 2], capacity=1)
    assert repr(one).startswith(
        "BlendPlan(agents=array([2, 2]), deferred_done=array([1., 0.]), late=array([0., 0.]), rule="
    )


def test_a_plan_explains_itself_and_reads_as_a_table():
    plan = blend([4, 6], deferred=[9, 0], due=2)
    assert [step.what for step in plan.explain()][:3] == ["work of the span that binds", "agents, exact", "agents"]
    assert [step.value for step in plan.explain()][:3] == [19.0, 9.5, 10.0]
    assert plan.to_markdown().splitlines()[-1] == "| 1 | 10 | 3 | 0 |"
    assert "<caption>BlendPlan: 10 agents, nothing late</caption>" in plan._repr_html_()
    late = blend([4, 6], deferred=[9, 0], due=2, agents=[5, 7])
    assert str(late).splitlines()[0] == "BlendPlan: 5 to 7 agents, 7 agent-slots late"
    assert str(blend([1], deferred=[0], due=1)).splitlines()[0] == "BlendPlan: 1 agent, nothing late"


def test_a_long_plan_is_shown_by_its_ends():
    lines = str(blend([1] * 41, deferred=0, due=1)).splitlines()
    assert len(lines) == 2 + 10 + 1 + 10
    assert lines[12].split() == ["...", "...", "...", "..."]
    assert lines[-1].split()[0] == "40"


@pytest.mark.parametrize(
    ("given", "field", "index", "words"),
    [
        ({"live": [1, -1]}, "live", 1, "live[1] is -1; give a finite number >= 0"),
        ({"deferred": [1, np.inf]}, "deferred", 1, "deferred[1] is inf; give a finite number >= 0"),
        ({"live": [1, 2, 3]}, None, None, "these arrays do not broadcast: live (3,), deferred (2,)"),
        ({"live": 1, "deferred": 2}, "live", None, "live is one number; give a series"),
        ({"due": 0}, "due", None, "due is 0; give a finite number >= 1"),
        ({"due": 1.5}, "due", None, "due is 1.5; give a whole number >= 1"),
        (
            {"due": [1, 2, 3]},
            "due",
            None,
            "due has the shape (3,) and there are 2 slots; give one number, or one for each",
        ),
        ({"agents": [2, 2.5]}, "agents", 1, "agents[1] is 2.5; give a whole number >= 0"),
        ({"agents": -1}, "agents", None, "agents is -1; give a finite number >= 0"),
        ({"agents": 1e300}, "agents", None, "agents is 1e+300; give a finite number >= 0 and <= 1e+15"),
        ({"live": [1e300, 0]}, None, None, "the answer is 1e+300 agents; check the units of what is given"),
    ],
)
def test_bad_input_is_named_with_its_place(given, field, index, words):
    asked = {"live": [1, 2], "deferred": [1, 0], "due": 2, **given}
    with pytest.raises(DomainError) as error:
        blend(asked.pop("live"), **asked)
    assert words in str(error.value)
    assert (error.value.field, error.value.index) == (field, index)
