"""Steps of a state machine, with and without an audit trail, against three state machine libraries.

The machine has six states and goes round in eight events, one of them guarded. Every library must be in the right
state after every event, and refuse a wrong one, before anything is timed. Ours with audit keeps every event with its
instant, and refuses instants without a zone or out of order; the peers keep the present state only. The wanted rate
was set on a machine on which `transitions` made 117,000 a second.
"""

from __future__ import annotations

import gc
import logging
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import transitions
from benchmarks._rows import rate
from finite_state_machine import StateMachine as FiniteStateMachine
from finite_state_machine import transition as finite_transition
from statemachine import State
from statemachine import StateMachine as PythonStateMachine

from supportops.triage import StateMachine, Transition, any_of

ROUNDS, PEER_ROUNDS, INSTANCES = 20_000, 1_000, 2_000
WANTED, TRANSITIONS_THEN, WANTED_BYTES = 2_000_000, 117_000, 200
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SOLVED = {"resolution": "solved"}
WAY = (
    ("assign", "new", "open"), ("wait", "open", "waiting"), ("reply", "waiting", "open"),
    ("escalate", "open", "escalated"), ("hand_back", "escalated", "open"), ("resolve", "open", "resolved"),
    ("close", "resolved", "closed"), ("restart", "closed", "new"),
)  # fmt: skip
STATES = ("new", "open", "waiting", "escalated", "resolved", "closed")
EVENTS = tuple((event, SOLVED if event == "resolve" else None) for event, _, _ in WAY)

OURS = StateMachine(
    name="ticket",
    states=STATES,
    transitions=[
        Transition(
            event, source, target, when={"resolution": any_of("solved", "workaround")} if event == "resolve" else {}
        )
        for event, source, target in WAY
    ],
    initial="new",
    final="closed",
    inputs={"resolution": ("solved", "workaround", "none")},
)


def is_solved(_: object, resolution: str) -> bool:
    return resolution in ("solved", "workaround")


class Model:
    """A ticket that the library `transitions` moves."""

    is_solved = is_solved


def with_transitions() -> Callable[[], Any]:
    """Return what makes a ticket: a model of one shared machine."""
    rows = [
        {"trigger": event, "source": source, "dest": target, "conditions": ["is_solved"] if event == "resolve" else []}
        for event, source, target in WAY
    ]
    machine = transitions.Machine(
        model=None, states=list(STATES), transitions=rows, initial="new", auto_transitions=False
    )

    def ticket() -> Model:
        model = Model()
        machine.add_model(model)
        return model

    return ticket


class Python(PythonStateMachine):
    """A ticket of python-statemachine."""

    new, opened, waiting = State(initial=True), State(value="open"), State()
    escalated, resolved, closed = State(), State(), State()
    assign, wait, reply = new.to(opened), opened.to(waiting), waiting.to(opened)
    escalate, hand_back = opened.to(escalated), escalated.to(opened)
    resolve = opened.to(resolved, cond="is_solved")
    close, restart = resolved.to(closed), closed.to(new)
    is_solved = is_solved


def with_finite() -> Callable[[], Any]:
    """Return what makes a ticket of finite-state-machine."""

    def method(event: str, source: str, target: str) -> Callable[..., None]:
        def nothing(ticket: object, **facts: str) -> None: ...

        nothing.__name__ = event
        return finite_transition(source, target, conditions=[is_solved] if event == "resolve" else [])(nothing)

    def begin(ticket: Any) -> None:
        ticket.state = "new"
        FiniteStateMachine.__init__(ticket)

    methods = {event: method(event, source, target) for event, source, target in WAY}
    return type("Finite", (FiniteStateMachine,), {"__init__": begin, **methods})


PEERS: dict[str, tuple[Callable[[], Any], Callable[[Any], str]]] = {
    "transitions": (with_transitions(), lambda ticket: ticket.state),
    "python-statemachine": (Python, lambda ticket: str(ticket.current_state_value)),
    "finite-state-machine": (with_finite(), lambda ticket: ticket.state),
}
"""How each makes a ticket, and where its state is."""


def lines() -> Iterator[str]:
    """Yield one row a figure."""
    logging.disable(logging.CRITICAL)
    check()
    rates = {name: rate(round_trips(make()), PEER_ROUNDS * len(WAY)) for name, (make, _) in PEERS.items()}
    yield from against("transition with audit", rate(records, ROUNDS * len(WAY), repeats=9), WANTED, rates)
    yield from against("transition", rate(steps, ROUNDS * len(WAY), repeats=9), 0, rates)
    yield from against("guarded transition", rate(guarded, ROUNDS, repeats=9), 0, {})
    yield from sizes()


def check() -> None:
    """Stop when a library is not where it should be, or takes an event that it should refuse."""
    log, state = None, "new"
    tickets = {name: make() for name, (make, _) in PEERS.items()}
    for hour, ((event, facts), (_, _, target)) in enumerate(zip(EVENTS, WAY, strict=True)):
        log, state = (
            OURS.record(log, event, at=START + timedelta(hours=hour), facts=facts),
            OURS.step(state, event, facts),
        )
        found = {"record": log.state, "step": state}
        for name, ticket in tickets.items():
            getattr(ticket, event)(**(facts or {}))
            found[name] = PEERS[name][1](ticket)
        wrong = [name for name, state in found.items() if state != target]
        if wrong:
            raise SystemExit(f"{', '.join(wrong)}: not in {target!r} after {event!r}")
    if not OURS.can("new", "assign") or OURS.can("new", "close"):
        raise SystemExit("supportops: refuses what is allowed, or allows what is refused")
    for name, ticket in tickets.items():
        try:
            ticket.close()
        except Exception:
            continue
        raise SystemExit(f"{name}: takes 'close' in 'new'")


def records() -> None:
    """Go round with an audit trail, an instant for each round."""
    log, record, minute = OURS.record(None, "assign", at=START), OURS.record, timedelta(minutes=1)
    events, at = EVENTS[1:] + EVENTS[:1], START
    for _ in range(ROUNDS):
        at += minute
        for event, facts in events:
            log = record(log, event, at=at, facts=facts)


def steps() -> None:
    """Go round, and keep the state only."""
    state, step = "new", OURS.step
    for _ in range(ROUNDS):
        for event, facts in EVENTS:
            state = step(state, event, facts)


def guarded() -> None:
    """Take the guarded event again and again."""
    step = OURS.step
    for _ in range(ROUNDS):
        step("open", "resolve", SOLVED)


def round_trips(ticket: Any) -> Callable[[], None]:
    """Return the work of a peer: so many times round."""
    events = [(getattr(ticket, event), facts or {}) for event, facts in EVENTS]

    def work() -> None:
        for _ in range(PEER_ROUNDS):
            for event, facts in events:
                event(**facts)

    return work


def sizes() -> Iterator[str]:
    """Yield the traced bytes an instance; ours after a first event, which is in its audit trail."""
    ours = traced(lambda number: OURS.record(None, "assign", at=START + timedelta(seconds=number)))
    mark = "ok  " if ours < WANTED_BYTES else "MISS"
    yield f"{mark} {'instance with one event kept':<34} {ours:>13,.0f} B     wanted under {WANTED_BYTES} B"
    for name, (make, _) in PEERS.items():
        yield f"     {'':<34} {'':>15}   {name:<20} {traced(lambda _, make=make: make()):>12,.0f} B"


def traced(make: Callable[[int], object]) -> float:
    """Return the bytes that Python allocates for an instance, on average."""
    make(0)
    gc.collect()
    tracemalloc.start()
    kept = [None] * INSTANCES
    before = tracemalloc.get_traced_memory()[0]
    for number in range(INSTANCES):
        kept[number] = make(number)  # type: ignore[call-overload]
    gc.collect()
    found = (tracemalloc.get_traced_memory()[0] - before) / INSTANCES
    tracemalloc.stop()
    return found


def against(name: str, ours: float, wanted: int, rates: dict[str, float]) -> Iterator[str]:
    """Yield our rate, and beside it each peer's; the wanted rate is scaled to the speed of this machine."""
    here = rates["transitions"] / TRANSITIONS_THEN if wanted else 1.0
    mark = "    " if not wanted else "ok  " if ours >= wanted * min(1.0, here) else "MISS"
    goal = f"wanted {wanted:,}/s where transitions makes {TRANSITIONS_THEN:,}" if wanted else ""
    yield f"{mark} {name:<34} {ours:>13,.0f}/s   {goal}"
    for peer, peers in rates.items():
        yield f"     {'':<34} {'':>15}   {peer:<20} {peers:>12,.0f}/s   x {ours / peers:>9,.4g}"
