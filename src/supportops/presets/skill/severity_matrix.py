"""How severe an incident is, by how much of the work is impaired and for how many."""

from __future__ import annotations

from supportops.presets.table import load
from supportops.triage.matrix import Matrix
from supportops.triage.scales import Impairment, UsersAffected
from supportops.vocabulary import SEV1_TO_SEV5

__all__ = ["SEVERITY"]

_COLUMNS = {
    "all_users": UsersAffected.ALL,
    "multiple_users": UsersAffected.MULTIPLE,
    "one_user": UsersAffected.ONE,
}

SEVERITY = Matrix(
    name="Severity decision matrix",
    rows=Impairment,
    columns=UsersAffected,
    cells={
        str(row["impact"]): {users: str(row[column]) for column, users in _COLUMNS.items()}
        for row in load("severity_decision_matrix").rows
    },
    scale=SEV1_TO_SEV5,
)
"""Impairment and users affected to SEV1 to SEV5. All users are those of the product, not of one customer.

Source: Support Operations skill pack, Severity Decision Matrix.

Example:
    >>> SEVERITY["complete_block", "all"], SEVERITY["minor_impairment", "one"]
    ('SEV1', 'SEV5')
    >>> print(SEVERITY.check())
    Severity decision matrix: complete, monotone
"""
