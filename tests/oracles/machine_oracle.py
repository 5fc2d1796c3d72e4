"""A slow, obvious oracle of state machines: everything is tried out. It imports nothing of the library.

A machine is a dict: `states`, `initial`, `final`, `inputs` (field -> all of its values) and `transitions`, each a dict:
`event`, `source`, `target`, `when` (field -> the values that let it pass) and `automatic`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

Machine = dict[str, Any]
Facts = dict[str, Any]
MISSING, AMBIGUOUS, REFUSED = "missing", "ambiguous", "refused"


def holds(transition: dict[str, Any], facts: Facts) -> bool | None:
    """Return whether a guard lets the facts pass; None where a missing fact decides."""
    answers = [None if facts.get(field) is None else facts[field] in good for field, good in transition["when"].items()]
    if False in answers:
        return False
    return None if None in answers else True


def from_here(machine: Machine, state: str, event: str) -> list[dict[str, Any]]:
    """Return the transitions of an event out of a state."""
    return [one for one in machine["transitions"] if (one["source"], one["event"]) == (state, event)]


def step(machine: Machine, state: str, event: str, facts: Facts) -> tuple[str, str]:
    """Return ("moved", the new state), or why not and ""."""
    answers = [holds(one, facts) for one in from_here(machine, state, event)]
    if answers.count(True) > 1:
        return AMBIGUOUS, ""
    if None in answers:
        return MISSING, ""
    if True not in answers:
        return REFUSED, ""
    return "moved", str(from_here(machine, state, event)[answers.index(True)]["target"])


def all_facts(machine: Machine) -> list[Facts]:
    """Return every combination of values."""
    fields = list(machine["inputs"])
    return [dict(zip(fields, values, strict=True)) for values in product(*machine["inputs"].values())]


def completions(machine: Machine, facts: Facts) -> list[Facts]:
    """Return every full set of facts that those at hand can become."""
    known = {field: value for field, value in facts.items() if value is not None}
    return [full for full in all_facts(machine) if all(full[field] == value for field, value in known.items())]


def allowed(machine: Machine, state: str, facts: Facts) -> list[str]:
    """Return the events that some full set of facts lets pass, in the order of the state's own transitions."""
    events = list(dict.fromkeys(one["event"] for one in machine["transitions"] if one["source"] == state))
    return [
        event
        for event in events
        if any(holds(one, full) for one in from_here(machine, state, event) for full in completions(machine, facts))
    ]


def check(machine: Machine) -> dict[str, Any]:
    """Return the faults of a machine. All states count; a transition whose guard nothing meets is as if not there."""
    everything = all_facts(machine)
    impossible = [one for one in machine["transitions"] if not any(holds(one, facts) for facts in everything)]
    machine = machine | {"transitions": [one for one in machine["transitions"] if one not in impossible]}
    states, final = machine["states"], machine["final"]
    reached = {state: reachable(machine, state) for state in states}
    return {
        "unreachable": [state for state in states if state not in reached[machine["initial"]]],
        "dead_ends": [state for state in states if state not in final and reached[state] == {state}],
        "no_way_to_final": [state for state in states if final and not reached[state] & set(final)],
        "ambiguous": {
            (one["source"], one["event"])
            for one in machine["transitions"]
            for facts in everything
            if [holds(other, facts) for other in from_here(machine, one["source"], one["event"])].count(True) > 1
        },
        "spinning": {
            (one["source"], one["target"])
            for one in machine["transitions"]
            if one["automatic"] and one["source"] in {one["target"], *automatically_after(machine, one["target"])}
        },
        "impossible": impossible,
    }


def reachable(machine: Machine, state: str) -> set[str]:
    """Return where one can come to from a state, itself included, by trying as many steps as there are states."""
    found = {state}
    for _ in machine["states"]:
        found |= {one["target"] for one in machine["transitions"] if one["source"] in found}
    return found


def automatically_after(machine: Machine, state: str) -> set[str]:
    """Return where one can come to by one automatic transition or more."""
    moves = {(one["source"], one["target"]) for one in machine["transitions"] if one["automatic"]}
    found = {target for source, target in moves if source == state}
    for _ in machine["states"]:
        found |= {target for source, target in moves if source in found}
    return found


def replay(machine: Machine, events: Sequence[tuple[int, str, Facts]], start: int) -> dict[str, Any]:
    """Return the state, the visits, the time in each state and the bounces; or the place and why not."""
    path = [(start, machine["initial"])]
    for place, (minute, event, facts) in enumerate(events):
        said, state = step(machine, path[-1][1], event, facts)
        if said != "moved":
            return {"refused": said, "index": place}
        path.append((minute, state))
    return travelled(path)


def follow(machine: Machine, records: Sequence[tuple[int, str]], start: int) -> dict[str, Any]:
    """Return what `replay` does, of recorded states, and the moves that no transition makes."""
    path, illegal = [(start, machine["initial"])], []
    for place, (minute, state) in enumerate(records):
        source = path[-1][1]
        legal = any((one["source"], one["target"]) == (source, state) for one in machine["transitions"])
        if state != source and not legal:
            illegal.append((place, minute, source, state))
        path.append((minute, state))
    return travelled(path) | {"illegal": illegal}


def travelled(path: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """Return what a path of (minute, state) comes to; a state that stays is one visit."""
    entries = [path[0]]
    for minute, state in path[1:]:
        if state != entries[-1][1]:
            entries.append((minute, state))
    visits = [
        (state, minute, entries[place + 1][0] if place + 1 < len(entries) else None)
        for place, (minute, state) in enumerate(entries)
    ]
    time_in: dict[str, int] = {}
    for state, entered, left in visits:
        if left is not None:
            time_in[state] = time_in.get(state, 0) + left - entered
    there = [state for _, state in entries]
    bounces = sum(there[i] == there[i + 2] for i in range(len(there) - 2))
    return {"state": there[-1], "visits": visits, "time_in": time_in, "bounces": bounces}
