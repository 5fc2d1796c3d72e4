"""The SLA document of a policy: what a customer is promised, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from supportops._frozen import FrozenMap
from supportops.report._sla_words import (
    amount_words,
    calendar_words,
    clock_words,
    conduct_words,
    metric_words,
    pause_words,
    plain,
    rule_words,
)
from supportops.sla import SlaPolicy

__all__ = ["SlaDocument", "SlaSection", "sla_document"]

_NO_TEXTS: Mapping[str, str] = FrozenMap()


@dataclass(frozen=True, slots=True)
class SlaSection:
    """A title, a table (the first row is its head) and a list; either may be empty."""

    title: str
    table: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlaDocument:
    """The document as sections; `str(document)` is its Markdown."""

    title: str
    sections: tuple[SlaSection, ...]

    def to_markdown(self) -> str:
        """Return the document as Markdown."""
        blocks = [f"# {self.title}"]
        for section in self.sections:
            blocks.append(f"## {section.title}")
            if section.table:
                head, *rows = (f"| {' | '.join(map(_cell, row))} |" for row in section.table)
                blocks.append("\n".join([head, "|" + " --- |" * len(section.table[0]), *rows]))
            if section.lines:
                blocks.append("\n".join(f"- {line}" for line in section.lines))
        return "\n\n".join(blocks) + "\n"

    __str__ = to_markdown

    def _repr_html_(self) -> str:
        return f"<article><h1>{escape(self.title)}</h1>{''.join(map(_html, self.sections))}</article>"


def sla_document(
    policy: SlaPolicy,
    *,
    company: str = "",
    descriptions: Mapping[str, str] = _NO_TEXTS,
    definitions: Mapping[str, str] = _NO_TEXTS,
    exceptions: Mapping[str, object] = _NO_TEXTS,
    exclusions: Iterable[str] = (),
) -> SlaDocument:
    """Return the SLA document of a policy: coverage, commitments, definitions, escalation, pauses, exclusions.

    All figures come from the policy, so the document cannot promise anything else.

    Args:
        policy: what is promised.
        company: who promises it; stands in the title.
        descriptions: priority -> what it is about.
        definitions: term -> meaning, in place of or beside the policy's own words.
        exceptions: name -> what is done then, as text or as anything whose `str` says it.
        exclusions: what the promises do not cover. Priorities without any target are added.

    Source: Support Operations skill pack, SLA Template.

    Example:
        >>> from supportops.presets import skill
        >>> policy = skill.sla_policy(skill.sample_desk("Europe/London"), requests="excluded")
        >>> print(str(sla_document(policy, company="Acme")).splitlines()[0])
        # Service level agreement of Acme
    """
    sections = (
        SlaSection("Coverage hours", lines=_coverage(policy)),
        SlaSection("Commitments", table=_commitments(policy, None, descriptions)),
        *(SlaSection(f"Commitments: {plain(tier)}", table=_commitments(policy, tier, {})) for tier in policy.tiers),
        SlaSection("Definitions", lines=_definitions(policy, definitions)),
        SlaSection("Escalation", table=_escalation(policy)),
        SlaSection("Pauses and exceptions", lines=_pauses(policy, exceptions)),
        SlaSection("Exclusions", lines=_exclusions(policy, exclusions)),
    )
    title = f"Service level agreement of {company}" if company else f"Service level agreement: {policy.name}"
    return SlaDocument(title, tuple(section for section in sections if section.table or section.lines))


def _coverage(policy: SlaPolicy) -> tuple[str, ...]:
    rules = [rule_words(rule, policy) for rule in policy.calendars]
    if policy.around_the_clock:
        rules.insert(0, f"Priority {' or '.join(policy.around_the_clock)}: around the clock.")
    order = ("Of these the first that fits holds.",) if len(rules) > 1 else ()
    return (*calendar_words(policy.calendar), *rules, *order)


def _commitments(policy: SlaPolicy, tier: str | None, descriptions: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    about = ("About",) if descriptions else ()
    head = ("Priority", *about, *(plain(metric).capitalize() for metric in policy.measured), "Measured")
    rows = []
    for priority in policy.scale:
        targets = [policy.target(priority=priority, tier=tier, metric=metric) for metric in policy.measured]
        if any(target is not None for target in targets):
            words = ("none" if target is None else amount_words(target.duration) for target in targets)
            texts = (descriptions.get(priority, "-"),) if about else ()
            rows.append((priority, *texts, *words, _measured(policy, priority, tier)))
    return (head, *rows)


def _measured(policy: SlaPolicy, priority: str, tier: str | None) -> str:
    clocks: dict[str, list[str]] = {}
    for metric in policy.measured:
        if policy.target(priority=priority, tier=tier, metric=metric) is not None:
            calendar = policy.calendar_for(priority=priority, tier=tier, metric=metric)
            clocks.setdefault(clock_words(calendar), []).append(plain(metric))
    if len(clocks) == 1:
        return next(iter(clocks))
    return "; ".join(f"{', '.join(metrics)}: {clock}" for clock, metrics in clocks.items())


def _definitions(policy: SlaPolicy, definitions: Mapping[str, str]) -> tuple[str, ...]:
    own = {rule.name: metric_words(rule, policy) for rule in policy.metrics if rule.name in policy.measured}
    if not policy.calendar._is_always_open():
        always = [priority for priority in policy.scale if _measured(policy, priority, None) == "around the clock"]
        but = f", except for {' and '.join(always)}" if always else ""
        own["business_hours"] = f"the clocks stand still outside coverage{but}"
    own["met"] = "a promise is met up to its due instant, and breached after it"
    return tuple(f"{plain(term).capitalize()}: {meaning}." for term, meaning in {**own, **definitions}.items())


def _escalation(policy: SlaPolicy) -> tuple[tuple[str, ...], ...]:
    rows = tuple(
        (plain(stage.name), f"{stage.fraction * 100:g}%", ", ".join(map(plain, stage.notify)) or "-", stage.action)
        for stage in policy.stages
    )
    return (("Stage", "Share of the target", "Who is told", "What is done"), *rows) if rows else ()


def _pauses(policy: SlaPolicy, exceptions: Mapping[str, object]) -> tuple[str, ...]:
    measured = policy.measured
    rules = [pause_words(rule, measured) for rule in policy.pauses if {*rule.metrics} & {*measured}]
    own = (f"{plain(name).capitalize()}: {text}" for name, text in exceptions.items())
    return (*(rules or ("No rule pauses a clock.",)), *conduct_words(policy), *own)


def _exclusions(policy: SlaPolicy, exclusions: Iterable[str]) -> tuple[str, ...]:
    named = (f"{plain(item).capitalize()}." for item in exclusions)
    empty = (
        f"Priority {priority}: nothing is promised."
        for priority in policy.scale
        if not any(_measured(policy, priority, tier) for tier in (None, *policy.tiers))
    )
    return (*named, *empty)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _html(section: SlaSection) -> str:
    table = ""
    if section.table:
        head, *rows = section.table
        body = "".join(_html_row(row, "td") for row in rows)
        table = f"<table><thead>{_html_row(head, 'th')}</thead><tbody>{body}</tbody></table>"
    lines = "".join(f"<li>{escape(line)}</li>" for line in section.lines)
    return f"<h2>{escape(section.title)}</h2>{table}" + (f"<ul>{lines}</ul>" if lines else "")


def _html_row(cells: Sequence[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
