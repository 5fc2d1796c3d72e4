from datetime import timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.triage.on_call.rotas import utc, weekly

from supportops._instants import to_us
from supportops.errors import DomainError
from supportops.triage.on_call._duty import in_force

CLAIMS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=6)


def test_of_overlapping_overrides_the_later_in_the_list_holds():
    stand = in_force([(0, 10, "ann"), (5, 7, "bob"), (4, 20, "cyd"), (30, 31, "ann")])
    assert list(zip(stand.edges, stand.holders, strict=True)) == [(0, 0), (4, 2), (20, None), (30, 3), (31, None)]


def test_without_overrides_nothing_is_held():
    lo, hi, place = in_force([]).at(5)
    assert (lo < -(10**16), hi > 10**16, place) == (True, True, None)


@settings(max_examples=150, deadline=None)
@given(spans=CLAIMS)
def test_who_holds_is_the_last_in_the_list_that_is_there(spans):
    claims = [(start, start + length, "ann") for start, length in spans]
    stand = in_force(claims)
    for us in range(-1, 45):
        there = [place for place, (start, end, _) in enumerate(claims) if start <= us < end]
        lo, hi, place = stand.at(us)
        assert place == (there[-1] if there else None)
        assert lo <= us < hi


@settings(max_examples=50, deadline=None)
@given(spans=CLAIMS)
def test_what_an_override_holds_is_in_one_piece_unless_another_cuts_it(spans):
    stand = in_force([(start, start + length, "ann") for start, length in spans])
    assert all(one != other for one, other in pairwise(stand.holders))
    assert sorted(set(stand.edges)) == list(stand.edges)


def test_turns_before_the_first_handover_are_nobodys():
    duty = weekly()._duty
    first = to_us(utc(2026, 3, 2, 9))
    assert duty.begins == first
    assert duty.turn(first - 1)[1:] == (first, None)
    assert list(duty.turns(first - 5, first + 5)) == [(first, first + 5, "ann")]


def test_too_many_handovers_are_refused_before_any_work():
    start = utc(2026, 3, 2, 9)
    hourly = weekly(every="1h", zone="UTC")._duty
    with pytest.raises(DomainError, match="there are 100001 handovers in this stretch; at most 100000 are worked out"):
        hourly.pieces(to_us(start), to_us(start + timedelta(hours=100_001)))
    assert len(hourly.pieces(to_us(start), to_us(start + timedelta(hours=1_000)))) == 1_000


def test_too_many_pieces_are_refused():
    minutes = product(range(24), range(0, 60, 2))
    windows = ", ".join(f"{hour:02}:{minute:02}-{hour:02}:{minute + 1:02}" for hour, minute in minutes)
    busy = weekly(hours={"zone": "UTC", "hours": f"daily {windows}"})._duty
    with pytest.raises(DomainError, match="more than 100000 shifts in this stretch"):
        busy.pieces(to_us(utc(2026, 3, 2, 9)), to_us(utc(2026, 9, 2, 9)))
