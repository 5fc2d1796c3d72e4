"""How the cells of a log are to be understood, checked before the first row is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supportops.adapters.servicenow.words import INITIAL_STATE
from supportops.adapters.times import TimeReader
from supportops.errors import ConfigurationError
from supportops.tickets import StatusMap

__all__ = ["Options", "options_of"]


@dataclass(frozen=True, slots=True)
class Options:
    """What times, states and priorities mean."""

    times: TimeReader
    statuses: StatusMap
    priorities: Mapping[str, str]


def options_of(*, status_map: StatusMap, priorities: Mapping[str, str], zone: str, time_format: str) -> Options:
    """Return the options of a reading.

    Raises:
        ConfigurationError: an unknown zone or pattern, or a status map that does not know "New".
    """
    if INITIAL_STATE not in status_map:
        raise ConfigurationError([("status_map", f"{status_map.unknown(INITIAL_STATE)}; every incident begins so")])
    return Options(TimeReader(zone=zone, time_format=time_format), status_map, priorities)
