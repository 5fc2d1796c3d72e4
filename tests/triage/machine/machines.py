"""Machines for the tests: one to read, and random ones over boolean facts."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from supportops.triage import StateMachine, Transition, any_of, at_least

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def hours(count):
    return START + timedelta(hours=count)


TICKET = StateMachine(
    name="ticket",
    states=("new", "open", "closed"),
    transitions=(
        Transition("start", "new", "open"),
        Transition(
            "close",
            "open",
            "closed",
            when={"resolution": any_of("solved", "duplicate")},
            effects=["send_csat_survey", {"notify": "owner"}],
        ),
        Transition("note", "open", "open"),
        Transition("expire", "new", "closed", when={"age": at_least(30)}, automatic=True),
        Transition("reopen", "closed", "open"),
    ),
    initial="new",
    final="closed",
    inputs={"resolution": ("solved", "duplicate", "none"), "age": at_least(0)},
)

STATES = ("a", "b", "c", "d")
EVENTS = ("go", "run", "hop")
FACTS = ("x", "y")
ALL_FACTS = [{"x": x, "y": y} for x in (False, True) for y in (False, True)]
SOME_FACTS = [
    {name: value for name, value in (("x", x), ("y", y)) if value is not None}
    for x in (None, False, True)
    for y in (None, False, True)
]

transitions = st.builds(
    Transition,
    st.sampled_from(EVENTS),
    st.sampled_from(STATES),
    st.sampled_from(STATES),
    when=st.dictionaries(st.sampled_from(FACTS), st.booleans()),
    automatic=st.booleans(),
)
machines = st.builds(
    lambda moves, initial, final: StateMachine(
        states=STATES, transitions=moves, initial=initial, final=final, inputs=dict.fromkeys(FACTS, "boolean")
    ),
    st.lists(transitions, max_size=9),
    st.sampled_from(STATES),
    st.sets(st.sampled_from(STATES)),
)
