from datetime import timedelta

from tests.report.cases import AT, OPEN, POLICY, march, moves, ticket
from tests.report.test_review import review

from supportops.adapters.servicenow import IncidentFacts, RowNote
from supportops.report import Reading
from supportops.report.review_models import NoteCount
from supportops.report.sections import head_of, sections_of

NOTE = RowNote(3, "INC1", "ignored", "blank_group", "why")
READING = Reading(
    name="june.csv",
    incidents=2,
    rows_read=9,
    rows_used=4,
    rows_set_aside=5,
    set_aside=tuple(f"S{n}" for n in range(12)),
    incomplete=("I1",),
    counts=(NoteCount(kind="ignored", code="blank_group", count=1, example=str(NOTE)),),
    notes=(NOTE,),
)


def section(title, found=None):
    return next(part for part in sections_of(found or review()) if part.title == title)


def test_the_head_names_the_log_the_policy_and_the_instant():
    assert head_of(review()) == (
        "Incidents under policy 'test' (desk: Mon-Fri 08:00-18:00, UTC), as of Tue 2026-03-31 12:00 UTC"
    )
    assert head_of(review(reading=READING)).startswith("Review of june.csv under policy 'test'")


def test_rows_that_were_set_aside_or_left_out_are_named():
    rows = section("Rows", review(reading=READING))
    assert rows.lines == (
        "9 rows read: 4 used, 5 set aside. 2 incidents.",
        "Set aside whole, since a row cannot be read: S0, S1, S2, S3, S4, S5, S6, S7, S8, S9 and 2 more.",
        "Left out, since rows of them stand elsewhere in the file: I1.",
    )
    assert rows.table.rows == (("ignored", "blank group", "1", "line 3, INC1: why"),)
    assert "--json" in rows.after[0]


def test_a_log_without_faults_is_called_so():
    clean = READING.model_copy(update={"set_aside": (), "incomplete": (), "counts": (), "notes": ()})
    rows = section("Rows", review(reading=clean))
    assert rows.lines[-1] == "Nothing had to be repaired, ignored or guessed."
    assert rows.table is None


def test_later_incidents_and_proxies_are_said():
    lines = section("Promises kept", review(at=march(10), proxies={"first_response": "a guess"})).lines
    assert "Opened later and left out: 1 incident." in lines
    assert "First response (proxy): a guess." in lines


def test_an_attainment_of_nothing_is_a_dash():
    rows = section("Promises kept").table.rows
    assert ("resolution", "P3", "0", "0", "1", "0", "0", "-", "-") in rows


def test_unresolved_incidents_are_said_to_be_in_no_figure():
    assert section("Time to resolve").lines[-1] == "Not resolved, and in none of the figures: 1 incident."
    resolved = review([ticket("A", march(2), *moves((march(3), "resolved")))])
    assert len(section("Time to resolve", resolved).lines) == 1


def test_a_policy_without_resolution_has_no_pauses_and_no_counted_time():
    found = review(policy=POLICY.model_copy(update={"targets": {"P2": {"first_response": "1h"}}}))
    assert "Paused" not in [part.title for part in sections_of(found)]
    assert len(section("Time to resolve", found).table.rows) == 2


def test_pauses_are_listed_by_reason():
    assert section("Paused").table.rows == (("pending", "10h"), ("resolved, until reopened", "19h"))
    assert section("Paused", review([OPEN])).table is None


def test_the_agreement_is_a_section_when_there_are_flags():
    told = {"LATE": IncidentFacts(ticket_id="LATE", line=1, rows=1, made_sla=True, reopen_count=0)}
    found = review(facts=told)
    assert section("Against the log's own flag", found).table.rows[-1][0] == "all"
    assert section("Reopened", found).lines[1] == "The log's own count is the same for 1 of 1 closed incidents."


def test_without_a_breach_that_is_said():
    assert section("Largest breaches", review([OPEN])).lines == ("No target was breached.",)


def test_reopenings_are_counted_by_how_often():
    assert section("Reopened").lines == ("1 incident (25.00 %): once 1.",)
    assert section("Reopened", review([OPEN])).lines == ("0 incidents (0.00 %).",)
    steps = [(march(day), status) for day in range(3, 9, 2) for status in ()]
    for day in (3, 5, 7):
        steps += [(march(day), "resolved"), (march(day + 1), "open")]
    thrice = ticket("A", march(2), *moves(*steps))
    twice = ticket("B", march(2), *moves(*steps[:4]))
    assert section("Reopened", review([thrice, twice])).lines[0].endswith(": twice 1, 3 times 1.")


def test_the_backlog_ends_with_the_last_busy_week():
    early = [ticket(f"A{n}", march(2), *moves((march(3), "resolved"))) for n in range(11)]
    found = section("Backlog by week", review([*early, ticket("B", march(24))]))
    assert [row[0] for row in found.table.rows] == ["2026-03-02"]
    assert found.after == (
        "From 2026-03-09 on the log holds hardly any new incidents (1 in 4 weeks). The backlog then falls to 1 because "
        "the log ends: an artefact, not a trend.",
    )
    assert section("Backlog by week").after == ()
    assert AT - march(24) > timedelta(days=7)


def test_a_share_stands_beside_its_interval():
    rows = section("Promises kept").table.rows
    assert ("resolution", "P2", "1", "2", "0", "0", "0", "33.33 %", "6.1 to 79.2") in rows


def test_the_question_about_waiting_is_a_section_with_its_answer():
    assert section("What if").lines == (
        "If waiting for the customer counted (pending did not pause the resolution), 1 of 4 incidents end otherwise: "
        "met -> breached 1. Attainment of resolution: 0.00 % (95 %: 0.0 to 56.1).",
    )
