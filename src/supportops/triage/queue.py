"""In which order waiting tickets are taken: priority, then SLA slack, then who came first."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT
from supportops.triage._queue_columns import (
    Column,
    amounts_of,
    check_lengths,
    column_of,
    each,
    instant_us,
    instants_of,
    rank_of,
    ranks_of,
    slack_us,
    text_of,
)
from supportops.vocabulary import Scale

__all__ = ["QueueKey", "queue_key", "queue_order"]

QueueKey: TypeAlias = tuple[int, bool, int, int, str]
"""Rank, whether there is no slack, slack and creation in microseconds, id. Smaller is taken first."""


def queue_key(
    *,
    priority: str | Enum,
    created: datetime,
    id: str,  # noqa: A002 - a ticket has an id
    scale: Scale,
    slack: timedelta | None = None,
) -> QueueKey:
    """Return the sort key of one waiting ticket: the smallest is taken first.

    Priority first, the top of the scale before all others. Within a priority the least slack, then the oldest: first
    in, first out. Ids settle the rest, as text, so that the order never depends on chance.

    Args:
        priority: a label of the scale; the effective one, where priorities age.
        created: when the ticket came in. An aware datetime; zones do not matter, instants do.
        id: the ticket's name.
        scale: of the priorities.
        slack: time left until the promise is broken, negative when it is; None: none was made. None comes last.

    Raises:
        DomainError: a label that is not on the scale (`.field` is "priority"), an id that is no text, or a slack
            that is no amount of time.
        NaiveDatetimeError: `created` has no zone.

    Source: Support Operations skill pack, Good Ticket Prioritization (first in, first out within a priority).

    Example:
        >>> from datetime import UTC
        >>> from supportops.vocabulary import P1_TO_P5
        >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        >>> old = queue_key(priority="P3", created=noon - timedelta(days=2), id="1", scale=P1_TO_P5)
        >>> urgent = queue_key(priority="P1", created=noon, id="2", scale=P1_TO_P5)
        >>> urgent < old
        True
    """
    left = slack_us(slack)
    return rank_of(priority, scale, "priority"), left is None, left or 0, instant_us(created), text_of(id)


def queue_order(
    *,
    priority: Column,
    created: Column,
    id: Column,  # noqa: A002
    scale: Scale,
    slack: Column | None = None,
) -> npt.NDArray[np.intp]:
    """Return the places of waiting tickets in the order they are taken, as `sorted` by `queue_key` would give it.

    Tickets that are equal in everything keep the order given.

    Args:
        priority: labels of the scale. Shape (n,).
        created: aware datetimes, or datetime64, which is UTC by definition. Shape (n,).
        id: the tickets' names, text. Shape (n,).
        scale: of the priorities.
        slack: timedeltas and None, or timedelta64 in which NaT is none. Shape (n,). None: no ticket has one.

    Returns:
        Places in the columns, 0 to n - 1. Shape (n,).

    Raises:
        DomainError: columns that are not equally long, and what `queue_key` refuses; `.field` is the column and
            `.index` the place in it.
        NaiveDatetimeError: a datetime without a zone, with the same attributes.

    Example:
        >>> from supportops.vocabulary import P1_TO_P5
        >>> noon = np.datetime64("2026-03-02T12:00")
        >>> created = noon - np.array([1, 2, 3], dtype="m8[h]")
        >>> queue_order(priority=["P2", "P1", "P2"], created=created, id=["a", "b", "c"], scale=P1_TO_P5).tolist()
        [1, 2, 0]
        >>> slack = [timedelta(minutes=5), None, None]
        >>> ids = ["a", "b", "c"]
        >>> queue_order(priority=["P2", "P1", "P2"], created=created, id=ids, slack=slack, scale=P1_TO_P5).tolist()
        [1, 0, 2]
    """
    given = {"priority": priority, "created": created, "id": id, **({} if slack is None else {"slack": slack})}
    columns = {name: column_of(values, name) for name, values in given.items()}
    check_lengths(columns)
    names = each(columns["id"], "id", text_of)
    # Sorted by Python: numpy's text ends at its last character that is not NUL.
    by_id = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.intp)
    keys: list[npt.NDArray[Any]] = [instants_of(columns["created"], "created")]
    if slack is not None:
        amounts = amounts_of(columns["slack"], "slack")
        keys += [np.where(amounts == NAT, 0, amounts), amounts == NAT]
    keys.append(ranks_of(columns["priority"], scale, "priority"))
    return by_id[np.lexsort([key[by_id] for key in keys])]
