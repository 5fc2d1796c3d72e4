from datetime import timedelta

from supportops.presets.lean import PRIORITIES, PROMISES, TicketType
from supportops.vocabulary import P0_TO_P4


def minutes(amount):
    return None if amount is None else amount / timedelta(minutes=1)


def test_the_promises_are_as_printed():
    assert {
        name: (kind.response_metric, minutes(kind.response), minutes(kind.resolution), minutes(kind.update))
        for name, kind in PROMISES.items()
    } == {
        "outage_or_critical_bug": ("first_response", 15, None, 60),
        "billing_and_access": ("first_response", 60, 1440, None),
        "onboarding_and_how_to": ("first_response", 240, 2880, None),
        "creator_or_affiliate_tracking": ("first_response", 120, 4320, None),
        "feature_request": ("acknowledge", 1440, None, None),
    }


def test_priorities_conditions_and_owners_are_as_printed():
    assert {name: (kind.priority, kind.condition, kind.owners) for name, kind in PROMISES.items()} == {
        "outage_or_critical_bug": ("P0", "many users impacted", ("on_call_engineer", "support_lead")),
        "billing_and_access": ("P1", "a paying user is blocked", ("support", "billing_ops")),
        "onboarding_and_how_to": ("P2", "default; higher when a launch deadline exists", ("support_specialist",)),
        "creator_or_affiliate_tracking": ("P1", "a payout is impacted", ("support", "partnerships_ops")),
        "feature_request": ("P3", "always", ("support tags to product",)),
    }
    assert PROMISES["outage_or_critical_bug"].examples == ("app down", "payments failing")
    assert PROMISES["feature_request"].handling == "batched weekly"


def test_the_priorities_are_the_upper_four_of_the_playbooks_words():
    assert tuple(PRIORITIES) == tuple(P0_TO_P4)[:4]
    assert all(kind.priority in PRIORITIES for kind in PROMISES.values())


def test_a_type_survives_json():
    for kind in PROMISES.values():
        assert TicketType.model_validate_json(kind.model_dump_json()) == kind
