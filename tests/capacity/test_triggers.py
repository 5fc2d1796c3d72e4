import pytest

from supportops.capacity.triggers import hiring_triggers
from supportops.errors import DomainError


@pytest.mark.parametrize(
    ("figures", "fired"),
    [
        ({"response_to_sla": 1.0}, ()), ({"response_to_sla": 1.01}, ("response_over_sla",)),
        ({"response_to_sla": [0.9, 1.1, 1.2, 1.1]}, ("response_over_sla",)),
        ({"response_to_sla": [1.1, 1.0, 1.1]}, ()), ({"csat": 0.85}, ()), ({"csat": 0.849}, ("csat_low",)),
        ({"csat": [0.7, 0.9]}, ()), ({"csat": [0.9, 0.84]}, ("csat_low",)), ({"utilisation": 0.8}, ()),
        ({"utilisation": 0.81}, ("utilisation_high",)), ({"utilisation": [0.9, 0.8]}, ()),
        ({"weekly_backlog": [1, 2, 3, 4]}, ("backlog_growing",)), ({"weekly_backlog": [1, 2, 2, 4]}, ()),
        ({"weekly_backlog": [9, 1, 2, 3, 4]}, ("backlog_growing",)), ({"weekly_backlog": [4, 4], "weeks": 1}, ()),
        ({"weekly_backlog": [4, 5], "weeks": 1}, ("backlog_growing",)),
        ({"response_to_sla": [0.5, 2], "weeks": 1}, ("response_over_sla",)),
    ],
)  # fmt: skip
def test_each_sign_fires_beyond_its_limit(figures, fired):
    assert hiring_triggers(**figures).fired == fired


def test_all_four_in_the_order_of_the_source():
    found = hiring_triggers(weekly_backlog=[1, 2, 3, 4], utilisation=0.9, csat=0.8, response_to_sla=1.2)
    assert found.fired == ("response_over_sla", "csat_low", "utilisation_high", "backlog_growing")
    assert repr(found).startswith("HiringTriggers(fired=('response_over_sla',")
    assert [step.value for step in found.explain()] == ["yes"] * 4
    assert "4 fired" in str(found)
    assert "| csat_low | 0.9 under 0.85 | no |" in hiring_triggers(csat=0.9).to_markdown()


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({}, "no figure is given"),
        ({"weekly_backlog": [1, 2, 3]}, "weekly_backlog has 3 weeks; 4 are needed"),
        ({"weekly_backlog": 5}, r"weekly_backlog has the shape \(\)"),
        ({"response_to_sla": [1.1, 1.2]}, "response_to_sla has 2 weeks; 3 are needed"),
        ({"csat": []}, "csat has 0 weeks; 1 are needed"),
        ({"csat": 85}, "csat is 85; give a finite number >= 0 and <= 1"),
        ({"utilisation": -0.1}, "utilisation is -0.1"),
        ({"utilisation": [[0.1]]}, r"utilisation has the shape \(1, 1\)"),
        ({"weekly_backlog": [1, 2, float("nan"), 4]}, r"weekly_backlog\[2\] is nan"),
        ({"csat": 0.9, "weeks": 0}, "weeks is 0"),
        ({"csat": 0.9, "weeks": 1.5}, "weeks is 1.5; give a whole number"),
    ],
)
def test_no_figure_a_short_history_and_bad_numbers_are_refused(figures, words):
    with pytest.raises(DomainError, match=words):
        hiring_triggers(**figures)
