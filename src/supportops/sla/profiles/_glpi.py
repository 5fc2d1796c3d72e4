"""GLPI."""

from __future__ import annotations

from supportops._frozen import FrozenMap
from supportops.sla.metrics import MetricRule
from supportops.sla.profiles._pausing import by_status
from supportops.sla.profiles.profile import Certainty, Profile, VendorChoice

__all__ = ["glpi"]

_FAQ = "Service levels (GLPI FAQ)"


def glpi() -> Profile:
    """Return the choices of GLPI's SLAs: time to own and time to resolve.

    Example:
        >>> dict(glpi().metrics)
        {'Time to own': 'acknowledge', 'Time to resolve': 'resolution'}
    """
    return Profile("glpi", _CHOICES, _METRICS, _LIMITS)


_CHOICES = (
    VendorChoice(
        "pauses",
        by_status(("resolution",), ("pending",)),
        "The time on hold is added to the time to resolve when the ticket leaves the pending status; the time to own "
        "is not moved.",
        _FAQ,
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "metrics.acknowledge",
        MetricRule(
            "acknowledge",
            starts_on=("created",),
            stops_on=("assigned", "acknowledged", "resolved", "closed"),
            reopens="never",
        ),
        "The time to own ends as soon as the ticket is allocated to somebody.",
        _FAQ,
        Certainty.DOCUMENTED,
    ),
    VendorChoice(
        "on_reply_while_paused",
        "keep",
        "Waiting time lasts from status change to status change.",
        "Practitioners",
        Certainty.GENERAL_KNOWLEDGE,
    ),
    VendorChoice(
        "on_reopen",
        "resume",
        "The time a ticket was solved or closed counts as waiting when it is opened again.",
        "glpi-project/glpi pull request #9267",
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "on_target_change",
        "creation",
        "An SLA is measured from the opening date of the ticket, with the waiting time so far.",
        "glpi-project/glpi, LevelAgreement",
        Certainty.READ_IN_CODE,
    ),
    VendorChoice(
        "landing",
        "open",
        "A delay that uses up a day's working hours goes on to the next working day, so it ends at its opening.",
        "glpi-project/glpi, Calendar",
        Certainty.READ_IN_CODE,
    ),
)
_METRICS = FrozenMap({"Time to own": "acknowledge", "Time to resolve": "resolution"})
_LIMITS = (
    "A target in days is yours to write: `BusinessDays(n)`, or `until='close'` where its end-of-working-day option is "
    "set. A time past the last working hour is cut to that hour there, and moved to the next opening here.",
    "An allocation to a group ends the time to own there; here an `Assignment` needs an agent, or an `Acknowledged` "
    "event says it.",
    "OLAs start when they are assigned; only SLAs are covered.",
    "Escalation levels lie so many hours before or after the due date; `Stage`s are shares of the target.",
    "A change of the SLA may forget the waiting time so far (glpi-project/glpi #6902, #15605); here it stays.",
)
