from datetime import UTC, datetime, timedelta

import pytest

from supportops.errors import ConfigurationError, NaiveDatetimeError
from supportops.triage.incidents.timeline import MARKS, IncidentTimeline

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def minute(number):
    return NINE + timedelta(minutes=number)


WHOLE = IncidentTimeline(
    first_customer_report=NINE, on_call_paged=minute(4), incident_declared=minute(10), root_cause_identified=minute(45),
    fix_deployed=minute(80), customer_impact_resolved=minute(95),
)  # fmt: skip


def test_the_times_run_from_the_first_customers_report():
    assert WHOLE.durations() == {
        "page": timedelta(minutes=4), "declare": timedelta(minutes=10), "find": timedelta(minutes=45),
        "fix": timedelta(minutes=80), "recover": timedelta(minutes=95),
    }  # fmt: skip
    assert list(WHOLE.durations()) == ["page", "declare", "find", "fix", "recover"]
    assert WHOLE.check() == ()


def test_a_time_is_unknown_while_one_of_its_marks_is():
    some = IncidentTimeline(first_customer_report=NINE, fix_deployed=minute(30))
    assert some.durations() == {
        "page": None,
        "declare": None,
        "find": None,
        "fix": timedelta(minutes=30),
        "recover": None,
    }
    assert set(IncidentTimeline(on_call_paged=NINE).durations().values()) == {None}


def test_monitoring_may_be_quicker_than_the_customers():
    early = IncidentTimeline(first_customer_report=minute(5), on_call_paged=NINE)
    assert early.durations()["page"] == timedelta(minutes=-5)
    assert early.check() == (
        "on_call_paged at 2026-03-02T09:00:00+00:00 is before first_customer_report at 2026-03-02T09:05:00+00:00",
    )


def test_neighbours_are_those_marks_that_are_known():
    odd = IncidentTimeline(first_customer_report=minute(9), root_cause_identified=minute(3), fix_deployed=minute(3))
    assert len(odd.check()) == 1
    assert list(odd.marks) == ["first_customer_report", "root_cause_identified", "fix_deployed"]


def test_marks_in_one_instant_are_in_order():
    assert IncidentTimeline(**dict.fromkeys(MARKS, NINE)).check() == ()


def test_a_timeline_is_the_same_after_a_round_trip():
    copy = IncidentTimeline.model_validate_json(WHOLE.model_dump_json())
    assert copy == WHOLE
    assert hash(copy) == hash(WHOLE)


def test_marks_need_a_zone_and_a_name_that_is_known():
    with pytest.raises(NaiveDatetimeError):
        IncidentTimeline(fix_deployed=datetime(2026, 3, 2))
    with pytest.raises(ConfigurationError, match="fix_deploid"):
        IncidentTimeline(fix_deploid=NINE)
