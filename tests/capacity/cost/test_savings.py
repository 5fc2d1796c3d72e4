import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity import cost
from supportops.errors import DomainError

AMOUNTS = st.decimals(0, 100_000, places=2).map(float)
SHARES = st.decimals(0, 1, places=3).map(float)


def test_the_published_self_service_saves_52_500_a_month():
    # WE-04, the version that does not take off the investment.
    found = cost.self_service(visits=10_000, deflection_rate=0.35, cost_per_ticket=15)
    assert found == cost.Saving(tickets=3_500, gross=52_500, investment=0, net=52_500, roi=None)


def test_with_an_investment_net_is_money_and_roi_a_ratio():
    found = cost.self_service(visits=10_000, deflection_rate=0.35, cost_per_ticket=15, investment=60_000)
    assert (found.gross, found.net, found.roi) == (52_500, -7_500, -0.125)


def test_the_published_ticket_is_1_25_cheaper_with_a_tenth_less_handle_time():
    # WE-06.
    assert cost.handle_time_saving(12.5, 0.1) == 1.25
    assert cost.handle_time_saving(12.5, 0) == 0
    assert cost.handle_time_saving(12.5, 1) == 12.5


def test_five_points_of_fcr_save_3_750_for_the_published_agent():
    # WE-07.
    found = cost.fcr_saving(tickets=6_000, gain=0.05, cost_per_ticket=12.5)
    assert found == cost.Saving(tickets=300, gross=3_750, investment=0, net=3_750, roi=None)


def test_products_are_rounded_once():
    # 0.35 * 15 * 3 is 15.749999999999998 in floats, and 0.1 * 3 is 0.30000000000000004.
    assert cost.self_service(visits=3, deflection_rate=0.35, cost_per_ticket=15).gross == 15.75
    assert cost.handle_time_saving(3, 0.1) == 0.3


def test_no_visits_save_nothing():
    assert cost.self_service(visits=0, deflection_rate=0.5, cost_per_ticket=15) == cost.Saving(0, 0, 0, 0, None)
    assert cost.self_service(visits=0, deflection_rate=0.5, cost_per_ticket=15, investment=10).roi == -1


@settings(max_examples=60)
@given(AMOUNTS, SHARES, SHARES, AMOUNTS, AMOUNTS)
def test_more_deflection_never_saves_less(visits, one, other, each, investment):
    low, high = sorted((one, other))
    less, more = (
        cost.self_service(visits=visits, deflection_rate=rate, cost_per_ticket=each, investment=investment)
        for rate in (low, high)
    )
    assert less.tickets <= more.tickets <= visits
    assert less.net <= more.net
    assert more.net == pytest.approx(more.gross - more.investment)
    assert (more.roi is None) == (investment == 0)


@settings(max_examples=40)
@given(AMOUNTS, SHARES, AMOUNTS)
def test_first_contacts_save_what_deflected_visits_do(tickets, share, each):
    saved = cost.fcr_saving(tickets=tickets, gain=share, cost_per_ticket=each)
    assert saved == cost.self_service(visits=tickets, deflection_rate=share, cost_per_ticket=each)
    assert saved.gross == pytest.approx(tickets * cost.handle_time_saving(each, share))


def test_a_saving_explains_itself_and_reads_as_a_table():
    question = {"visits": 10_000, "deflection_rate": 0.35, "cost_per_ticket": 15, "investment": 20_000}
    found = cost.self_service(**question)
    assert [(step.what, step.how, step.value) for step in found.explain()] == [
        ("tickets", "visits x deflection rate", 3_500), ("gross", "tickets x 15 each", 52_500),
        ("net", "gross - investment of 20,000", 32_500), ("roi", "net / investment", 1.625),
    ]  # fmt: skip
    first, *_, last = cost.fcr_saving(tickets=10, gain=0.5, cost_per_ticket=1).explain()
    assert first.how == "tickets x gain, one follow-up each"
    assert (last.how, last.value) == ("no investment, no ratio", None)
    assert hash(found) == hash(cost.self_service(**question))
    assert str(found).splitlines()[-1] == "roi          1.625"
    assert "| gross | 52,500 |" in found.to_markdown()
    assert "<td>net</td><td>32,500</td>" in found._repr_html_()


@pytest.mark.parametrize(
    ("call", "field", "words"),
    [
        (lambda: cost.self_service(visits=-1, deflection_rate=0.1, cost_per_ticket=1), "visits", "visits is -1"),
        (lambda: cost.self_service(visits=1, deflection_rate=35, cost_per_ticket=1), "deflection_rate", "<= 1"),
        (lambda: cost.self_service(visits=1, deflection_rate=0.1, cost_per_ticket=-1), "cost_per_ticket", ">= 0"),
        (lambda: cost.self_service(visits=1, deflection_rate=0, cost_per_ticket=1, investment=-1), "investment", "0"),
        (lambda: cost.handle_time_saving(-1, 0.1), "cost_per_ticket", "cost_per_ticket is -1"),
        (lambda: cost.handle_time_saving(1, 1.1), "reduction", "reduction is 1.1; give a finite number >= 0 and <= 1"),
        (lambda: cost.handle_time_saving(1, -0.1), "reduction", "reduction is -0.1"),
        (lambda: cost.fcr_saving(tickets=float("inf"), gain=0.1, cost_per_ticket=1), "tickets", "tickets is inf"),
        (lambda: cost.fcr_saving(tickets=1, gain=5, cost_per_ticket=1), "gain", "gain is 5"),
        (lambda: cost.fcr_saving(tickets=1, gain=0.1, cost_per_ticket="12"), "cost_per_ticket", "is '12'"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_refused_by_name(call, field, words):
    with pytest.raises(DomainError) as refused:
        call()
    assert words in str(refused.value)
    assert refused.value.field == field


def test_a_saving_larger_than_any_float_is_refused():
    with pytest.raises(DomainError, match="larger than any float"):
        cost.self_service(visits=1e308, deflection_rate=1, cost_per_ticket=1e308)
