import sys
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.shift_oracle import hours_text, least_hours

from supportops.capacity import shift_solving
from supportops.capacity.shift import Shift
from supportops.capacity.shift_cover import cover
from supportops.capacity.shift_coverage import coverage
from supportops.capacity.shift_tables import SHIFTS, WEEK_TEMPLATE
from supportops.errors import DomainError

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = {"start": MONDAY, "end": MONDAY + timedelta(days=7)}
DAY_AND_EVENING = [Shift("early", "daily 06:00-14:00", 1), Shift("late", "daily 12:00-20:00", 1)]
# Each of three rows is in two of three shifts, and the bound of the greedy cover does not reach it.
TRIANGLE = [
    Shift("a", "daily 00:00-01:00, 02:00-03:00", 1), Shift("b", "daily 00:00-02:00", 1),
    Shift("c", "daily 01:00-03:00", 1),
]  # fmt: skip
# Three hours each; the greedy cover takes five agents for this need, where four are enough.
THREE_HOURS = [Shift(str(hour), f"Mon {hour:02}:00-{hour + 3:02}:00", 1) for hour in range(6)]
MISSED = [0, 3, 0, 3, 1, 1, 1, 0]


def test_enough_agents_are_on_each_shift_and_what_none_covers_is_unmet():
    plan = cover([0] * 6 + [2] * 6 + [5] * 2 + [3] * 6 + [1] * 4, shifts=DAY_AND_EVENING)
    assert plan.agents.tolist() == [2, 3]
    assert plan.unmet.tolist() == [0] * 20 + [1] * 4
    assert plan.present.tolist() == [0] * 6 + [2] * 6 + [5] * 2 + [3] * 6 + [0] * 4
    assert plan.binding.tolist() == list(range(6, 24))
    assert plan.agent_hours == plan.least_agent_hours == 5 * 56
    assert [shift.agents for shift in plan.shifts] == [2, 3]


def test_the_published_week_covers_itself_with_its_99_agent_shifts():
    plan = cover(coverage(WEEK_TEMPLATE, **WEEK), shifts=WEEK_TEMPLATE)
    assert plan.agents.tolist() == [shift.agents for shift in WEEK_TEMPLATE]
    assert (plan.unmet.any(), plan.agent_hours, plan.is_optimal) == (False, 792, True)


def test_the_published_shifts_by_name_cover_a_monday():
    plan = cover([0] * 6 + [2] * 3 + [9] * 3 + [14] * 2 + [10] * 3 + [6] * 3 + [0] * 4, shifts=SHIFTS)
    assert not plan.unmet.any()
    assert plan.is_optimal
    assert plan.agents.sum() == 15


def test_the_agents_and_absence_and_first_day_of_a_shift_are_not_read():
    bare = cover([3] * 24, shifts=[Shift("all", "24/7", 1)])
    other = cover([3] * 24, shifts=[Shift("all", "24/7", 7, absence=0.5, hired=MONDAY.date())])
    assert bare.agents.tolist() == other.agents.tolist() == [3]


def test_the_week_repeats_so_that_sunday_night_is_there_on_monday_morning():
    plan = cover([1] * 6 + [0] * 162, shifts=[Shift("night", "Sun 22:00-06:00", 1)])
    assert (plan.agents.tolist(), plan.unmet.any()) == ([1], False)
    assert plan.present.tolist() == [1] * 6 + [0] * 160 + [1] * 2


def test_steps_beyond_a_week_are_the_next_one():
    shifts = [Shift("mon", "Mon 00:00-24:00", 1), Shift("rest", "Tue-Sun 00:00-24:00", 1)]
    plan = cover([1, 0, 0, 0, 0, 0, 0, 4], shifts=shifts, step=timedelta(days=1))
    assert (plan.agents.tolist(), plan.present.tolist()) == ([4, 0], [4, 0, 0, 0, 0, 0, 0, 4])


def test_one_shift_for_each_day_is_staffed_day_by_day():
    days = [Shift(day, f"{day} 00:00-24:00", 1) for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]
    plan = cover(np.repeat([3, 1, 4, 1, 5, 9, 2], 24), shifts=days)
    assert plan.agents.tolist() == [3, 1, 4, 1, 5, 9, 2]
    assert plan.binding.size == 168


def test_a_step_that_a_shift_covers_in_part_is_short():
    half = Shift("half", "daily 00:30-02:00", 1)
    plan = cover([2, 2], shifts=[half])
    # One of the pieces of the first step can be covered, and is; the other cannot.
    assert (plan.agents.tolist(), plan.unmet.tolist(), plan.present.tolist()) == ([2], [2, 0], [0, 2])
    both = cover([2, 2], shifts=[half, Shift("first", "daily 00:00-00:30", 1)])
    assert (both.agents.tolist(), both.unmet.tolist()) == ([2, 2], [0, 0])


def test_parts_of_an_agent_are_rounded_up():
    plan = cover(
        [4.2, 3 + 1e-12, 0.0], shifts=[Shift("all", "daily 00:00-01:00", 1), Shift("next", "daily 01:00-02:00", 1)]
    )
    assert plan.required.tolist() == [5, 3, 0]
    assert plan.agents.tolist() == [5, 3]


@pytest.mark.parametrize("shifts", [[], [Shift("none", "closed", 1)], [Shift("sat", "Sat 09:00-17:00", 1)]])
def test_what_cannot_be_covered_is_an_answer(shifts):
    plan = cover([2, 0, 1], shifts=shifts)
    assert plan.agents.tolist() == [0] * len(shifts)
    assert (plan.unmet.tolist(), plan.binding.tolist()) == ([2, 0, 1], [0, 2])
    assert (plan.agent_hours, plan.is_optimal) == (0, True)


@pytest.mark.parametrize("required", [[], [0, 0]])
def test_no_need_takes_nobody(required):
    plan = cover(required, shifts=DAY_AND_EVENING)
    assert (plan.agents.tolist(), plan.binding.tolist(), plan.agent_hours) == ([0, 0], [], 0)
    assert plan.unmet.tolist() == required


def test_with_scipy_a_greedy_cover_may_be_proven_the_optimum():
    plan = cover([3, 3, 3], shifts=TRIANGLE)
    assert (plan.method, plan.agents.sum(), plan.is_optimal) == ("greedy", 5, True)
    assert plan.agent_hours == plan.least_agent_hours == 5 * 14


def test_with_scipy_the_optimum_is_found_and_said_to_be_it():
    plan = cover(MISSED, shifts=THREE_HOURS)
    assert (plan.method, plan.agents.tolist(), plan.is_optimal) == ("milp", [0, 3, 0, 0, 1, 0], True)
    assert plan.agent_hours == plan.least_agent_hours == 12


def test_without_scipy_the_greedy_cover_says_how_far_it_may_be(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    plan = cover(MISSED, shifts=THREE_HOURS)
    assert (plan.method, plan.unmet.any(), plan.is_optimal) == ("greedy", False, False)
    assert plan.least_agent_hours <= 12 < plan.agent_hours == 15
    assert plan.agent_hours <= 12 * plan.at_most_times
    text = str(plan).splitlines()[0]
    assert text.endswith(f"greedy: at most {100 * (15 / plan.least_agent_hours - 1):.1f} % over the least")


def test_a_search_that_is_given_up_leaves_the_greedy_cover(monkeypatch):
    monkeypatch.setattr(shift_solving.searched, "__kwdefaults__", {"nodes": 0})
    rng = np.random.default_rng(0)
    windows = [[f"{hour:02}:00-{hour:02}:30" for hour in range(24) if rng.random() < 0.5] for _ in range(40)]
    shifts = [Shift(str(k), {"Mon": each}, 1) for k, each in enumerate(windows)]
    plan = cover(rng.integers(1, 9, 24).repeat(2) * np.tile([1, 0], 24), shifts=shifts, step="30m")
    assert (plan.method, plan.is_optimal, plan.unmet.any()) == ("greedy", False, False)


def test_seconds_stand_in_the_place_of_a_step():
    assert cover([1, 2], shifts=DAY_AND_EVENING, step_s=1800) == cover([1, 2], shifts=DAY_AND_EVENING, step="30m")


@pytest.mark.parametrize(
    ("required", "options", "message"),
    [([1, -1], {}, r"required\[1\] is -1; give a finite number >= 0 and <= 1e\+06"),
     ([1, float("nan")], {}, r"required\[1\] is nan"), ([2e6], {}, r"required\[0\] is 2e\+06"),
     ([[1]], {}, "required has 2 dimensions"), (3, {}, "required has 0 dimensions"),
     (np.zeros(100_001), {"step": "1m"}, "required has 100,001 steps; give at most 100,000"),
     ([1] * 531, {"step": "1 week"}, "531 such steps are over 530 weeks; the week repeats"),
     ([1], {"step": 3600}, "step is 3600"), ([1], {"shifts": ["early"]}, r"shifts\[0\] is 'early'")],
)  # fmt: skip
def test_bad_input_is_named(required, options, message):
    with pytest.raises(DomainError, match=message):
        cover(required, **{"shifts": DAY_AND_EVENING, **options})


def test_shifts_of_two_zones_have_no_week_in_common():
    tokyo, paris = (Shift(zone, "24/7", 1, zone=zone) for zone in ("Asia/Tokyo", "Europe/Paris"))
    with pytest.raises(DomainError, match="these shifts are in 'Asia/Tokyo', 'Europe/Paris'") as error:
        cover([1], shifts=[tokyo, Shift("any", "24/7", 1), paris])
    assert error.value.field == "shifts"
    assert cover([1], shifts=[tokyo, Shift("any", "24/7", 1)]).agents.tolist() == [1, 0]


WINDOWS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 47), st.integers(1, 47)).map(
        lambda drawn: (drawn[0], 30 * drawn[1], 30 * (drawn[1] + drawn[2]))
    ),
    min_size=1, max_size=2,
)  # fmt: skip
TEAMS = st.lists(WINDOWS, min_size=1, max_size=3).map(
    lambda drawn: [Shift(str(k), hours_text(windows), 1) for k, windows in enumerate(drawn)]
)


@settings(max_examples=60, deadline=None)
@given(TEAMS, st.lists(st.integers(0, 3), min_size=1, max_size=48), st.sampled_from([30, 60, 90]))
def test_a_plan_is_what_its_shifts_cover_in_a_week_without_a_change_of_clocks(team, required, minutes):
    step = timedelta(minutes=minutes)
    plan = cover(required, shifts=team, step=step)
    again = coverage(plan.shifts, start=MONDAY, end=MONDAY + len(required) * step, step=step)
    assert plan.present.tolist() == again.tolist()
    assert plan.unmet.tolist() == [max(need - there, 0) for need, there in zip(required, again, strict=True)]
    # Of the pieces of half an hour, those that some shift covers have what they need.
    halves = {"start": MONDAY, "end": MONDAY + len(required) * step, "step": "30m"}
    there, possible = coverage(plan.shifts, **halves), coverage(team, **halves)
    assert (there[possible > 0] >= np.repeat(required, minutes // 30)[possible > 0]).all()
    # Every shift in use is held by a step without anybody to spare.
    for shift in plan.shifts:
        alone = coverage([shift], start=MONDAY, end=MONDAY + len(required) * step, step="30m")
        busy = set(np.flatnonzero(alone) // (minutes // 30))
        assert shift.agents == 0 or busy & set(plan.binding.tolist())


@settings(max_examples=40, deadline=None)
@given(TEAMS, st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_the_plan_takes_the_fewest_agent_hours(team, required):
    plan = cover(required, shifts=team, step="4h")
    halves = {"start": MONDAY, "end": MONDAY + timedelta(hours=4 * len(required)), "step": "30m"}
    there = np.array([coverage([shift], **halves) for shift in team]).T
    needs = np.repeat(required, 8)
    rows = {(tuple(row), int(n)) for row, n in zip(there.tolist(), needs, strict=True) if any(row) and n}
    hours = [coverage([shift], **WEEK, step="30m").sum() / 2 for shift in team]
    best = least_hours([row for row, _ in rows], [n for _, n in rows], hours) if rows else 0
    assert plan.agent_hours == best
    assert plan.least_agent_hours <= best


def test_more_required_never_takes_fewer_agent_hours():
    rng = np.random.default_rng(5)
    low = rng.integers(0, 6, 24)
    high = low + rng.integers(0, 3, 24)
    assert cover(low, shifts=SHIFTS).agent_hours <= cover(high, shifts=SHIFTS).agent_hours
