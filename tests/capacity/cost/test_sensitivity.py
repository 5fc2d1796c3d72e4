import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity import cost
from supportops.errors import DomainError

TEAM = {"tickets": 6_000, "salary": 60_000, "tools": 5_000}


def each(tickets, salary, tools):
    return (salary + tools) / tickets


def test_the_widest_input_comes_first():
    found = cost.sensitivity(each, inputs=TEAM)
    assert [row.name for row in found] == ["tickets", "salary", "tools"]
    assert found[1] == cost.Sensitivity("salary", 59_000 / 6_000, 65_000 / 6_000, 71_000 / 6_000)
    assert found[1].width == pytest.approx(2)
    assert isinstance(found, tuple)


def test_low_is_the_answer_to_the_lowered_input_though_it_be_the_greater():
    found = cost.sensitivity(each, inputs=TEAM)[0]
    assert (found.low, found.high) == (65_000 / 5_400, 65_000 / 6_600)
    assert found.low > found.high


def test_inputs_are_moved_on_paper():
    # 0.7 * 1.1 is 0.7700000000000001 in floats.
    found = cost.sensitivity(lambda share: share, inputs={"share": 0.7})
    assert (found[0].low, found[0].base, found[0].high) == (0.63, 0.7, 0.77)


def test_of_equal_widths_the_input_given_first_comes_first():
    found = cost.sensitivity(lambda a, b, c: a * b + c, inputs={"c": 1, "b": 50, "a": 50})
    assert [row.name for row in found] == ["b", "a", "c"]


def test_what_does_not_move_has_no_width():
    found = cost.sensitivity(lambda a, b: math.inf, inputs={"a": 1, "b": 0})
    assert [row.width for row in found] == [0, 0]
    assert cost.sensitivity(lambda: 3.0, inputs={}) == ()


@settings(max_examples=60)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5), st.floats(0, 1))
def test_in_a_sum_each_input_moves_by_its_own_share(numbers, change):
    inputs = {f"x{place}": number for place, number in enumerate(numbers)}
    found = cost.sensitivity(lambda **given: math.fsum(given.values()), inputs=inputs, change=change)
    widths = [row.width for row in found]
    assert widths == sorted(widths, reverse=True)
    assert {row.base for row in found} == {math.fsum(numbers)}
    for row in found:
        assert row.width == pytest.approx(2 * change * abs(inputs[row.name]), rel=1e-6, abs=1e-6)


def test_a_whole_number_of_numpy_is_an_answer():
    assert cost.sensitivity(lambda a: np.int64(a > 1), inputs={"a": 1})[0].high == 1


def test_sensitivities_read_as_one_table_and_each_as_its_row():
    found = cost.sensitivity(each, inputs=TEAM)
    assert str(found).splitlines()[:2] == ["Sensitivity", "input        low     base     high"]
    assert len(str(found).splitlines()) == 5
    assert "| tools | 10.75 | 10.8333 | 10.9167 |" in found.to_markdown()
    assert "<td>tickets</td><td>12.037</td>" in found._repr_html_()
    assert str(found[2]).splitlines()[-1] == "tools  10.75  10.8333  10.9167"
    assert repr(found[2]).startswith("Sensitivity(name='tools', low=10.75, base=10.833")
    assert hash(found) == hash(cost.sensitivity(each, inputs=TEAM))


@pytest.mark.parametrize(
    ("call", "field", "words"),
    [
        (lambda: cost.sensitivity(each, inputs={"tickets": "many"}), "inputs", "inputs['tickets'] is 'many'"),
        (lambda: cost.sensitivity(each, inputs={"tickets": math.nan}), "inputs", "inputs['tickets'] is nan"),
        (lambda: cost.sensitivity(each, inputs=[1]), "inputs", "inputs is [1]; give a mapping of names to numbers"),
        (lambda: cost.sensitivity(each, inputs=TEAM, change=1.5), "change", "change is 1.5"),
        (lambda: cost.sensitivity(each, inputs=TEAM, change=-0.1), "change", "change is -0.1"),
        (lambda: cost.sensitivity(lambda a: None, inputs={"a": 1}), "function", "function returns None for {'a': 1.0}"),
        (lambda: cost.sensitivity(lambda a: math.nan, inputs={"a": 1}), "function", "give one that returns a number"),
        (lambda: cost.sensitivity(lambda a: np.ones(2), inputs={"a": 1}), "function", "function returns array"),
    ],
)
def test_what_is_no_number_is_refused_by_name(call, field, words):
    with pytest.raises(DomainError) as refused:
        call()
    assert words in str(refused.value)
    assert refused.value.field == field


def test_what_the_function_refuses_is_its_own_error():
    with pytest.raises(DomainError, match=r"reduction is 1\.1"):
        cost.sensitivity(lambda reduction: cost.handle_time_saving(10, reduction), inputs={"reduction": 1})
