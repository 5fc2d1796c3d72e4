from tests.report.test_agreement import agreement, facts

from supportops.report.agreement_words import agreement_section


def words(**flags):
    section = agreement_section(agreement(facts(**flags)))
    return section, " ".join([*section.lines, *section.after, *section.closing])


def test_the_flag_comes_first_and_then_how_often_we_agree():
    section, _ = words(PAUSED=True, LATE=True, REOPENED=False)
    assert section.lines == (
        "The log's own flag made_sla says made for 66.67 % of the closed incidents (2 of 3).",
        "Our resolution verdict is the same for 2 of 3 decided ones (66.67 %).",
    )


def test_each_replay_has_a_row():
    section, _ = words(PAUSED=True, LATE=False)
    assert [row[0] for row in section.second.rows][:2] == ["as promised", "nothing paused"]
    assert section.second.rows[1][2:] == ("0.00 %", "50.00 %", "+0 -1", "100.00 %")


def test_the_nearest_replay_is_named_with_its_targets():
    _, text = words(PAUSED=True, LATE=False)
    assert "Nearest to the flag: as promised (the policy as it is), 100.00 % with the targets P2 3h." in text
    assert "until an incident is closed" not in text
    assert "We differ on" not in text


def test_targets_that_nothing_meets_are_called_so():
    _, text = words(PAUSED=False)
    assert "with the targets P2 none: all missed." in text
    assert "We differ on 1 incident. One change alone makes us agree on: nothing paused 1" in text


def test_a_flag_that_counts_to_the_closing_is_recognised():
    found = agreement(facts(PAUSED=False))
    closing = next(replay for replay in found.replays if replay.name == "to the closing")
    others = [replay.model_copy(update={"fitted_agreement": 0.5}) for replay in found.replays]
    nearest = closing.model_copy(update={"fitted_agreement": 1.0})
    text = " ".join(agreement_section(found.model_copy(update={"replays": (*others, nearest)})).closing)
    assert "So the flag seems to count until an incident is closed, not until it is resolved" in text
    assert "half of them are closed 48h or more after they were resolved." in text


def test_differences_that_nothing_explains_are_counted():
    found = agreement(facts(LATE=True))
    bare = found.disagreements[0].model_copy(update={"explained_by": ()})
    text = " ".join(agreement_section(found.model_copy(update={"disagreements": (bare,)})).closing)
    assert "One change alone makes us agree on: none. None of these explains 1." in text
