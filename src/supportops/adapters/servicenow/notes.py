"""What was repaired, ignored or left in doubt while a log was read, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from supportops.errors import HistoryError

__all__ = ["NoteBook", "NoteKind", "RowNote"]

NoteKind = Literal["repaired", "ignored", "ambiguous"]
"""What was done with a row: used after a change, a value left out, or read in doubt."""


@dataclass(frozen=True, slots=True)
class RowNote:
    """One thing that was done with a row, or could not be.

    Attributes:
        line: the line of the file, from 1; the header is line 1.
        ticket_id: the incident the row names; blank when it names none.
        kind: "repaired" (used, after a change), "ignored" (a value that is not used), or "ambiguous" (it can be
            read in more than one way, or not at all).
        code: what it is about, for counting.
        message: what was found and what was done.
    """

    line: int
    ticket_id: str
    kind: NoteKind
    code: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.ticket_id or 'no incident'}: {self.message}"


class NoteBook:
    """The notes of one reading. With `strict`, a note about a fault is raised instead of written."""

    def __init__(self, *, name: str, strict: bool) -> None:
        self.name = name
        self.strict = strict
        self.notes: list[RowNote] = []

    def say(self, line: int, ticket_id: str, kind: NoteKind, code: str, message: str) -> None:
        """Write down something that is no fault of the log."""
        self.notes.append(RowNote(line, ticket_id, kind, code, message))

    def fault(self, line: int, ticket_id: str, kind: NoteKind, code: str, message: str) -> None:
        """Write down a fault of the log, or raise it.

        Raises:
            HistoryError: under `strict`.
        """
        if self.strict:
            raise HistoryError(f"{self.name}, line {line}: {message}", ticket_id=ticket_id or None)
        self.say(line, ticket_id, kind, code, message)

    @property
    def by_line(self) -> tuple[RowNote, ...]:
        """The notes in the order of the file; those of one line as they were written."""
        return tuple(sorted(self.notes, key=attrgetter("line")))

    @property
    def counts(self) -> Mapping[tuple[NoteKind, str], int]:
        """How many notes there are of each kind and code, in the order of the first lines."""
        return Counter((note.kind, note.code) for note in self.by_line)
