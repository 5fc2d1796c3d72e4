import pytest
from tests.triage.on_call.rotas import utc, weekly

from supportops.calendar import BusinessCalendar
from supportops.errors import DomainError
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.escalation.step import EscalationStep
from supportops.triage.on_call.on_call import OnCall

WEEK = utc(2026, 3, 2, 9), utc(2026, 3, 9, 9)
DESK = BusinessCalendar(zone="Europe/London", hours="Mon-Sat 02:00-24:00")
ON_CALL = OnCall({"primary": weekly(hours=DESK), "manager": weekly()})


def test_a_step_that_finds_nobody_is_told_with_the_first_time_and_how_often():
    ladder = EscalationPolicy(steps=(EscalationStep("0m", ("manager", "primary")), EscalationStep("5m", "manager")))
    assert ON_CALL.check(ladder, *WEEK) == (
        "step 0 tells 'primary': nobody is on call from Tue 2026-03-03 00:00 to Tue 2026-03-03 02:00 (Europe/London), "
        "and 5 times more, 36h in all",
    )


def test_one_gap_alone_is_told_without_more():
    ladder = EscalationPolicy(steps=(EscalationStep("0m", "primary"),))
    assert ON_CALL.check(ladder, WEEK[0], utc(2026, 3, 4)) == (
        "step 0 tells 'primary': nobody is on call from Tue 2026-03-03 00:00 to Tue 2026-03-03 02:00 (Europe/London), "
        "2h in all",
    )


def test_inside_its_window_a_step_may_find_somebody_always():
    steps = (EscalationStep("0m", "primary", window=DESK), EscalationStep("5m", "manager"))
    assert ON_CALL.check(EscalationPolicy(steps=steps), *WEEK) == ()


def test_a_role_without_a_layer_is_told_for_each_step():
    ladder = EscalationPolicy(steps=(EscalationStep("0m", "primry"), EscalationStep("5m", "primry", window=DESK)))
    assert ON_CALL.check(ladder, *WEEK) == (
        "step 0 tells 'primry': there is no layer 'primry'; did you mean 'primary'?",
        "step 1 tells 'primry': there is no layer 'primry'; did you mean 'primary'?",
    )


def test_what_is_no_policy_is_refused():
    with pytest.raises(DomainError, match="policy is 'SEV1'; give an EscalationPolicy"):
        ON_CALL.check("SEV1", *WEEK)
