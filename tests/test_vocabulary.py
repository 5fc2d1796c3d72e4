import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import ConfigurationError, DomainError
from supportops.vocabulary import (
    L0_TO_L3,
    P0_TO_P4,
    P1_TO_P5,
    SEV1_TO_SEV5,
    AccountHealth,
    Channel,
    Party,
    ResolutionType,
    Scale,
    Status,
)

LABELS = st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=8, unique=True)


@pytest.mark.parametrize(
    ("words", "published"),
    [
        (Status, "new open pending on_hold resolved closed"),
        (Party, "requester agent bot system"),
        (
            Channel,
            "email chat phone in_app knowledge_base chatbot video community_forum social slack_or_teams internal",
        ),
        (ResolutionType, "solved workaround wont_fix duplicate feature_request"),
        (AccountHealth, "green yellow red"),
    ],
)
def test_the_words_are_the_published_ones(words, published):
    assert " ".join(words) == published


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("green", AccountHealth.GREEN),
        (" Yellow ", AccountHealth.YELLOW),
        ("At Risk", AccountHealth.RED),
        ("at_risk", AccountHealth.RED),
    ],
)
def test_account_health_is_read_from_a_colour_or_the_label(text, expected):
    assert AccountHealth.parse(text) is expected


def test_an_unknown_account_health_lists_what_is_known():
    with pytest.raises(DomainError, match="'purple' is no account health; allowed: at risk, green, red, yellow"):
        AccountHealth.parse("purple")


@pytest.mark.parametrize(
    ("scale", "top", "size"),
    [(P1_TO_P5, "P1", 5), (P0_TO_P4, "P0", 5), (SEV1_TO_SEV5, "SEV1", 5), (L0_TO_L3, "L3", 4)],
)
def test_rank_1_is_the_top_of_every_scale(scale, top, size):
    assert scale.label(1) == top
    assert len(scale) == size


@given(LABELS)
def test_rank_and_label_are_each_others_inverse(labels):
    scale = Scale(*labels)
    assert [scale.rank(label) for label in scale] == list(range(1, len(scale) + 1))
    assert [scale.label(scale.rank(label)) for label in scale] == labels
    assert all(label in scale for label in labels)


@given(LABELS)
def test_a_scale_survives_json_pickle_and_repr(labels):
    scale = Scale(*labels)
    assert Scale.model_validate_json(scale.model_dump_json()) == scale
    assert pickle.loads(pickle.dumps(scale)) == scale
    assert eval(repr(scale)) == scale
    assert hash(Scale(*labels)) == hash(scale)


def test_a_scale_is_an_array_in_json_and_its_schema():
    assert Scale("a", "b").model_dump_json() == '["a","b"]'
    assert Scale.model_json_schema()["type"] == "array"


def test_a_used_scale_equals_a_fresh_one():
    used = Scale("a", "b")
    assert used.rank("b") == 2
    assert used == Scale("a", "b")
    assert used != Scale("b", "a")


def test_a_changed_scale_ranks_its_own_labels():
    scale = Scale("a", "b")
    assert scale.rank("a") == 1
    assert scale.model_copy(update={"labels": ("b", "a")}).rank("a") == 2


def test_a_scale_is_printed_from_the_top():
    assert str(Scale("P1", "P2")) == "P1 > P2"


@pytest.mark.parametrize("number", [1, True, 2.0, None])
def test_a_bare_number_has_no_rank(number):
    with pytest.raises(DomainError, match="is a bare number; write the label, one of a, b"):
        Scale("a", "b").rank(number)


def test_an_unknown_label_gets_its_near_match():
    with pytest.raises(DomainError, match="'high' is not on this scale; did you mean 'High'"):
        Scale("High", "Low").rank("high")


@pytest.mark.parametrize("rank", [0, 3, -1])
def test_a_rank_outside_the_scale_is_refused(rank):
    with pytest.raises(DomainError, match="it has ranks 1 to 2"):
        Scale("a", "b").label(rank)


@pytest.mark.parametrize(
    ("labels", "part"),
    [
        ((), "at least one label"),
        (("a", "b", "a"), "'a' stands more often"),
        (("a", " "), "must not be blank"),
        ((1, 2), "valid string, got 1"),
    ],
)
def test_a_scale_that_ranks_nothing_is_refused(labels, part):
    with pytest.raises(ConfigurationError) as caught:
        Scale(*labels)
    assert part in str(caught.value)


def test_one_text_is_not_a_row_of_labels():
    with pytest.raises(ConfigurationError, match="valid tuple"):
        Scale.model_validate("P1")
