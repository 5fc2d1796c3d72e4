"""What there is to say about a rota and a stretch of time, beside its gaps and overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supportops._instants import MICROSECOND, from_us
from supportops._shown import amount
from supportops.calendar.combined import common, inverted
from supportops.calendar.spans import Span
from supportops.triage.on_call._duty import Duty, Piece
from supportops.triage.on_call._handovers import local_text

__all__ = ["of_a_rota", "of_any"]


def of_any(duty: Duty, lo: int, hi: int, contested: Sequence[Span]) -> Iterator[str]:
    """Yield the findings that hold for a rota by itself and as one of a layer."""
    yield from _changes_of_the_clocks(duty, lo, hi)
    clock = duty.handovers.clock
    for start, end, person in duty.claims:
        if start < hi and end > lo and not duty.open_spans(max(start, lo), min(end, hi)):
            what = f"the override of {person!r} from {local_text(clock, start)}"
            yield f"{what} lies outside the hours in this stretch; it changes nothing"
    for start, end in contested:
        text = f"from {local_text(clock, start)} to {local_text(clock, end)}"
        yield f"two overrides name different people {text}; the later in the list holds"


def of_a_rota(duty: Duty, lo: int, hi: int, wanted: list[Span], pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield the findings about one rota that is to do all alone."""
    clock, handovers = duty.handovers.clock, duty.handovers
    if lo < duty.begins:
        yield f"the rota begins on {local_text(clock, duty.begins)}, after the start of what is asked about"
    left_out = common(wanted, inverted(duty.open_spans(lo, hi), lo, hi))
    if left_out:
        total = amount(MICROSECOND * sum(end - start for start, end in left_out))
        yield f"its hours leave out {total} of what is asked about, first from {local_text(clock, left_out[0][0])}"
    on_duty = {person for _, _, person in pieces}
    is_whole_round = handovers.number(hi - 1) - max(handovers.number(lo), 0) + 1 >= len(duty.people)
    if len(on_duty) == 1 and is_whole_round:
        everybody = len(set(duty.people))
        yield f"{on_duty.pop()!r} has every shift, though {everybody} people share the rota"


def _changes_of_the_clocks(duty: Duty, lo: int, hi: int) -> Iterator[str]:
    handovers = duty.handovers
    zone = handovers.clock.zone.key
    for k in range(handovers.number(lo - 1) + 1, handovers.number(hi - 1) + 1):
        skipped = handovers.skipped(k)
        if skipped:
            what = "is skipped by the clocks" if skipped > 0 else "comes twice"
            where = "on the change" if skipped > 0 else "on the first of the two"
            instant = from_us(handovers.instant(k)).isoformat()
            yield f"the handover of {handovers.wall(k)} {what} in {zone}; it falls {where}, {instant}"
