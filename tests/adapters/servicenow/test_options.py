import pytest

from supportops.adapters.servicenow import SERVICENOW_PRIORITIES, SERVICENOW_STATUSES
from supportops.adapters.servicenow.options import options_of
from supportops.errors import ConfigurationError
from supportops.tickets import StatusMap


def options(**changed):
    given = {
        "status_map": SERVICENOW_STATUSES,
        "priorities": SERVICENOW_PRIORITIES,
        "zone": "Europe/Berlin",
        "time_format": "iso",
    }
    return options_of(**{**given, **changed})


def test_options_are_kept_with_a_reader_of_times():
    found = options()
    assert (found.statuses, found.priorities) == (SERVICENOW_STATUSES, SERVICENOW_PRIORITIES)
    assert str(found.times.zone) == "Europe/Berlin"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"status_map": StatusMap({"Open": "open"}, only=True)}, "status_map: .*every incident begins so"),
        ({"zone": "Mars"}, "'Mars' is no time zone"),
        ({"time_format": "%H:%M"}, "time_format: '%H:%M'"),
    ],
)
def test_options_that_cannot_be_used_are_refused(changed, message):
    with pytest.raises(ConfigurationError, match=message):
        options(**changed)
