from collections import UserDict
from enum import Enum, StrEnum

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import ConfigurationError, DomainError, IncompleteHandoffError
from supportops.triage.handoffs.handoff import Handoff, HandoffCheck

HANDOFF = Handoff(source="L1", target="L2", required=("steps", "impact", "logs", "reproduction"))
RECORDED = HANDOFF.model_copy(update={"when_incomplete": "record"})
COMPLETE = {"steps": ["restarted"], "impact": 0, "logs": False, "reproduction": "log in twice"}


class Level(StrEnum):
    L1 = "L1"
    L2 = "L2"


class Item(Enum):
    STEPS = "steps"
    IMPACT = "impact"


def test_blank_is_missing():
    handoff = Handoff(source="L1", target="L2", required=("steps", "impact"))
    assert handoff.missing({"steps": "restarted"}) == ("impact",)
    assert handoff.missing({"steps": "restarted", "impact": "  "}) == ("impact",)
    assert handoff.missing({"steps": [], "impact": None}) == ("steps", "impact")


@pytest.mark.parametrize("nothing", [pd.NA, pd.NaT, float("nan"), np.float32("nan")], ids=repr)
def test_what_a_data_frame_has_for_nothing_is_missing(nothing):
    assert HANDOFF.missing({**COMPLETE, "logs": nothing}) == ("logs",)


def test_what_is_missing_is_told_in_the_order_in_which_it_is_required():
    assert HANDOFF.missing({"reproduction": "", "logs": None, "impact": "all"}) == ("steps", "logs", "reproduction")


def test_zero_and_no_are_answers():
    assert HANDOFF.missing(COMPLETE) == ()
    assert HANDOFF.check(COMPLETE).accepted


def test_labels_and_items_may_be_members_of_enums():
    handoff = Handoff(source=Level.L1, target=Level.L2, required=list(Item))
    assert (handoff.source, handoff.target, handoff.required) == ("L1", "L2", ("steps", "impact"))
    assert type(handoff.source) is str
    assert handoff.missing({Item.STEPS: "x", "impact": Item.IMPACT}) == ()


def test_any_mapping_is_a_context():
    assert HANDOFF.missing(UserDict(COMPLETE)) == ()


@pytest.mark.parametrize("context", [None, "steps", [("steps", "x")], 3])
def test_a_context_that_is_no_mapping_is_refused(context):
    for call in (HANDOFF.missing, HANDOFF.check, HANDOFF.require, HANDOFF.to_markdown):
        with pytest.raises(DomainError, match="context is") as caught:
            call(context)
        assert caught.value.field == "context"


@pytest.mark.parametrize(
    ("given_items", "quality"), [((), 0.0), (("steps",), 0.25), (("steps", "logs", "impact"), 0.75), (COMPLETE, 1.0)]
)
def test_the_quality_is_the_share_that_is_there(given_items, quality):
    check = HANDOFF.check(dict.fromkeys(given_items, "x"))
    assert check.quality == quality
    assert check.accepted == (quality == 1.0)


def test_an_incomplete_handoff_is_refused_with_what_it_lacks():
    with pytest.raises(IncompleteHandoffError) as caught:
        HANDOFF.require({"steps": "restarted", "logs": "see below"})
    assert caught.value.missing == ("impact", "reproduction")
    assert isinstance(caught.value, DomainError)
    assert str(caught.value) == "the handoff from L1 to L2 lacks impact, reproduction; give each of them, none blank"


def test_a_complete_handoff_goes_through():
    assert HANDOFF.require(COMPLETE) == HANDOFF.check(COMPLETE)


def test_an_incomplete_handoff_may_be_recorded_instead():
    check = RECORDED.require({"steps": "restarted"})
    assert (check.accepted, check.missing, check.quality) == (True, ("impact", "logs", "reproduction"), 0.25)


@pytest.mark.parametrize(
    ("handoff", "context", "words"),
    [
        (HANDOFF, COMPLETE, "L1 -> L2: accepted, all 4 required items given"),
        (
            HANDOFF,
            {"steps": 1, "logs": 1},
            "L1 -> L2: refused, 2 of 4 required items are missing: impact, reproduction",
        ),
        (RECORDED, COMPLETE | {"logs": ""}, "L1 -> L2: accepted all the same, 1 of 4 required items is missing: logs"),
        (Handoff(source="a", target="b", required=["x"]), {"x": 1}, "a -> b: accepted, the required item given"),
        (Handoff(source="a", target="b", required=["x"]), {}, "a -> b: refused, 1 of 1 required item is missing: x"),
    ],
)
def test_a_check_reads_as_a_sentence(handoff, context, words):
    assert str(handoff.check(context)) == words


def test_a_check_is_shown_as_a_table():
    check = HANDOFF.check({"steps": "x", "impact": "x", "logs": "x"})
    assert check.to_markdown().splitlines()[2:] == [
        "| item | state |", "| --- | --- |", "| steps | given |", "| impact | given |", "| logs | given |",
        "| reproduction | missing |",
    ]  # fmt: skip
    assert "<td>reproduction</td><td>missing</td>" in check._repr_html_()


def test_values_are_the_same_after_a_round_trip():
    check = RECORDED.check({"logs": "x"})
    for value in (HANDOFF, RECORDED, check):
        copy = type(value).model_validate_json(value.model_dump_json())
        assert copy == value
        assert hash(copy) == hash(value)


def test_all_faults_of_a_definition_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        Handoff(source=" ", target="L2", required=("steps", "logs", "steps"), when_incomplete="warn")
    assert dict(caught.value.faults).keys() == {"source", "required", "when_incomplete"}
    assert "'steps' stands more often" in str(caught.value)


@pytest.mark.parametrize(
    ("required", "message"),
    [
        ((), "at least one required item"), ("steps", "no list of items"), ({"steps"}, "no list of items"),
        (("steps", ""), "no name"),
    ],
)  # fmt: skip
def test_what_is_required_is_a_list_of_names(required, message):
    with pytest.raises(ConfigurationError, match=message):
        Handoff(source="L1", target="L2", required=required)


@pytest.mark.parametrize(
    ("missing", "accepted", "message"),
    [(("b", "a"), False, "in its order"), (("c",), False, "no part of"), ((), False, "is accepted")],
)
def test_a_check_that_contradicts_itself_is_refused(missing, accepted, message):
    with pytest.raises(ConfigurationError, match=message):
        HandoffCheck(source="L1", target="L2", required=("a", "b"), missing=missing, accepted=accepted)


def test_the_note_has_the_required_items_first_and_marks_those_missing():
    note = HANDOFF.to_markdown(
        {"plan": "Pro | *big*", "logs": "# one\n- two", "steps": ["restarted", "new token"], "x": ""}
    )
    assert note.splitlines() == [
        "**L1 -> L2: refused, 2 of 4 required items are missing: impact, reproduction**", "",
        "- **steps**:", "  - restarted", "  - new token",
        "- **impact**: **missing**",
        "- **logs**: \\# one  ", "  \\- two",
        "- **reproduction**: **missing**",
        "- **plan**: Pro | \\*big\\*",
    ]  # fmt: skip


def test_a_handoff_shows_what_it_requires():
    shown = Handoff(source="L1", target="<L2>", required=("a&b",))._repr_html_()
    assert "Handoff L1 -&gt; &lt;L2&gt;, refuse what is incomplete" in shown
    assert "<td>a&amp;b</td>" in shown


values = st.recursive(
    st.none() | st.text(max_size=4) | st.floats() | st.integers() | st.booleans() | st.binary(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*HANDOFF.required, "plan", "*x*"]), values))
def test_any_context_gets_an_answer_and_a_note(context):
    check = HANDOFF.check(context)
    assert check.accepted == (not check.missing)
    assert HANDOFF.missing({item: context[item] for item in context if item in HANDOFF.required}) == check.missing
    note = HANDOFF.to_markdown(context)
    assert [line for line in note.splitlines() if line.startswith("#")] == []
    assert all(f"- **{item}**: **missing**" in note for item in check.missing)
    if check.missing:
        with pytest.raises(IncompleteHandoffError):
            HANDOFF.require(context)


def test_a_generator_is_refused_as_it_can_be_read_once_only():
    handoff = Handoff(source="L1", target="L2", required=("steps",))
    for ask in (handoff.missing, handoff.check, handoff.require, handoff.to_markdown):
        with pytest.raises(DomainError, match=r"steps can be read once only .*; give a list") as caught:
            ask({"steps": (step for step in ("restarted",))})
        assert caught.value.field == "steps"


def test_a_misspelt_item_is_named():
    handoff = Handoff(source="L1", target="L2", required=("steps", "impact"))
    with pytest.raises(IncompleteHandoffError, match=r"\(you gave 'impcat'\)$"):
        handoff.require({"steps": "restarted", "impcat": "all", "plan": "Pro"})
