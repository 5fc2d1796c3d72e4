"""Words and phrases agree with reading character by character, and hold their laws."""

from __future__ import annotations

import re
import sys
import unicodedata

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.oracles import words_oracle as oracle

from supportops.triage._folding import cut, fold, is_spaceless, origin, spans
from supportops.triage.words import Folded, Phrase, PhraseIndex, words

# What is apt to go wrong: apostrophes, ligatures, letters that fold to several, marks that join, scripts side by side.
TRICKY = (
    "aAbB'’ʼ`´-_ .,\n\t\u200d\u00ad05½²ﬁßẞİıŉΐςéñ\u0301\u0323\u0345\u034f\ufe0f😀❤⑴㏂㍻"
    "漢字壊れた々〇カがタﾀﾞﾟー・、。กำ\u0e33\u0e34๑ໄ\u0eb3កမन\u0940\u094d가각\u1100\u1161\u11a8ᅠ"
)
CHARS = st.sampled_from(TRICKY) | st.characters()
TEXTS = st.text(CHARS, max_size=30) | st.lists(
    st.sampled_from(
        ["log", "in", "can't", "can’t", " ", "-", "漢字", "字", "れた", "iPhone", "５", "、", "ﾀﾞ", "é", "e\u0301"]
    ),
    max_size=12,
).map("".join)
PHRASES = TEXTS.filter(lambda text: bool(oracle.words(text)))
MARKED = st.lists(
    st.sampled_from(
        ["a", "カ", "\u0301", "\u0323", "ﾞ", "ー", *("\u0301" * n for n in (28, 29, 30, 31, 32)), "\u0323\u0301" * 33]
    ),
    max_size=9,
)
# Of the Han characters and the syllables of Hangul, which are all alike, one in a while is enough.
ALIKE = re.compile("[\u3401-\u4dbe\u4e01-\u9ffb\uac01-\ud7a2\U00020001-\U0003ffff]")
CHARACTERS = [
    char
    for code, char in enumerate(map(chr, range(sys.maxunicode + 1)))
    if unicodedata.category(char) not in ("Cn", "Co", "Cs") and (not ALIKE.match(char) or code % 97 == 0)
]


@given(TEXTS)
@settings(max_examples=200)
@example("'tis a dog's dogs' o''clock")
@example("´t")
@example("a'漢'b")
@example("\u0301'\u0301 x")
def test_words_are_what_reading_character_by_character_finds(text):
    assert list(words(text)) == oracle.words(text)


@given(MARKED.map("".join))
@settings(max_examples=60)
def test_a_long_run_of_marks_is_parted_and_read_the_same(text):
    assert list(words(text)) == oracle.words(text)


def test_every_character_alone_and_beside_letters_is_read_the_same():
    wrong = [
        ascii(char)
        for char in CHARACTERS
        for text in (char, f"a{char}b", f"漢{char}字")
        if list(words(text)) != oracle.words(text)
    ]
    assert wrong == []


@given(TEXTS, PHRASES)
@settings(max_examples=200)
def test_a_phrase_is_found_where_its_words_stand_in_a_row(text, phrase):
    assert (Phrase(phrase) in Folded(text)) == oracle.has(text, phrase)


@given(TEXTS, PHRASES, TEXTS)
@settings(max_examples=200)
def test_a_phrase_between_spaces_is_always_found(before, phrase, after):
    assert Phrase(phrase) in Folded(f"{before} {phrase} {after}")


@given(PHRASES, PHRASES, TEXTS)
@settings(max_examples=200)
def test_containment_of_phrases_is_exact(phrase, other, text):
    contains = Phrase(phrase).contains(Phrase(other))
    # The phrase alone is a text that has it; so is the phrase within any other text.
    assert contains == oracle.has(phrase, other)
    if contains and oracle.has(text, phrase):
        assert oracle.has(text, other)


@given(st.lists(PHRASES, min_size=1, max_size=3), st.lists(PHRASES, max_size=3))
@settings(max_examples=150)
def test_phrases_go_together_just_when_none_of_the_unwanted_is_within_a_wanted_one(wanted, unwanted):
    together = " zzzz ".join(wanted)
    assume(not any("zzzz" in oracle.words(phrase) for phrase in unwanted))
    possible = not any(Phrase(phrase).contains(Phrase(other)) for phrase in wanted for other in unwanted)
    assert possible == (not any(oracle.has(together, other) for other in unwanted))


@given(TEXTS, st.lists(PHRASES, max_size=8))
@settings(max_examples=200)
def test_an_index_finds_the_phrases_that_are_found_one_by_one(text, phrases):
    expected = {index for index, phrase in enumerate(phrases) if Phrase(phrase) in Folded(text)}
    assert PhraseIndex(phrases).found(text) == expected == PhraseIndex(phrases).found(Folded(text))


@given(TEXTS)
@settings(max_examples=150)
def test_folding_again_changes_nothing_about_the_words(text):
    assert tuple(cut(fold(fold(text)))) == words(text)
    assert words(" ".join(words(text))) == words(text)


@given(TEXTS)
@settings(max_examples=150)
def test_the_way_of_writing_a_letter_does_not_matter(text):
    assume(fold(unicodedata.normalize("NFD", text)) == fold(text))
    for form in ("NFC", "NFD"):
        assert words(unicodedata.normalize(form, text)) == words(text)


@given(TEXTS, PHRASES)
@settings(max_examples=200)
def test_what_was_written_has_the_phrase_and_stands_in_the_text(text, phrase):
    written = Folded(text).written(Phrase(phrase))
    assert (written is not None) == oracle.has(text, phrase)
    if written is not None:
        assert written in text
        assert Phrase(phrase) in Folded(written)


@given(TEXTS, st.integers(1, 3))
@settings(max_examples=200)
def test_the_origins_of_a_folded_text_are_parts_in_order_that_fold_to_it(text, times):
    text, parts = text * times, []
    for position in range(len(fold(text))):
        part = origin(text, position)
        if part not in parts:
            parts.append(part)
    assert parts == sorted(parts)
    assert "".join(fold(text[start:end]) for start, end in parts) == fold(text)


@given(TEXTS)
@settings(max_examples=100)
def test_spans_are_the_places_of_the_words(text):
    shown = fold(text)
    assert [shown[start:end] for start, end in spans(shown)] == cut(shown)


def test_every_character_folds_on_its_own_wherever_a_text_may_be_cut_before_it():
    # Where a cut is wrong, the origin of what follows is wrong too.
    befores = ("a", "か", "가", "α", "ı", "\u0923", "a\u0323", "\u1025", "\u0b47")
    wrong = [
        ascii(char)
        for char in CHARACTERS
        for before in befores
        if origin(before + char, 0)[1] == len(before) and fold(before) + fold(char) != fold(before + char)
    ]
    assert wrong == []


def test_scripts_without_spaces_are_the_ones_that_unicode_names_so():
    wrong = [
        ascii(char)
        for char in CHARACTERS
        if oracle.is_sign_of_words(char)
        and not oracle.is_mark(char)
        and is_spaceless(char) != oracle.is_spaceless(char)
    ]
    assert wrong == []
