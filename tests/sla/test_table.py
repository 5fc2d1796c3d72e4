"""The answers for many tickets: columns, facts of tickets, chosen rows, and what is not there."""

from dataclasses import fields

import numpy as np
import pytest
from tests.sla.desk import M, agent, assigned, at, cancelled, change, created, paused, policy, status

from supportops.sla import PolicySet, Select, evaluate_many
from supportops.sla.table import COLUMNS
from supportops.tickets import EventTable, StatusMap, TextColumn, TicketHistory

TARGETS = {
    "P1": {"first_response": "1h", "resolution": "4h"},
    "P2": {"first_response": "2h", "resolution": "8h"},
    "P3": {"resolution": None},
}
RULES = policy(targets=TARGETS, on_reopen="new_cycle", pauses={"resolution": ("pending",)}, tiers={"Gold": 0.5})
NOW = at("2026-03-04 12:00")
AMOUNTS = ("target", "elapsed", "paused", "remaining", "overdue")
INSTANTS = ("due", "breached_at", "started", "stopped")
TEXTS = ("ticket", "metric", "stage", "state", "verdict", "reason")


def named(name, *events, **options):
    return TicketHistory(ticket_id=name, events=events, **options)


TICKETS = [
    named("met", created("2026-03-02 09:00"), agent("2026-03-02 10:00"), status("2026-03-02 15:00", "resolved")),
    named(
        "reopened", created("2026-03-02 09:00", by="agent"), status("2026-03-02 10:00", "resolved"),
        status("2026-03-02 11:00", "open"), status("2026-03-03 13:00", "resolved"),
    ),
    named("future", created("2026-03-09 09:00")),
    named("waits", created("2026-03-03 09:00"), status("2026-03-03 11:00", "pending")),
    named("none", created("2026-03-03 09:00", "P3")),
    named("spam", created("2026-03-03 09:00"), cancelled("2026-03-03 10:00")),
]  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return evaluate_many(EventTable.from_histories(TICKETS), RULES, at=NOW)


def row(found, ticket, metric="resolution", cycle=1):
    here = (found.ticket == ticket) & (found.metric == metric) & (found.cycle == cycle)
    (number,) = np.flatnonzero(here)
    return {name: column[number] for name, column in found.to_dict().items()}


def test_rows_stand_by_ticket_metric_in_the_policy_s_order_and_cycle(found):
    keys = list(zip(found.ticket, found.metric, found.cycle.tolist(), strict=True))
    assert keys[:5] == [
        ("met", "first_response", 1),
        ("met", "resolution", 1),
        ("reopened", "first_response", 1),
        ("reopened", "resolution", 1),
        ("reopened", "resolution", 2),
    ]
    metrics = ["first_response", "resolution"]
    assert keys == sorted(keys, key=lambda key: (found.tickets.ticket.index(key[0]), metrics.index(key[1]), key[2]))


def test_a_timer_that_was_kept_has_all_its_figures(found):
    told = row(found, "met")
    hours = {name: told[name] / np.timedelta64(1, "h") for name in AMOUNTS}
    assert hours == {"target": 8, "elapsed": 6, "paused": 0, "remaining": 2, "overdue": 0}
    assert str(told["due"]) == "2026-03-02T17:00:00.000000"
    assert str(told["stopped"]) == "2026-03-02T15:00:00.000000"
    assert np.isnat(told["breached_at"])
    assert (told["state"], told["verdict"], told["stage"], told["reason"]) == ("stopped", "met", "yellow", "")


def test_a_breach_says_when(found):
    rules = policy(targets={"P2": {"resolution": "5h"}})
    late = evaluate_many(EventTable.from_histories(TICKETS[:1]), rules, at=NOW)
    assert (late.verdict[0], str(late.breached_at[0])) == ("breached", "2026-03-02T14:00:00.000000")
    assert late.overdue[0] == np.timedelta64(1, "h")
    assert late.remaining[0] == np.timedelta64(-1, "h")


def test_there_is_no_target_no_due_date_and_no_rest_where_none_is_promised(found):
    told = row(found, "none")
    assert [np.isnat(told[name]) for name in ("target", "remaining", "due", "breached_at", "stopped")] == [True] * 5
    assert (told["verdict"], told["reason"], told["overdue"]) == (
        "not_applicable",
        "no target",
        np.timedelta64(0, "us"),
    )


def test_a_metric_that_waits_for_its_start_has_no_instants(found):
    told = row(found, "reopened", "first_response")
    assert [np.isnat(told[name]) for name in INSTANTS] == [True] * 4
    assert (told["state"], told["elapsed"]) == ("waiting", np.timedelta64(0, "us"))


def test_a_clock_that_stands_still_says_how_long(found):
    told = row(found, "waits")
    assert told["state"] == "paused"
    assert told["paused"] == np.timedelta64(9, "h")
    assert told["elapsed"] == np.timedelta64(2, "h")


def test_every_text_is_a_column_of_text_and_every_figure_a_column_of_its_unit(found):
    for name in TEXTS:
        assert isinstance(getattr(found, name), TextColumn)
    assert {getattr(found, name).dtype for name in AMOUNTS} == {np.dtype("m8[us]")}
    assert {getattr(found, name).dtype for name in INSTANTS} == {np.dtype("M8[us]")}
    assert (found.cycle.dtype, found.ticket_rows.dtype, found.at.dtype) == ("i4", "i4", "M8[us]")
    assert {*COLUMNS} == {*AMOUNTS, *INSTANTS, *TEXTS, "cycle"}


def test_every_column_is_as_long_as_the_table(found):
    assert {len(getattr(found, name)) for name in (*COLUMNS, "ticket_rows")} == {len(found)}
    assert {len(getattr(found.tickets, field.name)) for field in fields(found.tickets)} == {len(found.tickets)}
    assert len(found.at) == len(found.tickets) == 5
    assert [each.ticket for each in found.rejected] == ["future"]


def test_the_rows_of_a_ticket_point_to_its_facts(found):
    assert found.tickets.ticket[found.ticket_rows].to_list() == found.ticket.to_list()


def test_a_dict_holds_arrays_in_the_order_of_frames(found):
    told = found.to_dict()
    assert tuple(told) == COLUMNS
    assert all(isinstance(column, np.ndarray) for column in told.values())
    assert {name for name, column in told.items() if column.dtype == object} == {*TEXTS}
    assert told["ticket"].tolist() == found.ticket.to_list()
    assert None in told["stage"].tolist()
    assert told["elapsed"] is found.elapsed


def test_rows_are_chosen_by_mask_or_by_number(found):
    late = found.rows(found.verdict == "met")
    assert set(late.ticket) == {"met", "reopened"}
    assert len(late) == int((found.verdict == "met").sum())
    again = found.rows(np.flatnonzero(found.verdict == "met"))
    assert {name: column.tolist() for name, column in again.to_dict().items()} == {
        name: column.tolist() for name, column in late.to_dict().items()
    }
    assert late.tickets.ticket[late.ticket_rows].to_list() == late.ticket.to_list()


def test_chosen_rows_keep_the_tickets_the_instants_and_what_was_set_aside(found):
    nothing = found.rows(np.zeros(len(found), dtype=np.bool_))
    assert len(nothing) == 0
    assert nothing.tickets is found.tickets
    assert nothing.rejected is found.rejected
    assert nothing.at is found.at
    assert nothing.policy_name == "standard"


def test_it_shows_how_much_it_holds(found):
    assert repr(found) == f"SlaTable({len(found)} rows, 5 tickets, 1 rejected)"
    assert repr(found.rows(np.array([0]))) == "SlaTable(1 rows, 5 tickets, 1 rejected)"


MOVED = named(
    "moved", created("2026-03-02 09:00", "P2", tier="Gold", channel="web", status="Neu"),
    assigned("2026-03-02 10:00", "ann", "first line"),
    change("2026-03-02 11:00", "priority", "P1"),
    change("2026-03-02 11:00", "tier", None),
    change("2026-03-02 11:00", "category", "billing"),
    change("2026-03-02 11:00", "channel", "phone"),
    assigned("2026-03-02 12:00", None, None),
    assigned("2026-03-02 13:00", "bea", "second line"),
    status("2026-03-02 14:00", "Wartet"),
    paused("2026-03-02 14:30", "vendor"),
    status_map=StatusMap({"Neu": "new", "Wartet": "on_hold"}),
)  # fmt: skip
FACTS = ("priority", "tier", "channel", "category", "group", "status")


@pytest.mark.parametrize(
    ("minutes", "facts"),
    [
        (0, ("P2", "Gold", "web", None, None, "new")),
        (60, ("P2", "Gold", "web", None, "first line", "new")),
        (119, ("P2", "Gold", "web", None, "first line", "new")),
        (120, ("P1", None, "phone", "billing", "first line", "new")),
        (180, ("P1", None, "phone", "billing", "first line", "new")),
        (240, ("P1", None, "phone", "billing", "second line", "new")),
        (300, ("P1", None, "phone", "billing", "second line", "on_hold")),
    ],
)
def test_the_facts_of_a_ticket_are_those_of_the_instant(minutes, facts):
    now = at("2026-03-02 09:00") + minutes * M
    table = evaluate_many(EventTable.from_histories([MOVED]), RULES, at=now)
    assert tuple(getattr(table.tickets, name)[0] for name in FACTS) == facts
    state = MOVED.state(at=now)
    assert facts == (*(getattr(state, name) for name in FACTS[:-1]), str(state.status_category))
    assert table.tickets.created.tolist() == [MOVED.created.at.replace(tzinfo=None)]
    assert table.at.tolist() == [now.replace(tzinfo=None)]


def test_the_facts_of_the_kept_tickets_stay_with_them_when_others_are_set_aside():
    tickets = [
        named(f"T{n}", created("2026-03-02 09:00", ("P1", "P9", "P2")[n % 3], channel=f"c{n}")) for n in range(12)
    ]
    found = evaluate_many(EventTable.from_histories(tickets), RULES, at=NOW)
    kept = [history.ticket_id for history in tickets if history.created.priority != "P9"]
    assert found.tickets.ticket.to_list() == kept
    assert len(found.rejected) == 4
    by_name = {history.ticket_id: history.created for history in tickets}
    for name, priority, channel in zip(
        found.tickets.ticket, found.tickets.priority, found.tickets.channel, strict=True
    ):
        assert (priority, channel) == (by_name[name].priority, by_name[name].channel)


def test_the_facts_are_arrays_by_name_in_the_order_of_their_fields(found):
    told = found.tickets.to_dict()
    assert list(told) == [field.name for field in fields(found.tickets)]
    assert told["created"] is found.tickets.created
    assert told["ticket"].tolist() == found.tickets.ticket.to_list()
    assert told["tier"].tolist() == [None] * len(found.tickets)


def joined(kind, table):
    """Join the facts to the rows as the page on data frames does; return the columns."""
    if kind == "pandas":
        return table.to_pandas().merge(table.tickets.to_pandas(), on="ticket").astype(object).to_dict("list")
    if kind == "polars":
        return table.to_polars().join(table.tickets.to_polars(), on="ticket").to_dict(as_series=False)
    return table.to_arrow().join(table.tickets.to_arrow(), "ticket").to_pydict()


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_the_facts_join_the_rows_by_ticket_in_each_kind_of_frame(kind):
    pytest.importorskip(kind)
    others = [named(name, created(f"2026-03-0{day} 09:00")) for name, day in (("future", 9), ("plain", 3))]
    events = EventTable.from_histories([TicketHistory(ticket_id="idle", events=others[1].events), *others])
    moved = EventTable.from_histories([MOVED])
    for found in (evaluate_many(events, RULES, at=NOW), evaluate_many(moved, RULES, at=NOW)):
        facts = found.tickets
        expected = {name: getattr(facts, name)[found.ticket_rows].to_list() for name in FACTS}
        expected |= {"ticket": found.ticket.to_list(), "metric": found.metric.to_list(), "cycle": found.cycle.tolist()}
        columns = joined(kind, found)
        texts = [[None if text != text else text for text in columns[name]] for name in expected]
        assert sorted(map(str, zip(*texts, strict=True))) == sorted(map(str, zip(*expected.values(), strict=True)))
        instants = [instant.replace(tzinfo=None) for instant in columns["created"]]
        assert sorted(instants) == sorted(facts.created[found.ticket_rows].tolist())


def test_a_set_of_policies_names_them_all():
    both = PolicySet(Select(policy(name="loud"), priority="P1"), Select(policy(name="mild")))
    found = evaluate_many(EventTable.from_histories(TICKETS[:1]), both, at=NOW)
    assert found.policy_name == both.name
