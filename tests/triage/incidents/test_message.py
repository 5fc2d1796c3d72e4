from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.errors import ConfigurationError
from supportops.triage.incidents.incident import ActionItem
from supportops.triage.incidents.message import IncidentMessage

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
ACTION = ActionItem("add an alert", owner="ann", due=NINE + timedelta(days=7))


def message(kind="update", **parts):
    parts = {"severity": "SEV1", "at": NINE, "fields": {}, "required": ("known", "doing"), **parts}
    return IncidentMessage(incident="INC-7", kind=kind, **parts)


def test_what_is_required_and_not_known_is_missing():
    assert message().missing == ("known", "doing")
    assert message(fields={"doing": "restarting"}).missing == ("known",)
    assert message(fields={"doing": "restarting", "known": 0}).missing == ()
    assert message(fields={"doing": " ", "known": None}).missing == ("known", "doing")


def test_actions_of_a_review_are_there_once_one_is():
    assert message("review", required=("actions",)).missing == ("actions",)
    assert message("review", required=("actions",), actions=(ACTION,)).missing == ()
    assert message("review", required=("actions",), fields={"actions": "none needed"}).missing == ()


def test_a_message_is_the_same_after_a_round_trip():
    whole = message(
        "review", channels=["status_page"], actions=[ACTION],
        fields={"summary": "x", "duration": timedelta(minutes=95), "ended": NINE, "went_well": ["a", "b"]},
    )  # fmt: skip
    copy = IncidentMessage.model_validate_json(whole.model_dump_json())
    assert copy == whole
    assert hash(copy) == hash(whole)
    assert copy.to_markdown() == whole.to_markdown()


def test_instants_are_read_in_the_zone_asked_for():
    told = message(fields={"next_update": NINE})
    assert "2026-03-02 09:00 UTC" in told.to_markdown()
    assert "2026-03-02 10:00 CET" in told.to_markdown(zone=ZoneInfo("Europe/Berlin"))


def test_a_message_prints_and_shows_as_its_text():
    told = message(fields={"known": "a certificate ran out"})
    assert str(told) == told._repr_markdown_() == told.to_markdown()
    assert told.to_markdown().startswith("# Incident INC-7: update\n")


def test_an_unknown_kind_is_refused():
    with pytest.raises(ConfigurationError, match="kind"):
        message("notice")
