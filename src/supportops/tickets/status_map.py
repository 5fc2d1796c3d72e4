"""From a helpdesk's own statuses to the six categories that the clocks know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, model_serializer, model_validator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.errors import HistoryError, near
from supportops.tickets._texts import Label
from supportops.vocabulary import Status

__all__ = ["BASIC_STATUSES", "DEFAULT_STATUSES", "EXTENDED_STATUSES", "StatusMap", "folded"]


class StatusMap(Model):
    """What each status of a helpdesk means: one of the six categories.

    Names match in any case, and spaces, hyphens and underscores are one: "On Hold" is "on_hold". The six
    categories are statuses as well, unless the map gives them another meaning or `only=True` leaves them out.

    Args:
        names: status to category.
        only: whether no other status than those in `names` is known.

    Raises:
        ConfigurationError: a blank name, an unknown category, or one name with two meanings.

    Example:
        >>> statuses = StatusMap({"Awaiting User Info": "pending", "Active": "open"})
        >>> statuses.category("awaiting user info"), statuses.category("Resolved")
        (<Status.PENDING: 'pending'>, <Status.RESOLVED: 'resolved'>)
    """

    names: Annotated[Mapping[Label, Status], AfterValidator(FrozenMap)]
    only: bool = False

    def __init__(self, names: Mapping[str, str | Status], *, only: bool = False) -> None:
        super().__init__(names=names, only=only)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:  # noqa: ANN401 - raw input
        # The plain form is the map itself, where "names" could be a status too; its category is text.
        is_plain = isinstance(given, Mapping) and isinstance(given.get("names", ""), str)
        return {"names": given} if is_plain else given

    @model_validator(mode="after")
    def _check(self) -> StatusMap:
        meanings: dict[str, Status] = {}
        for name, category in self.names.items():
            if meanings.setdefault(folded(name), category) is not category:
                raise ValueError(
                    f"{name!r} is given as {category.value} and, in another spelling, as "
                    f"{meanings[folded(name)].value}; a status has one meaning"
                )
        if not meanings and self.only:
            raise ValueError("this map knows no status at all; name some, or leave out only=True")
        return self

    @model_serializer
    def _write(self) -> dict[str, Any]:
        names = {name: category.value for name, category in self.names.items()}
        return {"names": names, "only": True} if self.only else names

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: Any) -> dict[str, Any]:  # noqa: ANN401 - pydantic's signature
        names = {"type": "object", "additionalProperties": {"enum": [category.value for category in Status]}}
        whole = {"properties": {"names": names, "only": {"type": "boolean"}}, "required": ["names"]}
        return {"anyOf": [names, {"type": "object", "additionalProperties": False, **whole}]}

    @cached_property
    def _exact(self) -> dict[str, Status]:
        return {**self._meanings, **self.names}

    @cached_property
    def _meanings(self) -> dict[str, Status]:
        own = {folded(name): category for name, category in self.names.items()}
        return own if self.only else {**{str(category): category for category in Status}, **own}

    def find(self, status: str) -> Status | None:
        """Return the category of a status, or None when this map does not know it."""
        found = self._exact.get(status)
        return self._meanings.get(folded(status)) if found is None else found

    def category(self, status: str) -> Status:
        """Return the category of a status.

        Raises:
            HistoryError: this map does not know the status; the message has the near matches.
        """
        found = self.find(status)
        if found is None:
            raise HistoryError(self.unknown(status))
        return found

    def unknown(self, status: str) -> str:
        """Return what to tell somebody who used a status that this map does not know."""
        return f"the status {status!r} is not in the StatusMap; {near(status, self)}"

    def __contains__(self, status: object) -> bool:
        return isinstance(status, str) and self.find(status) is not None

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]  # the statuses, not the fields
        named = {folded(name) for name in self.names}
        return iter([*self.names, *(name for name in self._meanings if name not in named)])

    def __repr__(self) -> str:
        names = {name: category.value for name, category in self.names.items()}
        return f"StatusMap({names!r}, only=True)" if self.only else f"StatusMap({names!r})"


def folded(name: str) -> str:
    """Return a status in the spelling that all its spellings share."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


DEFAULT_STATUSES = StatusMap({})
"""The six categories under their own names."""

BASIC_STATUSES = StatusMap({name: name for name in ("new", "open", "pending", "resolved", "closed")}, only=True)
"""The basic scheme of five statuses. Source: The Product Builder's Playbook, chapter 27."""

EXTENDED_STATUSES = StatusMap(
    {
        "new": Status.NEW,
        "triaged": Status.OPEN,
        "assigned": Status.OPEN,
        "in_progress": Status.OPEN,
        "escalated": Status.OPEN,
        "engineering": Status.OPEN,
        "reopened": Status.OPEN,
        "pending": Status.PENDING,
        "pending_customer": Status.PENDING,
        "waiting_customer": Status.PENDING,
        "resolved": Status.RESOLVED,
        "closed": Status.CLOSED,
    }
)
"""The statuses of the extended scheme, with the reopened and closed that its drawing lacks.

Its pending does not say whom it waits for; that of `supportops.triage.LIFECYCLE` waits for a third party, and is on
hold.

Source: Support Operations skill pack, The Ticket Lifecycle and SLA Clock Rules.
"""
