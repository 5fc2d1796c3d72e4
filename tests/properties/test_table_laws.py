"""Laws of the event table: what is read back, in any order of rows, with any cell damaged, in any part."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import histories, policies

from supportops.errors import HistoryError, SupportOpsError
from supportops.sla import evaluate_many
from supportops.tickets import Assignment, Escalated, EventTable, FieldChange, TicketHistory
from supportops.tickets._table_history import history_of
from supportops.tickets.table import KINDS

SETTINGS = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
TEXTS = ("ticket", "kind", "by", "value", "field", "reason")


@st.composite
def logs(draw, *, least=1, most=4):
    """Draw some histories that share a policy, with every kind of event."""
    policy, _ = draw(policies())
    found = []
    for number in range(draw(st.integers(least, most))):
        events = list(draw(histories(policy))[0].events)
        more = {
            "fields": draw(st.sampled_from([{}, {"region": "EMEA", "seats": 40, "vip": True}, {"region": None}])),
            "channel": draw(st.sampled_from([None, "phone"])),
            "category": draw(st.sampled_from([None, "billing"])),
        }
        events[0] = events[0].model_copy(update=more)
        last = events[-1].at
        if draw(st.booleans()):
            events.append(Escalated(at=last, id="up", level="2"))
            events.append(
                FieldChange(at=last, id="moved", field="region", to=draw(st.sampled_from([None, "", "APAC"])))
            )
            events.append(Assignment(at=last + timedelta(minutes=1), id="nobody"))
        found.append(TicketHistory(ticket_id=f"t{number}", events=tuple(events)))
    return policy, found


def tables(**size):
    return logs(**size).map(lambda drawn: EventTable.from_histories(drawn[1]))


def plain(table):
    """Return the columns of a table as lists of plain values, one to be damaged at will; the log order is the rows'."""
    columns = table.to_columns()
    del columns["seq"]
    return {name: column.tolist() if name == "public" else list(column) for name, column in columns.items()}


def read(columns, *, strict=False):
    at = np.array(columns["at"], dtype="M8[us]")
    return EventTable.from_columns(**{**columns, "at": at}, strict=strict)


def same_tickets(found, wanted):
    """Return whether a table has the tickets of another in another order, row for row."""
    place = {name: number for number, name in enumerate(found.tickets)}
    order = np.array([place[name] for name in wanted.tickets], dtype=np.int64)
    return len(place) == len(wanted.tickets) and found.take(order).equals(wanted)


@given(tables())
@SETTINGS
def test_reading_the_columns_of_a_table_gives_the_table(table):
    assert EventTable.from_columns(**table.to_columns()).equals(table)


@given(tables())
@SETTINGS
def test_plain_lists_read_as_the_coded_columns_do(table):
    assert read(plain(table), strict=True).equals(table)


@given(tables(), st.data())
@SETTINGS
def test_rows_in_any_order_give_the_same_tickets_when_their_log_order_is_told(table, data):
    order = np.array(data.draw(st.permutations(range(len(table)))), dtype=np.int64)
    shuffled = {name: column[order] for name, column in table.to_columns().items()}
    found = EventTable.from_columns(**shuffled)
    assert same_tickets(found, table)
    assert list(found.tickets) == list(dict.fromkeys(shuffled["ticket"]))


@given(tables(), st.randoms(use_true_random=False))
@SETTINGS
def test_tickets_may_be_interleaved_when_each_keeps_its_order(table, random):
    rows = [list(range(*table.offsets[number : number + 2].tolist())) for number in range(len(table.tickets))]
    turns = table.ticket_rows.tolist()
    random.shuffle(turns)
    order = np.array([rows[ticket].pop(0) for ticket in turns], dtype=np.int64)
    columns = {name: column[order] for name, column in table.to_columns().items() if name != "seq"}
    assert same_tickets(EventTable.from_columns(**columns), table)


@given(logs(), st.data())
@SETTINGS
def test_parts_of_a_table_are_the_tables_of_their_histories(drawn, data):
    _, tickets = drawn
    table = EventTable.from_histories(tickets)
    first = data.draw(st.integers(0, len(tickets)))
    end = data.draw(st.integers(first, len(tickets)))
    assert table.part(first, end).equals(EventTable.from_histories(tickets[first:end])) or first == end
    assert table.part(first, end).tickets == table.tickets[first:end]
    numbers = data.draw(st.lists(st.integers(-len(tickets), len(tickets) - 1), unique_by=lambda n: n % len(tickets)))
    taken = table.take(np.array(numbers, dtype=np.int64))
    assert taken.tickets == tuple(table.tickets[number] for number in numbers)
    assert not numbers or taken.equals(EventTable.from_histories(tickets[number] for number in numbers))


@given(tables())
@SETTINGS
def test_a_table_tells_its_histories_again(table):
    again = EventTable.from_histories(history_of(table, number) for number in range(len(table.tickets)))
    assert same_tickets(again, table)


def _append(columns, row, **cells):
    """Add an event to the ticket of a row."""
    new = {"ticket": columns["ticket"][row], "at": columns["at"][row], "public": True, **cells}
    for name, column in columns.items():
        column.append(new.get(name))
    return len(columns["kind"]) - 1


def _cell(name, value):
    def damage(columns, row):
        columns[name][row] = value
        return row

    return damage


def _event(before=0, **cells):
    """Return what adds an event some minutes before, or after, a row's instant."""

    def damage(columns, row):
        return _append(columns, row, **{"at": columns["at"][row] - np.timedelta64(before, "m"), **cells})

    return damage


YEARS = 365 * 24 * 60
DAMAGES = {
    "an unknown kind": _cell("kind", "craeted"),
    "no kind": _cell("kind", None),
    "a blank kind": _cell("kind", " "),
    "no instant": _cell("at", np.datetime64("NaT", "us")),
    "an instant in another unit": _cell("at", np.datetime64("20000-01-01", "us")),
    "an event before the creation": _event(30 * YEARS, kind="message", by="agent"),
    "a second creation": _event(-30 * YEARS, kind="created", field="priority", value="P2"),
    "what was known, twice": lambda columns, row: _append(
        columns, columns["ticket"].index(columns["ticket"][row]), kind="created", field="priority", value="P1"
    ),
    "an unknown author": _event(-1, kind="message", by="agnet"),
    "no author": _event(-1, kind="message"),
    "an unknown status": _event(-1, kind="status_change", value="opne"),
    "no status": _event(-1, kind="status_change"),
    "a blank status": _event(-1, kind="status_change", value=" "),
    "a blank reason of a status": _event(-1, kind="status_change", value="open", reason=""),
    "a status that is no field": _event(-1, kind="field_change", field="status", value="open"),
    "no field": _event(-1, kind="field_change", value="EMEA"),
    "a blank field": _event(-1, kind="field_change", field="", value="EMEA"),
    "no priority": _event(-1, kind="field_change", field="priority"),
    "a blank tier": _event(-1, kind="field_change", field="tier", value=""),
    "a blank agent": _event(-1, kind="assignment", value=""),
    "a blank group": _event(-1, kind="assignment", value="ann", field=" "),
    "no level": _event(-1, kind="escalated"),
    "no other ticket": _event(-1, kind="merged"),
    "a pause without reason": _event(-1, kind="paused"),
    "a pause for nothing": _event(-1, kind="paused", reason=""),
    "a pause until it began": _event(-1, kind="paused", reason="r", value="1980-01-01T00:00+00:00"),
    "a pause until a date without offset": _event(-1, kind="paused", reason="r", value="2036-01-01T00:00"),
    "a pause until soon": _event(-1, kind="paused", reason="r", value="soon"),
    "a blank end of a pause": _event(-1, kind="paused", reason="r", value=""),
    "a blank resume": _event(-1, kind="resumed", reason=""),
    "no reason to cancel": _event(-1, kind="cancelled"),
    "an absorbed ticket without start": _event(-1, kind="absorbed", field="x"),
    "an absorbed ticket from later": _event(-1, kind="absorbed", field="x", value="2036-01-01T00:00Z"),
    "an absorbed ticket without name": _event(-1, kind="absorbed", value="1980-01-01T00:00Z"),
    "a date for no metric": _event(-1, kind="due_set", value="2036-01-01T00:00Z"),
    "a date that is none": _event(-1, kind="due_set", field="resolution", value="2036-13-01T00:00Z"),
    "a date for a strange reason": _event(-1, kind="due_set", field="resolution", reason="follow_pauses"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@given(tables(least=2), st.data())
@settings(SETTINGS, max_examples=6)
def test_one_fault_sets_one_ticket_aside_and_names_its_row(damage, table, data):
    columns = plain(table)
    row = data.draw(st.integers(0, len(table) - 1))
    name = columns["ticket"][row]
    fault = DAMAGES[damage](columns, row)
    found = read(columns)
    assert [(each.ticket, each.row) for each in found.rejected] == [(name, fault)]
    others = np.array([number for number, other in enumerate(table.tickets) if other != name])
    assert found.equals(table.take(others))
    with pytest.raises(HistoryError) as caught:
        read(columns, strict=True)
    assert str(caught.value).startswith(f"row {fault}, ticket {name!r}: ")
    assert caught.value.ticket_id == name
    assert found.rejected[0].reason in str(caught.value)


@given(tables(least=2), st.data())
@SETTINGS
def test_a_row_without_a_ticket_is_set_aside_alone(table, data):
    columns = plain(table)
    row = data.draw(st.integers(0, len(table) - 1))
    columns["ticket"][row] = data.draw(st.sampled_from([None, "", "  "]))
    found = read(columns)
    assert (None, row, "names no ticket") in [(each.ticket, each.row, each.reason) for each in found.rejected]
    rest = read({name: column[:row] + column[row + 1 :] for name, column in columns.items()})
    assert found.equals(rest)
    assert len(found.rejected) == len(rest.rejected) + 1


WORDS = st.sampled_from(
    [
        None, "", " ", "status", "priority", "tier", "region", "resolution", "x", "P2", "open", "pending", "customer",
        "follows_pauses", "agent", "requester", "2026-03-05T08:00", "2026-03-09T08:00+00:00", "1980-01-01T00:00Z",
        "9999-12-31T23:59+00:00", *KINDS,
    ]
)  # fmt: skip
INSTANTS = st.sampled_from(["NaT", "1969-12-31", "2026-03-05T08:00", "2026-03-06", "2100-01-01", "20000-01-01"])


@st.composite
def damaged(draw):
    """Draw columns with any number of cells changed to anything, and the tickets that were not touched."""
    table = draw(tables(least=2))
    columns = plain(table)
    touched = set()
    for _ in range(draw(st.integers(1, 8))):
        row, name = draw(st.integers(0, len(table) - 1)), draw(st.sampled_from([*TEXTS, *TEXTS[1:], "at"]))
        touched.add(table.ticket[row])
        if name == "ticket":
            columns[name][row] = draw(st.sampled_from([None, "", "new"]))
        else:
            columns[name][row] = np.datetime64(draw(INSTANTS), "us") if name == "at" else draw(WORDS)
    return table, columns, touched


@given(damaged())
@settings(SETTINGS, max_examples=200)
def test_under_any_damage_tickets_in_are_tickets_kept_and_rejected(drawn):
    table, columns, touched = drawn
    found = read(columns)
    named = {name for name in columns["ticket"] if name and name.strip()}
    rejected = [each.ticket for each in found.rejected if each.ticket is not None]
    assert len(rejected) == len(set(rejected))
    assert set(rejected) | set(found.tickets) == named
    assert not set(rejected) & set(found.tickets)
    unnamed = [row for row, name in enumerate(columns["ticket"]) if not (name and name.strip())]
    assert [each.row for each in found.rejected if each.ticket is None] == unnamed
    assert all(columns["ticket"][each.row] == each.ticket for each in found.rejected if each.ticket is not None)
    assert set(rejected) <= touched | {"new"}
    clean = [number for number, name in enumerate(table.tickets) if name not in touched]
    kept = [number for number, name in enumerate(found.tickets) if name in table.tickets and name not in touched]
    assert found.take(np.array(kept, dtype=np.int64)).equals(table.take(np.array(clean, dtype=np.int64)))


@given(damaged())
@settings(SETTINGS, max_examples=200)
def test_what_a_table_keeps_is_a_history_and_what_it_says_of_a_ticket_is_of_that_ticket(drawn):
    _, columns, _ = drawn
    found = read(columns)
    for number, name in enumerate(found.tickets):
        assert history_of(found, number).ticket_id == name
    reasons = {each.ticket: (each.row, each.reason) for each in found.rejected}
    for name in {name for name in columns["ticket"] if name and name.strip()}:
        rows = [row for row, other in enumerate(columns["ticket"]) if other == name]
        alone = read({key: [column[row] for row in rows] for key, column in columns.items()})
        if alone.rejected:
            assert reasons[name] == (rows[alone.rejected[0].row], alone.rejected[0].reason)
        else:
            assert alone.equals(found.take(np.array([found.tickets.index(name)])))


@given(damaged())
@SETTINGS
def test_strict_raises_exactly_when_a_ticket_would_be_set_aside(drawn):
    _, columns, _ = drawn
    found = read(columns)
    if not found.rejected:
        assert read(columns, strict=True).equals(found)
        return
    with pytest.raises(HistoryError) as caught:
        read(columns, strict=True)
    first = found.rejected[0]
    assert f"row {first.row}" in str(caught.value)
    assert first.reason in str(caught.value)
    assert repr(first.ticket) in str(caught.value) or first.ticket is None


@given(logs(least=2), st.data())
@SETTINGS
def test_a_broken_ticket_changes_no_answer_of_the_others(drawn, data):
    policy, tickets = drawn
    table = EventTable.from_histories(tickets)
    columns = plain(table)
    row = data.draw(st.integers(0, len(table) - 1))
    DAMAGES[data.draw(st.sampled_from(sorted(DAMAGES)))](columns, row)
    broken = read(columns)
    at = max(history.events[-1].at for history in tickets) + timedelta(minutes=data.draw(st.sampled_from([0, 400])))
    rest = [history for history in tickets if history.ticket_id != table.ticket[row]]
    found = evaluate_many(broken, policy, at=at)
    wanted = evaluate_many(EventTable.from_histories(rest), policy, at=at)
    assert found.rejected == broken.rejected + wanted.rejected
    for name, column in wanted.to_dict().items():
        np.testing.assert_array_equal(found.to_dict()[name], column)
    assert found.tickets.ticket.to_list() == wanted.tickets.ticket.to_list()


@given(logs(), st.data())
@SETTINGS
def test_tickets_with_and_without_an_answer_add_up(drawn, data):
    policy, tickets = drawn
    table = EventTable.from_histories(tickets)
    at = data.draw(st.sampled_from([event.at for history in tickets for event in history.events]))
    found = evaluate_many(table, policy, at=at)
    assert len(found.tickets) + len(found.rejected) == len(tickets)
    refused = {each.ticket for each in found.rejected}
    for history in tickets:
        try:
            policy.evaluate(history, at=at)
        except SupportOpsError:
            assert history.ticket_id in refused
        else:
            assert history.ticket_id not in refused
