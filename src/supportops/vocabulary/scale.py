"""Ordered labels with ranks, 1 at the top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_serializer, model_validator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.errors import ConfigurationError, DomainError, near
from supportops.vocabulary.labels import Label, of_enum, ranks_in, text_of, unknown_label

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["Scale"]


class Scale(Model):
    """Ordered labels; rank 1 is the top: the most urgent priority, the highest level.

    Two scales are equal if they have the same labels in the same order and the same top; their names and titles
    are wording. A field of this type takes an enum class too, as `Scale.of` reads it.

    Args:
        labels: as they are listed.
        name: what is ranked, for example "priority"; errors have it as their `field`.
        titles: label to what people read, where that differs: "Critical" for "P1".
        top: which end of the labels is the top.

    Raises:
        ConfigurationError: no label, a blank or doubled one, or a title of something else.

    Example:
        >>> scale = Scale("P1", "P2", "P3", name="priority", titles={"P1": "Critical"})
        >>> scale.rank("P2"), scale.label(1), scale.title("P1"), "P9" in scale
        (2, 'P1', 'Critical', False)
        >>> levels = Scale("L1", "L2", "L3", top="last")
        >>> levels.rank("L3"), list(levels), str(levels)
        (1, ['L1', 'L2', 'L3'], 'L3 > L2 > L1')
    """

    yardsticks: ClassVar[frozenset[str] | None] = frozenset({"labels"})

    labels: tuple[Label, ...]
    name: str = ""
    titles: Annotated[Mapping[Label, str], AfterValidator(FrozenMap)] = Field(default_factory=FrozenMap)
    top: Literal["first", "last"] = "first"

    def __init__(
        self,
        *labels: str,
        name: str = "",
        titles: Mapping[str, str] | None = None,
        top: Literal["first", "last"] = "first",
    ) -> None:
        super().__init__(labels=labels, name=name, titles={} if titles is None else titles, top=top)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @classmethod
    def of(
        cls,
        enum_class: type[Enum],
        *,
        titles: Mapping[str, str] | None = None,
        top: Literal["first", "last"] = "first",
    ) -> Scale:
        """Return the scale of an enum's values, in their order, named after its class.

        Raises:
            ConfigurationError: no enum class, or one with values that are no text.

        Example:
            >>> CustomerTier = Enum("CustomerTier", {"ENTERPRISE": "enterprise", "FREE": "free"})
            >>> Scale.of(CustomerTier)
            Scale('enterprise', 'free', name='customer_tier')
        """
        return cls.model_validate({**of_enum(enum_class), "titles": titles or {}, "top": top})

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:  # noqa: ANN401 - raw input
        if isinstance(given, type) and issubclass(given, Enum):
            return of_enum(given)
        return given if isinstance(given, Mapping | Scale) else {"labels": given}

    @model_validator(mode="after")
    def _check(self) -> Scale:
        faults = [] if self.labels else [("", "a scale needs at least one label")]
        if not all(label.strip() for label in self.labels):
            faults.append(("", "a label must not be blank"))
        doubled = sorted({label for label in self.labels if self.labels.count(label) > 1})
        if doubled:
            faults.append(("", f"each label may stand once; {', '.join(map(repr, doubled))} stands more often"))
        for label in self.titles:
            if label not in self.labels:
                faults.append((f"titles.{label}", f"{label!r} is not on this scale; {near(label, self.labels)}"))
            elif not self.titles[label].strip():
                faults.append((f"titles.{label}", "a title must not be blank; leave it out"))
        if faults:
            raise ConfigurationError(faults, what="Scale")
        return self

    @model_serializer
    def _write(self) -> tuple[str, ...] | dict[str, Any]:
        return {"labels": self.labels, **self._wording} if self._wording else self.labels

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: Any) -> dict[str, Any]:  # noqa: ANN401 - pydantic's signature
        labels = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
        titles = {"type": "object", "additionalProperties": {"type": "string"}}
        fields = {"labels": labels, "name": {"type": "string"}, "titles": titles, "top": {"enum": ["first", "last"]}}
        whole = {"type": "object", "properties": fields, "required": ["labels"], "additionalProperties": False}
        return {"anyOf": [labels, whole]}

    @property
    def _wording(self) -> dict[str, Any]:
        """What is not as it is for bare labels."""
        given = {"name": self.name, "titles": dict(self.titles), "top": "" if self.top == "first" else self.top}
        return {key: value for key, value in given.items() if value}

    @cached_property
    def _ranks(self) -> dict[str, int]:
        ordered = self.labels if self.top == "first" else self.labels[::-1]
        return {label: rank for rank, label in enumerate(ordered, start=1)}

    def rank(self, label: str | Enum) -> int:
        """Return the rank of a label, 1 at the top; a member of an enum counts as its text.

        Raises:
            DomainError: the label is not on this scale, or is a bare number. Its `field` is the scale's name.
        """
        # Tried first and checked afterwards: this is what every queue and table asks for each ticket.
        try:
            return self._ranks[label]  # type: ignore[index]  # a member of a plain enum is found below
        except (KeyError, TypeError):
            text = text_of(label)
            if text is not label and text in self._ranks:
                return self.rank(str(text))
            raise unknown_label(text, self.labels, field=self.name or None) from None

    def ranks(self, labels: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """Return the ranks of labels, in the shape of their array.

        Args:
            labels: an array of text, or of objects that are labels. Shape (...).

        Raises:
            DomainError: a label that is not on this scale; `index` is its place in the flattened array.

        Example:
            >>> Scale("P1", "P2", "P3").ranks(["P3", "P1"])
            array([3, 1])
        """
        return ranks_in(self._ranks, labels, known=self.labels, field=self.name or None)

    def label(self, rank: int) -> str:
        """Return the label of a rank, 1 at the top.

        Raises:
            DomainError: no label has this rank.
        """
        if not _is_whole(rank) or not 1 <= rank <= len(self.labels):
            wanted = f"it has ranks 1 to {len(self.labels)}"
            raise DomainError(f"rank {rank!r} is not on this scale; {wanted}", field="rank", value=rank)
        return self.labels[rank - 1 if self.top == "first" else -rank]

    def highest(self, *labels: str | Enum) -> str:
        """Return the label nearest the top.

        Raises:
            DomainError: no label is given, or one is not on this scale.

        Example:
            >>> Scale("P1", "P2", "P3").highest("P3", "P2")
            'P2'
            >>> Scale("L1", "L2", "L3", top="last").highest("L1", "L2")
            'L2'
        """
        if not labels:
            raise DomainError(f"of no labels none is the highest; give at least one of {', '.join(self.labels)}")
        return self.label(min(map(self.rank, labels)))

    def title(self, label: str | Enum) -> str:
        """Return what people read for a label; the label itself where it has no title.

        Raises:
            DomainError: the label is not on this scale.

        Example:
            >>> scale = Scale("P1", "P2", titles={"P1": "Critical"})
            >>> scale.title("P1"), scale.title("P2")
            ('Critical', 'P2')
        """
        known = self.label(self.rank(label))
        return self.titles.get(known, known)

    def __contains__(self, label: object) -> bool:
        return text_of(label) in self.labels

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]  # labels, not fields
        return iter(self.labels)

    def __len__(self) -> int:
        return len(self.labels)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scale):
            return NotImplemented
        return (self.labels, self.top) == (other.labels, other.top)

    def __hash__(self) -> int:
        return hash((self.labels, self.top))

    def __repr__(self) -> str:
        parts = [*map(repr, self.labels), *(f"{key}={value!r}" for key, value in self._wording.items())]
        return f"Scale({', '.join(parts)})"

    def __str__(self) -> str:
        return " > ".join(self._ranks)


def _is_whole(rank: object) -> bool:
    return hasattr(rank, "__index__") and not isinstance(rank, bool)
