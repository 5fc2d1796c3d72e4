"""How the gaps of small tables are told: in as few and as plain conditions as there are."""

from datetime import date

import pytest

from supportops.triage import (
    DecisionTable,
    Rule,
    Scale,
    any_of,
    at_least,
    at_most,
    between,
    contains_words,
    is_missing,
    is_present,
    less_than,
    more_than,
    none_of,
    optional,
    starts_with,
)

NEW_YEAR = date(2026, 1, 1)


def gaps(given, *asked):
    """The gaps of a table with one input."""
    rules = [Rule(f"r{place}", {} if one is None else {"x": one}, place) for place, one in enumerate(asked)]
    table = DecisionTable(name="desk", hit_policy="first", inputs={"x": given}, rules=rules)
    return [str(gap) for gap in table.analyse().gaps]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ([at_least(5)], ["x < 5"]), ([more_than(5)], ["x <= 5"]), ([at_most(5)], ["x > 5"]),
        ([less_than(5)], ["x >= 5"]), ([between(1, 5)], ["x < 1", "x >= 5"]),
        ([between(1, 5, closed="right")], ["x <= 1", "x > 5"]),
        ([between(1, 5, closed="both")], ["x < 1", "x > 5"]),
        ([between(1, 5, closed="neither")], ["x <= 1", "x >= 5"]),
        ([less_than(1), at_least(5)], ["x between 1 and 5"]),
        ([at_most(1), at_least(5)], ["x over 1 and under 5"]),
        ([at_most(1), more_than(5)], ["x over 1 and up to 5"]),
        ([less_than(1), more_than(5)], ["x from 1 to 5"]),
        ([less_than(1), more_than(1)], ["x = 1"]),
        ([any_of(1, 2)], ["x is not 1 or 2"]),
        ([none_of(1, 2.5)], ["x = 1 or 2.5"]),
        ([less_than(0), 1, at_least(9)], ["x between 0 and 9 and x is not 1"]),
        ([none_of(1), None], []),
        ([at_least(10_000)], ["x < 10,000"]),
    ],
)  # fmt: skip
def test_numbers_are_told_by_their_ends(asked, expected):
    assert gaps("number", *asked) == expected


@pytest.mark.parametrize(
    ("bound", "asked", "expected"),
    [
        (at_least(0), [at_least(5)], ["x < 5"]), (at_least(0), [more_than(0)], ["x = 0"]),
        (more_than(0), [more_than(0)], []), (between(0, 10), [at_least(10)], ["anything"]),
        (between(0, 10), [between(2, 10)], ["x < 2"]),
        (between(0, 10, closed="both"), [between(2, 10)], ["x < 2", "x = 10"]), (at_most(5), [less_than(7)], []),
        (between(1, 1, closed="both"), [1], []), (less_than(3), [at_least(-1)], ["x < -1"]),
    ],
)  # fmt: skip
def test_the_bounds_of_an_input_are_not_told_again(bound, asked, expected):
    assert gaps(bound, *asked) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ([at_most(3), at_least(4)], []),
        ([at_most(3), at_least(5)], ["x = 4"]),
        ([at_most(3), at_least(7)], ["x from 4 to 6"]),
        ([less_than(3), at_least(7)], ["x between 3 and 7"]),
        ([less_than(3), more_than(7)], ["x from 3 to 7"]),
        ([at_most(3), more_than(7)], ["x from 4 to 7"]),
        ([none_of(1, 2, 3)], ["x from 1 to 3"]),
        ([none_of(1, 2)], ["x = 1 or 2"]),
        ([none_of(1, 3, 5)], ["x = 1 or 3 or 5"]),
        ([any_of(1, 2, 3)], ["x is not 1 or 2 or 3"]),
        ([none_of(1, 2, 4)], ["x = 1 or 2 or 4"]),
        ([none_of(1, 2, 3, 9)], ["x from 1 to 3", "x = 9"]),
        ([between(1, 4)], ["x < 1", "x >= 4"]),
        ([at_most(10**400), at_least(10**400 + 2)], [f"x = {10**400 + 1:,}"]),
    ],
)
def test_between_whole_numbers_there_may_be_nothing(asked, expected):
    assert gaps("integer", *asked) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ([less_than(NEW_YEAR)], ["x >= 2026-01-01"]),
        ([less_than(NEW_YEAR), more_than(date(2026, 1, 3))], ["x from 2026-01-01 to 2026-01-03"]),
        ([at_most(NEW_YEAR), more_than(date(2026, 1, 3))], ["x from 2026-01-02 to 2026-01-03"]),
        ([at_most(NEW_YEAR), at_least(date(2026, 1, 3))], ["x = 2026-01-02"]),
        ([at_most(NEW_YEAR), at_least(date(2026, 1, 2))], []),
        ([between(date.min, date.max, closed="neither")], ["x = 0001-01-01 or 9999-12-31"]),
        ([between(date.min, date.max)], ["x = 9999-12-31"]),
    ],
)
def test_days_begin_and_end_somewhere(asked, expected):
    assert gaps("date", *asked) == expected


def test_a_few_labels_are_named_and_of_most_those_that_are_not():
    labels = ("a", "b", "c", "d")
    assert gaps(labels, any_of("a", "b")) == ["x = c or d"]
    assert gaps(labels, "b") == ["x is not b"]
    assert gaps(Scale("P1", "P2", "P3"), at_least("P2")) == ["x = P3"]
    assert gaps(Scale("L1", "L2", top="last"), at_least("L2")) == ["x = L1"]
    assert gaps("boolean", True) == ["x = no"]
    assert gaps("boolean", none_of(True, False)) == ["anything"]


def test_a_missing_value_stands_alone():
    assert gaps(optional("number"), at_least(5)) == ["x < 5", "x is missing"]
    assert gaps(optional("number"), is_missing()) == ["x is present"]
    assert gaps(optional("tags"), any_of("vip")) == ["x is not vip", "x is missing"]
    assert gaps(optional("text"), is_missing()) == ["x is present"]
    assert gaps(optional("text"), is_present()) == ["x is missing"]
    assert gaps("text", is_missing(), is_present()) == []
    assert gaps(optional("text"), "a", is_missing()) == ["x is not a"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ([any_of("vip", "gold")], ["x is not vip or gold"]), ([none_of("spam", "bot")], ["x = spam or bot"]),
        ([any_of("vip"), none_of("spam")], ["x = spam and x is not vip"]),
        ([none_of("a"), none_of("b")], ["x = a and x = b"]),
        ([none_of("a"), none_of("a", "b")], ["x = a"]),
        ([none_of("a", "b"), any_of("b")], ["x = a and x is not b"]),
        ([any_of("a"), none_of("a")], []),
        ([is_present()], ["x is missing"]),
    ],
)  # fmt: skip
def test_tags_are_told_by_what_they_share_and_what_not(asked, expected):
    assert gaps("tags", *asked) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ([contains_words("refund", "charged")], ["x does not contain 'refund' or 'charged'"]),
        ([contains_words("refund"), contains_words("a refund", "Refund")], ["x does not contain 'refund'"]),
        ([starts_with("re")], ["x does not start with 're'"]),
        ([starts_with("re"), starts_with("refund")], ["x does not start with 're'"]),
        ([starts_with("refund"), starts_with("re")], ["x does not start with 're'"]),
        ([starts_with("a"), starts_with("b")], ["x does not start with 'a' and x does not start with 'b'"]),
        ([any_of("a", "b")], ["x is not a or b"]), ([none_of("a", "b")], ["x = a or b"]),
        ([none_of("a refund", "b"), contains_words("refund")], ["x = b"]),
        ([none_of("a refund", "b"), contains_words("refund"), "b"], []),
        ([none_of("refund"), starts_with("re")], []), ([none_of("refund", "x"), "x"], ["x = refund"]),
        (["a", contains_words("a")], ["x does not contain 'a'"]), ([""], ["x is not ''"]),
        ([starts_with("re"), "refund", "x"], ["x is not x and x does not start with 're'"]),
    ],
)  # fmt: skip
def test_texts_are_told_by_what_they_say_and_what_not(asked, expected):
    assert gaps("text", *asked) == expected


def overlaps(*asked):
    rules = [Rule(f"r{place}", {"x": one}, place) for place, one in enumerate(asked)]
    table = DecisionTable(name="desk", hit_policy="first", inputs={"x": "text"}, rules=rules)
    return [(one.rules, str(one.region)) for one in table.analyse().overlaps]


def test_beginnings_overlap_if_one_begins_the_other():
    assert overlaps(starts_with("re"), starts_with("refund")) == [(("r0", "r1"), "x starts with 'refund'")]
    assert overlaps(starts_with("re"), starts_with("fund")) == []
    assert overlaps(starts_with("re"), any_of("refund", "x")) == [(("r0", "r1"), "x = refund")]
    assert overlaps(contains_words("re"), any_of("refund", "x")) == []


def hidden(*asked):
    rules = [Rule(f"r{place}", {"x": one}, place) for place, one in enumerate(asked)]
    found = DecisionTable(name="desk", hit_policy="first", inputs={"x": "text"}, rules=rules).analyse()
    return [(one.rule, one.by, one.certain) for one in found.hidden]


def test_a_beginning_that_says_a_whole_word_is_hidden_by_that_word():
    assert hidden(contains_words("refund"), starts_with("refund ")) == [("r1", ("r0",), True)]
    assert hidden(contains_words("refund"), starts_with("[Refund]")) == [("r1", ("r0",), True)]
    # The word may go on: refunds.
    assert hidden(contains_words("refund"), starts_with("refund")) == []
    assert hidden(contains_words("refund", "refunds"), starts_with("refund")) == []
    assert hidden(contains_words("返金"), starts_with("返金")) == [("r1", ("r0",), True)]
    assert hidden(contains_words("can"), starts_with("can'")) == []


def test_a_longer_phrase_is_hidden_by_a_shorter_one():
    assert hidden(contains_words("login"), contains_words("login failed", "the Login page")) == [("r1", ("r0",), True)]
    assert hidden(contains_words("login failed"), contains_words("login")) == []
    assert hidden(
        contains_words("login failed"), contains_words("no login"), contains_words("no login", "login failed twice")
    ) == [("r2", ("r0", "r1"), True)]
