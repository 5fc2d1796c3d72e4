"""When the clock does not simply run: six exceptions, what to record for each, and the exclusions."""

from __future__ import annotations

from collections.abc import Mapping

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.presets._read import number, texts
from supportops.presets.table import Row, load
from supportops.sla import PauseRule

__all__ = ["EXCEPTIONS", "EXCEPTION_PAUSES", "EXCLUSIONS", "PAUSES", "SlaException"]

_RESOLUTION = ("resolution",)

PAUSES = (PauseRule(_RESOLUTION, statuses=("pending",), explicit=True),)
"""The clock rules: pending on the customer pauses the resolution clock at once, and so does a recorded pause.

Source: Support Operations skill pack, SLA Clock Rules.
"""


class SlaException(Model):
    """One exception to the plain run of the clock.

    Attributes:
        name: as printed.
        effect: as printed: pause, may_pause, track_separately, close or merge_keep_original_sla.
        precondition: what must have been done, as printed; empty when nothing.
        needs_documentation: whether the reason must be on record.
        counts_as_breach: False where the source says so; None where it does not say.
        events: the classes of `supportops.tickets` that record it.
        pause: the rule under which those events pause the clock; None when it does not pause.
        advice: what to record, and what the clocks do then.
    """

    name: str
    effect: str
    precondition: str
    needs_documentation: bool
    counts_as_breach: bool | None
    events: tuple[str, ...]
    pause: PauseRule | None
    advice: str

    def __str__(self) -> str:
        return self.advice


_FOLLOW_UPS = int(number(load("sla_exceptions").rows[0]["follow_ups_required"]))

_RECORDED: Mapping[str, tuple[tuple[str, ...], PauseRule | None, str]] = {
    "customer_unresponsive": (
        ("Message", "StatusChange"),
        PauseRule(_RESOLUTION, statuses=("pending",), after_follow_ups=_FOLLOW_UPS),
        f"Ask, and set the status to pending. From unanswered public message {_FOLLOW_UPS} on the clock is paused, "
        "until the customer answers.",
    ),
    "third_party_dependency": (
        ("Paused", "Resumed"),
        PauseRule(_RESOLUTION, explicit=True, reasons=("third_party",)),
        'Somebody decides it and records it: Paused with the reason "third_party", then Resumed. '
        "Waiting on hold alone pauses nothing.",
    ),
    "product_bug_requires_fix": (
        ("FieldChange",),
        None,
        'Link the bug in a field of the ticket, such as "bug", and report such tickets apart. The clock runs on.',
    ),
    "out_of_scope_request": (
        ("Message", "Cancelled"),
        None,
        "Explain it to the customer and record Cancelled. The clocks end without a verdict, so it is no breach.",
    ),
    "duplicate_ticket": (
        ("Merged", "Absorbed"),
        None,
        "Record Merged on the duplicate, whose clocks end, and Absorbed on the ticket that is kept. That one "
        "counts from the earlier of the two starts.",
    ),
    "customer_requests_pause": (
        ("Paused", "Resumed"),
        PauseRule(_RESOLUTION, explicit=True, reasons=("customer_request",)),
        'Record Paused with the reason "customer_request", until an agreed instant or until Resumed.',
    ),
}


def _exception(row: Row) -> SlaException:
    name = str(row["exception"])
    events, pause, advice = _RECORDED[name]
    return SlaException(
        name=name,
        effect=str(row["effect"]),
        precondition=" ".join(texts(row["precondition"])),
        needs_documentation=bool(row["documentation_required"]),
        counts_as_breach=None if row["counts_as_breach"] is None else bool(row["counts_as_breach"]),
        events=events,
        pause=pause,
        advice=advice,
    )


EXCEPTIONS: Mapping[str, SlaException] = FrozenMap(
    {str(row["exception"]): _exception(row) for row in load("sla_exceptions").rows}
)
"""The six exceptions by name.

Source: Support Operations skill pack, SLA Exception Handling; the events and pause rules are this library's.
"""

EXCEPTION_PAUSES = tuple(item.pause for item in EXCEPTIONS.values() if item.pause is not None)
"""The stricter reading, for `sla_policy(pauses=...)`: pending pauses after two follow-ups, and of the recorded
pauses only those with a reason that the exceptions name.

Source: Support Operations skill pack, SLA Exception Handling.
"""

EXCLUSIONS = next(texts(row["value"]) for row in load("sla_document_template").rows if row["part"] == "exclusions")
"""What the model SLA document does not cover.

Source: Support Operations skill pack, SLA Template.
"""
