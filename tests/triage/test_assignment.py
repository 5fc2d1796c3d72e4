from datetime import UTC, datetime

import pytest

from supportops.errors import ConfigurationError
from supportops.triage.agents import Agent
from supportops.triage.assigning import assign
from supportops.triage.assignment import Assignment
from supportops.triage.assignment_state import AssignmentState
from supportops.triage.queued import QueuedTicket
from supportops.triage.strategy import round_robin, swarm

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TICKET = QueuedTicket("7", priority="P3", created=NOON, skill="a|b")
POOL = (Agent("ann", skills="a|b"), Agent("<bob>"), Agent("cyd", skills="a|b"), Agent("dan", skills="a|b"))


def test_an_assignment_reads_as_a_sentence():
    assert str(assign(TICKET, POOL, swarm(2), AssignmentState(), at=NOON)) == (
        "ticket 7 -> ann, cyd: ann, cyd are the first 2 of 3 by rotation: ann is number 1 in turn"
    )
    assert str(assign(TICKET, (), swarm(2), AssignmentState(), at=NOON)) == (
        "ticket 7 -> nobody: there is nobody in the pool"
    )


def test_every_agent_has_a_row():
    found = assign(TICKET, POOL, round_robin(), AssignmentState(), at=NOON)
    assert found.to_markdown() == "\n".join([
        "ticket 7 -> ann: ann is first of 3 by rotation: is number 1 in turn",
        "",
        "| agent | outcome | why |",
        "| --- | --- | --- |",
        "| ann | takes it |  |",
        "| <bob> | stopped | skill: lacks 'a\\|b', has none |",
        "| cyd | eligible | rotation: is number 3 in turn, ann is number 1 in turn |",
        "| dan | eligible | rotation: is number 4 in turn, ann is number 1 in turn |",
    ])  # fmt: skip
    assert "<td>&lt;bob&gt;</td><td>stopped</td>" in found._repr_html_()


@pytest.mark.parametrize("pool", [POOL, POOL[1:2], ()])
def test_an_assignment_is_the_same_after_a_round_trip(pool):
    found = assign(TICKET, pool, swarm(2), AssignmentState(("cyd",), {"cyd": 0.5}), at=NOON)
    copy = Assignment.model_validate_json(found.model_dump_json())
    assert (copy, hash(copy), copy.agent) == (found, hash(found), found.agent)
    assert Assignment.model_validate(found.model_dump()) == found


def test_an_assignment_cannot_be_changed():
    found = assign(TICKET, POOL, round_robin(), AssignmentState(), at=NOON)
    with pytest.raises(TypeError, match="frozen"):
        found.passed_over["ann"] = "no"
    with pytest.raises(ConfigurationError, match="not known here"):
        Assignment.model_validate({**found.model_dump(), "agent": "ann"})
