"""What may be wrong with a clock that was stored: the text was cut, edited, or is another ticket's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from supportops.sla._one.state import LIVE, Ledger, MetricState, TimerState
from supportops.tickets import AnyEvent, Created

if TYPE_CHECKING:
    from supportops.sla._one.book import Book

__all__ = ["damage"]

Fault = tuple[str, str]


def damage(settled: Ledger | None, group: Sequence[AnyEvent], book: Book | None) -> list[Fault]:
    """Return what cannot be right in a stored clock; without a book, what no policy could have left so."""
    return [*_group_damage(settled, group), *(() if settled is None else _ledger_damage(settled, book))]


def _group_damage(settled: Ledger | None, group: Sequence[AnyEvent]) -> Iterator[Fault]:
    if not group:
        yield "group", "a stored clock has at least one event here"
    elif any(event.at_us != group[0].at_us for event in group):
        yield "group", "these events are of several instants; a stored clock keeps those of the last one"
    elif settled is not None and settled.at > group[0].at_us:
        yield "group", "these events lie before the settled state"
    for index, event in enumerate(group):
        if isinstance(event, Created) != (settled is None and index == 0):
            yield f"group[{index}]", "a clock begins with the creation, and there is only one"


def _ledger_damage(settled: Ledger, book: Book | None) -> Iterator[Fault]:
    if book is not None and not 0 <= settled.policy < len(book.plans):
        yield "settled.policy", f"there is no policy number {settled.policy!r}"
        return
    names = [state.name for state in settled.metrics]
    if book is not None and names != [metric.name for metric in book.plans[settled.policy].metrics]:
        yield "settled.metrics", f"these are not the metrics of the policy: {', '.join(names)}"
    for path, states in (("metrics", settled.metrics), ("left", settled.left)):
        for index, state in enumerate(states):
            for fault in _state_damage(state, book):
                yield f"settled.{path}[{index}].last", fault


def _state_damage(state: MetricState, book: Book | None) -> Iterator[str]:
    timer = state.last
    if timer is None:
        return
    if timer.metric != state.name:
        yield f"the timer of {timer.metric!r} stands under {state.name!r}"
    if (timer.state == LIVE) != (timer.ended is None):
        yield f"state {timer.state!r} does not go with ended {timer.ended!r}"
    if not 0 <= timer.slot < len(timer.tallies):
        yield f"slot {timer.slot!r} names none of its {len(timer.tallies)} tallies"
    if book is not None and not _fits(timer, book):
        yield "its tallies or stages are not those of the policy"


def _fits(timer: TimerState, book: Book) -> bool:
    if not 0 <= timer.policy < len(book.plans):
        return False
    plan = book.plans[timer.policy]
    numbers = [timer.calendar, *(tally.calendar for tally in timer.tallies)]
    return (
        all(0 <= number < len(plan.calendars) for number in numbers)
        and len(timer.tallies) == (len(plan.tallied) or 1)
        and len(timer.reached) == len(plan.marks)
    )
