from supportops.presets import load, playbook, skill
from supportops.presets.playbook.crosswalk import TO_P1_P5
from supportops.triage.scales import ScaleMap
from supportops.vocabulary import P0_TO_P4, P1_TO_P5

ROWS = load("priority_scheme_crosswalk").rows


def test_every_priority_is_the_one_of_equal_rank():
    assert TO_P1_P5["P0"] == "P1"
    assert ScaleMap.by_rank(P0_TO_P4, P1_TO_P5) == TO_P1_P5
    assert [row["rank"] for row in ROWS] == [P0_TO_P4.rank(row["p0_scheme"]) for row in ROWS]


def test_first_responses_agree_rank_by_rank_and_resolutions_differ_from_rank_3_on():
    theirs, ours = playbook.TARGETS, skill.TARGETS
    assert all(theirs[p]["first_response"] == ours[TO_P1_P5[p]]["first_response"] for p in P0_TO_P4)
    differ = [p for p in P0_TO_P4 if theirs[p]["resolution"] != ours[TO_P1_P5[p]]["resolution"]]
    assert differ == ["P2", "P3", "P4"]


def test_the_printed_times_are_those_of_the_table_aligned():
    rows = {row["priority"]: row for row in load("priority_matrix_p0_p4").rows}
    for row in ROWS:
        assert row["response_minutes_p0_scheme"] == rows[row["p0_scheme"]]["response_minutes"]
        assert row["resolution_minutes_p0_scheme"] == rows[row["p0_scheme"]]["resolution_minutes"]


def test_the_table_says_that_it_is_derived():
    assert "derived: no source prints it" in load("priority_scheme_crosswalk").notes[0]
