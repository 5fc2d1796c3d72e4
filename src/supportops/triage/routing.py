"""Who is to take a ticket: the first route whose category and conditions hold, and its fallback when nobody is free."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import ClassVar

from pydantic import AwareDatetime, Field, model_validator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.errors import ConfigurationError, DomainError, NoMatchError, near, shortened
from supportops.triage._condition_words import refusal_words
from supportops.triage._domains import Domain, Fact, before, holds, plain
from supportops.triage._facts import Facts
from supportops.triage.conditions import Condition, Value
from supportops.triage.rules import When, as_condition

__all__ = ["Route", "Routing", "RoutingRecord", "route"]

_NAMES = ("category", "skill", "level", "team", "fallback", "fallback_level")
_ORDERED = ("at_least", "at_most", "more_than", "less_than")


class Route(Model):
    """One row of a routing matrix.

    Attributes:
        category: of the ticket; None for any.
        skill: who should take it.
        level: of support, for example "L2".
        when: further conditions on plan, language, region, incident and so on; a missing fact does not match.
        team: whose queue it goes to.
        fallback: who takes it when nobody with the skill is free.
        fallback_level: of the fallback.

    Raises:
        ConfigurationError: a blank name, a level for a fallback that is not there, a fallback to the same skill, or an
            order asked of labels, which needs a `Scale` and so a `DecisionTable`.

    Source: Support Operations skill pack, Skill-Based Routing Matrix.

    Example:
        >>> Route("api_errors", "api_integration", "L2", fallback="L3 Engineering", fallback_level="L3").skill
        'api_integration'
    """

    yardsticks: ClassVar[frozenset[str] | None] = frozenset()

    category: str | None
    skill: str
    level: str
    when: When = Field(default_factory=FrozenMap)
    team: str | None = None
    fallback: str | None = None
    fallback_level: str | None = None

    def __init__(
        self,
        category: str | None,
        skill: str,
        level: str,
        *,
        when: Mapping[str, Condition | object] | None = None,
        team: str | None = None,
        fallback: str | None = None,
        fallback_level: str | None = None,
    ) -> None:
        super().__init__(
            category=plain(category), skill=plain(skill), level=plain(level), when=when or {}, team=plain(team),
            fallback=plain(fallback), fallback_level=plain(fallback_level),
        )  # fmt: skip

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="after")
    def _check(self) -> Route:
        names = {name: getattr(self, name) for name in _NAMES}
        faults = [
            (name, "a name must not be blank") for name, value in names.items() if value == "" or str(value).isspace()
        ]
        if self.fallback is None and self.fallback_level is not None:
            faults.append(("fallback_level", f"{self.fallback_level!r} is the level of a fallback that is not named"))
        if self.fallback == self.skill:
            faults.append(("fallback", f"{self.fallback!r} is the skill itself; name who takes over, or leave it out"))
        for name, asked in self.when.items():
            if isinstance(asked, Condition) and asked.op in _ORDERED and isinstance(asked.values[0], str):
                text = f"{asked!r} needs a scale, which a route has not; write any_of(...) with the labels"
                faults.append((f"when.{name}", text))
        if faults:
            raise ConfigurationError(faults)
        return self

    def refusal(self, facts: Mapping[str, Fact]) -> str | None:
        """Return what keeps this route from a ticket, in words; None when it is for it.

        Raises:
            DomainError: a fact of a type that its condition cannot be asked of; `.field`.
        """
        category = plain(facts.get("category"))
        if self.category is not None and category != self.category:
            return f"category is {category or 'missing'}, not {self.category}"
        for name, asked in self.when.items():
            condition = as_condition(asked)
            if not _holds(name, condition, facts):
                return refusal_words(name, str(condition), plain(facts.get(name)))
        return None


class Routing(Model):
    """Where a ticket goes, and why.

    Attributes:
        category: of the ticket, or None.
        skill: what the route asks for.
        level: of the route.
        team: of the route.
        target: the skill, or the fallback.
        used_fallback: whether nobody with the skill is free and the fallback takes it.
        fallback: of the route, used or not.
        fallback_level: of the fallback.
        reason: in a sentence.
        facts: what the route read.
    """

    category: str | None
    skill: str
    level: str
    team: str | None
    target: str
    used_fallback: bool
    fallback: str | None
    fallback_level: str | None
    reason: str
    facts: Facts = Field(default_factory=FrozenMap)

    @property
    def target_level(self) -> str | None:
        """The level of the target: the route's, or the fallback's, which may be unknown."""
        return self.fallback_level if self.used_fallback else self.level

    def __str__(self) -> str:
        level = f" ({self.target_level})" if self.target_level else ""
        return f"{self.target}{level}: {self.reason}"


class RoutingRecord(Model):
    """A routing as it is kept for later: why, the article that was suggested, and whether that helped.

    Attributes:
        ticket: its id.
        at: when it was routed.
        routing: where to and why.
        article: suggested to the customer, if any.
        accepted: whether the customer took the article for an answer; None while unknown.

    Source: SaaS support system design (InfluencerDB blog), Choose the right channels and tooling.
    """

    ticket: str
    at: AwareDatetime
    routing: Routing
    article: str | None = None
    accepted: bool | None = None

    @model_validator(mode="after")
    def _check(self) -> RoutingRecord:
        if self.article is None and self.accepted is not None:
            raise ValueError(f"accepted is {self.accepted!r}, but no article was suggested")
        return self


def route(
    facts: Mapping[str, Fact], routes: Sequence[Route], *, busy: Collection[str] = (), default: Route | None = None
) -> Routing:
    """Return where a ticket goes by the first route that is for it.

    A busy skill gives way to its route's fallback. Without one, or with a busy one, the ticket waits for the skill.

    Args:
        facts: category, plan, language and so on.
        routes: in order; put an incident override first.
        busy: skills, and fallbacks, with nobody free.
        default: the route of tickets that no other is for.

    Raises:
        NoMatchError: no route is for the ticket and there is no default; `.facts`, and near categories in the message.
        DomainError: a fact of a type that its condition cannot be asked of; `.field`.

    Example:
        >>> api = Route("api_errors", "api_integration", "L2", fallback="L3 Engineering", fallback_level="L3")
        >>> print(route({"category": "api_errors"}, [api], busy={"api_integration"}))
        L3 Engineering (L3): category = api_errors; nobody with api_integration is free, so its fallback takes it
    """
    _check_call(facts, routes)
    taken = {plain(busy)} if isinstance(busy, str | Enum) else set(map(plain, busy))
    for candidate in routes:
        if candidate.refusal(facts) is None:
            return _routed(candidate, facts, taken, _why(candidate))
    if default is None:
        category = facts.get("category")
        known = [candidate.category for candidate in routes if candidate.category]
        hint = near(str(category), known) if category is not None else "the category is missing"
        raise NoMatchError(f"no route for {dict(facts)!r}; {hint}; add a route or a default", facts=dict(facts))
    return _routed(default, facts, taken, "no other route is for it")


def _check_call(facts: object, routes: object) -> None:
    if not isinstance(facts, Mapping):
        raise DomainError(
            f"{shortened(facts)} are no facts; give a mapping of name to fact", field="facts", value=facts
        )
    if isinstance(routes, Route | str) or not isinstance(routes, Iterable):
        raise DomainError(f"{shortened(routes)} is no list of routes; give [route, ...]", field="routes", value=routes)


def _holds(name: str, condition: Condition, facts: Mapping[str, Fact]) -> bool:
    value = plain(facts.get(name))
    if value is None or condition.op in ("is_missing", "is_present"):
        return (value is None) == (condition.op == "is_missing")
    kind = next((kind for kind, types in _KINDS.items() if isinstance(value, types)), "text")
    domain = Domain(kind)
    read = domain.read(value, name)
    if any(domain.faults(condition)):
        raise DomainError(f"{name} is {value!r}, and the route asks for {name} {condition}", field=name, value=value)
    if condition.op == "changed_to":
        earlier = plain(facts.get(before(name)))
        return read == condition.values[0] and earlier is not None and earlier != read
    return holds(condition, read, domain)


_KINDS: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "number": (int, float, Decimal),
    "date": (date,),
    "tags": (set, frozenset, list, tuple),
}
"""What a fact may be asked, by its type: a route does not declare its inputs."""


def _why(chosen: Route) -> str:
    asked = {"category": chosen.category} if chosen.category is not None else {}
    conditions = {**{name: f"= {value}" for name, value in asked.items()}, **_words(chosen.when)}
    return " and ".join(f"{name} {words}" for name, words in conditions.items()) or "the route takes any ticket"


def _words(when: Mapping[str, Condition | Value]) -> dict[str, str]:
    return {name: str(as_condition(asked)) for name, asked in when.items()}


def _routed(chosen: Route, facts: Mapping[str, Fact], busy: Collection[str], why: str) -> Routing:
    is_busy = chosen.skill in busy
    used = is_busy and chosen.fallback is not None and chosen.fallback not in busy
    if used:
        why += f"; nobody with {chosen.skill} is free, so its fallback takes it"
    elif is_busy:
        lack = "the route has no fallback" if chosen.fallback is None else f"nor is {chosen.fallback}"
        why += f"; nobody with {chosen.skill} is free and {lack}, so it waits"
    category = plain(facts.get("category"))
    names = ("category", *chosen.when, *(before(name) for name in chosen.when))
    return Routing(
        category=None if category is None else str(category),
        skill=chosen.skill,
        level=chosen.level,
        team=chosen.team,
        target=chosen.fallback if used and chosen.fallback else chosen.skill,
        used_fallback=used,
        fallback=chosen.fallback,
        fallback_level=chosen.fallback_level,
        reason=why,
        facts={name: facts[name] for name in names if facts.get(name) is not None},
    )
