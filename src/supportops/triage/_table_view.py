"""A decision table as the handbook prints it: the very rules that run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from supportops._shown import html_table, markdown_table
from supportops.triage.decision import told

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["to_html", "to_markdown", "to_text"]

POLICIES = {
    "unique": "only one rule may match",
    "first": "the first rule that matches decides",
    "any": "all rules that match must agree",
    "priority": "the best output of the rules that match decides",
    "collect": "the outputs of all rules that match, in order",
}


def to_markdown(table: DecisionTable) -> str:
    """Return the rules as a Markdown table with the hit policy above it."""
    head, *body = _rows(table)
    return f"**{table.name}** ({_policy(table)})\n\n{markdown_table(head, body)}"


def to_html(table: DecisionTable) -> str:
    """Return the rules as an HTML table."""
    head, *body = _rows(table)
    return html_table(f"{table.name} ({_policy(table)})", head, body)


def to_text(table: DecisionTable) -> str:
    """Return the rules line by line."""
    lines = [f"{table.name}: {_policy(table)}"]
    for rule in table.rules:
        asked = " and ".join(f"{name} {condition}" for name, condition in rule.conditions.items()) or "anything"
        lines.append(f"  {rule.id}: {asked} -> {told(rule.then)}")
    return "\n".join(lines if table.default is None else [*lines, f"  otherwise -> {told(table.default)}"])


def _policy(table: DecisionTable) -> str:
    return f"{table.hit_policy}: {POLICIES[table.hit_policy]}"


def _rows(table: DecisionTable) -> list[Sequence[str]]:
    """Return the head and a row for each rule; inputs that no rule asks for have no column."""
    asked = [name for name in table.inputs if any(name in rule.when for rule in table.rules)]
    has_notes = any(rule.note for rule in table.rules)
    rows: list[Sequence[str]] = [["rule", *asked, "then", *(["note"] if has_notes else [])]]
    for rule in table.rules:
        words = {name: str(condition).removeprefix("= ") for name, condition in rule.conditions.items()}
        notes = [rule.note] if has_notes else []
        rows.append([rule.id, *(words.get(name, "-") for name in asked), told(rule.then), *notes])
    if table.default is not None:
        rows.append(["otherwise", *("-" for _ in asked), told(table.default), *([""] if has_notes else [])])
    return rows
