from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum

import pytest

from supportops.errors import ConfigurationError, DomainError, HorizonError, NaiveDatetimeError
from supportops.triage.incidents.checklist import ChecklistItem
from supportops.triage.incidents.incident import Incident
from supportops.triage.incidents.plan import IncidentPlan
from supportops.vocabulary import SEV1_TO_SEV5, Scale

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
BRIDGE = ChecklistItem("open the bridge", phase="initiation", after="5m", severities="SEV1")
PAGE = ChecklistItem("refresh the status page", phase="active", after="15m", every="15m")
CLEAR = ChecklistItem("all clear", phase="resolution")
PLAN = IncidentPlan(
    scale=SEV1_TO_SEV5,
    roles={"SEV1": ["commander", "scribe"], "SEV2": "commander"},
    update_every={"SEV1": "15m", "SEV2": "30m", "SEV5": None},
    respond_within={"SEV1": "10m", "SEV2": "30m", "SEV3": "0m"},
    communication={"SEV1": ("status_page", "email"), "SEV2": ["slack"]},
    war_room={"SEV1"},
    review={"SEV1": "48h", "SEV2": "5 days"},
    checklist=(BRIDGE, PAGE, CLEAR),
)


def minute(number):
    return NINE + timedelta(minutes=number)


def incident(severity="SEV1", **facts):
    return Incident(id="INC-7", severity=severity, start=NINE, **facts)


def minutes(instants):
    return [(instant - NINE) / timedelta(minutes=1) for instant in instants]


class Severity(StrEnum):
    SEV1 = "SEV1"


class Level(Enum):
    BAD = "bad"
    WORSE = "worse"


def test_a_severity_has_its_roles_channels_war_room_and_review():
    assert [PLAN.roles_for(severity) for severity in ("SEV1", "SEV2", "SEV3")] == [
        ("commander", "scribe"), ("commander",), (),
    ]  # fmt: skip
    assert [PLAN.channels_for(severity) for severity in ("SEV1", "SEV3")] == [("status_page", "email"), ()]
    assert [severity for severity in SEV1_TO_SEV5 if PLAN.has_war_room(severity)] == ["SEV1"]
    assert [severity for severity in SEV1_TO_SEV5 if PLAN.needs_review(severity)] == ["SEV1", "SEV2"]


def test_severities_may_be_members_of_an_enum():
    plan = IncidentPlan(scale=Level, roles={Level.BAD: ["ann"]}, update_every={}, respond_within={Level.WORSE: "5m"})
    assert plan.roles_for(Level.BAD) == plan.roles_for("bad") == ("ann",)
    assert PLAN.has_war_room(Severity.SEV1)
    assert plan.respond_due(Incident(id="i", severity=Level.WORSE, start=NINE)) == minute(5)


@pytest.mark.parametrize("ask", ["roles_for", "channels_for", "has_war_room", "needs_review"])
def test_an_unknown_severity_is_refused_with_near_ones(ask):
    with pytest.raises(DomainError, match="did you mean 'SEV1'") as caught:
        getattr(PLAN, ask)("SEV11")
    error = caught.value
    assert (error.field, error.value, error.allowed) == ("severity", "SEV11", SEV1_TO_SEV5.labels)
    with pytest.raises(DomainError, match="a bare number"):
        getattr(PLAN, ask)(1)


def test_an_incident_of_an_unknown_severity_is_refused_by_every_timer():
    odd = incident("P1")
    calls = (
        PLAN.respond_due, PLAN.review_due, lambda given: PLAN.updates_due(given, at=NINE),
        lambda given: PLAN.missed_updates(given, at=NINE), lambda given: PLAN.checklist_due(given, at=NINE),
        lambda given: PLAN.next_wake(given, at=NINE), lambda given: PLAN.message(given, "update", at=NINE),
    )  # fmt: skip
    for call in calls:
        with pytest.raises(DomainError, match="'P1' is not on this scale"):
            call(odd)
    with pytest.raises(DomainError, match="incident is"):
        PLAN.respond_due("INC-7")


def test_timers_need_an_instant_with_a_zone():
    naive = datetime(2026, 3, 2, 9)
    for call in (PLAN.updates_due, PLAN.missed_updates, PLAN.checklist_due, PLAN.next_wake):
        with pytest.raises(NaiveDatetimeError):
            call(incident(), at=naive)


def test_the_answer_is_due_so_long_after_the_start():
    assert [PLAN.respond_due(incident(severity)) for severity in SEV1_TO_SEV5] == [
        minute(10),
        minute(30),
        NINE,
        None,
        None,
    ]


def test_the_review_is_due_so_long_after_the_resolution():
    over = {"resolved": minute(90)}
    assert PLAN.review_due(incident(**over)) == minute(90) + timedelta(hours=48)
    assert PLAN.review_due(incident("SEV2", **over)) == minute(90) + timedelta(days=5)
    assert PLAN.review_due(incident("SEV3", **over)) is None
    assert PLAN.review_due(incident()) is None


@pytest.mark.parametrize(
    ("at", "resolved", "due"),
    [
        (-5, None, []), (14, None, []), (15, None, [15]), (44, None, [15, 30]), (500, 45, [15, 30, 45]),
        (500, 44, [15, 30]), (31, 45, [15, 30]), (500, 0, []),
    ],
)  # fmt: skip
def test_updates_are_due_in_rhythm_up_to_the_end(at, resolved, due):
    given = incident(resolved=None if resolved is None else minute(resolved))
    assert minutes(PLAN.updates_due(given, at=minute(at))) == due


@pytest.mark.parametrize("severity", ["SEV3", "SEV5"])
def test_without_a_rhythm_no_update_is_due(severity):
    assert PLAN.updates_due(incident(severity), at=minute(10_000)) == ()
    assert PLAN.missed_updates(incident(severity), at=minute(10_000)) == ()


@pytest.mark.parametrize(
    ("updates", "missed"),
    [
        ([], [15, 30, 45]), ([0], [15, 30, 45]), ([15, 30, 45], []), ([14, 31], [30]), ([46], [15, 30, 45]),
        ([1, 2, 3], [30, 45]), ([16], [15, 45]),
    ],
)  # fmt: skip
def test_an_update_is_missed_if_none_came_since_the_one_before(updates, missed):
    given = incident(updates=[minute(told) for told in updates])
    assert minutes(PLAN.missed_updates(given, at=minute(50))) == missed


def test_a_silly_number_of_updates_is_refused():
    plan = PLAN.model_copy(update={"update_every": {"SEV1": "1us"}})
    with pytest.raises(DomainError, match="updates would have been due"):
        plan.updates_due(incident(), at=minute(1))
    assert plan.next_wake(incident(), at=minute(1)) == minute(1) + timedelta(microseconds=1)


def test_tasks_are_due_for_their_severities_in_the_plans_order():
    over = {"resolved": minute(40)}
    assert PLAN.checklist_due(incident(), at=minute(20)) == (BRIDGE, PAGE)
    assert PLAN.checklist_due(incident("SEV2"), at=minute(20)) == (PAGE,)
    assert PLAN.checklist_due(incident(**over), at=minute(40)) == (BRIDGE, CLEAR)
    assert PLAN.checklist_due(incident(done={"open the bridge": minute(3)}, **over), at=minute(40)) == (CLEAR,)


@pytest.mark.parametrize(
    ("at", "wake"),
    [(-5, 0), (0, 5), (5, 10), (10, 15), (15, 30), (29, 30), (39, 45), (40, 2920), (2919, 2920), (2920, None)],
)
def test_the_next_wake_is_the_next_instant_at_which_something_falls_due(at, wake):
    plan = PLAN.model_copy(update={"checklist": (BRIDGE, ChecklistItem("page", severities="SEV1"), CLEAR)})
    given = incident(resolved=minute(40))
    assert plan.next_wake(given, at=minute(at)) == (None if wake is None else minute(wake))


def test_with_nothing_to_come_there_is_no_wake():
    assert PLAN.model_copy(update={"checklist": ()}).next_wake(incident("SEV4"), at=NINE) is None
    assert PLAN.next_wake(incident("SEV4", resolved=minute(5)), at=minute(5)) is None


def test_a_wait_beyond_the_calendars_end_is_refused():
    plan = PLAN.model_copy(update={"respond_within": {"SEV1": timedelta(days=999_999_999)}})
    with pytest.raises(HorizonError):
        plan.respond_due(incident())
    assert plan.next_wake(incident(), at=NINE) == minute(5)


def test_a_plan_is_the_same_after_a_round_trip():
    copy = IncidentPlan.model_validate_json(PLAN.model_dump_json())
    assert copy == PLAN
    assert hash(copy) == hash(PLAN)
    assert copy.update_every == {"SEV1": timedelta(minutes=15), "SEV2": timedelta(minutes=30), "SEV5": None}
    assert copy.scale.titles == SEV1_TO_SEV5.titles


def test_all_faults_of_a_plan_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        IncidentPlan(
            scale=Scale("SEV1", "SEV2"), roles={"SEV9": ["ann"], "SEV1": [""]},
            update_every={"P1": "15m", "SEV2": "0m"},
            respond_within={"SEV1": "soon"}, communication={"S1": []}, war_room=["SEV3"], review={"x": "1h"},
            checklist=[ChecklistItem("a", severities="SEV7"), ChecklistItem("b"), ChecklistItem("b")],
        )  # fmt: skip
    faults = dict(caught.value.faults)
    assert faults.keys() == {
        "roles.SEV1[0]", "update_every.SEV2", "respond_within.SEV1", "roles.SEV9", "update_every.P1",
        "communication.S1", "war_room[0]", "review.x", "checklist[0].severities", "checklist[2].task",
    }  # fmt: skip
    assert faults["roles.SEV9"].startswith("'SEV9' is not on the scale; did you mean 'SEV")
    assert faults["checklist[2].task"] == (
        "the task 'b' stands more than once; `done` is by task, name it otherwise"
    )  # fmt: skip


def test_a_plan_is_shown_by_severity():
    assert str(PLAN).splitlines()[:3] == [
        "Incidents by severity",
        "severity  respond within  update every       channels            roles              war room  review within",
        "SEV1      10m             15m                status_page, email  commander, scribe  yes       48h",
    ]
    assert "| SEV5 | - | at the resolution | - | - | - | - |" in PLAN.to_markdown()
    assert "<td>status_page, email</td>" in PLAN._repr_html_()


@pytest.mark.parametrize("ask", ["checklist_due", "next_wake"])
def test_something_done_that_is_no_task_is_refused(ask):
    plan = PLAN.model_copy(update={"checklist": (ChecklistItem("page the backup"), ChecklistItem("post a notice"))})
    incident = Incident(id="INC-7", severity="SEV1", start=NINE, done={"post a notcie": NINE})
    with pytest.raises(DomainError) as caught:
        getattr(plan, ask)(incident, at=NINE)
    text = "incident 'INC-7' has done 'post a notcie', which is no task of this plan; did you mean 'post a notice'?"
    assert str(caught.value) == text
    error = caught.value
    assert (error.field, error.value, error.allowed) == ("done", "post a notcie", ("page the backup", "post a notice"))
    # Tasks of other severities may be done as well, and a plan without tasks asks for none.
    right = incident.model_copy(update={"done": {"post a notice": NINE}})
    getattr(plan, ask)(right, at=NINE)
    getattr(PLAN.model_copy(update={"checklist": ()}), ask)(incident, at=NINE)


@pytest.mark.parametrize("scale", [3, "SEV1", None])
def test_what_is_no_scale_is_refused_by_its_name(scale):
    with pytest.raises(ConfigurationError, match="is no scale; write for example Scale") as caught:
        IncidentPlan(scale=scale, roles={}, update_every={}, respond_within={})
    assert [path for path, _ in caught.value.faults] == ["scale"]
