from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from supportops._formulas import as_given, broadcast, checked, decimal, number, seconds, whole, wholes
from supportops.errors import DomainError


@pytest.mark.parametrize("given", [2, 2.0, np.float32(2), np.int64(2), Decimal(2), Fraction(2), np.array(2)])
def test_one_number_of_any_kind_has_no_dimension(given):
    found = checked(given, "load")
    assert (found.shape, float(found), found.dtype) == ((), 2.0, np.float64)


@pytest.mark.parametrize(
    "given", [[1, 2], (1, 2), np.array([1, 2]), range(1, 3), iter([1, 2]), {"a": 1, "b": 2}.values(), [Decimal(1), 2.0]]
)
def test_several_numbers_keep_their_shape(given):
    assert checked(given, "load").tolist() == [1.0, 2.0]


def test_no_numbers_at_all_are_an_empty_array():
    assert checked([], "load", more_than=0).shape == (0,)


@pytest.mark.parametrize(
    "given",
    ["3", b"3", None, True, [True, False], timedelta(1), {1}, [1, "x"], 1j, np.datetime64("2026-01-01"), 10**400],
    ids=str,
)  # fmt: skip
def test_what_is_no_number_is_refused(given):
    with pytest.raises(DomainError, match=r"^load is .*; give a finite number$") as caught:
        checked(given, "load")
    assert caught.value.field == "load"


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_what_is_not_finite_is_refused_with_its_place(bad):
    with pytest.raises(DomainError, match=r"^load is (nan|inf|-inf); give a finite number$"):
        checked(bad, "load")
    with pytest.raises(DomainError, match=r"^load\[1\] is ") as caught:
        checked([0.0, bad], "load")
    assert caught.value.index == 1
    with pytest.raises(DomainError, match=r"^load\[1, 0\] is ") as caught:
        checked([[0.0], [bad]], "load")
    assert caught.value.index is None


@pytest.mark.parametrize(
    ("bounds", "inside", "outside", "words"),
    [
        ({"at_least": 0}, 0, -0.1, ">= 0"),
        ({"more_than": 0}, 0.1, 0, "> 0"),
        ({"at_most": 1}, 1, 1.1, "<= 1"),
        ({"less_than": 1}, 0.9, 1, "< 1"),
        ({"more_than": 0, "at_most": 1}, 1, 0, "> 0 and <= 1"),
    ],
)
def test_a_bound_is_held_and_named(bounds, inside, outside, words):
    assert number(inside, "share", **bounds) == inside
    with pytest.raises(DomainError) as caught:
        number(outside, "share", **bounds)
    assert str(caught.value) == f"share is {outside}; give a finite number {words}"


@pytest.mark.parametrize("given", [np.int64(-1), np.array(-1)])
def test_a_number_of_numpy_is_told_plainly(given):
    with pytest.raises(DomainError, match=r"^load is -1; give") as caught:
        checked(given, "load", at_least=0)
    assert caught.value.value == -1


def test_a_whole_number_is_an_int():
    assert (whole(2.0, "weeks"), type(whole(np.int64(2), "weeks"))) == (2, int)
    assert wholes([1, 2.0], "weeks").tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("given", "words", "index"),
    [(2.5, "weeks is 2.5", None), ([1, 2.5], "weeks[1] is 2.5", 1), ([[1.5]], "weeks[0, 0] is 1.5", None)],
)
def test_a_fraction_is_no_whole_number(given, words, index):
    with pytest.raises(DomainError) as caught:
        wholes(given, "weeks", at_least=1)
    assert str(caught.value) == f"{words}; give a whole number >= 1"
    assert (caught.value.field, caught.value.index) == ("weeks", index)


def test_an_array_is_no_single_number():
    with pytest.raises(DomainError, match=r"share is an array of shape \(1,\); give one number"):
        number([0.5], "share")


def test_shapes_that_do_not_fit_are_named():
    with pytest.raises(DomainError, match=r"load \(2,\), agents \(3,\)"):
        broadcast(load=np.ones(2), agents=np.ones(3))


def test_a_result_has_the_shape_of_what_came_in():
    assert type(as_given(np.array(2.0))) is float
    assert as_given(np.array([2.0])).tolist() == [2.0]


@pytest.mark.parametrize("given", ["20m", timedelta(minutes=20)])
def test_a_duration_is_read_as_seconds(given):
    assert float(seconds("handle_time", given)) == 1200.0


def test_seconds_are_a_number_or_an_array():
    assert float(seconds("handle_time", None, 90)) == 90.0
    assert seconds("handle_time", None, np.array([60, 90])).tolist() == [60.0, 90.0]


@pytest.mark.parametrize(
    ("given", "given_s", "words"),
    [
        (None, None, "neither is given of handle_time"),
        ("20m", 1200, "both are given of handle_time"),
        (20, None, "write it with its unit"),
        ("20", None, "handle_time: '20' is not an amount of time"),
        ("-5m", None, "handle_time is '-5m'; give no time or more"),
        (None, -5, "handle_time_s is -5; give a finite number >= 0"),
        (None, timedelta(minutes=1), "give a finite number >= 0 in seconds"),
    ],
)
def test_an_amount_of_time_that_cannot_be_read_is_refused(given, given_s, words):
    with pytest.raises(DomainError, match=words.replace("(", r"\(")):
        seconds("handle_time", given, given_s)


def test_no_time_is_refused_where_it_means_nothing():
    for given, given_s in (("0m", None), (None, 0)):
        with pytest.raises(DomainError):
            seconds("handle_time", given, given_s, more_than=0)


def test_a_number_is_what_it_is_written_as():
    assert decimal(0.1) * 3 == decimal(0.3)
    assert decimal(7) / (1 - decimal(0.3)) == 10
