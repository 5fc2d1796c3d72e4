from datetime import timedelta

import pytest

from supportops._model import Model
from supportops.errors import ConfigurationError
from supportops.triage.incidents._waits import Rhythm, Wait


class Holder(Model):
    wait: Wait = timedelta()
    rhythm: Rhythm = timedelta(1)


@pytest.mark.parametrize("text", ["1us", "15m", "1h30m", "3 days", "1 week"])
def test_amounts_come_back_from_json(text):
    holder = Holder(wait=text, rhythm=text)
    assert Holder.model_validate_json(holder.model_dump_json()) == holder
    assert holder.wait == holder.rhythm


def test_a_wait_may_be_nothing_and_a_rhythm_may_not():
    assert Holder(wait="0m").wait == timedelta()
    with pytest.raises(ConfigurationError) as caught:
        Holder(wait="-1us", rhythm="0m")
    assert caught.value.faults == (
        ("wait", "a wait is at least 0m, got -1us"),
        ("rhythm", "this amount of time has to be more than 0m, got 0m"),
    )
