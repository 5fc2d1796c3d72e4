"""Ladders as tables."""

from __future__ import annotations

from tests.triage.escalation.ladders import DESK, ladder, published_set

from supportops.calendar import BusinessCalendar
from supportops.triage.escalation.notify import Notify
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.escalation.severities import EscalationSet
from supportops.triage.escalation.step import EscalationStep

NAMELESS = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")
LADDER = EscalationPolicy(
    name="outage",
    steps=(
        EscalationStep("0m", ("ann", Notify("bob", channel="sms", why="a|b"))),
        EscalationStep("90m", "cto", window=DESK),
        EscalationStep("2h", "ceo", window=NAMELESS, in_window="delay"),
        EscalationStep("3h", "board", window=DESK | NAMELESS),
    ),
    kind="hierarchical",
    repeat=2,
    round_length="1 day",
    ack_timeout="30m",
)


def test_a_ladder_is_a_table_of_who_when_and_how():
    assert str(LADDER).splitlines() == [
        "outage, hierarchical; 3 rounds of 24h; again 30m after an acknowledgement",
        "after  who    channel  why  window",
        "   0m  ann    page     -    -",
        "   0m  bob    sms      a|b  -",
        "1h30m  cto    page     -    desk",
        "   2h  ceo    page     -    Mon-Fri 09:00-17:00 UTC (delay)",
        "   3h  board  page     -    union of calendars",
    ]


def test_markdown_and_html_have_the_same_rows():
    assert "| 0m | bob | sms | a\\|b | - |" in LADDER.to_markdown()
    assert LADDER.to_markdown().startswith("outage, hierarchical; 3 rounds")
    assert LADDER._repr_html_().count("<tr>") == 6


def test_a_nameless_ladder_says_what_it_is():
    assert str(ladder((0, "ann"))).startswith("Escalation, functional\n")


def test_a_set_is_one_table_with_the_severity_in_front():
    lines = str(published_set()).splitlines()
    assert lines[0] == "Escalation by severity, on a change from_start"
    assert lines[1].split() == ["severity", "after", "who", "channel", "why", "window"]
    assert lines[2].split()[:3] == ["SEV1", "0m", "on_call_engineer"]
    assert len(lines) == 2 + 15


def test_a_set_names_the_settings_of_each_ladder_that_has_some():
    policies = EscalationSet({"high": ladder((0, "ann"), ack_timeout="30m"), "low": ladder((0, "bob"))})
    assert policies.to_markdown().splitlines()[0] == (
        "Escalation by severity, on a change from_start; high: again 30m after an acknowledgement"
    )
