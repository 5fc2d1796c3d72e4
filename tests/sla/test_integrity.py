import json
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import METRICS, SCALE, histories, policies
from tests.sla.desk import H, M, agent, assigned, at, change, created, paused, policy, requester, resumed, status
from tests.sla.integrity_oracle import ZERO, expected

from supportops._statistics import wilson
from supportops.errors import DomainError, NaiveDatetimeError, NoMatchError
from supportops.sla import EventTable, PauseRule, PolicySet, Select, SlaPolicy, evaluate_many
from supportops.sla.integrity import ClockIntegrity, IntegrityFigure, clock_integrity
from supportops.tickets import Assignment, TicketHistory

NOW = "2026-03-13T17:00"
FIGURES = (
    "without_reason", "begun_late", "answered", "closed_late", "closed_late_and_reopened", "reopened_if_late",
    "reopened_otherwise",
)  # fmt: skip
LAW = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


def named(name, *events):
    return TicketHistory(ticket_id=name, events=events)


def found_of(*events, when=NOW, metric="resolution", by=None, last=0.1, **options):
    """Return the figures of one ticket, which has a promise of four hours (P1) or eight (P2)."""
    return clock_integrity([named("A", *events)], policy(**options), metric=metric, at=at(when), by=by, last=last)


def fraction(figure):
    return figure.count, figure.n


# A late pause without a reason; a pause with one; a reopened late closure; an early closure; a late one that held.
DESK = (
    named("A", created("2026-03-02T09:00", "P1"), assigned("2026-03-02T09:10", "ann", "south"),
          status("2026-03-02T12:45", "pending"), status("2026-03-03T10:00", "open")),
    named("B", created("2026-03-02T09:00", "P2"), assigned("2026-03-02T09:10", "bob", "north"),
          status("2026-03-02T10:00", "pending", "customer"), requester("2026-03-02T11:00"),
          status("2026-03-02T14:00", "open"), status("2026-03-02T15:00", "resolved")),
    named("C", created("2026-03-02T09:00", "P1"), assigned("2026-03-02T09:10", "ann", "south"),
          status("2026-03-02T12:50", "resolved"), status("2026-03-02T13:30", "open"),
          status("2026-03-02T16:00", "resolved")),
    named("D", created("2026-03-02T09:00", "P1"), status("2026-03-02T12:40", "resolved")),
)  # fmt: skip


def test_the_figures_of_a_small_desk():
    found = clock_integrity(DESK, policy(), at=at(NOW), by="agent")
    assert {name: fraction(getattr(found, name)) for name in FIGURES} == {
        "without_reason": (1, 2), "begun_late": (1, 2), "answered": (1, 4), "closed_late": (2, 3),
        "closed_late_and_reopened": (1, 3), "reopened_if_late": (1, 2), "reopened_otherwise": (0, 2),
    }  # fmt: skip
    assert found.answered_time == 3 * H
    assert found.without_reason.tickets == found.begun_late.tickets == ("A",)
    assert (found.answered.tickets, found.closed_late.tickets) == (("B",), ("C", "D"))
    assert found.closed_late_and_reopened.tickets == found.reopened_if_late.tickets == ("C",)
    assert found.reopened_otherwise == IntegrityFigure(count=0, n=2, value=0.0, interval=wilson(0, 2), tickets=())
    assert list(found.parts) == ["ann", "bob", "(none)"]
    assert fraction(found.parts["ann"].begun_late) == (1, 1)
    assert (found.parts["bob"].answered.tickets, found.parts["bob"].answered_time) == (("B",), 3 * H)
    assert fraction(found.parts["(none)"].closed_late) == (1, 1)


@pytest.mark.parametrize(("when", "is_late"), [("12:35", False), ("12:36", True), ("13:00", True)])
def test_the_last_tenth_begins_at_nine_tenths_and_ends_with_the_due_instant(when, is_late):
    found = found_of(created("2026-03-02T09:00", "P1"), status(f"2026-03-02T{when}", "pending"))
    assert fraction(found.begun_late) == (is_late, 1)
    closed = found_of(created("2026-03-02T09:00", "P1"), status(f"2026-03-02T{when}", "resolved"))
    assert fraction(closed.closed_late) == (is_late, 1)


def test_a_pause_after_the_breach_cannot_save_the_target_and_is_not_asked_about():
    found = found_of(created("2026-03-02T09:00", "P1"), status("2026-03-02T13:01", "pending"))
    assert (fraction(found.begun_late), fraction(found.without_reason)) == ((0, 0), (1, 1))
    assert (found.begun_late.value, found.begun_late.interval) == (None, None)


def test_the_last_part_may_be_another():
    events = created("2026-03-02T09:00", "P1"), status("2026-03-02T12:00", "pending")
    assert fraction(found_of(*events, last=0.25).begun_late) == (1, 1)
    assert fraction(found_of(*events, last=0.2499).begun_late) == (0, 1)


def test_time_that_the_desk_is_closed_is_no_part_of_the_target():
    # 16:00 to 17:00 and 09:00 to 11:40 next day: 3h40m of 4h.
    found = found_of(created("2026-03-02T16:00", "P1"), status("2026-03-03T11:40", "pending"))
    assert found.begun_late.count == 1


def test_what_ran_before_a_pause_and_after_it_adds_up():
    events = (
        created("2026-03-02T09:00", "P1"), status("2026-03-02T11:00", "pending", "customer"),
        status("2026-03-02T15:00", "open"), status("2026-03-02T16:40", "pending", "customer"),
    )  # fmt: skip
    found = found_of(*events)
    assert (fraction(found.begun_late), fraction(found.without_reason)) == ((1, 2), (0, 2))


def test_a_ticket_created_paused_has_a_pause_from_its_creation():
    found = found_of(created("2026-03-02T09:00", "P1", status="pending"))
    assert (fraction(found.without_reason), fraction(found.begun_late)) == ((1, 1), (0, 1))


def test_another_pausing_status_does_not_begin_a_pause():
    rules = (PauseRule(("resolution",), statuses=("pending", "on_hold")),)
    events = (
        created("2026-03-02T09:00", "P1"), status("2026-03-02T10:00", "pending"),
        status("2026-03-02T11:00", "on_hold"), status("2026-03-02T12:00", "open"),
        status("2026-03-02T12:30", "on_hold", "vendor"),
    )  # fmt: skip
    assert fraction(found_of(*events, pauses=rules).without_reason) == (1, 2)


def test_a_reason_may_come_with_the_status_by_hand_or_from_the_rule_of_follow_ups():
    start = created("2026-03-02T09:00", "P2")
    assert found_of(start, status("2026-03-02T10:00", "pending", "customer")).without_reason.count == 0
    assert found_of(start, paused("2026-03-02T10:00", "customer")).without_reason.count == 0
    by_hand = found_of(start, status("2026-03-02T10:00", "pending"), paused("2026-03-02T10:00", "customer"))
    assert fraction(by_hand.without_reason) == (0, 1)
    rule = PauseRule(("resolution",), after_follow_ups=2)
    silent = found_of(start, agent("2026-03-02T10:00"), agent("2026-03-02T11:00"), pauses=(rule,))
    assert fraction(silent.without_reason) == (0, 1)


def test_a_reason_that_comes_later_does_not_count():
    found = found_of(
        created("2026-03-02T09:00", "P2"), status("2026-03-02T10:00", "pending"), paused("2026-03-02T11:00", "customer")
    )
    assert fraction(found.without_reason) == (1, 1)


def test_a_pause_that_ended_by_itself_begins_anew():
    events = (
        created("2026-03-02T09:00", "P2"), paused("2026-03-02T10:00", "customer", "2026-03-02T11:00"),
        paused("2026-03-02T11:00", "customer", "2026-03-02T12:00"), agent("2026-03-02T11:30"),
        resumed("2026-03-02T11:45"),
    )  # fmt: skip
    assert fraction(found_of(*events).without_reason) == (0, 2)


@pytest.mark.parametrize("reply", ["resume", "keep"])
def test_an_answer_that_waits_is_told_the_same_whether_or_not_it_lifts_the_pause(reply):
    events = (
        created("2026-03-02T09:00", "P2"), status("2026-03-02T10:00", "pending", "customer"),
        requester("2026-03-02T16:00"), assigned("2026-03-02T16:30", "ann"), status("2026-03-03T10:00", "open"),
        assigned("2026-03-03T10:00", "bob"),
    )  # fmt: skip
    found = found_of(*events, on_reply_while_paused=reply, by="agent")
    assert (found.answered_time, fraction(found.answered)) == (2 * H, (1, 1))
    held = {name: (part.answered_time, fraction(part.answered)) for name, part in found.parts.items()}
    assert held == {"ann": (90 * M, (1, 1)), "bob": (ZERO, (0, 1)), "(none)": (30 * M, (1, 1))}


def test_an_answer_to_a_pause_by_hand_holds_nothing_more():
    events = (
        created("2026-03-02T09:00", "P2"), status("2026-03-02T10:00", "pending", "customer"),
        paused("2026-03-02T10:00", "vendor"), requester("2026-03-02T11:00"), resumed("2026-03-02T12:00"),
        status("2026-03-02T13:00", "open"),
    )  # fmt: skip
    assert found_of(*events).answered_time == H


def test_later_events_are_not_read():
    cut = [named(history.ticket_id, *history.until(at("2026-03-02T13:00")).events) for history in DESK]
    when = at("2026-03-02T13:00")
    assert clock_integrity(DESK, policy(), at=when, by="group") == clock_integrity(cut, policy(), at=when, by="group")
    assert clock_integrity(DESK, policy(), at=when).closed_late_and_reopened.count == 0


def test_a_table_and_its_histories_have_the_same_figures():
    table = EventTable.from_histories(DESK)
    assert clock_integrity(table, policy(), at=at(NOW)) == clock_integrity(iter(DESK), policy(), at=at(NOW))


def test_each_closure_of_a_ticket_counts_and_the_ticket_is_named_once():
    events = [created("2026-03-02T09:00", "P1"), status("2026-03-02T12:40", "resolved")]
    for minute in (45, 50):
        events += [status(f"2026-03-02T12:{minute}", "open"), status(f"2026-03-02T12:{minute + 2}", "resolved")]
    found = found_of(*events)
    assert (fraction(found.closed_late), found.closed_late.tickets) == ((3, 3), ("A",))
    assert (fraction(found.reopened_if_late), found.reopened_if_late.tickets) == ((2, 3), ("A",))


def test_a_new_cycle_is_measured_from_its_own_start():
    events = (
        created("2026-03-02T09:00", "P1"), status("2026-03-02T12:50", "resolved"), status("2026-03-02T13:00", "open"),
        status("2026-03-02T13:10", "resolved"),
    )  # fmt: skip
    assert fraction(found_of(*events, on_reopen="new_cycle").closed_late) == (1, 2)
    assert fraction(found_of(*events, on_reopen="resume").closed_late) == (2, 2)
    assert fraction(found_of(*events, on_reopen="ignore").closed_late) == (1, 1)


def test_a_ticket_without_a_promise_is_paused_and_closed_and_in_no_figure_of_time():
    found = found_of(
        created("2026-03-02T09:00", "P5"), status("2026-03-02T10:00", "pending"), status("2026-03-02T11:00", "resolved")
    )
    assert fraction(found.without_reason) == (1, 1)
    assert {getattr(found, name).n for name in FIGURES[1:] if name != "answered"} == {0}


def test_a_ticket_that_cannot_be_followed_is_set_aside_and_named():
    late = named("late", created("2026-03-14T09:00", "P1"))
    odd = named("odd", created("2026-03-02T09:00", "P9"), change("2026-03-02T10:00", "priority", "P1"))
    found = clock_integrity([late, *DESK, odd], policy(), at=at(NOW), by="group")
    whole = clock_integrity(DESK, policy(), at=at(NOW), by="group")
    assert [one.ticket for one in found.rejected] == ["late", "odd"]
    assert "did not exist" in found.rejected[0].reason
    assert "P9" in found.rejected[1].reason
    assert found.model_copy(update={"rejected": ()}) == whole
    assert "not followed: ticket 'late'" in str(found)


def test_a_ticket_that_has_an_answer_now_but_had_none_once_is_set_aside_whole():
    ages = {"P1": {"resolution": "4h"}, "P2": {"resolution": "80000000h"}}
    chosen = policy(targets=ages, around_the_clock=("P2",))
    once = named("once", created("2026-03-02T09:00", "P2"), change("2026-03-02T10:00", "priority", "P1"))
    now = evaluate_many(EventTable.from_histories([once]), chosen, at=at(NOW))
    found = check([DESK[0], once, DESK[2]], chosen, at=at(NOW), by="agent")
    assert (now.rejected, [one.ticket for one in found.rejected]) == ((), ["once"])
    assert "outside the years 1 to 9999" in found.rejected[0].reason
    assert found.begun_late.tickets == ("A",)


def test_a_ticket_whose_policy_does_not_measure_the_metric_is_in_no_count():
    other = policy(targets={"P3": {"first_response": "1h"}})
    chosen = PolicySet(Select(policy(), priority="P1"), Select(other))
    idle = named("idle", created("2026-03-02T09:00", "P3"), status("2026-03-02T10:00", "pending"))
    found = clock_integrity([DESK[0], idle], chosen, at=at(NOW))
    assert (found.rejected, fraction(found.without_reason), fraction(found.answered)) == ((), (1, 1), (0, 1))


def test_tiers_with_targets_of_their_own_and_an_override_are_followed():
    gold = policy(tiers={"Gold": {"P1": {"resolution": "2h"}}, "Free": 2.0})
    chosen = PolicySet(Select(gold), override=Select(policy(), priority="P1", tier="Free"))
    tickets = [
        named(tier, created("2026-03-02T09:00", "P1", tier=tier), status(f"2026-03-02T{late}", "pending"))
        for tier, late in (("Gold", "10:50"), ("Free", "12:40"))
    ]
    assert clock_integrity(tickets, chosen, at=at(NOW)).begun_late.tickets == ("Gold", "Free")


def test_nothing_at_all_has_no_share():
    found = clock_integrity([], policy(), at=at(NOW), by="agent")
    assert {fraction(getattr(found, name)) for name in FIGURES} == {(0, 0)}
    assert (dict(found.parts), found.answered_time) == ({}, ZERO)


def test_the_intervals_are_wilsons():
    found = clock_integrity(DESK, policy(), at=at(NOW), confidence=0.8)
    assert found.begun_late.interval == wilson(1, 2, 0.8)
    assert found.begun_late.value == 0.5


def test_it_shows_as_text_markdown_and_html_and_goes_through_json():
    found = clock_integrity(DESK, policy(), at=at(NOW), by="agent")
    assert str(found).splitlines()[:3] == [
        "resolution under standard: held 3h after answers; last part 10.0 %",
        "part    figure                                  count  of    share       interval",
        "ann     pauses without a reason                     1   1  100.0 %  20.7 to 100.0",
    ]
    assert "| all | closed late, in time | 2 | 3 | 66.7 % | 20.8 to 93.9 |" in found.to_markdown().splitlines()
    assert "<caption>resolution under standard: held 3h" in found._repr_html_()
    assert ClockIntegrity.model_validate_json(found.model_dump_json()) == found
    assert json.loads(found.model_dump_json())["parts"]["bob"]["answered"]["tickets"] == ["B"]


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"metric": "resolutoin"}, NoMatchError, "not measured by policy 'standard'; did you mean 'resolution'"),
        ({"metric": "first_response"}, NoMatchError, "'first_response' is not measured"),
        ({"last": 0}, DomainError, "last is 0; it is a share of the target"),
        ({"last": 1.01}, DomainError, "last is 1.01"),
        ({"last": float("nan")}, DomainError, "last is nan"),
        ({"by": "agents"}, DomainError, "by is 'agents'; did you mean 'agent'"),
        ({"confidence": 1}, DomainError, "confidence is 1; it lies between 0 and 1"),
        ({"at": datetime(2026, 3, 2, 9)}, NaiveDatetimeError, "no time zone"),
    ],
)
def test_what_cannot_be_asked_is_named(asked, error, message):
    with pytest.raises(error, match=message):
        clock_integrity(DESK, policy(), **{"at": at(NOW), **asked})


def test_a_ticket_given_twice_is_refused():
    with pytest.raises(DomainError, match="'A'"):
        clock_integrity([DESK[0], DESK[0]], policy(), at=at(NOW))


@pytest.mark.parametrize("rows", [1, 7])
def test_the_size_of_the_portions_changes_nothing(rows, monkeypatch):
    from supportops.sla import _integrity_log, _moments

    whole = clock_integrity(DESK, policy(), at=at(NOW), by="agent")
    monkeypatch.setattr(_integrity_log, "_ROWS", rows)
    monkeypatch.setattr(_moments, "_ROWS", rows)
    assert clock_integrity(DESK, policy(), at=at(NOW), by="agent") == whole


def check(tickets, chosen, **asked):
    """Compare the figures of all tickets at once with those of one after the other."""
    found = clock_integrity(tickets, chosen, **asked)
    parts, refused = expected(tickets, chosen, **{"last": 0.1, "metric": "resolution", **asked})
    assert [one.ticket for one in found.rejected] == refused
    assert set(found.parts) == set(parts) - {None}
    for name, wanted in parts.items():
        mine = found if name is None else found.parts[name]
        assert mine.answered_time == wanted.held
        for figure in FIGURES:
            one = getattr(mine, figure)
            assert (figure, *fraction(one)) == (figure, wanted.count[figure], wanted.n[figure])
            assert one.tickets == tuple(wanted.tickets.get(figure, ()))
    return found


@st.composite
def desks(draw, chosen):
    """Draw some tickets of several agents, with instants on which the deadlines fall as well."""
    tickets = []
    for number in range(draw(st.integers(1, 4))):
        history, _ = draw(histories(chosen))
        events = list(history.events)
        for extra in range(draw(st.integers(0, 2))):
            place = draw(st.integers(1, len(events)))
            who = draw(st.sampled_from(["ann", "bob", None])), draw(st.sampled_from(["g", "h", None]))
            events.insert(place, Assignment(at=events[place - 1].at, agent=who[0], group=who[1], id=f"x{extra}"))
        tickets.append(named(f"t{number}", *events))
    last = max(history.events[-1].at for history in tickets)
    return tickets, last + timedelta(minutes=draw(st.sampled_from([-400, -10, 0, 30, 2000])))


BY = st.sampled_from([None, "agent", "group"])


@LAW
@given(st.data(), st.sampled_from(METRICS), BY, st.sampled_from([0.1, 0.3, 1.0]))
def test_many_tickets_have_the_figures_of_each_clock_by_itself(data, metric, by, last):
    chosen, _ = data.draw(policies())
    tickets, when = data.draw(desks(chosen))
    check(tickets, chosen, metric=metric, at=when, by=by, last=last)


@LAW
@given(st.data(), BY)
def test_a_set_of_policies_is_followed_through_its_changes(data, by):
    first, _ = data.draw(policies())
    second, _ = data.draw(policies())
    assume(first.on_target_change == second.on_target_change)
    chosen = PolicySet(Select(first, priority=tuple(SCALE)[:2]), Select(second))
    tickets, when = data.draw(desks(first))
    check(tickets, chosen, at=when, by=by)


STEPS = st.sampled_from(
    [
        lambda when: status(when, "pending"), lambda when: status(when, "pending", "customer"), requester, requester,
        lambda when: status(when, "open"), lambda when: status(when, "resolved"), agent, assigned, resumed,
        lambda when: paused(when, "vendor"), lambda when: assigned(when, "bob", "second"),
        lambda when: paused(when, "customer", (at(when) + H).isoformat()),
    ]
)  # fmt: skip
MINUTES = st.sampled_from([0, 0, 10, 24, 60, 200, 1000])


@st.composite
def waits(draw):
    """Draw a ticket that is paused, answered and reopened again and again."""
    when, events = at("2026-03-02T09:00"), [created("2026-03-02T09:00", draw(st.sampled_from(["P1", "P2"])))]
    for number in range(draw(st.integers(1, 12))):
        when += timedelta(minutes=draw(MINUTES))
        event = draw(STEPS)(when.isoformat())
        events.append(event.model_copy(update={"id": str(number)}))
    return events


RULES = st.lists(
    st.builds(
        lambda explicit, cap, follow_ups: PauseRule(
            ("resolution",), statuses=("pending",), explicit=explicit, cap=cap, after_follow_ups=follow_ups
        ),
        st.booleans(), st.sampled_from([None, "30m", "2h"]), st.sampled_from([None, None, 1]),
    ),
    min_size=1, max_size=2,
)  # fmt: skip
OPTIONS = st.fixed_dictionaries(
    {
        "on_reply_while_paused": st.sampled_from(["resume", "keep"]),
        "on_reopen": st.sampled_from(["resume", "new_cycle", "ignore"]),
        "pauses": RULES,
    }
)


@LAW
@given(st.lists(waits(), min_size=1, max_size=4), OPTIONS, BY)
def test_tickets_that_wait_and_come_back_have_the_figures_of_each_clock_by_itself(drawn, options, by):
    tickets = [named(f"t{number}", *events) for number, events in enumerate(drawn)]
    check(tickets, policy(**options), at=max(ticket.events[-1].at for ticket in tickets) + H, by=by)


@LAW
@given(st.lists(waits(), min_size=1, max_size=4), OPTIONS)
def test_with_pauses_by_status_alone_the_time_after_answers_is_that_of_the_timers(drawn, options):
    chosen = policy(**{**options, "pauses": (PauseRule(("resolution",), statuses=("pending",)),)})
    tickets, when = [named(f"t{number}", *events) for number, events in enumerate(drawn)], at(NOW)
    timers = [timer for ticket in tickets for timer in chosen.evaluate(ticket, at=when).timers]
    held = clock_integrity(tickets, chosen, at=when).answered_time
    assert held == sum((timer.illegitimate for timer in timers), ZERO)


@LAW
@given(st.data())
def test_without_caps_and_pauses_by_hand_the_time_after_answers_is_that_of_the_timers(data):
    chosen, _ = data.draw(policies(on_target_change="carry"))
    rules = [rule for rule in chosen.pauses if rule.cap is None and not rule.explicit and not rule.after_follow_ups]
    chosen = SlaPolicy(**{**dict(chosen), "pauses": rules})
    tickets, when = data.draw(desks(chosen))
    found = clock_integrity(tickets, chosen, at=when)
    aside = {one.ticket for one in found.rejected}
    reports = [chosen.evaluate(ticket, at=when) for ticket in tickets if ticket.ticket_id not in aside]
    timers = [timer for report in reports for timer in report.timers if timer.metric == "resolution"]
    assert found.answered_time == sum((timer.illegitimate for timer in timers), ZERO)


@LAW
@given(st.data(), st.sampled_from(["agent", "group"]))
def test_parts_add_up_to_the_whole(data, by):
    chosen, _ = data.draw(policies())
    tickets, when = data.draw(desks(chosen))
    found = clock_integrity(tickets, chosen, at=when, by=by)
    for name in FIGURES:
        parts = [fraction(getattr(part, name)) for part in found.parts.values()]
        total = tuple(map(sum, zip(*parts, strict=True))) if parts else (0, 0)
        whole = fraction(getattr(found, name))
        if name == "answered":
            # A ticket counts with everyone who had it.
            assert total[0] >= whole[0]
            assert total[1] >= whole[1]
        else:
            assert total == whole
    assert found.answered_time == sum((part.answered_time for part in found.parts.values()), ZERO)
