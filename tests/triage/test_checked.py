from datetime import UTC, datetime

import pytest

from supportops.errors import DomainError
from supportops.triage import (
    Agent,
    AssignmentState,
    DecisionTable,
    KeywordRule,
    QueuedTicket,
    Route,
    Rule,
    assign,
    categorise,
    drain,
    round_robin,
    route,
)
from supportops.vocabulary import P1_TO_P5

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TICKET = QueuedTicket("7", priority="P2", created=NOON)
POOL = [Agent("ann")]
STATE = AssignmentState()
LOGIN = KeywordRule("access", ["login"])
TABLE = DecisionTable(name="t", hit_policy="first", inputs={}, rules=[Rule("a", {}, 1)])

SLIPS = {
    "strategy": lambda: assign(TICKET, POOL, round_robin, STATE, at=NOON),
    "state": lambda: assign(TICKET, POOL, round_robin(), None, at=NOON),
    "ticket": lambda: assign("7", POOL, round_robin(), STATE, at=NOON),
    "agents": lambda: assign(TICKET, POOL[0], round_robin(), STATE, at=NOON),
    "scale": lambda: drain([TICKET], POOL, round_robin(), STATE, at=NOON, scale=None),
    "facts": lambda: categorise("login", [LOGIN]),
    "rules": lambda: categorise({"subject": "login"}, LOGIN),
    "routes": lambda: route({}, Route(None, "any", "L1")),
    "limit": lambda: TABLE.analyse(limit=1.5),
}


@pytest.mark.parametrize("field", SLIPS)
def test_an_argument_of_another_kind_is_named_with_what_to_give(field):
    with pytest.raises(DomainError, match="give ") as caught:
        SLIPS[field]()
    assert caught.value.field == field


def test_a_drain_checks_the_same():
    with pytest.raises(DomainError, match=r"strategy is .*; give a Strategy, for example round_robin\(\)"):
        drain([TICKET], POOL, round_robin, STATE, at=NOON, scale=P1_TO_P5)
    with pytest.raises(DomainError, match="state is None; give an AssignmentState"):
        drain([TICKET], POOL, round_robin(), None, at=NOON, scale=P1_TO_P5)
    with pytest.raises(DomainError, match="are no facts"):
        route("billing", [])
