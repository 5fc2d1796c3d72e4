from supportops.presets.customers import LIFECYCLE_INTENTS, SHARED_CUSTOMER_VIEW
from supportops.tickets import TicketRecord
from supportops.triage.intents import Intent, intent_gaps


def test_the_sides_and_their_shared_view_are_as_printed():
    assert dict(SHARED_CUSTOMER_VIEW) == {
        "support": ("reactive", "ticket_based", "issue_focused"),
        "customer_success": ("proactive", "relationship", "outcome_focused"),
        "shared_crm_view": ("ticket_history", "health_score", "account_notes", "usage_data"),
    }


def test_the_health_of_the_account_stands_on_the_ticket_as_well():
    assert set(SHARED_CUSTOMER_VIEW["shared_crm_view"]) & set(TicketRecord.model_fields) == {"health_score"}


def test_the_intents_are_the_printed_six_in_order():
    assert LIFECYCLE_INTENTS == (
        "pre_purchase_question", "onboarding", "how_to_usage", "billing", "bug", "cancellation",
    )  # fmt: skip


def test_a_desk_that_has_decided_for_billing_only_is_told_the_other_five():
    billing = Intent(name="billing", owner="finance", sla="standard", escalation_path=("finance lead",))
    gaps = intent_gaps([billing], required=LIFECYCLE_INTENTS)
    assert [gap.intent for gap in gaps] == [intent for intent in LIFECYCLE_INTENTS if intent != "billing"]
