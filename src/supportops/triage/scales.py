"""Scales of triage, and explicit maps from one scale to another."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import AfterValidator, model_validator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.errors import ConfigurationError, near
from supportops.vocabulary import Scale
from supportops.vocabulary.labels import Label

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["Impairment", "ScaleMap", "UsersAffected"]


class Impairment(StrEnum):
    """How much of the work is impaired, worst first.

    Source: Support Operations skill pack, Severity Decision Matrix.
    """

    COMPLETE_BLOCK = "complete_block"
    MAJOR_IMPAIRMENT = "major_impairment"
    MINOR_IMPAIRMENT = "minor_impairment"


class UsersAffected(StrEnum):
    """How many users of the product are affected, worst first.

    Source: Support Operations skill pack, Severity Decision Matrix.
    """

    ALL = "all"
    MULTIPLE = "multiple"
    ONE = "one"


class ScaleMap(Model):
    """Which label of one scale stands for which label of another. Scales are never mixed without such a map.

    Args:
        source: the scale that is read.
        target: the scale that is answered in.
        labels: each label of the source to a label of the target; two may have the same target.

    Raises:
        ConfigurationError: a label that is not on its scale, or a label of the source without a target; all at once.

    Example:
        >>> from supportops.vocabulary import P0_TO_P4, P1_TO_P5
        >>> ScaleMap.by_rank(P0_TO_P4, P1_TO_P5)["P0"]
        'P1'
        >>> words = ScaleMap(Scale("urgent", "normal"), P1_TO_P5, {"urgent": "P2", "normal": "P4"})
        >>> words["urgent"], str(words)
        ('P2', 'urgent -> P2, normal -> P4')
    """

    source: Scale
    target: Scale
    labels: Annotated[Mapping[Label, Label], AfterValidator(FrozenMap)]

    yardsticks: ClassVar[frozenset[str] | None] = frozenset({"source", "target"})

    def __init__(self, source: Scale | type[Enum], target: Scale | type[Enum], labels: Mapping[str, str]) -> None:
        super().__init__(source=source, target=target, labels=labels)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="after")
    def _check(self) -> ScaleMap:
        faults = [
            (f"labels.{label}", f"{label!r} is not on the source; {near(label, self.source.labels)}")
            for label in self.labels
            if label not in self.source
        ]
        faults += [
            (f"labels.{label}", f"{given!r} is not on the target; {near(given, self.target.labels)}")
            for label, given in self.labels.items()
            if given not in self.target
        ]
        bare = [repr(label) for label in self.source if label not in self.labels]
        if bare:
            faults.append(("labels", f"the source's {', '.join(bare)} must have a target too; add it"))
        if faults:
            raise ConfigurationError(faults, what="ScaleMap")
        return self

    @classmethod
    def by_rank(cls, source: Scale | type[Enum], target: Scale | type[Enum]) -> ScaleMap:
        """Return the map to the label of equal rank.

        Raises:
            ConfigurationError: the source has more ranks than the target.
        """
        source, target = Scale.model_validate(source), Scale.model_validate(target)
        labels = {label: target.label(source.rank(label)) for label in source if source.rank(label) <= len(target)}
        return cls(source, target, labels)

    def __getitem__(self, label: str | Enum) -> str:
        return self.labels[self.source.label(self.source.rank(label))]

    def lookup(self, labels: npt.ArrayLike) -> npt.NDArray[np.str_]:
        """Return the labels of the target for an array of labels of the source, in its shape.

        Raises:
            DomainError: a label that is not on the source; `index` is its place in the flattened array.

        Example:
            >>> from supportops.vocabulary import P0_TO_P4, P1_TO_P5
            >>> ScaleMap.by_rank(P0_TO_P4, P1_TO_P5).lookup(["P0", "P3"]).tolist()
            ['P1', 'P4']
        """
        import numpy as np

        targets = np.array([self[self.source.label(rank)] for rank in range(1, len(self.source) + 1)])
        return np.asarray(targets[self.source.ranks(labels) - 1])

    def __str__(self) -> str:
        return ", ".join(f"{label} -> {self.labels[label]}" for label in self.source)
