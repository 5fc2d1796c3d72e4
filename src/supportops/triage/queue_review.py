"""The review of a queue as a list of tasks: what can be computed is, the rest stands there to be done by hand."""

from __future__ import annotations

from html import escape
from typing import Literal

from pydantic import AwareDatetime

from supportops._model import Model

__all__ = ["QueueReview", "ReviewItem", "counted"]

_SHOWN = 10


class ReviewItem(Model):
    """One task of a review.

    Attributes:
        task: what to do.
        finding: what was found, a sentence; where nothing can be computed, what to look at.
        tickets: those it is about, in the order to take them.
        by_hand: nothing was computed.
    """

    task: str
    finding: str
    tickets: tuple[str, ...] = ()
    by_hand: bool = False

    def __str__(self) -> str:
        rest = len(self.tickets) - _SHOWN
        shown = [*self.tickets[:_SHOWN], *([f"{rest} more"] if rest > 0 else [])]
        return f"{self.task}: {self.finding}{' Tickets: ' + ', '.join(shown) + '.' if shown else ''}"


class QueueReview(Model):
    """A list of tasks with what was found for each. `cadence` is "daily" or "weekly"."""

    cadence: Literal["daily", "weekly"]
    at: AwareDatetime
    items: tuple[ReviewItem, ...]

    def __str__(self) -> str:
        lines = (f"{number}. {item}" for number, item in enumerate(self.items, start=1))
        return "\n".join((self._title, *lines))

    def to_markdown(self) -> str:
        """Return the review as a Markdown list to tick off."""
        return "\n".join((f"## {self._title}", "", *(f"- [ ] {item}" for item in self.items)))

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{escape(str(item))}</li>" for item in self.items)
        return f"<p>{escape(self._title)}</p><ol>{items}</ol>"

    @property
    def _title(self) -> str:
        return f"{self.cadence.capitalize()} queue review, {self.at.isoformat()}"


def counted(count: int, what: str = "ticket") -> str:
    """Return a count with its noun.

    Example:
        >>> counted(1), counted(2, "open ticket")
        ('1 ticket', '2 open tickets')
    """
    return f"{count} {what}{'' if count == 1 else 's'}"
