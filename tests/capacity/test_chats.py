from datetime import timedelta

import pytest

from supportops.capacity.chats import CHAT_EFFICIENCY, chat_agents, effective_handle_time
from supportops.capacity.required import required_agents
from supportops.errors import DomainError


@pytest.mark.parametrize(
    ("is_open", "in_effect"), [(1, 1.0), (1.5, 1.35), (2, 1.7), (2.25, 1.9), (3, 2.5), (4, 2.9), (4.5, 3.2), (5, 3.5)]
)
def test_chats_in_effect_are_interpolated(is_open, in_effect):
    found = chat_agents(
        volume=in_effect, interval="10m", handle_time="10m", concurrency=is_open, efficiency=CHAT_EFFICIENCY
    )
    assert (found.exact, found.rounded, found.warnings) == (1.0, 1, ())
    assert effective_handle_time("7h", is_open, efficiency=CHAT_EFFICIENCY) == pytest.approx(
        timedelta(hours=7) / in_effect, abs=timedelta(microseconds=1)
    )


def test_without_an_efficiency_concurrency_divides_and_is_a_warning():
    found = chat_agents(volume=60, interval="30m", handle_time="10m", concurrency=3, utilisation=0.8)
    assert found.exact == 60 * 10 / (30 * 3 * 0.8)
    assert found.rounded == 9
    [text] = found.warnings
    assert "concurrency" in text
    assert "efficiency" in text
    assert effective_handle_time("10m", 4) == effective_handle_time(handle_time_s=600, concurrency=4)
    assert effective_handle_time("10m", 4) == timedelta(minutes=2.5)


def test_one_chat_at_a_time_is_the_plain_formula():
    found = chat_agents(volume=60, interval="30m", handle_time="10m", concurrency=1, utilisation=0.75)
    assert found == required_agents(volume=60, handle_time="10m", hours="30m", utilisation=0.75)
    assert effective_handle_time("10m") == timedelta(minutes=10)


def test_arrays_and_no_chats():
    found = chat_agents(
        volume=[0, 17], interval_s=600, handle_time_s=[600, 600], concurrency=[1, 2], efficiency=CHAT_EFFICIENCY
    )
    assert found.exact.tolist() == [0.0, 10.0]
    assert [step.what for step in found.explain()] == ["chats at a time", "chats of one agent", "agents"]


@pytest.mark.parametrize("efficiency", [None, CHAT_EFFICIENCY])
def test_each_input_may_be_a_stream(efficiency):
    fine = {"interval": "30m", "handle_time": "10m", "efficiency": efficiency}
    found = chat_agents(volume=iter([60, 40]), concurrency=iter([1, 2.5]), **fine)
    assert found == chat_agents(volume=[60, 40], concurrency=[1, 2.5], **fine)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"concurrency": 0}, "concurrency is 0; give a finite number > 0"),
        ({"concurrency": 0.5, "efficiency": (1, 1.7)}, "concurrency is 0.5; give a finite number >= 1 and <= 2"),
        ({"concurrency": [1, 3], "efficiency": (1, 1.7)}, r"concurrency\[1\] is 3; give a finite number >= 1 and <= 2"),
        ({"efficiency": ()}, "efficiency is a series"),
        ({"efficiency": 2.0}, "efficiency is a series"),
        ({"efficiency": (1, 0)}, r"efficiency\[1\] is 0"),
        ({"utilisation": 1.5}, "utilisation is 1.5"),
        ({"interval": "0m"}, "give more than no time"),
        ({"volume": [1, 2], "concurrency": [1, 2, 3]}, "do not broadcast"),
    ],
)
def test_what_is_out_of_range_is_refused(change, words):
    fine = {"volume": 60, "interval": "30m", "handle_time": "10m", "concurrency": 2}
    with pytest.raises(DomainError, match=words):
        chat_agents(**(fine | change))
