"""Many tickets at once: instants, tickets that cannot be evaluated, and counts that add up."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from tests.properties.test_batch_equals_one_by_one import check, in_columns
from tests.sla.desk import H, agent, at, created, policy, requester, status, ticket

from supportops.calendar import BusinessCalendar, Holidays
from supportops.errors import DomainError, HorizonError, NaiveDatetimeError, NoMatchError
from supportops.sla import PolicySet, Select, evaluate_many
from supportops.tickets import EventTable, TicketHistory

NOON = at("2026-03-02 12:00")
LATER = at("2026-03-04 12:00")


def named(name, *events):
    return TicketHistory(ticket_id=name, events=events)


def plain(number, **known):
    """Return a ticket that was answered and resolved."""
    return named(
        f"T{number}",
        created("2026-03-02 09:00", **known),
        agent("2026-03-02 10:00"),
        status("2026-03-02 15:00", "resolved"),
    )


def table_of(*histories):
    return EventTable.from_histories(histories)


def many(size, place, broken):
    """Return the table of so many tickets, one of which is another."""
    return table_of(*(broken if number == place else plain(number) for number in range(size)))


def reasons(found):
    return {each.ticket: each.reason for each in found.rejected}


def test_a_table_of_one_ticket_says_what_its_clock_says():
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 15:00", "resolved"))
    check(policy(), [history], LATER)
    found = evaluate_many(table_of(history), policy(), at=LATER)
    assert (found.verdict[0], found.elapsed[0]) == ("met", np.timedelta64(6, "h"))
    assert found.policy_name == "standard"


def test_an_empty_table_has_no_answers():
    for table in (table_of(), EventTable.from_columns(ticket=[], at=[], kind=[])):
        found = evaluate_many(table, policy(), at=NOON)
        assert (len(found), len(found.tickets), found.rejected) == (0, 0, ())
        assert (found.at.dtype, found.ticket_rows.dtype, found.cycle.dtype) == ("M8[us]", "i4", "i4")
        assert evaluate_many(table, policy(), at=np.array([], dtype="M8[us]")).at.size == 0


def test_a_ticket_that_is_not_yet_created_is_set_aside():
    table = table_of(plain(1), named("T2", created("2026-03-03 09:00")))
    found = evaluate_many(table, policy(), at=NOON)
    assert found.tickets.ticket.to_list() == ["T1"]
    assert reasons(found) == {
        "T2": "at 2026-03-02T12:00:00+00:00 the ticket did not exist; it was created at 2026-03-03T09:00:00+00:00, "
        "so ask about that instant or a later one"
    }
    assert [each.row for each in found.rejected] == [None]


def test_before_the_first_creation_no_ticket_has_an_answer():
    found = evaluate_many(table_of(plain(1), plain(2)), policy(), at=at("2026-03-02 08:59"))
    assert (len(found), len(found.tickets), len(found.rejected)) == (0, 0, 2)
    assert {name: column.size for name, column in found.to_dict().items()} == dict.fromkeys(found.to_dict(), 0)
    assert len(evaluate_many(table_of(plain(1)), policy(), at=at("2026-03-02 09:00")).rejected) == 0


def test_later_events_are_not_read():
    found = evaluate_many(table_of(plain(1)), policy(), at=NOON)
    assert (found.state[0], found.elapsed[0]) == ("running", np.timedelta64(3, "h"))
    assert np.isnat(found.stopped[0])


def test_each_ticket_may_be_asked_about_at_its_own_instant():
    table = table_of(plain(1), plain(2), plain(3))
    asked = np.array(["2026-03-02T12:00", "2026-03-01", "2026-03-04"], dtype="M8[s]")
    found = evaluate_many(table, policy(), at=asked)
    assert found.tickets.ticket.to_list() == ["T1", "T3"]
    assert found.state.to_list() == ["running", "stopped"]
    assert found.at.tolist() == [datetime(2026, 3, 2, 12), datetime(2026, 3, 4)]
    assert list(reasons(found)) == ["T2"]


@pytest.mark.parametrize("unit", ["m", "s", "ms", "us", "ns"])
def test_one_instant_may_be_a_datetime64_of_any_unit(unit):
    found = evaluate_many(table_of(plain(1), plain(2)), policy(), at=np.datetime64("2026-03-02T12:00", unit))
    assert in_columns(found) == in_columns(evaluate_many(table_of(plain(1), plain(2)), policy(), at=NOON))


def test_the_instant_s_zone_changes_nothing():
    east = datetime.fromisoformat("2026-03-02T14:00+02:00")
    found = evaluate_many(table_of(plain(1)), policy(), at=east)
    assert in_columns(found) == in_columns(evaluate_many(table_of(plain(1)), policy(), at=NOON))


def test_a_naive_instant_is_refused():
    with pytest.raises(NaiveDatetimeError, match="has no time zone; give an aware datetime"):
        evaluate_many(table_of(plain(1)), policy(), at=datetime(2026, 3, 2, 12))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (np.array(["2026-03-02"] * 2, dtype="M8[D]"), r"shape \(2,\); give one instant, or one for each of 3 tickets"),
        (np.array([["2026-03-02"] * 3], dtype="M8[D]"), r"at has the shape \(1, 3\); give one instant"),
        (np.array(["2026-03-02", "NaT", "2026-03-02"], dtype="M8[D]"), r"at\[1\] is NaT, which is no instant"),
        (np.array(["2026-03-02", "2026-03-02", "12026-03-02"], dtype="M8[D]"), r"at\[2\] lies outside the years 1 to"),
        (np.datetime64("-2026-03-02"), r"at\[0\] lies outside the years 1 to 9999; check the unit"),
        (np.array([1, 2, 3]), r"at has dtype int64; a datetime64\[us\] array \(UTC\) is needed"),
        ("2026-03-02", r"at has dtype <U10; a datetime64"),
        ([NOON] * 3, r"at has dtype object; .* convert them to UTC and drop the zone"),
    ],
    ids=["too few", "two dimensions", "NaT", "far", "long ago", "numbers", "text", "datetimes"],
)
def test_instants_that_cannot_be_used_are_refused(given, message):
    with pytest.raises(DomainError, match=message):
        evaluate_many(table_of(plain(1), plain(2), plain(3)), policy(), at=given)


def test_a_priority_and_a_tier_that_the_policy_does_not_know_set_the_ticket_aside():
    found = evaluate_many(
        table_of(plain(1), plain(2, priority="P9"), plain(3, tier="Silver"), plain(4, tier="Gold")),
        policy(tiers={"Gold": 0.5}), at=LATER,
    )  # fmt: skip
    assert found.tickets.ticket.to_list() == ["T1", "T4"]
    assert reasons(found)["T2"] == "'P9' is not on this scale; allowed: P1, P2, P3, P4, P5"
    assert reasons(found)["T3"].startswith("tier 'Silver' is not in policy 'standard'; allowed: Gold")


def test_a_ticket_that_no_policy_of_a_set_is_for_is_set_aside():
    both = PolicySet(Select(policy(name="loud"), priority="P1"), Select(policy(name="mild"), priority="P2"))
    with pytest.raises(NoMatchError) as caught:
        both.evaluate(plain(2, priority="P3"), at=LATER)
    found = evaluate_many(table_of(plain(1), plain(2, priority="P3"), plain(3, priority="P1")), both, at=LATER)
    assert found.tickets.ticket.to_list() == ["T1", "T3"]
    assert reasons(found)["T2"] in str(caught.value)


GERMAN = BusinessCalendar(zone="Europe/Berlin", hours="Mon-Fri 09:00-17:00", holidays=Holidays(country="DE"))
LAST = named("last", created("2026-12-30 15:00"))


@pytest.mark.parametrize("place", [0, 3, 999, 1999])
def test_one_ticket_near_the_horizon_of_a_calendar_is_found_among_thousands(place):
    pinned = policy(calendar=GERMAN.pinned(2025, 2026), targets={"P2": {"resolution": "40h"}})
    now = at("2026-12-31 12:00")
    with pytest.raises(HorizonError) as caught:
        pinned.evaluate(LAST, at=now)
    table = many(2000, place, LAST)
    found = evaluate_many(table, pinned, at=now)
    assert reasons(found) == {"last": str(caught.value)}
    rest = evaluate_many(table.take(np.array([n for n in range(2000) if n != place])), pinned, at=now)
    assert in_columns(found) == in_columns(rest)
    assert found.tickets.ticket.to_list() == rest.tickets.ticket.to_list()
    assert len(found.tickets) + len(found.rejected) == 2000


@pytest.mark.parametrize("known", [{"priority": "P9"}, {"tier": "Silver"}], ids=["priority", "tier"])
def test_one_ticket_without_a_target_is_found_among_thousands(known):
    rules = policy(tiers={"Gold": 0.5})
    table = many(2000, 1234, plain(1234, **known))
    found = evaluate_many(table, rules, at=LATER)
    assert list(reasons(found)) == ["T1234"]
    assert in_columns(found) == in_columns(evaluate_many(table.take(np.delete(np.arange(2000), 1234)), rules, at=LATER))
    assert len(found.tickets) == 1999


def test_all_reasons_add_up_in_one_table():
    tickets = [
        plain(0), plain(1, priority="P9"), named("far", created("2026-12-30 15:00")), plain(3, tier="Silver"),
        named("next", created("2027-03-01 09:00")), plain(5), plain(6),
    ]  # fmt: skip
    columns = table_of(*tickets).to_columns()
    kinds = list(columns["kind"])
    kinds[-1] = "resolvd"
    table = EventTable.from_columns(**{**columns, "kind": kinds}, strict=False)
    rules = policy(
        calendar=GERMAN.pinned(2025, 2026), tiers={"Gold": 0.5}, targets={"P2": {"resolution": "40h"}}
    )  # fmt: skip
    found = evaluate_many(table, rules, at=at("2026-12-31 12:00"))
    assert found.tickets.ticket.to_list() == ["T0", "T5"]
    assert [each.ticket for each in found.rejected] == ["T6", "T1", "far", "T3", "next"]
    assert [each.row for each in found.rejected] == [len(kinds) - 1, None, None, None, None]
    assert found.rejected[0] == table.rejected[0]
    assert len(found.tickets) + len(found.rejected) == len(tickets)
    assert len(found) == 2


def test_every_ticket_may_be_beyond_the_horizon():
    pinned = policy(calendar=GERMAN.pinned(2025, 2026), targets={"P2": {"resolution": "40h"}})
    found = evaluate_many(table_of(LAST, named("too", *LAST.events)), pinned, at=at("2026-12-31 12:00"))
    assert (len(found), len(found.tickets)) == (0, 0)
    assert list(reasons(found)) == ["last", "too"]
    assert found.to_dict()["due"].dtype == "M8[us]"


def test_a_table_larger_than_a_part_is_evaluated_part_by_part(monkeypatch):
    from supportops.sla import batch

    histories = [named(f"T{number}", created("2026-03-02 09:00"), *talk(number)) for number in range(9)]
    whole = evaluate_many(table_of(*histories), policy(), at=LATER)
    for rows in (1, 4, 10):
        monkeypatch.setattr(batch, "_ROWS", rows)
        assert in_columns(evaluate_many(table_of(*histories), policy(), at=LATER)) == in_columns(whole)


def talk(number):
    """Return some messages, more for later tickets."""
    return [requester("2026-03-02 10:00", id=str(turn)) for turn in range(number)]


def test_the_same_table_gives_the_same_answers_twice():
    table = table_of(plain(1), plain(2, priority="P9"))
    before = {name: np.array(column, copy=True) for name, column in table.to_columns().items()}
    first, second = (evaluate_many(table, policy(), at=LATER) for _ in range(2))
    assert in_columns(first) == in_columns(second)
    assert first.rejected == second.rejected
    for name, column in table.to_columns().items():
        assert np.asarray(column).tolist() == before[name].tolist()


def test_an_instant_of_now_is_the_same_as_that_instant_for_each():
    table = table_of(plain(1), plain(2))
    now = datetime(2026, 3, 2, 13, 30, tzinfo=UTC)
    each = np.array([now.replace(tzinfo=None)] * 2, dtype="M8[us]")
    alone, together = evaluate_many(table, policy(), at=now), evaluate_many(table, policy(), at=each)
    assert in_columns(alone) == in_columns(together)
    assert (alone.elapsed == np.timedelta64(4 * H + timedelta(minutes=30))).all()


def test_what_is_no_table_and_what_is_no_policy_is_told_by_its_type():
    history = ticket(created("2026-03-02 09:00"))
    with pytest.raises(DomainError, match=r"takes an EventTable, got list; make one with EventTable\.from_histories"):
        evaluate_many([history], policy(), at=at("2026-03-03 09:00"))
    table = EventTable.from_histories([history])
    with pytest.raises(DomainError, match="takes an SlaPolicy or a PolicySet, got str"):
        evaluate_many(table, "standard", at=at("2026-03-03 09:00"))
