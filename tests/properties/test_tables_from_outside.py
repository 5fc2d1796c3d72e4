"""A table that comes as JSON from outside is a table or a configuration error, and takes no time to be either."""

import json
import random
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.decision_cases import tables

from supportops.errors import ConfigurationError, SupportOpsError
from supportops.triage.conditions import OPERATORS
from supportops.triage.inputs import KINDS
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable

often = settings(max_examples=200, deadline=timedelta(seconds=5), suppress_health_check=list(HealthCheck))
PATIENCE_S = 10
"""Some thirty times what it takes; what looks at each pair of rules takes minutes."""

WORDS = [
    *OPERATORS, *KINDS, "name", "hit_policy", "inputs", "rules", "outputs", "default", "id", "when", "then", "note",
    "scale", "labels", "top", "optional", "closed", "left", "date", "op", "values", "first", "unique", "2026-01-01",
]  # fmt: skip
texts = st.sampled_from(WORDS) | st.text(max_size=4)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(2**63), 0.5, 1e308])
    | st.floats()
    | texts
)  # fmt: skip
plain = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=12
)


def places(node, path=()):
    """Return the paths of all parts of plain data."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for key, part in inner for place in places(part, (*path, key)))]


def mangled(node, path, part):
    """Return plain data with another part at a path; a key that comes twice is the last one."""
    if not path:
        return part
    copy = dict(node) if isinstance(node, dict) else list(node)
    copy[path[0]] = mangled(node[path[0]], path[1:], part)
    return copy


def built(text):
    """Return the table that JSON describes, or the faults."""
    try:
        return DecisionTable.model_validate_json(text)
    except ConfigurationError as error:
        return error.faults


def check(text):
    table = built(text)
    if isinstance(table, tuple):
        assert table
        assert all(message for _, message in table)
        return
    assert DecisionTable.model_validate_json(table.model_dump_json()) == table
    assert hash(table) == hash(DecisionTable.model_validate_json(table.model_dump_json()))
    for facts in ({}, dict.fromkeys(table.inputs, 1), dict.fromkeys(table.inputs, "billing")):
        with suppress(SupportOpsError):
            assert str(table.decide(facts))


@often
@given(plain)
def test_any_json_is_a_table_or_a_configuration_error(given_json):
    check(json.dumps(given_json))


@often
@given(
    st.fixed_dictionaries(
        {
            "name": texts,
            "hit_policy": st.sampled_from(["unique", "first", "any", "priority", "collect"]),
            "inputs": st.dictionaries(texts, plain, max_size=3),
            "rules": st.lists(st.fixed_dictionaries({"id": texts, "when": plain, "then": plain}), max_size=3),
        },
        optional={"outputs": plain, "default": plain, "notes": plain},
    )
)
def test_json_in_the_shape_of_a_table_is_one_or_a_configuration_error(given_json):
    check(json.dumps(given_json))


@often
@given(tables(), st.data())
def test_a_table_with_a_part_replaced_is_a_table_or_a_configuration_error(case, data):
    table, _ = case
    whole = json.loads(table.model_dump_json())
    part = data.draw(plain | st.sampled_from(places(whole)).map(lambda path: at(whole, path)))
    check(json.dumps(mangled(whole, data.draw(st.sampled_from(places(whole))), part)))


def at(node, path):
    for key in path:
        node = node[key]
    return node


@often
@given(tables())
def test_every_table_is_the_same_again_after_json(case):
    table, _ = case
    again = DecisionTable.model_validate_json(table.model_dump_json())
    assert again == table
    assert repr(again) == repr(table)
    assert hash(again) == hash(table)


@pytest.mark.parametrize("text", [
    "", "{", "null", "[]", '"table"', "NaN", '{"name": 1e999}', "{\"name\": \"\\ud800\"}", "\x00", "9" * 5000,
])  # fmt: skip
def test_text_that_is_no_table_is_a_configuration_error(text):
    with pytest.raises(ConfigurationError):
        DecisionTable.model_validate_json(text)


@pytest.mark.parametrize("part", ["inputs", "when", "then", "outputs", "default"])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"optional":', "}"), ('{"a":', "}")])
def test_deep_nesting_is_a_table_or_a_configuration_error(part, opening, closing):
    for depth in (50, 90, 150, 190, 5000):
        nested = opening * depth + '"number"' + closing * depth
        parts = {"inputs": "{}", "when": "{}", "then": "1", "outputs": "[]", "default": "1"}
        parts[part] = f'{{"a": {nested}}}' if part in ("inputs", "when") else nested
        rule = f'{{"id": "r", "when": {parts.pop("when")}, "then": {parts.pop("then")}}}'
        rest = ", ".join(f'"{name}": {text}' for name, text in parts.items())
        check(f'{{"name": "t", "hit_policy": "first", "rules": [{rule}], {rest}}}')


def whole(rules, **changes):
    given = {"name": "t", "hit_policy": "first", "inputs": {}, "rules": rules, **changes}
    return json.dumps(given)


LARGE = {
    "an id for all of them": whole([{"id": "r", "when": {}, "then": 1}] * 20_000),
    "an unknown field in each": whole(
        [{"id": f"r{i}", "when": {f"f{i}": 1}, "then": 1} for i in range(5000)],
        inputs={f"g{i}": "number" for i in range(2000)},
    ),
    "an unknown output in each": whole(
        [{"id": f"r{i}", "when": {}, "then": f"o{i}"} for i in range(5000)], outputs=[f"p{i}" for i in range(5000)]
    ),
    "unknown labels": whole(
        [{"id": "r", "when": {"c": {"any_of": [f"k{i}" for i in range(5000)]}}, "then": 1}],
        inputs={"c": [f"l{i}" for i in range(5000)]},
    ),
    "doubled labels": whole([], inputs={"c": [f"l{i % 10_000}" for i in range(20_000)]}),
    "long texts": whole(
        [{"id": "r", "when": {"c": "".join(random.Random(1).choices("abcdefghijklmnop", k=200_000))}, "then": 1}],
        inputs={"c": ["".join(random.Random(2).choices("abcdefghijklmnop", k=200_000))]},
    ),
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_large_table_with_many_faults_is_refused_in_no_time(text):
    start = time.perf_counter()
    with pytest.raises(ConfigurationError):
        DecisionTable.model_validate_json(text)
    assert time.perf_counter() - start < PATIENCE_S


def test_a_large_table_is_ready_in_no_time():
    size, start = 3000, time.perf_counter()
    rules = [
        Rule(f"r{i}", {"n": {"between": [i, i + 1]}, "c": f"l{i}", "t": {"contains_words": [f"w{i} x"]}}, f"o{i}")
        for i in range(size)
    ]
    table = DecisionTable(
        name="t",
        hit_policy="priority",
        inputs={"n": "number", "c": [f"l{i}" for i in range(size)], "t": "text"},
        rules=rules,
        outputs=[f"o{i}" for i in range(size)],
    )
    assert table.decide({"n": 7.5, "c": "l7", "t": "w7 x"}).output == "o7"
    assert table.decide({"c": "l9"}).needs == ("n", "t")
    assert len(table.decide({"n": 7, "c": "l7", "t": "w7 x"}).refused) == size - 1
    assert time.perf_counter() - start < PATIENCE_S
