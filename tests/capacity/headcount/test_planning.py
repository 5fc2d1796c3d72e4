from datetime import date, datetime
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import hiring_oracle

from supportops.capacity.headcount import RAMP, monthly_attrition, plan, remaining
from supportops.errors import DomainError

NEW_YEAR = date(2026, 1, 1)
# 1 - stay ** 12 is a short decimal for these, so the oracle can reckon in fractions.
STAYS = {Fraction(1): 0.0, Fraction(9, 10): 0.717570463519, Fraction(1, 2): 0.999755859375}
RAMP_SHARES = st.lists(st.sampled_from([0.0, 0.25, 0.4, 0.5, 0.75, 1.0]), max_size=9)
GATES = st.lists(st.tuples(st.integers(1, 20), st.sampled_from([0.5, 0.8, 0.9, 1.0])), max_size=2)
DEMANDS = st.lists(st.decimals(0, 15, places=1).map(float), min_size=1, max_size=9)
STARTS = st.dates(date(2023, 10, 1), date(2026, 3, 31))


def fraction(value):
    return Fraction(repr(value))


def agrees(found, rows, *, exactly):
    assert list(found.hires) == [row["hires"] for row in rows]
    assert list(found.starts) == [row["starts"] for row in rows]
    assert list(found.open_role_by) == [row["opens"] for row in rows]
    close = float if exactly else (lambda value: pytest.approx(float(value), rel=1e-9, abs=1e-9))
    for column in ("effective", "shortfall"):
        assert getattr(found, column).tolist() == [close(row[column]) for row in rows]


def test_a_team_that_grows_by_two_in_june():
    found = plan([8, 8, 8, 8, 8, 10], start=NEW_YEAR, tenured=8, annual_attrition=0)
    assert found.months == tuple(date(2026, month, 1) for month in range(1, 7))
    assert found.hires == (0, 0, 0, 0, 0, 2)
    # Eight weeks before 1 June, and four months before it.
    assert found.starts == (None, None, None, None, None, date(2026, 4, 6))
    assert found.open_role_by == (None, None, None, None, None, date(2026, 2, 1))
    # April: days 15 to 21 of service at a quarter, the 27th to the 30th of the month at a half no more: weeks 1 to 4.
    assert found.effective.tolist() == [8, 8, 8, 8 + 2 * (7 * 0.25 + 4 * 0.5) / 30, pytest.approx(9.677419354838), 10]
    assert found.shortfall.tolist() == [0] * 6


def test_seven_over_seven_tenths_is_ten_hires_and_not_eleven():
    # 0.7 of the hires pass the gate: 7 / 0.7 is 10, which floats make 10.000000000000002.
    found = plan([7] * 6, start=NEW_YEAR, tenured=0, annual_attrition=0, gates=[(8, 0.7)])
    assert found.hires[5] == 0
    assert found.hires[4] == 10
    assert found.effective[4] == 7
    assert found.shortfall[4] == 0


@pytest.mark.parametrize(("short", "hires"), [(0.0, 0), (1e-12, 0), (0.3, 3), (0.3000001, 4), (1.0, 10)])
def test_the_least_whole_number_is_found_on_paper(short, hires):
    # One hire in ten passes, so a gap of 0.3 takes 3; the float 10.3 - 10 over 0.1 is 3.0000000000000071.
    demand = [10] * 4 + [10 + short]
    found = plan(demand, start=NEW_YEAR, tenured=10, annual_attrition=0, gates=[(1, 0.1)])
    assert found.hires[4] == hires


def test_a_month_too_near_is_not_hired_for_and_later_hires_help_it():
    found = plan([4, 4, 4, 4, 4, 6], start=NEW_YEAR, tenured=3, annual_attrition=0)
    # The role for April had to open on 1 December; May's can open on the first day.
    assert found.hires == (0, 0, 0, 0, 1, 2)
    assert found.open_role_by[4] == NEW_YEAR
    assert found.shortfall[:2].tolist() == [1, 1]
    assert 0 < found.shortfall[2] < 1
    assert found.shortfall[3:].tolist() == [0, 0, 0]


def test_one_day_later_may_is_too_near_as_well():
    found = plan([4, 4, 4, 4, 4], start=date(2026, 1, 2), tenured=3, annual_attrition=0)
    assert found.hires == (0,) * 5
    assert found.shortfall.tolist() == [1] * 5


def test_the_first_row_is_the_whole_month_of_the_start():
    found = plan([5, 5], start=date(2026, 1, 20), tenured=4, annual_attrition=0.717570463519)
    assert found.months == (date(2026, 1, 1), date(2026, 2, 1))
    assert found.effective.tolist() == [4, pytest.approx(3.6)]


def test_without_hires_the_team_is_what_remains():
    found = plan([0] * 13, start=NEW_YEAR, tenured=20, annual_attrition=0.3)
    assert found.hires == (0,) * 13
    assert found.effective[12] == pytest.approx(14)
    assert found.effective.tolist() == pytest.approx([remaining(20, 0.3, months=k) for k in range(13)])


def test_hires_leave_like_everybody_else_also_on_the_ramp():
    # Two month's ends lie between 6 November and 1 January: of ten hires 8.1 are left, of which 8 are needed.
    found = plan([0] * 4 + [8, 0], start=date(2025, 9, 1), tenured=0, annual_attrition=0.717570463519)
    assert (found.hires[4], found.starts[4]) == (10, date(2025, 11, 6))
    assert found.effective[4:].tolist() == [8.1, 7.29]


def test_a_gate_after_the_ramp_takes_its_share_in_the_middle_of_a_month():
    # Nine weeks of service end on the seventh day of the month of full work: 7 days at 1, 24 at a half.
    found = plan([0, 0, 0, 0, 17], start=NEW_YEAR, tenured=0, annual_attrition=0, gates=[(9, 0.5)])
    assert found.hires[4] == 28
    assert found.effective[4] == 28 * 19 / 31


def test_several_gates_multiply_in_any_order():
    gates = [(8, 0.5), (4, 0.8)]
    found = plan([4] * 5, start=NEW_YEAR, tenured=0, annual_attrition=0, gates=gates)
    assert found == plan([4] * 5, start=NEW_YEAR, tenured=0, annual_attrition=0, gates=gates[::-1])
    assert found.hires[4] == 10


def test_when_everybody_leaves_each_month_only_those_without_a_ramp_help():
    found = plan([5, 5, 5], start=NEW_YEAR, tenured=5, annual_attrition=1, lead_time_months=0, ramp=())
    assert found.hires == (0, 5, 5)
    assert found.effective.tolist() == [5, 5, 5]
    assert plan([5, 5], start=NEW_YEAR, tenured=5, annual_attrition=1).shortfall.tolist() == [0, 5]


def test_a_ramp_that_never_reaches_full_is_full_after_it():
    found = plan([9] * 5, start=NEW_YEAR, tenured=8, annual_attrition=0, ramp=(0.1, 0.2))
    assert found.hires[4] == 1
    assert found.effective[4] == 9


def test_no_months_are_a_plan_without_rows():
    found = plan([], start=NEW_YEAR, tenured=8, annual_attrition=0)
    assert (found.months, found.hires, found.effective.shape) == ((), (), (0,))


@settings(max_examples=50, deadline=None)
@given(DEMANDS, STARTS, st.decimals(0, 12, places=1).map(float), st.sampled_from(sorted(STAYS)), st.integers(0, 6),
       st.booleans(), RAMP_SHARES, GATES)  # fmt: skip
def test_the_plan_is_what_living_through_every_day_gives(demand, start, tenured, stay, lead, inside, ramp, gates):
    # Few are left of a hire with half of them gone each month and half at each gate; the oracle counts one by one.
    demand = [each if stay > Fraction(1, 2) else each / 10 for each in demand]
    found = plan(
        demand, start=start, tenured=tenured, annual_attrition=STAYS[stay], lead_time_months=lead,
        lead_time_includes_training=inside, ramp=ramp, gates=gates,
    )  # fmt: skip
    rows = hiring_oracle.plan(
        [fraction(each) for each in demand], start, fraction(tenured), stay, lead=lead, inside=inside,
        ramp=[fraction(share) for share in ramp], gates=[(week, fraction(share)) for week, share in gates],
    )  # fmt: skip
    agrees(found, rows, exactly=True)


@settings(max_examples=30, deadline=None)
@given(DEMANDS, STARTS, st.floats(0, 12), st.floats(0, 0.6), st.sampled_from(["replacement", "growth_hire"]))
def test_the_plan_is_the_oracles_at_any_rate(demand, start, tenured, annual, scenario):
    found = plan(demand, start=start, tenured=tenured, annual_attrition=annual, scenario=scenario)
    lead = {"replacement": 3, "growth_hire": 4}[scenario]
    rows = hiring_oracle.plan(
        demand, start, tenured, 1 - monthly_attrition(annual), lead=lead, inside=True, ramp=list(RAMP), gates=[],
        slack=2e-9,
    )  # fmt: skip
    agrees(found, rows, exactly=False)


@settings(max_examples=60, deadline=None)
@given(DEMANDS, STARTS, st.floats(0, 12), st.floats(0, 0.6), GATES)
def test_a_month_that_can_be_reached_is_never_short_and_one_hire_less_is(demand, start, tenured, annual, gates):
    found = plan(demand, start=start, tenured=tenured, annual_attrition=annual, gates=gates)
    for month, (hires, opens) in enumerate(zip(found.hires, found.open_role_by, strict=True)):
        if hires:
            assert start <= opens <= found.starts[month]
            # The slack of the last whole number may leave a billionth of a hire.
            assert found.shortfall[month] <= 1e-9
    assert np.allclose(found.shortfall, np.maximum(found.demand - found.effective, 0), rtol=0, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(DEMANDS, st.floats(0, 12), st.floats(0, 0.5), st.integers(0, 5))
def test_opening_roles_earlier_never_leaves_a_greater_shortfall(demand, tenured, annual, lead):
    quick = plan(demand, start=NEW_YEAR, tenured=tenured, annual_attrition=annual, lead_time_months=lead)
    slow = plan(demand, start=NEW_YEAR, tenured=tenured, annual_attrition=annual, lead_time_months=lead + 1)
    first = next((k for k, hires in enumerate(quick.hires) if hires), len(demand))
    assert (quick.shortfall[: first + 1] <= slow.shortfall[: first + 1] + 1e-9).all()


@pytest.mark.parametrize(
    ("change", "field", "index", "words"),
    [
        ({"demand": 8}, "demand", None, "demand is no list"),
        ({"demand": [8, -1]}, "demand", 1, "demand[1] is -1; give a finite number >= 0"),
        ({"demand": [8, float("nan")]}, "demand", 1, "demand[1] is nan"),
        ({"demand": [1] * 20, "start": date(9999, 1, 1)}, "demand", None, "demand leads to a date outside the years"),
        ({"start": "2026-01-01"}, "start", None, "start is '2026-01-01'; give a date"),
        ({"start": datetime(2026, 1, 1)}, "start", None, "give a date"),
        ({"tenured": -1}, "tenured", None, "tenured is -1"),
        ({"annual_attrition": 1.5}, "annual_attrition", None, "annual_attrition is 1.5; give a finite"),
        ({"scenario": "replacment"}, "scenario", None, "did you mean 'replacement'?"),
        ({"lead_time_months": 1.5}, "lead_time_months", None, "give a whole number"),
        ({"ramp": (0, 2)}, "ramp", 1, "ramp[1] is 2"),
        ({"ramp": [1] * 200_000}, "ramp", None, "outside the years 1 to 9999"),
        ({"gates": 0.9}, "gates", None, "gates is 0.9; give pairs (week, share)"),
        ({"gates": [(8, 0.9), 0.9]}, "gates", 1, "gates[1] is 0.9; give a pair (week, share)"),
        ({"gates": [(8, 0.9, 1)]}, "gates", 0, "give a pair"),
        ({"gates": [(0, 0.9)]}, "gates", 0, "gates[0]: week is 0; give a finite number >= 1 and <= 10000"),
        ({"gates": [(1.5, 0.9)]}, "gates", 0, "gates[0]: week is 1.5; give a whole number >= 1"),
        ({"gates": [(10**9, 0.9)]}, "gates", 0, "<= 10000"),
        ({"gates": [(8, 1.1)]}, "gates", 0, "gates[0]: share is 1.1"),
        ({"gates": [(8, 0)]}, "gates", None, "with this gates no number of hires leaves anybody for 2026-05"),
        ({"annual_attrition": 1}, "annual_attrition", None, "no number of hires leaves anybody for 2026-05"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_with_is_refused_by_name(change, field, index, words):
    with pytest.raises(DomainError) as refused:
        plan(**{"demand": [9] * 6, "start": NEW_YEAR, "tenured": 8, "annual_attrition": 0} | change)
    assert words in str(refused.value)
    assert (refused.value.field, refused.value.index) == (field, index)
