"""Plans for incidents against a slow oracle that lives through every minute."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.oracles import incident_plan_oracle as oracle

from supportops.triage import ChecklistItem, Incident, IncidentPlan
from supportops.vocabulary import Scale

LAW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
START = datetime(2026, 3, 2, tzinfo=UTC)
WATCHED = 160
AMOUNTS = st.sampled_from([1, 7, 10, 15, 20, 30, 60])
TASKS = ("bridge", "channel", "status page", "notes")


def at(minute):
    """Return the instant so many minutes after the start."""
    return START + timedelta(minutes=minute)


def minutes(number):
    return None if number is None else timedelta(minutes=number)


@st.composite
def plain_rules(draw):
    tasks = draw(st.permutations(TASKS))[: draw(st.integers(0, len(TASKS)))]
    return {
        "every": draw(st.none() | AMOUNTS),
        "respond": draw(st.none() | st.just(0) | AMOUNTS),
        "review": draw(st.none() | AMOUNTS),
        "tasks": [
            {
                "task": task,
                "phase": draw(st.sampled_from(["initiation", "active", "resolution", ""])),
                "after": draw(st.just(0) | AMOUNTS),
                "every": draw(st.none() | AMOUNTS),
            }
            for task in tasks
        ],
    }


@st.composite
def plain_incidents(draw):
    start = draw(st.integers(0, 30))
    later = st.integers(start, WATCHED)
    return {
        "start": start,
        "resolved": draw(st.none() | later),
        "updates": draw(st.lists(later | st.sampled_from([start + 10, start + 15, start + 30, start + 60]))),
        "done": draw(st.dictionaries(st.sampled_from(TASKS), later | st.just(start + 15))),
    }


def plan_of(rules):
    given_for = {name: {} if rules[name] is None else {"SEV1": minutes(rules[name])} for name in ("respond", "review")}
    return IncidentPlan(
        scale=Scale("SEV1", "SEV2"),
        roles={"SEV1": ["commander"]},
        update_every={"SEV1": minutes(rules["every"])},
        respond_within=given_for["respond"],
        review=given_for["review"],
        checklist=[
            ChecklistItem(
                item["task"], phase=item["phase"], after=minutes(item["after"]), every=minutes(item["every"])
            )
            for item in rules["tasks"]
        ],
    )  # fmt: skip


def incident_of(rules, plain):
    """Return the incident; what is done is a task of the plan."""
    tasks = {item["task"] for item in rules["tasks"]}
    return Incident(
        id="INC-7",
        severity="SEV1",
        start=at(plain["start"]),
        resolved=None if plain["resolved"] is None else at(plain["resolved"]),
        updates=[at(minute) for minute in plain["updates"]],
        done={task: at(minute) for task, minute in plain["done"].items() if task in tasks},
    )


def in_minutes(instants):
    return [(instant - START) / timedelta(minutes=1) for instant in instants]


@LAW
@given(rules=plain_rules(), plain=plain_incidents())
def test_updates_are_due_and_missed_by_the_minute(rules, plain):
    plan, incident = plan_of(rules), incident_of(rules, plain)
    for here in range(plain["start"], WATCHED, 3):
        assert in_minutes(plan.updates_due(incident, at=at(here))) == oracle.updates_due(rules, plain, here)
        assert in_minutes(plan.missed_updates(incident, at=at(here))) == oracle.missed_updates(rules, plain, here)


@LAW
@given(rules=plain_rules(), plain=plain_incidents())
def test_tasks_are_due_until_they_are_done(rules, plain):
    plan, incident = plan_of(rules), incident_of(rules, plain)
    for here in range(plain["start"], WATCHED, 3):
        found = [item.task for item in plan.checklist_due(incident, at=at(here))]
        assert found == oracle.checklist_due(rules, plain, here)
        between = plan.checklist_due(incident, at=at(here) + timedelta(seconds=59))
        assert [item.task for item in between] == found


@LAW
@given(rules=plain_rules(), plain=plain_incidents())
def test_the_next_wake_is_the_next_minute_in_which_something_falls_due(rules, plain):
    plan, incident = plan_of(rules), incident_of(rules, plain)
    for here in range(-5, WATCHED, 5):
        expected = oracle.next_wake(rules, plain, here)
        assert plan.next_wake(incident, at=at(here)) == (None if expected is None else at(expected))
