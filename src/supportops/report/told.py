"""What the log itself says of the tickets that are reviewed, place by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from supportops.adapters.servicenow import IncidentFacts, IncidentOutcomes

__all__ = ["Told", "told_of"]


@dataclass(frozen=True, slots=True)
class Told:
    """The log's own word on some tickets. Shape (tickets,).

    Attributes:
        is_flagged: whether it says that the promise was kept or missed.
        made: whether it says kept.
        reopened: how often it was reopened; NaN where the log does not say.
    """

    is_flagged: npt.NDArray[np.bool_]
    made: npt.NDArray[np.bool_]
    reopened: npt.NDArray[np.float64]


def told_of(facts: Mapping[str, IncidentFacts], tickets: Sequence[str]) -> Told:
    """Return the outcomes of some tickets; one that the facts do not have is unknown."""
    return _from_columns(facts, tickets) if isinstance(facts, IncidentOutcomes) else _from_facts(facts, tickets)


def _from_columns(facts: IncidentOutcomes, tickets: Sequence[str]) -> Told:
    places = {number: place for place, number in enumerate(facts.tickets)}
    rows = np.array([places.get(ticket, -1) for ticket in tickets], dtype=np.int64)
    return Told(
        is_flagged=np.append(facts.made_sla.codes >= 0, False)[rows],
        made=np.append(facts.made_sla == "true", False)[rows],
        reopened=np.append(facts.reopen_count, np.nan)[rows],
    )


def _from_facts(facts: Mapping[str, IncidentFacts], tickets: Sequence[str]) -> Told:
    found = [facts.get(ticket) for ticket in tickets]
    counts = [None if fact is None else fact.reopen_count for fact in found]
    return Told(
        is_flagged=np.array([fact is not None and fact.made_sla is not None for fact in found], dtype=np.bool_),
        made=np.array([fact is not None and fact.made_sla is True for fact in found], dtype=np.bool_),
        reopened=np.array([np.nan if count is None else count for count in counts], dtype=np.float64),
    )
