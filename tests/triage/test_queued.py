from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.errors import ConfigurationError, NaiveDatetimeError
from supportops.triage.queued import QueuedTicket
from supportops.vocabulary import Channel

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_ticket_needs_an_id_a_priority_and_a_creation():
    ticket = QueuedTicket("7", priority="P2", created=NINE)
    assert ticket == QueuedTicket(id="7", priority="P2", created=NINE)
    rest = set(QueuedTicket.model_fields) - {"id", "priority", "created"}
    assert {name: getattr(ticket, name) for name in rest} == dict.fromkeys(rest)


def test_the_queue_is_ordered_by_the_effective_priority_where_there_is_one():
    assert QueuedTicket("7", priority="P2", created=NINE).queue_priority == "P2"
    assert QueuedTicket("7", priority="P2", effective_priority="P1", created=NINE).queue_priority == "P1"


def test_a_ticket_is_the_same_after_a_round_trip():
    fold = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"), fold=1)
    ticket = QueuedTicket(
        "7", priority="P3", effective_priority="P2", created=fold, slack=timedelta(minutes=-5), skill="api", level="L2",
        channel=Channel.CHAT, account="acme", owner="ann", last_activity=fold,
    )  # fmt: skip
    copy = QueuedTicket.model_validate_json(ticket.model_dump_json())
    assert copy == ticket
    assert hash(copy) == hash(ticket)
    assert (ticket.channel, ticket.created.tzinfo) == ("chat", UTC)


def test_slack_may_be_text_and_negative():
    assert QueuedTicket("7", priority="P1", created=NINE, slack="-1 day").slack == timedelta(days=-1)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        QueuedTicket("7", priority="P1", created=datetime(2026, 3, 2))


def test_all_faults_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        QueuedTicket("", priority=1, created=None, slack="soon", owner=4)
    assert [path for path, _ in caught.value.faults] == ["id", "priority", "created", "slack", "owner"]
