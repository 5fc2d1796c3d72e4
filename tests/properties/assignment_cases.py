"""Random pools, tickets, strategies and states, as library values and as plain data for the slow oracle."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from supportops.calendar import BusinessCalendar
from supportops.triage.agents import Agent
from supportops.triage.assignment_state import AssignmentState
from supportops.triage.queued import QueuedTicket
from supportops.triage.strategy import RateLimit, Strategy, rate_limit
from supportops.vocabulary import P1_TO_P5

START = datetime(2026, 3, 5, 8, tzinfo=UTC)  # a Thursday, before opening
HOURS = {
    "always": (None, lambda minute: True),
    "desk": (
        BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00"),
        lambda minute: 0 <= (minute + 480) // 1440 % 7 < 2 and 540 <= (minute + 480) % 1440 < 1020,
    ),
    "late": (
        BusinessCalendar(name="late", zone="UTC", hours="daily 12:00-24:00"),
        lambda minute: (minute + 480) % 1440 >= 720,
    ),
}
"""By name: the calendar, and whether a minute after `START` is open; right from that Thursday to the Sunday."""

NAMES = ("ann", "bob", "cyd", "dan", "eve")
SKILLS = ("api", "billing")
LEVELS = ("L1", "L2")
CHANNELS = ("chat", "email")
ACCOUNTS = ("acme", "zenith")
FILTERS = ("skill", "level", "status", "hours", "capacity")
RANKS = ("owner", "account", "count", "share", "spare", "rotation", "weighted")
# In tenths, so that sums of floats are off where they are not rounded.
TENTHS = st.sampled_from([0, 1, 2, 3, 5, 7, 10, 20, 30])


def at(minute):
    """Return the instant so many minutes after the start."""
    return START + timedelta(minutes=minute)


def sometimes(values):
    return st.none() | st.sampled_from(values)


@st.composite
def pools(draw, min_size=0, **fixed):
    """Draw agents; each may only be stood in for by a later one, so that there is no circle."""
    names = draw(st.permutations(NAMES))[: draw(st.integers(min_size, len(NAMES)))]
    agents = []
    for place, name in enumerate(names):
        capacity = draw(st.none() | TENTHS)
        agents.append({
            "id": name,
            "skills": draw(st.sets(st.sampled_from(SKILLS))),
            "level": draw(sometimes(LEVELS)),
            "status": draw(st.sampled_from(["active", "active", "active", "away", "unavailable"])),
            "capacity": None if capacity is None else Fraction(capacity, 10),
            "channels": {c: Fraction(draw(TENTHS), 10) for c in CHANNELS if draw(st.booleans())},
            "works": draw(st.sampled_from(["always", "always", "desk", "late"])),
            "weight": draw(st.integers(1, 4)),
            "accounts": draw(st.sets(st.sampled_from(ACCOUNTS))),
            "substitute": draw(sometimes(names[place + 1 :])) if names[place + 1 :] else None,
            **fixed,
        })  # fmt: skip
    return draw(st.permutations(agents))


@st.composite
def tickets(draw, name="t", **fixed):
    last = draw(st.none() | st.integers(-6000, 4000))
    slack = draw(st.none() | st.integers(-60, 60))
    return {
        "id": name,
        "rank": draw(st.integers(1, 5)),
        "base": draw(st.none() | st.integers(1, 5)),
        "created": draw(st.integers(-6000, 0)),
        "slack": slack,
        "skill": draw(sometimes(SKILLS)),
        "level": draw(sometimes(LEVELS)),
        "channel": draw(sometimes((*CHANNELS, "phone"))),
        "account": draw(sometimes(ACCOUNTS)),
        "owner": draw(sometimes((*NAMES, "zoe"))),
        "last_activity": last,
        **fixed,
    }


@st.composite
def strategies(draw, **fixed):
    limits = st.tuples(st.just("rate"), st.integers(1, 3), st.sampled_from([1, 30, 600]))
    return {
        "filters": draw(st.permutations([*FILTERS, *draw(st.lists(limits, max_size=2))]) | st.just(FILTERS)),
        "rank": draw(st.lists(st.sampled_from(RANKS), unique=True, max_size=4)),
        "size": draw(st.sampled_from([1, 1, 1, 2, 3])),
        "last_resort": draw(st.sampled_from(["nobody", "away", "anyone"])),
        **fixed,
    }


@st.composite
def states(draw):
    known = (*NAMES, "gone")
    return {
        "rotation": draw(st.permutations(known))[: draw(st.integers(0, len(known)))],
        "load": {name: Fraction(draw(TENTHS), 10) for name in known if draw(st.booleans())},
        "assigned": {
            name: sorted(draw(st.lists(st.integers(-700, 700), min_size=1, max_size=4)))
            for name in known
            if draw(st.booleans())
        },
        "credit": {name: draw(st.integers(-4, 4)) for name in known if draw(st.booleans())},
    }


def agents_of(pool):
    """Return plain agents as the library's."""
    return tuple(
        Agent(
            agent["id"], skills=agent["skills"], level=agent["level"], status=agent["status"],
            capacity=None if agent["capacity"] is None else float(agent["capacity"]),
            channels={channel: float(units) for channel, units in agent["channels"].items()},
            hours=HOURS[agent["works"]][0], weight=agent["weight"], accounts=agent["accounts"],
            substitute=agent["substitute"],
        )
        for agent in pool
    )  # fmt: skip


def plain_pool(pool):
    """Return plain agents as the oracle reads them."""
    return [{**agent, "works": HOURS[agent["works"]][1]} for agent in pool]


def ticket_of(ticket):
    label = P1_TO_P5.label
    return QueuedTicket(
        ticket["id"],
        priority=label(ticket["base"] or ticket["rank"]),
        effective_priority=None if ticket["base"] is None else label(ticket["rank"]),
        created=at(ticket["created"]),
        slack=None if ticket["slack"] is None else timedelta(minutes=ticket["slack"]),
        last_activity=None if ticket["last_activity"] is None else at(ticket["last_activity"]),
        **{name: ticket[name] for name in ("skill", "level", "channel", "account", "owner")},
    )


def strategy_of(strategy):
    filters = [
        rate_limit(one[1], per=timedelta(minutes=one[2])) if one[0] == "rate" else one for one in strategy["filters"]
    ]
    return Strategy(
        name="drawn", filters=filters, rank=strategy["rank"], size=strategy["size"], last_resort=strategy["last_resort"]
    )


def state_of(state):
    return AssignmentState(
        rotation=state["rotation"],
        load={name: float(units) for name, units in state["load"].items()},
        assigned={name: [at(minute) for minute in minutes] for name, minutes in state["assigned"].items()},
        credit=state["credit"],
    )


def plain_strategy(strategy):
    """Return a strategy of the library as the oracle reads it."""
    minute = timedelta(minutes=1)
    filters = [
        ("rate", one.limit, one.per // minute) if isinstance(one, RateLimit) else one for one in strategy.filters
    ]
    return {
        "filters": filters, "rank": list(strategy.rank), "size": strategy.size, "last_resort": strategy.last_resort,
    }  # fmt: skip
