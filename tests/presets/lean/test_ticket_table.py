from itertools import product

import pytest

from supportops.errors import DomainError, NoMatchError
from supportops.presets.lean import PRIORITIES, PROMISES, TICKET_TYPES, ticket_types
from supportops.triage import DecisionTable

PRINTED = {
    "outage_or_critical_bug": ("many_users_impacted", True, "P0", "P1"),
    "billing_and_access": ("paid_user_blocked", True, "P1", "P2"),
    "onboarding_and_how_to": ("launch_deadline", False, "P2", "P1"),
    "creator_or_affiliate_tracking": ("payout_impacted", True, "P1", "P2"),
}


def priority(table, name, **facts):
    return table.decide({"ticket_type": name, **facts}).output["priority"]


@pytest.mark.parametrize("name", PRINTED)
def test_the_printed_branch_is_as_printed_and_the_other_one_is_a_rank_away(name):
    condition, holds, printed, other = PRINTED[name]
    assert priority(TICKET_TYPES, name, **{condition: holds}) == printed == PROMISES[name].priority
    assert priority(TICKET_TYPES, name, **{condition: not holds}) == other
    assert PRIORITIES.rank(other) - PRIORITIES.rank(printed) == (1 if holds else -1)


def test_a_feature_request_is_a_p3_whatever_else_holds():
    assert priority(TICKET_TYPES, "feature_request") == "P3"


def test_the_owners_are_those_of_the_promises():
    for rule in TICKET_TYPES.rules:
        assert rule.then["owner"] == PROMISES[rule.when["ticket_type"]].owners


def test_what_is_inferred_is_said_in_the_notes_and_in_the_answer_names():
    notes = {rule.id: rule.note for rule in TICKET_TYPES.rules}
    assert notes["billing_and_access"] == "printed: a paying user is blocked"
    assert [(name, note) for name, note in notes.items() if note.startswith("inferred")] == [
        ("outage_or_critical_bug/otherwise", "inferred: one rank lower"),
        ("billing_and_access/otherwise", "inferred: one rank lower"),
        ("onboarding_and_how_to/launch_deadline", "inferred: one rank higher"),
        ("creator_or_affiliate_tracking/otherwise", "inferred: one rank lower"),
    ]


def test_the_fact_that_a_type_depends_on_is_asked_for_and_no_other():
    for name, (condition, *_) in PRINTED.items():
        assert TICKET_TYPES.decide({"ticket_type": name}).needs == (condition,)


def test_the_table_is_complete_and_never_ambiguous():
    analysis = TICKET_TYPES.analyse()
    assert analysis.ok
    assert (analysis.gaps, analysis.overlaps) == ((), ())
    conditions = [condition for condition, *_ in PRINTED.values()]
    for name, *answers in product(PROMISES, *[(True, False)] * 4):
        facts = {"ticket_type": name, **dict(zip(conditions, answers, strict=True))}
        assert TICKET_TYPES.decide(facts).output["priority"] in PRIORITIES


def test_the_printed_rules_alone_leave_four_branches_open():
    printed = ticket_types(inferred=False)
    assert [str(gap) for gap in printed.analyse().gaps] == [
        "ticket_type = outage_or_critical_bug and many_users_impacted = no",
        "ticket_type = billing_and_access and paid_user_blocked = no",
        "ticket_type = onboarding_and_how_to and launch_deadline = yes",
        "ticket_type = creator_or_affiliate_tracking and payout_impacted = no",
    ]
    with pytest.raises(NoMatchError):
        printed.decide({"ticket_type": "billing_and_access", "paid_user_blocked": False})


def test_a_branch_can_be_stated_with_the_others_inferred_or_left_open():
    stated = {"billing_and_access": "P3"}
    for inferred, others in ((True, 4), (False, 1)):
        table = ticket_types(fallback_priority=stated, inferred=inferred)
        assert priority(table, "billing_and_access", paid_user_blocked=False) == "P3"
        assert len(table.rules) == 5 + others
        assert next(rule.note for rule in table.rules if rule.id == "billing_and_access/otherwise") == "stated"


def test_a_type_without_a_condition_or_an_unknown_priority_is_refused():
    with pytest.raises(
        DomainError, match="'feature_request' is no ticket type whose priority has a condition"
    ) as refused:
        ticket_types(fallback_priority={"feature_request": "P3"})
    assert (refused.value.field, refused.value.value) == ("fallback_priority", "feature_request")
    assert "onboarding_and_how_to" in refused.value.allowed
    with pytest.raises(DomainError, match="P9"):
        ticket_types(fallback_priority={"billing_and_access": "P9"})


def test_it_survives_json():
    assert DecisionTable.model_validate_json(TICKET_TYPES.model_dump_json()) == TICKET_TYPES
