"""A part of what the inputs of a table allow, in readable conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.errors import ConfigurationError
from supportops.triage._domains import Domain, domain_of, holds
from supportops.triage._table_fields import Inputs
from supportops.triage.conditions import Condition

__all__ = ["Region"]

_DENIED = {"contains_words": "does not contain", "starts_with": "does not start with"}

Several: TypeAlias = Annotated[Mapping[str, tuple[Condition, ...]], AfterValidator(FrozenMap)]


class Region(Model):
    """A part of what the inputs of a table allow: all facts that meet some conditions.

    A field that no condition names may be anything, and may be missing.

    Attributes:
        where: field to condition, as in a `Rule`.
        also: further conditions on the same fields, where one does not say it: has the tag "vip", and not "spam".
        unless: conditions on texts that must not hold: none of these phrases.
        inputs: what the facts of these fields may be.
        certain: False where nobody knows whether such a text exists.

    Raises:
        ConfigurationError: a condition on a field without its input or of the wrong kind for it, in `unless` one that
            is not about a text's words or its beginning, `changed_to` anywhere.

    Example:
        >>> from supportops.triage import any_of, between
        >>> region = Region(
        ...     where={"category": any_of("billing"), "arr": between(10_000, 50_000)},
        ...     inputs={"category": ("billing", "api"), "arr": "number"},
        ... )
        >>> print(region)
        category = billing and arr between 10,000 and 50,000
        >>> region.contains({"category": "billing", "arr": 50_000})
        False
    """

    where: Annotated[Mapping[str, Condition], AfterValidator(FrozenMap)]
    also: Several = Field(default_factory=FrozenMap)
    unless: Several = Field(default_factory=FrozenMap)
    inputs: Inputs
    certain: bool = True

    @model_validator(mode="after")
    def _check(self) -> Region:
        faults = []
        for path, field, condition in self._asked():
            if field not in self.inputs:
                faults.append((path, f"{field!r} has no input here; say in `inputs` what its facts may be"))
                continue
            faults += [(path, text) for text in self._domains[field].faults(condition)]
            if condition.op == "changed_to":
                faults.append((path, "a region says what facts are; write two conditions for now and before"))
            if path.startswith("unless") and condition.op not in _DENIED:
                faults.append(
                    (path, f"{condition!r} has a condition for its contrary; write that in `where` or `also`")
                )
        if faults:
            raise ConfigurationError(faults)
        return self

    @cached_property
    def _domains(self) -> dict[str, Domain]:
        return {field: domain_of(given) for field, given in self.inputs.items()}

    def _asked(self) -> Iterator[tuple[str, str, Condition]]:
        """Yield every condition with its path and its field."""
        for field, condition in self.where.items():
            yield f"where.{field}", field, condition
        for name, several in (("also", self.also), ("unless", self.unless)):
            for field, conditions in several.items():
                for place, condition in enumerate(conditions):
                    yield f"{name}.{field}[{place}]", field, condition

    def contains(self, facts: Mapping[str, object]) -> bool:
        """Return whether facts lie in this region.

        A missing fact meets `is_missing()` and no other condition. Facts that no condition names do not matter.

        Raises:
            DomainError: a fact of a wrong type, or outside its input; `.field`.
        """
        read: dict[str, object] = {}
        for path, field, condition in self._asked():
            if field not in read:
                value = facts.get(field)
                read[field] = None if value is None else self._domains[field].read(value, field)
            value, is_denied = read[field], path.startswith("unless")
            if value is None and condition.op != "is_missing":
                return False
            if value is not None and holds(condition, value, self._domains[field]) == is_denied:
                return False
        return True

    def __str__(self) -> str:
        """Return the conditions as a sentence: "category = billing and arr between 10,000 and 50,000"."""
        fields = dict.fromkeys([*self.where, *self.also, *self.unless])
        return " and ".join(told for field in fields for told in self._told(field)) or "anything"

    def _told(self, field: str) -> Iterator[str]:
        if field in self.where:
            yield f"{field} {self.where[field]}"
        yield from (f"{field} {condition}" for condition in self.also.get(field, ()))
        for condition in self.unless.get(field, ()):
            yield f"{field} {_DENIED[condition.op]} {' or '.join(map(repr, condition.values))}"
