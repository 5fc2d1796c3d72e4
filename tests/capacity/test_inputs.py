from datetime import timedelta

import pytest

from supportops.capacity.inputs import CapacityInputs
from supportops.capacity.required import required_agents
from supportops.errors import ConfigurationError

_FINE = {"volume": 500, "handle_time": "20m", "hours": "8h", "utilisation": 0.75}


def test_the_inputs_give_what_the_formula_gives():
    inputs = CapacityInputs(**_FINE, buffer=0.15, shrinkage=0.3, sources={"volume": "forecast of May"})
    found = inputs.agents()
    assert found == required_agents(**_FINE, buffer=0.15, shrinkage=0.3)
    assert len(found.warnings) == 1
    steps = list(found.explain())
    assert (steps[0].what, steps[0].how, steps[0].value) == ("volume", "given (forecast of May)", 500.0)
    assert (steps[1].how, steps[1].value) == ("given (no source)", "20m")


def test_the_inputs_come_back_from_json():
    inputs = CapacityInputs(**_FINE, sources={"handle_time": "ticket analytics"})
    assert CapacityInputs.model_validate_json(inputs.model_dump_json()) == inputs
    assert inputs.model_dump(mode="json") == {
        "volume": 500.0, "handle_time": "20m", "hours": "8h", "utilisation": 0.75, "buffer": 0.0, "shrinkage": 0.0,
        "sources": {"handle_time": "ticket analytics"},
    }  # fmt: skip
    assert hash(inputs) == hash(CapacityInputs(**_FINE, sources={"handle_time": "ticket analytics"}))
    with pytest.raises(TypeError, match="frozen model"):
        inputs.sources["volume"] = "x"


def test_seconds_may_stand_in_the_place_of_a_duration():
    inputs = CapacityInputs(volume=500, handle_time_s=1200, hours_s=28_800.5, utilisation=0.75)
    assert inputs.handle_time == timedelta(minutes=20)
    assert inputs.hours == timedelta(seconds=28_800.5)
    with pytest.raises(ConfigurationError, match="both are given of hours and hours_s"):
        CapacityInputs(**_FINE, hours_s=3600)


def test_all_faults_are_told_at_once():
    with pytest.raises(ConfigurationError) as caught:
        CapacityInputs(
            volume=-1, handle_time=20, hours="0h", utilisation=1.5, buffer=-1, shrinkage=1, sources={"vol": ""}
        )
    assert [path for path, _ in caught.value.faults] == [
        "volume", "handle_time", "hours", "utilisation", "buffer", "shrinkage", "sources",
    ]  # fmt: skip
    assert dict(caught.value.faults)["sources"] == "'vol' is no input; did you mean 'volume'?"
    assert "give more than no time" in dict(caught.value.faults)["hours"]
    with pytest.raises(ConfigurationError):
        CapacityInputs.model_validate("text")
