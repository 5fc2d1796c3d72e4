"""A slow, obvious oracle of a plan for incidents: minute by minute. It imports nothing of the library.

An incident is a dict: `start`, `resolved` (or None), `updates` and `done` (task -> minute). The rules of its severity:
`every`, `respond`, `review` (minutes or None) and `tasks`, each a dict: `task`, `phase`, `after`, `every` (or None).
"""

from __future__ import annotations

from typing import Any

Plain = dict[str, Any]
_FAR = 3_000


def updates_due(rules: Plain, incident: Plain, at: int) -> list[int]:
    """Return the minutes at which an update was due."""
    return [minute for minute in range(incident["start"], at + 1) if is_update_due(rules, incident, minute)]


def is_update_due(rules: Plain, incident: Plain, minute: int) -> bool:
    """Whether an update is due in this very minute."""
    since = minute - incident["start"]
    is_on = incident["resolved"] is None or minute <= incident["resolved"]
    return rules["every"] is not None and is_on and since > 0 and since % rules["every"] == 0


def missed_updates(rules: Plain, incident: Plain, at: int) -> list[int]:
    """Return the minutes at which an update was due and none had come since the one before."""
    missed, has_told = [], False
    for minute in range(incident["start"] + 1, at + 1):
        has_told = has_told or minute in incident["updates"]
        if is_update_due(rules, incident, minute):
            if not has_told:
                missed.append(minute)
            has_told = False
    return missed


def checklist_due(rules: Plain, incident: Plain, at: int) -> list[str]:
    """Return the tasks that are due and not done at the end of a minute."""
    return [item["task"] for item in rules["tasks"] if is_task_due(item, incident, at)]


def is_task_due(item: Plain, incident: Plain, at: int) -> bool:
    """Live through the incident with one task in mind."""
    is_due = is_done = False
    for minute in range(incident["start"], at + 1):
        if becomes_due(item, incident, minute):
            is_due = item["every"] is not None or not is_done
        if incident["done"].get(item["task"]) == minute:
            is_due, is_done = False, True
        if item["every"] is not None and item["phase"] != "resolution" and minute == incident["resolved"]:
            return False
    return is_due


def becomes_due(item: Plain, incident: Plain, minute: int) -> bool:
    """Whether a task becomes due in this very minute."""
    resolved = incident["resolved"]
    if item["phase"] == "resolution":
        if resolved is None or minute < resolved:
            return False
        since = minute - resolved - item["after"]
    else:
        if resolved is not None and minute > resolved:
            return False
        since = minute - incident["start"] - item["after"]
    return bool(since == 0 or (item["every"] is not None and since > 0 and since % item["every"] == 0))


def next_wake(rules: Plain, incident: Plain, at: int) -> int | None:
    """Return the next minute in which something falls due, as far as is known at `at`."""
    resolved = incident["resolved"]
    known = incident | {"resolved": resolved if resolved is not None and resolved <= at else None}
    done = [task for task, minute in incident["done"].items() if minute <= at]
    tasks = [item for item in rules["tasks"] if item["every"] is not None or item["task"] not in done]
    if known["resolved"] is not None:
        tasks = [item for item in tasks if item["every"] is None or item["phase"] == "resolution"]
    for minute in range(at + 1, at + _FAR):
        is_task = any(becomes_due(item, known, minute) for item in tasks)
        if is_task or is_update_due(rules, known, minute) or _is_promised(rules, known, minute):
            return minute
    return None


def _is_promised(rules: Plain, incident: Plain, minute: int) -> bool:
    """Whether the answer (while it goes on) or the review (when it is over) is due in this very minute."""
    if incident["resolved"] is None:
        return rules["respond"] is not None and minute == incident["start"] + rules["respond"]
    return rules["review"] is not None and minute == incident["resolved"] + rules["review"]
