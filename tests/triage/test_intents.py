"""Intents with an owner, an SLA and an escalation path."""

from __future__ import annotations

import pytest

from supportops.errors import ConfigurationError
from supportops.triage.intents import Intent, intent_gaps

WHOLE = Intent(name="billing", owner="finance", sla="standard", escalation_path=("finance lead",))


def gaps(*intents, required=()):
    return [(gap.intent, gap.missing) for gap in intent_gaps(intents, required=required)]


def test_an_intent_with_all_three_has_no_gap():
    assert gaps(WHOLE, required=["billing"]) == []


@pytest.mark.parametrize(("part", "nothing"), [("owner", None), ("sla", None), ("escalation_path", ())])
def test_each_of_the_three_is_needed(part, nothing):
    assert gaps(WHOLE.model_copy(update={part: nothing})) == [("billing", (part,))]


def test_a_required_intent_that_is_not_there_lacks_everything():
    assert gaps(WHOLE, required=["bug", "billing"]) == [("bug", ("owner", "sla", "escalation_path"))]


def test_gaps_are_read_aloud():
    [gap] = intent_gaps([Intent(name="bug", owner="support")])
    assert str(gap) == "bug has no SLA, no escalation path"


def test_two_intents_of_one_name_are_refused():
    with pytest.raises(ConfigurationError, match="'billing' stands twice"):
        intent_gaps([WHOLE, WHOLE])


@pytest.mark.parametrize(
    "given", [{"name": ""}, {"name": "bug", "owner": " "}, {"name": "bug", "escalation_path": [""]}]
)
def test_blank_words_decide_nothing(given):
    with pytest.raises(ConfigurationError):
        Intent(**given)


def test_an_intent_round_trips_json_and_is_hashable():
    assert Intent.model_validate_json(WHOLE.model_dump_json()) == WHOLE
    assert len({WHOLE, WHOLE.model_copy()}) == 1
