import pickle
from enum import Enum, IntEnum, StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops._model import Model
from supportops.errors import ConfigurationError, DomainError
from supportops.vocabulary import P1_TO_P5, SEV1_TO_SEV5, Scale

TEXTS = st.text(min_size=1, max_size=6).filter(str.strip)
LABELS = st.lists(TEXTS, min_size=1, max_size=8, unique=True)


class SupportLevel(StrEnum):
    FRONT = "L1"
    EXPERT = "L2"


class Plain(Enum):
    FRONT = "L1"
    EXPERT = "L2"


class Queue(Model):
    scale: Scale


@st.composite
def scales(draw):
    labels = draw(LABELS)
    titles = draw(st.dictionaries(st.sampled_from(labels), TEXTS, max_size=3))
    name, top = draw(st.sampled_from(["", "priority"])), draw(st.sampled_from(["first", "last"]))
    return Scale(*labels, name=name, titles=titles, top=top)


@given(scales())
def test_rank_and_label_are_each_others_inverse(scale):
    assert sorted(map(scale.rank, scale)) == list(range(1, len(scale) + 1))
    assert [scale.label(scale.rank(label)) for label in scale] == list(scale.labels)
    assert all(label in scale for label in scale.labels)


@given(LABELS)
def test_the_top_is_the_first_label_or_the_last(labels):
    assert [Scale(*labels).rank(label) for label in labels] == list(range(1, len(labels) + 1))
    assert [Scale(*labels, top="last").rank(label) for label in labels] == list(range(len(labels), 0, -1))


@given(scales(), st.data())
def test_the_highest_is_the_one_of_the_smallest_rank(scale, data):
    some = data.draw(st.lists(st.sampled_from(scale.labels), min_size=1))
    assert scale.rank(scale.highest(*some)) == min(scale.rank(label) for label in some)
    assert scale.highest(*scale) == scale.label(1)


@given(scales())
def test_a_scale_survives_json_pickle_and_repr(scale):
    for same in (
        Scale.model_validate_json(scale.model_dump_json()),
        Scale.model_validate(scale.model_dump()),
        pickle.loads(pickle.dumps(scale)),
        eval(repr(scale)),
    ):
        assert (same.labels, same.name, same.titles, same.top) == (scale.labels, scale.name, scale.titles, scale.top)
        assert same == scale
        assert hash(same) == hash(scale)


def test_bare_labels_are_an_array_in_json_as_ever():
    assert Scale("a", "b").model_dump_json() == '["a","b"]'
    assert Scale.model_validate_json('["P1","P2","P3","P4","P5"]') == P1_TO_P5


def test_all_else_makes_it_an_object_of_what_is_said():
    assert Scale("a", "b", top="last").model_dump_json() == '{"labels":["a","b"],"top":"last"}'
    assert Scale("a", name="n").model_dump() == {"labels": ("a",), "name": "n"}
    assert Scale("a", titles={"a": "A"}).model_dump_json() == '{"labels":["a"],"titles":{"a":"A"}}'


def test_the_schema_has_both_forms():
    array, whole = Scale.model_json_schema()["anyOf"]
    assert array["type"] == "array"
    assert (whole["required"], set(whole["properties"])) == (["labels"], {"labels", "name", "titles", "top"})


def test_names_and_titles_are_wording_and_order_and_top_are_not():
    assert Scale("P1", "P2", name="priority", titles={"P1": "Critical"}) == Scale("P1", "P2")
    assert len({Scale("P1", "P2", name="priority"), Scale("P1", "P2")}) == 1
    assert Scale("a", "b") != Scale("b", "a")
    assert Scale("a", "b") != Scale("b", "a", top="last")
    assert Scale("a", "b") != ("a", "b")


def test_a_used_scale_equals_a_fresh_one():
    used = Scale("a", "b")
    assert used.rank("b") == 2
    assert used == Scale("a", "b")


def test_a_changed_scale_ranks_its_own_labels():
    scale = Scale("a", "b")
    assert scale.rank("a") == 1
    assert scale.model_copy(update={"labels": ("b", "a")}).rank("a") == 2
    assert scale.model_copy(update={"top": "last"}).rank("a") == 2


def test_neither_the_scale_nor_its_titles_can_be_changed():
    scale = Scale("a", titles={"a": "A"})
    with pytest.raises(ValidationError, match="frozen"):
        scale.name = "b"
    with pytest.raises(TypeError, match="frozen model"):
        scale.titles["a"] = "B"


def test_a_scale_is_printed_from_the_top():
    assert str(Scale("P1", "P2")) == "P1 > P2"
    assert str(Scale("L1", "L2", top="last")) == "L2 > L1"
    assert repr(Scale("L1", "L2", top="last")) == "Scale('L1', 'L2', top='last')"


def test_a_label_without_a_title_is_its_own():
    scale = Scale("a", "b", titles={"a": "First"})
    assert [scale.title("a"), scale.title("b")] == ["First", "b"]
    with pytest.raises(DomainError, match="'c' is not on this scale"):
        scale.title("c")


@pytest.mark.parametrize("kind", [SupportLevel, Plain])
def test_members_of_an_enum_are_read_as_their_text(kind):
    scale = Scale(*kind, titles={kind.FRONT: "Front line"}, top="last")
    assert scale.labels == ("L1", "L2")
    assert all(type(label) is str for label in scale.labels)
    assert scale.rank(kind.EXPERT) == 1
    assert kind.FRONT in scale
    assert scale.title(kind.FRONT) == "Front line"
    assert scale.highest(kind.FRONT, "L2") == "L2"


@pytest.mark.parametrize("kind", [SupportLevel, Plain])
def test_an_enum_class_is_a_scale_of_its_values(kind):
    scale = Scale.of(kind, top="last", titles={"L1": "Front line"})
    assert (scale.labels, scale.top, scale.title("L1")) == (("L1", "L2"), "last", "Front line")
    assert Queue(scale=kind).scale == Scale("L1", "L2")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("SupportLevel", "support_level"), ("SLATier", "sla_tier"), ("P1Queue", "p1_queue"), ("Impact", "impact")],
)
def test_the_scale_of_an_enum_has_the_name_of_its_class_in_small_letters(name, expected):
    assert Scale.of(StrEnum(name, ["A", "B"])).name == expected
    assert Queue(scale=StrEnum(name, ["A", "B"])).scale.name == expected


def test_only_an_enum_of_texts_is_a_scale():
    with pytest.raises(ConfigurationError, match="is no enum class; write Scale"):
        Scale.of("P1")
    with pytest.raises(ConfigurationError, match="is no enum class"):
        Scale.of(str)
    with pytest.raises(ConfigurationError) as caught:
        Scale.of(IntEnum("Level", ["LOW", "HIGH"]))
    assert [path for path, _ in caught.value.faults] == ["labels[0]", "labels[1]"]


@pytest.mark.parametrize("number", [1, True, 2.0])
def test_a_bare_number_has_no_rank(number):
    with pytest.raises(DomainError, match="is a bare number; write the label, one of a, b") as caught:
        Scale("a", "b").rank(number)
    assert caught.value.value == number


@pytest.mark.parametrize("thing", [None, ["a"], b"a", IntEnum("E", ["A"]).A])
def test_what_is_no_text_has_no_rank(thing):
    with pytest.raises(DomainError, match="write the label, one of a, b"):
        Scale("a", "b").rank(thing)
    assert thing not in Scale("a", "b")


def test_an_unknown_label_gets_its_near_match():
    with pytest.raises(DomainError, match="'high' is not on this scale; did you mean 'High'") as caught:
        Scale("High", "Low").rank("high")
    assert (caught.value.field, caught.value.value, caught.value.allowed) == (None, "high", ("High", "Low"))


def test_the_error_has_the_name_of_the_scale_as_its_field():
    with pytest.raises(DomainError) as caught:
        SEV1_TO_SEV5.rank("SEV6")
    assert (caught.value.field, caught.value.value) == ("severity", "SEV6")
    assert caught.value.allowed == SEV1_TO_SEV5.labels


@pytest.mark.parametrize("rank", [0, 3, -1])
def test_a_rank_outside_the_scale_is_refused(rank):
    with pytest.raises(DomainError, match="it has ranks 1 to 2"):
        Scale("a", "b").label(rank)


def test_of_nothing_there_is_no_highest():
    with pytest.raises(DomainError, match="give at least one of a, b"):
        Scale("a", "b").highest()


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


def test_all_faults_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        Scale("a", "a", " ", titles={"z": "Z", "a": " "})
    assert [path for path, _ in caught.value.faults] == ["", "", "titles.z", "titles.a"]


def test_the_top_is_first_or_last():
    with pytest.raises(ConfigurationError, match="'first' or 'last'"):
        Scale("a", top="highest")


def test_one_text_is_not_a_row_of_labels():
    with pytest.raises(ConfigurationError, match="valid tuple"):
        Scale.model_validate("P1")
