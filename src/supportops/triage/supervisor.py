"""A flag for a supervisor on tickets with a bad mood, which changes nothing about the priority."""

from __future__ import annotations

from collections.abc import Collection

from supportops._model import Model

__all__ = ["SupervisorFlag", "supervisor_flag"]


class SupervisorFlag(Model):
    """A ticket that a supervisor should read, and why. It is no priority and changes none."""

    ticket_id: str
    reason: str


def supervisor_flag(
    ticket_id: str, sentiment: str | None, *, on: Collection[str] = ("angry",)
) -> SupervisorFlag | None:
    """Return a flag for a supervisor where a ticket's mood asks for one; None where it does not.

    What counts for the priority is the business impact. Who shouts is read by a supervisor, and waits in the queue
    like everyone else: nothing here can be given to `effective_priority`.

    Args:
        ticket_id: which ticket.
        sentiment: the mood in the words of whatever found it; None: not known.
        on: the moods that are flagged, in any case.

    Source: Support Operations skill pack, Automation Opportunities and Bad Ticket Prioritization.

    Example:
        >>> supervisor_flag("4711", "Angry")
        SupervisorFlag(ticket_id='4711', reason='the sentiment is angry')
        >>> print(supervisor_flag("4711", "neutral"))
        None
    """
    mood = (sentiment or "").strip().casefold()
    moods = (on,) if isinstance(on, str) else on
    if mood not in {word.casefold() for word in moods}:
        return None
    return SupervisorFlag(ticket_id=ticket_id, reason=f"the sentiment is {mood}")
