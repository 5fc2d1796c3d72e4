"""The four events and their stored form."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from enum import Enum

import pytest
from pydantic import TypeAdapter
from tests.triage.escalation.ladders import SUNDAY

from supportops.errors import ConfigurationError, NaiveDatetimeError
from supportops.triage.escalation.events import Acknowledged, EscalationEvent, Resolved, SeverityChanged, Triggered

THERE = SUNDAY.astimezone(timezone(timedelta(hours=9)))


class Severity(Enum):
    SEV1 = "SEV1"


EVENTS = [
    Triggered(SUNDAY),
    Triggered(SUNDAY, "SEV1"),
    Acknowledged(SUNDAY),
    Acknowledged(SUNDAY, by="ann"),
    Resolved(SUNDAY),
    SeverityChanged(SUNDAY, "SEV2"),
]


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_is_equal_after_json_also_when_its_kind_has_to_be_found(event):
    text = event.model_dump_json()
    assert type(event).model_validate_json(text) == event
    assert TypeAdapter(EscalationEvent).validate_json(text) == event


@pytest.mark.parametrize("event", EVENTS)
def test_the_repr_can_be_read_back(event):
    text = repr(event).replace("datetime.datetime(2026, 3, 1, 2, 0, tzinfo=datetime.timezone.utc)", "SUNDAY")
    assert eval(text) == event


def test_equal_instants_make_equal_events():
    assert Triggered(THERE, Severity.SEV1) == Triggered(at=SUNDAY, severity="SEV1")
    assert hash(SeverityChanged(THERE, Severity.SEV1)) == hash(SeverityChanged(at=SUNDAY, to="SEV1"))


@pytest.mark.parametrize("kind", [Triggered, Acknowledged, Resolved])
def test_an_instant_without_a_zone_is_refused(kind):
    with pytest.raises(NaiveDatetimeError):
        kind(datetime(2026, 3, 1))


def test_a_stage_that_has_no_instant_is_refused():
    with pytest.raises(ConfigurationError, match="None is no instant"):
        Triggered(None)


def test_a_blank_severity_is_refused():
    with pytest.raises(ConfigurationError, match="to: ' ' is no name"):
        SeverityChanged(SUNDAY, " ")
