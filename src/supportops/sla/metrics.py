"""What a timer measures: which events start it, stop it and start it again, and which statuses count."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal

from pydantic import model_validator

from supportops._model import Model
from supportops.errors import near
from supportops.vocabulary import Status

__all__ = ["BUILT_IN", "EVENT_WORDS", "Metric", "MetricRule"]

EVENT_WORDS = (
    "created", "created_by_requester", "created_by_agent", "requester_message", "public_agent_message",
    "bot_message", "internal_note", "resolved", "closed", "reopened", "assigned", "acknowledged", "sla_assigned",
)  # fmt: skip
"""The event words of a `MetricRule`, beside "status:<name>" and "field:<name>"."""

_COUNTED = ("new", "open", "pending", "on_hold")


class Metric(StrEnum):
    """The names of the built-in metrics."""

    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    UPDATE = "update"
    PAUSABLE_UPDATE = "pausable_update"
    ACKNOWLEDGE = "acknowledge"
    RESOLUTION = "resolution"
    REQUESTER_WAIT = "requester_wait"
    AGENT_WORK = "agent_work"


class MetricRule(Model):
    """The rule of one metric, in event words.

    Event words: "created", "created_by_requester" (anybody but an agent), "created_by_agent",
    "requester_message", "public_agent_message", "bot_message" (public), "internal_note" (of an agent),
    "resolved", "closed", "reopened", "assigned" (to a person), "acknowledged", "sla_assigned" (the policy begins
    to hold), "status:<name>" (the status or its category is entered), "field:<name>" (the field changes).

    Args:
        name: the metric's name, as in a policy's targets.
        starts_on: words that start the first timer, and later ones when `repeats`.
        stops_on: words that stop a live timer; in time or not is then decided.
        restarts_on: words that end a live timer and start the next cycle.
        counts: status categories whose time counts; the others pause the timer.
        repeats: a start word after the end of a timer starts the next cycle.
        cancels_on: words that end a live timer undecided. While the ticket is resolved such a metric cannot start.
        after_first_response: start words count only once the first response was given.
        reopens: what happens to a timer that a resolution stopped when the ticket is reopened: "policy" follows the
            policy's `on_reopen`, "resume" goes on unless the policy ignores reopens, "never" leaves it alone.

    Example:
        >>> MetricRule("vendor_reply", starts_on=("status:on_hold",), stops_on=("field:vendor_answer",)).name
        'vendor_reply'
    """

    name: str
    starts_on: tuple[str, ...]
    stops_on: tuple[str, ...]
    restarts_on: tuple[str, ...] = ()
    counts: tuple[str, ...] = _COUNTED
    repeats: bool = False
    cancels_on: tuple[str, ...] = ()
    after_first_response: bool = False
    reopens: Literal["policy", "resume", "never"] = "policy"

    def __init__(
        self,
        name: str,
        *,
        starts_on: Sequence[str],
        stops_on: Sequence[str],
        restarts_on: Sequence[str] = (),
        counts: Sequence[str] = _COUNTED,
        repeats: bool = False,
        cancels_on: Sequence[str] = (),
        after_first_response: bool = False,
        reopens: Literal["policy", "resume", "never"] = "policy",
    ) -> None:
        super().__init__(
            name=name, starts_on=starts_on, stops_on=stops_on, restarts_on=restarts_on, counts=counts,
            repeats=repeats, cancels_on=cancels_on, after_first_response=after_first_response, reopens=reopens,
        )  # fmt: skip

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="after")
    def _check(self) -> MetricRule:
        faults = [] if self.name else ["a metric needs a name"]
        faults += [] if self.starts_on else ["starts_on is empty, so the metric would never start; name an event word"]
        for field in ("starts_on", "stops_on", "restarts_on", "cancels_on"):
            faults += [f"{field}: {fault}" for word in getattr(self, field) if (fault := _word_fault(word))]
        categories = [str(status) for status in Status]
        faults += [
            f"counts: {name!r} is no status category; {near(name, categories)}"
            for name in self.counts
            if name not in categories
        ]
        if faults:
            raise ValueError("; ".join(faults))
        return self


def _word_fault(word: str) -> str | None:
    prefix, colon, name = word.partition(":")
    if colon and prefix in ("status", "field"):
        return None if name else f"{word!r} names no {prefix}; write for example {prefix + ':vendor'!r}"
    if word in EVENT_WORDS:
        return None
    return f"{word!r} is no event word; {near(word, [*EVENT_WORDS, 'status:<name>', 'field:<name>'])}"


_RESOLVED = ("resolved", "closed")
_UPDATES = ("public_agent_message",)

BUILT_IN = (
    MetricRule(
        "first_response",
        starts_on=("created_by_requester", "requester_message"),
        stops_on=("public_agent_message", *_RESOLVED),
        reopens="never",
    ),
    MetricRule(
        "next_response",
        starts_on=("requester_message",),
        stops_on=("public_agent_message",),
        repeats=True,
        cancels_on=_RESOLVED,
        after_first_response=True,
        reopens="never",
    ),
    MetricRule(
        "update",
        starts_on=_UPDATES,
        stops_on=_UPDATES,
        restarts_on=_UPDATES,
        cancels_on=_RESOLVED,
        reopens="never",
    ),
    MetricRule(
        "pausable_update",
        starts_on=_UPDATES,
        stops_on=_UPDATES,
        restarts_on=_UPDATES,
        counts=("new", "open", "on_hold"),
        cancels_on=_RESOLVED,
        reopens="never",
    ),
    MetricRule(
        "acknowledge",
        starts_on=("created",),
        stops_on=(
            "acknowledged", "assigned", "public_agent_message", "internal_note",
            "status:open", "status:pending", "status:on_hold", *_RESOLVED,
        ),
        reopens="never",
    ),
    MetricRule("resolution", starts_on=("created",), stops_on=_RESOLVED),
    MetricRule(
        "requester_wait",
        starts_on=("created",),
        stops_on=_RESOLVED,
        counts=("new", "open", "on_hold"),
        reopens="resume",
    ),
    MetricRule("agent_work", starts_on=("created",), stops_on=_RESOLVED, counts=("new", "open"), reopens="resume"),
)  # fmt: skip
"""The built-in metrics. A policy measures those that its targets name."""
