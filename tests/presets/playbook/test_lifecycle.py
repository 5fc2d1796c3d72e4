import pytest

from supportops.errors import TransitionError
from supportops.presets.playbook import BASIC_LIFECYCLE, CLOSURE_ACTIONS
from supportops.tickets import BASIC_STATUSES
from supportops.triage import LIFECYCLE, StateMachine


def test_the_five_statuses_are_those_of_the_status_map():
    assert BASIC_LIFECYCLE.states == ("new", "open", "pending", "resolved", "closed")
    assert all(BASIC_STATUSES.category(state).value == state for state in BASIC_LIFECYCLE.states)


def test_the_moves_are_the_natural_ones():
    assert {(one.source, one.event): one.target for one in BASIC_LIFECYCLE.transitions} == {
        ("new", "start"): "open",
        ("open", "wait"): "pending",
        ("pending", "customer_reply"): "open",
        ("open", "resolve"): "resolved",
        ("resolved", "close"): "closed",
        ("resolved", "reopen"): "open",
        ("closed", "reopen"): "open",
    }


def test_a_ticket_goes_through_all_of_them():
    state = BASIC_LIFECYCLE.initial
    for event in ("start", "wait", "customer_reply", "resolve", "reopen", "resolve", "close"):
        state = BASIC_LIFECYCLE.step(state, event)
    assert state == "closed"


def test_what_waits_for_the_customer_is_not_resolved_at_once():
    with pytest.raises(TransitionError) as caught:
        BASIC_LIFECYCLE.step("pending", "resolve")
    assert caught.value.allowed == ("customer_reply",)


def test_the_closure_actions_are_the_effects_of_resolving_in_both_lifecycles():
    assert CLOSURE_ACTIONS == (
        "document_solution",
        "create_or_update_kb_article",
        "send_csat_survey",
        "feed_ticket_data_to_analytics",
    )
    assert BASIC_LIFECYCLE.transition("open", "resolve").effects == CLOSURE_ACTIONS
    assert LIFECYCLE.transition("in_progress", "resolve", {"resolution": "solved"}).effects == CLOSURE_ACTIONS


def test_nothing_is_wrong_with_it_and_it_survives_json():
    assert BASIC_LIFECYCLE.check().ok
    assert StateMachine.model_validate_json(BASIC_LIFECYCLE.model_dump_json()) == BASIC_LIFECYCLE
