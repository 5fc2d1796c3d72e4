"""Random decision tables and facts, as library values and as plain data for the slow oracle."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st
from tests.oracles.decision_oracle import WRONG, compares

from supportops.triage.conditions import Condition
from supportops.triage.inputs import optional
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable
from supportops.vocabulary import Scale

LABELS = ("billing", "api", "login")
PRIORITIES = ("P3", "P2", "P1")  # the lowest first
LEVELS = ("L0", "L1", "L2")
TIERS = ("free", "business", "enterprise")
TAGS = ("vip", "bug", "eu")
TEXTS = ("", "refund", "I want a refund", "prefunded", "Charged  twice!", "twice charged", "re-charged: TWICE", "P1")
PHRASES = ("refund", "charged twice", "A Refund", "twice")
STARTS = ("re", "refund", "I ", "Charged")
NUMBERS = (-3, 0, Fraction(1, 2), 1, 2, 7, Fraction(21, 2), 100, 2**53, 2**53 + 1, -(10**400))
ENDS = (0, 0.5, 1, 2, 7, 10.5, 100, 2**53)
WHOLE_ENDS = (0, 1, 2, 7, 100, 2**53)
DAYS = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2), date(2026, 2, 28))
POLICIES = ("unique", "first", "any", "priority", "collect")
OUTPUTS = (
    "P1", "P2", 1, 1.0, True, False, 0, ["a", 1], ["a", True], {"team": "Billing"},
    {"team": "Billing", "steps": ["refund", None]},
)  # fmt: skip
BOUNDS = (
    ("at_least", (0,), "left"), ("at_most", (100,), "left"), ("more_than", (0,), "left"),
    ("less_than", (7,), "left"), ("between", (0, 100), "left"), ("between", (None, 7), "both"),
    ("between", (0.5, 10.5), "neither"), ("between", (1, 1), "both"), ("between", (0, None), "right"),
)  # fmt: skip
_TEXT_OF = [*LABELS, *PRIORITIES, *LEVELS, *TIERS, *TAGS, *TEXTS]
Plain = Enum("Plain", {f"N{index}": text for index, text in enumerate(_TEXT_OF)})
Member = StrEnum("Member", {f"N{index}": text for index, text in enumerate(_TEXT_OF)})
Tier = Enum("Tier", {text.upper(): text for text in reversed(TIERS)})
One = Enum("One", {"ONE": 1})


@dataclass(frozen=True)
class Case:
    """One table and one ticket, twice."""

    table: DecisionTable
    plain: dict
    facts: dict
    plain_facts: dict


def known(kind, *, labels=(), bound=None):
    return {"kind": kind, "labels": labels, "bound": bound, "optional": False}


INPUTS = {
    "labels": (LABELS, known("labels", labels=LABELS)),
    "scale": (Scale(*reversed(PRIORITIES)), known("scale", labels=PRIORITIES)),
    "levels": (Scale(*LEVELS, top="last"), known("scale", labels=LEVELS)),
    "enum": (Tier, known("scale", labels=TIERS)),
    **{kind: (kind, known(kind)) for kind in ("number", "integer", "text", "boolean", "date", "tags")},
}


@st.composite
def inputs(draw):
    """An input, and the same for the oracle."""
    name = draw(st.sampled_from([*INPUTS, "bounded"]))
    if name == "bounded":
        bound = draw(st.sampled_from(BOUNDS))
        given, plain = Condition(op=bound[0], values=bound[1], closed=bound[2]), known("number", bound=exact(bound))
    else:
        given, plain = INPUTS[name]
    return (optional(given), {**plain, "optional": True}) if draw(st.integers(0, 3)) == 0 else (given, plain)


def exact(asked):
    """Return a condition with its numbers as fractions."""
    op, values, closed = asked
    return op, tuple(Fraction(value) if isinstance(value, float) else value for value in values), closed


def values_of(plain):
    """Return the values that a condition on this input may name."""
    return {
        "number": ENDS, "integer": WHOLE_ENDS, "text": TEXTS, "boolean": (True, False), "date": DAYS, "tags": TAGS,
    }.get(plain["kind"], plain["labels"])  # fmt: skip


OPERATORS = {
    "labels": ("changed_to",),
    "scale": ("changed_to", "at_least", "at_most", "more_than", "less_than"),
    "number": ("changed_to", "at_least", "at_most", "more_than", "less_than", "between"),
    "text": ("changed_to", "contains_words", "starts_with"),
    "boolean": ("changed_to",),
    "tags": (),
}


@st.composite
def conditions(draw, plain):
    """A condition on this input, as (operator, values, closed); `closed` matters to `between` only."""
    fitting = OPERATORS[{"integer": "number", "date": "number"}.get(plain["kind"], plain["kind"])]
    op = draw(st.sampled_from(("any_of", "any_of", "none_of", "is_missing", "is_present", *fitting)))
    values = values_of(plain)
    if op in ("is_missing", "is_present"):
        return op, (), "left"
    if op == "between":
        return draw(betweens(values))
    if op == "starts_with":
        return op, (draw(st.sampled_from(STARTS)),), "left"
    if op == "contains_words":
        values = PHRASES
    many = op in ("any_of", "none_of", "contains_words")
    return op, tuple(draw(st.lists(st.sampled_from(values), min_size=1, max_size=3 if many else 1))), "left"


@st.composite
def betweens(draw, values):
    low, high = sorted(draw(st.lists(st.sampled_from(values), min_size=2, max_size=2)))
    closed = "both" if low == high else draw(st.sampled_from(["left", "right", "both", "neither"]))
    ends = draw(st.sampled_from([(low, high), (low, high), (None, high), (low, None)]))
    return "between", ends, closed


@st.composite
def tables(draw, *, policy=None, max_rules=6):
    """A table, and the same for the oracle."""
    drawn = draw(st.lists(inputs(), min_size=1, max_size=4))
    names = [f"f{index}" for index in range(len(drawn))]
    if len(names) > 1 and draw(st.integers(0, 3)) == 0:
        one, other, *_ = draw(st.permutations(range(len(names))))
        names[one] = f"{names[other]}_before"
    given = {name: first for name, (first, _) in zip(names, drawn, strict=True)}
    plain = {name: second for name, (_, second) in zip(names, drawn, strict=True)}
    rules = [draw(_rule(plain, index)) for index in range(draw(st.integers(1, max_rules)))]
    policy = policy or draw(st.sampled_from(POLICIES))
    default = draw(st.none() | st.sampled_from(OUTPUTS))
    ranking = draw(st.permutations(OUTPUTS)) if policy == "priority" else []
    table = DecisionTable(
        name="desk",
        hit_policy=policy,
        inputs=given,
        rules=[Rule(rule["id"], {f: _asked(*c) for f, c in rule["when"].items()}, rule["then"]) for rule in rules],
        outputs=ranking,
        default=default,
    )
    rules = [{**rule, "when": {name: exact(asked) for name, asked in rule["when"].items()}} for rule in rules]
    return table, {"hit_policy": policy, "inputs": plain, "rules": rules, "ranking": ranking, "default": default}


@st.composite
def _rule(draw, plain, index):
    asked = draw(st.lists(st.sampled_from(sorted(plain)), unique=True, max_size=3))
    when = {name: draw(conditions(plain[name])) for name in asked}
    return {"id": f"r{index}", "when": when, "then": draw(st.sampled_from(OUTPUTS))}


def _asked(op, values, closed):
    """Return a condition as a rule has it: of one value often the value alone."""
    if op == "any_of" and len(values) == 1:
        return values[0]
    return Condition(op=op, values=values, closed=closed)


def as_text(text):
    """The ways to write a label or a text."""
    return st.sampled_from([text, text, text, np.str_(text), Plain(text), Member(text)])


def as_number(number):
    ways = [number] if isinstance(number, int) else [number, float(number), Decimal(float(number)), np.float64(number)]
    if isinstance(number, int):
        ways += [Decimal(number), Fraction(number)]
        ways += [np.int64(number)] if abs(number) < 2**62 else []
        ways += [float(number), np.float64(number)] if abs(number) <= 2**53 else []
    return st.sampled_from(ways)


def as_tags(tags):
    members = st.tuples(*map(as_text, tags))
    return st.builds(lambda kind, found: kind(found), st.sampled_from([list, tuple, set, frozenset]), members)


def _both(values, ways):
    """Draw a value as it is written in one of its ways, and the value for the oracle."""
    return st.sampled_from(values).flatmap(lambda value: st.tuples(ways(value), st.just(value)))


def as_integer(number):
    return st.sampled_from([number, number, np.int64(number)] if abs(number) < 2**62 else [number])


def as_day(day):
    return st.sampled_from([day, np.datetime64(day)])


def as_answer(answer):
    return st.sampled_from([answer, np.bool_(answer)])


GOOD = {
    "number": _both(NUMBERS, as_number),
    "integer": _both([number for number in NUMBERS if isinstance(number, int)], as_integer),
    "text": _both(TEXTS, as_text),
    "boolean": _both([True, False], as_answer),
    "date": _both(DAYS, as_day),
    "tags": st.lists(st.sampled_from([*TAGS, "billing"]), max_size=3).flatmap(
        lambda tags: st.tuples(as_tags(tags), st.just(frozenset(tags)))
    ),
}
BAD = {
    "labels": ["Billing", "", 1, True, ["billing"], 2.5, b"api", One.ONE, ("api",), np.array(["api", "login"])],
    "number": ["1", True, float("nan"), float("-inf"), Decimal("NaN"), 1j, [1], np.bool_(True), np.array([1.0, 2.0])],
    "integer": ["1", True, 1.0, Decimal(1), Fraction(2), float("inf"), np.float64(1), [1], np.array([1])],
    "text": [1, b"refund", ["refund"], True, One.ONE, ("refund", ["x"])],
    "boolean": [1, 0, "yes", 0.0, np.int64(1), [True], np.array([True, False])],
    "date": [datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01", 1, 2.0, np.datetime64("NaT"), [date(2026, 1, 1)]],
    "tags": ["vip", 1, [1], [["vip"]], {"vip": 1}, {None}, ("vip", True), np.array(["vip"])],
}


@st.composite
def facts_of(draw, plain, *, wrong=True):
    """One fact of an input, and the same for the oracle; None when it is missing."""
    luck = draw(st.integers(0, 19))
    if luck < 4:
        return None, None
    if luck == 4 and wrong:
        return draw(st.sampled_from(BAD["labels" if plain["labels"] else plain["kind"]])), WRONG
    if plain["labels"]:
        return draw(_both(plain["labels"], as_text))
    if plain["bound"] and not wrong:
        return draw(_both([n for n in NUMBERS if compares(plain["bound"], n, lambda end: end)], as_number))
    return draw(GOOD[plain["kind"]])


@st.composite
def rows(draw, plain, *, wrong=True):
    """The facts of one ticket, and the same for the oracle; some are absent, some None."""
    given, exact_facts = {"note": object()}, {}
    for name, known_input in plain["inputs"].items():
        earlier = [] if f"{name}_before" in plain["inputs"] else [f"{name}_before"]
        for field in (name, *earlier):
            fact, exact_fact = draw(facts_of(known_input, wrong=wrong))
            exact_facts[field] = exact_fact
            if fact is not None or draw(st.booleans()):
                given[field] = fact
    return given, exact_facts


@st.composite
def cases(draw, *, policy=None, wrong=True):
    table, plain = draw(tables(policy=policy))
    facts, plain_facts = draw(rows(plain, wrong=wrong))
    return Case(table, plain, facts, plain_facts)
