from datetime import UTC, datetime
from decimal import Decimal, localcontext

import pytest
from tests.sla.desk import at, cancelled, created, policy, status
from tests.sla.test_compliance import REPORTS, TABLE, named
from tests.sla.test_credit_terms import MARCH, terms

from supportops.errors import ConfigurationError, DomainError, NaiveDatetimeError, NoMatchError
from supportops.sla._credits import credits, credits_by_customer  # noqa: A004
from supportops.sla.credit_terms import CreditExclusion, Period

BOTH = ("first_response", "resolution")
BANDS = ((0.99, 0), (0.95, 0.05), (0, 0.1))
# Of the tickets of test_compliance: B, D and G broke their first response, B, C and G their resolution.
LATE = [("B", "first_response"), ("B", "resolution"), ("C", "resolution"), ("G", "first_response"),
        ("G", "resolution"), ("D", "first_response")]  # fmt: skip


def both(**asked):
    """Return the statement of the table, which is that of the reports."""
    found = credits(TABLE, **asked)
    assert found == credits(REPORTS, **asked)
    return found


def names(rows):
    return [(row.ticket, row.metric) for row in rows]


def breaches(count, *, hour=9, priority="P1"):
    """Return so many reports of tickets that broke their resolution on Monday 2 March at one o'clock."""
    tickets = [named(f"T{n}", created(f"2026-03-02T{hour:02d}:00", priority)) for n in range(count)]
    return [policy().evaluate(ticket, at=at("2026-04-01")) for ticket in tickets]


@pytest.mark.parametrize(("share", "count", "total"), [(0.05, 3, "300"), (0.10, 3, "600"), (0, 3, "0")])
def test_each_breach_earns_its_share_of_the_fee(share, count, total):
    # F-28 of the catalogue: min(cap, breaches x share) x fee; premium pays 5 percent, enterprise 10, others nothing.
    found = credits(breaches(count), terms=terms(per_breach=share), period=MARCH)
    assert found.total == Decimal(total)
    assert len(found.breaches) == count


def test_the_cap_is_a_line_of_its_own():
    found = credits(breaches(7), terms=terms(cap=0.25), period=MARCH)
    assert [row.amount for row in found.breaches] == [Decimal("100.00")] * 7
    assert [(line.kind, line.amount) for line in found.lines] == [("cap", Decimal("-200.00"))]
    assert (found.total, found.is_capped) == (Decimal("500.00"), True)


def test_a_credit_that_just_reaches_the_cap_is_not_capped():
    found = credits(breaches(5), terms=terms(cap=0.25), period=MARCH)
    assert (found.total, found.lines, found.is_capped) == (Decimal("500.00"), (), False)


def test_without_a_cap_of_its_own_the_whole_fee_is_the_most():
    assert credits(breaches(25), terms=terms(), period=MARCH).total == Decimal("2000.00")


def test_the_total_is_rounded_once_half_to_even_and_the_rows_add_up_to_it():
    # 5 percent of 99.90 is 4.995; three of them are 14.985, to the even cent 14.98.
    found = credits(breaches(3), terms=terms(fee="99.90"), period=MARCH)
    assert [str(row.amount) for row in found.breaches] == ["5.00", "4.99", "4.99"]
    assert found.total == Decimal("14.98")


def test_a_currency_may_have_no_decimals_or_three():
    yen = credits(breaches(3), terms=terms(fee=999, currency="JPY", decimals=0), period=MARCH)
    assert ([str(row.amount) for row in yen.breaches], str(yen.total)) == (["50", "50", "50"], "150")
    dinar = credits(breaches(1), terms=terms(fee="99.999", currency="KWD", decimals=3), period=MARCH)
    assert str(dinar.total) == "5.000"


def test_no_setting_of_the_decimal_module_changes_a_sum():
    asked = {"terms": terms(fee="123456789.12", cap="0.123456789"), "period": MARCH}
    expected = str(credits(breaches(4), **asked))
    with localcontext() as context:
        context.prec = 3
        assert str(credits(breaches(4), **asked)) == expected
    # 4 x 5 percent would be 24,691,357.82; the cap is 123456789.12 x 0.123456789 = 15,241,578.76500533568.
    assert expected.endswith("15241578.77")


def test_a_row_says_what_was_promised_and_when_it_broke():
    (row,) = credits(breaches(1), terms=terms(), period=MARCH).breaches
    assert (row.ticket, row.metric, row.cycle) == ("T0", "resolution", 1)
    assert row.breached_at == row.due == at("2026-03-02T13:00")
    assert str(row.target) == "4:00:00"
    # Open time from then until the end of March: 4 hours of that day and 21 days of eight.
    assert row.overdue.total_seconds() / 3600 == 4 + 21 * 8


def test_every_metric_of_the_terms_counts_and_breaches_stand_by_their_instant():
    found = both(terms=terms(metrics=BOTH), period=MARCH)
    assert names(found.breaches) == LATE
    assert names(both(terms=terms(), period=MARCH).breaches) == [pair for pair in LATE if pair[1] == "resolution"]


def test_a_cancelled_ticket_that_had_breached_earns():
    spam = named("spam", created("2026-03-02T09:00"), cancelled("2026-03-06T09:00"))
    late = policy().evaluate(spam, at=at("2026-04-01"))
    assert late.timer("resolution").state == "cancelled"
    assert credits([late], terms=terms(), period=MARCH).total == Decimal("100.00")


def test_a_breach_belongs_to_the_period_in_which_the_promised_time_ran_out():
    broken_at = at("2026-03-02T13:00")
    before, after = Period(MARCH.start, broken_at), Period(broken_at, MARCH.end)
    assert credits(breaches(1), terms=terms(), period=before).breaches == ()
    assert names(credits(breaches(1), terms=terms(), period=after).breaches) == [("T0", "resolution")]


def test_a_kept_promise_belongs_to_the_period_of_its_stop():
    ticket = named("A", created("2026-03-02T09:00"), status("2026-03-02T12:00", "resolved"))
    report, stop = policy().evaluate(ticket, at=at("2026-04-01")), at("2026-03-02T12:00")
    assert credits([report], terms=terms(), period=(MARCH.start, stop)).met == 0
    assert credits([report], terms=terms(), period=(stop, MARCH.end)).met == 1


def test_per_ticket_only_the_first_breach_of_all_earns():
    found = both(terms=terms(metrics=BOTH, unit="ticket"), period=MARCH)
    assert names(found.breaches) == [("B", "first_response"), ("C", "resolution"), ("G", "first_response"),
                                     ("D", "first_response")]  # fmt: skip
    assert [(row.ticket, row.metric, row.reason) for row in found.excluded] == [
        ("B", "resolution", "the ticket earned for an earlier breach"),
        ("G", "resolution", "the ticket earned for an earlier breach"),
    ]
    assert (found.met, found.breached, found.tickets) == (2, 4, 6)


def test_per_ticket_a_breach_of_an_earlier_period_earned_already():
    later = both(terms=terms(metrics=BOTH, unit="ticket"), period=(at("2026-03-02T12:00"), MARCH.end))
    assert ("B", "resolution") in names(later.excluded)
    assert names(later.breaches) == [("C", "resolution"), ("G", "first_response"), ("D", "first_response")]


@pytest.mark.parametrize(
    ("met", "late", "total", "text"),
    [
        (99, 1, "0.00", "Attainment 99 of 100, at least 99 %: 0 % of the fee"),
        (98, 1, "100.00", "Attainment 98 of 99, at least 95 %: 5 % of the fee"),
        (95, 5, "100.00", "Attainment 95 of 100, at least 95 %: 5 % of the fee"),
        (94, 5, "200.00", "Attainment 94 of 99, at least 0 %: 10 % of the fee"),
        (0, 1, "200.00", "Attainment 0 of 1, at least 0 %: 10 % of the fee"),
    ],
)
def test_the_attainment_of_the_period_earns_the_first_band_it_reaches(met, late, total, text):
    kept = [named(f"K{n}", created("2026-03-02T09:00"), status("2026-03-02T10:00", "resolved")) for n in range(met)]
    reports = [*(policy().evaluate(ticket, at=at("2026-04-01")) for ticket in kept), *breaches(late)]
    found = credits(reports, terms=terms(per_breach=None, bands=BANDS), period=MARCH)
    assert ([line.text for line in found.lines], str(found.total)) == ([text], total)
    assert [row.amount for row in found.breaches] == [0] * late


def test_bands_are_capped_too():
    found = credits(breaches(1), terms=terms(per_breach=None, bands=BANDS, cap=0.04), period=MARCH)
    assert [(line.kind, line.amount) for line in found.lines] == [("attainment", 200), ("cap", -120)]
    assert (found.total, found.is_capped) == (80, True)


def test_without_anything_decided_there_is_no_attainment_and_no_credit():
    found = credits((), terms=terms(per_breach=None, bands=BANDS), period=MARCH)
    assert (found.attainment, found.total, found.tickets) == (None, 0, 0)
    assert found.lines[0].text == "Nothing was decided in the period, so there is no attainment"


def test_an_attainment_counts_timers_or_tickets():
    banded = {"per_breach": None, "bands": BANDS, "metrics": BOTH}
    timers, tickets = (both(terms=terms(**banded, unit=unit), period=MARCH) for unit in ("timer", "ticket"))
    # First responses A, C and H met; resolutions A and H met. A ticket with one breach is a breached ticket.
    assert (timers.met, timers.breached, timers.tickets) == (5, 6, 6)
    assert (tickets.met, tickets.breached, tickets.tickets) == (2, 4, 6)
    assert names(tickets.breaches) == LATE


def test_with_too_few_tickets_nothing_is_paid():
    few = credits(breaches(4), terms=terms(minimum_tickets=5), period=MARCH)
    assert [(line.kind, line.text, line.amount) for line in few.lines] == [
        ("minimum", "Fewer than 5 tickets were decided (4): nothing is paid", Decimal("-400.00"))
    ]
    assert few.total == 0
    assert credits(breaches(5), terms=terms(minimum_tickets=5), period=MARCH).total == 500


def test_too_few_tickets_take_off_what_the_cap_left():
    found = credits(breaches(4), terms=terms(minimum_tickets=5, cap=0.1), period=MARCH)
    assert [line.amount for line in found.lines] == [-200, -200]
    assert found.total == 0


@pytest.mark.parametrize(
    ("exclusion", "left"),
    [
        ({"tickets": "B"}, LATE[2:]),
        ({"tickets": ("B", "G", "nobody")}, [LATE[2], LATE[5]]),
        ({"metrics": "resolution"}, [LATE[0], LATE[3], LATE[5]]),
        ({"timer_reasons": "spam"}, [*LATE[:3], LATE[5]]),
        ({"tickets": "B", "metrics": "resolution"}, [LATE[0], *LATE[2:]]),
    ],
)
def test_exclusions_take_out_what_matches_all_of_their_keys(exclusion, left):
    found = both(terms=terms(metrics=BOTH, exclusions=(CreditExclusion("not covered", **exclusion),)), period=MARCH)
    assert names(found.breaches) == left
    assert len(found.excluded) == len(LATE) - len(left)
    assert {row.reason for row in found.excluded} == {"not covered"}
    assert [row.amount for row in found.excluded] == [0] * len(found.excluded)
    assert found.exclusion_counts == (found.excluded_met + len(found.excluded),)


@pytest.mark.parametrize(
    ("exclusion", "left"),
    [
        ({"priorities": "P1"}, [LATE[2], LATE[5]]),
        ({"tiers": "Gold"}, [*LATE[:2], *LATE[3:5]]),
        ({"categories": "x"}, LATE),
    ],
)
def test_a_table_can_exclude_by_facts_of_the_ticket(exclusion, left):
    asked = {"terms": terms(metrics=BOTH, exclusions=(CreditExclusion("not covered", **exclusion),)), "period": MARCH}
    assert names(credits(TABLE, **asked).breaches) == left
    with pytest.raises(DomainError, match=r"exclusions\[0\]\.\w+: a report does not carry its ticket's \w+"):
        credits(REPORTS, **asked)


def test_the_first_exclusion_that_matches_says_why():
    rules = (CreditExclusion("first", tickets="B"), CreditExclusion("second", tickets=("B", "C")))
    found = both(terms=terms(exclusions=rules), period=MARCH)
    assert [(row.ticket, row.reason) for row in found.excluded] == [("B", "first"), ("C", "second")]


def test_what_is_excluded_does_not_count_for_the_attainment():
    rules = (CreditExclusion("by agreement", tickets=("A", "B")),)
    found = both(terms=terms(per_breach=None, bands=BANDS, exclusions=rules), period=MARCH)
    assert (found.met, found.breached, found.tickets, found.excluded_met) == (1, 2, 3, 1)


def test_each_exclusion_has_its_count_and_one_that_matches_nothing_has_none():
    rules = (
        CreditExclusion("typing slip", tickets="T9999"),
        CreditExclusion("by agreement", tickets=("A", "B")),
        CreditExclusion("again", tickets="B"),
        CreditExclusion("another metric", tickets="C", metrics="first_response"),
        CreditExclusion("no such word", timer_reasons="spma"),
    )
    found = both(terms=terms(exclusions=rules), period=MARCH)
    # The resolution of A was met and that of B breached; B is counted with the first that takes it out.
    assert found.exclusion_counts == (0, 2, 0, 0, 0)
    earlier = both(terms=terms(exclusions=rules), period=(MARCH.start, at("2026-03-02T12:30")))
    assert earlier.exclusion_counts == (0, 1, 0, 0, 0)
    assert both(terms=terms(), period=MARCH).exclusion_counts == ()


def test_a_breach_that_earned_before_is_not_taken_out_by_an_exclusion():
    rules = (CreditExclusion("not covered", tickets="D"),)
    found = both(terms=terms(metrics=BOTH, unit="ticket", exclusions=rules), period=MARCH)
    assert len(found.excluded) == 3
    assert found.exclusion_counts == (1,)


def test_an_excluded_breach_does_not_use_up_the_tickets_credit():
    rules = (CreditExclusion("channel was down", tickets="B", metrics="first_response"),)
    found = both(terms=terms(metrics=BOTH, unit="ticket", exclusions=rules), period=MARCH)
    assert ("B", "resolution") in names(found.breaches)
    assert [(row.ticket, row.reason) for row in found.excluded if row.ticket == "B"] == [("B", "channel was down")]


def test_a_statement_is_final_once_the_period_was_over_for_every_ticket():
    early, late = (policy().evaluate(named(n, created("2026-03-02T09:00")), at=at(when)) for n, when in
                   (("A", "2026-03-31T23:59"), ("B", "2026-04-01T00:00")))  # fmt: skip
    found = credits([early, late], terms=terms(), period=MARCH)
    assert (found.is_final, found.as_of) == (False, at("2026-03-31T23:59"))
    assert credits([late], terms=terms(), period=MARCH).is_final is True


def test_each_customer_has_a_statement_with_its_own_cap():
    owners = {name: "Acme" if name in "ABCD" else "Bolt" for name in "ABCDEFGH"}
    found = credits_by_customer(TABLE, terms=terms(metrics=BOTH, cap=0.15), period=MARCH, customers=owners)
    assert found == credits_by_customer(REPORTS, terms=terms(metrics=BOTH, cap=0.15), period=MARCH, customers=owners)
    assert list(found) == ["Acme", "Bolt"]
    assert {owner: str(statement.total) for owner, statement in found.items()} == {"Acme": "300.00", "Bolt": "200.00"}
    alone = credits(REPORTS[:4], terms=terms(metrics=BOTH, cap=0.15), period=MARCH, customer="Acme")
    assert found["Acme"] == alone


def test_each_customer_may_have_its_own_terms():
    plans = {"Bolt": terms(per_breach=0.1), "Acme": terms(metrics=BOTH), "Cord": terms(fee=10)}
    owners = {name: "Acme" if name in "ABCD" else "Bolt" for name in "ABCDEFGH"}
    found = credits_by_customer(TABLE, terms=plans, period=MARCH, customers=owners)
    assert {owner: str(statement.total) for owner, statement in found.items()} == {
        "Acme": "400.00", "Bolt": "200.00", "Cord": "0.00",
    }  # fmt: skip
    assert credits_by_customer((), terms=terms(), period=MARCH, customers=owners) == {}


def test_no_ticket_is_left_without_a_customer_or_terms():
    with pytest.raises(DomainError, match=r"7 tickets have no customer: 'B', 'C', 'D', \.\.\.; add them to customers"):
        credits_by_customer(TABLE, terms=terms(), period=MARCH, customers={"A": "Acme"})
    with pytest.raises(DomainError, match="customer 'Acne' has no terms; did you mean 'Acme'"):
        credits_by_customer(TABLE, terms={"Acme": terms()}, period=MARCH, customers=dict.fromkeys("ABCDEFGH", "Acne"))


def test_an_unknown_metric_is_named_and_not_paid_as_nothing():
    with pytest.raises(NoMatchError, match="'resolutoin' is not measured in these timers; did you mean 'resolution'"):
        both(terms=terms(metrics=("first_response", "resolutoin")), period=MARCH)
    with pytest.raises(NoMatchError, match="did you mean"):
        credits_by_customer(
            TABLE, terms=terms(metrics="resolutoin"), period=MARCH, customers=dict.fromkeys("ABCDEFGH", "Acme")
        )


def test_an_exclusion_of_an_unknown_metric_is_named_and_not_passed_over():
    rules = (CreditExclusion("ours", tickets="A"), CreditExclusion("typing slip", metrics=("resolution", "RESOLUTOIN")))
    text = r"exclusions\[1\]\.metrics: 'RESOLUTOIN' is not measured in these timers; did you mean 'resolution'"
    with pytest.raises(NoMatchError, match=text):
        both(terms=terms(exclusions=rules), period=MARCH)
    plans = {"Acme": terms(), "Bolt": terms(exclusions=rules)}
    owners = dict.fromkeys("ABCDEFGH", "Acme")
    with pytest.raises(NoMatchError, match=text):
        credits_by_customer(TABLE, terms=plans, period=MARCH, customers=owners)
    assert credits((), terms=terms(exclusions=rules), period=MARCH).exclusion_counts == (0, 0)


def test_a_period_may_be_a_pair_and_is_checked():
    assert both(terms=terms(), period=(MARCH.start, MARCH.end)).period == Period(MARCH.start, MARCH.end)
    with pytest.raises(ConfigurationError, match="not after"):
        credits((), terms=terms(), period=(MARCH.end, MARCH.start))
    with pytest.raises(NaiveDatetimeError):
        credits((), terms=terms(), period=(datetime(2026, 3, 1), datetime(2026, 4, 1, tzinfo=UTC)))
