import numpy as np
import pytest

from supportops.capacity.channels import CHANNEL_RATES, ChannelRate, agents_for_channel
from supportops.errors import DomainError


@pytest.mark.parametrize(
    ("channel", "low", "high", "low_per_slot", "high_per_slot"),
    [("email", 5, 10, 5, 10), ("live_chat", 10, 20, 4, 10), ("phone", 8, 14, 8, 14), ("social", 4, 8, 2, 8)],
)
def test_40_an_hour_by_each_published_rate(channel, low, high, low_per_slot, high_per_slot):
    found = agents_for_channel(channel, volume_per_hour=40)
    assert (found.low.rounded, found.high.rounded) == (low, high)
    found = agents_for_channel(channel, volume_per_hour=40, per_slot=True)
    assert (found.low.rounded, found.high.rounded) == (low_per_slot, high_per_slot)


def test_phone_is_exact_before_the_rounding():
    found = agents_for_channel("phone", volume_per_hour=10)
    assert (found.low.exact, found.high.exact) == (2.0, 10 / 3)
    assert len(found.explain()) == 4
    assert "low" in str(found)
    assert "| high | 3.33333 | 4 |" in found.to_markdown()


def test_arrays_of_hours_and_own_rates():
    found = agents_for_channel(
        "forum", volume_per_hour=np.array([0, 0.7, 7]), rates={"forum": ChannelRate((0.1, 0.7), (1, 2))}
    )
    assert found.low.exact.tolist() == [0, 1, 10]
    assert found.high.rounded.tolist() == [0, 7, 70]


def test_an_unknown_channel_and_impossible_numbers_are_refused():
    with pytest.raises(DomainError, match="'chat' has no rate; did you mean 'live_chat'") as caught:
        agents_for_channel("chat", volume_per_hour=1)
    assert caught.value.allowed == tuple(CHANNEL_RATES)
    with pytest.raises(DomainError, match="volume_per_hour is -1"):
        agents_for_channel("phone", volume_per_hour=-1)
    with pytest.raises(DomainError, match=r"tickets_per_hour\[0\] is 0"):
        agents_for_channel("x", volume_per_hour=1, rates={"x": ChannelRate((0, 1))})
    with pytest.raises(DomainError, match=r"concurrency\[1\] is 0"):
        agents_for_channel("x", volume_per_hour=1, rates={"x": ChannelRate((1, 1), (1, 0))})
    with pytest.raises(DomainError, match=r"\['phone'\] has no rate"):
        agents_for_channel(["phone"], volume_per_hour=1)


@pytest.mark.parametrize("rate", [5, (5, 3), (5,), ChannelRate(5), ChannelRate((5,)), ChannelRate((1, 2), (1, 1, 1))])
def test_a_rate_that_is_not_two_pairs_is_refused(rate):
    with pytest.raises(DomainError, match=r"the rate of 'x' is .*; give two pairs, low and high") as caught:
        agents_for_channel("x", volume_per_hour=1, rates={"x": rate})
    assert caught.value.field == "rates"


def test_the_low_end_is_at_the_fastest_rate_in_any_order():
    found = agents_for_channel("x", volume_per_hour=80, per_slot=True, rates={"x": ChannelRate((8, 4), (2, 1))})
    assert (found.low.rounded, found.high.rounded) == (5, 20)
