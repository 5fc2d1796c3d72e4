"""A slow, obvious oracle of escalation: an alert lived through minute by minute. It imports nothing of the library.

Times are whole minutes. A policy is a dict: `steps`, `repeat`, `round_length`, `ack_timeout` (both or None). A step:
`after`, `roles`, `window` (minute -> bool, or None: always) and `in_window`. An event is a tuple: ("triggered", minute,
severity), ("acknowledged", minute), ("resolved", minute), ("changed", minute, severity). A page: (minute, role, step,
round). A set of policies is a dict with the worst severity first; one policy alone is a set of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Page = tuple[int, str, int, int]
NEVER = 10**9
_FAR = 20_000


def pages(policies: dict[str, Any], on_change: str, events: Sequence[tuple[Any, ...]], until: int) -> list[Page]:
    """Return everybody told from minute 0 to `until`, this one too. The events must be in order and begin well."""
    alert = Alert(policies, on_change)
    for minute in range(until + 1):
        alert.tick(minute)
        for event in events:
            if event[1] == minute:
                alert.hear(event)
    return alert.told


def plan(policy: dict[str, Any], start: int, until: int) -> list[Page]:
    """Return everybody told by one policy if nobody answers."""
    return pages({"only": policy}, "from_start", [("triggered", start, "only")], until)


def own_minute(step: dict[str, Any], base: int) -> int:
    """Return the first minute at which a step is due for itself, in a round that begins at `base`."""
    is_open = step["window"] or (lambda minute: True)
    behind = 0
    for minute in range(base, base + _FAR):
        if is_open(minute):
            ready = behind >= step["after"] if step["in_window"] == "count" else minute >= base + step["after"]
            if ready:
                return minute
            behind += 1
    return NEVER


class Alert:
    """What is known of one alert at the minute it has come to."""

    def __init__(self, policies: dict[str, Any], on_change: str) -> None:
        self.policies = policies
        self.on_change = on_change
        self.told: list[Page] = []
        self.is_active = False
        self.is_acknowledged = False
        self.severity = ""
        self.triggered = self.acknowledged = 0
        self.again: int | None = None
        self.pending: list[tuple[int, int, int]] = []  # own minute, step, round; in the order of the ladder
        self.roles_told: set[str] = set()

    def tick(self, minute: int) -> None:
        """Come to a minute: first an acknowledgement runs out, then the steps fire that are due."""
        if self.again == minute:
            self.begin(minute)
        self.fire(minute)

    def hear(self, event: tuple[Any, ...]) -> None:
        """Take in one event; what was due at its minute has fired."""
        kind, minute = event[:2]
        if kind == "triggered" and not self.is_active:
            self.is_active, self.severity, self.triggered = True, event[2], minute
            self.roles_told = set()
            self.begin(minute)
            self.fire(minute)
        elif kind == "acknowledged" and self.is_active:
            self.is_acknowledged, self.acknowledged, self.pending = True, minute, []
            self.put_off()
        elif kind == "resolved" and self.is_active:
            self.is_active, self.is_acknowledged, self.again, self.pending = False, False, None, []
        elif kind == "changed" and self.is_active and event[2] != self.severity:
            self.change(minute, event[2])

    def change(self, minute: int, severity: str) -> None:
        """Go over to the policy of another severity."""
        order = list(self.policies)
        is_worse = order.index(severity) < order.index(self.severity)
        self.severity, self.pending = severity, []
        if self.is_acknowledged and not is_worse:
            self.put_off()
            if self.again is not None and self.again <= minute:  # it has run out under the new policy
                self.begin(minute)
                self.fire(minute)
        elif self.on_change == "from_change":
            self.begin(minute)
            self.fire(minute)
        else:
            self.begin(self.triggered)
            self.fire(minute, only_new=True)

    def put_off(self) -> None:
        """Note when the acknowledgement runs out."""
        timeout = self.policies[self.severity]["ack_timeout"]
        self.again = None if timeout is None else self.acknowledged + timeout

    def begin(self, base: int) -> None:
        """Begin the ladder of the severity, with all its rounds."""
        policy = self.policies[self.severity]
        self.is_acknowledged, self.again, self.pending = False, None, []
        for number in range(policy["repeat"] + 1):
            begins = base + number * (policy["round_length"] or 0)
            for place, step in enumerate(policy["steps"]):
                self.pending.append((own_minute(step, begins), place, number))

    def fire(self, minute: int, *, only_new: bool = False) -> None:
        """Fire what is due, in the order of the ladder: a step that is not due holds up all behind it."""
        while self.pending and self.pending[0][0] <= minute:
            _, place, number = self.pending.pop(0)
            for role in self.policies[self.severity]["steps"][place]["roles"]:
                if not (only_new and role in self.roles_told):
                    self.told.append((minute, role, place, number))
                    self.roles_told.add(role)
