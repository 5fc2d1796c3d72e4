"""The analysis of a decision table: what its rules cover of each other, and of all that the inputs allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from supportops.errors import ConfigurationError, DomainError
from supportops.triage._checked import must_be
from supportops.triage._coverage import Covered, duplicates, hidden, subsumed
from supportops.triage._gaps import Gaps, gaps
from supportops.triage._overlaps import conflicts, overlaps, pairs
from supportops.triage._partition import Partition
from supportops.triage._search import Search
from supportops.triage.analysis import Analysis, Cover
from supportops.triage.outputs import Record, distinct

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["analyse", "verified"]


def analyse(table: DecisionTable, limit: int | None = 1_000) -> Analysis:
    """Return what is wrong with a table.

    Raises:
        DomainError: a limit below 1; or rules too entangled for the work that an analysis may take.
    """
    must_be((int, type(None)), limit, "limit", "a whole number, or None for all")
    if limit is not None and limit < 1:
        raise DomainError(f"limit is {limit!r}; give at least 1, or None for all", field="limit", value=limit)
    partition = Partition(table)
    bare = Gaps() if table.hit_policy == "collect" else gaps(partition, Search(partition), limit)
    both_match, more = overlaps(table, partition, pairs(table, partition), limit)
    against, more_against = overlaps(table, partition, conflicts(table, partition), limit)
    covers = [_cover(table, found) for found in hidden(table, partition, Search(partition))]
    impossible = [rule.id for place, rule in enumerate(table.rules) if not partition.alive >> place & 1]
    complete = not bare.regions or table.default is not None
    # Built of parts that are sound, of which there may be thousands.
    return Analysis.model_construct(
        table=table.name,
        hit_policy=table.hit_policy,
        rules=len(table.rules),
        has_default=table.default is not None,
        gaps=bare.regions,
        overlaps=both_match,
        conflicts=against,
        hidden=tuple(covers),
        subsumed=tuple(_cover(table, found) for found in subsumed(table, partition)),
        duplicates=tuple(tuple(table.rules[rule].id for rule in group) for group in duplicates(partition)),
        impossible=tuple(impossible),
        constant_outputs=tuple(_constant(table)),
        complete=complete,
        ok=complete and bare.certain and not (against or covers or impossible),
        truncated=bare.truncated or more or more_against,
    )


def _cover(table: DecisionTable, found: Covered) -> Cover:
    by = tuple(table.rules[rule].id for rule in found.by)
    return Cover.model_construct(rule=table.rules[found.rule].id, by=by, certain=found.certain)


def _constant(table: DecisionTable) -> Iterator[str]:
    """Yield what all answers of a table have in common."""
    answers = [rule.then for rule in table.rules] + ([] if table.default is None else [table.default])
    if len(answers) == 1:
        return
    first, *others = answers
    if not all(isinstance(answer, Record) for answer in answers):
        if all(distinct(answer) == distinct(first) for answer in others):
            yield "output"
        return
    for key, value in cast("Record", first).items():
        if all(key in answer and distinct(answer[key]) == distinct(value) for answer in others):
            yield key


def verified(table: DecisionTable) -> DecisionTable:
    """Return the table itself, if nothing contradicts its hit policy.

    Raises:
        ConfigurationError: every conflict, with the two rules and the facts that both match.
    """
    partition = Partition(table)
    found, _ = overlaps(table, partition, conflicts(table, partition), None)
    if found:
        places = {rule.id: place for place, rule in enumerate(table.rules)}
        must = "only one rule may match" if table.hit_policy == "unique" else "rules that match must agree"
        faults = [(f"rules[{places[one.rules[1]]}]", f"under {table.hit_policy!r} {must}, but {one}") for one in found]
        raise ConfigurationError(faults, what="DecisionTable")
    return table
