"""What is wrong with a state machine, if anything."""

from __future__ import annotations

from supportops._model import Model
from supportops._shown import Grid, InGrid
from supportops.triage.machine.transition import Transition

__all__ = ["MachineCheck"]

_HEAD = ("finding", "where", "what it means")


class MachineCheck(InGrid, Model):
    """What is wrong with the definition of a state machine.

    All states count, those that are never reached as well. A transition whose guard no facts can meet leads nowhere.

    Attributes:
        name: of the machine.
        unreachable: states that no way leads to from the initial one.
        dead_ends: states that are not final and that nothing leads out of. A transition to itself is no way out.
        no_way_to_final: states from which no way leads to a final one, dead ends among them. Empty for a machine
            without final states: nothing is said about its end.
        ambiguous: (state, event) with two transitions whose guards can both hold.
        livelocks: cycles of automatic transitions, which go round without anybody. Each is the states in turn, from the
            one that is listed first. Every automatic transition on a cycle is on one that is listed; of cycles that
            share states not all are, and at most 100 of a knot.
        impossible: transitions whose guard no facts can meet.

    Example:
        >>> from supportops.triage.machine.machine import StateMachine
        >>> machine = StateMachine(
        ...     name="ticket",
        ...     states=("new", "open", "waiting", "closed"),
        ...     transitions=(Transition("start", "new", "open"), Transition("close", "open", "closed")),
        ...     initial="new",
        ...     final="closed",
        ... )
        >>> print(machine.check())
        ticket: 3 findings
        finding          where    what it means
        unreachable      waiting  no way leads here from new
        dead end         waiting  not final, and nothing leads out
        no way to final  waiting  the work can never be over
    """

    name: str = ""
    initial: str
    unreachable: tuple[str, ...] = ()
    dead_ends: tuple[str, ...] = ()
    no_way_to_final: tuple[str, ...] = ()
    ambiguous: tuple[tuple[str, str], ...] = ()
    livelocks: tuple[tuple[str, ...], ...] = ()
    impossible: tuple[Transition, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self._rows()

    def _rows(self) -> list[tuple[str, str, str]]:
        unreachable = f"no way leads here from {self.initial}"
        return [
            *(("unreachable", state, unreachable) for state in self.unreachable),
            *(("dead end", state, "not final, and nothing leads out") for state in self.dead_ends),
            *(("no way to final", state, "the work can never be over") for state in self.no_way_to_final),
            *(("ambiguous", f"{event} in {state}", "two guards can hold at once") for state, event in self.ambiguous),
            *(("livelock", _round(cycle), "it goes round without anybody") for cycle in self.livelocks),
            *(("impossible", str(one), "no facts meet the guard") for one in self.impossible),
        ]

    def _grid(self) -> Grid:
        rows = self._rows()
        title = self.name or "state machine"
        found = f"{len(rows)} finding{'' if len(rows) == 1 else 's'}" if rows else "nothing found"
        return Grid(f"{title}: {found}", _HEAD, rows)


def _round(cycle: tuple[str, ...]) -> str:
    return " -> ".join([*cycle, cycle[0]])
