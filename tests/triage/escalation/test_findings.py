"""What looks wrong with a ladder, and what does not."""

from __future__ import annotations

import re

import pytest
from tests.triage.escalation.ladders import DESK, NEVER, ladder

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar, Holidays
from supportops.triage.escalation.notify import Notify
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.escalation.severities import EscalationSet
from supportops.triage.escalation.step import EscalationStep

# Of each of these one year is known.
PINNED = BusinessCalendar(
    zone="America/New_York", hours="Mon-Fri 09:00-17:00", holidays=Holidays(country="US").pinned(2031, 2031)
)
SHUT = PINNED & ~PINNED


def step(after, *roles, **given):
    return EscalationStep(f"{after}m", roles, **given)


def policy(*steps, **given):
    return EscalationPolicy(steps=steps, **given)


@pytest.mark.parametrize(
    "sane",
    [
        ladder((0, "ann"), (30, "bob")),
        ladder((15, "ann"), (30, "bob"), ack_timeout="1h"),
        ladder((0, "ann"), (30, "bob"), repeat=3, round_length="1h"),
        EscalationPolicy.from_delays([("ann", "5m"), ("bob", "5m")], repeat=2),
        policy(step(0, "ann", "bob"), step(30, "ann", "bob", "cto")),
        policy(step(0, "ann", Notify("ann", channel="email")), step(30, "bob")),
        policy(step(0, "ann", window=DESK), step(30, "bob", window=DESK), repeat=1, round_length="1h"),
        policy(step(0, "ann"), step(30, "bob", window=PINNED)),
        policy(step(0, "ann", window=ALWAYS_OPEN), step(30, "bob")),
        policy(step(30, "ann"), step(0, "bob", window=DESK)),
        policy(step(5, "ann"), step(30, "bob"), repeat=1, round_length="30m"),
    ],
    ids=range(11),
)
def test_a_sane_ladder_has_no_finding(sane):
    assert sane.check() == ()


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        (ladder((0, "ann")), "the ladder tells one person only, 'ann'"),
        (ladder((0, "ann"), (30, "ann")), "the ladder tells one person only, 'ann'"),
        (policy(step(0, "ann"), step(30, "bob", window=NEVER)), r"step 1 \(bob at 30m\) is unreachable"),
        (policy(step(0, "ann"), step(30, "bob", window=SHUT)), r"step 1 \(bob at 30m\) is unreachable"),
        (ladder((0, "ann"), (30, "bob"), round_length="20m"), r"step 1 .* comes after the end of its round at 20m"),
        (
            ladder((0, "ann"), (30, "bob"), repeat=1, round_length="30m"),
            "the last step and the next round fire at once",
        ),
        (ladder((0, "ann"), (30, "bob"), (10, "cto")), r"step 2 \(cto at 10m\) is listed after step 1 \(bob at 30m\)"),
        (
            policy(step(0, "eve"), step(30, "ann", window=DESK), step(10, "bob", window=DESK)),
            r"step 2 \(bob at 10m\) is listed after step 1 \(ann at 30m\)",
        ),
        (
            policy(step(0, "ann", window=DESK), step(30, "bob")),
            r"step 1 \(bob at 30m\) waits for the window of step 0 \(ann at 0m\)",
        ),
        (
            policy(step(0, "ann"), step(30, "bob", window=DESK), repeat=1, round_length="1h"),
            r"step 0 \(ann at 0m\) in the next round waits for the window of step 1",
        ),
        (policy(step(0, "ann"), step(0, "bob", "ann")), r"step 1 .* tells 'ann' by page at the same instant as step 0"),
        (policy(step(0, "ann", "bob", "ann")), r"step 0 .* tells 'ann' by page at the same instant as step 0"),
    ],
    ids=range(12),
)
def test_an_odd_ladder_has_its_finding_and_no_other(odd, said):
    (finding,) = odd.check()
    assert re.search(said, finding)


def test_a_step_hidden_by_one_that_it_waits_for_is_found_twice():
    disordered, hidden = ladder((0, "bob"), (30, "ann"), (10, "ann")).check()
    assert "is listed after" in disordered
    assert "tells 'ann' by page at the same instant as step 1" in hidden


def test_a_set_names_the_severity_of_each_finding():
    policies = EscalationSet({"SEV1": ladder((0, "ann"), (30, "bob")), "SEV2": ladder((0, "ann"))})
    (finding,) = policies.check()
    assert finding.startswith("SEV2: the ladder tells one person only")
