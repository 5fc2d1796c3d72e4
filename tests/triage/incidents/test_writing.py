from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.errors import DomainError, HorizonError, NaiveDatetimeError
from supportops.triage.incidents._layout import LAYOUTS
from supportops.triage.incidents.incident import ActionItem, Incident
from supportops.triage.incidents.message import IncidentMessage
from supportops.triage.incidents.plan import IncidentPlan
from supportops.triage.incidents.timeline import IncidentTimeline
from supportops.vocabulary import SEV1_TO_SEV5

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
PLAN = IncidentPlan(
    scale=SEV1_TO_SEV5,
    roles={},
    update_every={"SEV1": "15m", "SEV5": None},
    respond_within={},
    communication={"SEV1": ["status_page", "email"]},
    review={"SEV1": "48h"},
)


def minute(number):
    return NINE + timedelta(minutes=number)


def incident(severity="SEV1", **facts):
    return Incident(id="INC-7", severity=severity, start=NINE, **facts)


OPEN = incident()
OVER = incident(
    resolved=minute(125),
    actions=[ActionItem("add an alert", owner="ann", due=minute(9_000))],
    timeline=IncidentTimeline(
        first_customer_report=minute(2), on_call_paged=minute(6), customer_impact_resolved=minute(122)
    ),
)


class Kind(StrEnum):
    UPDATE = "update"


def test_what_follows_from_plan_and_incident_is_filled_in():
    notice = PLAN.message(OPEN, "first_notice", at=minute(3), facts={"service": "Checkout", "impact": "all users"})
    assert notice.fields == {
        "service": "Checkout", "impact": "all users", "status": "We are investigating.", "next_update": minute(18),
        "apology": True,
    }  # fmt: skip
    assert notice.missing == ("description", "status_page")
    assert (notice.incident, notice.kind, notice.severity, notice.at) == ("INC-7", "first_notice", "SEV1", minute(3))
    assert notice.channels == ("status_page", "email")


def test_the_last_message_knows_the_end_and_the_report():
    told = PLAN.message(OVER, "resolved", at=minute(130))
    assert told.fields == {
        "started": NINE, "ended": minute(125), "duration": timedelta(minutes=125),
        "report_by": minute(125) + timedelta(hours=48), "apology": True,
    }  # fmt: skip
    assert told.missing == ("service", "description", "impact", "resolution", "status_page")


def test_the_review_knows_the_marks_and_the_actions():
    told = PLAN.message(OVER, "review", at=minute(3_000))
    assert told.fields["duration_of_impact"] == timedelta(minutes=120)
    assert told.fields["on_call_paged"] == minute(6)
    assert told.actions == OVER.actions
    assert told.channels == ()
    assert told.missing == (
        "title", "incident_commander", "summary", "incident_declared", "root_cause_identified", "fix_deployed",
        "customers_affected", "root_cause", "went_well", "could_be_improved",
    )  # fmt: skip


def test_what_happens_later_is_not_read():
    told = PLAN.message(OVER, "review", at=minute(10))
    assert "ended" in told.missing
    assert "duration" in told.missing
    assert told.fields["on_call_paged"] == minute(6)
    assert "customer_impact_resolved" not in told.fields
    assert PLAN.message(OVER, "update", at=minute(124)).fields["next_update"] == minute(139)


def test_marks_in_the_wrong_order_give_no_duration_of_the_impact():
    marks = IncidentTimeline(first_customer_report=minute(9), customer_impact_resolved=minute(8))
    told = PLAN.message(incident(timeline=marks), "review", at=minute(10))
    assert "duration_of_impact" in told.missing


def test_a_fact_goes_before_what_is_known_and_a_blank_one_does_not():
    facts = {"status": "We found it.", "apology": False, "next_update": "  "}
    told = PLAN.message(OPEN, Kind.UPDATE, at=NINE, facts={**facts, "known": "x"})
    assert told.fields == {"known": "x", "next_update": minute(15)}
    notice = PLAN.message(OPEN, "first_notice", at=NINE, facts=facts)
    assert (notice.fields["status"], notice.fields["apology"]) == ("We found it.", False)


def test_facts_that_the_message_does_not_have_stay_inside():
    told = PLAN.message(OPEN, "update", at=NINE, facts={"root_cause": "Bob", "severity": "SEV2", "secret": object()})
    assert told.fields == {"next_update": minute(15)}
    assert "Bob" not in told.to_markdown()


@pytest.mark.parametrize(
    ("given_fact", "promised"),
    [
        ("30m", minute(40)), (timedelta(minutes=30), minute(40)), ("1 day", minute(10) + timedelta(days=1)),
        (minute(12), minute(12)), (minute(12).astimezone(ZoneInfo("Europe/Berlin")), minute(12)),
        ("this noon", "this noon"),
    ],
)  # fmt: skip
def test_a_promise_may_be_an_instant_an_amount_of_time_or_words(given_fact, promised):
    told = PLAN.message(OPEN, "first_notice", at=minute(10), facts={"next_update": given_fact})
    assert told.fields["next_update"] == promised


def test_the_report_is_promised_from_the_end_on():
    told = PLAN.message(OVER, "resolved", at=minute(500), facts={"report_by": "24h"})
    assert told.fields["report_by"] == minute(125) + timedelta(hours=24)


@pytest.mark.parametrize("promise", [NINE, "0m", timedelta(minutes=-5)])
def test_a_promise_in_the_past_is_refused(promise):
    with pytest.raises(DomainError, match=r"next_update 2026-03-02T0.* is not after") as caught:
        PLAN.message(OPEN, "update", at=NINE, facts={"next_update": promise})
    assert caught.value.field == "next_update"


def test_a_promise_beyond_the_calendars_end_is_refused():
    with pytest.raises(HorizonError):
        PLAN.message(OPEN, "update", at=NINE, facts={"next_update": timedelta(days=999_999_999)})


@pytest.mark.parametrize(
    ("given_incident", "known"),
    [
        (incident("SEV5"), "when it is resolved"), (incident("SEV2"), None), (incident(resolved=minute(5)), None),
        (incident("SEV5", resolved=minute(5)), None),
    ],
)  # fmt: skip
def test_the_next_update_depends_on_the_rhythm(given_incident, known):
    told = PLAN.message(given_incident, "update", at=minute(5))
    assert told.fields.get("next_update") == known
    assert ("next_update" in told.missing) == (known is None)


def test_without_a_review_no_report_is_promised():
    told = PLAN.message(incident("SEV2", resolved=minute(5)), "resolved", at=minute(5))
    assert "report_by" not in told.missing
    assert "report" not in told.to_markdown()


def test_what_json_cannot_hold_is_refused_with_its_field():
    with pytest.raises(DomainError, match="impact: ") as caught:
        PLAN.message(OPEN, "update", at=NINE, facts={"impact": object()})
    assert caught.value.field == "impact"
    with pytest.raises(NaiveDatetimeError):
        PLAN.message(OPEN, "update", at=NINE, facts={"next_update": datetime(2026, 3, 2)})


def test_an_unknown_kind_is_refused_with_near_ones():
    with pytest.raises(DomainError, match="did you mean 'update'") as caught:
        PLAN.message(OPEN, "updates", at=NINE)
    assert (caught.value.field, caught.value.allowed) == ("kind", tuple(LAYOUTS))
    with pytest.raises(DomainError, match="no kind of message"):
        PLAN.message(OPEN, ["update"], at=NINE)


def test_before_the_start_there_is_nothing_to_tell():
    with pytest.raises(DomainError, match="before the start"):
        PLAN.message(OPEN, "update", at=minute(-1))
    with pytest.raises(NaiveDatetimeError):
        PLAN.message(OPEN, "update", at=datetime(2026, 3, 2, 9))
    with pytest.raises(DomainError, match="facts is"):
        PLAN.message(OPEN, "update", at=NINE, facts=["x"])


values = st.recursive(
    st.none() | st.text(max_size=6) | st.integers() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
words = sorted({field for layout in LAYOUTS.values() for field in layout.fields} - {"next_update", "report_by"})


@settings(max_examples=150)
@given(st.sampled_from(sorted(LAYOUTS)), st.dictionaries(st.sampled_from(words), values), st.booleans())
def test_any_facts_make_a_message_that_can_be_stored_and_read(kind, facts, is_over):
    told = PLAN.message(OVER if is_over else OPEN, kind, at=minute(200), facts=facts)
    assert IncidentMessage.model_validate_json(told.model_dump_json()) == told
    shown = told.to_markdown()
    assert [line for line in shown.splitlines() if line.startswith("# ")] == [shown.splitlines()[0]]
    assert len(told.subject.splitlines()) == 1
    assert set(told.missing) <= set(LAYOUTS[kind].fields)
    # Every gap can be seen: the headline shows it bare, all else in bold.
    assert shown.count("[missing: ") == len(set(told.missing) - {"apology"})


@pytest.mark.parametrize("given_fact", [30, 1.5, True, False])
def test_a_promise_without_a_unit_is_refused(given_fact):
    with pytest.raises(DomainError, match=r"^next_update is .*; give an amount of time with its unit") as caught:
        PLAN.message(OPEN, "update", at=NINE + timedelta(minutes=5), facts={"next_update": given_fact})
    assert (caught.value.field, caught.value.value) == ("next_update", given_fact)


def test_a_promise_may_be_an_instant_as_text():
    promise = (NINE + timedelta(minutes=30)).astimezone(ZoneInfo("Europe/Berlin")).isoformat()
    message = PLAN.message(OPEN, "update", at=NINE + timedelta(minutes=5), facts={"next_update": promise})
    assert message.fields["next_update"] == NINE + timedelta(minutes=30)
    with pytest.raises(NaiveDatetimeError):
        PLAN.message(OPEN, "update", at=NINE + timedelta(minutes=5), facts={"next_update": "2026-03-02T12:00"})
    words = PLAN.message(OPEN, "update", at=NINE + timedelta(minutes=5), facts={"next_update": "2026-03-03"})
    assert words.fields["next_update"] == "2026-03-03"
