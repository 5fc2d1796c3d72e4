"""A ladder by the minute."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from tests.triage.escalation.ladders import SUNDAY, ladder

from supportops.errors import DomainError
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.escalation.step import EscalationStep

TWO = ladder((0, "ann"), (30, "bob"), ack_timeout="60m")
SECONDS = EscalationPolicy(steps=(EscalationStep("1s", "ann"), EscalationStep("4m30s", ("bob", "eve"))))


def test_a_step_within_a_minute_counts_at_the_end_of_it():
    assert SECONDS.simulate(0) == ()
    assert SECONDS.simulate(4) == ((1, "ann"),)
    assert SECONDS.simulate(5) == ((1, "ann"), (5, "bob"), (5, "eve"))


def test_an_acknowledgement_drops_what_comes_after_its_instant():
    assert SECONDS.simulate(9, ack_at=4) == ((1, "ann"),)
    assert SECONDS.simulate(9, ack_at=5) == ((1, "ann"), (5, "bob"), (5, "eve"))


def test_an_acknowledgement_that_runs_out_is_simulated_too():
    assert TWO.simulate(99, ack_at=10) == ((0, "ann"), (70, "ann"))
    assert TWO.simulate(100, ack_at=10) == ((0, "ann"), (70, "ann"), (100, "bob"))


def test_an_acknowledgement_after_the_end_is_none():
    assert TWO.simulate(40, ack_at=41) == TWO.simulate(40)


def test_a_start_changes_nothing_without_windows():
    assert TWO.simulate(100, ack_at=3, start=SUNDAY + timedelta(microseconds=7)) == TWO.simulate(100, ack_at=3)


def test_numbers_of_numpy_count_minutes_too():
    assert TWO.simulate(np.int64(30)) == ((0, "ann"), (30, "bob"))


@pytest.mark.parametrize("given", [-1, True, 1.5, "30", None, 5_270_401])
def test_what_is_no_number_of_minutes_is_refused(given):
    with pytest.raises(DomainError, match=r"minutes is .*; give whole minutes from 0 to") as caught:
        TWO.simulate(given)
    assert (caught.value.field, caught.value.value) == ("minutes", given)
    if given is not None:
        with pytest.raises(DomainError, match="ack_at is "):
            TWO.simulate(5, ack_at=given)


def test_ten_years_of_a_long_ladder_end():
    endless = ladder((0, "ann"), (30, "bob"), repeat=1_000, round_length="1h")
    assert len(endless.simulate(5_270_400)) == 2_002
