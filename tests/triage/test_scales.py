import pickle
from enum import Enum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import ConfigurationError, DomainError
from supportops.triage.scales import Impairment, ScaleMap, UsersAffected
from supportops.vocabulary import L0_TO_L3, P0_TO_P4, P1_TO_P5, Scale

WORDS = Scale("urgent", "normal", "low", name="urgency")
TEXTS = st.text(min_size=1, max_size=4).filter(str.strip)


class Speed(Enum):
    FAST = "fast"
    SLOW = "slow"


@st.composite
def scales(draw, size):
    labels = draw(st.lists(TEXTS, min_size=size, max_size=size, unique=True))
    return Scale(*labels, top=draw(st.sampled_from(["first", "last"])))


@st.composite
def pairs(draw):
    size = draw(st.integers(1, 6))
    return draw(scales(size)), draw(scales(size))


def test_the_worst_stands_first():
    assert " ".join(Impairment) == "complete_block major_impairment minor_impairment"
    assert " ".join(UsersAffected) == "all multiple one"
    assert Scale.of(UsersAffected).name == "users_affected"


def test_equal_ranks_stand_for_each_other():
    by_rank = ScaleMap.by_rank(P0_TO_P4, P1_TO_P5)
    assert by_rank["P0"] == "P1"
    assert by_rank == ScaleMap(P0_TO_P4, P1_TO_P5, {"P0": "P1", "P1": "P2", "P2": "P3", "P3": "P4", "P4": "P5"})


def test_a_map_says_which_label_stands_for_which():
    words = ScaleMap(WORDS, P1_TO_P5, {"low": "P4", "urgent": "P2", "normal": "P4"})
    assert [words[label] for label in WORDS] == ["P2", "P4", "P4"]
    assert str(words) == "urgent -> P2, normal -> P4, low -> P4"


def test_the_top_stands_for_the_top_wherever_it_is_listed():
    assert ScaleMap.by_rank(Scale("a", "b"), Scale("low", "high", top="last"))["a"] == "high"
    assert ScaleMap.by_rank(L0_TO_L3, P1_TO_P5)["L3"] == "P1"


def test_an_enum_class_and_its_members_are_read_as_texts():
    speeds = ScaleMap(Speed, P1_TO_P5, {Speed.FAST: "P1", Speed.SLOW: "P5"})
    assert speeds[Speed.SLOW] == speeds["slow"] == "P5"
    assert ScaleMap.by_rank(Speed, UsersAffected)["slow"] == "multiple"


@given(pairs())
def test_the_way_by_rank_and_back_is_the_same_label(pair):
    there, back = ScaleMap.by_rank(*pair), ScaleMap.by_rank(*reversed(pair))
    assert all(back[there[label]] == label for label in pair[0])


@given(pairs())
def test_a_map_survives_json_and_pickle(pair):
    given_map = ScaleMap.by_rank(*pair)
    for same in (ScaleMap.model_validate_json(given_map.model_dump_json()), pickle.loads(pickle.dumps(given_map))):
        assert same == given_map
        assert hash(same) == hash(given_map)


@given(st.lists(st.sampled_from(WORDS.labels)), st.data())
def test_an_array_is_mapped_like_each_of_its_labels(labels, data):
    targets = st.sampled_from(P1_TO_P5.labels)
    words = ScaleMap(WORDS, P1_TO_P5, {label: data.draw(targets) for label in WORDS})
    assert words.lookup(np.array(labels, dtype=object)).tolist() == [words[label] for label in labels]


def test_one_label_comes_back_as_an_array_without_axes():
    found = ScaleMap.by_rank(P0_TO_P4, P1_TO_P5).lookup("P0")
    assert isinstance(found, np.ndarray)
    assert (found.shape, found.item()) == ((), "P1")


def test_a_label_that_is_not_on_the_source_is_refused():
    by_rank = ScaleMap.by_rank(P0_TO_P4, P1_TO_P5)
    with pytest.raises(DomainError, match="'P5' is not on this scale") as caught:
        by_rank["P5"]
    assert (caught.value.field, caught.value.allowed) == ("priority", P0_TO_P4.labels)
    with pytest.raises(DomainError, match=r"at \[1\]: 'P5'"):
        by_rank.lookup(["P0", "P5"])


def test_all_faults_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        ScaleMap(WORDS, P1_TO_P5, {"urgnet": "P2", "normal": "P9"})
    assert caught.value.faults == (
        ("labels.urgnet", "'urgnet' is not on the source; did you mean 'urgent'?"),
        ("labels.normal", "'P9' is not on the target; allowed: P1, P2, P3, P4, P5"),
        ("labels", "the source's 'urgent', 'low' must have a target too; add it"),
    )


def test_a_scale_with_more_ranks_than_the_target_has_no_map_by_rank():
    with pytest.raises(ConfigurationError, match="the source's 'P5' must have a target too"):
        ScaleMap.by_rank(P1_TO_P5, L0_TO_L3)


def test_a_scale_at_fault_is_the_only_fault():
    with pytest.raises(ConfigurationError) as caught:
        ScaleMap(Scale("a"), ("b", "b"), {"z": "z"})
    assert [path for path, _ in caught.value.faults] == ["target"]
