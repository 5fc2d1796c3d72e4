import math

import pytest

from supportops.capacity.erlang import erlang_a, load, patience_s
from supportops.errors import DomainError


def test_a_load_is_work_over_time():
    assert load(100, interval="30m", handle_time="3m") == 10.0
    assert load([0, 100], interval="30m", handle_time_s=[0, 180]).tolist() == [0.0, 10.0]


def test_an_interval_has_some_length():
    with pytest.raises(DomainError, match=r"interval is '0m'; give more than no time"):
        load(100, interval="0m", handle_time="3m")
    with pytest.raises(DomainError, match=r"volume\[1\] is -1"):
        load([1, -1], interval="1h", handle_time="3m")


def test_patience_is_found_again():
    found = erlang_a(10.0, 11, handle_time="3m", patience="5m")
    assert patience_s(found.p_abandon, mean_wait_s=found.mean_wait_s) == pytest.approx(300.0, rel=1e-12)


def test_nobody_who_leaves_is_patience_without_end():
    assert patience_s(0.0, mean_wait="10s") == math.inf
    assert patience_s([0.0, 0.5], mean_wait="10s").tolist() == [math.inf, 20.0]
    with pytest.raises(DomainError, match=r"p_abandon is 1.1; give a finite number >= 0 and <= 1"):
        patience_s(1.1, mean_wait="10s")


def test_more_than_a_float_can_be_is_refused():
    with pytest.raises(DomainError, match=r"volume\[1\] \* handle_time / interval is inf erlangs") as caught:
        load([0.0, 1e300], interval_s=1e-300, handle_time_s=1e300)
    assert (caught.value.field, caught.value.index) == ("volume", 1)
    assert patience_s(1e-300, mean_wait_s=1e300) == math.inf
