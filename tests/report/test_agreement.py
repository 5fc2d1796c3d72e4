from datetime import timedelta

from tests.report.cases import AT, HISTORIES, LATE, OPEN, PAUSED, POLICY, march, standings

from supportops.adapters.servicenow import IncidentFacts
from supportops.report.agreement import agreement_of
from supportops.report.progress import silent
from supportops.report.told import told_of


def facts(**flags):
    return {name: IncidentFacts(ticket_id=name, line=1, rows=1, made_sla=flag) for name, flag in flags.items()}


def agreement(told, histories=HISTORIES, policy=POLICY, at=AT):
    found = standings(*histories, policy=policy, at=at)
    return agreement_of(found, told_of(told, found.courses.tickets), policy, track=silent)


def test_the_flag_and_the_verdicts_are_counted_over_closed_incidents():
    found = agreement(facts(PAUSED=True, LATE=True, REOPENED=False, OPEN=True))
    assert (found.made, found.total, found.share) == (2, 3, 2 / 3)
    assert (found.compared, found.agreed) == (3, 2)


def test_the_table_has_both_verdicts():
    row = agreement(facts(PAUSED=False, LATE=True, REOPENED=False)).table[-1]
    assert (row.both_made, row.both_missed, row.only_log_made, row.only_ours_made) == (0, 1, 1, 1)
    assert row.priority == "all"


def test_a_disagreement_names_the_changes_that_alone_would_settle_it():
    found = agreement(facts(PAUSED=False))
    item = found.disagreements[0]
    assert (item.ticket_id, item.ours, item.log) == ("PAUSED", "met", "missed")
    assert "nothing paused" in item.explained_by
    assert "round the clock" not in item.explained_by
    assert [item.ours for item in agreement(facts(LATE=True)).disagreements] == ["breached"]


def test_a_change_that_breaks_more_than_it_mends_explains_nothing():
    found = agreement(facts(PAUSED=True, LATE=True, REOPENED=False))
    first = next(replay for replay in found.replays if replay.name == "first resolution")
    assert (first.gained, first.lost) == (0, 1)
    names = {name for item in found.disagreements for name in item.explained_by}
    assert "first resolution" not in names


def test_the_lag_is_from_resolution_to_closing():
    assert agreement(facts(PAUSED=True)).closing_lag == timedelta(days=2)


def test_without_flags_there_is_nothing_to_compare():
    assert agreement({}) is None
    assert agreement({"PAUSED": IncidentFacts(ticket_id="PAUSED", line=1, rows=1)}) is None
    assert agreement(facts(OPEN=True), (OPEN,)) is None


def test_an_incident_that_is_closed_later_is_not_compared():
    assert agreement(facts(PAUSED=True), (PAUSED,), at=march(4)) is None


def test_without_a_resolution_target_there_is_nothing_to_compare():
    policy = POLICY.model_copy(update={"targets": {"P2": {"first_response": "1h"}}})
    assert agreement(facts(LATE=True), (LATE,), policy) is None
