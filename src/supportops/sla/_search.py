"""The smallest set of choices after which two policies agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from supportops.errors import SupportOpsError
from supportops.sla._figures import figures_of, promised

if TYPE_CHECKING:
    from supportops.sla._choices import Path
    from supportops.sla._figures import Key, TimerFigures
    from supportops.sla.policy import SlaPolicy
    from supportops.tickets import TicketHistory

__all__ = ["Goal", "smallest"]

_EXACT_UP_TO = 3
_MAX_TRIALS = 20_000
"""So many sets of one size are tried at most: all triples of fifty choices."""


class Goal:
    """The figures of some tickets under one policy, which another policy is to reach.

    `telling` are the tickets that a search looks at. It grows by those that show an answer to be wrong: a few of
    a whole log, as most policies that miss the goal miss it on the same tickets.
    """

    def __init__(
        self, log: Sequence[TicketHistory], at: datetime, figures: Sequence[Mapping[Key, TimerFigures]]
    ) -> None:
        self.log, self.at = log, at
        self.figures = [promised(ticket) for ticket in figures]
        self.telling: list[int] = []

    def seems_met_by(self, policy: SlaPolicy | None) -> bool:
        """Return whether a policy, if there is one, gives the telling tickets these figures."""
        return not any(self._misses(policy, index) for index in self.telling)

    def missed_by(self, policy: SlaPolicy | None) -> int | None:
        """Return the first ticket that a policy gives other figures or no answer; None when it meets the goal."""
        return next((index for index in range(len(self.log)) if self._misses(policy, index)), None)

    def _misses(self, policy: SlaPolicy | None, index: int) -> bool:
        if policy is None:
            return True
        try:
            return promised(figures_of(policy, self.log[index], self.at)) != self.figures[index]
        except SupportOpsError:
            return True


def smallest(paths: Sequence[Path], suffices: Callable[[Sequence[Path]], bool]) -> tuple[tuple[Path, ...], bool]:
    """Return the smallest set of paths that suffices, and whether it is known that no smaller one does.

    All of them together suffice. First each is left out in turn, as long as the rest suffices; then every set of
    one, two and three is tried, and the first of the smallest ones is the answer.
    """
    left = list(paths)
    for path in paths:
        rest = [other for other in left if other != path]
        if suffices(rest):
            left = rest
    searched = 0
    for size in range(1, min(_EXACT_UP_TO, len(left)) + 1):
        if comb(len(paths), size) > _MAX_TRIALS:
            break
        for chosen in combinations(paths, size):
            if suffices(chosen):
                return chosen, True
        searched = size
    return tuple(left), len(left) <= searched + 1
