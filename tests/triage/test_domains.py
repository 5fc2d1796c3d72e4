"""What each input's facts may be, which conditions fit it, and what a condition means."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from supportops.errors import DomainError, shortened
from supportops.triage._domains import before, domain_of, holds, plain
from supportops.triage.conditions import (
    OPERATORS,
    Condition,
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
from supportops.triage.inputs import KINDS, optional
from supportops.vocabulary import L0_TO_L3, P1_TO_P5

LABELS = ("billing", "api")
DAY = date(2026, 1, 1)


class Word(StrEnum):
    API = "api"
    P2 = "P2"


class Plain(Enum):
    API = "api"
    ONE = 1


class Number(IntEnum):
    ONE = 1


class Loud(str):
    __slots__ = ()

    def __str__(self):
        return self.upper()


GOOD = [
    (LABELS, "api", "api"), (LABELS, Word.API, "api"), (LABELS, Plain.API, "api"), (LABELS, np.str_("api"), "api"),
    (LABELS, Loud("api"), "api"), (P1_TO_P5, Word.P2, "P2"),
    ("number", 1, 1), ("number", -0.5, -0.5), ("number", Number.ONE, 1), ("number", 10**400, 10**400),
    ("number", Decimal("0.1"), Decimal("0.1")), ("number", Fraction(1, 3), Fraction(1, 3)),
    ("number", np.float32(0.5), 0.5), ("number", np.int8(-3), -3), (at_least(0), 0, 0),
    (between(0, 1, closed="right"), 1.0, 1.0), ("integer", -(10**30), -(10**30)), ("integer", np.uint64(3), 3),
    ("integer", Plain.ONE, 1), ("text", "", ""), ("text", Word.API, "api"), ("text", Loud("api"), "api"),
    ("boolean", False, False), ("boolean", np.bool_(True), True),
    ("date", DAY, DAY), ("date", np.datetime64("2026-01-01"), DAY), ("date", pd.Timestamp("2026-01-01").date(), DAY),
    ("tags", ["a", "a", Word.API], {"a", "api"}), ("tags", (), set()), ("tags", {Plain.API}, {"api"}),
    ("tags", frozenset({np.str_("x")}), {"x"}), (optional("boolean"), True, True),
]  # fmt: skip
BAD = [
    (LABELS, "Api"), (LABELS, ""), (LABELS, 1), (LABELS, ["api"]), (LABELS, Plain.ONE), (LABELS, b"api"),
    (LABELS, np.array(["api", "billing"])), (LABELS, ("api",)),
    ("number", "1"), ("number", True), ("number", np.bool_(True)), ("number", float("nan")), ("number", float("inf")),
    ("number", float("-inf")), ("number", np.float64("nan")), ("number", Decimal("NaN")), ("number", Decimal("sNaN")),
    ("number", Decimal("Infinity")), ("number", 1j), ("number", pd.NA), ("number", np.array([1.0])),
    ("number", np.array(1.0)), ("number", np.array([1.0, 2.0])), (at_least(0), -1), (at_least(0), Fraction(-1, 9)),
    (more_than(0), 0), (between(0, 1), 1), (less_than(5), 10**400), (at_least(0), True), (optional(at_most(3)), 4),
    ("integer", 1.0), ("integer", True), ("integer", Decimal(1)), ("integer", Fraction(1)), ("integer", np.float64(1)),
    ("integer", float("nan")), ("text", 1), ("text", b"x"), ("text", ["x"]), ("text", np.str_), ("boolean", 1),
    ("boolean", 0), ("boolean", "yes"), ("boolean", np.int64(1)), ("date", datetime(2026, 1, 1, tzinfo=UTC)),
    ("date", "2026-01-01"), ("date", pd.Timestamp("2026-01-01")), ("date", pd.NaT), ("date", np.datetime64("NaT")),
    ("date", np.datetime64("2026-01-01T00:00:00")), ("tags", "vip"), ("tags", [1]), ("tags", {"a", None}),
    ("tags", [["a"]]), ("tags", {"a": 1}), ("tags", np.array(["a"])), ("tags", iter(["a"])),
]  # fmt: skip


@pytest.mark.parametrize(("given", "fact", "kept"), GOOD, ids=range(len(GOOD)))
def test_a_fact_is_read_as_the_plain_value_it_stands_for(given, fact, kept):
    found = domain_of(given).read(fact, "f")
    assert found == kept
    assert type(found) is (frozenset if isinstance(kept, set) else type(kept))


@pytest.mark.parametrize(("given", "fact"), BAD, ids=range(len(BAD)))
def test_a_fact_outside_its_input_is_refused_by_name(given, fact):
    domain = domain_of(given)
    with pytest.raises(DomainError) as caught:
        domain.read(fact, "my field")
    assert str(caught.value).startswith(f"my field is {shortened(repr(fact))}; ")
    assert caught.value.field == "my field"
    assert caught.value.value is fact
    assert caught.value.allowed == domain.labels
    assert caught.value.index is None


@pytest.mark.parametrize(("given", "fact", "hint"), [
    (LABELS, "biling", "did you mean 'billing'?"),
    (LABELS, "xyz", "allowed: api, billing"),
    (LABELS, 3, "write one of billing, api"),
    (P1_TO_P5, None, "write one of P1, P2, P3, P4, P5"),
    (L0_TO_L3, None, "write one of L3, L2, L1, L0"),
    ("number", "3", "give a finite number"),
    ("number", float("nan"), "give a finite number or None"),
    ("number", float("inf"), "give a finite number"),
    ("integer", 2.5, "give a whole number (int)"),
    ("integer", float("nan"), "give a whole number (int) or None"),
    ("text", float("nan"), "give a text or None"),
    ("date", 3, "give a date without a time (datetime.date)"),
    ("boolean", 1, "give True or False"),
    ("tags", "a", "give a set, list or tuple of texts"),
    (between(0, 5), 5, "allowed: f between 0 and 5"),
    (at_least(10_000), 3, "allowed: f >= 10,000"),
], ids=range(16))  # fmt: skip
def test_the_error_says_what_is_allowed(given, fact, hint):
    with pytest.raises(DomainError) as caught:
        domain_of(given).read(fact, "f")
    assert str(caught.value) == f"f is {fact!r}; {hint}"


ONE_OF_EACH = {
    "any_of": any_of("x"), "none_of": none_of("x"), "between": between(1, 2), "at_least": at_least(1),
    "at_most": at_most(1), "more_than": more_than(1), "less_than": less_than(1), "contains_words": contains_words("x"),
    "starts_with": starts_with("x"), "is_missing": is_missing(), "is_present": is_present(),
    "changed_to": changed_to("x"),
}  # fmt: skip
ALWAYS = {"any_of", "none_of", "is_missing", "is_present"}
COMPARING = {"at_least", "at_most", "more_than", "less_than"}


@pytest.mark.parametrize(("given", "fitting"), [
    (LABELS, ALWAYS | {"changed_to"}),
    (P1_TO_P5, ALWAYS | COMPARING | {"changed_to"}),
    (at_least(0), ALWAYS | COMPARING | {"changed_to", "between"}),
    *((kind, ALWAYS | COMPARING | {"changed_to", "between"}) for kind in ("number", "integer", "date")),
    ("text", ALWAYS | {"changed_to", "contains_words", "starts_with"}),
    ("boolean", ALWAYS | {"changed_to"}),
    ("tags", ALWAYS),
], ids=range(9))  # fmt: skip
def test_each_input_takes_the_conditions_that_make_sense_of_it(given, fitting):
    for domain in (domain_of(given), domain_of(optional(given))):
        refused = {op for op in OPERATORS for text in domain.faults(ONE_OF_EACH[op]) if "cannot be asked" in text}
        assert set(OPERATORS) - refused == fitting


@pytest.mark.parametrize(("given", "condition", "faulty"), [
    (LABELS, any_of("api", "apl", "x"), ["'apl'", "'x'"]),
    (LABELS, changed_to("apl"), ["'apl'"]),
    (P1_TO_P5, at_least("P9"), ["'P9'"]),
    (P1_TO_P5, at_least(2), ["2"]),
    ("number", any_of(1, True, "1", DAY), ["True", "'1'", repr(DAY)]),
    ("number", between(None, DAY), [repr(DAY)]),
    ("number", between(1, None), []),
    ("integer", at_least(0.5), ["0.5"]),
    ("integer", any_of(1.0), ["1.0"]),
    ("boolean", any_of(1, False), ["1"]),
    ("date", less_than(3), ["3"]),
    ("date", any_of(DAY, "2026-01-01"), ["'2026-01-01'"]),
    ("text", none_of("x", 3), ["3"]),
    ("tags", any_of("x", True), ["True"]),
    ("text", contains_words("x"), []),
    (at_least(0), less_than(-5), []),
], ids=range(16))  # fmt: skip
def test_values_that_no_fact_could_be_are_faults_of_a_rule(given, condition, faulty):
    found = list(domain_of(given).faults(condition))
    assert [text.split(" is not a value of this input; ")[0] for text in found] == faulty


@pytest.mark.parametrize(("given", "condition", "holding", "failing"), [
    (LABELS, any_of("api"), ["api"], ["billing"]),
    (LABELS, none_of("api"), ["billing"], ["api"]),
    (LABELS, is_present(), ["api"], []),
    (LABELS, is_missing(), [], ["api"]),
    (P1_TO_P5, at_least("P2"), ["P1", "P2"], ["P3", "P5"]),
    (P1_TO_P5, more_than("P2"), ["P1"], ["P2", "P3"]),
    (P1_TO_P5, at_most("P4"), ["P4", "P5"], ["P3"]),
    (P1_TO_P5, less_than("P4"), ["P5"], ["P4", "P1"]),
    (L0_TO_L3, at_least("L2"), ["L2", "L3"], ["L0", "L1"]),
    (L0_TO_L3, less_than("L1"), ["L0"], ["L1", "L3"]),
    ("number", between(1, 3), [1, 2.5], [0.5, 3]),
    ("number", between(1, 3, closed="right"), [3, 1.5], [1, 3.5]),
    ("number", between(1, 3, closed="both"), [1, 3], [0, 4]),
    ("number", between(1, 3, closed="neither"), [2], [1, 3]),
    ("number", between(None, 3), [-(10**400)], [3]),
    ("number", between(1, None, closed="neither"), [Decimal("1.1")], [1, Fraction(1)]),
    ("number", at_least(0.1), [0.1, Decimal("0.2")], [Decimal("0.1"), Fraction(1, 10)]),
    ("number", any_of(1, 2), [1.0, 2], [1.5]),
    ("date", at_most(DAY), [DAY, date(2025, 1, 1)], [date(2026, 1, 2)]),
    ("boolean", any_of(True), [True], [False]),
    ("text", starts_with("Re"), ["Re", "Refund"], ["re", "R", " Re", ""]),
    ("text", contains_words("Re", "log in"), ["re: x", "please LOG  in"], ["refund", "login", "in log", ""]),
    ("text", none_of(""), ["x"], [""]),
    ("tags", any_of("a", "b"), [frozenset("ac")], [frozenset("cd"), frozenset()]),
    ("tags", none_of("a", "b"), [frozenset("cd"), frozenset()], [frozenset("ac")]),
], ids=range(25))  # fmt: skip
def test_a_condition_means_what_it_says(given, condition, holding, failing):
    domain = domain_of(given)
    assert [holds(condition, fact, domain) for fact in holding] == [True] * len(holding)
    assert [holds(condition, fact, domain) for fact in failing] == [False] * len(failing)


def test_the_exact_tenth_is_less_than_the_float_that_is_called_so():
    # 0.1 as a float lies a little above a tenth, and numbers are compared exactly.
    assert holds(less_than(0.1), Fraction(1, 10), domain_of("number"))


@pytest.mark.parametrize("kind", KINDS)
def test_an_optional_input_is_its_input_but_may_be_missing(kind):
    inner, outer = domain_of(kind), domain_of(optional(kind))
    assert (inner.is_optional, outer.is_optional) == (False, True)
    assert (inner.kind, inner.labels, inner.bound) == (outer.kind, outer.labels, outer.bound)
    assert domain_of(optional(P1_TO_P5)).position == domain_of(P1_TO_P5).position
    assert domain_of(optional(at_least(0))).bound == at_least(0)


def test_the_fact_before_has_a_name_of_its_own():
    assert before("status") == "status_before"


def test_an_array_of_numpy_is_no_scalar_and_stays_what_it_is():
    array = np.array([1])
    assert plain(array) is array
    assert type(plain(np.float64(1))) is float
    assert plain(Condition) is Condition
