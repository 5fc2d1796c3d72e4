from datetime import timedelta

from tests.report.cases import AT, HISTORIES, LATE, OPEN, POLICY, REOPENED, march, moves, standings, ticket

from supportops.report.breaches import largest_breaches
from supportops.report.standing import standings_of
from supportops.tickets import EventTable, FieldChange

H = timedelta(hours=1)
LABELS = {"first_response": "first response (proxy)"}


def breaches(*histories, **options):
    return largest_breaches(standings(*histories), POLICY, labels=LABELS, **options)


def test_the_largest_breach_comes_first():
    found = breaches(*HISTORIES)
    assert [(breach.ticket_id, breach.metric, breach.overdue) for breach in found] == [
        ("LATE", "resolution", 6 * H),
        ("REOPENED", "resolution", 3 * H),
    ]


def test_a_breach_adds_up():
    late = breaches(LATE)[0]
    assert (late.target, late.counted, late.paused, late.closed) == (8 * H, 14 * H, 0 * H, 76 * H)
    assert late.stopped - late.opened == late.counted + late.paused + late.closed
    assert (late.opened, late.due, late.stopped) == (march(6, 16), march(9, 14), march(10, 10))


def test_a_breach_is_explained_in_words():
    assert breaches(LATE)[0].explanation == (
        "P2 resolution 8h: 14h counted, 6h over; never paused; 76h closed. "
        "Started Fri 2026-03-06 16:00; due Mon 2026-03-09 14:00; stopped Tue 2026-03-10 10:00."
    )


def test_pauses_reopenings_and_moved_priorities_are_in_the_words():
    assert "paused (resolved" in breaches(REOPENED)[0].explanation
    assert breaches(REOPENED)[0].explanation.endswith("; reopened 1 time.")
    twice = ticket(
        "TWICE",
        march(2),
        FieldChange(at=march(2, 10), field="priority", to="P1"),
        *moves((march(3), "resolved"), (march(4), "open"), (march(5), "resolved"), (march(6), "open")),
        priority="P3",
    )
    words = breaches(twice)[0].explanation
    assert words.endswith("still running; priority P3 at first, P1 at last; reopened 2 times.")


def test_a_proxy_is_called_one():
    unanswered = ticket("A", march(2))
    words = [breach.explanation for breach in breaches(unanswered)]
    assert words[0].startswith("P2 first response (proxy) 1h: ")


def test_around_the_clock_nothing_is_closed():
    urgent = ticket("URGENT", march(7), *moves((march(8), "resolved")), priority="P1")
    assert "never closed" in breaches(urgent)[0].explanation


def test_only_so_many_are_named_and_ties_go_by_name():
    same = [ticket(name, march(6, 16), *moves((march(10, 10), "resolved"))) for name in ("B", "A", "C")]
    assert [breach.ticket_id for breach in breaches(*same, count=2)] == ["A", "B"]


def test_without_a_breach_there_is_none():
    assert breaches(OPEN) == ()


def test_a_history_that_was_given_is_the_one_that_is_explained():
    given = standings_of(EventTable.from_histories([LATE]), POLICY, AT, [LATE])
    assert largest_breaches(given, POLICY, labels=LABELS) == breaches(LATE)
