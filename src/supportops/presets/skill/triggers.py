"""What moves a ticket up a level of support, and what calls the manager."""

from __future__ import annotations

from collections.abc import Iterator

from supportops.presets._read import texts
from supportops.presets.table import Row, load
from supportops.triage import Condition, DecisionTable, Rule, Value, any_of, at_least, none_of
from supportops.vocabulary import L0_TO_L3

__all__ = ["TRIGGERS"]

_ATTEMPTS = "failed_attempts>="


def _rules(row: Row) -> Iterator[Rule]:
    """Return a rule for the signals of one way up, and one for the attempts if they are counted there too."""
    source, target = str(row["from_tier"]), str(row["to_tier"])
    counted = [text for text in texts(row["triggers"]) if text.startswith(_ATTEMPTS)]
    signals = tuple(text for text in texts(row["triggers"]) if text not in counted)
    level: dict[str, Condition | Value] = {} if source == "any" else {"level": source}
    answer = {"to": target, "kind": "functional" if target in L0_TO_L3 else "hierarchical"}
    yield Rule(f"{source} to {target}", {**level, "signals": any_of(*signals)}, answer)
    for text in counted:
        # Without the signals, so that one way up is never answered twice, nor attempts asked for in vain.
        asked = {"signals": none_of(*signals), "failed_attempts": at_least(int(text.removeprefix(_ATTEMPTS)))}
        yield Rule(f"{source} to {target}, attempts", {**level, **asked}, answer)


TRIGGERS = DecisionTable(
    name="Escalation triggers",
    hit_policy="collect",
    inputs={"level": L0_TO_L3, "signals": "tags", "failed_attempts": at_least(0)},
    rules=tuple(rule for row in load("tier_escalation_triggers").rows for rule in _rules(row)),
)
"""Level, signals and failed attempts -> where the ticket goes up: (), or one or two of {to, kind}.

"functional": the ticket goes to another level. "hierarchical": a manager is told, at any level, and the ticket stays.
Both may hold at once. The printed signals are customer_requests_human, low_confidence and sensitive_issue at L0,
requires_logs_or_debugging and integration_issue at L1, confirmed_bug, requires_code_fix and security_concern at L2,
and customer_escalation_request, vip_customer and legal_or_compliance for the manager; any other word matches nothing.
Attempts count at L1 only, from 2 on, and are asked for only where no signal has decided. Another source gives L1
15 minutes: see `supportops.presets.playbook.LEVEL1_STEP`; use both, and whichever comes first.

Source: Support Operations skill pack, Support Tier Structure, Escalation Triggers.

Example:
    >>> TRIGGERS.decide({"level": "L1", "signals": ["integration_issue", "vip_customer"]}).output
    (Record({'to': 'L2', 'kind': 'functional'}), Record({'to': 'manager', 'kind': 'hierarchical'}))
    >>> TRIGGERS.decide({"level": "L1", "signals": [], "failed_attempts": 2}).output[0]["to"]
    'L2'
    >>> TRIGGERS.decide({"level": "L1", "signals": []}).needs
    ('failed_attempts',)
"""
