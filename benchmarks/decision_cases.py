"""One table of 50 rules and its tickets, and the same rules as each peer wants them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from typing import Any

import rule_engine
import zen
from json_logic import jsonLogic

from supportops.triage import Condition, DecisionTable, Rule, any_of, at_least, at_most, between

CATEGORIES = tuple(f"category_{number}" for number in range(8))
TIERS = ("free", "standard", "premium", "enterprise")
CHANNELS = ("email", "chat", "phone")
LANGUAGES = ("en", "de", "fr")
OTHERWISE = "queue_none"

Facts = Mapping[str, Any]
Answer = Callable[[Facts], str]


def table(rules: int = 50, seed: int = 7) -> DecisionTable:
    """Return the table for speed: every rule names a category, and some of the other five inputs."""
    random_ = random.Random(seed)
    return DecisionTable(
        name="speed",
        hit_policy="first",
        inputs={
            "category": CATEGORIES, "priority": "number", "tier": TIERS, "channel": CHANNELS, "language": LANGUAGES,
            "mrr": at_least(0),
        },
        rules=tuple(Rule(f"rule_{number}", _when(random_), f"queue_{number % 7}") for number in range(rules)),
        default=OTHERWISE,
    )  # fmt: skip


def _when(random_: random.Random) -> dict[str, Condition | str]:
    when: dict[str, Condition | str] = {"category": random_.choice(CATEGORIES)}
    if random_.random() < 0.5:
        bound = random_.choice((at_least, at_most))
        when["priority"] = bound(random_.randint(1, 5))
    if random_.random() < 0.4:
        when["tier"] = any_of(*random_.sample(TIERS, 2))
    if random_.random() < 0.3:
        when["channel"] = random_.choice(CHANNELS)
    if random_.random() < 0.3:
        when["language"] = random_.choice(LANGUAGES)
    if random_.random() < 0.5:
        when["mrr"] = between(random_.randint(0, 5_000), random_.randint(5_001, 10_000))
    return when


def tickets(count: int, seed: int = 8) -> list[dict[str, object]]:
    """Return the facts of so many tickets."""
    random_ = random.Random(seed)
    return [
        {
            "category": random_.choice(CATEGORIES), "priority": random_.randint(1, 5), "tier": random_.choice(TIERS),
            "channel": random_.choice(CHANNELS), "language": random_.choice(LANGUAGES),
            "mrr": round(random_.random() * 10_000, 2),
        }
        for _ in range(count)
    ]  # fmt: skip


def plain(found: DecisionTable) -> Answer:
    """Return the rules as a loop over rules and conditions: what the answers are checked against."""
    asked = [(rule.conditions, str(rule.then)) for rule in found.rules]

    def answer(facts: Facts) -> str:
        hits = (then for conditions, then in asked if all(_holds(c, facts[name]) for name, c in conditions.items()))
        return next(hits, OTHERWISE)

    return answer


def _holds(condition: Condition, value: Any) -> bool:
    low = condition.values[0]
    if condition.op == "any_of":
        return value in condition.values
    if condition.op == "between":
        return bool(low <= value < condition.values[1])
    return bool(value >= low if condition.op == "at_least" else value <= low)


def with_rule_engine(found: DecisionTable) -> Answer:
    """Return the rules as expressions of rule-engine, asked one after the other."""
    rules = [(rule_engine.Rule(" and ".join(_expressions(rule))), str(rule.then)) for rule in found.rules]

    def answer(facts: Facts) -> str:
        return next((then for rule, then in rules if rule.matches(facts)), OTHERWISE)

    return answer


def _expressions(rule: Rule) -> list[str]:
    written = []
    for name, condition in rule.conditions.items():
        if condition.op == "any_of":
            written.append("(" + " or ".join(f'{name} == "{value}"' for value in condition.values) + ")")
        elif condition.op == "between":
            written.append(f"{name} >= {condition.values[0]} and {name} < {condition.values[1]}")
        else:
            written.append(f"{name} {'>=' if condition.op == 'at_least' else '<='} {condition.values[0]}")
    return written


def with_json_logic(found: DecisionTable) -> Answer:
    """Return the rules as one "if" of JsonLogic."""
    branches: list[object] = []
    for rule in found.rules:
        branches += [{"and": [_logic(name, condition) for name, condition in rule.conditions.items()]}, rule.then]
    logic = {"if": [*branches, OTHERWISE]}

    def answer(facts: Facts) -> str:
        return str(jsonLogic(logic, facts))

    return answer


def _logic(name: str, condition: Condition) -> dict[str, object]:
    fact = {"var": [name]}
    if condition.op == "any_of":
        return {"in": [fact, list(condition.values)]}
    if condition.op == "between":
        return {"and": [{">=": [fact, condition.values[0]]}, {"<": [fact, condition.values[1]]}]}
    return {">=" if condition.op == "at_least" else "<=": [fact, condition.values[0]]}


def with_zen(found: DecisionTable, *, trace: bool) -> Answer:
    """Return the rules as a decision table of zen-engine."""
    decision = zen.ZenEngine().create_decision(json.dumps(_graph(found)))

    def answer(facts: Facts) -> str:
        result = decision.evaluate(facts, {"trace": trace})["result"]
        return str(result.get("then", OTHERWISE))

    return answer


def _graph(found: DecisionTable) -> dict[str, object]:
    columns = [{"id": name, "name": name, "field": name} for name in found.inputs]
    rows = [
        {"_id": rule.id, "then": json.dumps(rule.then), **{name: _cell(c) for name, c in rule.conditions.items()}}
        for rule in found.rules
    ]
    content = {
        "hitPolicy": "first", "inputs": columns, "rules": rows,
        "outputs": [{"id": "then", "name": "then", "field": "then"}],
    }  # fmt: skip
    kinds = {"in": "inputNode", "table": "decisionTableNode", "out": "outputNode"}
    nodes = [{"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}} for name, kind in kinds.items()]
    nodes[1]["content"] = content
    edges = [("in", "table"), ("table", "out")]
    return {
        "nodes": nodes,
        "edges": [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in edges],
    }


def _cell(condition: Condition) -> str:
    if condition.op == "any_of":
        return ", ".join(json.dumps(value) for value in condition.values)
    if condition.op == "between":
        return f"[{condition.values[0]}..{condition.values[1]})"
    return f"{'>=' if condition.op == 'at_least' else '<='} {condition.values[0]}"
