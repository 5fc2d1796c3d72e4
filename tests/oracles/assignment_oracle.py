"""A slow, obvious oracle of assignment: it compares everybody with everybody and imports nothing of the library.

Times are whole minutes, units are fractions. An agent is a dict: `id`, `skills`, `level`, `status`, `capacity`,
`channels`, `works` (minute -> bool), `weight`, `accounts`, `substitute`. A ticket: `id`, `rank` (of its effective
priority), `created`, `slack`, `skill`, `level`, `channel`, `account`, `owner`, `last_activity`. A strategy: `filters`,
of which a rate limit is ("rate", limit, minutes), `rank`, `size`, `last_resort`. A state: `rotation` (list), `load`,
`assigned` (lists of minutes), `credit`.
"""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

Agent = dict[str, Any]
Ticket = dict[str, Any]
State = dict[str, Any]


def assign(ticket: Ticket, agents: list[Agent], strategy: dict[str, Any], state: State, at: int) -> dict[str, Any]:
    """Return agents, eligible, stopped (id -> filter), behind (id -> rank), blocked_by and the state after."""
    places = {agent["id"]: first_refusal(agent, ticket, agents, strategy, state, at) for agent in agents}
    places = {name: place for name, place in places.items() if place is not None}
    labels = ["rate" if one[0] == "rate" else one for one in strategy["filters"]]
    stopped = {name: labels[place] for name, place in places.items()}
    eligible = [agent for agent in agents if agent["id"] not in stopped]
    answer: dict[str, Any] = {"eligible": [agent["id"] for agent in eligible], "stopped": stopped, "behind": {}}
    if not eligible:
        return {
            **answer,
            "agents": [],
            "blocked_by": labels[max(places.values())] if places else "agents",
            "state": state,
        }
    rotation = [name for name in state["rotation"] if any(agent["id"] == name for agent in agents)]
    rotation += [agent["id"] for agent in agents if agent["id"] not in rotation]
    measured = {agent["id"]: measures(agent, eligible, agents, ticket, strategy, state, rotation) for agent in eligible}
    left, chosen = [agent["id"] for agent in eligible], []
    while left and len(chosen) < strategy["size"]:
        [best] = [name for name in left if all(beats(measured[name], measured[o]) for o in left if o != name)]
        chosen.append(best)
        left.remove(best)
    for name in left:
        answer["behind"][name] = next(
            rank for rank, mine in measured[name].items() if mine != measured[chosen[-1]][rank]
        )
    after = grown(state, rotation, chosen, eligible, agents, ticket, strategy, at)
    return {**answer, "agents": chosen, "blocked_by": None, "state": after}


def drain(
    tickets: list[Ticket], agents: list[Agent], strategy: dict[str, Any], state: State, at: int, max_idle: int | None
) -> list[tuple[str, list[str], str | None]]:
    """Return (ticket, agents, blocked_by) for each ticket, in the order of the queue."""
    found, left = [], list(tickets)
    while left:
        [ticket] = [t for t in left if all(t is other or comes_before(t, other) for other in left)]
        left.remove(ticket)
        last = ticket["last_activity"]
        if max_idle is not None and last is not None and at - last > max_idle:
            found.append((ticket["id"], [], "stale"))
            continue
        answer = assign(ticket, agents, strategy, state, at)
        state = answer["state"]
        found.append((ticket["id"], answer["agents"], answer["blocked_by"]))
    return found


def comes_before(one: Ticket, other: Ticket) -> bool:
    """Priority, then the least slack with none last, then the oldest, then the id."""
    if one["rank"] != other["rank"]:
        return bool(one["rank"] < other["rank"])
    if one["slack"] != other["slack"]:
        return other["slack"] is None or (one["slack"] is not None and one["slack"] < other["slack"])
    if one["created"] != other["created"]:
        return bool(one["created"] < other["created"])
    return bool(one["id"] < other["id"])


def first_refusal(agent, ticket, agents, strategy, state, at):
    """Return the place of the first filter that refuses an agent."""
    for place, one in enumerate(strategy["filters"]):
        refuses = {
            "skill": lambda: ticket["skill"] is not None and ticket["skill"] not in agent["skills"],
            "level": lambda: ticket["level"] is not None and ticket["level"] != agent["level"],
            "status": lambda: not status_passes(agent, agents, strategy),
            "hours": lambda: not agent["works"](at),
            "capacity": lambda: is_full(agent, ticket, state),
        }
        if one[0] == "rate":
            given = [minute for minute in state["assigned"].get(agent["id"], []) if at - one[2] <= minute <= at]
            if len(given) >= one[1]:
                return place
        elif refuses[one]():
            return place
    return None


def is_full(agent: Agent, ticket: Ticket, state: State) -> bool:
    """Return whether a ticket would be more than an agent can take."""
    if agent["capacity"] is None:
        return False
    return bool(state["load"].get(agent["id"], 0) + units(agent, ticket) > agent["capacity"])


def status_passes(agent: Agent, agents: list[Agent], strategy: dict[str, Any]) -> bool:
    """Return whether an agent's status passes, with the last resort when nobody in the pool is active."""
    if agent["status"] == "active":
        return True
    if any(other["status"] == "active" for other in agents):
        return False
    return strategy["last_resort"] == "anyone" or strategy["last_resort"] == agent["status"] == "away"


def units(agent: Agent, ticket: Ticket) -> Fraction:
    """Return what a ticket takes of an agent."""
    return agent["channels"].get(ticket["channel"], Fraction(1))


def stand_in(name, agents, eligible, strategy):
    """Return who takes what is somebody's own: that agent, or the end of the chain of those who are out."""
    by_id = {agent["id"]: agent for agent in agents}
    while name in by_id:
        if any(agent["id"] == name for agent in eligible):
            return name
        if status_passes(by_id[name], agents, strategy):
            return None
        name = by_id[name]["substitute"]
    return None


def measures(agent, eligible, agents, ticket, strategy, state, rotation):
    """Return an agent's value by rank, smaller first, up to the rotation."""
    load, capacity = state["load"].get(agent["id"], Fraction(0)), agent["capacity"]
    owner = ticket["owner"] and stand_in(ticket["owner"], agents, eligible, strategy)
    holding = [other for other in agents if ticket["account"] is not None and ticket["account"] in other["accounts"]]
    present = [other["id"] for other in holding if other in eligible]
    holders = present or [stand_in(other["id"], agents, eligible, strategy) for other in holding]
    endless = Fraction(10**9)
    values = {
        "owner": agent["id"] != owner,
        "account": agent["id"] not in holders,
        "count": load,
        "share": 0 if capacity is None else load / capacity if capacity else endless,
        "spare": -endless if capacity is None else load - capacity,
        "weighted": -raised(eligible, strategy, state)[agent["id"]],
        "rotation": rotation.index(agent["id"]),
    }
    asked = {}
    for rank in [*strategy["rank"], "rotation"]:
        asked[rank] = values[rank]
        if rank == "rotation":
            break
    return asked


def beats(mine: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether one agent goes before another."""
    for rank, value in mine.items():
        if value != other[rank]:
            return bool(value < other[rank])
    return False


def raised(eligible, strategy, state):
    """Return the credits with the weights of this turn."""
    times = min(strategy["size"], len(eligible))
    return {agent["id"]: state["credit"].get(agent["id"], 0) + times * agent["weight"] for agent in eligible}


def grown(state, rotation, chosen, eligible, agents, ticket, strategy, at):
    """Return the state after the chosen took the ticket."""
    after = deepcopy(state)
    after["rotation"] = [name for name in rotation if name not in chosen] + chosen
    ranks = [*strategy["rank"], "rotation"]
    is_weighted = "weighted" in ranks[: ranks.index("rotation")]
    if is_weighted:
        present = {agent["id"] for agent in agents}
        after["credit"] = {name: credit for name, credit in state["credit"].items() if name in present}
        after["credit"].update(raised(eligible, strategy, state))
    for agent in eligible:
        if agent["id"] in chosen:
            after["load"][agent["id"]] = after["load"].get(agent["id"], Fraction(0)) + units(agent, ticket)
            after["assigned"][agent["id"]] = sorted([*after["assigned"].get(agent["id"], []), at])
            if is_weighted:
                after["credit"][agent["id"]] -= sum(other["weight"] for other in eligible)
    return after
