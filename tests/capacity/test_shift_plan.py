import numpy as np
import pytest

from supportops.capacity.gaps import coverage_gaps
from supportops.capacity.shift import Shift
from supportops.capacity.shift_cover import cover

SHIFTS = [Shift("early", "daily 06:00-14:00", 1), Shift("late", "daily 12:00-20:00", 1)]


@pytest.fixture
def plan():
    return cover([0] * 6 + [2] * 6 + [4] * 2 + [3] * 6 + [1] * 4, shifts=SHIFTS)


def test_a_plan_reads_as_its_shifts_and_its_steps(plan):
    assert (
        str(plan)
        == """\
Shift plan: 5 agents, 280 agent-hours a week, the least there is
shift  hours              agents
early  daily 06:00-14:00       2
late   daily 12:00-20:00       3

Steps: 4 of 24 short, 4 under half
from       to         required  present  over  short  note
Mon 00:00  Mon 06:00         0        0     0      0
Mon 06:00  Mon 12:00         2        2     0      0  binding
Mon 12:00  Mon 14:00         4        5     1      0
Mon 14:00  Mon 20:00         3        3     0      0  binding
Mon 20:00  Tue 00:00         1        0     0      1  under half"""
    )
    assert "| Mon 12:00 | Mon 14:00 | 4 | 5 | 1 | 0 |  |" in plan.to_markdown()
    assert "| late | daily 12:00-20:00 | 3 |" in plan.to_markdown()
    assert plan._repr_html_().count("<table>") == 2


def test_over_and_under_half_are_counted_by_step(plan):
    assert np.flatnonzero(plan.over).tolist() == [12, 13]
    assert plan.under_half.tolist() == [20, 21, 22, 23] == coverage_gaps(plan.present, plan.required).tolist()


def test_at_half_there_is_no_gap():
    assert cover([1, 1], shifts=[Shift("one", "daily 00:00-01:00", 1)]).under_half.tolist() == [1]
    plan = cover([2, 2], shifts=[Shift("one", "daily 00:00-01:00", 1)])
    half = type(plan)(**{**{name: getattr(plan, name) for name in plan.__slots__}, "present": np.array([2, 1])})
    assert half.under_half.tolist() == []


def test_a_plan_shows_its_three_answers():
    short = cover([1, 2], shifts=SHIFTS[:1], step="1 day")
    assert repr(short) == "ShiftPlan(agents=array([2]), unmet=array([1, 2]), binding=array([0, 1]))"


def test_plans_are_values(plan):
    same = cover(plan.required, shifts=SHIFTS)
    assert same == plan
    assert hash(same) == hash(plan)
    assert cover(plan.required[:20], shifts=SHIFTS) != plan
    assert plan != 3


def test_a_plan_explains_itself(plan):
    steps = {step.what: step.value for step in plan.explain()}
    assert steps == {"required": 42.0, "unmet": 4.0, "agent-hours": 280.0, "least": 280.0, "bound": 1.5}
    assert "greedy cover" in str(plan.explain())


def test_what_was_searched_names_its_solver():
    shifts = [Shift(str(hour), f"Mon {hour:02}:00-{hour + 3:02}:00", 1) for hour in range(6)]
    assert "HiGHS" in str(cover([0, 3, 0, 3, 1, 1, 1, 0], shifts=shifts).explain())


def test_a_plan_that_is_not_proven_says_how_far_it_may_be(plan):
    values = {name: getattr(plan, name) for name in plan.__slots__}
    worse = type(plan)(**{**values, "least_agent_hours": 224.0, "method": "milp"})
    assert worse != plan
    assert not worse.is_optimal
    assert (
        str(worse).splitlines()[0]
        == "Shift plan: 5 agents, 280 agent-hours a week, milp: at most 25.0 % over the least"
    )


def test_steps_beyond_a_week_and_finer_than_a_minute_are_named():
    text = str(cover([1] * 7 + [0], shifts=[Shift("all", "24/7", 1)], step="24h"))
    assert "week 2 Mon 00:00  week 2 Tue 00:00" in text
    assert text.splitlines()[0] == "Shift plan: 1 agent, 168 agent-hours a week, the least there is"
    fine = str(cover([1, 2, 0], shifts=[Shift("all", "24/7", 1)], step_s=1.5))
    assert [line.split("  ")[0] for line in fine.splitlines()[-3:]] == ["Mon 00:00", "Mon 00:00:1.5", "Mon 00:00:03"]


def test_a_plan_without_steps_says_so():
    lines = str(cover([], shifts=[])).splitlines()
    assert lines[0] == "Shift plan: 0 agents, 0 agent-hours a week, the least there is"
    assert "Steps: 0 of 0 short, 0 under half" in lines
