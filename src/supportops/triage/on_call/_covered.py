"""Gaps and overlaps of rotas, in integers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime

from supportops._instants import from_us
from supportops.calendar import AnyCalendar, Calendar
from supportops.calendar.combined import common, inverted, united
from supportops.calendar.spans import Span, joined
from supportops.triage._checked import must_be
from supportops.triage.on_call._duty import Duty
from supportops.triage.on_call._findings import of_a_rota, of_any
from supportops.triage.on_call.coverage import Coverage
from supportops.triage.on_call.shift import stretch_us

__all__ = ["layer_coverage", "rota_coverage"]


def rota_coverage(name: str, duty: Duty, start: datetime, end: datetime, calendar: AnyCalendar | None) -> Coverage:
    """Return what one rota covers."""
    lo, hi = stretch_us(start, end)
    wanted, pieces = _wanted(calendar, lo, hi), duty.pieces(lo, hi)
    contested = _contested(duty, lo, hi)
    findings = [*of_a_rota(duty, lo, hi, wanted, pieces), *of_any(duty, lo, hi, contested)]
    covered = joined((opening, closing) for opening, closing, _ in pieces)
    return Coverage(
        name=name, zone=duty.handovers.clock.zone.key, start=start, end=end, findings=tuple(findings),
        gaps=_instants(common(wanted, inverted(covered, lo, hi))), overlaps=_instants(common(wanted, contested)),
    )  # fmt: skip


def layer_coverage(
    role: str, rotas: Sequence[tuple[str, Duty]], start: datetime, end: datetime, calendar: AnyCalendar | None
) -> Coverage:
    """Return what the rotas of a role cover together."""
    lo, hi = stretch_us(start, end)
    wanted = _wanted(calendar, lo, hi)
    spans = [joined((opening, closing) for opening, closing, _ in duty.pieces(lo, hi)) for _, duty in rotas]
    doubled = shared((opening, closing, place) for place, one in enumerate(spans) for opening, closing in one)
    findings = [f"{name}: {text}" for name, duty in rotas for text in of_any(duty, lo, hi, _contested(duty, lo, hi))]
    return Coverage(
        name=role, zone=rotas[0][1].handovers.clock.zone.key, start=start, end=end, findings=tuple(findings),
        gaps=_instants(common(wanted, inverted(united(spans), lo, hi))), overlaps=_instants(common(wanted, doubled)),
    )  # fmt: skip


def shared(claims: Iterable[tuple[int, int, Hashable]]) -> list[Span]:
    """Return the stretches that two or more different ones claim.

    Example:
        >>> shared([(0, 10, "ann"), (5, 20, "bob"), (6, 8, "bob"), (15, 30, "cyd")])
        [(5, 10), (15, 20)]
    """
    changes = [(at, step, who) for start, end, who in claims for at, step in ((start, 1), (end, -1))]
    active: Counter[Hashable] = Counter()
    found: list[Span] = []
    last = 0
    for at, step, who in sorted(changes, key=lambda change: change[0]):
        if len(active) > 1:
            found.append((last, at))
        active[who] += step
        if not active[who]:
            del active[who]
        last = at
    return joined(found)


def _contested(duty: Duty, lo: int, hi: int) -> list[Span]:
    """Return where overrides with different people meet, inside the hours."""
    return common(duty.open_spans(lo, hi), shared(duty.claims))


def _wanted(calendar: AnyCalendar | None, lo: int, hi: int) -> list[Span]:
    if calendar is not None:
        must_be(Calendar, calendar, "calendar", "a calendar, or None for always")
        return calendar.intervals_us(lo, hi)
    return [(lo, hi)] if lo < hi else []


def _instants(spans: Iterable[Span]) -> tuple[tuple[datetime, datetime], ...]:
    return tuple((from_us(start), from_us(end)) for start, end in spans)
