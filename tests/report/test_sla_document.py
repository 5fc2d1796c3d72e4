from datetime import date, timedelta

import pytest

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar, DateOverride, Holidays, Season
from supportops.durations import BusinessDays
from supportops.presets import playbook, skill
from supportops.report._sla_words import amount_words
from supportops.report.sla_document import SlaDocument, SlaSection, sla_document
from supportops.sla import CalendarRule, MetricRule, PauseRule, SlaPolicy, Stage
from supportops.vocabulary import P1_TO_P5, Party, Scale

DESK = skill.sample_desk("Europe/London")
TWO = Scale("high", "low")


def small(**changes) -> SlaPolicy:
    given = {
        "name": "small",
        "calendar": BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00"),
        "scale": TWO,
        "targets": {"high": {"resolution": "4h"}, "low": {"resolution": "5 business days"}},
    }
    return SlaPolicy(**{**given, **changes})


def section(document: SlaDocument, title: str) -> SlaSection:
    return next(found for found in document.sections if found.title == title)


def lines(policy: SlaPolicy, title: str, **options) -> tuple[str, ...]:
    return section(sla_document(policy, **options), title).lines


def test_the_model_document_is_rendered_from_the_policy():
    document = sla_document(
        skill.sla_policy(DESK, requests="excluded"),
        company="Acme",
        descriptions=skill.PRIORITY_DESCRIPTIONS,
        definitions=skill.DEFINITIONS,
        exceptions={"Duplicate": skill.EXCEPTIONS["duplicate_ticket"]},
        exclusions=skill.EXCLUSIONS,
    )
    assert str(document) == (
        """\
# Service level agreement of Acme

## Coverage hours

- Sample desk: Mon-Fri 09:00-18:00, Europe/London time.
- Priority P1: around the clock.

## Commitments

| Priority | About | First response | Update | Resolution | Measured |
| --- | --- | --- | --- | --- | --- |
| P1 | system outage | 15 minutes | 30 minutes | 4 hours | around the clock |
| P2 | major feature broken | 1 hour | 2 hours | 8 hours | in the hours of sample desk |
| P3 | feature impaired | 4 hours | 8 hours | 24 hours | in the hours of sample desk |
| P4 | minor issue | 8 hours | 24 hours | 72 hours | in the hours of sample desk |

## Definitions

- First response: first acknowledgment by a support agent.
- Update: from one public message of an agent to the next, until the ticket is resolved.
- Resolution: issue fixed or a workaround supplied.
- Business hours: clock is paused outside coverage except for P1.
- Met: a promise is met up to its due instant, and breached after it.

## Escalation

| Stage | Share of the target | Who is told | What is done |
| --- | --- | --- | --- |
| yellow | 50% | - | visible in queue view |
| orange | 80% | assignee | alert |
| red | 90% | team lead | alert |
| breach | 100% | manager | notify and escalate |
| severe breach | 200% | director | notify |

## Pauses and exceptions

- Resolution: paused while the status is pending, or while a pause is on record.
- An answer of the requester resumes a clock that waits for the requester.
- A reopened ticket starts a new period of resolution; the earlier one stays on record.
- When the priority changes, the time that has counted is kept and the new target holds from then on.
- The clocks of a ticket that is merged into another one end; those of the other one go on.
- Duplicate: """
        + str(skill.EXCEPTIONS["duplicate_ticket"])
        + """

## Exclusions

- Feature requests.
- Out of scope issues.
- Delay caused by unresponsive customer.
- Priority P5: nothing is promised.
"""
    )


def test_each_tier_has_a_table_of_its_own():
    document = sla_document(skill.sla_policy(DESK, tiers="printed"))
    free = section(document, "Commitments: free").table
    assert free[0] == ("Priority", "First response", "Update", "Resolution", "Measured")
    assert free[1] == (
        "P1",
        "4 hours",
        "2 hours",
        "1 business day until close",
        "first response, update: around the clock; resolution: in the hours of sample desk",
    )
    assert section(document, "Commitments: enterprise").table[2][1:4] == ("30 minutes", "1 hour", "4 hours")
    assert lines(skill.sla_policy(DESK, tiers="printed"), "Coverage hours") == (
        "Sample desk: Mon-Fri 09:00-18:00, Europe/London time.",
        "Priority P1, tier free, clock resolution: in the hours of sample desk.",
        "Priority P1: around the clock.",
        "Of these the first that fits holds.",
    )


def test_without_a_company_the_title_names_the_policy():
    assert sla_document(small()).title == "Service level agreement: small"


def test_what_is_not_promised_reads_none():
    table = section(sla_document(playbook.sla_policy(ALWAYS_OPEN)), "Commitments").table
    assert table[-1] == ("P4", "24 hours", "none", "around the clock")


def test_a_desk_that_is_always_open_has_no_business_hours_to_define():
    document = sla_document(playbook.sla_policy(ALWAYS_OPEN))
    assert section(document, "Coverage hours").lines == ("24/7: around the clock.",)
    assert not any("coverage" in line for line in section(document, "Definitions").lines)


def test_priorities_around_the_clock_are_exempt_from_the_coverage_hours():
    assert "Business hours: the clocks stand still outside coverage." in lines(small(), "Definitions")
    exempt = "Business hours: the clocks stand still outside coverage, except for high."
    by_rule = small(calendars=(CalendarRule(ALWAYS_OPEN, priority="high"),))
    assert exempt in lines(small(around_the_clock=("high",)), "Definitions")
    assert exempt in lines(by_rule, "Definitions")


def test_a_priority_that_only_a_tier_is_promised_is_no_exclusion():
    policy = small(targets={"high": {"resolution": "4h"}}, tiers={"gold": {"low": {"resolution": "9h"}}})
    document = sla_document(policy)
    assert [found.title for found in document.sections if found.title == "Exclusions"] == []
    assert section(document, "Commitments: gold").table[1][0] == "low"


def test_sections_without_content_are_left_out():
    titles = [found.title for found in sla_document(small(stages=())).sections]
    assert titles == ["Coverage hours", "Commitments", "Definitions", "Pauses and exceptions"]


def test_the_calendar_is_told_with_its_exceptions():
    calendar = BusinessCalendar(
        zone="America/New_York",
        hours="Mon-Fri 09:00-17:00",
        holidays=Holidays(
            country="US", subdivision="NY", extra={date(2026, 5, 4): "Our day"}, without=[date(2026, 7, 3)]
        ),
        seasons=(
            Season(start=date(2026, 7, 1), end=date(2026, 9, 1), hours="Mon-Fri 08:00-14:00", name="Summer"),
            Season(start=date(2026, 12, 20), end=date(2027, 1, 2), hours="closed", every_year=True),
        ),
        overrides=(
            DateOverride(date=date(2026, 12, 24), hours="09:00-12:00", reason="Christmas Eve"),
            DateOverride(recurs="FREQ=MONTHLY;BYDAY=-1FR", hours="closed"),
        ),
    )  # fmt: skip
    assert lines(small(calendar=calendar), "Coverage hours") == (
        "Hours: Mon-Fri 09:00-17:00, America/New_York time.",
        "Closed on the public holidays of US-NY, 2026-05-04 Our day, but not on 2026-07-03.",
        "Summer, from 2026-07-01 up to 2026-09-01: Mon-Fri 08:00-14:00.",
        "Season, from 2026-12-20 up to 2027-01-02, every year: closed.",
        "2026-12-24 (Christmas Eve): 09:00-12:00.",
        "FREQ=MONTHLY;BYDAY=-1FR: closed.",
    )


def test_pinned_holidays_name_their_source_instead_of_every_date():
    pinned = small(
        calendar=BusinessCalendar(zone="UTC", hours="24/7", holidays=Holidays(country="US")).pinned(2026, 2027)
    )
    hours, closed = lines(pinned, "Coverage hours")
    assert hours == "Hours: 24/7, UTC time."
    assert closed.startswith("Closed on the holidays of holidays ")
    assert closed.endswith(", US, years 2026 to 2027.")


def test_a_list_without_dates_closes_on_no_date():
    calendar = BusinessCalendar(zone="UTC", hours="24/7", holidays=Holidays(extra=()))
    assert "Closed on no date." in lines(small(calendar=calendar), "Coverage hours")


def test_combined_calendars_are_told_with_their_parts():
    day = BusinessCalendar(name="day", zone="UTC", hours="Mon-Fri 09:00-17:00")
    night = BusinessCalendar(zone="UTC", hours="Mon-Fri 20:00-24:00")
    told = {
        "any": "Hours: open when any of these are: day; Mon-Fri 20:00-24:00 (UTC).",
        "all": "Hours: open when all of these are: day; Mon-Fri 20:00-24:00 (UTC).",
        "but": "Hours: open with day, but not with Mon-Fri 20:00-24:00 (UTC).",
    }
    parts = ("Day: Mon-Fri 09:00-17:00, UTC time.", "Hours: Mon-Fri 20:00-24:00, UTC time.")
    assert lines(small(calendar=day | night), "Coverage hours") == (told["any"], *parts)
    assert lines(small(calendar=day & night), "Coverage hours") == (told["all"], *parts)
    assert lines(small(calendar=day - night), "Coverage hours") == (told["but"], *parts)
    assert lines(small(calendar=~(day | night)), "Coverage hours")[0] == (
        "Hours: open whenever open when any of these are: day; Mon-Fri 20:00-24:00 (UTC) is closed."
    )


def test_a_rule_with_a_calendar_of_its_own_tells_its_hours():
    night = BusinessCalendar(name="night", zone="UTC", hours="daily 20:00-24:00")
    policy = small(around_the_clock=("high",), calendars=(CalendarRule(night),))
    assert lines(policy, "Coverage hours") == (
        "Hours: Mon-Fri 09:00-17:00, UTC time.",
        "Priority high: around the clock.",
        "All other clocks: Night: daily 20:00-24:00, UTC time.",
        "Of these the first that fits holds.",
    )


def test_the_definition_of_a_response_says_whose():
    policy = small(targets={"high": {"first_response": "1h"}}, first_response_by=(Party.AGENT, Party.BOT))
    assert lines(policy, "Definitions")[0] == (
        "First response: from the creation of the ticket to the first public answer of a support agent or a bot."
    )


def test_metrics_of_the_caller_are_defined_by_their_events():
    metrics = (
        MetricRule("vendor", starts_on=("status:on_hold",), stops_on=("field:vendor_answer", "resolved")),
        MetricRule("watch", starts_on=("created",), stops_on=()),
        MetricRule("resolution", starts_on=("created",), stops_on=("closed",)),
    )
    policy = small(
        metrics=metrics,
        targets={"high": {"vendor": "1h", "watch": "2h", "resolution": "3h"}},
        pauses=(),
    )
    assert lines(policy, "Definitions")[:3] == (
        'Vendor: from a change of the status on hold to a change of the field vendor answer or the event "resolved".',
        'Watch: from the event "created".',
        'Resolution: from the event "created" to the event "closed".',
    )
    assert lines(policy, "Pauses and exceptions")[0] == "No rule pauses a clock."


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (PauseRule(("resolution",), statuses=("pending", "on_hold")), "while the status is pending or on hold"),
        (
            PauseRule(("resolution",), statuses=("pending",), reasons=("customer", "third_party"), explicit=True),
            "while the status is pending with the reason customer or third party, "
            "or while a pause is on record with the reason customer or third party",
        ),
        (
            PauseRule(("resolution",), statuses=("pending",), after_follow_ups=2),
            "while the status is pending, from unanswered message 2 on",
        ),
        (
            PauseRule(("resolution",), after_follow_ups=3),
            "from unanswered message 3 on, until the requester answers",
        ),
        (PauseRule(("resolution",), reasons=("vendor",)), "while the status was set with the reason vendor"),
        (
            PauseRule(("resolution",), explicit=True, cap="40h"),
            "while a pause is on record, at most 40 hours in all",
        ),
    ],
)
def test_every_kind_of_pause_is_told(rule, words):
    assert lines(small(pauses=(rule,)), "Pauses and exceptions")[0] == f"Resolution: paused {words}."


def test_rules_for_clocks_that_are_not_measured_are_left_out():
    document = sla_document(skill.severity_policy(DESK))
    assert section(document, "Pauses and exceptions").lines == (
        "No rule pauses a clock.",
        "When the priority changes, the time that has counted is kept and the new target holds from then on.",
        "The clocks of a ticket that is merged into another one end; those of the other one go on.",
    )


def test_the_other_choices_are_told():
    policy = small(
        on_reply_while_paused="keep", on_reopen="ignore", on_target_change="restart", on_merge="keep"
    )  # fmt: skip
    assert lines(policy, "Pauses and exceptions")[1:] == (
        "A clock that waits for the requester resumes when the status changes, not with the answer.",
        "Reopening a ticket changes nothing: the first resolution stands.",
        "When the priority changes, the clock starts again under the new target.",
        "The clocks of a ticket that is merged into another one run on.",
    )
    creation = small(on_target_change="creation")
    assert "When the priority changes, the new target is measured from the creation of the ticket." in lines(
        creation, "Pauses and exceptions"
    )
    assert "A reopened ticket continues; the time in which it was resolved does not count." in lines(
        creation, "Pauses and exceptions"
    )


def test_a_new_period_is_told_only_of_clocks_that_are_measured():
    policy = small(targets={"high": {"first_response": "1h"}}, on_reopen="new_cycle")
    assert not any("reopened" in line for line in lines(policy, "Pauses and exceptions"))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (timedelta(minutes=90), "1 hour 30 minutes"),
        (timedelta(minutes=7.5), "7 minutes 30 seconds"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(milliseconds=1500), "1.5 seconds"),
        (timedelta(hours=72), "72 hours"),
        (BusinessDays(5), "5 business days"),
        (BusinessDays(1, until="close"), "1 business day until close"),
    ],
)
def test_amounts_read_as_words(amount, words):
    assert amount_words(amount) == words


def test_cells_and_text_are_escaped():
    policy = small(name="a <b>", stages=(Stage("half", 0.5, action="ring | bell\nthen wait"),))
    document = sla_document(policy)
    assert "| half | 50% | - | ring \\| bell then wait |" in document.to_markdown()
    html = document._repr_html_()
    assert html.startswith("<article><h1>Service level agreement: a &lt;b&gt;</h1><h2>Coverage hours</h2><ul><li>")
    assert "<td>ring | bell\nthen wait</td>" in html
    assert "<thead><tr><th>Stage</th>" in html


def test_a_policy_that_promises_nothing_says_so():
    policy = SlaPolicy(name="none", calendar=DESK, scale=P1_TO_P5, targets={})
    assert lines(policy, "Exclusions") == tuple(f"Priority P{n}: nothing is promised." for n in range(1, 6))
    assert section(sla_document(policy), "Commitments").table == (("Priority", "Measured"),)
