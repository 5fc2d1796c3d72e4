import pytest

from supportops.capacity.bands import utilisation_band
from supportops.errors import DomainError


@pytest.mark.parametrize(
    ("value", "planning", "realtime", "hiring"),
    [
        (0, "warning", "green", "ok"), (0.59, "warning", "green", "ok"), (0.6, "watch", "green", "ok"),
        (0.69, "watch", "green", "ok"), (0.7, "target", "green", "ok"), (0.79, "target", "green", "ok"),
        (0.8, "target", "yellow", "ok"), (0.81, "watch", "yellow", "hire"), (0.9, "watch", "yellow", "hire"),
        (0.91, "warning", "red", "hire"), (0.95, "warning", "red", "hire"), (1.2, "warning", "red", "hire"),
    ],
)  # fmt: skip
def test_each_value_has_one_band_in_each_preset(value, planning, realtime, hiring):
    assert utilisation_band(value) == planning
    assert utilisation_band(value, preset="realtime") == realtime
    assert utilisation_band(value, preset="hiring") == hiring


def test_an_unknown_preset_and_no_number_are_refused():
    with pytest.raises(DomainError, match="'realtme' is no preset; did you mean 'realtime'") as caught:
        utilisation_band(0.8, preset="realtme")
    assert caught.value.allowed == ("planning", "realtime", "hiring")
    with pytest.raises(DomainError, match="value is nan"):
        utilisation_band(float("nan"))
    with pytest.raises(DomainError, match="value is an array"):
        utilisation_band([0.8])
