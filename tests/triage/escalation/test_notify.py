"""Whom to tell, and the record that they were."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from enum import Enum, StrEnum

import pytest
from tests.triage.escalation.ladders import SUNDAY, ladder

from supportops.errors import ConfigurationError, NaiveDatetimeError
from supportops.triage.escalation.notify import Notification, Notify


class Duty(StrEnum):
    CTO = "cto"


class Plain(Enum):
    CTO = "cto"


def test_a_role_is_paged_unless_said_otherwise():
    assert Notify("cto") == Notify(role="cto", channel="page", why="")


@pytest.mark.parametrize("role", [Duty.CTO, Plain.CTO])
def test_members_of_an_enum_are_read_as_their_text(role):
    assert type(Notify(role, channel=role).role) is str
    assert Notify(role, channel=role) == Notify("cto", channel="cto")


def test_all_that_is_blank_is_named_at_once():
    with pytest.raises(ConfigurationError) as caught:
        Notify(" ", channel="")
    assert [path for path, _ in caught.value.faults] == ["role", "channel"]


def test_text_says_channel_and_reason_where_there_is_something_to_say():
    assert str(Notify("cto")) == "cto"
    assert str(Notify("cto", channel="phone", why="outage")) == "cto by phone (outage)"


def test_a_notification_is_kept_in_utc_and_equal_after_json():
    there = SUNDAY.astimezone(timezone(timedelta(hours=-5)))
    found = Notification(at=there, notify=Notify("cto", why="why"), step=1, round=2)
    assert found.at.utcoffset() == timedelta(0)
    assert Notification.model_validate_json(found.model_dump_json()) == found
    assert hash(found) == hash(Notification(at=SUNDAY, notify=Notify("cto", why="why"), step=1, round=2))


def test_a_notification_that_a_ladder_made_equals_one_that_was_written_down():
    (made,) = ladder((0, "cto")).plan(SUNDAY)
    assert made == Notification(at=SUNDAY, notify="cto")
    assert Notification.model_validate_json(made.model_dump_json()) == made
    assert str(made) == "2026-03-01T02:00:00+00:00 cto"
    assert (made.role, made.step, made.round) == ("cto", 0, 0)


def test_a_notification_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        Notification(at=datetime(2026, 3, 1), notify="cto")
