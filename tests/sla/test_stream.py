"""The stream of batches on a worker: tickets are never cut, whatever cuts the batches."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import DESK, LATE, histories, policies

from supportops.calendar import Holidays
from supportops.errors import NaiveDatetimeError
from supportops.sla import PolicySet, Select, SlaPolicy, evaluate_many
from supportops.sla.table import COLUMNS, SlaTable, TicketFacts
from supportops.tickets import EventTable, Rejected, StatusMap, TextColumn, TicketHistory
from supportops.vocabulary import P1_TO_P5

pa = pytest.importorskip("pyarrow", reason="the spark extra is not installed")
pytest.importorskip("narwhals", reason="the spark extra is not installed")

from supportops.sla._spark_stream import RESULT_ARROW, Task, result_rows, whole_tickets  # noqa: E402

AT = datetime(2026, 3, 20, 12, tzinfo=UTC)


def batches_of(tickets, cuts):
    """Return a column of tickets as record batches, cut before the given rows."""
    column = pa.array(tickets, pa.string())
    edges = sorted({0, *cuts, len(tickets)})
    number = pa.array(range(len(tickets)))
    whole = pa.record_batch({"ticket": column, "number": number})
    return [whole.slice(start, end - start) for start, end in pairwise(edges)]


def tickets_in(tables):
    return [[row["ticket"] for row in table.to_pylist()] for table in tables]


def test_the_unfinished_ticket_waits_for_the_next_batch():
    batches = batches_of(["a", "a", "b", "b", "b", "c"], cuts=[3, 5])
    assert tickets_in(whole_tickets(batches, rows=1)) == [["a", "a"], ["b", "b", "b"], ["c"]]


@pytest.mark.parametrize("cut", range(1, 6))
@pytest.mark.parametrize("second", range(1, 6))
def test_a_stream_cut_at_any_two_rows_gives_the_same_tickets(cut, second):
    tickets = ["a", "a", "b", "b", "b", "c"]
    tables = tickets_in(whole_tickets(batches_of(tickets, {cut, second}), rows=1))
    assert [ticket for table in tables for ticket in table] == tickets
    assert all(set(left).isdisjoint(right) for left, right in pairwise(tables))


@st.composite
def streams(draw):
    """Draw sorted tickets, those without a name first, and the cuts of their batches."""
    sizes = draw(st.lists(st.integers(1, 6), max_size=8))
    tickets = [None] * draw(st.integers(0, 5)) + [f"T{i}" for i, size in enumerate(sizes) for _ in range(size)]
    return tickets, draw(st.sets(st.integers(0, len(tickets))))


@given(streams(), st.integers(1, 12))
@settings(max_examples=200)
def test_no_row_is_lost_and_no_ticket_is_cut(stream, rows):
    tickets, cuts = stream
    tables = list(whole_tickets(batches_of(tickets, cuts), rows=rows))
    assert [row["number"] for table in tables for row in table.to_pylist()] == list(range(len(tickets)))
    named = [{ticket for ticket in table if ticket is not None} for table in tickets_in(tables)]
    assert sum(map(len, named)) == len(set(tickets) - {None})
    assert all(len(table) >= rows for table in tables[:-1])


@given(streams(), st.integers(1, 12))
@settings(max_examples=100)
def test_no_more_is_held_than_the_rows_a_batch_and_a_ticket(stream, rows):
    tickets, cuts = stream
    batches = batches_of(tickets, cuts)
    longest_batch = max((batch.num_rows for batch in batches), default=0)
    longest_ticket = max((tickets.count(ticket) for ticket in tickets if ticket is not None), default=0)
    tables = list(whole_tickets(batches, rows=rows))
    assert all(table.num_rows <= rows + longest_batch + longest_ticket for table in tables)


def test_rows_without_a_ticket_are_not_gathered_for_ever():
    tables = tickets_in(whole_tickets(batches_of([None] * 100, range(100)), rows=10))
    assert [len(table) for table in tables] == [10] * 10


def test_a_table_is_handed_out_before_the_next_batch_is_asked_for():
    asked = []

    def source():
        for number, batch in enumerate(batches_of(["a", "b", "c", "d"], cuts=[2])):
            asked.append(number)
            yield batch

    assert next(whole_tickets(source(), rows=1)).to_pydict()["ticket"] == ["a"]
    assert asked == [0]


def test_a_stream_without_rows_gives_nothing():
    assert list(whole_tickets([], rows=1)) == []
    assert list(whole_tickets([pa.record_batch({"ticket": pa.array([], pa.string())})], rows=1)) == []


def a_policy(**options):
    targets = {"P2": {"first_response": "1h", "resolution": "2 business days"}}
    return SlaPolicy(**{"name": "p", "calendar": DESK, "scale": P1_TO_P5, "targets": targets} | options)


@pytest.mark.parametrize(
    "policy",
    [
        a_policy(),
        a_policy(calendar=DESK | LATE, tiers={"Gold": 0.5}, around_the_clock=("P1",)),
        a_policy(calendar=DESK.model_copy(update={"holidays": Holidays(country="DE", extra={AT.date(): "move"})})),
        PolicySet(Select(a_policy(), tier="Gold", end=AT), Select(a_policy(name="rest"))),
    ],
    ids=["plain", "two calendars", "holidays", "set"],
)
def test_a_policy_is_the_same_on_the_worker(policy):
    read, statuses = Task.of(policy, at=AT).models()
    assert read == policy
    assert type(read) is type(policy)
    assert statuses is None


def test_a_status_map_goes_with_the_policy():
    statuses = StatusMap({"Awaiting": "pending"}, only=True)
    assert Task.of(a_policy(), at=AT, status_map=statuses).models()[1] == statuses


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        Task.of(a_policy(), at=datetime(2026, 3, 20))


def test_a_result_is_plain_rows_with_the_rejected_tickets_at_the_end():
    one, none = np.array([90], dtype="m8[us]"), np.array(["NaT"], dtype="M8[us]")
    text, blank = TextColumn.of(["resolution"]), TextColumn.filled(1)
    facts = TicketFacts(*[TextColumn.of(["1"]), none, *[blank] * 6])
    table = SlaTable(
        ticket=TextColumn.of(["1"]), metric=text, cycle=np.array([1], dtype=np.int32), target=one, elapsed=one,
        paused=one, remaining=one, overdue=none.view("m8[us]"), due=none, breached_at=none, started=none, stopped=none,
        stage=blank, state=text, verdict=text, reason=blank, tickets=facts, ticket_rows=np.zeros(1, dtype=np.int32),
        at=none, policy_name="p", rejected=(Rejected("2", 3, "has no priority"), Rejected(None, 4, "names no ticket")),
    )  # fmt: skip
    rows = result_rows(table)
    assert rows.schema.equals(RESULT_ARROW)
    assert rows.column_names == [*COLUMNS, "rejected"]
    assert rows["ticket"].to_pylist() == ["1", "2", None]
    assert rows["rejected"].to_pylist() == [None, "has no priority", "names no ticket"]
    assert rows["elapsed"].to_pylist() == [timedelta(microseconds=90), None, None]
    assert rows["overdue"].null_count == rows["due"].null_count == 3


@st.composite
def worlds(draw):
    """Draw a policy, the rows of some tickets as a sorted stream, and how they are cut."""
    policy, _ = draw(policies())
    drawn = [draw(histories(policy))[0] for _ in range(draw(st.integers(1, 4)))]
    table = EventTable.from_histories(
        TicketHistory(ticket_id=f"T{number}", events=history.events) for number, history in enumerate(drawn)
    )
    cuts = draw(st.sets(st.integers(0, len(table))))
    return policy, table, cuts


def as_spark_sends_it(table):
    """Return the rows with text that is not coded, as Spark has no coded text."""
    rows = table.to_arrow()
    coded = [column for column in rows.schema if pa.types.is_dictionary(column.type)]
    for column in coded:
        place = rows.column_names.index(column.name)
        rows = rows.set_column(place, column.name, rows[column.name].cast(pa.string()))
    return rows.combine_chunks().to_batches()[0]


@given(worlds(), st.integers(1, 12))
@settings(max_examples=50, deadline=None)
def test_a_worker_gives_the_rows_of_the_batch_path(world, rows):
    policy, table, cuts = world
    whole = as_spark_sends_it(table)
    edges = sorted({0, *cuts, len(table)})
    batches = [whole.slice(start, end - start) for start, end in pairwise(edges)]
    found = pa.Table.from_batches(Task.of(policy, at=AT, rows=rows).run(batches), RESULT_ARROW)
    assert found.equals(result_rows(evaluate_many(table, policy, at=AT)))


def test_a_broken_ticket_is_a_row_with_its_reason_and_the_rest_is_evaluated():
    whole = pa.record_batch({
        "ticket": ["1", "1", "2"], "at": pa.array([AT - timedelta(hours=1)] * 3, pa.timestamp("us", "UTC")),
        "kind": ["created", "created", "message"], "field": ["priority", "status", None], "seq": [0, 1, 0],
        "value": ["P2", "new", None], "by": [None, None, "agent"],
    })  # fmt: skip
    batches = Task.of(a_policy(), at=AT).run([whole.slice(0, 1), whole.slice(1)])
    rows = pa.Table.from_batches(batches, RESULT_ARROW)
    broken = {row["ticket"]: row["rejected"] for row in rows.to_pylist() if row["rejected"]}
    assert set(broken) == {"2"}
    assert broken["2"].startswith("comes before the creation of the ticket")
    assert rows.filter(pa.compute.is_null(rows["rejected"]))["metric"].to_pylist() == ["first_response", "resolution"]
