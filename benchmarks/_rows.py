"""What a benchmark reports: our rate, a peer's rate in the same run, and the ratio that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

__all__ = ["Row", "rate"]


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. Rates are results per second; the ratio is ours over the peer's."""

    name: str
    ours_per_s: float
    peer: str
    peer_per_s: float
    wanted: float

    @property
    def ratio(self) -> float:
        """How many times faster ours is."""
        return self.ours_per_s / self.peer_per_s

    @property
    def holds(self) -> bool:
        """Whether the wanted ratio is reached."""
        return self.ratio >= self.wanted

    def __str__(self) -> str:
        mark = "ok  " if self.holds else "MISS"
        return (
            f"{mark} {self.name:<34} {self.ours_per_s:>13,.0f}/s   {self.peer:<28} {self.peer_per_s:>12,.0f}/s"
            f"   x {self.ratio:>9,.4g}   wanted {self.wanted:,.4g}"
        )


def rate(work: Callable[[], object], results: int, *, repeats: int = 5) -> float:
    """Return results per second of a piece of work, the best of so many runs."""
    best = float("inf")
    for _ in range(repeats):
        started = perf_counter()
        work()
        best = min(best, perf_counter() - started)
    return results / best
