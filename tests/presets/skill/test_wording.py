from supportops.presets import load, skill


def test_the_names_are_as_printed():
    assert dict(skill.PRIORITY_NAMES) == {
        "P1": "critical", "P2": "high", "P3": "medium", "P4": "low", "P5": "request",
    }  # fmt: skip


def test_the_descriptions_are_as_printed_and_requests_have_none():
    assert dict(skill.PRIORITY_DESCRIPTIONS) == {
        "P1": "system outage",
        "P2": "major feature broken",
        "P3": "feature impaired",
        "P4": "minor issue",
    }


def test_the_definitions_are_as_printed():
    assert dict(skill.DEFINITIONS) == {
        "first_response": "first acknowledgment by a support agent",
        "resolution": "issue fixed or a workaround supplied",
        "business_hours": "clock is paused outside coverage except for P1",
    }


def test_the_document_promises_what_the_table_promises():
    printed = {
        "critical": (15, 240), "high": (60, 480), "medium": (240, 1440), "low": (480, 4320),
    }  # fmt: skip
    rows = load("sla_document_template").rows
    values = {(row["part"], row["key"]): row["value"] for row in rows}
    for label, name in skill.PRIORITY_NAMES.items():
        if label == "P5":
            continue
        part = f"commitment_{name}"
        found = values[part, "first_response_minutes"], values[part, "resolution_minutes"]
        target = skill.TARGETS[label]
        assert found == printed[name]
        assert found == tuple(target[metric].total_seconds() / 60 for metric in ("first_response", "resolution"))


def test_the_document_names_its_parts():
    rows = load("sla_document_template").rows
    values = {(row["part"], row["key"]): row["value"] for row in rows}
    assert len(rows) == 24
    assert values["coverage_hours", "days"] == ("mon", "tue", "wed", "thu", "fri")
    assert (values["coverage_hours", "opens"], values["coverage_hours", "closes"]) == ("09:00", "18:00")
    assert values["coverage_hours", "critical_p1"] == "24x7"
    assert values["escalation", "approaching_sla"] == "automatic escalation to team leads"
    assert values["escalation", "breach"] == "reported to management for review"
