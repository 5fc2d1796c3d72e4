from supportops.presets.playbook import SUPPORT_FLOW
from supportops.triage import StateMachine


def walked(*answers: str) -> tuple[str, ...]:
    """The states from the start on, with the answers to the decisions in turn."""
    left, states = list(answers), [SUPPORT_FLOW.initial]
    while SUPPORT_FLOW.allowed(states[-1]):
        is_decision = "yes" in SUPPORT_FLOW.allowed(states[-1])
        states.append(SUPPORT_FLOW.step(states[-1], left.pop(0) if is_decision else "next"))
    assert not left
    return tuple(states)


def test_what_self_service_solves_is_deflected():
    assert walked("yes") == ("issue_encountered", "self_serve", "resolved_by_self_serve", "deflected")


def test_the_rest_becomes_a_ticket_and_ends_as_feedback_for_the_product():
    assert walked("no") == (
        "issue_encountered",
        "self_serve",
        "resolved_by_self_serve",
        "ticket_created",
        "tier_queue",
        "resolution_and_closure",
        "product_feedback_loop",
    )


def test_the_flow_is_sound_and_survives_json():
    assert SUPPORT_FLOW.final == ("deflected", "product_feedback_loop")
    assert SUPPORT_FLOW.check().ok
    assert StateMachine.model_validate_json(SUPPORT_FLOW.model_dump_json()) == SUPPORT_FLOW
