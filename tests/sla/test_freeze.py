import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sla.desk import H, agent, at, created
from tests.sla.test_compliance import POLICY

from supportops.errors import DomainError
from supportops.presets import DESIGN_RULES
from supportops.sla._compliance import Compliance, compliance
from supportops.sla.freeze import freeze_channels
from supportops.tickets import TicketHistory

SERIES = st.lists(st.none() | st.sampled_from([0.0, 0.9, 0.949, 0.95, 0.99, 1.0]), min_size=1, max_size=12)


def test_two_misses_running_freeze_from_the_second_on():
    frozen = freeze_channels({"W09": 0.97, "W10": 0.94, "W11": 0.93, "W12": 0.90}, target=0.95)
    assert (frozen.is_frozen, frozen.since, frozen.missed) == (True, "W11", ("W10", "W11", "W12"))
    assert str(frozen) == (
        "frozen since week W11; missed: W10, W11, W12. Open no new channel. Fix routing, macros and staffing first."
    )


def test_one_miss_is_a_warning():
    state = freeze_channels([0.97, 0.94], target=0.95)
    assert (state.is_frozen, state.since, state.missed) == (False, None, ("2",))
    assert str(state) == "not frozen. Missed for 1 of 2 weeks running; 1 more and channels are frozen."


def test_a_week_at_the_target_is_met_and_ends_the_freeze():
    state = freeze_channels([0.90, 0.90, 0.90, 0.95], target=0.95)
    assert (state.is_frozen, state.missed) == (False, ())
    assert state.advice == "The last week that is known met the target."


def test_a_week_without_data_neither_breaks_a_run_nor_extends_it():
    across = freeze_channels([0.9, None, 0.9], target=0.95)
    assert (across.is_frozen, across.since, across.missed, across.without_data) == (True, "3", ("1", "3"), ("2",))
    assert not freeze_channels([0.9, None, None], target=0.95).is_frozen
    assert freeze_channels([0.9, 0.9, None], target=0.95).is_frozen
    assert freeze_channels([0.9, 0.9, 0.97, None], target=0.95).advice == "The last week that is known met the target."


def test_without_any_data_nothing_is_frozen_and_nothing_is_praised():
    state = freeze_channels([None, None], target=0.95)
    assert (state.is_frozen, state.advice, state.without_data) == (False, "No week has data.", ("1", "2"))


def test_the_number_of_weeks_is_the_published_one_and_may_be_another():
    series = [0.9] * 3
    assert freeze_channels(series, target=0.95).weeks == DESIGN_RULES["freeze_after_missed_first_response_sla"]
    assert freeze_channels(series, target=0.95, weeks=3).since == "3"
    assert not freeze_channels(series, target=0.95, weeks=4).is_frozen
    assert freeze_channels(series, target=0.95, weeks=1).since == "1"


def weekly(*tickets, by="week"):
    """Return the compliance of tickets of P1 that were answered after some hours, each on a Monday morning."""
    histories = [
        TicketHistory(
            ticket_id=f"{day} {hours}",
            events=(created(f"{day}T09:00", "P1"), agent(str(at(f"{day}T09:00") + hours * H))),
        )
        for day, hours in tickets
    ]
    reports = [POLICY.evaluate(history, at=at("2026-04-01")) for history in histories]
    return compliance(reports, metric="first_response", by=by)


def test_a_compliance_by_week_says_which_weeks_were_missed():
    asked = weekly(("2026-03-09", 5), ("2026-03-09", 0.5), ("2026-02-23", 0.5), ("2026-03-02", 2))
    state = freeze_channels(asked, target=0.95)
    assert (state.is_frozen, state.since, state.missed) == (True, "2026-W11", ("2026-W10", "2026-W11"))
    again = Compliance.model_validate_json(asked.model_dump_json())
    assert freeze_channels(again, target=0.95) == state


def test_weeks_of_a_compliance_stand_in_their_order_whatever_that_of_the_parts():
    asked = weekly(("2025-12-29", 5), ("2025-12-22", 0.5))
    turned = asked.model_copy(update={"parts": dict(reversed(asked.parts.items()))})
    assert freeze_channels(turned, target=0.95) == freeze_channels(asked, target=0.95)
    assert freeze_channels(turned, target=0.95).missed == ("2026-W01",)


def test_what_never_started_has_no_week_and_is_left_out():
    ours = TicketHistory(ticket_id="ours", events=(created("2026-03-02T09:00", "P1", by="agent"),))
    reports = [POLICY.evaluate(ours, at=at("2026-04-01"))]
    with pytest.raises(DomainError, match="this compliance has no weeks"):
        freeze_channels(compliance(reports, metric="first_response", by="week"), target=0.95)
    late = TicketHistory(ticket_id="late", events=(created("2026-03-02T09:00", "P1"),))
    both = compliance([*reports, POLICY.evaluate(late, at=at("2026-04-01"))], metric="first_response", by="week")
    assert list(both.parts) == ["2026-W10", "(none)"]
    state = freeze_channels(both, target=0.95, weeks=1)
    assert (state.missed, state.without_data) == (("2026-W10",), ())


def test_a_compliance_that_is_not_by_week_is_refused():
    one = ("2026-03-02", 2)
    with pytest.raises(DomainError, match=r"this compliance has no weeks; pass compliance\(\.\.\., by='week'\)"):
        freeze_channels(weekly(one, by=None), target=0.95)
    with pytest.raises(DomainError, match="this compliance has the part '2026-03', which is no week; pass compliance"):
        freeze_channels(weekly(one, by="month"), target=0.95)


@given(SERIES, st.integers(1, 4))
def test_it_is_frozen_exactly_when_the_last_known_weeks_all_missed(series, weeks):
    known = [share for share in series if share is not None]
    expected = len(known) >= weeks and all(share < 0.95 for share in known[-weeks:])
    state = freeze_channels(series, target=0.95, weeks=weeks)
    assert state.is_frozen is expected
    assert (state.since is not None) is expected
    assert all(series[int(week) - 1] < 0.95 for week in state.missed)
    assert state.without_data == tuple(str(n) for n, share in enumerate(series, start=1) if share is None)


@given(SERIES)
def test_weeks_without_data_change_nothing_but_the_names(series):
    known = [share for share in series if share is not None]
    if known:
        state, without = freeze_channels(series, target=0.95), freeze_channels(known, target=0.95)
        assert (state.is_frozen, len(state.missed)) == (without.is_frozen, len(without.missed))


@pytest.mark.parametrize(
    ("series", "options", "message"),
    [
        ([], {}, "there are no weeks; give the attainment of each week, oldest first"),
        ([0.9, math.nan], {}, "week 2 has the attainment nan; it is a share from 0 to 1"),
        ({"W10": 95}, {}, "week W10 has the attainment 95;"),
        ([-0.1], {}, "week 1 has the attainment -0.1"),
        ([0.9], {"target": 95}, "target is 95; it is more than 0 and at most 1"),
        ([0.9], {"target": 0}, "target is 0;"),
        ([0.9], {"target": math.nan}, "target is nan;"),
        ([0.9], {"weeks": 0}, "weeks is 0; a run has at least 1 week"),
    ],
)
def test_what_cannot_be_is_named(series, options, message):
    with pytest.raises(DomainError, match=message):
        freeze_channels(series, **{"target": 0.95, **options})
