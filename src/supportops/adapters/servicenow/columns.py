"""Which column of the file is which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from supportops.adapters.records import Record
from supportops.errors import ConfigurationError, DomainError, near

__all__ = ["REQUIRED", "Columns", "columns_of"]

REQUIRED = ("number", "incident_state", "opened_at", "sys_updated_at", "priority")
"""Without these there is no history."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each column that is read.

    A column that the file lacks has the place behind its last one, where every row gets a blank. The last four
    are outcomes: they are repeated on every row, know the future, and never become events.
    """

    width: int
    number: int
    incident_state: int
    opened_at: int
    sys_updated_at: int
    priority: int
    assigned_to: int
    assignment_group: int
    category: int
    impact: int
    urgency: int
    contact_type: int
    sys_mod_count: int
    made_sla: int
    resolved_at: int
    closed_at: int
    reopen_count: int

    @classmethod
    def of(cls, header: Sequence[str], *, name: str) -> Columns:
        """Find the columns in a header, in any case; columns with other names are left alone.

        Raises:
            ConfigurationError: columns that are missing or stand twice, all at once, with near matches.
        """
        labels = [label.strip().casefold() for label in header]
        wanted = [field.name for field in fields(cls) if field.name != "width"]
        faults = [*_missing(labels), *_doubled(labels, wanted)]
        if faults:
            raise ConfigurationError(
                [(f"{name}, line 1, column {column!r}", message) for column, message in faults],
                what=f"header of {name}",
            )
        places = {label: place for place, label in enumerate(labels)}
        return cls(width=len(header), **{column: places.get(column, len(header)) for column in wanted})

    def has(self, column: str) -> bool:
        """Return whether the file has a column."""
        return int(getattr(self, column)) < self.width


def columns_of(records: Iterator[Record], *, name: str) -> Columns:
    """Take the header from the records of a file.

    Raises:
        ConfigurationError: as `Columns.of`.
        DomainError: there is no header, since the file is empty.
    """
    first = next(records, None)
    if first is None:
        raise DomainError(f"{name} is empty; a log has a header and at least one row")
    return Columns.of(first[1], name=name)


def _missing(labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    apart = next((mark for mark in (";", "\t", "|") if len(labels) == 1 and mark in labels[0]), None)
    for column in REQUIRED:
        if column in labels:
            continue
        if apart is not None:
            yield column, f"is not there: the header has no comma and looks parted by {apart!r}; export with commas"
        else:
            yield column, f"is not there; {near(column, filter(None, labels))}"


def _doubled(labels: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
    for column in wanted:
        if labels.count(column) > 1:
            yield column, f"stands {labels.count(column)} times; keep one"
