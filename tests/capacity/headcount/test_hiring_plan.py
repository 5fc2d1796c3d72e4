from datetime import date

import numpy as np
import pytest

from supportops.capacity.headcount import plan

NEW_YEAR = date(2026, 1, 1)


def of(*demand, **change):
    return plan(demand, **{"start": NEW_YEAR, "tenured": 8, "annual_attrition": 0} | change)


def test_plans_are_values():
    one, same = of(8, 9), of(8, 9)
    assert one == same
    assert hash(one) == hash(same)
    assert one != of(8, 9.5)
    assert one != of(8, 9, start=date(2026, 2, 1))
    assert one != of(8, 9, tenured=8.5)
    assert one != "a plan"


def test_a_plan_cannot_be_changed():
    with pytest.raises(AttributeError):
        of(8).hires = (5,)


def test_a_plan_shows_its_columns():
    text = repr(of(8))
    assert text.startswith("HiringPlan(months=(datetime.date(2026, 1, 1),), hires=(0,), starts=(None,), open_role_by=")
    assert text.endswith("effective=array([8.]), shortfall=array([0.]))")


def test_a_plan_reads_as_a_table_by_month():
    found = of(8, 8, 8, 8, 1009)
    lines = str(found).splitlines()
    assert lines[0] == "Hiring plan: 1,001 hires, 0 of 5 months short"
    assert lines[1].split("  ")[0] == "month"
    assert lines[-1] == "2026-05  1,009.00  1,001  2026-03-06  2026-01-01     1,009.00       0.00"
    assert "| 2026-05 | 1,009.00 | 1,001 | 2026-03-06 | 2026-01-01 | 1,009.00 | 0.00 |" in found.to_markdown()
    assert "<td>2026-03-06</td>" in found._repr_html_()


def test_one_hire_is_written_in_the_singular_and_short_months_are_counted():
    assert str(of(9, 9, 9, 9, 9)).splitlines()[0] == "Hiring plan: 1 hire, 4 of 5 months short"


def test_a_plan_explains_each_month():
    steps = {step.what: step for step in of(8, 9, 8, 8, 9, annual_attrition=0.2).explain()}
    assert steps["monthly attrition"].how == "1 - (1 - 0.2) ** (1 / 12)"
    assert steps["monthly attrition"].value == pytest.approx(0.018423470126)
    assert (steps["lead time in months"].how, steps["lead time in months"].value) == ("training inside", 4)
    assert steps["hires for 2026-01"].how == "8 needed, 8 in post"
    assert steps["hires for 2026-02"].how.endswith("; too near, a role had to be open by 2025-10-01")
    assert steps["hires for 2026-05"].how == "9 needed, 7.42654 in post; one hire gives 0.963492"
    assert steps["hires for 2026-05"].value == 2


def test_an_explanation_says_when_the_lead_time_comes_before_the_training():
    steps = list(of(8, lead_time_includes_training=False, lead_time_months=2).explain())
    assert (steps[1].how, steps[1].value) == ("before the first day of service", 2)


def test_the_arrays_are_floats_of_one_row_a_month():
    found = of(8, 9)
    for column in (found.effective, found.shortfall, found.demand):
        assert column.dtype == np.float64
        assert column.shape == (2,)
