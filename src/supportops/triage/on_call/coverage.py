"""Where nobody is on duty, where two are, and what else to look at."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from supportops._instants import to_us
from supportops._model import Model
from supportops._shown import Grid, InGrid, amount
from supportops.calendar.local import WallClock
from supportops.triage._names import Instant
from supportops.triage.on_call._handovers import local_text

__all__ = ["Coverage"]


class Coverage(InGrid, Model):
    """What a rota, or a layer of rotas, covers of a stretch of time.

    Instants are in UTC; the text shows them in the zone.

    Attributes:
        name: of the rota or the role.
        zone: of the rota, or of the layer's first.
        start, end: the stretch asked about.
        gaps: stretches (start, end) of the calendar in which nobody is on duty.
        overlaps: stretches (start, end) of the calendar that two claim. In a rota, two overrides with different
            people; in a layer, two rotas that both have somebody.
        findings: what else to look at, in plain words.

    Example:
        >>> from datetime import UTC, datetime
        >>> start, end = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)
        >>> print(Coverage(name="API", zone="UTC", start=start, end=end))
        API: no gaps, no overlaps, no findings; times in UTC
    """

    name: str
    zone: str
    start: Instant
    end: Instant
    gaps: tuple[tuple[Instant, Instant], ...] = ()
    overlaps: tuple[tuple[Instant, Instant], ...] = ()
    findings: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is no gap, no overlap and no finding."""
        return not (self.gaps or self.overlaps or self.findings)

    @property
    def uncovered(self) -> timedelta:
        """The time of all gaps together."""
        return sum((end - start for start, end in self.gaps), timedelta(0))

    def _grid(self) -> Grid:
        clock = WallClock(ZoneInfo(self.zone))
        spans = [("gap", span) for span in self.gaps] + [("overlap", span) for span in self.overlaps]
        rows = []
        for kind, (start, end) in sorted(spans, key=lambda item: item[1]):
            text = f"{local_text(clock, to_us(start))} to {local_text(clock, to_us(end))} ({amount(end - start)})"
            rows.append((kind, text))
        rows += [("finding", text) for text in self.findings]
        uncovered = f" ({amount(self.uncovered)})" if self.gaps else ""
        counts = f"{_count(self.gaps, 'gap')}{uncovered}, {_count(self.overlaps, 'overlap')}"
        headline = f"{self.name}: {counts}, {_count(self.findings, 'finding')}; times in {self.zone}"
        return Grid(headline, ("what", "where"), rows)


def _count(found: tuple[object, ...], word: str) -> str:
    return f"{len(found) or 'no'} {word}{'' if len(found) == 1 else 's'}"
