"""The facts that tickets are routed and prioritised by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.presets._read import texts
from supportops.presets.table import Row, load

__all__ = ["TRIAGE_DIMENSIONS", "TriageDimension"]


class TriageDimension(Model):
    """A fact that a rule may ask for.

    Attributes:
        name: as printed.
        meaning: as printed; None where the source only names it.
        kind: "labels" where the source prints its values, "boolean", or "text".
        values: the printed labels.
        source: where it is named.
    """

    name: str
    meaning: str | None
    kind: Literal["labels", "boolean", "text"]
    values: tuple[str, ...]
    source: str

    @property
    def input(self) -> tuple[str, ...] | Literal["boolean", "text"]:
        """What to declare it as among the inputs of a decision table."""
        return self.values if self.kind == "labels" else self.kind


def _dimension(row: Row) -> TriageDimension:
    values, meaning = row["values"], row["meaning"]
    is_flag = isinstance(values, tuple) and all(isinstance(value, bool) for value in values)
    return TriageDimension(
        name=str(row["dimension"]),
        meaning=None if meaning is None else str(meaning),
        kind="text" if values is None else "boolean" if is_flag else "labels",
        values=() if is_flag else texts(values),
        source=str(row["source"]),
    )


TRIAGE_DIMENSIONS: Mapping[str, TriageDimension] = FrozenMap(
    {str(row["dimension"]): _dimension(row) for row in load("triage_dimensions").rows}
)
"""Twelve facts by name: four of SaaS support system design, four of the Featurebase support operations guide and
four, as a context of risk, of the SaaS glossary article.

Example:
    >>> TRIAGE_DIMENSIONS["stage"].input, TRIAGE_DIMENSIONS["language"].input
    (('trial', 'paid', 'enterprise'), 'text')
    >>> TRIAGE_DIMENSIONS["creator_or_affiliate_flag"].input
    'boolean'
"""
