"""A handoff: what the other side needs to know, and what of it is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, model_validator

from supportops._model import Model
from supportops._shown import Grid, InGrid, html_table
from supportops.errors import DomainError, IncompleteHandoffError, shortened
from supportops.triage._blank import is_blank
from supportops.triage._checked import must_be
from supportops.triage._markdown import bullets
from supportops.triage._names import Label, Name, plain

__all__ = ["Handoff", "HandoffCheck"]


def _each_once(given: tuple[str, ...]) -> tuple[str, ...]:
    if not given:
        raise ValueError("a handoff needs at least one required item; name what the other side has to know")
    doubled = sorted({item for item in given if given.count(item) > 1})
    if doubled:
        raise ValueError(f"each item is required once; {', '.join(map(repr, doubled))} stands more often")
    return given


def _read_items(given: object) -> object:
    # Text is a sequence of letters, and a set has no order: neither is meant.
    if isinstance(given, str | set | frozenset):
        raise ValueError(f"{given!r} is no list of items; write for example ('steps', 'impact')")  # noqa: TRY004
    return given


Items = Annotated[tuple[Name, ...], BeforeValidator(_read_items), AfterValidator(_each_once)]


class HandoffCheck(InGrid, Model):
    """What a handoff lacks, and whether it goes through all the same. Store it with the ticket.

    Attributes:
        source, target: who hands over, and to whom.
        required: what the other side needs, in order.
        missing: what of it is not there, in the same order.
        accepted: nothing is missing, or the handoff records what is.

    Example:
        >>> handoff = Handoff(source="L1", target="L2", required=("steps", "impact"))
        >>> check = handoff.check({"steps": "restarted"})
        >>> check.quality, print(check)
        L1 -> L2: refused, 1 of 2 required items is missing: impact
        (0.5, None)
    """

    source: Name
    target: Name
    required: Items
    missing: tuple[Name, ...]
    accepted: bool

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            source: Label,
            target: Label,
            required: Sequence[Label],
            missing: Sequence[Label],
            accepted: bool,
        ) -> None: ...

    @model_validator(mode="after")
    def _check(self) -> HandoffCheck:
        if self.missing != tuple(item for item in self.required if item in self.missing):
            raise ValueError(f"missing {self.missing!r} is no part of required {self.required!r}, in its order")
        if not self.missing and not self.accepted:
            raise ValueError("a handoff that lacks nothing is accepted")
        return self

    @property
    def quality(self) -> float:
        """The share of the required items that is there, 0 to 1."""
        return (len(self.required) - len(self.missing)) / len(self.required)

    def __str__(self) -> str:
        head, lacking, total = f"{self.source} -> {self.target}", len(self.missing), len(self.required)
        items = "item" if total == 1 else "items"
        if not lacking:
            return f"{head}: accepted, {'the' if total == 1 else f'all {total}'} required {items} given"
        verdict = "accepted all the same" if self.accepted else "refused"
        verb = "is" if lacking == 1 else "are"
        return f"{head}: {verdict}, {lacking} of {total} required {items} {verb} missing: {', '.join(self.missing)}"

    def _grid(self) -> Grid:
        rows = [(item, "missing" if item in self.missing else "given") for item in self.required]
        return Grid(str(self), ("item", "state"), rows)


class Handoff(Model):
    """What has to be known when work changes hands: from level to level, to customer success, from shift to shift.

    An item is missing if it is absent, None, NaN, NaT or NA, blank text, an empty list or mapping, or one that holds
    nothing but these. 0 and False are answers.

    Args:
        source, target: who hands over, and to whom.
        required: the items that the other side needs, at least one, each once. Their order is kept.
        when_incomplete: "refuse" an incomplete handoff, or "record" what it lacks and let it through.

    Raises:
        ConfigurationError: all faults at once.

    Source: The Product Builder's Playbook, chapter 27 (handoff gates); Support Operations skill pack, Support Tier
    Structure (the escalation handoff template).

    Example:
        >>> handoff = Handoff(source="L1", target="L2", required=("steps", "impact"))
        >>> handoff.missing({"steps": "restarted", "impact": " "})
        ('impact',)
        >>> Handoff.model_validate_json(handoff.model_dump_json()) == handoff
        True
    """

    source: Name
    target: Name
    required: Items
    when_incomplete: Annotated[Literal["refuse", "record"], BeforeValidator(plain)] = "refuse"

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            source: Label,
            target: Label,
            required: Sequence[Label],
            when_incomplete: Literal["refuse", "record"] = "refuse",
        ) -> None: ...

    def __str__(self) -> str:
        return f"{self.source} -> {self.target}: {', '.join(self.required)}; {self.when_incomplete} what is incomplete"

    def missing(self, context: Mapping[str, object]) -> tuple[str, ...]:
        """Return the required items that are not there, in the order in which they are required.

        Args:
            context: item to what is known of it. Items that are not required are left alone.

        Raises:
            DomainError: the context is no mapping.
        """
        facts = _by_name(context)
        return tuple(item for item in self.required if is_blank(facts.get(item)))

    def check(self, context: Mapping[str, object]) -> HandoffCheck:
        """Return what is missing, how good the handoff is, and whether it is accepted.

        Raises:
            DomainError: the context is no mapping.
        """
        missing = self.missing(context)
        return HandoffCheck(
            source=self.source, target=self.target, required=self.required, missing=missing,
            accepted=not missing or self.when_incomplete == "record",
        )  # fmt: skip

    def require(self, context: Mapping[str, object]) -> HandoffCheck:
        """Return the check of a handoff that goes through; call it before the ticket moves.

        Raises:
            IncompleteHandoffError: something is missing, and incomplete handoffs are refused; its `missing` has what.
            DomainError: the context is no mapping, or has a generator, which can be read once only.

        Example:
            >>> handoff = Handoff(source="L1", target="L2", required=("steps", "impact"))
            >>> handoff.require({"steps": ["restarted"]})
            Traceback (most recent call last):
            supportops.errors.IncompleteHandoffError: the handoff from L1 to L2 lacks impact; give each of them, none blank
            >>> lenient = handoff.model_copy(update={"when_incomplete": "record"})
            >>> print(lenient.require({"steps": ["restarted"]}))
            L1 -> L2: accepted all the same, 1 of 2 required items is missing: impact
        """  # noqa: E501 - the message as it is printed
        check = self.check(context)
        if not check.accepted:
            given = [item for item in _by_name(context) if item not in self.required]
            raise IncompleteHandoffError(self.source, self.target, check.missing, given=given)
        return check

    def to_markdown(self, context: Mapping[str, object]) -> str:
        """Return the handoff as a note: the required items first, those missing marked, then whatever else is known.

        What was written by people is escaped, so that no text changes how the note looks.

        Raises:
            DomainError: the context is no mapping.

        Example:
            >>> handoff = Handoff(source="L1", target="L2", required=("steps", "impact"))
            >>> print(handoff.to_markdown({"steps": ["restarted", "new token"], "plan": "Pro"}))
            **L1 -> L2: refused, 1 of 2 required items is missing: impact**
            <BLANKLINE>
            - **steps**:
              - restarted
              - new token
            - **impact**: **missing**
            - **plan**: Pro
        """
        facts = _by_name(context)
        further = [item for item in facts if item not in self.required and not is_blank(facts[item])]
        return bullets(str(self.check(facts)), {item: facts.get(item) for item in (*self.required, *further)})

    def _repr_html_(self) -> str:
        caption = f"Handoff {self.source} -> {self.target}, {self.when_incomplete} what is incomplete"
        return html_table(caption, ("required",), [(item,) for item in self.required])


def _by_name(context: Mapping[str, object]) -> dict[str, object]:
    must_be(Mapping, context, "context", "a mapping of item to what is known of it, for example {'steps': 'restarted'}")
    for item, value in context.items():
        if isinstance(value, Iterator):
            message = f"{plain(item)} can be read once only ({shortened(repr(value))}); give a list"
            raise DomainError(message, field=str(plain(item)), value=value)
    return {str(plain(item)): value for item, value in context.items()}
