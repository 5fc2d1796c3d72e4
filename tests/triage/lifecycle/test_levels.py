"""Bounces, moves down and skipped levels."""

from __future__ import annotations

from enum import Enum, StrEnum
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.triage.desk import after, said, ticket

from supportops.errors import ConfigurationError, DomainError
from supportops.tickets import Escalated
from supportops.triage.lifecycle.levels import LevelMoves, level_moves
from supportops.vocabulary import L0_TO_L3, P1_TO_P5, Scale


def escalated(hours, level):
    return Escalated(at=after(hours), level=level)


@pytest.mark.parametrize(
    ("levels", "bounces", "down", "skipped"),
    [
        ([], 0, 0, ()),
        (["L1"], 0, 0, ()),
        (["L1", "L2", "L3"], 0, 0, ()),
        (["L1", "L2", "L1"], 1, 1, ()),
        (["L1", "L2", "L1", "L2"], 2, 1, ()),
        (["L1", "L1", "L2", "L2"], 0, 0, ()),
        (["L1", "L2", "L2", "L1"], 1, 1, ()),
        (["L1", "L3"], 0, 0, ("L2",)),
        (["L0", "L3"], 0, 0, ("L1", "L2")),
        (["L3", "L0"], 0, 1, ()),
        (["L1", "L3", "L1", "L3"], 2, 1, ("L2", "L2")),
        (["L0", "L2", "L1", "L3"], 0, 1, ("L1", "L2")),
    ],
)
def test_bounces_moves_down_and_skips_of_a_path(levels, bounces, down, skipped):
    assert level_moves(levels) == LevelMoves(bounces=bounces, deescalations=down, skipped=skipped)


def test_a_history_starts_on_the_initial_level_and_moves_by_its_escalations():
    history = ticket("1", said(1), escalated(2, "L3"), escalated(3, "L3"), escalated(4, "L2"))
    assert level_moves(history) == level_moves(["L1", "L3", "L2"])
    assert level_moves(history, initial="L0") == level_moves(["L0", "L3", "L2"])
    assert level_moves(ticket("1")) == level_moves(["L1"])


def test_another_scale_may_be_given_with_either_end_as_its_top():
    tiers = Scale("T1", "T2", "T3", top="last")
    assert level_moves(["T1", "T3"], scale=tiers).skipped == ("T2",)
    assert level_moves(["P5", "P1"], scale=P1_TO_P5).skipped == ("P4", "P3", "P2")


def test_members_of_an_enum_are_labels():
    names = {"FIRST": "L1", "THIRD": "L3"}
    for kind in (Enum("Plain", names), StrEnum("Text", names)):
        moved = level_moves([kind.FIRST, kind.THIRD])
        assert (moved.skipped, type(moved.skipped[0])) == (("L2",), str)
    assert level_moves(ticket("1", escalated(1, "L3")), initial=Enum("Plain", names).FIRST).skipped == ("L2",)


def test_an_unknown_level_is_refused_with_what_is_allowed():
    with pytest.raises(DomainError, match="'L5' is not on this scale; allowed: L0, L1") as caught:
        level_moves(["L1", "L5"])
    assert (caught.value.field, caught.value.value, caught.value.allowed) == ("level", "L5", L0_TO_L3.labels)
    with pytest.raises(DomainError, match="'T2'"):
        level_moves(ticket("1", escalated(1, "T2")))
    with pytest.raises(DomainError, match="bare number"):
        level_moves([1, 2])


@pytest.mark.parametrize("levels", ["L1", 3, None, {"L1": 1}, {"L1"}])
def test_what_is_no_sequence_is_refused(levels):
    with pytest.raises(DomainError, match="give the levels in order") as caught:
        level_moves(levels)
    assert caught.value.field == "levels"


def test_moves_are_read_aloud_and_round_trip_json():
    moved = level_moves(["L0", "L3", "L2", "L3"])
    assert str(moved) == "bounces: 1, moves down: 1, skipped: L1, L2"
    assert str(level_moves(["L1"])) == "bounces: 0, moves down: 0, skipped: nothing"
    assert LevelMoves.model_validate_json(moved.model_dump_json()) == moved
    assert hash(moved) == hash(level_moves(["L0", "L3", "L2", "L3"]))
    with pytest.raises(ConfigurationError, match="bounces"):
        LevelMoves(bounces=-1, deescalations=0)


PATHS = st.lists(st.sampled_from(L0_TO_L3.labels), max_size=12)


@given(PATHS)
def test_the_figures_are_those_of_a_step_by_step_look(levels):
    heights, skipped, down = [L0_TO_L3.labels.index(level) for level in levels], [], 0
    walked = [height for n, height in enumerate(heights) if n == 0 or height != heights[n - 1]]
    for was, now in pairwise(walked):
        down += now < was
        skipped += [f"L{between}" for between in range(was + 1, now)]
    bounces = sum(walked[n] == walked[n + 2] for n in range(len(walked) - 2))
    assert level_moves(levels) == LevelMoves(bounces=bounces, deescalations=down, skipped=tuple(skipped))


@given(PATHS.filter(bool))
def test_a_history_says_the_same_as_its_levels(levels):
    history = ticket("1", *(escalated(hour, level) for hour, level in enumerate(levels[1:], start=1)))
    assert level_moves(history, initial=levels[0]) == level_moves(levels)


@given(PATHS)
def test_repeats_change_nothing(levels):
    assert level_moves([level for level in levels for _ in range(2)]) == level_moves(levels)
