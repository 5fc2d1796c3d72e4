"""Similar texts: shared words / all words of both."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.errors import DomainError
from supportops.triage._similar import Similar, similar


def test_the_score_is_shared_words_of_all_words_of_both():
    (found,) = similar("Blank login page, blank!", {"KI-7": "The LOGIN page is blank"}, threshold=0.5)
    # Shared: blank, login, page. All: blank, login, page, the, is.
    assert found == Similar(id="KI-7", score=0.6, words=("blank", "login", "page"))


def test_a_score_at_the_threshold_counts():
    assert len(similar("a b c", {"x": "a b d e f"}, threshold=2 / 6)) == 1
    assert len(similar("a b c d", {"x": "a b c e"}, threshold=0.6)) == 1
    assert similar("a b c", {"x": "a b d e f"}, threshold=0.34) == ()
    assert similar("a b", {"x": "b, a!"}, threshold=1)[0].score == 1.0


def test_the_best_comes_first_then_the_id():
    candidates = {"9": "login page", "10": "login page", "2": "login page blank", "3": "export"}
    found = similar("login page blank", candidates, threshold=0.1)
    assert [entry.id for entry in found] == ["2", "10", "9"]


def test_without_words_nothing_is_similar():
    assert similar("?!", {"a": "?!", "b": "login"}, threshold=0.1) == ()
    assert similar("login", {"a": "", "b": "!"}, threshold=0.1) == ()
    assert similar("login", {}, threshold=0.1) == ()


def test_a_run_without_spaces_counts_as_pairs_of_letters():
    (found,) = similar("iPhone 忘れた", {"KI-1": "iPhoneを忘れる、字"}, threshold=0.1)
    # Of iphone, 忘れ, れた the first two are among iphone, を忘, 忘れ, れる, 字.
    assert (found.score, found.words) == (2 / 6, ("iphone", "忘れ"))
    assert similar("字", {"KI-1": "字"}, threshold=1)[0].words == ("字",)


@pytest.mark.parametrize("threshold", [0, -0.5, 1.01, float("nan")])
def test_a_threshold_is_more_than_0_and_at_most_1(threshold):
    with pytest.raises(DomainError, match="more than 0 and at most 1") as error:
        similar("a", {}, threshold=threshold)
    assert error.value.field == "threshold"


@pytest.mark.parametrize(("text", "candidates", "field"), [(5, {}, "text"), ("a", {"x": None}, "candidates")])
def test_what_is_no_text_is_refused(text, candidates, field):
    with pytest.raises(DomainError, match="is no text") as error:
        similar(text, candidates, threshold=0.5)
    assert error.value.field == field


def test_a_suggestion_reads_well_and_survives_json():
    (found,) = similar("login page", {"KI-7": "login"}, threshold=0.5)
    assert str(found) == "KI-7: 0.50 (login)"
    assert found.to_markdown() == "- **KI-7**: 0.50, shares login"
    assert Similar.model_validate_json(found.model_dump_json()) == found
    assert len({found, found}) == 1


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=8)


@given(WORDS, st.dictionaries(st.sampled_from("123456"), WORDS, max_size=6), st.integers(1, 20))
@settings(max_examples=200)
def test_the_answer_is_that_of_counting_sets(own, candidates, twentieths):
    expected = []
    for name, words in candidates.items():
        everything = set(own) | set(words)
        score = Fraction(len(set(own) & set(words)), len(everything) or 1)
        if score >= Fraction(twentieths, 20):
            expected.append((-score, name, sorted(set(own) & set(words))))
    texts = {name: " ".join(words) for name, words in candidates.items()}
    found = similar(" ".join(own), texts, threshold=twentieths / 20)
    assert [(-Fraction(entry.score).limit_denominator(99), entry.id, list(entry.words)) for entry in found] == sorted(
        expected
    )


def test_ten_thousand_candidates_are_looked_through():
    candidates = {str(number): f"ticket {number} about the login page" for number in range(10_000)}
    assert [entry.id for entry in similar("ticket 4711 about the login page", candidates, threshold=0.9)] == ["4711"]
