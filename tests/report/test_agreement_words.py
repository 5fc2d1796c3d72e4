from tests.report.cases import LATE, PAUSED
from tests.report.test_agreement import agreement, facts

from supportops.report.agreement_words import agreement_section


def words(**flags):
    section = agreement_section(agreement(facts(**flags)))
    return section, " ".join([*section.lines, *section.after, *section.closing])


def test_the_flag_comes_first_and_then_how_often_we_agree():
    section, _ = words(PAUSED=True, LATE=True, REOPENED=False)
    assert section.lines == (
        "The log's own flag made_sla says made for 66.67 % of the incidents (2 of 3).",
        "Our resolution verdict is the same for 2 of 3 closed and decided incidents (66.67 %).",
    )


def test_each_replay_has_a_row():
    section, _ = words(PAUSED=True, LATE=False)
    assert [row[0] for row in section.second.rows][:2] == ["as promised", "nothing paused"]
    assert section.second.rows[1][2:] == ("0.00 %", "50.00 %", "+0 -1", "100.00 %")


def test_the_nearest_replay_is_named_with_its_targets():
    _, text = words(PAUSED=True, LATE=False)
    assert "Nearest to the flag: as promised (the policy as it is), 100.00 % with the targets P2 3h." in text
    assert "until an incident is closed" not in text
    assert "on which we differ" not in text


def test_targets_that_nothing_meets_are_called_so():
    _, text = words(PAUSED=False)
    assert "with the targets P2 none: all missed." in text
    assert "Of the 1 incidents on which we differ, one change alone makes us agree on: nothing paused 1" in text


def test_a_flag_that_counts_to_the_closing_is_recognised():
    # Counted to the closing PAUSED takes 33h and LATE 44h; resolved, 3h and 14h.
    late = LATE.model_copy(update={"ticket_id": "L"})
    told = facts(PAUSED=False, L=True)
    found = agreement(told, (PAUSED, late))
    best = max(found.replays, key=lambda replay: replay.fitted_agreement)
    assert not best.name.startswith("to the closing")
    closing = found.replays[5].model_copy(update={"fitted_agreement": 1.0})
    others = tuple(replay.model_copy(update={"fitted_agreement": 0.5}) for replay in found.replays)
    text = " ".join(agreement_section(found.model_copy(update={"replays": (*others, closing)})).closing)
    assert "So the flag seems to count until an incident is closed, not until it is resolved" in text
    assert "half of them are closed 48h or more after they were resolved." in text


def test_differences_that_nothing_explains_are_counted():
    _, text = words(PAUSED=True, LATE=True, REOPENED=False)
    assert "None of these explains 0." in text or "None of these explains 1." in text
