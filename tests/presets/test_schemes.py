from supportops.presets import SELECTION_KEYS, STATUS_SCHEMES, TIER_SCHEMES, load
from supportops.presets.schemes import CATEGORY_SCHEMES
from supportops.sla import Select
from supportops.tickets import BASIC_STATUSES, EXTENDED_STATUSES, FIELD_REQUIREMENTS, PUBLISHED_WORDS, TicketRecord
from supportops.vocabulary import AccountHealth, ResolutionType, Scale

FIELDS = {
    "header": ("ticket_id", "created", "channel"),
    "customer": ("account", "plan", "health_score", "arr"),
    "details": ("category", "priority", "product_area", "subject", "description"),
    "routing": ("assigned_to", "tier", "sla_deadline", "status"),
    "resolution": ("resolution_type", "root_cause", "kb_article", "csat_score"),
}
WORDS = {
    "channel": ("email", "chat", "phone", "in_app"),
    "plan": ("free", "standard", "premium", "enterprise"),
    "health_score": ("green", "yellow", "red"),
    "category": ("bug", "how_to", "feature", "billing", "account", "integration"),
    "priority": ("P0", "P1", "P2", "P3", "P4"),
    "product_area": ("dashboard", "api", "billing", "reports"),
    "tier": ("T1", "T2", "T3"),
    "status": ("new", "open", "pending", "resolved", "closed"),
    "resolution_type": ("solved", "workaround", "wont_fix", "duplicate", "feature_request"),
}


def test_ordered_schemes_are_scales_with_the_highest_tier_at_rank_1():
    assert TIER_SCHEMES["plan_four"] == Scale("enterprise", "premium", "standard", "free")
    assert TIER_SCHEMES["tier_five"] == Scale("enterprise", "business", "professional", "starter", "free")
    assert TIER_SCHEMES["segment_three"] == Scale("enterprise", "mid_market", "smb")
    assert TIER_SCHEMES["stage_three"] == Scale("enterprise", "paid", "trial")


def test_schemes_without_an_order_stay_as_printed():
    assert TIER_SCHEMES["feedback_segments"] == ("enterprise", "smb", "startup")
    assert TIER_SCHEMES["tag_segments"] == ("enterprise", "startup", "trial")
    assert len(TIER_SCHEMES) == 6


def test_only_free_and_enterprise_are_words_of_several_ladders():
    ladders = [set(scheme) for scheme in TIER_SCHEMES.values() if isinstance(scheme, Scale)]
    words = {word for ladder in ladders for word in ladder}
    assert {word for word in words if sum(word in ladder for ladder in ladders) > 1} == {"free", "enterprise"}


def test_the_status_schemes_are_as_printed():
    assert dict(STATUS_SCHEMES) == {
        "basic_five": ("new", "open", "pending", "resolved", "closed"),
        "extended_lifecycle": (
            "new", "triaged", "assigned", "in_progress", "pending", "resolved", "escalated", "engineering",
            "waiting_customer",
        ),
        "named_in_clock_rules": ("pending_customer", "resolved", "reopened"),
        "named_in_automation_examples": ("open", "resolved"),
        "named_in_ticket_samples": ("open", "closed"),
    }  # fmt: skip


def test_the_category_schemes_are_as_printed():
    assert {scheme: " ".join(categories) for scheme, categories in CATEGORY_SCHEMES.items()} == {
        "basic_six": "bug how_to feature billing account integration",
        "skill_routing_eight": (
            "billing_account password_login api_errors performance data_issues security mobile_app enterprise_sso"
        ),
        "ticket_type_five": (
            "outage_or_critical_bug billing_and_access onboarding_and_how_to creator_or_affiliate_tracking "
            "feature_request"
        ),
        "tag_issue_type": "bug how_to feature_request",
        "skill_page_example": "login_issues api_errors billing_questions",
    }


def test_the_categories_of_the_record_and_of_the_ticket_types_are_schemes():
    assert CATEGORY_SCHEMES["basic_six"] == WORDS["category"]
    assert CATEGORY_SCHEMES["ticket_type_five"] == tuple(
        row["ticket_type"] for row in load("ticket_type_sla_rules").rows
    )


def test_few_categories_stand_in_more_than_one_scheme():
    words = [word for categories in CATEGORY_SCHEMES.values() for word in categories]
    assert {word for word in words if words.count(word) > 1} == {"bug", "how_to", "api_errors", "feature_request"}


def test_the_status_maps_know_every_printed_status():
    assert tuple(BASIC_STATUSES.names) == STATUS_SCHEMES["basic_five"]
    assert all(status in EXTENDED_STATUSES for scheme in STATUS_SCHEMES.values() for status in scheme)


def test_the_record_has_the_twenty_printed_fields_in_their_blocks():
    rows = load("ticket_fields_essential").rows
    printed = {block: tuple(row["field"] for row in rows if row["block"] == block) for block in FIELDS}
    assert printed == FIELDS
    assert len(rows) == 20
    assert set(TicketRecord.model_fields) - {"vocabulary"} == {row["field"] for row in rows}


def test_the_closed_fields_hold_the_printed_words():
    printed = {row["field"]: row["values"] for row in load("ticket_fields_essential").rows if row["type"] == "enum"}
    assert printed == WORDS
    assert PUBLISHED_WORDS.model_dump() == WORDS
    assert tuple(ResolutionType) == WORDS["resolution_type"]
    assert tuple(AccountHealth) == WORDS["health_score"]


def test_the_satisfaction_score_is_printed_from_1_to_5():
    assert load("ticket_fields_essential").rows[-1]["values"] == (1, 2, 3, 4, 5)


def test_the_field_requirements_are_as_printed():
    printed = {
        "priority": ("required", "SLA and position in queue"),
        "category": ("required", "routing, reporting"),
        "customer": ("required", "context and SLA tier"),
        "product_feature": ("required", "choice of specialist"),
        "channel": ("auto", "expected response speed"),
        "assignee": ("auto_or_required", "accountability"),
        "status": ("required", "workflow tracking"),
    }
    rows = load("ticket_field_requirements").rows
    assert {row["field"]: (row["requirement"], row["drives"]) for row in rows} == printed
    assert [(rule.field, rule.requirement) for rule in FIELD_REQUIREMENTS] == [
        (field, requirement) for field, (requirement, _) in printed.items()
    ]


def test_every_printed_selection_key_is_a_key_of_select():
    assert dict(SELECTION_KEYS) == {
        "channel_and_tier": ("channel", "customer_tier"),
        "plan_and_incident": ("plan_tier", "severe_incident"),
        "segment_priority_contract": ("segment", "priority", "contract"),
    }
    served = {
        "channel": "channel", "customer_tier": "tier", "plan_tier": "tier", "segment": "tier", "priority": "priority",
        "severe_incident": "fields", "contract": "fields",
    }  # fmt: skip
    assert {key for keys in SELECTION_KEYS.values() for key in keys} == set(served)
    assert set(served.values()) <= set(Select.model_fields)
