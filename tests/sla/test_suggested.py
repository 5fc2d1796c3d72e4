"""What a suggestion says, and how it is shown."""

from datetime import UTC, datetime, timedelta

import pytest

from supportops.calendar import ALWAYS_OPEN
from supportops.errors import DomainError, NoMatchError
from supportops.sla.suggestion import suggest_targets
from supportops.tickets import Cancelled, Created, StatusChange, TicketHistory

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
M = timedelta(minutes=1)


def suggested(tickets, **given):
    numbered = [one.model_copy(update={"ticket_id": str(number)}) for number, one in enumerate(tickets)]
    return suggest_targets(numbered, **given)


def ticket(priority, *events, start=NOON):
    return TicketHistory(ticket_id="1", events=(Created(at=start, priority=priority), *events))


def done(minutes, priority="P2"):
    return ticket(priority, StatusChange(at=NOON + minutes * M, to="resolved"))


def sample():
    tickets = [done(7 * n) for n in range(1, 41)]
    tickets += [ticket("P2", start=LATER - 2 * M), ticket("P2", Cancelled(at=NOON + M, reason="spam"))]
    tickets += [done(3, "a|<b>"), ticket("P2", start=LATER + M)]
    return suggested(tickets, calendar=ALWAYS_OPEN, at=LATER, metrics=("resolution",))


def test_text_shows_each_row_and_why_there_is_no_target():
    assert str(sample()).splitlines() == [
        "Targets met for 95 %, plus 20 %: 43 tickets at 2026-03-03 12:00:00+00:00; 1 created later are left out",
        "",
        "metric      priority  tickets  open  95 % within  95 % interval  target             would be met",
        "resolution  P2             41     1        4h26m   4h5m or more   5h30m  100.0 % (91.2 to 100.0)",
        "resolution  a|<b>           1     0           3m     0m or more       -                        -",
        "P2 resolution: 1 cancelled or not started, left out",
        "a|<b> resolution: not enough data: 1 finished, 20 are needed",
    ]


def test_markdown_escapes_what_would_end_a_cell():
    lines = sample().to_markdown().splitlines()
    assert lines[2] == (
        "| metric | priority | tickets | open | 95 % within | 95 % interval | target | would be met |"
    )  # fmt: skip
    assert lines[3] == "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    assert lines[5].startswith("| resolution | a\\|<b> | 1 | 0 | 3m |")
    assert lines[-1] == "- a\\|<b> resolution: not enough data: 1 finished, 20 are needed"


def test_what_is_not_known_is_a_dash():
    tickets = [done(7 * n) for n in range(1, 41)] + [ticket("P2", start=LATER - 281 * M)]
    tickets += [done(n, "P3") for n in range(1, 21)] + [ticket("P3", start=LATER - 600 * M)] * 9
    suggestion = suggested(tickets, calendar=ALWAYS_OPEN, at=LATER, metrics=("resolution",))
    lines = suggestion.to_markdown().splitlines()
    # Nothing was watched for five hours and a half, and of P3 nothing is known after ten.
    assert lines[4] == "| resolution | P2 | 41 | 1 | 4h33m | 4h12m or more | 5h30m | - |"
    assert lines[5] == "| resolution | P3 | 29 | 9 | - | 10h or more | - | - |"
    assert suggestion.rows[0].expected.reason == "none of the 41 tickets was watched for that long"


def test_html_escapes_what_it_shows():
    html = sample()._repr_html_()
    assert html.startswith("<table><caption>Targets met for 95 %, plus 20 %: 43 tickets")
    assert "<td>a|&lt;b&gt;</td>" in html
    assert html.endswith("<li>a|&lt;b&gt; resolution: not enough data: 1 finished, 20 are needed</li></ul>")


def test_without_notes_there_is_no_list():
    plain = suggested([done(n) for n in range(1, 21)], calendar=ALWAYS_OPEN, at=LATER, metrics=("resolution",))
    assert plain._repr_html_().endswith("</table>")
    assert plain.to_markdown().splitlines()[-1].startswith("| resolution | P2 |")
    one = suggested([done(30)], calendar=ALWAYS_OPEN, at=LATER, metrics=("resolution",), at_least=1)
    assert ": 1 ticket at" in str(one)


def test_a_row_is_found_by_priority_and_metric():
    suggestion = sample()
    assert suggestion.row(priority="P2", metric="resolution") is suggestion.rows[0]
    with pytest.raises(NoMatchError, match="nothing was measured of P2 resolutoin; did you mean 'P2 resolution'"):
        suggestion.row(priority="P2", metric="resolutoin")
    with pytest.raises(NoMatchError, match="nothing was measured of P9 resolution"):
        suggestion.attainment_of("1h", priority="P9", metric="resolution")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("0h", "a target is more than 0, got '0h'"),
        (timedelta(hours=-1), "a target is more than 0"),
        ("2 business days", "counts business days, which are no fixed time; write hours here"),
    ],
)
def test_a_target_that_is_no_open_time_is_refused(target, message):
    with pytest.raises(DomainError, match=message):
        sample().attainment_of(target, priority="P2", metric="resolution")


def test_suggestions_of_the_same_tickets_are_equal_and_hash_alike():
    assert sample() == sample()
    assert hash(sample()) == hash(sample())
