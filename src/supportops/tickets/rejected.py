"""A ticket that was set aside, and why."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Rejected"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A ticket of a table that was set aside whole.

    Attributes:
        ticket: its name; None where a row names none.
        row: the row of the input at fault, from 0; None where no single row is.
        reason: what was wrong, what is allowed, what to do.
    """

    ticket: str | None
    row: int | None
    reason: str

    def __str__(self) -> str:
        where = "" if self.row is None else f"row {self.row}, "
        return f"{where}ticket {self.ticket!r}: {self.reason}"
