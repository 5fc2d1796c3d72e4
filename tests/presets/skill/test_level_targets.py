from supportops.presets.skill import LEVEL_METRICS, LevelTarget
from supportops.triage import HealthBound

BETWEEN = {
    ("first_contact_resolution", "L1"): (0.7, 0.8, "fraction"),
    ("avg_handle_time", "L1"): (10, 15, "minutes"),
    ("avg_handle_time", "L2"): (30, 60, "minutes"),
    ("tickets_per_agent_per_day", "L1"): (30, 50, "tickets"),
    ("tickets_per_agent_per_day", "L2"): (10, 20, "tickets"),
    ("tickets_per_agent_per_day", "L3"): (3, 8, "tickets"),
    ("escalation_rate", "L1"): (0.15, 0.25, "fraction"),
    ("escalation_rate", "L2"): (0.05, 0.1, "fraction"),
}
AT_LEAST = {
    ("csat", "L1"): 0.9, ("csat", "L2"): 0.9, ("csat", "L3"): 0.85,
    ("technical_accuracy", "L1"): 0.95, ("technical_accuracy", "L2"): 0.98, ("technical_accuracy", "L3"): 0.99,
}  # fmt: skip
ALL = {(metric, level): target for metric, targets in LEVEL_METRICS.items() for level, target in targets.items()}


def test_every_printed_target_is_there_and_no_other():
    assert set(ALL) == {*BETWEEN, *AT_LEAST, ("avg_handle_time", "L3")}
    assert all((target.metric, target.level) == key for key, target in ALL.items())


def test_the_numbers_are_as_printed():
    for key, (low, high, unit) in BETWEEN.items():
        assert (ALL[key].bound, ALL[key].unit) == (HealthBound("between", low, high), unit)
    for key, low in AT_LEAST.items():
        assert (ALL[key].bound, ALL[key].unit) == (HealthBound(">=", low), "fraction")


def test_what_is_printed_in_words_stays_words():
    target = ALL["avg_handle_time", "L3"]
    assert (target.bound, target.unit, target.words) == (None, None, "hours to days")
    assert str(target) == "L3 avg_handle_time: hours to days"


def test_the_direction_says_which_way_is_better():
    assert {metric: {target.direction for target in targets.values()} for metric, targets in LEVEL_METRICS.items()} == {
        "first_contact_resolution": {"higher_better"},
        "avg_handle_time": {"context"},
        "tickets_per_agent_per_day": {"context"},
        "escalation_rate": {"lower_better"},
        "csat": {"higher_better"},
        "technical_accuracy": {"higher_better"},
    }


def test_a_target_survives_json():
    for target in ALL.values():
        assert LevelTarget.model_validate_json(target.model_dump_json()) == target
