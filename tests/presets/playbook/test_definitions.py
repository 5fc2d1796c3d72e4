from supportops.presets.playbook.definitions import PRIORITY_DEFINITIONS
from supportops.vocabulary import P0_TO_P4

PRINTED = {
    "P0": ("critical", "service down for every user", ("platform outage", "lost data")),
    "P1": ("high", "major feature broken and no workaround", ("payments failing",)),
    "P2": ("medium", "feature impaired but a workaround exists", ("export in the wrong format",)),
    "P3": ("low", "minor or cosmetic issue, how-to", ("alignment glitch", "feature question")),
    "P4": ("request", "feature request or feedback", ("dark mode request",)),
}


def test_the_definitions_are_as_printed():
    found = {label: (entry.name, entry.definition, entry.examples) for label, entry in PRIORITY_DEFINITIONS.items()}
    assert found == PRINTED
    assert all(entry.label == label for label, entry in PRIORITY_DEFINITIONS.items())


def test_the_titles_of_the_scale_are_the_printed_names():
    assert [P0_TO_P4.title(label) for label in P0_TO_P4] == [
        entry.name.capitalize() for entry in PRIORITY_DEFINITIONS.values()
    ]
