"""What the log says of the ends of many incidents, in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

import numpy as np
import numpy.typing as npt

from supportops._instants import from_us
from supportops.adapters.servicenow.facts import IncidentFacts
from supportops.tickets import TextColumn

__all__ = ["IncidentOutcomes"]

Instants = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IncidentOutcomes(Mapping[str, IncidentFacts]):
    """The outcome columns of each incident's last row; the incidents are in the order of the event table.

    By an incident's number it gives its `IncidentFacts`, like a dict.

    Attributes:
        tickets: the numbers of the incidents.
        line: the line of the last row. Shape (incidents,), as of all columns.
        rows: how many rows it has.
        made_sla: "true", "false", or None where the cell is blank.
        resolved_at: datetime64[us], UTC; NaT where the cell is blank.
        closed_at: the same.
        reopen_count: float; NaN where the cell is blank.
        zone: the zone in which `IncidentFacts` show instants.

    Example:
        >>> from supportops.adapters.servicenow import read_incident_table
        >>> log = read_incident_table(
        ...     [
        ...         "number,incident_state,opened_at,sys_updated_at,priority,made_sla",
        ...         "INC1,New,2016-02-29T01:16,2016-02-29T01:23,3 - Moderate,true",
        ...         "INC2,New,2016-02-29T01:20,2016-02-29T01:31,2 - High,false",
        ...     ]
        ... )
        >>> (log.facts.made_sla == "true").mean()
        np.float64(0.5)
        >>> log.facts["INC2"].made_sla
        False
    """

    tickets: tuple[str, ...]
    line: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]
    made_sla: TextColumn
    resolved_at: Instants
    closed_at: Instants
    reopen_count: npt.NDArray[np.float64]
    zone: tzinfo = UTC
    _places: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {number: place for place, number in enumerate(self.tickets)})

    def __getitem__(self, number: str) -> IncidentFacts:
        place = self._places[number]
        made_sla, count = self.made_sla[place], float(self.reopen_count[place])
        return IncidentFacts(
            ticket_id=number,
            line=int(self.line[place]),
            rows=int(self.rows[place]),
            made_sla=None if made_sla is None else made_sla == "true",
            resolved_at=self._instant(self.resolved_at[place]),
            closed_at=self._instant(self.closed_at[place]),
            reopen_count=None if np.isnan(count) else int(count),
        )

    def _instant(self, at: np.datetime64) -> datetime | None:
        return None if np.isnat(at) else from_us(int(at.astype(np.int64)), self.zone)

    def __iter__(self) -> Iterator[str]:
        return iter(self.tickets)

    def __len__(self) -> int:
        return len(self.tickets)

    def __repr__(self) -> str:
        return f"IncidentOutcomes({len(self)} incidents)"
