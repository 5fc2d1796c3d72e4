from datetime import timedelta

from supportops.presets.skill.core_severities import CORE_SEVERITIES, CoreSeverity
from supportops.vocabulary import SEV1_TO_SEV5

PRINTED = {
    "SEV1": (
        "outage across the whole system", "immediate", timedelta(0), ("engineering", "executive"),
        ("status_page", "proactive_email"),
    ),
    "SEV2": ("major feature broken", "timed", timedelta(hours=1), ("L3",), ("affected_users_notified",)),
    "SEV3": ("feature degraded", "timed", timedelta(hours=4), ("L2",), ("standard_ticket_updates",)),
    "SEV4": ("minor impact", "normal_queue", None, (), ("standard_ticket_updates",)),
}  # fmt: skip


def test_the_four_severities_are_as_printed():
    assert {
        label: (row.definition, row.escalation, row.escalate_within, row.escalate_to, row.communication)
        for label, row in CORE_SEVERITIES.items()
    } == PRINTED


def test_they_are_the_first_four_of_the_five():
    assert tuple(CORE_SEVERITIES) == SEV1_TO_SEV5.labels[:4]
    assert all(row.severity == label for label, row in CORE_SEVERITIES.items())


def test_a_severity_survives_json():
    for row in CORE_SEVERITIES.values():
        assert CoreSeverity.model_validate_json(row.model_dump_json()) == row
