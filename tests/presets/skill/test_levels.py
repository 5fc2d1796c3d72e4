import pytest

from supportops.presets import load, skill
from supportops.presets.skill.levels import PRIORITY_DEFINITIONS, SEVERITY_DEFINITIONS
from supportops.vocabulary import P1_TO_P5, SEV1_TO_SEV5

PRIORITIES = {
    "P1": ("critical", "full outage or lost data", ("system down", "security breach")),
    "P2": ("high", "major feature broken", ("key workflow blocked",)),
    "P3": ("medium", "feature impaired", ("partial functionality",)),
    "P4": ("low", "minor or cosmetic", ("UI bug", "small inconvenience")),
    "P5": ("request", "feature request or how-to", ("enhancement", "training")),
}
SEVERITIES = {
    "SEV1": (
        "critical",
        "entire service out, data lost, or security breached",
        ("production down", "data breach", "total loss of service"),
    ),
    "SEV2": (
        "high", "major feature broken for a large group of users", ("core workflow blocked", "payments down"),
    ),
    "SEV3": ("medium", "feature degraded, or broken for part of the users", ("slowness", "partial function")),
    "SEV4": ("low", "minor issue with a workaround", ("UI bug", "cosmetic", "edge case")),
    "SEV5": ("minimal", "enhancement request or how-to question", ("feature request", "documentation question")),
}  # fmt: skip


@pytest.mark.parametrize(
    ("definitions", "printed", "scale"),
    [(PRIORITY_DEFINITIONS, PRIORITIES, P1_TO_P5), (SEVERITY_DEFINITIONS, SEVERITIES, SEV1_TO_SEV5)],
)
def test_the_definitions_are_as_printed(definitions, printed, scale):
    found = {label: (entry.name, entry.definition, entry.examples) for label, entry in definitions.items()}
    assert found == printed
    assert tuple(definitions) == scale.labels
    assert all(entry.label == label for label, entry in definitions.items())


@pytest.mark.parametrize(
    ("definitions", "scale"), [(PRIORITY_DEFINITIONS, P1_TO_P5), (SEVERITY_DEFINITIONS, SEV1_TO_SEV5)]
)
def test_the_titles_of_the_scale_are_the_printed_names(definitions, scale):
    assert [scale.title(label) for label in scale] == [entry.name.capitalize() for entry in definitions.values()]


def test_the_names_are_those_of_the_table_of_targets():
    assert {label: entry.name for label, entry in PRIORITY_DEFINITIONS.items()} == skill.PRIORITY_NAMES


def test_the_core_matrix_has_the_targets_of_the_sla_but_for_the_unit_of_p5():
    rows = {row["priority"]: row for row in load("priority_matrix_p1_p5").rows}
    printed = [(row["response_minutes"], row["resolution_minutes"]) for row in rows.values()]
    assert printed == [(15, 240), (60, 480), (240, 1440), (480, 4320), (1440, 7200)]
    assert [row["resolution_as_stated"] for row in rows.values()] == [
        "4 hours", "8 hours", "24 hours", "72 hours", "5 days",
    ]  # fmt: skip
    sla = {row["priority"]: row for row in load("sla_targets_by_priority").rows}
    assert all(row["response_minutes"] == sla[label]["first_response_minutes"] for label, row in rows.items())
    differs = [label for label, row in rows.items() if row["resolution_minutes"] != sla[label]["resolution_minutes"]]
    assert differs == ["P5"]
