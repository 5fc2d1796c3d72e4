from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from tests.adapters.servicenow.logs import HEADER, row
from tests.report.cases import AT, HISTORIES, LATE, OPEN, PAUSED, POLICY, REOPENED, march, ticket

from supportops.adapters.servicenow import FIRST_RESPONSE_PROXY, IncidentFacts, read_incident_table, read_incidents
from supportops.calendar import BusinessCalendar, Holidays
from supportops.errors import DomainError
from supportops.report import last_event, reading_of, review_incidents
from supportops.report.inputs import policy_from
from supportops.tickets import EventTable
from supportops.vocabulary import Scale

H = timedelta(hours=1)


def review(histories=HISTORIES, **options):
    return review_incidents(histories, **{"policy": POLICY, "at": AT, **options})


def test_a_review_names_what_it_measured_against_what():
    found = review()
    assert (found.at, found.policy_name, found.calendar) == (AT, "test", "desk: Mon-Fri 08:00-18:00, UTC")
    assert (found.incidents, found.later, found.reading, found.agreement) == (4, 0, None, None)


def test_calendars_put_together_are_called_by_their_name():
    tokyo = BusinessCalendar(zone="Asia/Tokyo", hours="Mon-Fri 09:00-17:00")
    both = POLICY.calendar | tokyo
    for calendar, words in (
        (both, "the desk's calendar"),
        (both.model_copy(update={"name": "two desks"}), "two desks"),
    ):
        assert review(policy=POLICY.model_copy(update={"calendar": calendar})).calendar == words


def test_what_happened_later_is_not_read():
    found = review(at=march(10))
    assert (found.incidents, found.later) == (3, 1)
    assert found.attainment == review([history.until(march(10)) for history in HISTORIES[:3]], at=march(10)).attainment


def test_a_proxy_is_called_one():
    assert review(proxies={"first_response": "a guess", "update": "none"}).labels == {
        "first_response": "first response (proxy)",
        "resolution": "resolution",
    }
    assert review(proxies={"first_response": "a guess", "update": "none"}).proxies == {"first_response": "a guess"}


def test_reopenings_are_counted_and_held_against_the_log():
    told = {
        "REOPENED": IncidentFacts(ticket_id="REOPENED", line=1, rows=1, reopen_count=1),
        "LATE": IncidentFacts(ticket_id="LATE", line=1, rows=1, reopen_count=3),
        "OPEN": IncidentFacts(ticket_id="OPEN", line=1, rows=1),
    }
    found = review(facts=told).reopened
    assert (found.incidents, found.share, found.by_times) == (1, 0.25, {1: 1})
    assert (found.flagged, found.same_in_log) == (2, 1)
    assert review(facts=told, at=march(16)).reopened.flagged == 1


def test_an_instant_before_the_first_incident_is_refused():
    with pytest.raises(
        DomainError, match=r"no incident was opened by 2026-03-01.*; the first was opened at 2026-03-02T09"
    ):
        review(at=march(1))
    with pytest.raises(DomainError, match="there are no incidents at all"):
        review([])


def test_an_incident_outside_the_scale_is_named():
    policy = POLICY.model_copy(update={"scale": Scale("P1", "P2")} | {"targets": {"P2": {"resolution": "8h"}}})
    with pytest.raises(
        DomainError, match="policy 'test' cannot measure an incident; ticket 'OPEN': 'P3' is not on this scale"
    ):
        review(policy=policy)


def test_an_incident_beyond_the_years_of_the_calendar_is_named():
    desk = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00", holidays=Holidays(country="US"))
    far = ticket("FAR", march(2).replace(year=2500))
    with pytest.raises(DomainError, match="policy 'test' cannot measure an incident; ticket 'FAR': "):
        review([far], policy=POLICY.model_copy(update={"calendar": desk}), at=march(3).replace(year=2500))


def test_the_last_event_is_the_latest_of_all():
    assert last_event([OPEN, LATE]) == OPEN.created.at
    assert last_event([LATE]) == march(15)
    with pytest.raises(DomainError, match="there is no history"):
        last_event([])


def test_the_reading_of_a_log_has_every_note_and_the_first_of_each_kind():
    log = read_incidents([HEADER, row(), row(number="INC2", priority="x"), row(number="INC3"), row()], name="june.csv")
    assert len(list(log)) == 2
    reading = reading_of(log)
    assert (reading.name, reading.incidents, reading.rows_read, reading.rows_used) == ("june.csv", 2, 4, 2)
    assert (reading.rows_set_aside, reading.set_aside, reading.incomplete) == (2, ("INC2",), ("INC1",))
    assert sum(count.count for count in reading.counts) == len(reading.notes)
    assert [(c.kind, c.code) for c in reading.counts] == sorted((c.kind, c.code) for c in reading.counts)
    never = next(count for count in reading.counts if count.code == "never_assigned")
    assert (never.count, never.example[:13]) == (2, "line 2, INC1:")


def test_every_incident_is_in_every_sum():
    found = review()
    rows = [r for r in found.attainment if r.priority == "all"]
    assert [r.met + r.breached + r.undecided + r.cancelled + r.not_applicable for r in rows] == [4, 4]
    assert sum(week.opened for week in found.backlog.weeks) == 4
    assert found.backlog.weeks[-1].open_at_end == found.resolve_times.unresolved == 1


def test_a_tracker_sees_every_incident_and_every_replay():
    seen = Counter()

    def track(things, label):
        for thing in things:
            seen[label] += 1
            yield thing

    told = {"LATE": IncidentFacts(ticket_id="LATE", line=1, rows=1, made_sla=True)}
    review(facts=told, track=track)
    assert seen == {"measuring": 4, "replaying": 7}


def test_an_unknown_ticket_in_the_facts_is_left_alone():
    told = {"NOBODY": IncidentFacts(ticket_id="NOBODY", line=1, rows=1, made_sla=True)}
    assert review(facts=told).agreement is None
    assert review([PAUSED, REOPENED, ticket("A", march(2))]).incidents == 3


def test_a_table_gives_the_same_review_as_histories():
    table = EventTable.from_histories(HISTORIES)
    assert review(table) == review()
    assert last_event(table) == last_event(HISTORIES)
    with pytest.raises(DomainError, match="there is no history"):
        last_event(EventTable.from_histories([]))


def test_a_review_asks_what_if_waiting_counted():
    assert review().what_if.changed == {"met -> breached": 1}
    assert review(policy=POLICY.model_copy(update={"pauses": ()})).what_if is None


def test_an_incident_that_stands_there_twice_is_refused():
    with pytest.raises(DomainError, match="'LATE' has two histories"):
        review([LATE, LATE])


@pytest.fixture(scope="module")
def real():
    log = read_incident_table(Path("examples/data/incidents.csv.gz"))
    return review_incidents(
        log.table,
        policy=policy_from("examples/policies/incidents.json", "examples/policies/desk.json"),
        at=last_event(log.table),
        facts=log.facts,
        proxies={"first_response": FIRST_RESPONSE_PROXY},
        reading=reading_of(log),
    )


@pytest.mark.slow
def test_the_flag_of_the_real_log_is_reproduced(real):
    assert (real.agreement.made, real.agreement.total) == (15_803, 24_918)
    assert f"{real.agreement.share:.2%}" == "63.42%"
    assert real.agreement.compared == real.incidents == 24_918


@pytest.mark.slow
def test_the_real_log_is_measured_whole(real):
    rows = {(row.metric, row.priority): row for row in real.attainment}
    assert (rows["resolution", "all"].met, rows["resolution", "all"].breached) == (19_233, 5_685)
    assert (rows["first_response", "all"].met, rows["first_response", "all"].breached) == (22_768, 2_150)
    assert all(found.undecided == found.not_applicable == 0 for found in real.attainment)
    assert real.reopened.incidents == 275
    assert real.reopened.same_in_log == real.reopened.flagged == 24_918


@pytest.mark.slow
def test_waiting_for_the_customer_keeps_2165_promises_of_the_real_log(real):
    assert real.what_if.changed == {"met -> breached": 2_165}
    assert len(real.what_if.tickets) == 2_165


@pytest.mark.slow
def test_pauses_of_the_real_log_add_up_and_are_named(real):
    hours = {reason: round(amount / H) for reason, amount in real.paused.by_reason.items()}
    assert hours == {
        "Awaiting Evidence": 3_708,
        "Awaiting Problem": 27_847,
        "Awaiting User Info": 373_303,
        "Awaiting Vendor": 81_260,
        "resolved": 3_693,
    }
    assert sum(real.paused.by_reason.values(), timedelta(0)) == real.paused.paused


@pytest.mark.slow
def test_the_flag_counts_until_the_closing(real):
    replays = {replay.name: replay for replay in real.agreement.replays}
    assert replays["as promised"].agreement == pytest.approx(20_352 / 24_918)
    assert replays["nothing paused"].agreement > 0.88
    best = max(real.agreement.replays, key=lambda replay: replay.fitted_agreement)
    assert best.name == "to the closing"
    assert best.fitted_agreement > 0.989
    assert timedelta(hours=120) <= real.agreement.closing_lag < timedelta(hours=121)
    assert len(real.agreement.disagreements) == 24_918 - real.agreement.agreed
    assert sum(not item.explained_by for item in real.agreement.disagreements) < 100


@pytest.mark.slow
def test_the_ten_largest_breaches_of_the_real_log_add_up(real):
    assert len(real.breaches) == 10
    overdue = [breach.overdue for breach in real.breaches]
    assert overdue == sorted(overdue, reverse=True)
    for breach in real.breaches:
        assert breach.counted - breach.target == breach.overdue
        assert breach.stopped - breach.opened == breach.counted + breach.paused + breach.closed


@pytest.mark.slow
def test_the_backlog_of_the_real_log_is_an_artefact_after_may(real):
    assert str(real.backlog.thin_from) == "2016-06-06"
    assert sum(week.opened for week in real.backlog.weeks) == 24_918
    assert real.backlog.weeks[-1].open_at_end == 0


@pytest.mark.slow
def test_times_to_resolve_of_the_real_log_are_in_order(real):
    times = real.resolve_times
    for name in ("p50", "p90", "p95"):
        assert getattr(times.counted, name) <= getattr(times.open_time, name) <= getattr(times.calendar_time, name)
    assert times.calendar_time.p50 == timedelta(hours=15, minutes=7)
    assert sum(bucket.count for bucket in times.distribution) == 24_918
