"""Words as a reader sees them, phrases as whole words in a row, and what was written."""

import pickle

import pytest

from supportops.errors import DomainError
from supportops.triage._folding import is_spaceless, origin
from supportops.triage.words import Folded, Phrase, PhraseIndex, words

# Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Login fails", ["login", "fails"]),
        ("I can’t, I canʼt, I can't", ["i", "can't", "i", "can't", "i", "can't"]),
        ("the 'quoted' dogs' o''clock", ["the", "quoted", "dogs", "o", "clock"]),
        ("re-login e‑mail pass\u00adword", ["re", "login", "e", "mail", "pass", "word"]),
        ("error_code=500; node.js", ["error", "code", "500", "node", "js"]),
        ("ﬁle STRASSE straße ＶＩＰ x²", ["file", "strasse", "strasse", "vip", "x2"]),
        ("İstanbul ISTANBUL", ["i̇stanbul", "istanbul"]),
        ("café cafe\u0301", ["café", "café"]),
        ("I ❤\ufe0f it", ["i", "it"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("Привет, МИР", ["привет", "мир"]),
        ("", []),
        ("?! 👍", []),
    ],
)
def test_words_are_runs_of_letters_digits_and_marks(text, expected):
    assert list(words(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("パスワードを忘れた。困る", ["パスワードを忘れた", "困る"]),
        ("ﾊﾟｽﾜｰﾄﾞ", ["パスワード"]),
        ("iPhoneが壊れた", ["iphone", "が壊れた"]),
        ("5月号", ["5", "月号"]),
        ("ลืมรหัสผ่าน ครับ", ["ลืมรหัสผ่าน", "ครับ"]),
        ("a'漢'b", ["a", "漢", "b"]),
    ],
)
def test_a_run_without_spaces_is_one_word_and_other_scripts_part_from_it(text, expected):
    assert list(words(text)) == expected


def test_hangul_is_written_with_spaces():
    assert words("비밀번호를 잊었어요") == ("비밀번호를", "잊었어요")
    assert not is_spaceless("비")


# Phrases


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("can't access", "Help: I CAN’T  access\tmy account"),
        ("log in", "cannot log-in"),
        ("straße", "STRASSE 5"),
        ("error 500", "Error: 500!"),
        ("忘れ", "パスワードを忘れた"),
        ("パスワード", "ﾊﾟｽﾜｰﾄﾞを忘れた"),
        ("密码", "我忘记了密码,怎么办"),
        ("รหัสผ่าน", "ลืมรหัสผ่านครับ"),
        ("iPhone", "私のiPhoneが壊れた"),
    ],
)
def test_a_phrase_is_found_as_whole_words(phrase, text):
    assert Phrase(phrase) in Folded(text)
    assert Folded(text).has(Phrase(phrase))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("log", "blog login logs"),
        ("can", "can't"),
        ("access my", "access all my files"),
        ("access my", "my access"),
        ("月5", "日5"),
        ("忘れ", "忘。れ"),
        ("login", ""),
    ],
)
def test_a_phrase_is_not_found_in_parts_of_words_or_with_others_between(phrase, text):
    assert Phrase(phrase) not in Folded(text)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("iPhone壊れた。", True),
        ("新しいiPhone、壊れたので", True),
        ("iPhoneが壊れた", False),
        ("MyiPhone 壊れた", False),
        ("iPhone 本体が壊れた", False),
    ],
)
def test_in_a_mixed_phrase_words_are_whole_and_the_rest_is_where_they_touch_it(text, is_found):
    assert (Phrase("iPhone 壊れた") in Folded(text)) is is_found


def test_a_number_in_a_mixed_phrase_is_whole():
    assert Phrase("5月") in Folded("来年5月号")
    assert Phrase("5月") not in Folded("15月")


def test_between_two_words_of_a_phrase_a_word_without_spaces_is_whole():
    assert Phrase("a 壊 b") in Folded("a壊b")
    assert Phrase("a 壊 b") not in Folded("a壊れb")


@pytest.mark.parametrize("text", ["", "  ", "?!", "❤\ufe0f", "'"])
def test_a_phrase_needs_a_word(text):
    with pytest.raises(DomainError, match="contains no words") as error:
        Phrase(text)
    assert error.value.value == text


def test_a_phrase_is_text():
    with pytest.raises(DomainError, match="a phrase is text, got 5"):
        Phrase(5)


def test_phrases_are_equal_when_they_are_found_in_the_same_texts():
    assert Phrase("Log-in") == Phrase("log  IN")
    assert hash(Phrase("Log-in")) == hash(Phrase("log  IN"))
    assert Phrase("login") != Phrase("log in")
    assert str(Phrase("Log-in")) == "Log-in"
    assert Phrase("Log-in").words == ("log", "in")
    assert repr(Phrase("Log-in")) == "Phrase(text='Log-in')"


def test_a_phrase_survives_pickling():
    phrase = pickle.loads(pickle.dumps(Phrase("Log-in")))
    assert phrase == Phrase("Log-in")
    assert phrase in Folded("log in")


@pytest.mark.parametrize(
    ("phrase", "other", "contains"),
    [
        ("can't access my account", "access my", True),
        ("access my", "can't access my account", False),
        ("login", "log", False),
        ("access", "ACCESS", True),
        ("パスワード", "スワ", True),
        ("iPhone 壊れた", "壊れ", True),
        ("iPhone 壊れた", "Phone", False),
        ("壊れ", "壊れた", False),
    ],
)
def test_a_phrase_contains_what_is_in_every_text_with_it(phrase, other, contains):
    assert Phrase(phrase).contains(Phrase(other)) is contains


# What was written


@pytest.mark.parametrize(
    ("phrase", "text", "written"),
    [
        ("login", "Please fix LOGIN, login", "LOGIN"),
        ("can't access", "I CAN’T\n ACCESS it", "CAN’T\n ACCESS"),
        ("file", "the ﬁle", "ﬁle"),
        ("strasse", "An der Straße 5", "Straße"),
        ("café", "un cafe\u0301 !", "cafe\u0301"),
        ("a", "İİİ a b", "a"),
        ("平", "昭和と㍻", "㍻"),
        ("スワード", "ﾊﾟｽﾜｰﾄﾞを", "ｽﾜｰﾄﾞ"),
        ("1", "½ cup", "½"),
        ("login", "log in", None),
    ],
)
def test_evidence_is_as_it_was_written(phrase, text, written):
    assert Folded(text).written(Phrase(phrase)) == written


def test_evidence_is_found_deep_in_a_long_text():
    text = "ﬁﬁ İß 漢㍻ " * 20_000 + "Ｌｏｇ ＩＮ now"
    assert Folded(text).written(Phrase("log in")) == "Ｌｏｇ ＩＮ"


def test_the_origin_of_a_place_behind_the_end_is_the_whole_text():
    assert origin("é", 1) == (0, 1)


# Many phrases


def test_an_index_says_which_phrases_are_there():
    index = PhraseIndex(["password", Phrase("can't log in"), "refund", "忘れ", "password", "忘却"])
    assert index.found("I can’t log in: password?") == {0, 1, 4}
    assert index.found("パスワードを忘れた") == {3}
    assert index.found(Folded("refund")) == {2}
    assert index.found("") == frozenset()
    assert [str(phrase) for phrase in index.phrases[:2]] == ["password", "can't log in"]


def test_an_index_refuses_a_phrase_without_words():
    with pytest.raises(DomainError, match="'--' contains no words"):
        PhraseIndex(["password", "--"])


# Long texts


@pytest.mark.parametrize(
    "text",
    [
        "a\u0301\u0323" * 300_000,
        "\u0301\u0323" * 300_000,
        "é'" * 400_000,
        "漢a" * 400_000,
        "ab " * 300_000,
        "\ufdfa" * 60_000,
    ],
    ids=["marks", "only marks", "apostrophes", "two scripts", "words", "one that folds to eighteen"],
)
def test_a_text_of_a_megabyte_takes_no_time_to_speak_of(text):
    # Each of these would take minutes if the time grew with the square of the length.
    assert Phrase("help") not in Folded(text)


def test_a_text_with_lone_surrogates_is_read():
    assert words("a\ud800b") == ("a", "b")
