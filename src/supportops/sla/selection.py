"""Which policy holds for a ticket: by priority, tier, category, channel, field and date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Protocol

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.sla.calendars import Words
from supportops.sla.policy import SlaPolicy

if TYPE_CHECKING:
    from supportops.sla._one.book import Book
    from supportops.sla.report import SlaReport
    from supportops.tickets import TicketHistory

__all__ = ["PolicySet", "Select"]

FieldValues = Annotated[Mapping[str, str | int | float | bool | None], AfterValidator(FrozenMap)]


class Selectable(Protocol):
    """What a ticket's state tells the choice of its policy."""

    @property
    def priority(self) -> str: ...
    @property
    def tier(self) -> str | None: ...
    @property
    def category(self) -> str | None: ...
    @property
    def channel(self) -> str | None: ...
    @property
    def fields(self) -> Mapping[str, object]: ...
    @property
    def created_at(self) -> datetime: ...


class Select(Model):
    """A policy and the tickets it is for; a key that is left out matches anything.

    `start` and `end` are instants: the policy holds for tickets created in `[start, end)`. An edited policy is
    a second entry from its date on, so that old tickets keep the promise they were given.

    Source: Featurebase support operations guide (channel and tier); Support Operations skill pack (priority).
    """

    policy: SlaPolicy
    priority: Words = ()
    tier: Words = ()
    category: Words = ()
    channel: Words = ()
    fields: FieldValues = Field(default_factory=FrozenMap)
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None

    def __init__(
        self,
        policy: SlaPolicy,
        *,
        priority: str | Sequence[str] = (),
        tier: str | Sequence[str] = (),
        category: str | Sequence[str] = (),
        channel: str | Sequence[str] = (),
        fields: Mapping[str, str | int | float | bool | None] | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> None:
        super().__init__(
            policy=policy, priority=priority, tier=tier, category=category, channel=channel,
            fields=fields or {}, start=start, end=end,
        )  # fmt: skip

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="after")
    def _check(self) -> Select:
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError(f"end {self.end.isoformat()} is not after start {self.start.isoformat()}")
        return self

    def matches(self, state: Selectable) -> bool:
        """Return whether this entry is for such a ticket."""
        keys = (
            (self.priority, state.priority), (self.tier, state.tier),
            (self.category, state.category), (self.channel, state.channel),
        )  # fmt: skip
        if not all(not allowed or value in allowed for allowed, value in keys):
            return False
        if any(state.fields.get(name) != value for name, value in self.fields.items()):
            return False
        created = state.created_at
        return (self.start is None or created >= self.start) and (self.end is None or created < self.end)


class PolicySet(Model):
    """Several policies; the first entry that matches holds, and an incident override goes before all.

    A ticket that changes so that another policy holds gets a target change at that instant.

    Source: SaaS support system design ("P0 incidents override all other SLAs").

    Raises:
        NoMatchError: when choosing, no entry matches; end with a `Select` without keys to catch the rest.
    """

    entries: tuple[Select, ...]
    override: Select | None = None

    def __init__(self, *entries: Select, override: Select | None = None) -> None:
        super().__init__(entries=entries, override=override)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="after")
    def _check(self) -> PolicySet:
        if not self.entries:
            raise ValueError("a policy set needs at least one entry: PolicySet(Select(policy), ...)")
        return self

    @cached_property
    def _all(self) -> tuple[Select, ...]:
        return self.entries if self.override is None else (self.override, *self.entries)

    @property
    def name(self) -> str:
        """The names of its policies, in order."""
        return ", ".join(dict.fromkeys(entry.policy.name for entry in self._all))

    @cached_property
    def fingerprint(self) -> str:
        """A short text that differs whenever any policy or key differs."""
        from hashlib import sha256

        return sha256(self.model_dump_json().encode()).hexdigest()[:24]

    @cached_property
    def _book(self) -> Book:
        from supportops.sla._one.book import Book

        return Book(tuple(entry.policy for entry in self._all), self._all)

    def choose(self, state: Selectable) -> SlaPolicy:
        """Return the policy that holds for a ticket's state."""
        return self._all[self._book.choose(state)].policy

    def evaluate(self, history: TicketHistory, *, at: datetime) -> SlaReport:
        """Return how each clock of the ticket stands at an instant under the policy that holds then."""
        from supportops.sla.report import evaluate

        return evaluate(self, history, at=at)
