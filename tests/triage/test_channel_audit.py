"""Two weeks of contacts by channel."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.triage.desk import MONDAY, after, changed, ticket

from supportops.errors import DomainError
from supportops.presets.lean.thresholds import THRESHOLDS
from supportops.triage._channel_audit import ChannelAudit, channel_audit


def contacts(**channels):
    """Return so many contacts by channel, an hour old on Tuesday."""
    return [
        ticket(f"{channel}-{number}", channel=channel, at=after(number))
        for channel, count in channels.items()
        for number in range(count)
    ]


def effort(tickets, **minutes):
    """Return the minutes spent on each contact of a channel."""
    return {one.ticket_id: timedelta(minutes=minutes.get(one.created.channel, 0)) for one in tickets}


def audit(tickets, spent, **given):
    return channel_audit(tickets, end=after(days=14), effort=spent, **given)


@pytest.mark.parametrize(
    ("phone", "minutes", "flagged"),
    # 96 contacts by email at one minute each: 24 minutes are 20 % of the effort.
    [(4, 6, ("phone",)), (4, 5.99, ()), (5, 6, ("phone",)), (6, 6, ()), (1, 24, ("phone",))],
)
def test_little_volume_with_much_effort_is_flagged(phone, minutes, flagged):
    tickets = contacts(email=96, phone=phone)
    found = audit(tickets, effort(tickets, email=1, phone=minutes))
    assert found.inefficient == flagged


def test_at_five_percent_of_the_volume_a_channel_is_not_small():
    tickets = contacts(email=95, phone=5)
    assert audit(tickets, effort(tickets, email=1, phone=60)).inefficient == ()
    assert audit(tickets, effort(tickets, email=1, phone=60), volume_below=0.06).inefficient == ("phone",)


def test_the_limits_are_the_published_ones():
    bounds = THRESHOLDS["channel_inefficient"].bounds
    assert channel_audit.__kwdefaults__ == {
        "window": "2 weeks",
        "volume_below": bounds["share_of_volume"].values[0],
        "effort_at_least": bounds["share_of_effort"].values[0],
    }
    assert THRESHOLDS["channel_audit_window"].bounds["weeks"].values == (2,)


def test_two_weeks_are_counted_from_the_start_on_and_up_to_the_end():
    tickets = [ticket("before", at=after(-1)), ticket("first"), ticket("last", at=after(-1, days=14))]
    tickets.append(ticket("after", at=after(days=14)))
    found = audit(tickets, {})
    assert (found.start, found.end) == (MONDAY, after(days=14))
    assert [use.contacts for use in found.channels] == [2]
    assert audit(tickets, {}, window="1 day").channels[0].contacts == 1


def test_contacts_are_counted_by_channel_tier_and_type_as_they_came_in():
    tickets = [
        ticket("1", channel="chat", tier="Pro", category="billing"),
        ticket("2", changed(1, "category", "api"), channel="chat", tier="Pro", category="billing"),
        ticket("3"),
    ]
    found = audit(tickets, {})
    assert [(one.channel, one.tier, one.category, one.contacts) for one in found.counts] == [
        ("chat", "Pro", "billing", 2),
        ("(none)", "(none)", "(none)", 1),
    ]


def test_shares_are_of_all_contacts_and_all_effort():
    tickets = contacts(chat=1, email=3)
    first, second = audit(tickets, effort(tickets, chat=30, email=10)).channels
    assert (first.channel, first.contacts, first.share, first.effort_share) == ("email", 3, 0.75, 0.5)
    assert (second.channel, second.effort) == ("chat", timedelta(minutes=30))


def test_without_any_effort_nothing_is_flagged():
    found = audit(contacts(email=99, phone=1), {})
    assert {use.effort_share for use in found.channels} == {None}
    assert (found.inefficient, found.without_effort) == ((), 100)


def test_no_contacts_have_no_channels():
    assert audit([], {}).channels == ()


def test_an_audit_is_shown_as_text_markdown_and_html():
    tickets = contacts(email=30, phone=1)
    found = audit(tickets, effort(tickets[1:], email=1, phone=60))
    assert str(found) == "\n".join(
        [
            "Contacts from 2026-03-02T09:00:00+00:00 to 2026-03-16T09:00:00+00:00; effort of 1 unknown",
            "channel  contacts   share  effort  of effort  advice",
            "email          30  96.8 %     29m     32.6 %",
            "phone           1   3.2 %      1h     67.4 %  automate or close",
        ]
    )
    assert "| phone | 1 | 3.2 % | 1h | 67.4 % | automate or close |" in found.to_markdown()
    assert "<td>automate or close</td>" in found._repr_html_()
    assert "unknown" not in str(audit(tickets, effort(tickets)))
    assert ChannelAudit.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"volume_below": 5}, "volume_below"),
        ({"effort_at_least": -0.1}, "effort_at_least"),
        ({"window": "0h"}, "window"),
    ],
)
def test_an_argument_outside_its_range_is_refused(given, field):
    with pytest.raises(DomainError) as caught:
        audit([], {}, **given)
    assert caught.value.field == field


def test_a_negative_effort_is_refused():
    with pytest.raises(DomainError, match="the effort of '7'") as caught:
        audit([], {"7": timedelta(minutes=-1)})
    assert caught.value.field == "effort"
