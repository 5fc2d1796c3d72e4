"""Facts that a guard asks for and does not get, and facts that are none at all."""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType

import pytest

from supportops.errors import ConfigurationError, DomainError
from supportops.triage import LIFECYCLE, StateMachine, Transition

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
LOG = LIFECYCLE.record(None, "triage", at=NINE)

ASKED = {
    "step": lambda facts: LIFECYCLE.step("new", "triage", facts),
    "transition": lambda facts: LIFECYCLE.transition("new", "triage", facts),
    "allowed": lambda facts: LIFECYCLE.allowed("resolved", facts),
    "can": lambda facts: LIFECYCLE.can("new", "triage", facts),
    "record first": lambda facts: LIFECYCLE.record(None, "triage", at=NINE, facts=facts),
    "record": lambda facts: LIFECYCLE.record(LOG, "assign", at=NINE, facts=facts),
}


@pytest.mark.parametrize("given", ["resolution", 3, ["resolution"], ()])
@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_facts_that_are_no_mapping_are_refused_whether_or_not_a_guard_asks(ask, given):
    with pytest.raises(DomainError, match=r"^facts is .*; give a mapping of input to fact") as caught:
        ask(given)
    assert (caught.value.field, caught.value.value) == ("facts", given)


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_any_mapping_will_do(ask):
    assert ask(MappingProxyType({"resolution": "solved"})) == ask({"resolution": "solved"}) == ask(None)


def test_a_missing_fact_comes_with_what_was_given_in_its_place():
    with pytest.raises(DomainError, match=r"give it \(you gave 'resolutoin'\)$") as caught:
        LIFECYCLE.step("in_progress", "resolve", {"resolutoin": "solved", "agent": "ann"})
    assert caught.value.field == "resolution"
    with pytest.raises(DomainError, match=r"give it$"):
        LIFECYCLE.step("in_progress", "resolve", {"agent": "ann"})


def test_a_state_in_capitals_is_the_one_that_was_meant():
    machine = StateMachine(states=("new", "news", "newer"), transitions=(), initial="new", final=())
    with pytest.raises(DomainError, match=r"did you mean 'new'\?$"):
        machine.step("NEW", "go")


@pytest.mark.parametrize("state", [None, 3])
def test_what_is_no_text_is_no_misspelt_state(state):
    machine = StateMachine(states=("none", "new"), transitions=(), initial="new", final=())
    with pytest.raises(DomainError, match=r"\(migrate\(\) renames one of an older definition\); allowed: new, none$"):
        machine.step(state, "go")


def test_automatic_is_yes_or_no():
    for given in (1, "yes", None):
        with pytest.raises(ConfigurationError, match="automatic"):
            Transition("close", "resolved", "closed", automatic=given)


def test_a_machine_has_states():
    with pytest.raises(ConfigurationError, match=r"states: a machine needs at least one state: states=\('new', "):
        StateMachine(states=(), transitions=(), initial="new", final=())
