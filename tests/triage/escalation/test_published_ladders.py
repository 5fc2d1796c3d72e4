"""Every published ladder at every minute from 0 to 240, and the seconds around each step.

Source: Support Operations skill pack, Escalation Paths by Severity.
"""

from __future__ import annotations

import pytest
from tests.triage.escalation.ladders import (
    MINUTES,
    PUBLISHED,
    SUNDAY,
    minute,
    published,
    published_set,
    told,
    triggered,
)


def wanted(severity, until):
    return [(at, role) for at, role in zip(MINUTES, PUBLISHED[severity], strict=False) if at <= until]


@pytest.mark.parametrize("severity", PUBLISHED)
def test_at_every_minute_those_are_told_whose_minute_has_come(severity):
    policy, policies = published(severity), published_set()
    for at in range(241):
        expected = wanted(severity, at)
        assert policy.simulate(at) == tuple(expected)
        assert told(policy.due(minute(at), [triggered()])) == expected
        assert told(policies.due(minute(at), [triggered(0, severity)])) == expected


@pytest.mark.parametrize("severity", PUBLISHED)
def test_a_step_fires_at_its_second_and_not_one_before(severity):
    policy = published(severity)
    for at in MINUTES:
        for seconds in (-1, 0, 1):
            found = policy.due(minute(at, seconds=seconds), [triggered()])
            assert told(found) == (wanted(severity, at + seconds / 60) if at or seconds >= 0 else [])


@pytest.mark.parametrize("severity", PUBLISHED)
def test_the_next_wake_is_the_next_minute_of_the_ladder(severity):
    policy, policies = published(severity), published_set()
    for at in range(241):
        later = [start for start in MINUTES[: len(PUBLISHED[severity])] if start > at]
        expected = minute(later[0]) if later else None
        assert policy.next_wake(minute(at), [triggered()]) == expected
        assert policies.next_wake(minute(at), [triggered(0, severity)]) == expected


@pytest.mark.parametrize("severity", PUBLISHED)
@pytest.mark.parametrize("ack", [0, 1, 29, 30, 31, 120, 239, 240, 241])
def test_an_acknowledgement_drops_what_comes_after_its_minute(severity, ack):
    assert published(severity).simulate(240, ack_at=ack) == tuple(wanted(severity, min(ack, 240)))


@pytest.mark.parametrize("severity", PUBLISHED)
def test_the_plan_is_the_whole_row(severity):
    assert told(published(severity).plan(SUNDAY)) == wanted(severity, 240)


def test_only_the_mildest_ladder_has_a_finding_as_it_tells_one_role():
    (finding,) = published_set().check()
    assert finding.startswith("SEV5: the ladder tells one person only, 'l1_agent'")
