"""What the analysis says of texts, against texts: nothing that is there is called impossible, and what is sure is."""

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from supportops.triage._cells_text import Texts
from supportops.triage._domains import Domain, holds
from supportops.triage.conditions import any_of, contains_words, none_of, starts_with

often = settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
TEXT = Domain("text")
FRAGMENTS = (
    "refund", "re", "Refund", "now", "can't", "can", "'t", "'", "’", " ", "  ", "[", "] ", ".", "-", "_", "=", "x", "q",
    "\u0301", "\u0338", "\u3099", "\ufe00", "壊れた", "が", "返金", "iPhone", "é", "ﬁ", "ß", "ς", "Σ", "\x00", "P1",
    "a" * 9, "가", "\u1161", "မ", "ดี",
)  # fmt: skip
LONG = st.lists(st.sampled_from(FRAGMENTS), max_size=7).map("".join)
SHORT = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=3).map("".join)
PHRASES = SHORT.filter(lambda text: any(char.isalnum() for char in text))
CONDITIONS = st.one_of(
    st.lists(SHORT, min_size=1, max_size=3).map(lambda texts: any_of(*texts)),
    st.lists(SHORT, min_size=1, max_size=3).map(lambda texts: none_of(*texts)),
    st.lists(PHRASES, min_size=1, max_size=3).map(lambda phrases: contains_words(*phrases)),
    st.lists(PHRASES, min_size=1, max_size=3).map(lambda phrases: contains_words(*phrases)),
    SHORT.map(starts_with),
    SHORT.map(starts_with),
)
ASKED = st.lists(st.tuples(CONDITIONS, st.booleans()), min_size=1, max_size=6)


def meets(asked, text):
    return all(holds(condition, text, TEXT) == is_met for condition, is_met in asked)


def narrowed(asked):
    cells = Texts("subject", {place: [condition] for place, (condition, _) in enumerate(asked)}, 0, may_miss=False)
    extent = cells.start
    for condition, is_met in asked:
        place = cells.conditions.index(condition)
        extent = extent and (cells.meet if is_met else cells.avoid)(extent, place)
    return cells, extent


def some_texts(asked, more):
    """Return texts that are apt to meet conditions: what they name, put together."""
    named = [str(value) for condition, is_met in asked if is_met for value in condition.values]
    return ["", *named, *more, "".join(named), " ".join(named), *(f"{name}{one}" for name in named for one in more)]


@given(ASKED, st.lists(LONG, max_size=8))
@often
@example([(starts_with("壊れた"), True), (contains_words("壊れた"), False)], ["\u3099"])
@example([(starts_with("="), True), (contains_words("refund"), False)], ["\u0338refund"])
def test_a_text_is_inside_just_when_it_meets_what_is_asked(asked, more):
    cells, extent = narrowed(asked)
    for text in some_texts(asked, more):
        if extent is None:
            assert not meets(asked, text), text
        else:
            told = cells.words_of(extent[1])
            assert meets(asked, text) == all(holds(c, text, TEXT) == is_met for is_met, c in told), text


@given(ASKED)
@often
def test_where_a_text_is_sure_to_be_there_is_one(asked):
    cells, extent = narrowed(asked)
    assume(extent is not None and cells.is_sure(extent[1]))
    text = cells.example(extent[1])
    assert text is not None
    assert meets(asked, text)


@given(ASKED, ASKED)
@often
def test_what_a_condition_leaves_is_what_it_holds_for_and_what_it_does_not(asked, others):
    cells, extent = narrowed([*asked, *others])
    assume(extent is not None)
    for place in range(len(cells.conditions)):
        some, every = cells.meet(extent, place) is not None, cells.avoid(extent, place) is None
        assert some or not every
        quick = cells.asks(extent[1], place)
        assert quick is None or quick == (some, every)


@given(ASKED)
@often
def test_without_a_beginning_there_is_no_doubt(asked):
    cells, extent = narrowed([one for one in asked if one[0].op != "starts_with"] or [(any_of("x"), True)])
    assert not cells.may_doubt
    assert extent is None or cells.is_sure(extent[1])
