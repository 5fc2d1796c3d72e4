from datetime import UTC, datetime, timedelta

from supportops.triage.incidents._layout import LAYOUTS
from supportops.triage.incidents._letter import subject
from supportops.triage.incidents._review import review_document
from supportops.triage.incidents.incident import ActionItem
from supportops.triage.incidents.message import IncidentMessage

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def review(fields, actions=()):
    return IncidentMessage(
        incident="INC-7", kind="review", severity="SEV1", at=NINE + 3 * DAY, fields=fields, actions=actions,
        required=LAYOUTS["review"].required,
    )  # fmt: skip


def section(shown, title):
    """Return the lines under a heading."""
    return shown.split(f"## {title}\n\n")[1].split("\n\n##")[0].splitlines()


WHOLE = review_document(
    review(
        {
            "title": "A certificate ran out", "severity": "SEV1", "incident_commander": "ann", "started": NINE,
            "summary": "First.\nSecond.", "first_customer_report": NINE, "on_call_paged": NINE + timedelta(minutes=4),
            "fix_deployed": "about | noon", "customers_affected": 120, "revenue_impact": "none",
            "root_cause": "Nobody renewed it.", "went_well": ["quick page", "*calm*"], "could_be_improved": "alerts",
        },
        (
            ActionItem("watch | certificates", owner="b_o_b", due=NINE + 7 * DAY),
            ActionItem("renew", owner="ann", due=NINE + DAY),
            ActionItem("tell", owner="cyd", due=NINE + 2 * DAY, done=NINE + 2 * DAY),
        ),
    ),
    UTC,
)  # fmt: skip


def test_the_header_says_what_it_was():
    assert WHOLE.splitlines()[:7] == [
        "# Post-incident review: A certificate ran out", "",
        "- **Severity**: SEV1",
        "- **Incident commander**: ann",
        "- **Started**: 2026-03-02 09:00 UTC",
        "- **Ended**: **[missing: ended]**",
        "- **Duration**: **[missing: duration]**",
    ]  # fmt: skip


def test_the_timeline_has_all_marks_and_the_time_since_the_first():
    assert section(WHOLE, "Timeline")[2:] == [
        "| first customer report | 2026-03-02 09:00 UTC | 0m |",
        "| on call paged | 2026-03-02 09:04 UTC | 4m |",
        "| incident declared | **[missing: incident declared]** | - |",
        "| root cause identified | **[missing: root cause identified]** | - |",
        "| fix deployed | about \\| noon | - |",
        "| customer impact resolved | **[missing: customer impact resolved]** | - |",
    ]


def test_optional_parts_of_the_impact_may_be_left_out():
    assert section(WHOLE, "Impact") == [
        "- **Customers affected**: 120",
        "- **Duration of impact**: **[missing: duration of impact]**",
        "- **Revenue impact**: none",
    ]


def test_what_was_learnt_is_there():
    assert section(WHOLE, "Summary") == ["First.  ", "Second."]
    assert section(WHOLE, "Root cause") == ["Nobody renewed it."]
    assert section(WHOLE, "What went well") == ["- quick page", r"- \*calm\*"]
    assert section(WHOLE, "What could be improved") == ["- alerts"]


def test_actions_come_in_the_order_of_their_due_instants_with_their_state():
    assert section(WHOLE, "Actions") == [
        "| action | owner | due | status |", "| --- | --- | --- | --- |",
        "| renew | ann | 2026-03-03 09:00 UTC | overdue |",
        "| tell | cyd | 2026-03-04 09:00 UTC | done |",
        "| watch \\| certificates | b_o_b | 2026-03-09 09:00 UTC | open |",
    ]  # fmt: skip


def test_an_empty_review_is_all_gaps():
    shown = review_document(review({}), UTC)
    assert shown.startswith("# Post-incident review: [missing: title]\n")
    assert section(shown, "What went well") == ["**[missing: went well]**"]
    assert section(shown, "Actions") == ["**[missing: actions]**"]
    assert section(review_document(review({"actions": "none"}), UTC), "Actions") == ["none"]


def test_number_signs_at_the_end_of_the_headline_are_kept():
    odd = review({"title": "Port of C #"})
    assert review_document(odd, UTC).splitlines()[0] == r"# Post-incident review: Port of C \#"
    assert subject(odd) == "Post-incident review: Port of C #"
