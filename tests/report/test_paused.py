from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import histories, policies
from tests.report.cases import AT, HISTORIES, LATE, PAUSED, POLICY, REOPENED, march, moves, standings, ticket

from supportops._instants import us_of
from supportops.report.paused import paused_share
from supportops.sla import PauseRule
from supportops.tickets import FieldChange, Message, Paused, Resumed, StatusChange
from supportops.vocabulary import Party

H = timedelta(hours=1)


def share(*histories, policy=POLICY, at=AT):
    return paused_share(standings(*histories, policy=policy, at=at), policy)


def test_the_paused_share_is_of_the_open_time_of_the_clocks():
    found = share(PAUSED, LATE)
    assert (found.incidents, found.counted, found.paused, found.share) == (1, 17 * H, 10 * H, 10 / 27)
    assert found.by_reason == {"pending": 10 * H}


def test_the_stretch_between_a_resolution_and_a_reopening_is_called_resolved():
    assert share(REOPENED).by_reason == {"resolved": 19 * H}


def test_the_reason_of_a_status_is_named_where_it_has_one():
    waiting = StatusChange(at=march(2, 10), to="pending", reason="vendor")
    log = ticket("A", march(2), waiting, *moves((march(2, 12), "open"), (march(2, 13), "resolved")))
    assert share(log).by_reason == {"vendor": 2 * H}


def test_the_paused_share_of_no_time_does_not_exist():
    assert share(ticket("NEW", march(1)), at=march(1)).share is None


def test_a_policy_without_a_resolution_target_has_no_share():
    policy = POLICY.model_copy(update={"targets": {"P2": {"first_response": "1h"}}})
    assert share(LATE, policy=policy) is None


@pytest.mark.parametrize(
    ("log", "pauses"),
    [
        (
            ticket("A", march(2), Paused(at=march(2, 10), reason="by hand"), *moves((march(2, 11), "pending")),
                   Resumed(at=march(2, 13)), *moves((march(2, 15), "resolved"))),
            POLICY.pauses,
        ),
        (
            ticket("A", march(2), *moves((march(2, 10), "pending")), Message(at=march(2, 11), by=Party.REQUESTER),
                   *moves((march(2, 15), "resolved"))),
            POLICY.pauses,
        ),
        (
            ticket("A", march(2), *moves((march(2, 10), "pending"), (march(2, 15), "on_hold"), (march(3), "open"))),
            (PauseRule(("resolution",), statuses=("pending", "on_hold"), cap="3h"),),
        ),
        (
            ticket("A", march(2), Message(at=march(2, 10), by=Party.AGENT), *moves((march(2, 15), "resolved"))),
            (PauseRule(("resolution",), after_follow_ups=1),),
        ),
        (
            ticket("A", march(7), *moves((march(7, 10), "pending")),
                   FieldChange(at=march(8), field="priority", to="P1"), *moves((march(10), "resolved"))),
            POLICY.pauses,
        ),
    ],
    ids=["by hand", "answered", "capped", "follow-ups", "another calendar"],
)  # fmt: skip
def test_what_the_statuses_alone_do_not_tell_is_as_the_clock_says(log, pauses):
    policy = POLICY.model_copy(update={"pauses": pauses})
    timer = policy.evaluate(log, at=AT).timer("resolution")
    expected = {reason: amount for reason, amount in sorted(timer.paused_by.items()) if amount}
    assert expected
    assert share(log, policy=policy).by_reason == expected


def test_reasons_add_up_to_what_was_paused():
    found = share(*HISTORIES)
    assert sum(map(us_of, found.by_reason.values())) == us_of(found.paused)


@settings(max_examples=100, deadline=None)
@given(st.data(), policies(), st.booleans())
def test_reasons_are_those_of_every_clock(data, drawn, explicit):
    rule = PauseRule(("resolution",), statuses=("pending", "on_hold"), explicit=explicit)
    policy = drawn[0].model_copy(update={"pauses": (rule,)})
    log = [data.draw(histories(policy))[0].model_copy(update={"ticket_id": str(number)}) for number in range(3)]
    expected = {}
    for history in log:
        for timer in policy.evaluate(history, at=AT).timers:
            if timer.metric == "resolution":
                for reason, amount in timer.paused_by.items():
                    expected[reason] = expected.get(reason, timedelta(0)) + amount
    found = share(*log, policy=policy)
    assert ({} if found is None else found.by_reason) == {k: v for k, v in expected.items() if v}
