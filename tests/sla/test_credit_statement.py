import csv
from datetime import datetime
from decimal import Decimal
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from tests.sla.desk import at, created, policy
from tests.sla.test_compliance import REPORTS, named
from tests.sla.test_credit_terms import MARCH, terms

from supportops.sla._credits import credits  # noqa: A004
from supportops.sla.credit_statement import CreditStatement
from supportops.sla.credit_terms import CreditExclusion

TERMS = terms(
    fee="99.90",
    metrics=("first_response", "resolution"),
    cap=0.1,
    exclusions=(
        CreditExclusion("agreed by mail", tickets=("C", "D")),
        CreditExclusion("-cmd", tickets="T9999", metrics="resolution", timer_reasons="<spam>|"),
    ),
)
STATEMENT = credits(REPORTS, terms=TERMS, period=MARCH, customer="Acme")


def hostile(name, customer=""):
    """Return the statement of one breach of a ticket with such a name."""
    report = policy().evaluate(named(name, created("2026-03-02T09:00", "P1")), at=at("2026-04-01"))
    return credits([report], terms=terms(), period=MARCH, customer=customer)


def rows_of(statement):
    return list(csv.DictReader(StringIO(statement.to_csv())))


def test_finance_can_read_it():
    assert str(STATEMENT) == "\n".join(
        [
            "SLA credit: Premium, Acme, March 2026",
            "Period 2026-03-01T00:00:00+00:00 to 2026-04-01T00:00:00+00:00, the end not in it",
            "Evaluated at 2026-03-13T12:00:00+00:00, provisional: the period was not over for all tickets",
            "Terms: 5 % of 99.90 USD for each breach of first_response, resolution; at most 10 %",
            "Decided in the period, in timers: 4 met, 4 breached; attainment 50.0 %; tickets: 4; "
            "not counted: 1 met, 2 breached",
            "",
            "ticket  metric          cycle  target  due (UTC)            breached at (UTC)    overdue  amount",
            "B       first_response      1  1h      2026-03-02 10:00:00  2026-03-02 10:00:00  1h         5.00",
            "B       resolution          1  4h      2026-03-02 13:00:00  2026-03-02 13:00:00  7h         4.99",
            "G       first_response      1  1h      2026-03-09 10:00:00  2026-03-09 10:00:00  7h5m       4.99",
            "G       resolution          1  4h      2026-03-09 13:00:00  2026-03-09 13:00:00  4h5m       5.00",
            "",
            "                              amount",
            "Cap: at most 10 % of the fee   -9.99",
            "Total credit, USD               9.99",
            "",
            "Not counted:",
            "ticket  metric          cycle  breached at (UTC)    why",
            "C       resolution          1  2026-03-03 17:00:00  agreed by mail",
            "D       first_response      1  2026-03-13 10:30:00  agreed by mail",
            "",
            "Exclusions:",
            "exclusion                                                           timers",
            "agreed by mail (tickets: C, D)                                           3",
            "-cmd (tickets: T9999; metrics: resolution; timer reasons: <spam>|)       0",
        ]
    )


def test_it_goes_through_json_and_stays_equal():
    again = CreditStatement.model_validate_json(STATEMENT.model_dump_json())
    assert again == STATEMENT
    assert str(again) == str(STATEMENT)
    assert again.model_dump_json() == STATEMENT.model_dump_json()


def test_it_shows_as_markdown():
    lines = STATEMENT.to_markdown().splitlines()
    assert lines[0] == "## SLA credit: Premium, Acme, March 2026"
    assert "| Cap: at most 10 % of the fee |  |  |  |  |  |  | -9.99 |" in lines
    assert "| D | first_response | 1 | 2026-03-13 10:30:00 | agreed by mail |" in lines
    assert lines[-5:] == [
        "",
        "| exclusion | timers |",
        "| --- | ---: |",
        "| agreed by mail (tickets: C, D) | 3 |",
        "| -cmd (tickets: T9999; metrics: resolution; timer reasons: <spam>\\|) | 0 |",
    ]


def test_a_statement_without_exclusions_or_breaches_shows_only_what_there_is():
    nothing = credits((), terms=terms(), period=MARCH)
    assert str(nothing).splitlines()[-2:] == ["                   amount", "Total credit, USD    0.00"]
    assert "Evaluated at -\n" in str(nothing)
    shown = str(nothing) + nothing.to_markdown() + nothing._repr_html_()
    assert "Not counted" not in shown
    assert "Exclusions" not in shown
    assert nothing.is_final is True


def test_it_shows_as_html_with_all_text_escaped():
    assert "<td>Total credit, USD</td>" in STATEMENT._repr_html_()
    assert "<caption>Not counted</caption>" in STATEMENT._repr_html_()
    assert "<caption>Exclusions</caption>" in STATEMENT._repr_html_()
    assert "timer reasons: &lt;spam&gt;|)</td><td>0</td>" in STATEMENT._repr_html_()
    assert "<script>" not in hostile("<script>", "<script>")._repr_html_()
    assert "&lt;script&gt;" in hostile("<script>")._repr_html_()


def test_the_csv_has_a_row_for_everything_and_its_amounts_sum_to_the_total():
    rows = rows_of(STATEMENT)
    assert [row["kind"] for row in rows] == [
        *["breach"] * 4, *["not_counted"] * 2, *["exclusion"] * 2, "cap", "total",
    ]  # fmt: skip
    assert [(row["note"], row["amount"]) for row in rows if row["kind"] == "exclusion"] == [
        ("agreed by mail (tickets: C, D): timers 3", "0.00"),
        ("'-cmd (tickets: T9999; metrics: resolution; timer reasons: <spam>|): timers 0", "0.00"),
    ]
    assert sum(Decimal(row["amount"]) for row in rows[:-1]) == Decimal(rows[-1]["amount"]) == STATEMENT.total
    assert {(row["contract"], row["customer"], row["currency"]) for row in rows} == {("Premium", "Acme", "USD")}
    assert rows[0] == {
        "contract": "Premium", "customer": "Acme", "period_start": "2026-03-01T00:00:00+00:00",
        "period_end": "2026-04-01T00:00:00+00:00", "kind": "breach", "ticket": "B", "metric": "first_response",
        "cycle": "1", "target": "1h", "due": "2026-03-02T10:00:00+00:00",
        "breached_at": "2026-03-02T10:00:00+00:00", "overdue": "1h", "amount": "5.00", "currency": "USD", "note": "",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_a_spreadsheet_runs_nothing_of_the_csv(name):
    (row, _) = rows_of(hostile(name, customer=name))
    assert (row["ticket"], row["customer"]) == (f"'{name}", f"'{name}")


@pytest.mark.parametrize("name", ['a"b', "a,b", "a|b", "a\nb"])
def test_a_ticket_of_any_name_stays_in_its_cell(name):
    statement = hostile(name)
    assert rows_of(statement)[0]["ticket"] == name
    (line,) = [line for line in statement.to_markdown().splitlines() if "100.00 |" in line and "resolution" in line]
    assert line.replace("\\|", "").count("|") == 9


def test_instants_are_told_in_utc_whatever_the_period_is_written_in():
    zone = ZoneInfo("America/New_York")
    period = (datetime(2026, 3, 1, tzinfo=zone), datetime(2026, 4, 1, tzinfo=zone))
    text = str(credits((), terms=terms(), period=period))
    assert "Period 2026-03-01T05:00:00+00:00 to 2026-04-01T04:00:00+00:00" in text
