"""A decision table as boxes: for each field its cells, for each rule the extent it asks for in each field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from supportops.triage._cells import Box, Cells
from supportops.triage._cells_finite import Labels
from supportops.triage._cells_line import Line
from supportops.triage._cells_open import Tags
from supportops.triage._cells_text import Texts
from supportops.triage._domains import Domain, before, domain_of
from supportops.triage.conditions import Condition, any_of, is_present, none_of
from supportops.triage.inputs import OptionalInput

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["Partition"]

Asked: TypeAlias = dict[int, list[Condition]]
"""What the rules ask of one field."""


class Partition:
    """The fields of a table, and its rules as boxes.

    Attributes:
        cells: of each field that a rule asks for, in the order of the inputs; what a fact was before is a field too.
        inputs: what the facts of each of these fields may be.
        whole: everything that the inputs allow.
        everything: all rules, as bits.
        alive: the rules that match something, as bits.
    """

    def __init__(self, table: DecisionTable) -> None:
        self.everything = (1 << len(table.rules)) - 1
        self.inputs = _inputs_read(table)
        domains = {field: domain_of(given) for field, given in self.inputs.items()}
        asked = _asked(table, domains)
        tested = {
            field
            for rule in table.rules
            for field, condition in rule.conditions.items()
            if condition.op in ("is_missing", "is_present")
        }
        self.cells: tuple[Cells[Any], ...] = tuple(
            _cells(field, domain, asked[field], self.everything, may_miss=domain.is_optional or field in tested)
            for field, domain in domains.items()
            if asked[field]
        )
        self.whole: Box = tuple(one.start for one in self.cells)
        boxes = {rule: self.narrowed(self.whole, rule) for rule in range(len(table.rules))}
        self._boxes = {rule: box for rule, box in boxes.items() if box is not None}
        self.alive = sum(1 << rule for rule in self._boxes)

    @property
    def may_doubt(self) -> bool:
        """Whether there may be extents of which nobody knows whether anything is in them."""
        return any(cells.may_doubt for cells in self.cells)

    def box(self, rule: int) -> Box:
        """Return where a rule that is alive holds."""
        return self._boxes[rule]

    def around(self, rule: int) -> int:
        """Return the other rules that hold wherever a rule does that is alive."""
        return self.rules(self._boxes[rule])[1] & self.alive & ~(1 << rule)

    def beside(self, rule: int) -> int:
        """Return the other rules that may hold somewhere where a rule does that is alive."""
        return self.rules(self._boxes[rule])[0] & self.alive & ~(1 << rule)

    def narrowed(self, box: Box, rule: int) -> Box | None:
        """Return where in a box a rule holds."""
        found = tuple(cells.inside(extent, rule) for cells, extent in zip(self.cells, box, strict=True))
        return None if None in found else found

    def rules(self, box: Box) -> tuple[int, int]:
        """Return the rules that may hold somewhere in a box, and those that hold everywhere in it."""
        some = every = self.everything
        for cells, extent in zip(self.cells, box, strict=True):
            here, throughout = cells.rules(extent)
            some, every = some & here, every & throughout
        return some, every

    def is_certain(self, box: Box) -> bool:
        """Return whether there is something in a box for certain."""
        return all(cells.is_certain(extent) for cells, extent in zip(self.cells, box, strict=True))

    def is_certain_throughout(self, box: Box) -> bool:
        """Return whether there is something for certain in all parts of a box that are told apart."""
        return all(
            cells.is_certain(part)
            for cells, extent in zip(self.cells, box, strict=True)
            if cells.may_doubt
            for part in cells.split(extent)
        )


def _inputs_read(table: DecisionTable) -> dict[str, Any]:
    """Return what the fields may be that the rules read; what a fact was before may be what it is now."""
    changing = {
        field for rule in table.rules for field, condition in rule.conditions.items() if condition.op == "changed_to"
    }
    found: dict[str, Any] = {}
    for name, given in table.inputs.items():
        found[name] = given
        if name in changing and before(name) not in table.inputs:
            found[before(name)] = given.input if isinstance(given, OptionalInput) else given
    return found


def _asked(table: DecisionTable, domains: Mapping[str, Domain]) -> dict[str, Asked]:
    """Return what each rule asks of each field, a change as two questions."""
    asked: dict[str, Asked] = {field: {} for field in domains}
    for index, rule in enumerate(table.rules):
        for field, condition in rule.conditions.items():
            if condition.op != "changed_to":
                asked[field].setdefault(index, []).append(condition)
                continue
            [value], earlier = condition.values, domains[before(field)]
            asked[field].setdefault(index, []).append(any_of(value))  # type: ignore[arg-type]  # never None
            asked[before(field)].setdefault(index, []).append(_other_than(value, earlier))
    return asked


def _other_than(value: Any, earlier: Domain) -> Condition:  # noqa: ANN401 - a value of a condition
    """Return the condition that the fact of another input is there and is not this value."""
    if isinstance(value, int | float):
        # What Python takes as equal is equal to a table: True to 1, 2.0 to 2.
        same = {"number": +value, "integer": int(value), "boolean": bool(value)}.get(earlier.kind)
        return is_present() if same is None or same != value else none_of(same)
    is_other = earlier.kind == "tags" or any(earlier.faults(none_of(value)))
    return is_present() if is_other else none_of(value)


def _cells(field: str, domain: Domain, asked: Asked, everything: int, *, may_miss: bool) -> Cells[Any]:
    if domain.kind == "tags":
        return Tags(field, asked, everything, may_miss=may_miss)
    if domain.kind == "text":
        return Texts(field, asked, everything, may_miss=may_miss)
    kind = Line if domain.kind in ("number", "integer", "date") else Labels
    return kind(field, asked, everything, domain, may_miss=may_miss)
