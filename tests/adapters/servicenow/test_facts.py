from datetime import UTC, datetime

import pytest
from tests.adapters.servicenow.logs import notes_of, read, update

from supportops.adapters.servicenow import IncidentFacts


def test_the_last_row_has_the_outcome():
    _, log = read(
        update("09:00", made_sla="true", reopen_count="0"),
        update(
            "12:00", "Closed", made_sla="FALSE", reopen_count="2",
            resolved_at="2016-02-29T11:00", closed_at="2016-02-29T12:00",
        ),
    )  # fmt: skip
    assert log.facts["INC1"] == IncidentFacts(
        ticket_id="INC1",
        line=3,
        rows=2,
        made_sla=False,
        resolved_at=datetime(2016, 2, 29, 11, tzinfo=UTC),
        closed_at=datetime(2016, 2, 29, 12, tzinfo=UTC),
        reopen_count=2,
    )


def test_blank_outcomes_are_none():
    _, log = read(update("09:00"))
    assert log.facts["INC1"] == IncidentFacts(ticket_id="INC1", line=2, rows=1)


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("made_sla", "maybe", "'maybe' is neither true nor false"),
        ("resolved_at", "soon", "'soon' is no time"),
        ("closed_at", "soon", "'soon' is no time"),
        ("reopen_count", "-1", "'-1' is no whole number"),
        ("reopen_count", "9" * 20, "is no whole number"),
    ],
)
def test_an_outcome_that_cannot_be_read_is_noted_and_taken_as_blank(column, cell, message):
    histories, log = read(update("09:00", **{column: cell}))
    assert len(histories) == 1
    assert getattr(log.facts["INC1"], column) is None
    note = next(note for note in log.actions if note.code == "unreadable_outcome")
    assert note.message.startswith(f"column '{column}': ")
    assert message in note.message
    assert (2, "ambiguous", "unreadable_outcome") in notes_of(log)


def test_outcomes_never_become_events():
    histories, _ = read(update("09:00", resolved_at="2016-02-29T09:30", closed_at="2016-02-29T10:00"), update("11:00"))
    assert [event.kind for event in histories[0].events] == ["created"]
