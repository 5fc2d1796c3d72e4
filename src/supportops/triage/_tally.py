"""Two rows of answers to the same tickets, counted against each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from supportops._agreement import cohen_kappa
from supportops._frozen import FrozenMap
from supportops.errors import AmbiguousMatchError, DomainError, NoMatchError
from supportops.triage._hits import AMBIGUOUS
from supportops.triage.decision import Decision
from supportops.triage.outputs import distinct

if TYPE_CHECKING:
    from supportops.triage.table import DecisionTable

__all__ = ["Confusion", "Tally", "answer", "answered", "outputs_of", "reason", "tallied"]

Confusion: TypeAlias = Mapping[tuple[object, object], int]
"""How many tickets have each pair of answers; None where there is none."""


class Tally(NamedTuple):
    """How often two rows of answers are the same, how often each pair stands, and all answers in order."""

    agreed: int
    kappa: float | None
    confusion: Confusion
    answers: tuple[object, ...]


def tallied(first: Sequence[object], second: Sequence[object], order: Sequence[object]) -> Tally:
    """Return the counts of two rows of answers, in an order of the answers: others behind, and none as the last."""
    places: dict[Hashable, int] = {}
    named: list[object] = []
    for one in (*order, *first, *second):
        if one is not None and places.setdefault(distinct(one), len(named)) == len(named):
            named.append(one)
    places[None] = len(named)
    # By their places, as True is not 1, though as keys of a mapping they are.
    rows = [[places[distinct(one)] for one in row] for row in (first, second)]
    pairs = zip(zip(*rows, strict=True), zip(first, second, strict=True), strict=True)
    confusion: dict[tuple[object, object], int] = {}
    for _, pair in sorted(pairs, key=itemgetter(0)):
        confusion[pair] = confusion.get(pair, 0) + 1
    return Tally(
        agreed=sum(one == other for one, other in zip(*rows, strict=True)),
        kappa=cohen_kappa(*rows),
        confusion=FrozenMap(confusion),
        answers=tuple([*named, None][place] for place in sorted({*rows[0], *rows[1]})),
    )


def outputs_of(table: DecisionTable) -> Iterator[object]:
    """Yield the outputs that a table may give, by rank or in rule order; some more than once."""
    yield from table.ranking
    yield from (rule.then for rule in table.rules)
    if table.default is not None:
        yield table.default


def answered(table: DecisionTable, facts: Mapping[str, object], index: int) -> Decision:
    """Return the decision about a ticket. Where no rule matches, or too many do, it is one without an output.

    Raises:
        DomainError: a fact of a wrong type or outside its input; `.index`.
    """
    try:
        return table.decide(facts)
    except (NoMatchError, AmbiguousMatchError):
        engine, copied = table._engine, dict(facts)
        matched, undecided = engine.hits(copied)
        choice, _ = engine.settle(engine.answers, matched, undecided)
        return Decision(engine, copied, matched, undecided, choice, None, None, ())
    except DomainError as error:
        raise DomainError(
            f"ticket {index}, table {table.name!r}: {error}",
            field=error.field,
            value=error.value,
            allowed=error.allowed,
            index=index,
        ) from None


def answer(decision: Decision) -> object:
    """Return what a decision answers; None while it still asks for a fact."""
    return None if decision.needs else decision.output


def reason(decision: Decision) -> str:
    """Return who decided, or why nobody did."""
    if decision.needs:
        return f"asks for {', '.join(decision.needs)}"
    if decision.is_default:
        return "by default"
    if decision._choice == AMBIGUOUS:
        return f"no answer, as several rules match: {', '.join(decision.also_matched)}"
    return f"by {', '.join(decision.rules)}" if decision.rules else "as no rule matches"
