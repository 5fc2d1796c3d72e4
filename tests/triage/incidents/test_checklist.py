from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest

from supportops._instants import to_us
from supportops.errors import ConfigurationError
from supportops.triage.incidents.checklist import ChecklistItem, is_due, next_due
from supportops.triage.incidents.incident import Incident

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def minute(number):
    return NINE + timedelta(minutes=number)


def incident(*, done=None, resolved=None):
    return Incident(
        id="INC-7", severity="SEV1", start=NINE,
        resolved=None if resolved is None else minute(resolved), done={} if done is None else {"task": minute(done)},
    )  # fmt: skip


def due_at(item, given, until=70, step=5):
    """Return the minutes, in steps, at which the task is due."""
    return [at for at in range(0, until, step) if is_due(item, given, to_us(minute(at)))]


def wakes(item, given, start=-10):
    """Return the first wakes, in minutes."""
    found, at = [], to_us(minute(start))
    while at is not None and len(found) < 4:
        at = next_due(item, given, at)
        found += [] if at is None else [(at - to_us(NINE)) / 60e6]
    return found


ONCE = ChecklistItem("task", after="15m")
AGAIN = ChecklistItem("task", after="10m", every="20m")
LAST = ChecklistItem("task", phase="resolution", after="10m")
LAST_AGAIN = ChecklistItem("task", phase="resolution", every="20m")


def test_a_task_is_due_from_its_instant_until_it_is_done():
    assert due_at(ONCE, incident(), 40) == [15, 20, 25, 30, 35]
    assert due_at(ONCE, incident(done=30), 40) == [15, 20, 25]
    assert due_at(ONCE, incident(done=5), 40) == []


def test_a_task_is_due_at_once_unless_told_otherwise():
    assert due_at(ChecklistItem("task"), incident(), 15) == [0, 5, 10]
    assert not is_due(ChecklistItem("task"), incident(), to_us(NINE) - 1)


def test_a_repeating_task_is_due_again_at_each_multiple_after_it_was_done():
    assert due_at(AGAIN, incident()) == list(range(10, 70, 5))
    assert due_at(AGAIN, incident(done=5)) == list(range(10, 70, 5))
    assert due_at(AGAIN, incident(done=10)) == list(range(30, 70, 5))
    assert due_at(AGAIN, incident(done=25)) == [10, 15, 20, *range(30, 70, 5)]
    assert due_at(AGAIN, incident(done=30)) == [10, 15, 20, 25, *range(50, 70, 5)]


def test_nothing_becomes_due_after_the_end_and_what_was_due_stays():
    assert due_at(ONCE, incident(resolved=10)) == []
    assert due_at(ONCE, incident(resolved=15), 40) == [15, 20, 25, 30, 35]
    assert due_at(ONCE, incident(resolved=20, done=30), 40) == [15, 20, 25]


def test_a_repeating_task_ends_with_the_incident():
    assert due_at(AGAIN, incident(resolved=30)) == [10, 15, 20, 25]


def test_tasks_of_the_resolution_count_from_the_end():
    assert due_at(LAST, incident()) == []
    assert due_at(LAST, incident(resolved=30), 60) == [40, 45, 50, 55]
    assert due_at(LAST, incident(resolved=30, done=45)) == [40]
    assert due_at(LAST_AGAIN, incident(resolved=30, done=35)) == [30, *range(50, 70, 5)]


@pytest.mark.parametrize(
    ("item", "given", "minutes"),
    [
        (ONCE, incident(), [15]),
        (ONCE, incident(done=20), [15]),
        (ONCE, incident(resolved=5), [15]),
        (AGAIN, incident(), [10, 30, 50, 70]),
        (AGAIN, incident(resolved=40), [10, 30, 50]),
        (LAST, incident(resolved=30), []),
    ],
)
def test_the_next_instant_is_the_next_that_is_foreseen(item, given, minutes):
    assert wakes(item, given) == minutes


@pytest.mark.parametrize(
    ("item", "given", "start", "minutes"),
    [
        (ONCE, incident(done=5), 5, []),
        (ONCE, incident(done=5), 4, [15]),
        (ONCE, incident(resolved=5), 5, []),
        (LAST, incident(resolved=30), 30, [40]),
        (LAST, incident(resolved=30, done=31), 35, []),
        (LAST_AGAIN, incident(resolved=30), 30, [50, 70, 90, 110]),
    ],
)
def test_what_is_known_by_then_changes_what_is_foreseen(item, given, start, minutes):
    assert wakes(item, given, start) == minutes


class Phase(StrEnum):
    RESOLUTION = "resolution"


def test_an_item_is_the_same_after_a_round_trip():
    item = ChecklistItem("all clear", phase=Phase.RESOLUTION, after="5m", every="1 day", severities={"SEV2", "SEV1"})
    assert (item.phase, type(item.phase), item.every, item.severities) == (
        "resolution", str, timedelta(days=1), ("SEV1", "SEV2"),
    )  # fmt: skip
    copy = ChecklistItem.model_validate_json(item.model_dump_json())
    assert copy == item
    assert hash(copy) == hash(item)
    assert ChecklistItem(task="x") == ChecklistItem("x")


def test_all_faults_of_an_item_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        ChecklistItem(" ", after="-5m", every="0m", severities=("",))
    assert [path for path, _ in caught.value.faults] == ["task", "after", "every", "severities[0]"]


@pytest.mark.parametrize("phase", ["Resolution", " RESOLUTION ", "resolution"])
def test_the_resolution_is_meant_in_any_case(phase):
    item = ChecklistItem("thank the team", phase=phase)
    assert item.phase == "resolution"
    assert ChecklistItem("call", phase="Active").phase == "Active"
