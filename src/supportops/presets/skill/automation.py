"""The three printed workflow rules, run as decision tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supportops._frozen import FrozenMap
from supportops.errors import DomainError
from supportops.presets._read import by, number
from supportops.presets.skill.stages import STAGES
from supportops.presets.table import Cell, Row, load
from supportops.triage import (
    Condition,
    DecisionTable,
    Input,
    Output,
    Rule,
    Value,
    at_least,
    changed_to,
    contains_words,
    more_than,
    none_of,
)

__all__ = ["AUTOMATION", "escalation_by_fraction"]

_INPUTS: Mapping[str, Mapping[str, Input]] = {
    "auto_categorization": {"subject": "text", "body": "text"},
    "escalation": {"priority": "text", "status": "text", "hours_since_created": at_least(0)},
    "csat_trigger": {"status": "text", "channel": "text", "tags": "tags"},
}
_CONDITIONS: Mapping[str, Callable[[Value], Condition]] = {
    ">": more_than,
    "changed_to": changed_to,
    "!=": none_of,
    "not_contains": none_of,
}
_PARTS = {"set_category": "category", "route_to_team": "team", "suggest_article": "article"}
_ROWS = by("name", load("workflow_automation_rules"))
_ALERT_FRACTION = next(stage.fraction for stage in STAGES if stage.name == "orange")


def _asked(operator: str, values: tuple[Value, ...]) -> Condition | Value:
    if operator == "contains":
        return contains_words(*map(str, values))
    [value] = values
    return value if operator == "==" else _CONDITIONS[operator](value)


def _when(row: Row) -> dict[str, Condition | Value]:
    """Return the conditions of a rule; what any of several may hold is printed for one field only."""
    asked: dict[tuple[str, str], tuple[Value, ...]] = {}
    for part in _parts(row["when"]):
        key, value = (str(part["field"]), str(part["op"])), part["value"]
        assert isinstance(value, str | int)  # each compares with a word or a number
        asked[key] = (*asked.get(key, ()), value)
    return {field: _asked(operator, values) for (field, operator), values in asked.items()}


def _then(row: Row) -> dict[str, Output]:
    delay = int(number(row["delay_minutes"]))
    assert isinstance(row["then"], tuple)  # each does something
    actions = {str(part["action"]): part["value"] for part in row["then"] if isinstance(part, Mapping)}
    if delay:
        [action] = actions
        return {"action": action, "delay_minutes": delay}
    return {_PARTS.get(action, action): str(value) for action, value in actions.items()}


def _parts(cell: Cell) -> tuple[Row, ...]:
    assert isinstance(cell, Mapping)  # "any" or "all"
    [parts] = cell.values()
    assert isinstance(parts, tuple)  # of conditions
    return tuple(part for part in parts if isinstance(part, Mapping))


def _table(name: str, row: Row) -> DecisionTable:
    return DecisionTable(
        name=name, hit_policy="first", inputs=_INPUTS[name], rules=(Rule(name, _when(row), _then(row)),)
    )


AUTOMATION: Mapping[str, DecisionTable] = FrozenMap({name: _table(name, row) for name, row in _ROWS.items()})
"""The three workflow rules as printed, each a table: "auto_categorization", "escalation" and "csat_trigger".

What a rule is not for has no answer: `decide` raises NoMatchError, as there is nothing to do. Labels are those of the
source ("High", "Open", "Resolved", "Internal"), compared letter by letter; it prints no list of the others, so any text
may be given. The body is an input that the printed rule does not read. The escalation is late, see
`escalation_by_fraction`. "csat_trigger" also reads `status_before`.

Source: Support Operations skill pack, Workflow Automation Examples.

Example:
    >>> found = AUTOMATION["auto_categorization"].decide({"subject": "Can't access my account"})
    >>> found.output["team"], found.output["article"]
    ('Authentication Team', 'Password Reset Guide')
    >>> facts = {"status": "Resolved", "status_before": "Open", "channel": "Email", "tags": ["vip"]}
    >>> AUTOMATION["csat_trigger"].decide(facts).output["delay_minutes"]
    120
"""


def escalation_by_fraction(fraction: float = _ALERT_FRACTION) -> DecisionTable:
    """Return the escalation rule, with a part of the target that is used up in the place of the two hours.

    The printed rule tells of an approaching breach 2 hours after creation. A ticket of high priority has a target of
    1 hour for the response, long missed by then, and of 8 hours for the resolution, of which a quarter is used.

    Args:
        fraction: of the target, > 0; the alert is sent from there on. 0.8 by default, the warning level at which the
            same source alerts the assignee.

    Returns:
        A table over priority, status and elapsed_fraction, which is `Timer.fraction` of the SLA report.

    Raises:
        DomainError: `fraction` is not more than 0.

    Example:
        >>> facts = {"priority": "High", "status": "Open", "elapsed_fraction": 0.85}
        >>> escalation_by_fraction().decide(facts).output["internal_note"]
        'Approaching SLA breach'
    """
    if not fraction > 0:
        raise DomainError(
            f"fraction is {fraction!r}; give more than 0, for example 0.8", field="fraction", value=fraction
        )
    [printed] = AUTOMATION["escalation"].rules
    when = {name: asked for name, asked in printed.when.items() if name != "hours_since_created"}
    return DecisionTable(
        name="escalation by elapsed fraction",
        hit_policy="first",
        inputs={"priority": "text", "status": "text", "elapsed_fraction": at_least(0)},
        rules=(Rule("escalation", {**when, "elapsed_fraction": at_least(fraction)}, printed.then),),
    )
