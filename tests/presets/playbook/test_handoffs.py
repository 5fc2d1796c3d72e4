import pytest

from supportops.errors import IncompleteHandoffError
from supportops.presets.playbook import HANDOFFS
from supportops.triage import Handoff

PRINTED = {
    ("T1", "T2"): (
        "steps_already_taken",
        "customer_impact_summary",
        "reproduction_steps",
        "relevant_logs_or_screenshots",
    ),
    ("T2", "T3"): (
        "structured_bug_report",
        "business_impact_and_arr",
        "workaround_status",
        "customer_communication_plan",
    ),
}


def test_each_way_up_requires_its_four_items():
    assert {way: handoff.required for way, handoff in HANDOFFS.items()} == PRINTED
    assert all((handoff.source, handoff.target) == way for way, handoff in HANDOFFS.items())


@pytest.mark.parametrize(("way", "item"), [(way, item) for way, items in PRINTED.items() for item in items])
def test_a_single_missing_item_refuses_the_escalation(way, item):
    context = dict.fromkeys(PRINTED[way], "said") | {item: " "}
    with pytest.raises(IncompleteHandoffError) as caught:
        HANDOFFS[way].require(context)
    assert caught.value.missing == (item,)


def test_a_complete_handoff_goes_through():
    for way, handoff in HANDOFFS.items():
        assert handoff.require(dict.fromkeys(PRINTED[way], "said")).quality == 1


def test_a_handoff_survives_json():
    for handoff in HANDOFFS.values():
        assert Handoff.model_validate_json(handoff.model_dump_json()) == handoff
