"""What the facts of one field may be, as far as the rules of a table tell them apart.

The analysis never goes through facts one by one. It narrows an *extent*, the facts of a field that are still in
question, to those inside of what a rule asks, or to those outside of it. A set of rules is an integer with a bit for
each.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from supportops.triage.conditions import Condition

__all__ = ["Box", "Cells", "Part", "bits"]

S = TypeVar("S", bound=Hashable)


class Part(NamedTuple):
    """Conditions that say together what an extent is.

    Attributes:
        conditions: each with whether it holds or must not hold; none for everything.
        certain: whether there is such a fact for certain.
    """

    conditions: tuple[tuple[bool, Condition], ...] = ()
    certain: bool = True


Box: TypeAlias = tuple[Any, ...]
"""An extent for each field."""


class Cells(ABC, Generic[S]):
    """One field. An extent is never empty: None stands for that."""

    start: S
    """All facts that the field may be."""

    def __init__(self, name: str, asked: Mapping[int, Sequence[Condition]], everything: int) -> None:
        self.name = name
        places: dict[Condition, int] = {}
        self.asked = {
            rule: tuple(places.setdefault(condition, len(places)) for condition in conditions)
            for rule, conditions in asked.items()
        }
        """For each rule that asks something of the field, the places of its conditions; all of them must hold."""
        self.conditions = tuple(places)
        self.others = everything
        groups: dict[tuple[int, ...], int] = {}
        for rule, key in self.asked.items():
            groups[key] = groups.get(key, 0) | 1 << rule
            self.others &= ~(1 << rule)
        self.groups = tuple(groups.items())
        self._known: dict[S, tuple[int, int]] = {}
        self._parts: dict[S, Part] = {}

    def rules(self, extent: S) -> tuple[int, int]:
        """Return the rules that may hold somewhere in an extent, and those that hold everywhere in it."""
        known = self._known.get(extent)
        if known is None:
            known = self._known[extent] = self._rules(extent)
        return known

    @abstractmethod
    def _rules(self, extent: S) -> tuple[int, int]: ...

    @abstractmethod
    def inside(self, extent: S, rule: int) -> S | None:
        """Return where in an extent a rule may hold."""

    @abstractmethod
    def outside(self, extent: S, rule: int) -> Sequence[S]:
        """Return where in an extent a rule does not hold, as extents that share nothing."""

    weight = 1
    """How much work it is to ask which rules hold in an extent that is new."""

    @abstractmethod
    def joined(self, extents: Sequence[S]) -> Sequence[S]:
        """Return extents that share nothing as fewer such, each of which some conditions can say."""

    may_doubt = False
    """Whether there are extents of which nobody knows whether anything is in them."""

    def is_certain(self, extent: S) -> bool:  # noqa: ARG002 - texts have more to say
        """Return whether there is such a fact for certain."""
        return True

    def order(self, extent: S) -> int:  # noqa: ARG002 - labels and numbers have more to say
        """Return a key that sorts extents as a reader expects them."""
        return 0

    @abstractmethod
    def split(self, extent: S) -> tuple[S, ...]:
        """Return an extent as extents that share nothing, each of which some conditions can say."""

    def part(self, extent: S) -> Part:
        """Return an extent that need not be split in conditions."""
        known = self._parts.get(extent)
        if known is None:
            known = self._parts[extent] = Part() if extent == self.start else self._told(extent)
        return known

    @abstractmethod
    def _told(self, extent: S) -> Part:
        """Return an extent that is not everything, and need not be split, in conditions."""


def bits(rules: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the lowest first."""
    while rules:
        low = rules & -rules
        yield low.bit_length() - 1
        rules ^= low
