import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from supportops.calendar import BusinessCalendar, Union
from supportops.errors import ConfigurationError, DomainError, NeverOpenError
from supportops.presets.skill import TARGETS
from supportops.report.inputs import default_policy, policy_from, read_at, read_calendar, read_json, read_policy

POLICIES = Path("examples/policies")
DESK, INCIDENTS = str(POLICIES / "desk.json"), str(POLICIES / "incidents.json")


def test_the_default_policy_has_the_published_targets():
    policy = default_policy()
    for priority, row in TARGETS.items():
        assert policy.targets[priority] == {metric: row[metric] for metric in ("first_response", "resolution")}
    assert policy.around_the_clock == ("P1",)


def test_the_example_policy_is_the_default_under_its_own_name():
    example = read_policy(INCIDENTS)
    assert example == default_policy().model_copy(update={"name": "incident targets"})
    assert read_calendar(DESK) == example.calendar


def test_a_calendar_file_takes_the_place_of_the_policys_calendar(tmp_path):
    other = BusinessCalendar(name="other", zone="Asia/Kolkata", hours="daily 10:00-12:00")
    path = tmp_path / "other.json"
    path.write_text(other.model_dump_json())
    assert policy_from(INCIDENTS, str(path)).calendar == other
    assert policy_from(None, str(path)).calendar == other
    assert policy_from(INCIDENTS, None) == read_policy(INCIDENTS)


def test_a_calendar_file_may_hold_several_desks_put_together(tmp_path):
    path = tmp_path / "both.json"
    path.write_text(
        (read_calendar(DESK) | BusinessCalendar(zone="Asia/Tokyo", hours="Mon-Fri 09:00-17:00")).model_dump_json()
    )
    assert isinstance(read_calendar(str(path)), Union)


def faults(tmp_path, content, read=read_policy):
    path = tmp_path / "file.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    with pytest.raises(ConfigurationError) as error:
        read(str(path))
    return [(place.removeprefix(str(tmp_path)), message) for place, message in error.value.faults]


def test_all_faults_of_a_policy_are_named_with_the_file_and_their_path(tmp_path):
    data = json.loads(Path(INCIDENTS).read_text())
    data["targets"]["P1"]["resolution"] = "0h"
    data["targets"]["P2"]["resolutoin"] = "8h"
    found = faults(tmp_path, data)
    assert sorted(place for place, _ in found) == ["/file.json: targets.P1.resolution", "/file.json: targets.P2"]


def test_a_fault_of_a_calendar_is_named_without_the_kind(tmp_path):
    assert (
        faults(tmp_path, {"zone": "Europe/Berln", "hours": "Mon-Fri 09:00-17:00"}, read_calendar)[0][0]
        == "/file.json: zone"
    )


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"7"])
@pytest.mark.parametrize("read", [read_policy, read_calendar])
def test_what_is_no_object_of_json_is_refused_with_the_file(tmp_path, content, read):
    found = faults(tmp_path, content, read)
    assert found[0][0].startswith("/file.json")


def test_an_error_that_is_no_list_of_faults_is_named_with_the_file(tmp_path):
    def never(data):
        raise NeverOpenError("it never opens")

    found = faults(tmp_path, {}, lambda path: read_json(path, never))
    assert found == [("/file.json", "it never opens")]


def test_an_instant_needs_an_offset():
    assert read_at("2016-05-31T18:00+02:00") == datetime(2016, 5, 31, 16, tzinfo=UTC)
    assert read_at("2016-05-31T18:00+02:00").utcoffset() == timedelta(hours=2)
    with pytest.raises(
        DomainError, match=r"'2016-05-31T18:00' has no offset, .* write for example 2016-05-31T18:00\+00:00"
    ):
        read_at("2016-05-31T18:00")
    with pytest.raises(DomainError, match="'May' is no instant"):
        read_at("May")
