from dataclasses import dataclass
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.recoveries import recovery
from supportops.capacity.scenarios import SCENARIOS, Scenario
from supportops.errors import DomainError

_OUTAGE = SCENARIOS["product_outage"]


@dataclass
class Predicted:
    mean: np.ndarray


def test_an_outage_of_a_day_takes_five_days_to_recover():
    found = recovery(_OUTAGE, np.full(7, 100.0), capacity=150, tickets_per_agent=20, lasting=1)
    assert found.backlog.tolist() == [250, 200, 150, 100, 50, 0, 0]
    assert (found.agents.exact, found.agents.rounded, found.days) == (20.0, 20, 5.0)
    assert found == recovery(_OUTAGE, Predicted(np.full(7, 100.0)), capacity=[150] * 7, tickets_per_agent=20, lasting=1)
    assert [step.what for step in found.explain()] == [
        "largest day, tickets", "largest backlog, tickets", "agents for the largest day", "agents",
    ]  # fmt: skip


@pytest.mark.parametrize(("lasting", "words"), [(1, "x 4 on the first day"), (3, "x 4 on the first 3 days")])
def test_the_steps_say_where_the_change_holds(lasting, words):
    found = recovery(_OUTAGE, [100] * 7, capacity=150, tickets_per_agent=20, lasting=lasting)
    [largest, *_] = found.explain()
    assert largest.how == f"of the forecast, {words}"


@pytest.mark.parametrize(
    ("lasting", "opening", "capacity", "days"),
    [
        (1, 0, 400, 0), (0, 0, 100, 0), (0, 50, 150, 0), (1, 0, 100, inf), (None, 0, 150, inf), (None, 0, 400, 0),
        (9, 0, 400, 0), (1, 40, 150, 5), (1, 50, 150, 5), (2, 10, 250, 2),
    ],
)  # fmt: skip
def test_the_days_are_counted_from_the_last_changed_day(lasting, opening, capacity, days):
    found = recovery(_OUTAGE, [100] * 7, capacity=capacity, tickets_per_agent=20, lasting=lasting, opening=opening)
    assert found.days == days
    assert isinstance(found.days, float)


def test_a_backlog_that_is_met_on_paper_is_over():
    # In floats 0.1 * 4 - 0.1 - 0.1 - 0.1 - 0.1 is over 0.
    found = recovery(_OUTAGE, [0.1, 0, 0, 0, 0], capacity=0.1, tickets_per_agent=0.1, lasting=1)
    assert found.backlog.tolist() == [0.3, 0.2, 0.1, 0.0, 0.0]
    assert (found.days, found.agents.rounded) == (3.0, 4)


@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=12), st.integers(0, 60), st.integers(0, 12), st.integers(0, 40),
    st.sampled_from(sorted(SCENARIOS)),
)  # fmt: skip
@settings(max_examples=100)
def test_it_is_what_a_count_by_hand_gives(days, capacity, lasting, opening, name):
    found = recovery(SCENARIOS[name], days, capacity=capacity, tickets_per_agent=7, lasting=lasting, opening=opening)
    left, closing, over, most = float(opening), [], None, 0.0
    changed = min(lasting, len(days))
    if changed == 0:
        over = 0
    for day, tickets in enumerate(days, start=1):
        volume = tickets * (1 + SCENARIOS[name].change) if day <= changed else tickets
        left, most = max(0.0, left + volume - capacity), max(most, volume)
        closing.append(left)
        if over is None and day >= changed and left <= opening:
            over = day - changed
    assert found.backlog.tolist() == closing
    assert found.days == (inf if over is None else over)
    assert found.agents.exact == most / 7


@given(st.integers(0, 300), st.integers(0, 300))
@settings(max_examples=50)
def test_more_capacity_never_leaves_more_backlog(one, other):
    less, more = (
        recovery(_OUTAGE, [80] * 6, capacity=capacity, tickets_per_agent=20, lasting=2)
        for capacity in sorted((one, other))
    )
    assert (more.backlog <= less.backlog).all()
    assert more.days <= less.days


def test_recoveries_are_values_and_read_as_a_table():
    one = recovery(_OUTAGE, [100] * 3, capacity=150, tickets_per_agent=20)
    same = recovery(_OUTAGE, [100] * 3, capacity=150, tickets_per_agent=20)
    assert (one, hash(one)) == (same, hash(same))
    assert one != recovery(_OUTAGE, [100] * 3, capacity=151, tickets_per_agent=20)
    assert one != 3
    assert "days to recover" in str(one)
    assert "<td>inf</td>" in one._repr_html_()


def test_what_is_out_of_range_is_refused():
    fine = {"capacity": 150, "tickets_per_agent": 20}
    with pytest.raises(DomainError, match=r"forecast has the shape \(\); give one number a day"):
        recovery(_OUTAGE, 100, **fine)
    with pytest.raises(DomainError, match=r"forecast has the shape \(0,\)"):
        recovery(_OUTAGE, [], **fine)
    with pytest.raises(DomainError, match=r"forecast\[1\] is nan"):
        recovery(_OUTAGE, [1, float("nan")], **fine)
    with pytest.raises(DomainError, match=r"capacity has the shape \(2,\) for 3 days"):
        recovery(_OUTAGE, [1, 2, 3], capacity=[1, 2], tickets_per_agent=20)
    with pytest.raises(DomainError, match=r"lasting is 1\.5; give a whole number >= 0"):
        recovery(_OUTAGE, [1, 2, 3], lasting=1.5, **fine)
    for scenario in ("product_outage", None):
        with pytest.raises(DomainError, match=r"scenario is .*; give a Scenario, for example SCENARIOS") as caught:
            recovery(scenario, [1, 2, 3], **fine)
        assert caught.value.field == "scenario"
    with pytest.raises(DomainError, match="opening is -1"):
        recovery(_OUTAGE, [1, 2, 3], opening=-1, **fine)
    with pytest.raises(DomainError, match="tickets_per_agent is 0"):
        recovery(_OUTAGE, [1, 2, 3], capacity=1, tickets_per_agent=0)
    with pytest.raises(DomainError, match="larger than any float"):
        recovery(Scenario("x", 1e10), [1e300], capacity=1, tickets_per_agent=1)
