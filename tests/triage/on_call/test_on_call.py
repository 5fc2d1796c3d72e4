from datetime import datetime, timedelta
from enum import StrEnum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.triage.on_call.rotas import WATCHED, rotas, utc, weekly

from supportops.calendar import BusinessCalendar
from supportops.errors import ConfigurationError, DomainError, NaiveDatetimeError
from supportops.triage.escalation.notify import Notification, Notify
from supportops.triage.on_call.on_call import OnCall
from supportops.triage.on_call.override import RotaOverride

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
START, END = utc(2026, 3, 2, 9), utc(2026, 3, 16, 9)
SYDNEY, LONDON, DENVER = (
    weekly(
        name=zone,
        people=people,
        zone=zone,
        handover="Mon 00:00",
        start=utc(2026, 2, 16).date(),
        hours=BusinessCalendar(zone=zone, hours="daily 08:00-16:30"),
    )
    for zone, people in (
        ("Australia/Sydney", ("syd", "sue")),
        ("Europe/London", ("lou", "liz")),
        ("America/Denver", ("dan", "dee")),
    )
)
SUN = OnCall({"primary": (SYDNEY, LONDON, DENVER), "manager": weekly()})


class Role(StrEnum):
    PRIMARY = "primary"


def test_the_first_rota_with_somebody_answers():
    found = [SUN.who("primary", at=utc(2026, 3, 3, hour)) for hour in (0, 6, 9, 16, 20)]
    assert found == ["syd", None, "lou", "lou", "dan"]
    assert SUN.who(Role.PRIMARY, at=utc(2026, 3, 3)) == "syd"


def test_one_rota_alone_is_a_layer_of_one():
    assert OnCall({"primary": weekly()}) == OnCall(layers={Role.PRIMARY: [weekly()]})


def test_a_rota_that_has_not_begun_has_nobody():
    later = weekly(name="later", people=("eve", "fay"), start=utc(2026, 3, 9).date())
    assert OnCall({"primary": later}).who("primary", at=START) is None
    assert OnCall({"primary": [later, weekly()]}).who("primary", at=START) == "ann"


def test_a_role_without_a_layer_is_refused_with_what_is_near():
    with pytest.raises(DomainError, match=r"there is no layer 'primry'; did you mean 'primary'\?") as caught:
        SUN.who("primry", at=START)
    assert (caught.value.field, caught.value.value, caught.value.allowed) == ("role", "primry", ("primary", "manager"))


def test_an_instant_has_to_be_one():
    with pytest.raises(NaiveDatetimeError):
        SUN.who("primary", at=datetime(2026, 3, 3))
    with pytest.raises(DomainError, match="at is None; give an aware datetime"):
        SUN.who("primary", at=None)


def test_gaps_are_where_no_rota_of_the_layer_has_somebody_and_overlaps_where_two_have():
    found = SUN.coverage(utc(2026, 3, 3), utc(2026, 3, 4))
    assert list(found) == ["primary", "manager"]
    layer = found["primary"]
    assert (layer.name, layer.zone) == ("primary", "Australia/Sydney")
    assert layer.gaps == ((utc(2026, 3, 3, 5, 30), utc(2026, 3, 3, 8)),)
    assert layer.overlaps == (
        (utc(2026, 3, 3, 15), utc(2026, 3, 3, 16, 30)),
        (utc(2026, 3, 3, 21), utc(2026, 3, 3, 23, 30)),
    )
    assert found["manager"].ok


def test_only_the_calendar_is_asked_about():
    europe = BusinessCalendar(zone="UTC", hours="daily 08:00-15:00")
    assert SUN.coverage(utc(2026, 3, 3), utc(2026, 3, 4), calendar=europe)["primary"].ok


def test_findings_name_their_rota():
    night = weekly(name="night", handover="Sun 01:30")
    clash = [RotaOverride(START, START + timedelta(days=1), person) for person in ("dan", "eve")]
    found = OnCall({"primary": [night, weekly(overrides=clash)]}).coverage(START, utc(2026, 4, 1))["primary"]
    assert [text.partition(" from ")[0] for text in found.findings] == [
        "night: the handover of Sun 2026-03-29 01:30 is skipped by the clocks in Europe/London; "
        "it falls on the change, 2026-03-29T01:00:00+00:00",
        "primary: two overrides name different people",
    ]


def test_pages_name_the_person_of_their_instant_or_why_there_is_none():
    later = weekly(name="later", start=utc(2026, 3, 9).date())
    on_call = OnCall({"primary": SUN.layers["primary"], "manager": later})
    roles = [(9, "primary"), (6, "primary"), (9, "manager"), (9, "managr")]
    told = [Notification(at=utc(2026, 3, 3, hour), notify=Notify(role)) for hour, role in roles]
    pages = on_call.resolve(iter(told))
    assert [page.notification for page in pages] == told
    assert [(page.person, page.reason) for page in pages] == [
        ("lou", ""),
        (None, "'Australia/Sydney' is off duty; 'Europe/London' is off duty; 'America/Denver' is off duty"),
        (None, "'later' has not begun"),
        (None, "there is no layer 'managr'; did you mean 'manager'?"),
    ]


def test_only_notifications_are_resolved():
    assert SUN.resolve([]) == ()
    with pytest.raises(DomainError, match="notifications is 'primary'; give what a policy's plan or due returns"):
        SUN.resolve(["primary"])


def test_it_is_the_same_after_json():
    again = OnCall.model_validate_json(SUN.model_dump_json())
    assert (again, hash(again)) == (SUN, hash(SUN))
    assert isinstance(again.layers["manager"], tuple)
    with pytest.raises(TypeError):
        again.layers["executive"] = again.layers["manager"]


def test_all_faults_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        OnCall({"primary": [], "manager": "ann", "executive": [{"name": "x"}]})
    paths = [path for path, _ in caught.value.faults]
    assert paths[:2] == ["layers.primary", "layers.manager"]
    assert {f"layers.executive[0].{field}" for field in ("people", "zone", "start")} <= set(paths)
    with pytest.raises(ConfigurationError, match="there is no layer; give for example"):
        OnCall({})


@LAW
@given(case=rotas())
def test_a_layer_of_one_rota_is_as_good_as_the_rota(case):
    start, rota = case
    on_call, end = OnCall({"primary": rota}), start + WATCHED
    assert on_call.coverage(start, end)["primary"].gaps == rota.coverage(start, end).gaps
    assert on_call.coverage(start, end)["primary"].overlaps == ()


@LAW
@given(one=rotas(), other=rotas(), minutes=st.lists(st.integers(0, 4 * 1440 - 1), min_size=5))
def test_somebody_is_there_exactly_outside_the_gaps(one, other, minutes):
    start = one[0]
    on_call = OnCall({"primary": [one[1], other[1]]})
    found = on_call.coverage(start, start + WATCHED)["primary"]
    alone = [OnCall({"primary": rota}) for rota in on_call.layers["primary"]]
    for minute in minutes:
        at = start + timedelta(minutes=minute)
        count = sum(layer.who("primary", at=at) is not None for layer in alone)
        assert any(a <= at < b for a, b in found.gaps) == (on_call.who("primary", at=at) is None) == (count == 0)
        assert any(a <= at < b for a, b in found.overlaps) == (count == 2)
