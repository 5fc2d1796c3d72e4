import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity import cost
from supportops.errors import DomainError

VOLUMES = st.dictionaries(st.sampled_from(sorted(cost.CHANNEL_COSTS)), st.integers(0, 5_000), max_size=8)


@pytest.mark.parametrize(
    ("at", "total"),
    [("low", 600 * 5 + 300 * 8 + 1_000 * 0.5), ("mid", 600 * 10 + 300 * 10 + 1_000 * 0.75),
     ("high", 600 * 15 + 300 * 12 + 1_000 * 1)],
)  # fmt: skip
def test_a_mix_costs_the_published_ends_and_their_middle(at, total):
    found = cost.by_channel({"email_ticket": 600, "live_chat": 300, "chatbot_ai": 1_000}, at=at)
    assert found.total == total
    assert found.per_contact == total / 1_900


def test_moving_contacts_to_a_cheaper_channel_saves_the_difference():
    before = cost.by_channel({"phone": 1_000, "email_ticket": 4_000})
    after = cost.by_channel({"phone": 600, "email_ticket": 4_400})
    assert before.total - after.total == 400 * (22.5 - 10)


def test_costs_are_added_as_the_decimals_that_they_are():
    # Three times 0.1 is 0.30000000000000004 in floats.
    assert cost.by_channel({"knowledge_base": 3}).total == 0.3


def test_without_contacts_there_is_no_mean():
    assert cost.by_channel({}) == cost.ChannelCost(0.0, None, {})
    found = cost.by_channel({"phone": 0})
    assert (found.total, found.per_contact, found.by_channel) == (0, None, {"phone": 0})
    assert "per contact     -" in str(found)


def test_own_costs_replace_the_published_ones():
    found = cost.by_channel({"fax": 10}, costs={"fax": (2, 5)})
    assert (found.total, found.by_channel) == (35, {"fax": 35})


@settings(max_examples=60)
@given(VOLUMES)
def test_low_is_never_over_mid_nor_mid_over_high_and_the_channels_sum_up(volumes):
    low, mid, high = (cost.by_channel(volumes, at=at) for at in ("low", "mid", "high"))
    assert low.total <= mid.total <= high.total
    assert mid.total == pytest.approx((low.total + high.total) / 2)
    assert sum(mid.by_channel.values()) == pytest.approx(mid.total)
    assert list(mid.by_channel) == list(volumes)


def test_a_cost_by_channel_is_a_value_that_explains_itself():
    found = cost.by_channel({"email_ticket": 600, "phone": 100})
    assert hash(found) == hash(cost.by_channel({"email_ticket": 600, "phone": 100}))
    assert [(step.what, step.how, step.value) for step in found.explain()] == [
        ("email_ticket", "600 contacts at 10", 6_000), ("phone", "100 contacts at 22.5", 2_250),
        ("total", "the sum", 8_250), ("per contact", "total / contacts", 8_250 / 700),
    ]  # fmt: skip
    assert "| phone | 2,250 |" in found.to_markdown()
    assert "<td>total</td><td>8,250</td>" in found._repr_html_()


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"volumes": {"fone": 1}}, "volumes", "the channel 'fone', which has no cost; did you mean 'phone'?"),
        ({"volumes": {"phone": -1}}, "volumes", "volumes['phone'] is -1; give a finite number >= 0"),
        ({"volumes": {"phone": float("nan")}}, "volumes", "volumes['phone'] is nan"),
        ({"volumes": [1, 2]}, "volumes", "volumes is [1, 2]; give a mapping of names to numbers"),
        ({"at": "middle"}, "at", "at is 'middle'; did you mean 'mid'?"),
        ({"costs": {"phone": (5, 2)}}, "costs", "costs['phone'] is (5, 2); give (low, high), low <= high"),
        ({"costs": None}, "costs", "costs is None; give a mapping of channel -> (low, high)"),
        ({"costs": {"phone": 5}}, "costs", "costs['phone'] is 5; give (low, high)"),
        ({"costs": {"phone": (-5, 2)}}, "costs", "costs['phone'][0] is -5"),
        ({"costs": {"phone": (1, 2, 3)}}, "costs", "give (low, high)"),
    ],
)
def test_what_is_no_mix_is_refused_by_name(change, field, words):
    with pytest.raises(DomainError) as refused:
        cost.by_channel(**{"volumes": {"phone": 1}} | change)
    assert words in str(refused.value)
    assert refused.value.field == field


def test_the_published_costs_run_from_low_to_high():
    assert len(cost.CHANNEL_COSTS) == 8
    assert all(low <= high for low, high in cost.CHANNEL_COSTS.values())


def test_contacts_may_be_a_column_of_a_data_frame():
    contacts = {"phone": 3, "email_ticket": 2}
    assert cost.by_channel(pd.Series(contacts)) == cost.by_channel(contacts)
