"""The columns that Spark brings and takes, as plain text: nothing of Spark is imported."""

from __future__ import annotations

from collections.abc import Iterable

from supportops.errors import ConfigurationError
from supportops.sla.table import COLUMNS
from supportops.tickets.frames import NEEDED, OPTIONAL, missing_columns

__all__ = ["EVENT_CASTS", "RESULT_COLUMNS", "ROWS", "check_columns"]

ROWS = 200_000
"""How many rows a worker evaluates at a time: enough for numpy to be fast, and tens of megabytes."""
_AMOUNTS = ("target", "elapsed", "paused", "remaining", "overdue")
_INSTANTS = ("due", "breached_at", "started", "stopped")
_KINDS = {
    "cycle": "INT",
    **dict.fromkeys(_AMOUNTS, "INTERVAL DAY TO SECOND"),
    **dict.fromkeys(_INSTANTS, "TIMESTAMP"),
}
RESULT_COLUMNS = {name: _KINDS.get(name, "STRING") for name in (*COLUMNS, "rejected")}
"""The columns of `spark.evaluate` with their types in Spark's words: those of an `SlaTable`, and `rejected`."""

EVENT_CASTS = {
    "seq": "bigint",
    "public": "boolean",
    **dict.fromkeys(("ticket", "kind", "by", "value", "field", "reason"), "string"),
}
"""What each event column is cast to before it leaves Spark; `at` stays a timestamp of either kind."""

_TEXTS = ("string", "varchar", "char")
_WHOLE = ("tinyint", "smallint", "int", "bigint")


def check_columns(types: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the event columns of a Spark data frame, given its names and types.

    Rows have no order in Spark, so the log order `seq` is needed as well.

    Raises:
        ConfigurationError: columns that are missing, stand twice or have a wrong type, all of them at once.

    Example:
        >>> check_columns([("ticket", "string"), ("at", "timestamp"), ("kind", "string"), ("seq", "int")])
        ('ticket', 'at', 'kind', 'seq')
    """
    given = tuple(types)
    names = [name for name, _ in given]
    faults = missing_columns(names, needed=(*NEEDED, "seq"))
    found = tuple(name for name in (*NEEDED, *OPTIONAL) if name in names)
    faults += [(name, f"there are {names.count(name)} columns of this name") for name in found if names.count(name) > 1]
    faults += [(name, text) for name, kind in given if name in found and (text := _fault(name, kind))]
    if faults:
        raise ConfigurationError(faults, what="data frame")
    return found


def _fault(name: str, kind: str) -> str | None:
    if kind == "void" and name not in (*NEEDED, "seq"):
        return None
    if name == "at":
        return None if kind in ("timestamp", "timestamp_ntz") else f"has the type {kind}; it holds timestamps"
    if name == "seq":
        return None if kind in _WHOLE else f"has the type {kind}; the log order is a whole number in each row"
    if name == "public":
        return None if kind == "boolean" else f"has the type {kind}; it is true, false or null in each row"
    return None if kind.startswith(_TEXTS) else f"has the type {kind}; it holds text, so cast it to string first"
