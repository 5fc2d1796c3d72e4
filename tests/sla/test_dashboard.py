import pytest
from tests.sla.test_compliance import REPORTS, TABLE

from supportops.errors import ConfigurationError, DomainError, NoMatchError
from supportops.sla._dashboard import Dashboard, dashboard

TARGETS = {
    "response_sla_rate": 0.95,
    "resolution_sla_rate": 0.90,
    "avg_first_response_time": 0.50,
    "avg_resolution_time": 0.75,
    "severe_breach_count": 0,
}
"""The targets of the Support Operations skill pack, SLA Compliance Dashboard."""


def both(**asked):
    """Return the answer of the table, which is that of the reports."""
    found = dashboard(TABLE, **asked)
    assert found == dashboard(REPORTS, **asked)
    return found


def test_the_six_lines_stand_beside_their_targets():
    # First responses: A, C and H met, B (2h of 1h), D and G breached. Resolutions: A 3h of 4h and H 6h of 24h met,
    # B 11h of 4h late, C and G never. B, C, D and G are breached in either; all but D (3.5h of 2h) severely.
    assert str(both(targets=TARGETS, earlier_breaches=5)).splitlines() == [
        "line                       value  target",
        "response_sla_rate         50.0 %  >= 95.0 %  off target",
        "resolution_sla_rate       40.0 %  >= 90.0 %  off target",
        "avg_first_response_time   81.2 %  < 50.0 %   off target",
        "avg_resolution_time      125.0 %  < 75.0 %   off target",
        "breach_count                   4  < 5        on target",
        "severe_breach_count            3  <= 0       off target",
    ]


def test_the_averages_are_one_or_the_other():
    found = both(targets=TARGETS, average="ratio_of_means")
    assert found.line("avg_first_response_time").value == pytest.approx(67.5 / 120)
    # 3h, 11h and 6h of 4h, 4h and 24h.
    assert found.line("avg_resolution_time").value == pytest.approx(20 / 32)
    assert found.line("avg_resolution_time").is_on_target is True


def test_as_many_breaches_as_before_are_not_trending_down():
    assert [both(targets={}, earlier_breaches=n).line("breach_count").is_on_target for n in (3, 4, 5)] == [
        False, False, True,
    ]  # fmt: skip


def test_a_share_on_the_target_is_on_target_and_an_average_on_it_is_not():
    found = both(targets={"response_sla_rate": 0.5, "avg_first_response_time": 0.8125})
    assert found.line("response_sla_rate").is_on_target is True
    assert found.line("avg_first_response_time").is_on_target is False


def test_without_a_target_a_line_is_shown_and_not_judged():
    found = both(targets={})
    assert [line.is_on_target for line in found.lines] == [None] * 6
    assert [line.value for line in found.lines] == [0.5, 0.4, 0.8125, pytest.approx(1.25), 4, 3]


def test_what_is_not_measured_is_none_and_not_judged():
    found = dashboard((), targets=TARGETS)
    assert [line.value for line in found.lines] == [None, None, None, None, 0, 0]
    assert [line.is_on_target for line in found.lines] == [None, None, None, None, None, True]


def test_a_ticket_that_breaches_both_counts_once():
    found = dashboard(REPORTS[1:2], targets={})
    assert (found.line("breach_count").value, found.line("severe_breach_count").value) == (1, 1)


def test_other_metrics_may_take_the_places():
    found = both(targets={}, response="resolution")
    assert found.line("response_sla_rate").value == found.line("resolution_sla_rate").value == 0.4


def test_the_denominator_is_passed_on():
    assert both(targets={}, denominator="all").line("response_sla_rate").value == 3 / 7


def test_it_shows_as_markdown_and_html_and_goes_through_json():
    found = both(targets=TARGETS)
    assert "| response_sla_rate | 50.0 % | >= 95.0 % | off target |" in found.to_markdown()
    assert "<td>breach_count</td><td>4</td><td>-</td><td>-</td>" in found._repr_html_()
    assert Dashboard.model_validate_json(found.model_dump_json()) == found


def test_all_faults_are_told_at_once():
    with pytest.raises(ConfigurationError) as caught:
        dashboard(
            TABLE,
            targets={"respnse_sla_rate": 0.9, "resolution_sla_rate": 90, "breach_count": 3, "severe_breach_count": 0.5},
            earlier_breaches=-1,
            average="mean",
        )
    assert [path for path, _ in caught.value.faults] == [
        "targets['respnse_sla_rate']", "targets['breach_count']", "targets['resolution_sla_rate']",
        "targets['severe_breach_count']", "earlier_breaches", "average",
    ]  # fmt: skip
    assert "did you mean 'response_sla_rate' or " in str(caught.value)


def test_what_is_asked_wrongly_is_named():
    with pytest.raises(DomainError, match="severe is 0"):
        dashboard(TABLE, targets={}, severe=0)
    with pytest.raises(NoMatchError, match="did you mean 'first_response'"):
        dashboard(TABLE, targets={}, response="first_respons")
    with pytest.raises(NoMatchError, match="'breaches' is no line of this dashboard; did you mean 'breach_count'"):
        both(targets={}).line("breaches")
