"""What a profile is: a vendor's choices as values of a policy's options, each with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Literal, TypedDict, cast

from supportops.errors import DomainError
from supportops.sla._choice_words import told
from supportops.sla.metrics import BUILT_IN, MetricRule
from supportops.sla.pauses import PauseRule
from supportops.vocabulary import Party

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy

__all__ = ["Certainty", "PolicyOptions", "Profile", "VendorChoice"]

_OF_A_METRIC = "metrics."
_HEAD = ("option", "value", "what the helpdesk does", "source", "how sure")


class Certainty(StrEnum):
    """Where the knowledge of a vendor's behaviour comes from."""

    DOCUMENTED = "documented"
    """The vendor's documentation, or a maintainer in an issue, says so."""
    READ_IN_CODE = "read in code"
    """The published source or its tests do so; a later version may not."""
    GENERAL_KNOWLEDGE = "general knowledge"
    """Practitioners say so; check it against your own helpdesk."""


class PolicyOptions(TypedDict, total=False):
    """The options of `SlaPolicy` that a profile may set."""

    pauses: tuple[PauseRule, ...]
    metrics: tuple[MetricRule, ...]
    landing: Literal["close", "open"]
    on_reply_while_paused: Literal["resume", "keep"]
    on_reopen: Literal["resume", "new_cycle", "ignore"]
    reopen_metrics: tuple[str, ...]
    on_target_change: Literal["carry", "restart", "creation"]
    update_cadence: Literal["reset", "fixed"]
    first_response_by: tuple[Party, ...]
    first_response_at_resolve: Literal["stop", "cancel"]
    on_merge: Literal["cancel", "keep"]


@dataclass(frozen=True, slots=True)
class VendorChoice:
    """One choice of a vendor.

    Attributes:
        field: the option of `SlaPolicy`; a changed rule of a metric as "metrics.first_response".
        value: its value; for a metric its `MetricRule`.
        behaviour: what the vendor does, in our words.
        source: title of the documentation page, the issue, or the repository.
        certainty: how it is known.
    """

    field: str
    value: object
    behaviour: str
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Profile:
    """A vendor's choices. What is not among them is not known, and a policy's own choice stays.

    Attributes:
        name: the vendor.
        choices: each option the vendor decides, with its source.
        metrics: the vendor's names of clocks, and ours.
        limits: what the vendor does that the options cannot say, and what is not known.
    """

    name: str
    choices: tuple[VendorChoice, ...]
    metrics: Mapping[str, str]
    limits: tuple[str, ...]

    @property
    def options(self) -> PolicyOptions:
        """The choices as options: `SlaPolicy(name=..., calendar=..., scale=..., targets=..., **profile.options)`."""
        options = {choice.field: choice.value for choice in self.choices if not choice.field.startswith(_OF_A_METRIC)}
        if self._rules:
            options["metrics"] = tuple(self._rules.get(rule.name, rule) for rule in BUILT_IN)
        return cast("PolicyOptions", options)

    def applied_to(self, policy: SlaPolicy) -> SlaPolicy:
        """Return a policy with the vendor's choices; its calendars, scale, targets, tiers and stages stay.

        Metrics of the policy's own, and what pauses them, stay as well.

        Example:
            >>> from supportops.calendar import BusinessCalendar
            >>> from supportops.sla import SlaPolicy
            >>> from supportops.sla.profiles import jira
            >>> from supportops.vocabulary import P1_TO_P5
            >>> desk = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")
            >>> ours = SlaPolicy(name="ours", calendar=desk, scale=P1_TO_P5, targets={"P1": {"resolution": "4h"}})
            >>> theirs = jira().applied_to(ours)
            >>> theirs.name, theirs.on_reopen
            ('ours, as jira', 'new_cycle')
        """
        from supportops.sla.policy import SlaPolicy

        if not isinstance(policy, SlaPolicy):
            hint = "; of a PolicySet, take its policies one by one"
            raise DomainError(f"a profile is applied to an SlaPolicy, got {type(policy).__name__}{hint}")
        given = self.options
        options: dict[str, object] = {**given, "name": f"{policy.name}, as {self.name}"}
        rules = {rule.name: rule for rule in (*BUILT_IN, *policy.metrics)} | self._rules
        options["metrics"] = tuple(rules.values())
        if "pauses" in given:
            options["pauses"] = (*given["pauses"], *_own_pauses(policy))
        return policy.model_copy(update=options)

    @property
    def _rules(self) -> dict[str, MetricRule]:
        return {choice.value.name: choice.value for choice in self.choices if isinstance(choice.value, MetricRule)}

    def to_markdown(self) -> str:
        """Return the choices as a Markdown table, with the names of the clocks and the limits below."""
        lines = ["| " + " | ".join(_HEAD) + " |", "|" + " --- |" * len(_HEAD)]
        lines += ["| " + " | ".join(map(_cell, row)) + " |" for row in self._rows()]
        lines += ["", "Its clocks: " + ", ".join(f"{theirs} = `{ours}`" for theirs, ours in self.metrics.items()) + "."]
        lines += ["", *(f"- {escape(limit, quote=False)}" for limit in self.limits)]
        return "\n".join(lines)

    def __str__(self) -> str:
        return f"{self.name}: " + ", ".join(f"{choice.field} {told(choice.value)}" for choice in self.choices)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{cell}</th>" for cell in _HEAD)
        rows = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in self._rows())
        limits = "".join(f"<li>{escape(limit)}</li>" for limit in self.limits)
        table = f"<caption>{escape(self.name)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
        return f"<table>{table}</table><ul>{limits}</ul>"

    def _rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        for choice in self.choices:
            yield f"`{choice.field}`", told(choice.value), choice.behaviour, choice.source, str(choice.certainty)


def _cell(text: str) -> str:
    return escape(text, quote=False).replace("|", "\\|")


def _own_pauses(policy: SlaPolicy) -> Iterator[PauseRule]:
    """Yield what pauses the metrics that only this policy has."""
    built_in = {rule.name for rule in BUILT_IN}
    for rule in policy.pauses:
        own = tuple(metric for metric in rule.metrics if metric not in built_in)
        if own:
            yield rule.model_copy(update={"metrics": own})
