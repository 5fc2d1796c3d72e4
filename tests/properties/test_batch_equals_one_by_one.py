"""The batch against the one-by-one clock: every column of every timer, over random tickets and every option."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import METRICS, SCALE, START, histories, policies
from tests.sla.both_ways import check, in_columns

from supportops.sla import EVENT_WORDS, MetricRule, PolicySet, Select, SlaPolicy, evaluate_many
from supportops.tickets import Assignment, EventTable, FieldChange, TicketHistory

SETTINGS = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def tickets_of(draw, policy, *, most=5, more=None):
    """Draw some tickets, with more events of other kinds among their own when wanted."""
    found = []
    for number in range(draw(st.integers(1, most))):
        history, _ = draw(histories(policy))
        events = list(history.events)
        for extra in draw(st.lists(more, max_size=4)) if more is not None else ():
            place = draw(st.integers(1, len(events)))
            extra = extra(at=events[place - 1].at, id=f"x{len(events)}")
            events.insert(place, extra)
        found.append(TicketHistory(ticket_id=f"t{number}", events=tuple(events)))
    return found


WAITS = st.sampled_from([-400, -10, 0, 1, 30, 400, 2000])


@SETTINGS
@given(st.data())
def test_every_option_gives_the_same_columns_as_the_clock_of_each_ticket(data):
    policy, _ = data.draw(policies())
    tickets = data.draw(tickets_of(policy))
    last = max(history.events[-1].at for history in tickets)
    check(policy, tickets, last + timedelta(minutes=data.draw(WAITS)))


@SETTINGS
@given(st.data())
def test_each_ticket_may_have_an_instant_of_its_own(data):
    policy, _ = data.draw(policies())
    tickets = data.draw(tickets_of(policy))
    check(policy, tickets, [history.events[-1].at + timedelta(minutes=data.draw(WAITS)) for history in tickets])


WORDS = st.sampled_from([*EVENT_WORDS, "status:pending", "status:open", "status:on_hold", "field:region", "field:tier"])
MORE = st.sampled_from(
    [
        lambda **all_events: FieldChange(field="region", to="EMEA", **all_events),
        lambda **all_events: FieldChange(field="region", to=None, **all_events),
        lambda **all_events: FieldChange(field="category", to="billing", **all_events),
        lambda **all_events: FieldChange(field="channel", to="phone", **all_events),
        lambda **all_events: Assignment(agent="ann", group="second", **all_events),
    ]
)


@st.composite
def metric_rules(draw, name):
    """Draw a metric with words of all kinds."""
    words = st.lists(WORDS, max_size=3, unique=True).map(tuple)
    return MetricRule(
        name, starts_on=draw(st.lists(WORDS, min_size=1, max_size=3, unique=True)), stops_on=draw(words),
        restarts_on=draw(words), cancels_on=draw(words), repeats=draw(st.booleans()),
        counts=draw(st.sampled_from([("new", "open"), ("new", "open", "pending", "on_hold"), ("open", "resolved")])),
        after_first_response=draw(st.booleans()), reopens=draw(st.sampled_from(["policy", "resume", "never"])),
    )  # fmt: skip


@SETTINGS
@given(st.data())
def test_custom_metrics_give_the_same_columns(data):
    policy, _ = data.draw(policies())
    rules = tuple(data.draw(metric_rules(name)) for name in METRICS)
    policy = policy.model_copy(update={"metrics": rules})
    tickets = data.draw(tickets_of(policy, more=MORE))
    check(policy, tickets, tickets[0].events[-1].at + timedelta(minutes=data.draw(WAITS)))


@st.composite
def policy_sets(draw):
    """Draw policies that hold by priority, tier, category, channel, field or date; the last may leave tickets out."""

    def select(last):
        policy, _ = draw(policies())
        if draw(st.booleans()):
            kept = draw(st.lists(st.sampled_from(METRICS), min_size=1, max_size=4, unique=True))
            targets = {p: {m: a for m, a in row.items() if m in kept} for p, row in policy.targets.items()}
            policy = SlaPolicy(**{**dict(policy), "targets": targets})
        keys = [
            {}, {"priority": draw(st.sampled_from(list(SCALE)))}, {"tier": "Gold"}, {"category": "billing"},
            {"channel": "phone"}, {"fields": {"region": "EMEA"}}, {"start": START + timedelta(hours=5)},
            {"end": START + timedelta(hours=5)},
        ]  # fmt: skip
        return Select(policy, **(draw(st.sampled_from(keys[:3] if last else keys[1:]))))

    entries = [select(last=False) for _ in range(draw(st.integers(1, 2)))]
    return PolicySet(*entries, select(last=True))


@SETTINGS
@given(st.data())
def test_a_set_of_policies_gives_the_same_columns(data):
    chosen = data.draw(policy_sets())
    plain, _ = data.draw(policies())
    tickets = data.draw(tickets_of(plain, more=MORE))
    check(chosen, tickets, tickets[0].events[-1].at + timedelta(minutes=data.draw(WAITS)))


@settings(SETTINGS, max_examples=30)
@given(st.data(), st.integers(1, 12))
def test_the_size_of_the_parts_changes_nothing(data, rows):
    from supportops.sla import batch

    policy, _ = data.draw(policies())
    table = EventTable.from_histories(data.draw(tickets_of(policy)))
    at = START + timedelta(days=3)
    whole = evaluate_many(table, policy, at=at)
    before, batch._ROWS = batch._ROWS, rows
    try:
        parts = evaluate_many(table, policy, at=at)
    finally:
        batch._ROWS = before
    assert in_columns(parts) == in_columns(whole)
    assert len(whole.tickets) == len(table.tickets) - len(whole.rejected)
