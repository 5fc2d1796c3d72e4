from datetime import UTC, date, datetime

from tests.report.cases import AT, HISTORIES, courses, march, moves, ticket

from supportops.report.backlog import backlog_of


def backlog(*histories, at=AT, zone="UTC"):
    return backlog_of(courses(*histories, at=at), at=at, zone=zone)


def test_weeks_run_from_monday_on_and_tile_the_log():
    weeks = backlog(*HISTORIES).weeks
    assert [week.start for week in weeks] == [date(2026, 3, day) for day in (2, 9, 16, 23, 30)]


def test_each_week_says_what_came_went_and_stayed():
    found = [(w.opened, w.resolved, w.reopened, w.open_at_end) for w in backlog(*HISTORIES).weeks]
    assert found == [(2, 1, 0, 1), (1, 2, 1, 0), (0, 0, 0, 0), (0, 0, 0, 0), (1, 0, 0, 1)]


def test_a_week_begins_at_local_midnight():
    sunday = ticket("A", datetime(2026, 3, 8, 23, 30, tzinfo=UTC))
    assert backlog(sunday, zone="Europe/Berlin").weeks[0].start == date(2026, 3, 9)
    assert backlog(sunday).weeks[0].start == date(2026, 3, 2)


def test_the_weeks_after_the_last_busy_one_are_thin():
    assert backlog(*HISTORIES).thin_from is None
    early = [ticket(f"A{n}", march(2), *moves((march(3), "resolved"))) for n in range(11)]
    assert backlog(*early, ticket("B", march(24))).thin_from == date(2026, 3, 9)
    assert backlog(*early[:10], ticket("B", march(24))).thin_from == date(2026, 3, 30)


def test_no_tickets_are_no_weeks():
    assert backlog().weeks == ()
