"""One input of a table as an index: from a fact straight to the rules that it does not refute."""

from datetime import date, timedelta
from itertools import product

import pytest

from supportops.errors import DomainError
from supportops.triage._columns import Change, Days, Labels, Line, Tags, Texts, column
from supportops.triage._domains import domain_of, holds
from supportops.triage.conditions import (
    any_of,
    at_least,
    at_most,
    between,
    changed_to,
    contains_words,
    is_missing,
    is_present,
    less_than,
    more_than,
    none_of,
    starts_with,
)
from supportops.triage.inputs import optional
from supportops.vocabulary import L0_TO_L3, P1_TO_P5

DAY = date(2026, 1, 1)
ENDS = (0, 1, 1.5, 3)
COMPARISONS = [
    *(compare(end) for compare, end in product((at_least, at_most, more_than, less_than), ENDS)),
    *(between(low, high, closed=closed) for low, high, closed in product((None, 0, 1), (1.5, 3), ("left", "both"))),
    *(between(0, 3, closed=closed) for closed in ("right", "neither")),
    between(1, 1, closed="both"), between(1, None, closed="neither"), any_of(0, 3, 3), none_of(1, 1.5, 1),
    is_present(), is_missing(),
]  # fmt: skip
FACTS = (-(10**400), -1, -0.0, 0, 0.5, 1, 1.0, 1.25, 1.5, 2, 3, 3.5, 10**400)


def built(given, *conditions, extra=0):
    """Return the column of an input that the rules 0, 1, ... ask, with `extra` rules that ask nothing of it."""
    size = len(conditions) + extra
    return column("f", domain_of(given), list(enumerate(conditions)), (1 << size) - 1)


def rules(mask):
    return [index for index in range(mask.bit_length()) if mask >> index & 1]


def expected(given, conditions, fact):
    domain = domain_of(given)
    return [index for index, condition in enumerate(conditions) if holds(condition, domain.read(fact, "f"), domain)]


@pytest.mark.parametrize(("given", "kind"), [
    (("a", "b"), Labels), (P1_TO_P5, Labels), ("boolean", Labels), ("number", Line), ("integer", Line),
    (at_least(0), Line), ("date", Days), ("tags", Tags), ("text", Texts), (optional("date"), Days),
])  # fmt: skip
def test_each_input_has_an_index_of_its_kind(given, kind):
    assert type(built(given)) is kind


@pytest.mark.parametrize("fact", FACTS, ids=range(len(FACTS)))
def test_a_number_allows_the_rules_whose_condition_holds(fact):
    for given in ("number", optional("number")):
        assert rules(built(given, *COMPARISONS).allowed(fact)) == expected(given, COMPARISONS, fact)
    if isinstance(fact, int):
        whole = [c for c in COMPARISONS if all(end is None or isinstance(end, int) for end in c.values)]
        assert rules(built("integer", *whole).allowed(fact)) == expected("integer", whole, fact)


@pytest.mark.parametrize("bound", [
    at_least(0), more_than(0), at_most(3), less_than(3), between(0, 3), between(0.5, 1, closed="right"),
    between(1.25, 1.25, closed="both"), between(-5, None, closed="neither"),
], ids=repr)  # fmt: skip
def test_a_bounded_number_allows_the_same_within_its_bounds_and_nothing_outside(bound):
    index, seen = built(bound, *COMPARISONS), 0
    for fact in FACTS:
        if holds(bound, fact, domain_of("number")):
            assert rules(index.allowed(fact)) == expected(bound, COMPARISONS, fact)
            seen += 1
        else:
            with pytest.raises(DomainError, match="f is"):
                index.allowed(fact)
    assert 0 < seen < len(FACTS)


def test_days_allow_the_rules_whose_condition_holds():
    ends = [DAY, DAY + timedelta(days=3), date.max]
    asked = [compare(end) for compare, end in product((at_least, at_most, more_than, less_than), ends)]
    asked += [any_of(DAY, date.min), none_of(DAY), between(DAY, ends[1]), between(None, DAY, closed="both")]
    for fact in (date.min, DAY - timedelta(days=1), DAY, DAY + timedelta(days=1), ends[1], date.max):
        assert rules(built("date", *asked).allowed(fact)) == expected("date", asked, fact)


def test_labels_allow_the_rules_whose_condition_holds():
    asked = [any_of("b", "c"), any_of("c", "c"), none_of("a"), none_of("a", "b", "c"), is_present(), is_missing()]
    for fact in ("a", "b", "c"):
        assert rules(built(("c", "a", "b"), *asked).allowed(fact)) == expected(("c", "a", "b"), asked, fact)
    for fact in (True, False):
        flags = [any_of(True), any_of(False), none_of(True), any_of(True, False), is_missing(), is_present()]
        assert rules(built("boolean", *flags).allowed(fact)) == expected("boolean", flags, fact)


@pytest.mark.parametrize("scale", [P1_TO_P5, L0_TO_L3], ids=str)
def test_labels_of_a_scale_are_compared_towards_its_top(scale):
    asked = [ask(label) for ask, label in product((at_least, at_most, more_than, less_than, any_of), scale)]
    for fact in scale:
        allowed = [asked[index] for index in rules(built(scale, *asked).allowed(fact))]
        rank = scale.rank(fact)
        wanted = [
            *(at_least(label) for label in scale if rank <= scale.rank(label)),
            *(at_most(label) for label in scale if rank >= scale.rank(label)),
            *(more_than(label) for label in scale if rank < scale.rank(label)),
            *(less_than(label) for label in scale if rank > scale.rank(label)),
            any_of(fact),
        ]
        assert allowed == wanted


def test_tags_allow_the_rules_that_share_one_and_those_that_share_none():
    asked = [any_of("a"), any_of("a", "b"), none_of("a"), none_of("b", "c"), is_present(), is_missing()]
    for fact in ([], ["a"], ["b"], ["a", "c"], ["x"], ["a", "b", "c"]):
        assert rules(built("tags", *asked).allowed(fact)) == expected("tags", asked, fact)


def test_texts_allow_the_rules_whose_condition_holds():
    asked = [
        any_of("refund"), any_of("", "Refund"), none_of("refund", "re"), starts_with("re"), starts_with("Refund now"),
        contains_words("refund"), contains_words("now please", "REFUND"), contains_words("退款"), is_present(),
        starts_with("re"), is_missing(),
    ]  # fmt: skip
    for fact in (
        "",
        "refund",
        "Refund",
        "re",
        "Refund now",
        "refund now please",
        "prefund",
        "我要退款了",
        "Re: refund!",
    ):
        assert rules(built("text", *asked).allowed(fact)) == expected("text", asked, fact)
        plain = [condition for condition in asked if condition.op != "contains_words"]
        assert rules(built("text", *plain).allowed(fact)) == expected("text", plain, fact)


@pytest.mark.parametrize("given", [("a", "b"), "number", "tags", "text", "boolean", "date"], ids=str)
def test_rules_that_ask_nothing_of_an_input_are_always_allowed(given):
    fact = {"number": 1, "tags": ["a"], "boolean": True, "date": DAY}.get(given, "a")
    index = built(given, is_missing(), is_present(), extra=2)
    assert rules(index.others) == [2, 3]
    assert rules(index.allowed(fact)) == [1, 2, 3]
    assert [rules(mask) for mask in index.missing] == [[0, 2, 3], [0, 2, 3]]


def test_a_missing_fact_leaves_open_what_asks_for_its_value():
    asked = (any_of("a"), none_of("a"), is_missing(), is_present())
    assert [rules(mask) for mask in built(("a", "b"), *asked, extra=1).missing] == [[2, 4], [0, 1, 2, 4]]
    assert [rules(mask) for mask in built(optional(("a", "b")), *asked, extra=1).missing] == [[2, 4], [2, 4]]


# The fact, what it was before, the rules that hold, and those that may hold. Rule 0 asks for a, 1 for b, 2 for nothing.
CHANGES = [
    ("a", "b", [0, 2], [0, 2]), ("a", "a", [2], [2]), ("a", "c", [0, 2], [0, 2]), ("c", "a", [2], [2]),
    ("a", None, [2], [0, 2]), ("c", None, [2], [2]), (None, "a", [2], [1, 2]), (None, "c", [2], [0, 1, 2]),
    (None, None, [2], [0, 1, 2]),
]  # fmt: skip


def change(given=("a", "b", "c"), earlier=("a", "b", "c")):
    asked = [(0, changed_to("a")), (1, changed_to("b"))]
    return Change("f", domain_of(given), domain_of(earlier), asked, 0b111)


@pytest.mark.parametrize(("now", "earlier", "certain", "possible"), CHANGES, ids=range(len(CHANGES)))
def test_a_change_needs_the_fact_and_what_it_was_before(now, earlier, certain, possible):
    found = change().allowed({"f": now, "f_before": earlier})
    assert [rules(mask) for mask in found] == [certain, possible]
    assert change().missing({"f": now, "f_before": earlier}) == tuple(
        name for name, fact in (("f", now), ("f_before", earlier)) if fact is None
    )


@pytest.mark.parametrize(("now", "earlier", "certain", "possible"), CHANGES, ids=range(len(CHANGES)))
def test_an_optional_fact_that_is_missing_has_not_changed(now, earlier, certain, possible):
    facts = {"f": now, "f_before": earlier}
    found = change(given=optional(("a", "b", "c"))).allowed(facts)
    assert [rules(mask) for mask in found] == ([[2], [2]] if now is None else [certain, possible])
    found = change(earlier=optional(("a", "b", "c"))).allowed(facts)
    assert [rules(mask) for mask in found] == ([[2], [2]] if earlier is None else [certain, possible])


def test_a_change_checks_both_facts():
    for facts, field in (({"f": "x"}, "f"), ({"f": "a", "f_before": "x"}, "f_before"), ({"f_before": 3}, "f_before")):
        with pytest.raises(DomainError) as caught:
            change().allowed(facts)
        assert caught.value.field == field


def test_very_many_values_of_one_rule_are_indexed_in_no_time():
    many = [any_of(*range(0, 20_000, 2)), none_of(*range(20_000))]
    assert rules(built("number", *many).allowed(10_000)) == [0]
    assert rules(built("number", *many).allowed(10_001)) == []
    assert rules(built("number", *many).allowed(20_000)) == [1]
    labels = tuple(map(str, range(20_000)))
    assert rules(built(labels, any_of(*labels[::2]), none_of(*labels)).allowed("10000")) == [0]
