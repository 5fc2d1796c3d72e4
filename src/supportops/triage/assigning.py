"""Who takes a ticket: filter, rank, and let the rotation break the tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from supportops._frozen import FrozenMap
from supportops.triage._assignment_words import chosen_words, nobody_words, passed_words
from supportops.triage._checked import must_be
from supportops.triage._claims import account_claims, owner_claim
from supportops.triage._desk import Desk, desk_of
from supportops.triage._filters import Request, Stopped, name_of, stopped_by
from supportops.triage._ranking import Contest, ranked
from supportops.triage.agents import Agent
from supportops.triage.assignment import Assignment
from supportops.triage.assignment_state import AssignmentState
from supportops.triage.queued import QueuedTicket
from supportops.triage.strategy import Strategy

__all__ = ["assign", "assigned_at", "unassigned"]


def assign(
    ticket: QueuedTicket, agents: Sequence[Agent], strategy: Strategy, state: AssignmentState, *, at: datetime
) -> Assignment:
    """Return who takes a ticket, why, why nobody else, and the state for the next ticket.

    Each agent is stopped by the first filter that refuses. The others are ranked; of equals the longest idle goes
    first. That is the rotation of the state: agents who are not in the pool drop out of it, new ones join at the tail
    in the order given, who is chosen moves to the tail, and who is skipped keeps the turn. The load of the chosen
    grows by the units the ticket takes of them. When nobody takes the ticket, the state stays as it was.

    A ticket whose owner (or the agent who looks after its account) is away or unavailable goes to the substitute, and
    on along the chain of those who are out. A substitute has to pass every filter, too; one who is in the office but
    refused ends the chain, and the ticket is routed anew. Turns are not handed on: in the rotation, an agent who is
    out is skipped.

    The weighted rotation is smooth: everyone who may take the ticket gains the weight as credit, the largest credit
    is chosen, and the chosen pays the weights of all who might have taken it. Of a swarm each of the `n` chosen pays
    that, and each gain is `n` weights. Agents who leave the pool lose their credit.

    Args:
        ticket: what is to be given.
        agents: the pool, everybody who may be a substitute included. The order matters for newcomers only.
        strategy: one of the five models, or a `Strategy` of your own.
        state: what the assignment before left.
        at: the instant of the assignment; working hours and rate limits are read at it.

    Raises:
        ConfigurationError: equal ids, a substitute who is not in the pool, or substitutes in a circle.
        NaiveDatetimeError: `at` has no zone.

    Source: Support Operations skill pack, Ticket Assignment Models and Good Ticket Prioritization.

    Example:
        >>> from datetime import UTC
        >>> from supportops.triage.strategy import load_balanced
        >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        >>> ticket = QueuedTicket("7", priority="P2", created=noon, skill="api")
        >>> pool = (Agent("ann", skills="api"), Agent("bob", skills="billing"), Agent("cyd", skills="api"))
        >>> found = assign(ticket, pool, load_balanced(), AssignmentState(load={"ann": 2, "cyd": 1}), at=noon)
        >>> print(found)
        ticket 7 -> cyd: cyd is first of 2 by count: has a load of 1
        >>> for agent, why in found.passed_over.items():
        ...     print(agent, "|", why)
        ann | count: has a load of 2, cyd has a load of 1
        bob | skill: lacks 'api', has 'billing'
        >>> found.state.load["cyd"], found.state.rotation
        (2.0, ('ann', 'bob', 'cyd'))
    """
    must_be(QueuedTicket, ticket, "ticket", "a QueuedTicket")
    must_be(AssignmentState, state, "state", "an AssignmentState, to begin with AssignmentState()")
    return assigned_at(desk_of(agents, strategy, at), ticket, state)


def assigned_at(desk: Desk, ticket: QueuedTicket, state: AssignmentState) -> Assignment:
    """Return who takes a ticket at a desk that was checked before."""
    request = Request(ticket, desk, state)
    stopped = stopped_by(request)
    if len(stopped) == len(desk.agents):
        return _nobody(request, stopped)
    turns, contest = _contest(request, stopped)
    order = ranked(contest)
    chosen = [agent for agent, _ in order[: desk.strategy.size]]
    taken = {agent.id: agent.units(ticket.channel) for agent in chosen}
    after = state.after(taken, at=desk.at, rotation=turns, credit=_paid(contest, taken))
    return Assignment.model_construct(
        ticket=ticket.id,
        agents=tuple(taken),
        eligible=tuple(agent.id for agent in contest.eligible),
        passed_over=FrozenMap(passed_words(request, contest, order, stopped)),
        reason=chosen_words(request, contest, order, stopped),
        blocked_by=None,
        at=desk.at,
        strategy=desk.strategy.name,
        state=after,
    )


def unassigned(
    desk: Desk, ticket: QueuedTicket, state: AssignmentState, *, blocked_by: str, reason: str, why: Mapping[str, str]
) -> Assignment:
    """Return that nobody takes a ticket; the state stays as it was."""
    return Assignment.model_construct(
        ticket=ticket.id, agents=(), eligible=(), passed_over=FrozenMap(why), reason=reason, blocked_by=blocked_by,
        at=desk.at, strategy=desk.strategy.name, state=state,
    )  # fmt: skip


def _nobody(request: Request, stopped: Mapping[str, Stopped]) -> Assignment:
    filters = request.desk.strategy.filters
    blocked_by = name_of(filters[max(one.place for one in stopped.values())]) if stopped else "agents"
    return unassigned(
        request.desk, request.ticket, request.state, blocked_by=blocked_by, reason=nobody_words(request, stopped),
        why={agent: one.reason for agent, one in stopped.items()},
    )  # fmt: skip


def _contest(request: Request, stopped: Mapping[str, Stopped]) -> tuple[tuple[str, ...], Contest]:
    """Return the turns of the present pool, and the contest of those who were not stopped."""
    desk, state = request.desk, request.state
    names = {name: agent for name, agent in desk.agents.items() if name not in stopped}
    staying = [name for name in state.rotation if name in desk.agents]
    turns = tuple(dict.fromkeys((*staying, *desk.agents)))
    contest = Contest(
        eligible=tuple(names.values()),
        ranks=desk.ranks,
        places={name: place for place, name in enumerate(turns, start=1)},
        load=state.load,
        credit=_raised(request, names),
        owner=owner_claim(request, names),
        account=account_claims(request, names),
        customer=request.ticket.account,
    )
    return turns, contest


def _raised(request: Request, eligible: Mapping[str, Agent]) -> Mapping[str, float]:
    desk, credit = request.desk, request.state.credit
    if "weighted" not in desk.ranks:
        return credit
    times = min(desk.strategy.size, len(eligible))
    kept = {name: amount for name, amount in credit.items() if name in desk.agents}
    return {**kept, **{name: kept.get(name, 0.0) + times * agent.weight for name, agent in eligible.items()}}


def _paid(contest: Contest, taken: Mapping[str, float]) -> Mapping[str, float]:
    if "weighted" not in contest.ranks:
        return contest.credit
    price = sum(agent.weight for agent in contest.eligible)
    return {**contest.credit, **{name: contest.credit[name] - price for name in taken}}
