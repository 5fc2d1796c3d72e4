"""A slow, obvious oracle of decision tables: every condition of every rule is asked. It imports nothing of the library.

A table is a dict: `hit_policy`, `inputs`, `rules`, `ranking` (the outputs, best first), `default` (None for none). An
input is a dict: `kind`, `labels` (of a scale the lowest first), `bound` (a condition or None), `optional`. A rule is a
dict: `id`, `when` (field to condition), `then`. A condition is (operator, values, closed). Facts are plain values:
numbers are `int` or `Fraction`, tags frozensets, and `WRONG` is what no input can be. Words are of ASCII signs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any, TypeAlias

__all__ = ["WRONG", "compares", "decide", "same", "status"]

Plain: TypeAlias = dict[str, Any]
Condition: TypeAlias = tuple[str, tuple[Any, ...], str]

WRONG = object()
"""A fact of a wrong type."""


def decide(table: Plain, facts: Mapping[str, Any], missing: str = "ask") -> Plain:
    """Return what the table answers; `error` is None, "domain", "no_match" or "ambiguous"."""
    wrong = [field for field in fields_read(table) if not is_allowed(table, field, facts.get(field))]
    if wrong:
        return {"error": "domain", "fields": wrong}
    verdicts = {rule["id"]: rule_verdict(table, rule, facts) for rule in table["rules"]}
    matched = [rule for rule in table["rules"] if verdicts[rule["id"]] is True]
    undecided = [rule for rule in table["rules"] if verdicts[rule["id"]] is None]
    asked = rules_to_ask_for(table, matched, undecided) if missing == "ask" else []
    needs = [field for rule in asked for field in lacking(table, rule, facts)]
    answer = settle(table, matched)
    if answer["error"] == "ambiguous" or (answer["error"] and not needs):
        return answer
    if needs:
        sure = [rule["then"] for rule in matched] if table["hit_policy"] == "collect" else None
        answer = {"error": None, "output": sure, "rule": None, "deciding": answer["deciding"] if sure else []}
    return {
        **answer,
        "needs": list(dict.fromkeys(needs)),
        "also_matched": [rule["id"] for rule in matched if rule["id"] not in answer["deciding"]],
        "undecided": {rule["id"]: lacking(table, rule, facts) for rule in undecided},
        "refused": {
            rule["id"]: refusal(table, rule, facts) for rule in table["rules"] if verdicts[rule["id"]] is False
        },
    }


def status(table: Plain, facts: Mapping[str, Any], missing: str = "ask") -> str:
    """Return the word of a batch for the same answer."""
    answer = decide(table, facts, missing)
    if answer["error"]:
        return str(answer["error"])
    if answer["needs"]:
        return "needs"
    if answer["deciding"]:
        return "decided"
    return "no_match" if table["default"] is None else "default"


def settle(table: Plain, matched: Sequence[Plain]) -> Plain:
    """Return the answer when exactly these rules match."""
    policy, outputs = table["hit_policy"], [rule["then"] for rule in matched]
    if policy == "collect":
        output = outputs or ([] if table["default"] is None else [table["default"]])
        return {"error": None, "output": output, "rule": None, "deciding": [rule["id"] for rule in matched]}
    if not matched:
        error = "no_match" if table["default"] is None else None
        return {"error": error, "output": table["default"], "rule": None, "deciding": []}
    if len(matched) > 1 and (policy == "unique" or (policy == "any" and not all_same(outputs))):
        return {"error": "ambiguous", "rules": [rule["id"] for rule in matched], "deciding": []}
    best = min(matched, key=lambda rule: place(table, rule["then"])) if policy == "priority" else matched[0]
    return {"error": None, "output": best["then"], "rule": best["id"], "deciding": [best["id"]]}


def rules_to_ask_for(table: Plain, matched: Sequence[Plain], undecided: Sequence[Plain]) -> list[Plain]:
    """Return the undecided rules that would change the answer if they matched."""
    policy = table["hit_policy"]
    if policy == "collect" or (policy == "unique" and len(matched) + len(undecided) > 1):
        return list(undecided)
    now, found = settle(table, matched), []
    for rule in undecided:
        then = settle(table, [other for other in table["rules"] if other in matched or other is rule])
        is_as_before = not now["error"] and not then["error"] and same(now["output"], then["output"])
        if not is_as_before:
            found.append(rule)
    return found


def fields_read(table: Plain) -> list[str]:
    before = [
        f"{field}_before" for rule in table["rules"] for field, (op, *_) in rule["when"].items() if op == "changed_to"
    ]
    return list(dict.fromkeys([*table["inputs"], *before]))


def input_of(table: Plain, field: str) -> Plain:
    """Return the input of a field; what a fact was before may be what it is now, and is never optional by itself."""
    if field in table["inputs"]:
        return table["inputs"][field]
    return {**table["inputs"][field.removesuffix("_before")], "optional": False}


def is_allowed(table: Plain, field: str, fact: Any) -> bool:
    known = input_of(table, field)
    if fact is None:
        return True
    if not KINDS[known["kind"]](fact) or (known["labels"] and fact not in known["labels"]):
        return False
    return known["bound"] is None or compares(known["bound"], fact, lambda end: end)


def is_number(fact: Any) -> bool:
    return isinstance(fact, int | Fraction) and not isinstance(fact, bool)


KINDS: dict[str, Callable[[Any], bool]] = {
    "labels": lambda fact: isinstance(fact, str),
    "scale": lambda fact: isinstance(fact, str),
    "text": lambda fact: isinstance(fact, str),
    "number": is_number,
    "integer": lambda fact: is_number(fact) and isinstance(fact, int),
    "boolean": lambda fact: isinstance(fact, bool),
    "date": lambda fact: isinstance(fact, date) and not isinstance(fact, datetime),
    "tags": lambda fact: isinstance(fact, frozenset),
}


def rule_verdict(table: Plain, rule: Plain, facts: Mapping[str, Any]) -> bool | None:
    """Return whether a rule matches: False if one condition is false, None if one is open and none false."""
    found = [verdict(table, field, asked, facts) for field, asked in rule["when"].items()]
    return False if False in found else None if None in found else True


def verdict(table: Plain, field: str, asked: Condition, facts: Mapping[str, Any]) -> bool | None:
    """Return whether a condition holds, None while it is open."""
    op, values, _ = asked
    fact, known = facts.get(field), input_of(table, field)
    if op in ("is_missing", "is_present"):
        return (fact is None) == (op == "is_missing")
    if op == "changed_to":
        return changed_to(table, field, values[0], facts)
    if fact is None:
        return False if known["optional"] else None
    if op in ("any_of", "none_of"):
        shared = any(value in fact for value in values) if known["kind"] == "tags" else fact in values
        return shared == (op == "any_of")
    if op == "contains_words":
        return any(has_words(fact, phrase) for phrase in values)
    if op == "starts_with":
        return str(fact[: len(values[0])]) == values[0]
    return compares(asked, fact, known["labels"].index if known["kind"] == "scale" else lambda end: end)


def changed_to(table: Plain, field: str, value: Any, facts: Mapping[str, Any]) -> bool | None:
    """Return whether a fact is this and was another before: two questions, each of which may be open."""
    is_now = known_or_open(table, field, facts, lambda fact: fact == value)
    was_another = known_or_open(table, f"{field}_before", facts, lambda fact: fact != value)
    if is_now is False or was_another is False:
        return False
    return None if None in (is_now, was_another) else True


def known_or_open(table: Plain, field: str, facts: Mapping[str, Any], ask: Callable[[Any], bool]) -> bool | None:
    fact = facts.get(field)
    if fact is None:
        return False if input_of(table, field)["optional"] else None
    return ask(fact)


def compares(asked: Condition, fact: Any, place_of: Callable[[Any], Any]) -> bool:
    """Return whether a fact lies where the condition says, by the places of an order."""
    op, values, closed = asked
    at, ends = place_of(fact), [None if value is None else place_of(value) for value in values]
    if op == "between":
        low, high = ends
        above = low is None or low < at or (low == at and closed in ("left", "both"))
        return above and (high is None or at < high or (at == high and closed in ("right", "both")))
    return {
        "at_least": at >= ends[0], "at_most": at <= ends[0], "more_than": at > ends[0], "less_than": at < ends[0],
    }[op]  # fmt: skip


def has_words(text: str, phrase: str) -> bool:
    words, wanted = split(text), split(phrase)
    return any(words[start : start + len(wanted)] == wanted for start in range(len(words)))


def split(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in text.lower()).split()


def lacking(table: Plain, rule: Plain, facts: Mapping[str, Any]) -> list[str]:
    """Return the missing facts that an open rule asks for, in the order of the inputs."""
    found = set()
    for field, (op, *_) in rule["when"].items():
        if op not in ("is_missing", "is_present"):
            asked = (field, f"{field}_before") if op == "changed_to" else (field,)
            found |= {name for name in asked if facts.get(name) is None}
    order = list(table["inputs"])
    # What a fact was before stands behind the fact, unless it is an input of its own.
    return sorted(
        found,
        key=lambda name: (order.index(name if name in order else name.removesuffix("_before")), name not in order),
    )


def refusal(table: Plain, rule: Plain, facts: Mapping[str, Any]) -> tuple[str, Condition]:
    """Return the first condition of a rule that is false, with its field."""
    return next((field, asked) for field, asked in rule["when"].items() if verdict(table, field, asked, facts) is False)


def place(table: Plain, output: Any) -> int:
    return next(index for index, other in enumerate(table["ranking"]) if same(other, output))


def all_same(outputs: Sequence[Any]) -> bool:
    return all(same(outputs[0], output) for output in outputs)


def same(one: Any, other: Any) -> bool:
    """Return whether two outputs are one answer: JSON's true is not 1, but 1.0 is."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, Sequence) and not isinstance(one, str):
        return (
            isinstance(other, Sequence)
            and not isinstance(other, str)
            and len(one) == len(other)
            and all(map(same, one, other))
        )
    if isinstance(one, Mapping):
        return isinstance(other, Mapping) and set(one) == set(other) and all(same(one[key], other[key]) for key in one)
    return bool(one == other)
