"""What is wrong with a decision table, proved: gaps, overlaps, conflicts, and rules that never decide."""

from __future__ import annotations

from supportops._model import Model
from supportops.triage import _analysis_view as view
from supportops.triage.region import Region

__all__ = ["Analysis", "Cover", "Overlap"]


class Overlap(Model):
    """Two rules that match the same facts.

    Attributes:
        rules: their ids, in rule order.
        region: where both match.
        differs: whether their outputs differ.
    """

    rules: tuple[str, ...]
    region: Region
    differs: bool

    @property
    def certain(self) -> bool:
        """Whether there are such facts for certain. There always are: what both ask for can stand in one text."""
        return self.region.certain

    def __str__(self) -> str:
        return view.overlap(self)


class Cover(Model):
    """A rule that is covered by others.

    Attributes:
        rule: its id.
        by: the ids of the rules that cover it, one or several together; none of them can be spared.
        certain: False where texts cannot be compared, so that it may be covered or not.
    """

    rule: str
    by: tuple[str, ...]
    certain: bool = True

    def __str__(self) -> str:
        return view.cover(self)


class Analysis(Model):
    """What is wrong with a decision table, if anything.

    Exact, but for texts: what is listed as certain is there, and nothing else is.

    The inputs say what facts may be. A missing value is one of them only where a rule tests for it or the input is
    optional, and it meets `is_missing()` alone. Of texts, phrases are compared by containment, whole texts exactly. A
    beginning may bring a phrase or not: where neither a text nor a proof is found, a gap or a hidden rule has `certain`
    False.

    Attributes:
        table: the name of the table.
        hit_policy: of the table.
        rules: how many it has.
        has_default: whether it has a default.
        gaps: regions that share nothing, in which no rule matches; they are listed with a default too. Of a collect
            table gaps are no finding.
        overlaps: of every two rules that match the same facts.
        conflicts: the overlaps that contradict the hit policy. "unique": all; "any": those whose outputs differ.
        hidden: rules that match something and never decide. "first" and "any": covered by earlier rules; "priority":
            by rules with a better output, or an equal one and earlier.
        subsumed: rules that lie inside another one with the same output, for certain. Of two with equal conditions both
            do.
        duplicates: the ids of rules with equal conditions, however these are written.
        impossible: the ids of rules that match nothing.
        constant_outputs: the keys that all records have with one value; "output" where all answers are one. The default
            is an answer too; of a table with one answer nothing is said.
        complete: no gap, or a default.
        ok: complete, no conflict, nothing hidden or impossible, nothing uncertain.
        truncated: whether gaps, overlaps or conflicts were cut short; `complete` and `ok` are right all the same.

    Example:
        >>> from supportops.triage import DecisionTable, Rule, at_least
        >>> table = DecisionTable(
        ...     name="desk",
        ...     hit_policy="first",
        ...     inputs={"category": ("billing", "api"), "arr": at_least(0)},
        ...     rules=(Rule("vip", {"arr": at_least(50_000)}, "P2"), Rule("money", {"category": "billing"}, "P3")),
        ... )
        >>> print(table.analyse())
        desk: not complete; 2 rules, first: 1 gap, 1 overlap, 0 conflicts, 0 hidden, 0 impossible
        No rule:
          category = api and arr < 50,000
        Rules that overlap; the earlier one decides:
          'vip' and 'money' both match, with different answers: category = billing and arr >= 50,000
    """

    table: str
    hit_policy: str
    rules: int
    has_default: bool
    gaps: tuple[Region, ...]
    overlaps: tuple[Overlap, ...]
    conflicts: tuple[Overlap, ...]
    hidden: tuple[Cover, ...]
    subsumed: tuple[Cover, ...]
    duplicates: tuple[tuple[str, ...], ...]
    impossible: tuple[str, ...]
    constant_outputs: tuple[str, ...]
    complete: bool
    ok: bool
    truncated: bool

    @property
    def summary(self) -> str:
        """The verdict and the counts, in a line."""
        return view.summary(self)

    def __str__(self) -> str:
        return view.to_text(self)

    def to_markdown(self) -> str:
        """Return a report: the verdict, the counts, and a sentence for each finding, ten of a kind."""
        return view.to_markdown(self)

    def _repr_html_(self) -> str:
        return view.to_html(self)
