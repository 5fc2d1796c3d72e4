from datetime import UTC, datetime, timedelta

import pytest

from supportops.triage.incidents._layout import LAYOUTS
from supportops.triage.incidents._letter import letter, subject
from supportops.triage.incidents.message import IncidentMessage

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOTICE = {
    "service": "Checkout", "description": "Card payments fail.\nInvoices work.", "impact": ["EU", "US"],
    "status": "We are investigating.", "next_update": NINE, "apology": True, "status_page": "https://status.example.com",
}  # fmt: skip


def message(kind, fields, incident="INC-7"):
    return IncidentMessage(
        incident=incident, kind=kind, severity="SEV1", at=NINE, fields=fields, required=LAYOUTS[kind].required
    )


def text(kind, fields, incident="INC-7"):
    return letter(message(kind, fields, incident), UTC)


def test_a_first_notice_reads_as_a_customer_would_want_it():
    assert text("first_notice", NOTICE).splitlines() == [
        "# Checkout: service disruption", "",
        "Card payments fail.  ", "Invoices work.", "",
        "- **Impact**: EU; US",
        "- **Status**: We are investigating.",
        "- **Next update**: 2026-03-02 09:00 UTC",
        "- **Status page**: https://status.example.com", "",
        "We are sorry for the disruption.",
    ]  # fmt: skip


def test_gaps_can_be_seen():
    assert text("first_notice", {}).splitlines() == [
        "# [missing: service]: service disruption", "",
        "**[missing: description]**", "",
        "- **Impact**: **[missing: impact]**",
        "- **Status**: **[missing: status]**",
        "- **Next update**: **[missing: next update]**",
        "- **Status page**: **[missing: status page]**",
    ]  # fmt: skip


def test_optional_fields_are_left_out_where_they_are_not_known():
    assert text("update", {"known": "a", "doing": "b", "next_update": "when it is resolved"}).splitlines() == [
        "# Incident INC-7: update", "",
        "- **What we know**: a",
        "- **What we are doing**: b",
        "- **Next update**: when it is resolved",
    ]  # fmt: skip


def test_the_last_message_says_how_long_it_took_and_when_the_report_comes():
    fields = {"service": "Checkout", "duration": timedelta(minutes=125), "report_by": NINE, "apology": "Sorry *all*."}
    shown = text("resolved", fields).splitlines()
    assert shown[0] == "# Checkout: resolved"
    assert "- **Duration**: 2h5m" in shown
    assert "- **Incident report by**: 2026-03-02 09:00 UTC" in shown
    assert shown[-1] == r"Sorry \*all\*."


@pytest.mark.parametrize("apology", [False, None])
def test_an_apology_may_be_left_out(apology):
    shown = text("first_notice", NOTICE | {"apology": apology})
    assert shown.endswith("- **Status page**: https://status.example.com")


@pytest.mark.parametrize(
    ("service", "heading", "line"),
    [
        ("Check\nout *2*", r"# Check out \*2\*: service disruption", "Check out *2*: service disruption"),
        ("<b>", r"# \<b>: service disruption", "<b>: service disruption"),
    ],
)
def test_the_headline_is_one_line(service, heading, line):
    assert text("first_notice", {"service": service}).splitlines()[0] == heading
    assert subject(message("first_notice", {"service": service})) == line


def test_an_update_without_a_service_has_the_name_of_the_incident():
    assert text("update", {}, incident="*7*").splitlines()[0] == r"# Incident \*7\*: update"
    assert subject(message("update", {"service": "Checkout"})) == "Checkout: update"
