"""How a ticket went through the levels of support: back and forth, down again, over a level's head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import pairwise

from pydantic import Field

from supportops._model import Model
from supportops._paths import bounces, moves
from supportops.errors import DomainError, shortened
from supportops.tickets import Escalated, TicketHistory
from supportops.triage._checked import must_be
from supportops.vocabulary import L0_TO_L3, Scale

__all__ = ["LevelMoves", "level_moves"]


class LevelMoves(Model):
    """What is worth a look about a ticket's way through the levels.

    Attributes:
        bounces: how often it went straight back: L1-L2-L1. L1-L2-L1-L2 has two of them.
        deescalations: how many of its moves led down.
        skipped: the levels that moves up went past, in the order of the moves: ("L2",) of L1-L3.

    Example:
        >>> print(LevelMoves(bounces=1, deescalations=1, skipped=("L2",)))
        bounces: 1, moves down: 1, skipped: L2
    """

    bounces: int = Field(ge=0)
    deescalations: int = Field(ge=0)
    skipped: tuple[str, ...] = ()

    def __str__(self) -> str:
        skipped = ", ".join(self.skipped) or "nothing"
        return f"bounces: {self.bounces}, moves down: {self.deescalations}, skipped: {skipped}"


def level_moves(
    levels: Sequence[str | Enum] | TicketHistory, *, scale: Scale = L0_TO_L3, initial: str | Enum = "L1"
) -> LevelMoves:
    """Return the bounces, the moves down and the skipped levels of a ticket.

    A level that is repeated is no move. A skip is no fault in itself: it is allowed in an obvious case, with a reason
    that is written down (in the `context` of the `Escalated` event). One that is always needed says that a level is
    in the way; one without a reason, that somebody goes to the top directly.

    Args:
        levels: the levels in order of time, or a history, whose `Escalated` events name them.
        scale: the levels that there are; its top is the highest level.
        initial: where a ticket starts. For a history only: a sequence says it itself.

    Raises:
        DomainError: a level that is not on the scale; no Scale; no levels.

    Source: Support Operations skill pack, Support Tier Structure (tier rigidity, skip-level escalation).

    Example:
        >>> print(level_moves(["L1", "L2", "L1", "L3"]))
        bounces: 1, moves down: 1, skipped: L2
    """
    must_be(Scale, scale, "scale", "a Scale, for example Scale('L1', 'L2', 'L3', top='last')")
    ranks = moves([scale.rank(level) for level in _path(levels, initial)])
    up = [(source, target) for source, target in pairwise(ranks) if target < source]
    return LevelMoves(
        bounces=bounces(ranks),
        deescalations=len(ranks) - 1 - len(up) if ranks else 0,
        skipped=tuple(scale.label(rank) for source, target in up for rank in range(source - 1, target, -1)),
    )


def _path(levels: Iterable[str | Enum] | TicketHistory, initial: str | Enum) -> Iterable[str | Enum]:
    if isinstance(levels, TicketHistory):
        return [initial, *(event.level for event in levels.events if isinstance(event, Escalated))]
    if isinstance(levels, str | Enum | Mapping | set | frozenset) or not isinstance(levels, Iterable):
        raise DomainError(
            f"levels is {shortened(levels)!r}; give the levels in order, for example ['L1', 'L2'], or a TicketHistory",
            field="levels",
            value=levels,
        )
    return levels
