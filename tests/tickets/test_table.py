"""The event table: from histories and from columns, its parts, and what it shows of itself."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from tests.sla import desk

from supportops.errors import DomainError, NoMatchError
from supportops.tickets import (
    Created,
    Escalated,
    EventTable,
    FieldChange,
    Message,
    Rejected,
    StatusMap,
    TextColumn,
    TicketHistory,
)
from supportops.tickets._table_rows import value_text

NINE = "2026-03-02 09:00"
EVERY = desk.ticket(
    Created(
        at=desk.at(NINE), priority="P2", status="open", tier="Gold", channel="web", category="billing", by="agent",
        fields={"seats": 40, "vip": True, "region": None},
    ),
    desk.requester("2026-03-02 09:10", actor="kim", source="mail"),
    desk.note("2026-03-02 09:20"),
    desk.status("2026-03-02 09:30", "pending", "customer"),
    desk.change("2026-03-02 09:40", "seats", 1.5),
    desk.assigned("2026-03-02 09:50", "ann", "second line"),
    Escalated(at=desk.at("2026-03-02 10:00"), level="2", context={"why": "old"}),
    desk.paused("2026-03-02 10:10", "vendor", "2026-03-02 12:00"),
    desk.resumed("2026-03-02 10:20", "vendor"),
    desk.acknowledged("2026-03-02 10:30"),
    desk.absorbed("2026-03-02 10:40", "2026-03-02 08:00"),
    desk.due_set("2026-03-02 10:50", "2026-03-05 09:00", follows_pauses=True),
    desk.due_set("2026-03-02 10:51", None),
    desk.merged("2026-03-02 11:00"),
    desk.cancelled("2026-03-02 11:10", "duplicate"),
)  # fmt: skip
ROWS = [
    ("created", "agent", "open", "status", None),
    ("created", None, "P2", "priority", None),
    ("created", None, "Gold", "tier", None),
    ("created", None, "web", "channel", None),
    ("created", None, "billing", "category", None),
    ("created", None, "40", "seats", None),
    ("created", None, "true", "vip", None),
    ("created", None, None, "region", None),
    ("message", "requester", None, None, None),
    ("message", "agent", None, None, None),
    ("status_change", None, "pending", None, "customer"),
    ("field_change", None, "1.5", "seats", None),
    ("assignment", None, "ann", "second line", None),
    ("escalated", None, "2", None, None),
    ("paused", None, "2026-03-02T12:00:00+00:00", None, "vendor"),
    ("resumed", None, None, None, "vendor"),
    ("acknowledged", None, None, None, None),
    ("absorbed", None, "2026-03-02T08:00:00+00:00", "4700", None),
    ("due_set", None, "2026-03-05T09:00:00+00:00", "resolution", "follows_pauses"),
    ("due_set", None, None, "resolution", None),
    ("merged", None, "4712", None, None),
    ("cancelled", None, None, None, "duplicate"),
]


def named(name, *events, **options):
    return TicketHistory(ticket_id=name, events=events or (desk.created(NINE),), **options)


def test_every_event_is_a_row_and_a_creation_is_one_for_each_thing_known():
    table = EventTable.from_histories([EVERY])
    texts = (table.kind, table.by, table.value, table.field, table.reason)
    assert list(zip(*texts, strict=True)) == ROWS
    assert table.public.tolist() == [row != 9 for row in range(len(ROWS))]
    assert table.seq.tolist() == list(range(len(ROWS)))
    assert table.ticket.counts() == {"4711": len(ROWS)}
    assert (table.at[:8] == np.datetime64("2026-03-02T09:00")).all()
    assert table.at[-1] == np.datetime64("2026-03-02T11:10")


def test_the_rows_read_back_are_the_table():
    table = EventTable.from_histories([EVERY])
    assert EventTable.from_columns(**table.to_columns()).equals(table)


def test_instants_are_utc_whatever_the_zone():
    east = datetime.fromisoformat("2026-03-02T11:00+02:00")
    table = EventTable.from_histories([named("A", Created(at=east, priority="P2"))])
    assert set(table.at.tolist()) == {datetime(2026, 3, 2, 9)}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (40, "40"),
        ("2 seats", "2 seats"),
        (1.5, "1.5"),
        (True, "true"),
        (False, "false"),
        ("EMEA", "EMEA"),
        (None, None),
    ],
)
def test_a_value_is_text_in_a_table(value, text):
    assert value_text(value) == text
    table = EventTable.from_histories([named("A", desk.created(NINE), desk.change(NINE, "seats", value))])
    assert table.value[-1] == text


def test_tickets_stand_in_the_order_in_which_they_come():
    table = EventTable.from_histories([named("B"), named("A", desk.created(NINE), desk.agent(NINE)), named("C")])
    assert table.tickets == ("B", "A", "C")
    assert table.offsets.tolist() == [0, 2, 5, 7]
    assert table.ticket_rows.tolist() == [0, 0, 1, 1, 1, 2, 2]
    assert table.seq.tolist() == [0, 1, 0, 1, 2, 0, 1]


def test_a_table_holds_each_ticket_once():
    with pytest.raises(DomainError, match=r"ticket 'A' has two histories; a table holds each ticket once"):
        EventTable.from_histories([named("A"), named("A")])


def test_the_tickets_of_a_table_share_a_status_map():
    words = StatusMap({"Working": "open"})
    mapped = named("B", desk.created(NINE, status="Working"), status_map=words)
    with pytest.raises(DomainError, match="ticket 'B' has another status map than those before it; make a table for"):
        EventTable.from_histories([named("A"), mapped])
    assert EventTable.from_histories([mapped]).status_map == words


def test_without_a_status_map_the_six_categories_are_the_statuses():
    table = EventTable.from_histories([named("A")])
    assert table.status_map is None
    assert "on_hold" in table.statuses


def test_no_histories_are_an_empty_table():
    table = EventTable.from_histories([])
    assert repr(table) == "EventTable(0 rows, 0 tickets, 0 rejected)"
    assert len(table.take(np.array([], dtype=np.int64))) == len(table.part(0, 0)) == 0


def test_a_part_holds_views_and_keeps_the_status_map_but_not_what_was_set_aside():
    words = StatusMap({"Working": "open"})
    histories = [named(name, desk.created(NINE, status="Working"), status_map=words) for name in "ABC"]
    whole = EventTable.from_histories(histories)
    table = EventTable.from_columns(
        **{
            **whole.to_columns(),
            "kind": TextColumn.of(["x", *list(whole.kind)[1:]]),
        },
        status_map=words,
        strict=False,
    )
    assert [each.ticket for each in table.rejected] == ["A"]
    part = table.part(1, 2)
    assert np.shares_memory(part.at, table.at)
    assert (part.tickets, part.status_map, part.rejected) == (("C",), words, ())
    assert part.equals(whole.part(2, 3))


def test_some_tickets_are_taken_in_the_order_asked_for():
    table = EventTable.from_histories([named("A"), named("B", *EVERY.events), named("C")])
    taken = table.take(np.array([2, 0]))
    assert taken.tickets == ("C", "A")
    assert taken.equals(EventTable.from_histories([named("C"), named("A")]))
    assert table.take(np.array([-1])).tickets == ("C",)
    assert table.take(np.array([1, 2])).equals(table.part(1, 3))
    with pytest.raises(IndexError):
        table.take(np.array([7, 3]))


def test_tables_are_equal_when_their_rows_tickets_and_statuses_are():
    table = EventTable.from_histories([named("A"), named("B")])
    assert table.equals(EventTable.from_columns(**table.to_columns()))
    assert not table.equals(table.part(0, 1))
    assert not table.equals(EventTable.from_histories([named("A"), named("X")]))
    assert not table.equals(EventTable.from_histories([named("A"), named("B", desk.created(NINE, "P3"))]))
    more = named("B", desk.created(NINE), desk.agent(NINE))
    assert not table.equals(EventTable.from_histories([named("A"), more]))
    assert not table.equals(
        EventTable.from_histories(
            [named(name, status_map=StatusMap({"new": "new", "Working": "open"})) for name in "AB"]
        )
    )


def test_two_equal_rows_are_two_events():
    twice = Message(at=desk.at(NINE), by="agent")
    columns = EventTable.from_histories([named("A", desk.created(NINE), twice)]).to_columns()
    again = {name: [*column, column[-1]] for name, column in columns.items() if name not in ("at", "seq")}
    table = EventTable.from_columns(**again, at=np.append(columns["at"], columns["at"][-1]))
    assert table.kind.counts()["message"] == 2


def test_what_no_clock_reads_is_left_out():
    told = [
        desk.created(NINE, id="1", actor="kim", source="mail"),
        Escalated(at=desk.at(NINE) + timedelta(hours=1), id="2", level="2", context={"why": "old"}),
    ]
    bare = [desk.created(NINE), Escalated(at=desk.at(NINE) + timedelta(hours=1), level="2")]
    assert EventTable.from_histories([named("A", *told)]).equals(EventTable.from_histories([named("A", *bare)]))


def test_a_table_does_not_change():
    table = EventTable.from_histories([named("A")])
    with pytest.raises(FrozenInstanceError):
        table.tickets = ()


def test_a_rejected_ticket_reads_as_a_sentence():
    assert str(Rejected("4711", 7, "names no status")) == "row 7, ticket '4711': names no status"
    assert str(Rejected("4711", None, "was not there")) == "ticket '4711': was not there"


def test_columns_need_no_history_and_no_order():
    at = np.array(["2026-03-02T10:00", "2026-03-02T09:00"], dtype="M8[s]")
    table = EventTable.from_columns(
        ticket=["A", "A"], at=at, kind=["field_change", "created"], field=["region", "priority"], value=["EMEA", "P2"]
    )  # fmt: skip
    events = (
        Created(at=datetime(2026, 3, 2, 9, tzinfo=UTC), priority="P2"),
        FieldChange(at=datetime(2026, 3, 2, 10, tzinfo=UTC), field="region", to="EMEA"),
    )
    known = EventTable.from_histories([named("A", *events)])
    assert table.kind.to_list() == ["created", "field_change"]
    assert table.value.to_list() == known.value.to_list()[1:]


def test_a_ticket_that_is_not_there_has_no_history():
    table = EventTable.from_columns(
        ticket=["INC1"], at=np.array(["2026-03-02"], dtype="M8[s]"), kind=["created"], field=["priority"], value=["P1"]
    )
    assert table.history("INC1").created.priority == "P1"
    with pytest.raises(NoMatchError, match="the table has no ticket 'INC2'; did you mean 'INC1'"):
        table.history("INC2")


def test_a_table_is_made_of_histories():
    with pytest.raises(DomainError, match="a table is made of TicketHistory, got str"):
        EventTable.from_histories("abc")
