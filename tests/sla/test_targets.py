"""Targets as values: amounts, factors and the words for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.sla.desk import policy

from supportops.durations import BusinessDays
from supportops.sla import Target
from supportops.sla.targets import described, scaled


@pytest.mark.parametrize(
    ("amount", "text"),
    [(timedelta(hours=8), "8h"), (timedelta(minutes=90), "1h30m"), (BusinessDays(5), "5 business days")],
)
def test_an_amount_is_described_as_it_would_be_written(amount, text):
    assert described(amount) == text
    promised = policy(targets={"P2": {"resolution": text}}).target(priority="P2", metric="resolution")
    assert promised == Target(amount, f"P2 resolution {text}")


def test_a_factor_is_read_as_the_decimal_it_is_written_as():
    assert scaled(timedelta(hours=1), 1.1) == timedelta(minutes=66)
    assert scaled(BusinessDays(10), 1.1) == BusinessDays(11)
    assert scaled(BusinessDays(10), 1.11) == BusinessDays(12)


def test_a_factor_of_one_changes_nothing():
    assert scaled(timedelta(microseconds=7), 1.0) == timedelta(microseconds=7)
    assert scaled(BusinessDays(3, until="close"), 1.0) == BusinessDays(3, until="close")
