"""The lifecycle: what it has, what it asks for, and what its states mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supportops.errors import DomainError, TransitionError
from supportops.tickets import EXTENDED_STATUSES
from supportops.triage.lifecycle.definition import LIFECYCLE, LIFECYCLE_STATUS
from supportops.triage.machine.machine import StateMachine
from supportops.vocabulary import ResolutionType, Status

PAGE = (Path(__file__).parents[3] / "docs" / "how-to" / "ticket-lifecycle.md").read_text(encoding="utf-8")
WORKED_ON = ("in_progress", "pending", "waiting_customer", "escalated", "engineering")
SOLVED = {"resolution": "solved"}

DRAWN = [
    ("new", "triaged"),
    ("triaged", "assigned"),
    ("assigned", "in_progress"),
    ("in_progress", "pending"),
    ("pending", "resolved"),
    ("escalated", "engineering"),
]
"""The transitions of the published drawing. Source: Support Operations skill pack, The Ticket Lifecycle."""

READ_INTO_IT = [
    ("in_progress", "escalated"),
    ("pending", "waiting_customer"),
    ("waiting_customer", "in_progress"),
    ("in_progress", "resolved"),
    ("engineering", "in_progress"),
    ("engineering", "resolved"),
    ("resolved", "closed"),
    ("resolved", "in_progress"),
]
"""What its text adds, with "reopened" as the event that it is."""


def test_the_example_of_the_docs():
    assert LIFECYCLE.step("new", "triage") == "triaged"
    assert (LIFECYCLE.initial, LIFECYCLE.final) == ("new", ("closed",))


@pytest.mark.parametrize(
    ("event", "sources", "target"),
    [
        ("triage", "new", "triaged"),
        ("assign", "triaged", "assigned"),
        ("start", "assigned", "in_progress"),
        ("hold", "in_progress", "pending"),
        ("resume", "pending", "in_progress"),
        ("wait", "in_progress pending", "waiting_customer"),
        ("customer_reply", "waiting_customer", "in_progress"),
        ("escalate", "in_progress", "escalated"),
        ("send_to_engineering", "escalated", "engineering"),
        ("hand_back", "escalated engineering", "in_progress"),
        ("resolve", " ".join(WORKED_ON), "resolved"),
        ("close", "resolved", "closed"),
        ("reopen", "resolved closed", "in_progress"),
        ("merge", " ".join(("new", "triaged", "assigned", *WORKED_ON)), "closed"),
    ],
)
def test_an_event_leads_from_its_states_to_its_target_and_from_no_others(event, sources, target):
    facts = {"resolution": "solved", "into": "4712"}
    found = {
        state: LIFECYCLE.step(state, event, facts) for state in LIFECYCLE.states if LIFECYCLE.can(state, event, facts)
    }
    assert found == dict.fromkeys(sources.split(), target)


def test_it_has_no_other_transitions():
    assert len(LIFECYCLE.transitions) == 28
    assert len(LIFECYCLE.events) == 14


@pytest.mark.parametrize(("source", "target"), DRAWN + READ_INTO_IT)
def test_every_published_transition_is_in_it(source, target):
    assert (source, target) in {(one.source, one.target) for one in LIFECYCLE.transitions}


def test_nothing_in_it_is_unreachable_stuck_or_ambiguous():
    found = LIFECYCLE.check()
    assert (found.ok, found.unreachable, found.dead_ends, found.no_way_to_final) == (True, (), (), ())
    assert (found.ambiguous, found.livelocks) == ((), ())


@pytest.mark.parametrize("ending", list(ResolutionType))
def test_any_resolution_type_resolves(ending):
    assert LIFECYCLE.step("in_progress", "resolve", {"resolution": ending}) == "resolved"


def test_resolving_takes_a_resolution():
    with pytest.raises(DomainError, match="resolution") as caught:
        LIFECYCLE.step("in_progress", "resolve")
    assert caught.value.field == "resolution"
    assert not LIFECYCLE.can("in_progress", "resolve")
    with pytest.raises(DomainError) as caught:
        LIFECYCLE.step("in_progress", "resolve", {"resolution": "sovled"})
    assert caught.value.allowed == tuple(ResolutionType)


def test_merging_takes_the_other_ticket():
    assert LIFECYCLE.step("new", "merge", {"into": "4712"}) == "closed"
    with pytest.raises(DomainError) as caught:
        LIFECYCLE.step("new", "merge")
    assert caught.value.field == "into"
    with pytest.raises(TransitionError, match="into"):
        LIFECYCLE.step("new", "merge", {"into": ""})


def test_resolving_has_the_closure_actions_in_order_and_nothing_else_has_any():
    # Source: The Product Builder's Playbook, chapter 27, Support Ticket Lifecycle Flow (Resolution & Closure).
    actions = ("document_solution", "create_or_update_kb_article", "send_csat_survey", "feed_ticket_data_to_analytics")
    for one in LIFECYCLE.transitions:
        assert one.effects == (actions if one.event == "resolve" else ())
    assert LIFECYCLE.transition("pending", "resolve", SOLVED).effects == actions


def test_a_closed_ticket_can_only_be_reopened():
    assert LIFECYCLE.allowed("closed") == ("reopen",)


def test_the_status_map_knows_every_state_and_no_other_name():
    assert tuple(LIFECYCLE_STATUS.names) == LIFECYCLE.states


def test_what_the_states_mean_for_the_clocks():
    meant = {
        "new": "new",
        "pending": "on_hold",
        "waiting_customer": "pending",
        "resolved": "resolved",
        "closed": "closed",
    }
    for state in LIFECYCLE.states:
        assert LIFECYCLE_STATUS.category(state) is Status(meant.get(state, "open"))


def test_the_two_status_maps_differ_in_pending_only():
    differ = [
        state for state in LIFECYCLE.states if LIFECYCLE_STATUS.category(state) != EXTENDED_STATUSES.category(state)
    ]
    assert differ == ["pending"]


def test_the_diagram_and_the_table_of_the_page_are_drawn_from_it():
    diagram = PAGE.partition("```mermaid\n")[2].partition("\n```")[0]
    assert diagram.splitlines() == LIFECYCLE.to_mermaid().splitlines()
    table = LIFECYCLE.to_markdown().partition("\n\n")[2].strip()
    assert table.startswith("| event | from | to | requires | effects |")
    assert table in PAGE


def test_it_round_trips_json():
    text = LIFECYCLE.model_dump_json()
    assert StateMachine.model_validate_json(text) == LIFECYCLE
    assert json.loads(text)["name"] == "lifecycle"
