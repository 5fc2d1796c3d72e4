"""Laws of priorities and of the order of a queue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.triage.priorities import effective_priorities
from supportops.triage.priority import Ageing, Modifier, effective_priority
from supportops.triage.queue import queue_key, queue_order
from supportops.vocabulary import L0_TO_L3, P1_TO_P5, Scale

SCALES = (P1_TO_P5, L0_TO_L3, Scale("urgent", "normal"))
START = datetime(2026, 3, 2, tzinfo=UTC)
ages = st.timedeltas(timedelta(0), timedelta(days=9))


@st.composite
def cases(draw):
    """A scale, a base, an ageing or none, and the sum of the modifiers."""
    scale = draw(st.sampled_from(SCALES))
    every = draw(st.timedeltas(timedelta(microseconds=1), timedelta(days=3)))
    ceiling = scale.label(draw(st.integers(2, len(scale))))
    ageing = draw(st.none() | st.just(Ageing(every, ceiling)))
    modifiers = draw(st.lists(st.integers(-3, 3).map(lambda by: Modifier(by, "why")), max_size=3))
    return scale, draw(st.sampled_from(scale.labels)), ageing, modifiers


def rank(case, age):
    scale, base, ageing, modifiers = case
    found = effective_priority(base, scale=scale, age=age, ageing=ageing, modifiers=modifiers)
    return scale.rank(found.effective)


@given(cases(), ages, ages)
def test_more_age_never_lowers(case, one, other):
    assert rank(case, max(one, other)) <= rank(case, min(one, other))


@given(cases(), ages)
def test_age_raises_by_whole_steps_and_never_past_the_ceiling(case, age):
    scale, _, ageing, _ = case
    before, after = rank(case, timedelta(0)), rank(case, age)
    if ageing is None:
        assert after == before
    else:
        ceiling = scale.rank(ageing.ceiling)
        assert after == before or after == max(ceiling, before - age // ageing.every)
        assert after >= min(before, ceiling)
        assert ceiling > 1


@given(cases(), ages, st.data())
def test_a_modifier_towards_the_top_never_makes_it_milder(case, age, data):
    scale, base, ageing, modifiers = case
    place = data.draw(st.integers(0, len(modifiers)))
    raised = (scale, base, ageing, [*modifiers[:place], Modifier(1, "one more"), *modifiers[place:]])
    assert rank(case, age) - 1 <= rank(raised, age) <= rank(case, age)


@given(cases(), ages, st.randoms())
def test_the_order_of_modifiers_does_not_matter(case, age, random):
    scale, base, ageing, modifiers = case
    shuffled = list(modifiers)
    random.shuffle(shuffled)
    assert rank(case, age) == rank((scale, base, ageing, shuffled), age)


@given(cases(), ages)
def test_each_modifier_and_each_ageing_that_counts_is_told(case, age):
    scale, base, ageing, modifiers = case
    found = effective_priority(base, scale=scale, age=age, ageing=ageing, modifiers=modifiers)
    assert len(found.reasons) >= len(modifiers)
    assert found.base == base
    assert found.effective == base or found.reasons
    assert all(reason.endswith(".") for reason in found.reasons)


@given(cases(), st.lists(st.tuples(st.integers(0, 99), ages), max_size=8))
def test_the_array_form_equals_one_by_one(case, tickets):
    scale, _, ageing, modifiers = case
    bases = [scale.labels[number % len(scale)] for number, _ in tickets]
    by = [sum(modifier.by for modifier in modifiers)] * len(tickets)
    waited = np.array([age for _, age in tickets], dtype="m8[us]")
    found = effective_priorities(bases, scale=scale, age=waited, ageing=ageing, by=by)
    one_by_one = [
        effective_priority(base, scale=scale, age=age, ageing=ageing, modifiers=modifiers).effective
        for base, (_, age) in zip(bases, tickets, strict=True)
    ]
    assert found.tolist() == one_by_one


@st.composite
def queues(draw):
    """A scale and tickets that often tie: (priority, created, id, slack)."""
    scale = draw(st.sampled_from(SCALES))
    minutes = st.integers(0, 3).map(lambda count: timedelta(minutes=count))
    tickets = st.tuples(
        st.sampled_from(scale.labels), minutes.map(START.__add__), st.text("ab\0é", max_size=2),
        st.none() | minutes | minutes.map(lambda amount: -amount),
    )  # fmt: skip
    return scale, draw(st.lists(tickets, max_size=12))


def keys(scale, tickets):
    return [queue_key(priority=p, created=c, id=i, slack=s, scale=scale) for p, c, i, s in tickets]


def columns(tickets):
    names = ("priority", "created", "id", "slack")
    return {name: [ticket[place] for ticket in tickets] for place, name in enumerate(names)}


def as_arrays(given):
    created = np.array([created.replace(tzinfo=None) for created in given["created"]], dtype="M8[us]")
    slack = np.array(["NaT" if amount is None else amount for amount in given["slack"]], dtype="m8[us]")
    return {**given, "priority": np.array(given["priority"], dtype=object), "created": created, "slack": slack}


@pytest.mark.parametrize("form", [dict, as_arrays])
@given(queue=queues())
def test_the_order_is_that_of_the_keys(form, queue):
    scale, tickets = queue
    found = queue_order(**form(columns(tickets)), scale=scale)
    by_key = keys(scale, tickets)
    assert found.tolist() == sorted(range(len(tickets)), key=by_key.__getitem__)
    assert found.dtype == np.intp


@given(queue=queues(), random=st.randoms())
def test_the_order_does_not_depend_on_how_tickets_come_in(queue, random):
    scale, tickets = queue
    shuffled = list(tickets)
    random.shuffle(shuffled)
    one, other = (
        [given[place] for place in queue_order(**columns(given), scale=scale)] for given in (tickets, shuffled)
    )
    assert one == other


@given(queue=queues())
def test_an_order_is_in_order_already(queue):
    scale, tickets = queue
    ordered = [tickets[place] for place in queue_order(**columns(tickets), scale=scale)]
    assert queue_order(**columns(ordered), scale=scale).tolist() == list(range(len(tickets)))
    by_key = keys(scale, ordered)
    assert by_key == sorted(by_key)


@given(queue=queues())
def test_a_less_urgent_ticket_never_stands_before_a_more_urgent_one(queue):
    scale, tickets = queue
    ranks = [scale.rank(tickets[place][0]) for place in queue_order(**columns(tickets), scale=scale)]
    assert ranks == sorted(ranks)
