"""Bounds, and limits made of two of them."""

from __future__ import annotations

import math

import pytest

from supportops.errors import ConfigurationError, DomainError
from supportops.triage.health_limits import HealthBound, HealthLimit


@pytest.mark.parametrize(
    ("bound", "inside", "outside"),
    [
        (HealthBound("<", 5), [0, 4.9], [5, 6]),
        (HealthBound("<=", 5), [0, 5], [5.1]),
        (HealthBound(">", 5), [5.1, 9], [5, 0]),
        (HealthBound(">=", 5), [5, 9], [4.9]),
        (HealthBound("==", 5), [5], [4.9, 5.1]),
        (HealthBound("between", 2, 5), [2, 3, 5], [1.9, 5.1]),
        (HealthBound("outside", 2, 5), [1.9, 5.1], [2, 3, 5]),
    ],
)
def test_a_bound_holds_inside_its_ends(bound, inside, outside):
    assert [bound.holds(figure) for figure in inside] == [True] * len(inside)
    assert [bound.holds(figure) for figure in outside] == [False] * len(outside)


@pytest.mark.parametrize(
    ("op", "values", "told"),
    [
        ("<", (1, 2), "takes 1 number,"),
        ("between", (1,), "takes 2 numbers,"),
        ("outside", (2, 1), "the low end comes first"),
        ("!=", (1,), "Input should be"),
        ("<", (math.nan,), "finite"),
    ],
)
def test_a_bound_that_says_nothing_is_refused(op, values, told):
    with pytest.raises(ConfigurationError, match=told):
        HealthBound(op, *values)


def test_bounds_are_read_aloud():
    assert (str(HealthBound("<", 0.05)), str(HealthBound("between", 0.7, 0.8))) == ("< 0.05", "between 0.7 and 0.8")


def test_what_warns_is_a_warning_even_if_it_is_on_target():
    both = HealthLimit(metric="backlog_age", target=HealthBound("<", 9), warning=HealthBound(">", 3))
    assert both.verdict(4) == "warning"


def test_with_one_bound_there_are_two_verdicts():
    target = HealthLimit(metric="backlog_age", target=HealthBound("<", 1))
    assert [target.verdict(figure) for figure in (0.5, 1)] == ["on_target", "watch"]
    warning = HealthLimit(metric="queue_depth", warning=HealthBound(">=", 3))
    assert [warning.verdict(figure) for figure in (2.9, 3)] == ["on_target", "warning"]


@pytest.mark.parametrize("figure", [-0.1, math.nan, math.inf])
def test_a_figure_is_not_negative_and_finite(figure):
    with pytest.raises(DomainError, match="0 or more and finite") as caught:
        HealthLimit(metric="backlog_age", target=HealthBound("<", 1)).verdict(figure)
    assert caught.value.field == "backlog_age"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"metric": "backlog_age"}, "neither a target nor a warning"),
        ({"metric": "backlog_age", "target": HealthBound("<", 1), "label": "P1"}, "'priority_distribution' only"),
        ({"metric": "priority_distribution", "target": HealthBound("<", 1)}, "has label None"),
        ({"metric": "mood", "target": HealthBound("<", 1)}, "Input should be"),
    ],
)
def test_a_limit_has_a_bound_and_a_label_for_shares_alone(given, told):
    with pytest.raises(ConfigurationError, match=told):
        HealthLimit(**given)


def test_a_limit_round_trips_json_and_is_hashable():
    limit = HealthLimit(
        metric="priority_distribution", label="P1", target=HealthBound("<", 0.05), warning=HealthBound(">", 0.1)
    )
    assert HealthLimit.model_validate_json(limit.model_dump_json()) == limit
    assert len({limit, limit.model_copy()}) == 1
