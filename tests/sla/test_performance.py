from datetime import timedelta

import pytest
from tests.sla.desk import H, M, agent, at, cancelled, change, created, due_set, policy, status
from tests.sla.tables import table_of
from tests.sla.test_compliance import HISTORIES, NOW, POLICY, REPORTS, TABLE, named

from supportops.errors import DomainError, NoMatchError
from supportops.sla._compliance import compliance
from supportops.sla._performance import Performance, performance


def both(**asked):
    """Return the answer of the table, which is that of the reports."""
    found = performance(TABLE, **asked)
    assert found == performance(REPORTS, **asked)
    return found


def resolved_after(hours, *, name="1", priority="P2"):
    """Return a ticket of Monday at nine that is resolved after so many open hours, at most eight a day."""
    days, rest = divmod(hours - 1, 8)
    return named(name, created("2026-03-02T09:00", priority), status(f"2026-03-0{2 + days}T{10 + rest}:00", "resolved"))


def test_averages_are_those_of_stopped_timers_with_a_target():
    # First responses: A 30m and B 2h of 1h, C 1h of 2h, H 1h of 4h; D runs, E and G were cancelled. F has no target.
    found = both(metric="first_response")
    assert (found.measured, found.mean_elapsed, found.mean_target) == (4, timedelta(minutes=67.5), 2 * H)
    assert found.ratio_of_means == pytest.approx(67.5 / 120)
    assert found.mean_of_ratios == pytest.approx((0.5 + 2 + 0.5 + 0.25) / 4)
    assert found.compliance == compliance(TABLE, metric="first_response")


def test_the_two_averages_differ_when_targets_do():
    found = performance(
        table_of([resolved_after(4, priority="P1"), resolved_after(6, name="2", priority="P3")], policy(), at=at(NOW)),
        metric="resolution",
    )
    assert (found.mean_elapsed, found.mean_target) == (5 * H, 14 * H)
    assert (found.ratio_of_means, found.mean_of_ratios) == (5 / 14, (1 + 0.25) / 2)


def test_at_exactly_twice_the_target_a_breach_is_severe():
    tickets = [resolved_after(15, name="15"), resolved_after(16, name="16"), resolved_after(17, name="17")]
    found = performance(table_of(tickets, policy(), at=at(NOW)), metric="resolution")
    assert (found.breaches, found.severe_breaches) == (3, 2)
    assert performance(table_of(tickets, policy(), at=at(NOW)), metric="resolution", severe=2.1).severe_breaches == 1


def test_a_kept_promise_is_never_severe():
    found = performance([policy().evaluate(resolved_after(8), at=at(NOW))], metric="resolution", severe=1)
    assert (found.compliance.value, found.mean_of_ratios, found.severe_breaches) == (1.0, 1.0, 0)


def test_what_still_runs_and_what_was_cancelled_counts_among_the_breaches_but_not_in_the_averages():
    live = named("live", created("2026-03-02T09:00"))
    spam = named("spam", created("2026-03-02T09:00"), cancelled("2026-03-06T09:00"))
    found = performance(table_of([live, spam], policy(), at=at(NOW)), metric="resolution")
    assert (found.measured, found.mean_elapsed, found.ratio_of_means, found.mean_of_ratios) == (0, None, None, None)
    assert (found.breaches, found.severe_breaches) == (2, 2)


def test_cycles_count_for_themselves_or_for_their_ticket():
    twice = named(
        "twice",
        created("2026-03-02T09:00", "P1"),
        status("2026-03-03T17:00", "resolved"),
        status("2026-03-04T09:00", "open"),
        status("2026-03-05T17:00", "resolved"),
    )
    table = table_of([twice], policy(on_reopen="new_cycle"), at=at(NOW))
    by_ticket, by_timer = (performance(table, metric="resolution", unit=unit) for unit in ("ticket", "timer"))
    assert (by_ticket.breaches, by_ticket.severe_breaches, by_ticket.measured) == (1, 1, 2)
    assert (by_timer.breaches, by_timer.severe_breaches, by_timer.measured) == (2, 2, 2)


def test_a_fixed_date_is_measured_as_the_timers_own_fraction():
    dated = named("dated", created("2026-03-02T09:00"), due_set("2026-03-02T09:00", "2026-03-02T11:00"))
    early = named("early", created("2026-03-02T07:00"), due_set("2026-03-02T07:00", "2026-03-02T08:00"))
    ends = [status("2026-03-02T13:00", "resolved")]
    tickets = [named(h.ticket_id, *h.events, *ends) for h in (dated, early)]
    timers = [policy().evaluate(ticket, at=at(NOW)).timer("resolution") for ticket in tickets]
    assert [timer.fraction for timer in timers] == [2.0, 1.0]
    found = performance(table_of(tickets, policy(), at=at(NOW)), metric="resolution")
    assert found.mean_of_ratios == 1.5
    alone = performance(table_of(tickets[1:], policy(), at=at(NOW)), metric="resolution")
    assert (alone.mean_target, alone.ratio_of_means, alone.mean_of_ratios) == (timedelta(0), None, 1.0)


def test_a_breach_that_outlives_its_target_is_a_breach_and_not_severe():
    demoted = named("demoted", created("2026-03-02T09:00", "P1"), change("2026-03-05T09:00", "priority", "P5"))
    timer = policy().evaluate(demoted, at=at(NOW)).timer("resolution")
    assert (timer.verdict, timer.target) == ("breached", None)
    found = performance(table_of([demoted], policy(), at=at(NOW)), metric="resolution")
    assert (found.breaches, found.severe_breaches) == (1, 0)


def test_nothing_measured_is_none_and_never_zero():
    found = performance((), metric="resolution")
    assert (found.compliance.value, found.mean_elapsed, found.mean_target) == (None, None, None)
    assert (found.breaches, found.severe_breaches) == (0, 0)


def test_it_shows_every_figure():
    assert str(both(metric="first_response")).splitlines() == [
        "first_response",
        "  compliance                        "
        "50.0 % (Wilson 95 %: 18.8 to 81.2), 3 met, 3 breached, 0 undecided, 1 cancelled, 1 not applicable",
        "  mean elapsed                      1h7m30s over 4 stopped timers",
        "  mean target                       2h",
        "  ratio of means                    56.2 %",
        "  mean of ratios                    81.2 %",
        "  breaches                          3",
        "  severe breaches, from 2 x target  2",
    ]
    assert "| mean of ratios | 81.2 % |" in both(metric="first_response").to_markdown()
    assert "<td>mean target</td><td>2h</td>" in both(metric="first_response")._repr_html_()
    assert "| mean elapsed | - over 0 stopped timers |" in performance((), metric="x").to_markdown()


def test_it_goes_through_json():
    found = both(metric="first_response")
    assert Performance.model_validate_json(found.model_dump_json()) == found
    assert found.mean_elapsed == 67 * M + 30 * M / 60


@pytest.mark.parametrize("severe", [0.99, float("nan"), float("inf"), -2])
def test_severe_is_at_least_one(severe):
    with pytest.raises(DomainError, match="it is a multiple of the target and at least 1"):
        performance(TABLE, metric="resolution", severe=severe)


def test_an_unknown_metric_or_unit_is_named():
    with pytest.raises(NoMatchError, match="did you mean 'first_response'"):
        performance(TABLE, metric="first_reponse")
    with pytest.raises(DomainError, match="unit is 'each'"):
        performance(TABLE, metric="resolution", unit="each")


def test_the_oracle_by_hand_agrees_ticket_by_ticket():
    for history, report in zip(HISTORIES, REPORTS, strict=True):
        timer = POLICY.evaluate(history, at=at(NOW)).timer("resolution")
        found = performance([report], metric="resolution")
        is_measured = timer.state == "stopped" and timer.target is not None
        assert found.mean_elapsed == (timer.elapsed if is_measured else None)
        assert found.mean_of_ratios == (timer.fraction if is_measured else None)
        assert found.breaches == (timer.verdict == "breached")


def test_an_agent_is_not_slower_for_answering_outside_hours():
    early = named("early", created("2026-03-02T07:00", "P1"), agent("2026-03-02T08:00"))
    found = performance([POLICY.evaluate(early, at=at(NOW))], metric="first_response")
    assert (found.mean_elapsed, found.mean_of_ratios) == (timedelta(0), 0.0)
