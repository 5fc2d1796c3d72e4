"""A stored clock whose text was damaged is refused, with what is wrong and where."""

from __future__ import annotations

import json

import pytest
from tests.sla.desk import agent, created, note, policy, ticket

from supportops.errors import ConfigurationError
from supportops.sla import SlaClock

POLICY = policy(targets={"P2": {"first_response": "1h", "resolution": "8h"}})
TEXT = SlaClock.from_history(
    POLICY, ticket(created("2026-03-02 09:00"), agent("2026-03-02 09:30"), note("2026-03-02 10:00"))
).model_dump_json()
AT_CREATION = SlaClock.from_history(POLICY, ticket(created("2026-03-02 09:00"))).model_dump_json()


def read(data, **context):
    return SlaClock.model_validate_json(json.dumps(data), context={"policy": POLICY, **context})


def damaged(*path, to, text=TEXT):
    """Return the stored clock with one value put in another's place."""
    data = json.loads(text)
    found = data
    for step in path[:-1]:
        found = found[step]
    found[path[-1]] = to
    return data


def test_the_text_as_it_was_written_is_read():
    assert read(json.loads(TEXT)).model_dump_json() == TEXT


METRIC = ("settled", "metrics", 1, "last")
DAMAGES = {
    "no events": (("group",), [], "at least one event"),
    "no settled state": (("settled",), None, "begins with the creation"),
    "an early event": (("group", 0, "at"), "2026-03-01T10:00:00Z", "before the settled state"),
    "another policy": (("settled", "policy"), 1, "no policy number 1"),
    "a metric lost": (("settled", "metrics"), [], "not the metrics of the policy"),
    "a strange timer": ((*METRIC, "metric"), "update", "stands under 'resolution'"),
    "an end too many": ((*METRIC, "ended"), 5, "does not go with ended 5"),
    "no tallies": ((*METRIC, "tallies"), [], "none of its 0 tallies"),
    "a slot too far": ((*METRIC, "slot"), 3, "slot 3"),
    "no stages": ((*METRIC, "reached"), [], "not those of the policy"),
    "a strange calendar": ((*METRIC, "calendar"), 9, "not those of the policy"),
    "a strange policy": ((*METRIC, "policy"), 9, "not those of the policy"),
}


@pytest.mark.parametrize("name", list(DAMAGES))
def test_damage_is_refused_and_named(name):
    path, to, message = DAMAGES[name]
    with pytest.raises(ConfigurationError, match=message):
        read(damaged(*path, to=to))


def test_events_of_several_instants_are_refused():
    data = json.loads(TEXT)
    data["group"].append({**data["group"][0], "at": "2026-03-02T11:00:00Z"})
    with pytest.raises(ConfigurationError, match="several instants"):
        read(data)


def test_a_second_creation_is_refused():
    data = json.loads(AT_CREATION)
    data["group"].append(data["group"][0])
    with pytest.raises(ConfigurationError, match=r"group\[1\].*only one"):
        read(data)


def test_all_damage_is_told_at_once():
    data = damaged(*METRIC, "slot", to=3)
    data["settled"]["metrics"][0]["last"]["metric"] = "update"
    with pytest.raises(ConfigurationError) as caught:
        read(data)
    assert [path for path, _ in caught.value.faults] == ["settled.metrics[0].last", "settled.metrics[1].last"]


def test_damage_is_found_under_a_changed_policy_too():
    changed = {"policy": policy(), "policy_changed": "accept"}
    with pytest.raises(ConfigurationError, match="none of its 0 tallies"):
        read(damaged(*METRIC, "tallies", to=[]), **changed)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"ticket_id": 4711}'])
def test_text_that_is_no_clock_is_refused(text):
    with pytest.raises(ConfigurationError):
        SlaClock.model_validate_json(text, context={"policy": POLICY})


def test_wrong_types_are_named_with_their_path():
    with pytest.raises(ConfigurationError, match=r"settled\.metrics\[1\]\.cycles"):
        read(damaged("settled", "metrics", 1, "cycles", to="many"))
