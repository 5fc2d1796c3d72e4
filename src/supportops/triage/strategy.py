"""How a ticket finds its agent, as data: who may take it, who comes first, how many, and what if nobody is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, get_args

from pydantic import BeforeValidator, Field

from supportops._model import Model
from supportops.durations import Elapsed, format_duration
from supportops.errors import DomainError, near
from supportops.triage._names import Name

__all__ = [
    "Filter",
    "LastResort",
    "Rank",
    "RateLimit",
    "Strategy",
    "customer_owned",
    "load_balanced",
    "rate_limit",
    "round_robin",
    "skill_based",
    "swarm",
]

FilterName: TypeAlias = Literal["skill", "level", "status", "hours", "capacity"]
Rank: TypeAlias = Literal["owner", "account", "count", "share", "spare", "rotation", "weighted"]
"""Who comes first among the eligible.

Owner, account: those who know the ticket or the customer. Count: the least load. Share: the least load of the
capacity. Spare: the most units left. Rotation: the longest idle. Weighted: the most credit.
"""
LastResort: TypeAlias = Literal["nobody", "away", "anyone"]
"""Whose status passes when nobody in the pool is active."""
Balance: TypeAlias = Literal["count", "share", "spare"]

_FILTERS: tuple[FilterName, ...] = get_args(FilterName)


class RateLimit(Model):
    """At most so many tickets for one agent in a stretch of time.

    The window is `[at - per, at]`, both ends included: a ticket given exactly `per` ago still counts.
    """

    limit: int = Field(ge=1, strict=True)
    per: Annotated[Elapsed, Field(gt=timedelta(0))]

    def __str__(self) -> str:
        return f"rate {self.limit} per {format_duration(self.per)}"


def _read_filter(given: object) -> object:
    if isinstance(given, Mapping):
        return RateLimit.model_validate(given)
    if isinstance(given, RateLimit) or given in _FILTERS:
        return given
    hint = near(given, _FILTERS) if isinstance(given, str) else f"allowed: {', '.join(_FILTERS)}"
    raise ValueError(f"{given!r} is no filter (a limit is written rate_limit(3, per='5m')); {hint}")


def _read_rank(given: object) -> object:
    ranks = get_args(Rank)
    if given in ranks:
        return given
    hint = near(given, ranks) if isinstance(given, str) else f"allowed: {', '.join(ranks)}"
    raise ValueError(f"{given!r} is no rank; {hint}")


Filter: TypeAlias = FilterName | RateLimit
"""What stops an agent: a name, or a `rate_limit`."""
_Filter = Annotated[RateLimit | FilterName, BeforeValidator(_read_filter)]


class Strategy(Model):
    """Filter, rank, and let the rotation break the tie.

    Args:
        name: what it is called in results.
        filters: who may take the ticket, checked in this order; an agent is stopped by the first that refuses.
        rank: who comes first among those who may. Ties go to the next rank, in the end to the rotation, so that the
            longest idle goes first, then to the id.
        size: how many take the ticket, at most; 1 but for a swarm.
        last_resort: whose status passes when nobody in the pool is active: "nobody", those "away", or "anyone".
            Nothing else is relaxed.

    Raises:
        ConfigurationError: all faults at once.

    Example:
        >>> chats = Strategy(name="chats", filters=("status", rate_limit(3, per="5m")), rank=("owner", "count"))
        >>> print(chats)
        chats: filter status, rate 3 per 5m; rank owner, count, rotation
        >>> Strategy.model_validate_json(chats.model_dump_json()) == chats
        True
    """

    name: Name
    filters: tuple[_Filter, ...]
    rank: tuple[Annotated[Rank, BeforeValidator(_read_rank)], ...]
    size: int = Field(default=1, ge=1, strict=True)
    last_resort: LastResort = "nobody"

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            name: str,
            filters: Sequence[Filter],
            rank: Sequence[Rank],
            size: int = 1,
            last_resort: LastResort = "nobody",
        ) -> None: ...

    @property
    def ranks(self) -> tuple[Rank, ...]:
        """The ranks in the order they are asked, up to the rotation, in which nobody ties."""
        ranks = tuple(dict.fromkeys((*self.rank, "rotation")))
        return ranks[: ranks.index("rotation") + 1]

    def __str__(self) -> str:
        size = f"; up to {self.size} agents" if self.size > 1 else ""
        resort = f"; last resort {self.last_resort}" if self.last_resort != "nobody" else ""
        ranks = ", ".join(self.ranks)
        return f"{self.name}: filter {', '.join(map(str, self.filters)) or 'nobody'}; rank {ranks}{size}{resort}"


def rate_limit(limit: int, *, per: str | timedelta) -> RateLimit:
    """Return a filter that stops an agent who was given `limit` tickets in `[at - per, at]`, both ends included.

    Args:
        limit: tickets, at least 1.
        per: a timedelta or text such as "5m" or "1 day" (24 hours), more than 0.

    Example:
        >>> print(rate_limit(3, per="5m"))
        rate 3 per 5m
    """
    return RateLimit(limit=limit, per=per)


def round_robin(*extra: Filter, weighted: bool = False, last_resort: LastResort = "nobody") -> Strategy:
    """Return the strategy that gives tickets in turn; `weighted`: so many turns as an agent's weight, well mixed.

    Who is skipped keeps the turn, so the next in turn is the one who has been idle longest.

    Source: Support Operations skill pack, Ticket Assignment Models. Weighted: the smooth weighted round robin of
        nginx (2012).
    """
    return _standard("round_robin", extra, ("weighted" if weighted else "rotation",), last_resort)


def skill_based(*extra: Filter, last_resort: LastResort = "nobody") -> Strategy:
    """Return the strategy that gives a ticket to who has its skill, in turn.

    Source: Support Operations skill pack, Ticket Assignment Models.
    """
    return _standard("skill_based", extra, ("rotation",), last_resort)


def customer_owned(*extra: Filter, last_resort: LastResort = "nobody") -> Strategy:
    """Return the strategy that gives a ticket to its owner, else to who looks after the account, else in turn.

    An owner who is away or unavailable is stood in for by the substitute. One who is gone, full, or outside working
    hours is passed over, and the reason says so.

    Source: Support Operations skill pack, Ticket Assignment Models.
    """
    return _standard("customer_owned", extra, ("owner", "account"), last_resort)


def load_balanced(*extra: Filter, by: Balance = "count", last_resort: LastResort = "nobody") -> Strategy:
    """Return the strategy that evens out the load.

    Args:
        extra: more filters.
        by: "count", the least load; "share", the least load of the capacity; "spare", the most units left. An agent
            without capacity has no limit: a share of 0, and more to spare than anyone.
        last_resort: as in `Strategy`.

    Raises:
        DomainError: `by` is another word.

    Source: Support Operations skill pack, Ticket Assignment Models.
    """
    if by not in get_args(Balance):
        allowed: tuple[str, ...] = get_args(Balance)
        raise DomainError(f"by is {by!r}; {near(str(by), allowed)}", field="by", value=by, allowed=allowed)
    return _standard("load_balanced", extra, (by,), last_resort)


def swarm(size: int, *extra: Filter, last_resort: LastResort = "nobody") -> Strategy:
    """Return the strategy that gives a ticket to several at once, up to `size`, next in turn.

    Example:
        >>> print(swarm(3))
        swarm: filter skill, level, status, hours, capacity; rank rotation; up to 3 agents

    Source: Support Operations skill pack, Ticket Assignment Models.
    """
    return _standard("swarm", extra, ("rotation",), last_resort, size=size)


def _standard(
    name: str, extra: Sequence[Filter], rank: Sequence[Rank], last_resort: LastResort, *, size: int = 1
) -> Strategy:
    return Strategy(name=name, filters=(*_FILTERS, *extra), rank=rank, size=size, last_resort=last_resort)
