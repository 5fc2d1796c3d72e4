"""An analysis as a report that a support lead can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from supportops.triage.analysis import Analysis, Cover, Overlap

__all__ = ["cover", "overlap", "summary", "to_html", "to_markdown", "to_text"]

_SHOWN = 10
_PERHAPS = " (perhaps: the texts cannot be compared)"
_DECIDES = {
    "first": "the earlier one decides",
    "any": "they agree",
    "priority": "the better answer decides",
    "collect": "both answer",
}

Section: TypeAlias = tuple[str, Sequence[str]]


def overlap(found: Overlap) -> str:
    """Return a sentence on two rules that match the same facts."""
    first, second = found.rules
    answers = "with different answers" if found.differs else "with the same answer"
    return f"{first!r} and {second!r} both match, {answers}: {found.region}"


def cover(found: Cover) -> str:
    """Return a sentence on a rule that others cover."""
    *several, last = map(repr, found.by)
    by = f"{', '.join(several)} and {last} together cover" if several else f"{last} covers"
    return f"{found.rule!r}: {by} it" + ("" if found.certain else _PERHAPS)


def summary(found: Analysis) -> str:
    """Return the verdict and the counts."""
    counts = [
        _count(len(found.gaps), "gap"),
        _count(len(found.overlaps), "overlap"),
        _count(len(found.conflicts), "conflict"),
        f"{len(found.hidden)} hidden",
        f"{len(found.impossible)} impossible",
    ]
    verdict = "ok" if found.ok else "not ok" if found.complete else "not complete"
    cut = " (cut short)" if found.truncated else ""
    return f"{found.table}: {verdict}; {_count(found.rules, 'rule')}, {found.hit_policy}: {', '.join(counts)}{cut}"


def to_text(found: Analysis) -> str:
    """Return the summary and the findings line by line."""
    lines = [summary(found)]
    for title, sentences in _sections(found):
        lines += [f"{title}:", *(f"  {sentence}" for sentence in sentences)]
    return "\n".join(lines)


def to_markdown(found: Analysis) -> str:
    """Return the summary and the findings as lists."""
    blocks = [f"**{summary(found)}**"]
    for title, sentences in _sections(found):
        blocks.append("\n".join([f"{title}:", "", *(f"- {sentence}" for sentence in sentences)]))
    return "\n\n".join(blocks).replace("|", "\\|")


def to_html(found: Analysis) -> str:
    """Return the summary and the findings as lists."""
    blocks = [f"<p><strong>{escape(summary(found))}</strong></p>"]
    for title, sentences in _sections(found):
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
        blocks.append(f"<p>{escape(title)}:</p><ul>{items}</ul>")
    return f"<div>{''.join(blocks)}</div>"


def _sections(found: Analysis) -> Iterator[Section]:
    """Yield what there is to say, the worst first."""
    for title, sentences in _all_sections(found):
        if sentences:
            more = [f"... and {len(sentences) - _SHOWN:,} more"] if len(sentences) > _SHOWN else []
            yield title, [*sentences[:_SHOWN], *more]


def _all_sections(found: Analysis) -> Iterator[Section]:
    harmless = [one for one in found.overlaps if not _is_conflict(found, one)]
    gaps = "No rule, so that the default answers" if found.has_default else "No rule"
    yield gaps, [f"{region}{'' if region.certain else _PERHAPS}" for region in found.gaps]
    must = "only one rule may match" if found.hit_policy == "unique" else "rules that match must agree"
    yield f"In conflict with the hit policy; {must}", list(map(str, found.conflicts))
    yield "Rules that never decide", list(map(str, found.hidden))
    yield "Rules that match nothing", list(map(repr, found.impossible))
    yield "Rules with equal conditions", [_listed(ids) for ids in found.duplicates]
    yield "Rules that lie inside another with the same answer", list(map(str, found.subsumed))
    yield f"Rules that overlap; {_DECIDES.get(found.hit_policy)}", list(map(str, harmless))
    yield "The same in every answer", list(found.constant_outputs)


def _is_conflict(found: Analysis, one: Overlap) -> bool:
    return found.hit_policy == "unique" or (found.hit_policy == "any" and one.differs)


def _listed(ids: Sequence[str]) -> str:
    return f"{', '.join(map(repr, ids[:-1]))} and {ids[-1]!r}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
