"""The smallest set of choices after which two policies agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from supportops.errors import SupportOpsError
from supportops.sla._compared import Compared
from supportops.sla._figures import figures_of, promised
from supportops.sla.batch import evaluate_many

if TYPE_CHECKING:
    from supportops.sla._choices import Path
    from supportops.sla._figures import Key, TimerFigures
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.table import SlaTable
    from supportops.tickets import EventTable, TicketHistory

__all__ = ["Goal", "smallest"]

_EXACT_UP_TO = 3
_MAX_TRIALS = 20_000
"""So many sets of one size are tried at most: all triples of fifty choices."""


class Goal:
    """The figures of some tickets under one policy, which another policy is to reach.

    `telling` are the tickets that a search looks at, one by one. It grows by those that show an answer to be wrong:
    a few of a whole log, as most policies that miss the goal miss it on the same tickets.
    """

    def __init__(self, table: EventTable, at: datetime, policy: SlaPolicy, answers: SlaTable) -> None:
        self.table, self.at, self.policy, self.answers = table, at, policy, answers
        self.telling: dict[TicketHistory, dict[Key, TimerFigures]] = {}

    def tells(self, ticket: int) -> None:
        """Look at a ticket from now on, given by its number."""
        history = self.table.history(self.table.tickets[ticket])
        self.telling[history] = promised(figures_of(self.policy, history, self.at))

    def seems_met_by(self, policy: SlaPolicy | None) -> bool:
        """Return whether a policy, if there is one, gives the telling tickets these figures."""
        return policy is not None and not any(self._misses(policy, history) for history in self.telling)

    def missed_by(self, policy: SlaPolicy | None) -> int | None:
        """Return the first ticket that a policy gives other figures or no answer; None when it meets the goal."""
        if policy is None:
            return 0
        answers = evaluate_many(self.table, policy, at=self.at)
        own = answers.rejected[len(self.table.rejected) :]
        refused = min((self.table.tickets.index(str(one.ticket)) for one in own), default=None)
        missed = Compared(answers, self.answers).first_ticket()
        return min((ticket for ticket in (refused, missed) if ticket is not None), default=None)

    def answers_of(self, policy: SlaPolicy | None) -> SlaTable | None:
        """Return the answers of a policy, or None where it is impossible or has no answer for a ticket."""
        if policy is None:
            return None
        answers = evaluate_many(self.table, policy, at=self.at)
        return answers if len(answers.rejected) == len(self.table.rejected) else None

    def _misses(self, policy: SlaPolicy, history: TicketHistory) -> bool:
        try:
            return promised(figures_of(policy, history, self.at)) != self.telling[history]
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
