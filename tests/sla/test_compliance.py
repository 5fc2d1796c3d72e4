from dataclasses import replace

import numpy as np
import pytest
from tests.sla.desk import agent, at, cancelled, created, policy, status
from tests.sla.tables import table_of

from supportops.errors import DomainError, NoMatchError
from supportops.sla import EventTable, evaluate_many
from supportops.sla._compliance import Compliance, compliance
from supportops.tickets import TextColumn, TicketHistory

NOW = "2026-03-13T12:00"
POLICY = policy(
    targets={
        "P1": {"first_response": "1h", "resolution": "4h"},
        "P2": {"first_response": "2h", "resolution": "8h"},
        "P3": {"first_response": "4h", "resolution": "24h"},
    }
)


def named(name, *events):
    return TicketHistory(ticket_id=name, events=events)


HISTORIES = (
    named("A", created("2026-03-02T09:00", "P1"), agent("2026-03-02T09:30"), status("2026-03-02T12:00", "resolved")),
    named("B", created("2026-03-02T09:00", "P1"), agent("2026-03-02T11:00"), status("2026-03-03T12:00", "resolved")),
    named("C", created("2026-03-03T09:00", "P2", tier="Gold"), agent("2026-03-03T10:00")),
    named("D", created("2026-03-12T16:30", "P2", tier="Gold")),
    named("E", created("2026-03-12T10:00", "P3"), cancelled("2026-03-12T10:05")),
    named("F", created("2026-03-02T10:00", "P5"), status("2026-03-02T11:00", "closed")),
    named("G", created("2026-03-09T09:00", "P1"), cancelled("2026-03-10T09:05")),
    named("H", created("2026-03-09T09:00", "P3"), agent("2026-03-09T10:00"), status("2026-03-09T15:00", "closed")),
)
REPORTS = tuple(POLICY.evaluate(history, at=at(NOW)) for history in HISTORIES)
TABLE = table_of(HISTORIES, POLICY, at=at(NOW))
# Resolution: A and H met, B and C breached, G breached before it was cancelled, D runs, E was cancelled in time.
COUNTS = {"met": 2, "breached": 3, "undecided": 1, "cancelled": 1, "not_applicable": 1}


def both(**asked):
    """Return the answer of the table, which is that of the reports."""
    found = compliance(TABLE, **asked)
    assert found == compliance(REPORTS, **asked)
    return found


@pytest.mark.parametrize(
    ("denominator", "successes", "n"), [("decided", 2, 5), ("all", 2, 7), ("closed", 2, 3), ("applied", 4, 7)]
)
def test_each_denominator_takes_its_own_share(denominator, successes, n):
    found = both(metric="resolution", denominator=denominator)
    assert (found.successes, found.n, found.value) == (successes, n, successes / n)
    assert dict(found.counts) == COUNTS


@pytest.mark.parametrize("by", [None, "priority", "tier", "week"])
def test_many_tickets_evaluated_at_once_have_the_same_compliance(by):
    at_once = evaluate_many(EventTable.from_histories(HISTORIES), POLICY, at=at(NOW))
    for denominator in ("decided", "all", "closed", "applied"):
        asked = {"metric": "resolution", "denominator": denominator, "by": by}
        assert compliance(at_once, **asked) == compliance(TABLE, **asked)


def test_a_cancelled_timer_that_had_breached_is_a_breach():
    found = compliance([REPORTS[6]], metric="resolution")
    assert REPORTS[6].timer("resolution").state == "cancelled"
    assert (found.counts["breached"], found.counts["cancelled"], found.value) == (1, 0, 0.0)


def test_the_interval_is_wilsons():
    # Wilson (1927) for 2 of 5: centre (2 + z^2/2) / (5 + z^2), with z = 1.959964.
    assert both(metric="resolution").interval == pytest.approx((0.117621, 0.769276), abs=1e-6)
    narrow = both(metric="resolution", confidence=0.5).interval
    assert 0.117621 < narrow[0] < narrow[1] < 0.769276


@pytest.mark.parametrize(
    ("denominator", "tickets", "reason"),
    [
        ("decided", [3, 4, 5], "nothing is decided yet"),
        ("all", [5], "nothing has a target"),
        ("applied", [5], "nothing has a target"),
        ("closed", [2, 3, 5], "nothing with a target is on a ticket that is no longer open"),
    ],
)
def test_without_a_denominator_there_is_no_value_but_a_reason(denominator, tickets, reason):
    found = compliance([REPORTS[i] for i in tickets], metric="resolution", denominator=denominator)
    assert (found.value, found.interval, found.n, found.reason) == (None, None, 0, reason)
    assert sum(found.counts.values()) == len(tickets)
    assert str(found).startswith(f"no value ({reason}), 0 met, ")


@pytest.mark.parametrize("denominator", ["decided", "all", "closed", "applied"])
def test_when_every_ticket_was_rejected_the_reason_says_so(denominator):
    events = EventTable.from_histories([named(name, created("2026-03-02T09:00", "P1")) for name in "ABC"])
    for tickets, count in ((events, "3 were"), (events.take(np.array([1])), "1 was")):
        before = evaluate_many(tickets, POLICY, at=at("2026-03-01T09:00"))
        found = compliance(before, metric="resolution", denominator=denominator, by="week")
        assert (found.value, found.reason) == (None, f"no ticket has an answer: {count} rejected")


def test_rejected_tickets_are_no_reason_when_others_have_answers():
    histories = [named("A", created("2026-03-02T09:00", "P1")), named("B", created("2026-03-13T12:01", "P1"))]
    answers = evaluate_many(EventTable.from_histories(histories), POLICY, at=at("2026-03-02T10:00"))
    assert len(answers.rejected) == 1
    for some in (answers, answers.rows(np.zeros(len(answers), dtype=bool))):
        assert compliance(some, metric="resolution").reason == "nothing is decided yet"


def test_no_tickets_at_all_have_no_value():
    assert compliance((), metric="resolution").counts == dict.fromkeys(COUNTS, 0)
    assert compliance((), metric="resolution", denominator="closed").value is None
    nothing = TABLE.rows(np.zeros(len(TABLE), dtype=bool))
    assert compliance(nothing, metric="resolution", by="priority").parts == {}


def test_the_worst_cycle_speaks_for_the_ticket_and_each_timer_for_itself():
    reopened = named(
        "R",
        created("2026-03-02T09:00"),
        status("2026-03-02T10:00", "resolved"),
        status("2026-03-03T09:00", "open"),
        status("2026-03-05T10:00", "resolved"),
        status("2026-03-06T09:00", "open"),
        status("2026-03-06T10:00", "resolved"),
    )
    again = policy(on_reopen="new_cycle")
    found = compliance([again.evaluate(reopened, at=at(NOW))], metric="resolution")
    assert (found.counts["met"], found.counts["breached"]) == (0, 1)
    timers = compliance(table_of([reopened], again, at=at(NOW)), metric="resolution", unit="timer")
    assert (timers.counts["met"], timers.counts["breached"]) == (2, 1)
    assert timers == compliance([again.evaluate(reopened, at=at(NOW))], metric="resolution", unit="timer")


def test_rows_in_any_order_give_the_same_answer():
    turned = TABLE.rows(np.arange(len(TABLE))[::-1])
    assert compliance(turned, metric="resolution", by="week") == compliance(TABLE, metric="resolution", by="week")


def test_parts_by_priority_add_up_to_the_whole():
    found = compliance(TABLE, metric="resolution", by="priority")
    assert list(found.parts) == ["P1", "P2", "P3", "P5"]
    assert [(part.successes, part.n) for part in found.parts.values()] == [(1, 3), (0, 1), (1, 1), (0, 0)]
    assert {name: sum(part.counts[name] for part in found.parts.values()) for name in COUNTS} == COUNTS
    assert found.model_copy(update={"parts": {}}) == compliance(TABLE, metric="resolution")


def test_parts_by_week_are_those_of_the_start():
    found = both(metric="first_response", by="week", denominator="all")
    assert {week: part.n for week, part in found.parts.items()} == {"2026-W10": 3, "2026-W11": 4}


def test_an_iso_week_may_belong_to_another_year_and_begins_on_monday_utc():
    histories = [
        named("1", created("2026-12-31T09:00")),
        named("2", created("2027-01-03T23:59:59.999999")),
        named("3", created("2027-01-04T00:00")),
        named("4", created("2027-01-04T00:30+01:00")),
    ]
    reports = [policy().evaluate(history, at=at("2027-02-01")) for history in histories]
    found = compliance(reports, metric="resolution", by="week")
    assert {week: part.n for week, part in found.parts.items()} == {"2026-W53": 3, "2027-W01": 1}


def test_parts_by_month_are_those_of_the_start_in_utc():
    histories = [
        named("1", created("2025-12-31T23:30-01:00")),
        named("2", created("2026-03-31T23:59:59.999999")),
        named("3", created("2026-04-01T00:00")),
        named("4", created("2026-04-01T01:59+02:00")),
        named("5", created("1969-12-31T23:59")),
    ]
    reports = [policy().evaluate(history, at=at("2026-05-01")) for history in histories]
    found = compliance(reports, metric="resolution", by="month")
    expected = {"1969-12": 1, "2026-01": 1, "2026-03": 2, "2026-04": 1}
    assert {month: part.n for month, part in found.parts.items()} == expected
    assert found == compliance(table_of(histories, policy(), at=at("2026-05-01")), metric="resolution", by="month")


@pytest.mark.parametrize("by", ["week", "month"])
def test_a_timer_that_never_started_has_no_week_and_no_month(by):
    report = POLICY.evaluate(named("X", created("2026-03-02T09:00", "P1", by="agent")), at=at(NOW))
    assert report.timer("first_response").started is None
    assert list(compliance([report], metric="first_response", by=by).parts) == ["(none)"]


def test_what_has_no_label_stands_last_under_none():
    found = compliance(TABLE, metric="resolution", by="tier")
    assert {label: part.counts["breached"] for label, part in found.parts.items()} == {"Gold": 1, "(none)": 2}
    assert list(found.parts)[-1] == "(none)"


def test_labels_may_be_given_by_ticket():
    found = both(metric="resolution", by={"A": "south", "B": "south", "C": "north", "Z": "nobody"})
    assert {label: part.n for label, part in found.parts.items()} == {"north": 1, "south": 2, "(none)": 2}


def test_an_empty_mapping_says_that_nothing_has_a_label():
    assert list(both(metric="resolution", by={}).parts) == ["(none)"]
    assert compliance((), metric="resolution", by={"A": "south"}).parts == {}


def test_a_mapping_may_name_only_tickets_of_which_no_timer_is_left():
    rows = TABLE.rows(TABLE.ticket == "A")
    assert list(compliance(rows, metric="resolution", by={"B": "south"}).parts) == ["(none)"]
    reports = [REPORTS[0], replace(REPORTS[1], timers=())]
    assert list(compliance(reports, metric="resolution", by={"B": "south"}).parts) == ["(none)"]


def test_labels_may_be_given_for_each_row_of_a_table_or_each_report():
    rows = ["x" if name in "ABC" else None for name in TABLE.ticket]
    found = compliance(TABLE, metric="resolution", by=rows)
    assert found == compliance(TABLE, metric="resolution", by=TextColumn.of(rows))
    assert found == compliance(REPORTS, metric="resolution", by=["x"] * 3 + [None] * 5)
    assert found == compliance(TABLE, metric="resolution", by=np.array(rows, dtype=object))
    assert {label: part.n for label, part in found.parts.items()} == {"x": 3, "(none)": 2}


def test_it_shows_as_one_line_and_with_parts_as_a_table():
    assert str(both(metric="resolution")) == (
        "40.0 % (Wilson 95 %: 11.8 to 76.9), 2 met, 3 breached, 1 undecided, 1 cancelled, 1 not applicable"
    )
    assert str(compliance(TABLE, metric="resolution", by="priority")).splitlines()[1:] == [
        "part    share       interval  met  breached  undecided  cancelled  not applicable",
        "P1     33.3 %    6.1 to 79.2    1         2          0          0               0",
        "P2      0.0 %    0.0 to 79.3    0         1          1          0               0",
        "P3    100.0 %  20.7 to 100.0    1         0          0          1               0",
        "P5          -              -    0         0          0          0               1",
        "all    40.0 %   11.8 to 76.9    2         3          1          1               1",
    ]


def test_it_shows_as_markdown_and_html():
    found = both(metric="resolution", by={"A": "a|b", "B": "<i>"})
    lines = found.to_markdown().splitlines()
    assert lines[1] == "| --- |" + " ---: |" * 7
    assert lines[3].startswith("| a\\|b | 100.0 % | 20.7 to 100.0 | 1 | 0 |")
    assert "<td>&lt;i&gt;</td>" in found._repr_html_()
    assert "resolution: met of decided, per ticket" in found._repr_html_()


def test_it_goes_through_json_and_stays_equal():
    found = compliance(TABLE, metric="resolution", by="priority")
    assert Compliance.model_validate_json(found.model_dump_json()) == found
    assert len({found, Compliance.model_validate_json(found.model_dump_json())}) == 1


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"denominator": "decide"}, "denominator is 'decide'; did you mean 'decided'?"),
        ({"unit": "tickets"}, "unit is 'tickets'; did you mean 'ticket'?"),
        ({"confidence": 95}, "confidence is 95; it lies between 0 and 1, for example 0.95"),
        ({"by": "prio"}, r"by is 'prio'; did you mean 'priority'\? \(or give labels by ticket id"),
        ({"by": "PRIORITY"}, "by is 'PRIORITY'; did you mean 'priority'"),
        ({"by": {"T9": "south"}}, "by names none of these tickets: a key of it is 'T9', a ticket is 'A'; give labels"),
        ({"by": {101: "south"}}, "by has the key 101, of type int; its keys are ticket ids, .* for example 'A'"),
        ({"by": {"A": "south", None: "x"}}, "by has the key None, of type NoneType"),
        ({"by": len}, "by is of type builtin_function_or_method; give one of priority, .*, week, month, a mapping of"),
        ({"by": {"a", "b"}}, "by is of type set; .* or a list with a label for each row of the table"),
        ({"by": iter(["a"])}, "by is of type list_iterator;"),
        ({"by": 7}, "by is of type int;"),
        ({"by": ["a", "b"]}, "by has 2 labels; 16 are needed, one for each row of the table"),
        ({"by": {"B": 7}}, r"by\['B'\] is 7; a label is text"),
        ({"by": [*"ABCDEFGHIJKLMNO", 3]}, r"by\[15\] is 3; a label is text"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(asked, message):
    with pytest.raises(DomainError, match=message):
        compliance(TABLE, metric="resolution", **asked)


def test_a_metric_that_is_not_measured_is_named_with_its_near_match():
    with pytest.raises(NoMatchError, match="'resolutions' is not measured in these timers; did you mean 'resolution'"):
        both(metric="resolutions")


def test_without_tickets_a_strange_key_is_still_named():
    with pytest.raises(DomainError, match=r"by has the key 101, of type int; its keys are .* for example '101'"):
        compliance((), metric="resolution", by={101: "south"})


def test_reports_do_not_carry_facts_of_the_ticket():
    with pytest.raises(DomainError, match="a report does not carry its ticket's priority; pass an SlaTable"):
        compliance(REPORTS, metric="resolution", by="priority")
    with pytest.raises(DomainError, match="by has 1 labels; 8 are needed, one for each report"):
        compliance(REPORTS, metric="resolution", by=["a"])


def test_one_ticket_counts_once():
    with pytest.raises(DomainError, match="ticket 'A' has two reports; pass one report for each ticket"):
        compliance([REPORTS[0], REPORTS[0]], metric="resolution")


class Frame:
    """What a data frame is like: it has as many items as columns, and these are names."""

    def __iter__(self):
        return iter(["ticket", "at"])


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (EventTable.from_histories(HISTORIES), "EventTable"),
        (HISTORIES, "tuple and holds TicketHistory"),
        ([*REPORTS, None], "list and holds NoneType"),
        (Frame(), "Frame and holds str"),
        (REPORTS[0], "SlaReport"),
        ({"A": REPORTS[0]}, "dict"),
        ("resolution", "str and holds str"),
        (None, "NoneType"),
    ],
)
def test_what_holds_no_timers_is_named_by_its_type(given, what):
    with pytest.raises(DomainError) as caught:
        compliance(given, metric="resolution")
    assert str(caught.value) == (
        f"timers is of type {what}; pass the SlaTable that evaluate_many(table, policy, at=...) gives, or a list of "
        "the reports that policy.evaluate(history, at=...) gives, one for each ticket"
    )


def test_without_a_resolution_timer_reports_cannot_say_what_is_closed():
    responses = policy(targets={"P1": {"first_response": "1h"}})
    reports = [responses.evaluate(HISTORIES[0], at=at(NOW))]
    with pytest.raises(DomainError, match=r"some reports have no resolution timer.*pass an SlaTable"):
        compliance(reports, metric="first_response", denominator="closed")
    table = table_of([HISTORIES[0]], responses, at=at(NOW))
    assert compliance(table, metric="first_response", denominator="closed").value == 1.0
