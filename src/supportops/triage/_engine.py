"""A decision table made ready: its inputs as indexes, and its hit policy as arithmetic on sets of rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from supportops.triage._columns import Change, Column, Labels, Line, column
from supportops.triage._domains import Fact, before, domain_of
from supportops.triage._hits import POLICIES, Answers
from supportops.triage._trace import Trace

if TYPE_CHECKING:
    from supportops.triage.conditions import Condition
    from supportops.triage.table import DecisionTable

__all__ = ["Engine"]

_KEPT = 65_536
"""How many combinations of labels, and how many sets of rules, are remembered."""
_PLAIN = frozenset({str, int, float, bool})
_TYPES = {"number": (float, int), "integer": (int,)}


class Engine:
    """What `DecisionTable.decide` runs on; built once for a table."""

    def __init__(self, table: DecisionTable) -> None:
        self.table = table
        self.rules = table.rules
        self.ids = tuple(rule.id for rule in table.rules)
        self.outputs = tuple(rule.then for rule in table.rules)
        self._names: dict[int, tuple[str, ...]] = {}
        self.everything = (1 << len(table.rules)) - 1
        self.answers = Answers(table)
        self.collects = table.hit_policy == "collect"
        self.settle = POLICIES[table.hit_policy]
        self.domains = {name: domain_of(given) for name, given in table.inputs.items()}
        conditions = [rule.conditions for rule in table.rules]
        self.conditions = conditions
        self.columns = tuple(self._column(name) for name in self.domains)
        self.changes = tuple(self._change(name) for name in self.domains if self._asked(name, changes=True))
        changes = {change.name: change for change in self.changes}
        self._asking = {c.name: (c, changes.get(c.name)) for c in self.columns}
        self.read = frozenset({*self.domains, *(change.before for change in self.changes)})
        # The usual kinds of facts, all there: look-ups in one loop each, without a call.
        self._labels = tuple((c.name, c.masks) for c in self.columns if isinstance(c, Labels) and c.domain.labels)
        self._by_labels: dict[object, int] = {}
        self._label_facts = itemgetter(*(name for name, _ in self._labels)) if self._labels else None
        lines = [c for c in self.columns if isinstance(c, Line) and c.domain.kind != "date"]
        self._lines = tuple((c.name, _TYPES[c.domain.kind], c.points, c.masks) for c in lines)
        answers = [c for c in self.columns if isinstance(c, Labels) and not c.domain.labels]
        self._answers = tuple((c.name, c.masks[False], c.masks[True]) for c in answers)
        self.tags = tuple(c.name for c in self.columns if c.domain.kind == "tags")
        quick = {name for name, *_ in (*self._labels, *self._lines, *self._answers)}
        self._others = tuple(c for c in self.columns if c.name not in quick)
        self.trace = Trace(self)

    def _asked(self, name: str, *, changes: bool) -> list[tuple[int, Condition]]:
        found = ((index, asked.get(name)) for index, asked in enumerate(self.conditions))
        return [(i, condition) for i, condition in found if condition and (condition.op == "changed_to") == changes]

    def _column(self, name: str) -> Column:
        return column(name, self.domains[name], self._asked(name, changes=False), self.everything)

    def _change(self, name: str) -> Change:
        domain = self.domains[name]
        earlier = self.domains.get(before(name), replace(domain, is_optional=False))
        return Change(name, domain, earlier, self._asked(name, changes=True), self.everything)

    def quick(self, facts: Mapping[str, Any]) -> tuple[int, int]:
        """Return what `hits` does for the usual kinds of facts, all of them there.

        Raises:
            DomainError: a fact of a wrong type or outside its input's domain.
            KeyError, TypeError, IndexError: a fact is missing, or wrong, or of a kind that the quick look-ups do not
                know; `hits` does.
        """
        alive = self.everything
        if self._label_facts is not None:
            key = self._label_facts(facts)
            alive = self._by_labels.get(key, -1)
            if alive < 0:
                alive = self._remembered(key, facts)
        for name, no, yes in self._answers:
            answer = facts[name]
            if answer is not True and answer is not False:
                raise TypeError(name)
            alive &= yes if answer else no
        for name, types, points, cells in self._lines:
            number = facts[name]
            if number.__class__ not in types:
                raise TypeError(name)
            place = bisect_left(points, number)
            # Outside the bounds, for NaN and for the infinities there is None or nothing: an error, caught above.
            alive &= cells[2 * place + (points[place] == number)]  # type: ignore[operator]
        if not self._others and not self.changes:
            return alive, 0
        return self._rest(facts, alive)

    def _remembered(self, key: object, facts: Mapping[str, Any]) -> int:
        """Return what the labels of a ticket allow, worked out once for each combination of them."""
        alive = self.everything
        for name, masks in self._labels:
            alive &= masks[facts[name]]
        if len(self._by_labels) >= _KEPT:
            self._by_labels.clear()
        self._by_labels[key] = alive
        return alive

    def _rest(self, facts: Mapping[str, Fact], alive: int) -> tuple[int, int]:
        certain = possible = alive
        for other in self._others:
            value = facts.get(other.name)
            if value is None:
                certain, possible = certain & other.missing[0], possible & other.missing[1]
            else:
                allowed = other.allowed(value)
                certain, possible = certain & allowed, possible & allowed
        for change in self.changes:
            holds, may_hold = change.allowed(facts)
            certain, possible = certain & holds, possible & may_hold
        return certain, possible & ~certain

    def hits(self, facts: Mapping[str, Fact]) -> tuple[int, int]:
        """Return the rules that match, and those that a missing fact leaves open, for any facts.

        Raises:
            DomainError: a fact of a wrong type or outside its input's domain.
        """
        certain = possible = self.everything
        for holds, may_hold in self.by_input(facts).values():
            certain, possible = certain & holds, possible & may_hold
        return certain, possible & ~certain

    def by_input(self, facts: Mapping[str, Fact]) -> dict[str, tuple[int, int]]:
        """Return for each input the rules that hold there and those that may hold."""
        found = {}
        for col in self.columns:
            value = facts.get(col.name)
            found[col.name] = col.missing if value is None else (col.allowed(value),) * 2
        for change in self.changes:
            holds, may_hold = change.allowed(facts)
            certain, possible = found[change.name]
            found[change.name] = (certain & holds, possible & may_hold)
        return found

    def may_hold(self, name: str, facts: Mapping[str, Fact]) -> int:
        """Return the rules that one input does not refute; its fact has been checked."""
        value, (col, change) = facts.get(name), self._asking[name]
        if value is None:
            allowed = col.missing[1]
        else:
            allowed = col.of(value) if value.__class__ in _PLAIN else col.allowed(value)
        return allowed if change is None else allowed & change.allowed(facts)[1]

    def place(self, name: str) -> int:
        """Return where a fact stands among the inputs; what it was before stands with it, if it is no input itself."""
        order = list(self.domains)
        return order.index(name if name in self.domains else next(c.name for c in self.changes if c.before == name))

    def bits(self, mask: int) -> list[int]:
        """Return the rules of a set, in order."""
        found = []
        while mask:
            low = mask & -mask
            found.append(low.bit_length() - 1)
            mask ^= low
        return found

    def named(self, mask: int) -> tuple[str, ...]:
        """Return the ids of a set, in order."""
        names = self._names.get(mask)
        if names is None:
            if len(self._names) >= _KEPT:
                self._names.clear()
            names = self._names[mask] = tuple([self.ids[index] for index in self.bits(mask)])
        return names
