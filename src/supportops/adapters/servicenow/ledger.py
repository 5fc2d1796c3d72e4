"""What became of the rows of a log, counted, so that none is lost."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Ledger"]


@dataclass(slots=True)
class Ledger:
    """The rows read so far, and the incidents by what became of them.

    Attributes:
        rows_used: the rows of the incidents that were read.
        rows_set_aside: those of incidents that could not be read, and of those that came back later.
        used: the incidents that were read.
        set_aside: the incidents that could not be read, each with the reason.
        incomplete: incidents that were read and came back later, so that rows are missing.
    """

    rows_used: int = 0
    rows_set_aside: int = 0
    used: set[str] = field(default_factory=set)
    set_aside: dict[str, str] = field(default_factory=dict)
    incomplete: set[str] = field(default_factory=set)

    @property
    def rows_read(self) -> int:
        """The rows so far; blank lines are none."""
        return self.rows_used + self.rows_set_aside

    def knows(self, number: str) -> bool:
        """Return whether an incident was read or set aside before."""
        return number in self.used or number in self.set_aside
