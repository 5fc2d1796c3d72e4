"""Which choices make two numbers differ: the smallest set, in words, over one ticket and over a log."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import histories, policies
from tests.sla.desk import (
    DESK,
    agent,
    at,
    bot,
    change,
    created,
    due_set,
    policy,
    requester,
    status,
    ticket,
)

from supportops.adapters.servicenow import read_incidents
from supportops.calendar import ALWAYS_OPEN, BusinessCalendar
from supportops.durations import BusinessDays
from supportops.errors import DomainError, HistoryError, NaiveDatetimeError
from supportops.sla import BUILT_IN, CalendarRule, MetricRule, PauseRule, PolicySet, Select, Stage
from supportops.sla._choices import differing, mixed, parts_of
from supportops.sla._figures import figures_of, promised
from supportops.sla._search import smallest
from supportops.sla.profiles import jira, zammad, zendesk
from supportops.vocabulary import Scale

LOG = Path(__file__).parents[2] / "examples" / "data" / "incidents.csv.gz"
NEW = created("2026-03-02 09:00")
REOPENED = ticket(
    NEW,
    status("2026-03-02 11:00", "pending"),
    requester("2026-03-02 13:00"),
    status("2026-03-02 15:00", "open"),
    status("2026-03-02 16:00", "resolved"),
    status("2026-03-03 10:00", "open"),
)
LATER = at("2026-03-03 12:00")


def fields(choices):
    return [choice.field for choice in choices]


def numbers(promise, history, when):
    return promised(figures_of(promise, history, when))


def adopted(ours, theirs, choices):
    """Return a policy with some choices of another one."""
    paths = [tuple(choice.field.split(".")) for choice in choices]
    return mixed(ours, parts_of(ours), parts_of(theirs), paths)


# examples


def test_one_choice_is_named_with_both_values_and_what_it_does():
    (choice,) = policy().diff(policy(on_reopen="new_cycle", on_merge="keep"), REOPENED, at=LATER)
    assert (choice.field, choice.ours, choice.theirs, choice.exact) == ("on_reopen", "resume", "new_cycle", True)
    assert choice.effect == (
        "resolution: undecided -> met, due 2026-03-03 13:00+00:00 -> 2026-03-03 11:00+00:00, "
        "stopped none -> 2026-03-02 16:00+00:00, elapsed 7h -> 5h, paused 4h -> 2h, state running -> stopped, "
        "stage orange -> yellow; resolution #2: no timer -> undecided"
    )
    assert str(choice) == f"on_reopen: resume -> new_cycle ({choice.effect})"


def test_the_choices_of_a_vendor_that_a_ticket_shows_are_found_among_all_of_them():
    ours = policy(targets={"P2": {"resolution": "8h"}})
    choices = ours.diff(jira().applied_to(ours), REOPENED, at=LATER)
    assert fields(choices) == ["on_reply_while_paused", "on_reopen"]
    theirs = zendesk().applied_to(ours)
    assert fields(ours.diff(theirs, REOPENED, at=LATER)) == ["pauses.resolution"]
    assert fields(ours.diff(theirs, REOPENED, at=at("2026-03-02 10:00"))) == ["landing"]


def test_two_policies_with_the_same_numbers_have_no_choice_to_name():
    assert policy().diff(policy(), REOPENED, at=LATER) == ()
    assert policy().diff(policy(name="other", on_merge="keep", update_cadence="fixed"), REOPENED, at=LATER) == ()


def test_a_promise_that_only_one_policy_gives_is_told_from_both_sides():
    theirs = policy(targets={"P2": {"first_response": "4h"}})
    gone, new = policy().diff(theirs, ticket(NEW), at=at("2026-03-02 10:00"))
    assert (gone.field, gone.ours, gone.theirs) == ("targets.P2.resolution", "8h", "no target")
    assert gone.effect.startswith("resolution: undecided -> not_applicable, target 8h -> none")
    assert (new.field, new.ours, new.theirs) == ("targets.P2.first_response", "no target", "4h")
    assert new.effect == "first_response: no timer -> undecided"


def test_an_effect_that_shows_only_with_the_others_is_told_with_them():
    # Under "ignore" a reopened ticket gets no cycle, whichever metrics would.
    ours = policy(targets={"P2": {"agent_work": "8h"}}, on_reopen="ignore")
    theirs = policy(targets={"P2": {"agent_work": "8h"}}, on_reopen="new_cycle", reopen_metrics=("agent_work",))
    choices = ours.diff(theirs, REOPENED, at=LATER)
    assert fields(choices) == ["on_reopen", "reopen_metrics"]
    assert choices[1].effect == "only with the others: agent_work: " + choices[1].effect.partition("agent_work: ")[2]
    assert "#2: no timer -> undecided" in choices[1].effect


def test_choices_that_are_impossible_one_by_one_are_told_all_together():
    moved = ticket(created("2026-03-02 09:00", tier="Gold"), change("2026-03-02 10:00", "tier", "Free"))
    choices = policy().diff(policy(tiers={"Gold": 0.5, "Free": 2.0}), moved, at=at("2026-03-02 11:00"))
    assert fields(choices) == ["tiers.Gold", "tiers.Free"]
    assert {choice.effect for choice in choices} == {
        "only all together: resolution: target 8h -> 16h, due 2026-03-02 17:00+00:00 -> 2026-03-03 17:00+00:00"
    }


def test_a_scale_that_another_choice_needs_is_named_with_it():
    theirs = policy(scale=Scale("P0", "P1", "P2", "P3"), around_the_clock=("P0", "P2"))
    scale, clock = policy().diff(theirs, ticket(created("2026-03-02 15:00")), at=at("2026-03-02 16:00"))
    assert (scale.field, scale.ours, scale.theirs) == ("scale", "P1, P2, P3, P4, P5", "P0, P1, P2, P3")
    assert (clock.field, clock.ours, clock.theirs) == ("around_the_clock", "none", "P0, P2")


# a path and words for every field


@pytest.mark.parametrize(
    ("theirs", "field", "words"),
    [
        ({"calendar": ALWAYS_OPEN}, "calendar", ("desk", "24/7")),
        ({"calendar": BusinessCalendar(zone="UTC", hours="daily 10:00-17:00")}, "calendar",
         ("desk", "BusinessCalendar(zone='UTC', hours='daily 10:00-17:00')")),
        ({"calendars": (CalendarRule(ALWAYS_OPEN, priority="P2"),)}, "calendars", ("none", "24/7 for P2")),
        ({"calendars": (CalendarRule(ALWAYS_OPEN),)}, "calendars", ("none", "24/7 for all")),
        ({"around_the_clock": ("P2",)}, "around_the_clock", ("none", "P2")),
        ({"targets": {"P2": {"resolution": "6h"}}}, "targets.P2.resolution", ("8h", "6h")),
        ({"targets": {"P2": {"resolution": BusinessDays(2)}}}, "targets.P2.resolution", ("8h", "2 business days")),
        ({"targets": {"P2": {"resolution": None}}}, "targets.P2.resolution", ("8h", "no target")),
        ({"targets": {"P1": {"resolution": "4h"}}}, "targets.P2.resolution", ("8h", "no target")),
        ({"stages": (Stage("late", 0.25),)}, "stages",
         ("yellow 0.5, orange 0.8, red 0.9, breach 1, severe 2", "late 0.25")),
        ({"pauses": {}}, "pauses.resolution", ("pending, by hand", "none")),
        ({"pauses": (PauseRule(("resolution",), statuses=("pending",), reasons=("vendor",), cap="1h"),)},
         "pauses.resolution", ("pending, by hand", "pending, for vendor, at most 1h")),
        ({"pauses": (PauseRule(("resolution",), after_follow_ups=2), PauseRule(("resolution",), explicit=True))},
         "pauses.resolution", ("pending, by hand", "from follow-up 2; by hand")),
    ],
)  # fmt: skip
def test_each_field_has_its_path_and_its_words(theirs, field, words):
    (choice,) = policy().diff(policy(**theirs), REOPENED, at=LATER)
    assert (choice.field, (choice.ours, choice.theirs)) == (field, words)


def test_a_metric_is_told_by_what_is_different_in_its_rule():
    rules = [rule for rule in BUILT_IN if rule.name != "resolution"]
    own = MetricRule("resolution", starts_on=("created",), stops_on=("closed",), counts=("new", "open"))
    (choice,) = policy().diff(policy(metrics=(*rules, own)), REOPENED, at=at("2026-03-03 09:00"))
    assert choice.field == "metrics.resolution"
    assert choice.ours == "stops_on resolved or closed, counts new or open or pending or on_hold"
    assert choice.theirs == "stops_on closed, counts new or open"


def test_a_tier_is_told_by_its_factor_or_as_a_table():
    gold = ticket(created("2026-03-02 09:00", tier="Gold"))
    ours = policy(tiers={"Gold": 0.5})
    (choice,) = ours.diff(policy(tiers={"Gold": 2.0}), gold, at=LATER)
    assert (choice.field, choice.ours, choice.theirs) == ("tiers.Gold", "x 0.5", "x 2")
    (choice,) = ours.diff(policy(tiers={"Gold": {"P2": {"resolution": "1h"}}}), gold, at=LATER)
    assert (choice.ours, choice.theirs) == ("x 0.5", "targets of its own")
    (choice,) = policy(tiers={"Silver": 2.0}, unknown_tier="base").diff(
        policy(tiers={"Silver": 2.0, "Gold": 0.5}, unknown_tier="base"), gold, at=LATER
    )
    assert (choice.ours, choice.theirs) == ("not listed", "x 0.5")


def test_calendars_of_one_name_are_told_in_full():
    longer = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-18:00")
    (choice,) = policy().diff(policy(calendar=longer), REOPENED, at=LATER)
    assert (choice.ours, choice.theirs) == (repr(DESK), repr(longer))


def test_parties_are_told_by_their_names():
    answered = ticket(NEW, bot("2026-03-02 10:00"))
    ours = policy(targets={"P2": {"first_response": "4h"}})
    (choice,) = ours.diff(policy(targets=ours.targets, first_response_by=("agent", "bot")), answered, at=LATER)
    assert (choice.field, choice.ours, choice.theirs) == ("first_response_by", "agent", "agent, bot")


def test_another_scale_is_named_when_its_targets_need_it():
    theirs = policy(scale=Scale("P0", "P1", "P2"), targets={"P0": {"resolution": "1h"}, "P2": {"resolution": "8h"}})
    raised = ticket(NEW, change("2026-03-02 10:00", "priority", "P1"))
    assert fields(policy().diff(theirs, raised, at=LATER)) == ["targets.P1.resolution"]


def test_the_order_of_names_makes_no_difference():
    theirs = policy(around_the_clock=("P2", "P1"))
    assert differing(parts_of(policy(around_the_clock=("P1", "P2"))), parts_of(theirs)) == ()


def test_a_date_set_by_hand_needs_a_target_somewhere():
    ours, theirs = policy(targets={"P1": {"resolution": "4h"}}), policy(targets={"P1": {"update": "4h"}})
    dated = ticket(NEW, due_set("2026-03-02 10:00", "2026-03-04 10:00"))
    assert fields(ours.diff(theirs, dated, at=LATER)) == ["targets.P1.resolution"]


def test_a_metric_that_is_named_without_a_promise_is_told_from_one_that_is_not():
    dated = ticket(NEW, due_set("2026-03-02 10:00", "2026-03-04 10:00"))
    ours, theirs = ({"P2": {"update": "4h", **more}} for more in ({}, {"resolution": None}))
    (choice,) = policy(targets=ours).diff(policy(targets=theirs), dated, at=LATER)
    assert (choice.ours, choice.theirs) == ("not named", "no target")
    (choice,) = policy(targets=theirs).diff(policy(targets=ours), dated, at=LATER)
    assert (choice.ours, choice.theirs) == ("no target", "not named")


# the search


def test_of_several_smallest_sets_the_first_in_the_order_of_the_fields_is_named():
    paths = [("a",), ("b",), ("c",), ("d",)]
    assert smallest(paths, lambda chosen: {("b",), ("d",)} <= set(chosen) or ("c",) in chosen) == ((("c",),), True)
    assert smallest(paths, lambda chosen: len(chosen) >= 2) == ((("a",), ("b",)), True)


def test_four_choices_are_known_to_be_the_fewest_when_no_three_suffice():
    paths = [(letter,) for letter in "abcdef"]
    assert smallest(paths, lambda chosen: len(chosen) >= 4) == (tuple(paths[2:]), True)


def test_more_than_four_choices_are_said_not_to_be_known_as_the_fewest():
    paths = [(letter,) for letter in "abcdefgh"]
    found, exact = smallest(paths, lambda chosen: len(chosen) >= 5)
    assert (len(found), exact) == (5, False)


def test_with_very_many_choices_large_sets_are_not_all_tried():
    paths = [(str(number),) for number in range(60)]
    tried = []

    def suffices(chosen):
        tried.append(len(chosen))
        return {("1",), ("2",), ("3",)} <= set(chosen)

    assert smallest(paths, suffices) == ((("1",), ("2",), ("3",)), True)
    assert len(tried) < 2_000


def test_a_greedy_answer_needs_each_of_its_choices():
    ours = policy(targets={"P2": dict.fromkeys(("resolution", "agent_work", "requester_wait"), "8h")})
    theirs = policy(
        targets={"P2": {"resolution": "7h", "agent_work": "6h", "requester_wait": "5h", "acknowledge": "1h"}},
        on_reopen="new_cycle",
        landing="open",
    )
    choices = ours.diff(theirs, REOPENED, at=LATER)
    assert len(choices) >= 4
    for left_out in choices:
        rest = adopted(ours, theirs, [choice for choice in choices if choice != left_out])
        assert numbers(rest, REOPENED, LATER) != numbers(theirs, REOPENED, LATER)


# a log


def test_one_set_of_choices_explains_all_tickets():
    reopened = ticket(NEW, status("2026-03-02 16:00", "resolved"), status("2026-03-03 10:00", "open"))
    plain = ticket(NEW, agent("2026-03-02 10:00"))
    log = [numbered(history, str(number)) for number, history in enumerate((plain, reopened, plain, REOPENED))]
    (choice,) = policy().diff(policy(on_reopen="ignore", on_merge="keep"), log, at=LATER)
    assert choice.field == "on_reopen"
    assert choice.effect.startswith(
        "2 of 4 tickets: 1 breached -> met, 1 undecided -> met; for example 1: resolution: breached -> met, "
    )


def test_of_many_timers_the_first_three_are_told():
    ours = policy(targets={"P2": dict.fromkeys(("resolution", "agent_work", "requester_wait", "acknowledge"), "8h")})
    (choice,) = ours.diff(ours.model_copy(update={"calendar": ALWAYS_OPEN}), ticket(NEW), at=LATER)
    assert choice.effect.count("elapsed 11h -> 27h") == 3
    assert choice.effect.endswith("; and 1 more")


def numbered(history, ticket_id):
    return type(history)(ticket_id=ticket_id, events=history.events)


def test_a_choice_that_helps_one_ticket_and_harms_another_is_no_answer():
    waits = (status("2026-03-02 10:00", "pending"), status("2026-03-02 12:00", "open"))
    # Seen alone, the first ticket is explained by fewer choices than the two together.
    by_reason = PauseRule(("resolution",), statuses=("pending",), reasons=("customer",))
    theirs = policy(pauses=(by_reason,), targets={"P1": {"resolution": "4h"}, "P2": {"resolution": "6h"}})
    paused_one, plain = numbered(ticket(NEW, *waits), "a"), numbered(ticket(NEW), "b")
    assert fields(policy().diff(theirs, plain, at=LATER)) == ["targets.P2.resolution"]
    assert fields(policy().diff(theirs, [plain, paused_one], at=LATER)) == [
        "targets.P2.resolution", "pauses.resolution"
    ]  # fmt: skip


def test_two_policies_for_a_real_log_are_told_apart_by_named_choices():
    with closing(read_incidents(LOG)) as log:
        incidents = list(islice(log, 1000))
    desk = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 08:00-18:00")
    hours = {"P1": 4, "P2": 8, "P3": 24, "P4": 72}
    ours = policy(calendar=desk, targets={label: {"resolution": f"{hour}h"} for label, hour in hours.items()})
    theirs, when = zammad().applied_to(ours), at("2017-03-01")
    choices = ours.diff(theirs, incidents, at=when)
    assert fields(choices) == ["landing", "on_reopen", "on_target_change"]
    both = adopted(ours, theirs, choices)
    differ = 0
    for incident in incidents:
        assert numbers(both, incident, when) == numbers(theirs, incident, when)
        differ += numbers(ours, incident, when) != numbers(theirs, incident, when)
    assert differ > 10
    assert all(f" of {len(incidents):,} tickets: " in choice.effect for choice in choices)


# laws


def mutated(data):
    """Draw a policy, and another one that took up to four choices from a third."""
    ours, _ = data.draw(policies())
    third, _ = data.draw(policies())
    paths = differing(parts_of(ours), parts_of(third))
    chosen = data.draw(st.lists(st.sampled_from(paths), max_size=4, unique=True)) if paths else []
    return ours, mixed(ours, parts_of(ours), parts_of(third), chosen) or ours, chosen


LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
WAITS = st.sampled_from([0, 60, 3000]).map(lambda minutes: timedelta(minutes=minutes))


@LAW
@given(st.data(), WAITS)
def test_with_the_choices_adopted_the_numbers_are_the_same(data, wait):
    ours, theirs, chosen = mutated(data)
    history, _ = data.draw(histories(ours))
    when = history.events[-1].at + wait
    choices = ours.diff(theirs, history, at=when)
    assert len(choices) <= len(chosen)
    assert numbers(adopted(ours, theirs, choices), history, when) == numbers(theirs, history, when)
    assert bool(choices) == (numbers(ours, history, when) != numbers(theirs, history, when))
    assert all(choice.exact for choice in choices)


@LAW
@given(st.data())
def test_the_same_holds_for_a_log(data):
    ours, theirs, _ = mutated(data)
    log = [numbered(data.draw(histories(ours))[0], str(number)) for number in range(3)]
    when = max(history.events[-1].at for history in log)
    choices = ours.diff(theirs, log, at=when)
    both = adopted(ours, theirs, choices)
    assert all(numbers(both, history, when) == numbers(theirs, history, when) for history in log)


@LAW
@given(st.data())
def test_a_policy_does_not_differ_from_itself(data):
    ours, _ = data.draw(policies())
    history, _ = data.draw(histories(ours))
    assert ours.diff(ours.model_copy(update={"name": "again"}), history, at=history.events[-1].at) == ()


@LAW
@given(st.data())
def test_a_policy_put_together_from_its_parts_measures_as_before(data):
    ours, _ = data.draw(policies())
    history, _ = data.draw(histories(ours))
    again = mixed(ours, parts_of(ours), parts_of(ours), ())
    when = history.events[-1].at + timedelta(hours=4)
    assert figures_of(again, history, when) == figures_of(ours, history, when)


# bad input


def test_it_is_compared_with_a_policy_only():
    with pytest.raises(DomainError, match="another SlaPolicy, got PolicySet; of a PolicySet, compare its policies"):
        policy().diff(PolicySet(Select(policy())), REOPENED, at=LATER)
    with pytest.raises(DomainError, match="got str"):
        policy().diff("theirs", REOPENED, at=LATER)


@pytest.mark.parametrize("history", [(), [], None, "4711", 7])
def test_there_has_to_be_a_ticket(history):
    with pytest.raises(DomainError, match=r"give an EventTable or some TicketHistory, got "):
        policy().diff(policy(landing="open"), history, at=LATER)


def test_each_of_the_tickets_has_to_be_one():
    with pytest.raises(DomainError, match=r"history\[1\] is no TicketHistory, got str"):
        policy().diff(policy(landing="open"), [REOPENED, "x"], at=LATER)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        policy().diff(policy(landing="open"), REOPENED, at=LATER.replace(tzinfo=None))


def test_a_ticket_that_one_of_the_policies_does_not_know_is_an_error_that_names_it():
    gold = ticket(created("2026-03-02 09:00", tier="Gold"))
    for ours, theirs in ((policy(tiers={"Free": 2.0}), policy()), (policy(), policy(tiers={"Free": 2.0}))):
        with pytest.raises(DomainError, match=r"ticket '4711'.*'Gold'"):
            ours.diff(theirs, gold, at=LATER)


def test_a_ticket_from_later_is_an_error_that_names_it():
    with pytest.raises(HistoryError, match="ticket '4711'"):
        policy().diff(policy(landing="open"), REOPENED, at=at("2026-03-01 09:00"))
