"""Why a ticket went where it did, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from supportops.triage._claims import claim_notes, stand_in_words
from supportops.triage._filters import Request, Stopped, name_of
from supportops.triage._ranking import Contest, Order, behind, deciding

__all__ = ["chosen_words", "nobody_words", "passed_words"]


def chosen_words(request: Request, contest: Contest, order: Order, stopped: Mapping[str, Stopped]) -> str:
    """Return why the first agents of an order take the ticket."""
    desk = request.desk
    chosen = [agent.id for agent, _ in order[: desk.strategy.size]]
    notes = claim_notes(request, contest.owner, contest.account, stopped, chosen)
    if desk.is_last_resort and "status" in desk.strategy.filters:
        notes.append(f"nobody in the pool is active, and the last resort is {desk.strategy.last_resort!r}")
    return "; ".join([_first_words(request, contest, order), *notes])


def nobody_words(request: Request, stopped: Mapping[str, Stopped]) -> str:
    """Return why no agent takes the ticket, with how many each filter stopped."""
    if not stopped:
        return "there is nobody in the pool"
    filters = request.desk.strategy.filters
    counts = Counter(one.place for one in stopped.values())
    each = ", ".join(f"{name_of(filters[place])} {counts[place]}" for place in sorted(counts))
    return f"nobody can take it; of {len(stopped)} agents these filters stopped: {each}"


def passed_words(request: Request, contest: Contest, order: Order, stopped: Mapping[str, Stopped]) -> dict[str, str]:
    """Return why each other agent was passed over, in the order of the pool."""
    size = request.desk.strategy.size
    words = {agent: one.reason for agent, one in stopped.items()}
    claims = [claim for claim in (contest.owner, *contest.account) if claim is not None]
    chosen = [agent.id for agent, _ in order[:size]]
    for agent, who in stand_in_words(claims, chosen).items():
        words[agent] += f"; {who}"
    if len(order) > size:
        words |= behind(contest, order[size:], order[size - 1])
    return {agent: words[agent] for agent in request.desk.agents if agent in words}


def _first_words(request: Request, contest: Contest, order: Order) -> str:
    total, size, best = len(request.desk.agents), request.desk.strategy.size, order[0][0].id
    names = ", ".join(agent.id for agent, _ in order[:size])
    if len(order) == 1:
        return f"{best} is the only one who may take it, of {total} in the pool"
    if len(order) <= size:
        return f"{names} are all who may take it, of {total} in the pool; up to {size} are wanted"
    found = deciding(contest, order)
    ranks, words = ", ".join(rank for rank, _ in found), ", ".join(what for _, what in found)
    if size == 1:
        return f"{best} is first of {len(order)} by {ranks}: {words}"
    return f"{names} are the first {size} of {len(order)} by {ranks}: {best} {words}"
