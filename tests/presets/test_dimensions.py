from supportops.presets import TIER_SCHEMES
from supportops.presets.dimensions import TRIAGE_DIMENSIONS, TriageDimension


def test_three_sources_name_four_facts_each():
    by_source = {}
    for name, fact in TRIAGE_DIMENSIONS.items():
        assert fact.name == name
        by_source.setdefault(fact.source, []).append(name)
    assert by_source == {
        "SaaS support system design": ["severity", "scope", "stage", "creator_or_affiliate_flag"],
        "Featurebase support operations guide": ["topic", "language", "customer_plan", "region"],
        "SaaS glossary article": ["permissions", "integrations", "data_sensitivity", "customer_impact"],
    }


def test_meanings_are_as_printed():
    assert {name: fact.meaning for name, fact in TRIAGE_DIMENSIONS.items() if fact.meaning} == {
        "severity": "how broken it is",
        "scope": "how many users are hit",
        "stage": "commercial stage",
        "creator_or_affiliate_flag": "partnership ticket: tracking, payouts, contract terms",
        **dict.fromkeys(("permissions", "integrations", "data_sensitivity", "customer_impact"), "risk context"),
    }


def test_a_fact_is_declared_by_its_labels_as_yes_or_no_or_as_text():
    assert TRIAGE_DIMENSIONS["stage"].input == ("trial", "paid", "enterprise")
    assert TRIAGE_DIMENSIONS["creator_or_affiliate_flag"].input == "boolean"
    rest = set(TRIAGE_DIMENSIONS) - {"stage", "creator_or_affiliate_flag"}
    assert {TRIAGE_DIMENSIONS[name].input for name in rest} == {"text"}


def test_the_stages_are_those_of_the_customer_tiers():
    assert set(TRIAGE_DIMENSIONS["stage"].values) == set(TIER_SCHEMES["stage_three"])


def test_a_dimension_survives_json():
    for fact in TRIAGE_DIMENSIONS.values():
        assert TriageDimension.model_validate_json(fact.model_dump_json()) == fact
