"""What a priority or a severity stands for, in the words of a source."""

from __future__ import annotations

from supportops._model import Model

__all__ = ["LabelDefinition"]


class LabelDefinition(Model):
    """What one label of a scale stands for.

    Attributes:
        label: of the scale.
        name: as printed, for example "critical".
        definition: when it holds.
        examples: what it looks like.
    """

    label: str
    name: str
    definition: str
    examples: tuple[str, ...]
