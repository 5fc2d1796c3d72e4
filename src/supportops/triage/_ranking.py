"""Who comes first among those who may take a ticket: one key and one phrase for each rank."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeAlias

from supportops.triage._claims import Claim
from supportops.triage._filters import number
from supportops.triage.agents import Agent
from supportops.triage.assignment_state import exact
from supportops.triage.strategy import Rank

__all__ = ["Contest", "Order", "behind", "deciding", "ranked"]

Standing: TypeAlias = tuple[Agent, tuple[float, ...]]
"""An agent with a key for each rank; smaller is better."""
Order: TypeAlias = Sequence[Standing]
"""Those who may take the ticket, the first to be chosen first."""


@dataclass(frozen=True, slots=True)
class Contest:
    """The agents who may take a ticket, and what ranks them.

    Attributes:
        eligible: in the order of the pool.
        ranks: in the order they are asked; the last is the rotation.
        places: by agent, 1 is the head of the rotation.
        load: units by agent.
        credit: by agent, with the weights of this turn.
        owner: the claim of the ticket's owner.
        account: the claims of those who look after the account.
        customer: the account.
    """

    eligible: Sequence[Agent]
    ranks: Sequence[Rank]
    places: Mapping[str, int]
    load: Mapping[str, float]
    credit: Mapping[str, float]
    owner: Claim | None
    account: Sequence[Claim]
    customer: str | None


def ranked(contest: Contest) -> Order:
    """Return the agents with their keys, the first to be chosen first."""
    measures = [_MEASURES[rank][0] for rank in contest.ranks]
    keyed = [(agent, tuple(measure(agent, contest) for measure in measures)) for agent in contest.eligible]
    return sorted(keyed, key=lambda entry: (entry[1], entry[0].id))


def deciding(contest: Contest, order: Order) -> list[tuple[Rank, str]]:
    """Return the ranks that put the first agent before all others, with what was found in words.

    A claim that nobody has is left out.
    """
    winner, best = order[0]
    tied, found = [keys for _, keys in order], list[tuple[Rank, str]]()
    for place, rank in enumerate(contest.ranks):
        still = [keys for keys in tied if keys[place] == best[place]]
        if len(tied) > 1 and (len(still) < len(tied) or rank not in ("owner", "account")):
            found.append((rank, _MEASURES[rank][1](winner, contest)))
        tied = still
    return found


def behind(contest: Contest, losers: Order, winner: Standing) -> dict[str, str]:
    """Return, by agent, the rank that puts them behind another, with what was found of both."""
    best, theirs = winner[1], dict[Rank, str]()
    words = {}
    for agent, keys in losers:
        place = 0
        while keys[place] == best[place]:
            place += 1
        rank = contest.ranks[place]
        say = _MEASURES[rank][1]
        if rank not in theirs:
            theirs[rank] = f"{winner[0].id} {say(winner[0], contest)}"
        words[agent.id] = f"{rank}: {say(agent, contest)}, {theirs[rank]}"
    return words


def _owner(agent: Agent, contest: Contest) -> float:
    return contest.owner is None or agent.id != contest.owner.taker


def _owner_words(agent: Agent, contest: Contest) -> str:
    if contest.owner is None or _owner(agent, contest):
        return "is not the owner"
    return f"stands in for the owner {contest.owner.agent}" if contest.owner.is_stood_in else "is the owner"


def _account(agent: Agent, contest: Contest) -> float:
    return all(claim.taker != agent.id for claim in contest.account)


def _account_words(agent: Agent, contest: Contest) -> str:
    if _account(agent, contest):
        return f"does not look after {contest.customer!r}"
    return f"{'looks after' if contest.customer in agent.accounts else 'stands in for'} {contest.customer!r}"


def _count(agent: Agent, contest: Contest) -> float:
    return contest.load.get(agent.id, 0.0)


def _count_words(agent: Agent, contest: Contest) -> str:
    return f"has a load of {number(_count(agent, contest))}"


def _share(agent: Agent, contest: Contest) -> float:
    if agent.capacity is None:
        return 0.0
    return exact(_count(agent, contest) / agent.capacity) if agent.capacity else inf


def _share_words(agent: Agent, contest: Contest) -> str:
    if agent.capacity is None:
        return "has no limit"
    return f"has a load of {number(_count(agent, contest))} of {number(agent.capacity)}"


def _spare(agent: Agent, contest: Contest) -> float:
    return -inf if agent.capacity is None else exact(_count(agent, contest) - agent.capacity)


def _spare_words(agent: Agent, contest: Contest) -> str:
    return "has no limit" if agent.capacity is None else f"has {number(-_spare(agent, contest))} to spare"


def _rotation(agent: Agent, contest: Contest) -> float:
    return contest.places[agent.id]


def _rotation_words(agent: Agent, contest: Contest) -> str:
    return f"is number {contest.places[agent.id]} in turn"


def _weighted(agent: Agent, contest: Contest) -> float:
    return -contest.credit[agent.id]


def _weighted_words(agent: Agent, contest: Contest) -> str:
    return f"has a credit of {number(contest.credit[agent.id])}"


_MEASURES: Mapping[str, tuple[Callable[[Agent, Contest], float], Callable[[Agent, Contest], str]]] = {
    "owner": (_owner, _owner_words),
    "account": (_account, _account_words),
    "count": (_count, _count_words),
    "share": (_share, _share_words),
    "spare": (_spare, _spare_words),
    "rotation": (_rotation, _rotation_words),
    "weighted": (_weighted, _weighted_words),
}
