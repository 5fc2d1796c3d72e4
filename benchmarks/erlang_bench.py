"""Agents for a year of half-hours and for one, against pyworkforce and pyqueueing.

Each peer's answers are compared with ours before anything is timed, interval by interval. Half-hours without a contact
are errors there, and one of them starts its search above the least number; both are counted and shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

import numpy as np
import numpy.typing as npt
from benchmarks._rows import Row, rate
from pyqueueing import ErlangC as OtherErlangC
from pyworkforce.queuing import ErlangC

from supportops.capacity import erlang

HALF_HOURS = 17_520
YEAR_MS, YEAR_RATIO, ONE_RATIO = 5.0, 20.0, 4.0
HANDLE_S, INTERVAL_S, WITHIN_S, TARGET = 180.0, 1800.0, 20.0, 0.8
CALLS = 1000

Volumes = npt.NDArray[np.int64]


def lines() -> Iterator[str]:
    """Yield one row a figure."""
    volumes = year()
    ours = whole(volumes)
    yield from (check(name, peer, volumes, ours) for name, peer in PEERS.items())
    yield year_row(volumes, "a year of half-hours", np.full(HALF_HOURS, HANDLE_S), gated=True)
    handle = np.random.default_rng(7).integers(120, 241, HALF_HOURS).astype(np.float64)
    yield year_row(volumes, "the same, each handle time its own", handle, gated=False)
    ours_per_s = rate(lambda: whole(volumes), HALF_HOURS, repeats=9)
    for name, peer in PEERS.items():
        yield str(Row("half-hours of a year", ours_per_s, name, year_rate(peer, volumes), YEAR_RATIO))
    for name, peer in PEERS.items():
        theirs = one_rate(lambda peer=peer: peer(100))
        yield str(Row("one half-hour, 100 contacts", one_rate(one), name, theirs, ONE_RATIO))


def year() -> Volumes:
    """Return a year of half-hours: busy days, quiet nights, quieter weekends."""
    rng = np.random.default_rng(2024)
    slot = np.arange(HALF_HOURS)
    hour, day = slot / 2 % 24, slot // 48 % 7
    busy = 140.0 * np.exp(-(((hour - 13.0) / 5.0) ** 2)) * np.where(day < 5, 1.0, 0.4)
    return rng.poisson(np.maximum(busy, 1.5)).astype(np.int64)


def whole(volumes: Volumes) -> Volumes:
    """Return our agents; the service level is read too."""
    found = erlang.required_agents(
        volume=volumes, interval_s=INTERVAL_S, handle_time_s=HANDLE_S, target=TARGET, within_s=WITHIN_S
    )
    found.service_level  # noqa: B018 - reading is what is timed
    return np.asarray(found.rounded)


def one() -> tuple[object, object]:
    """Ask for one half-hour as a caller would, and read the answer."""
    found = erlang.required_agents(volume=100, interval="30m", handle_time="3m", target=TARGET, within="20s")
    return found.rounded, found.service_level


def pyworkforce(volume: int) -> int:
    """Return the peer's agents; its times are minutes."""
    queue = ErlangC(transactions=volume, aht=HANDLE_S / 60, interval=INTERVAL_S / 60, asa=WITHIN_S / 60, shrinkage=0.0)
    return int(queue.required_positions(service_level=TARGET, max_occupancy=1.0)["raw_positions"])


def pyqueueing(volume: int) -> int:
    """Return the peer's agents."""
    queue = OtherErlangC(arrival_rate=volume / INTERVAL_S, service_rate=1 / HANDLE_S)
    return int(queue.required_servers(target_service_level=(WITHIN_S, TARGET)))


PEERS: dict[str, Callable[[int], int]] = {"pyworkforce": pyworkforce, "pyqueueing": pyqueueing}


def check(name: str, peer: Callable[[int], int], volumes: Volumes, ours: Volumes) -> str:
    """Return how often a peer's answer is ours; stop where it is less, as then one of the two breaks the promise."""
    equal = more = raised = 0
    for volume, agents in zip(volumes.tolist(), ours.tolist(), strict=True):
        try:
            theirs = peer(volume)
        except (ValueError, ZeroDivisionError):
            raised += 1
            continue
        if theirs < agents:
            raise SystemExit(f"{name} gives {theirs} agents for {volume} contacts, we give {agents}")
        equal, more = equal + (theirs == agents), more + (theirs > agents)
    return f"     {name:<34} {equal:,} answers equal, {more:,} larger than needed, {raised:,} raised; ours 0 raised"


def year_row(volumes: Volumes, name: str, handle_s: npt.NDArray[np.float64], *, gated: bool) -> str:
    """Return how long the year takes us."""
    best = float("inf")
    for _ in range(15):
        started = perf_counter()
        found = erlang.required_agents(
            volume=volumes, interval_s=INTERVAL_S, handle_time_s=handle_s, target=TARGET, within_s=WITHIN_S
        )
        found.rounded, found.service_level  # noqa: B018
        best = min(best, (perf_counter() - started) * 1000)
    mark = "    " if not gated else "ok  " if best <= YEAR_MS else "MISS"
    return f"{mark} {name:<34} {best:>12,.2f} ms" + (f"   wanted {YEAR_MS:g} ms" if gated else "")


def year_rate(peer: Callable[[int], int], volumes: Volumes) -> float:
    """Return a peer's half-hours a second, over those that it answers."""
    answered = volumes[volumes > 0].tolist()
    return rate(lambda: [peer(volume) for volume in answered], len(answered), repeats=3)


def one_rate(work: Callable[[], object]) -> float:
    """Return calls a second."""
    # So many, as a shared machine is slow for a whole second now and then.
    return rate(lambda: [work() for _ in range(CALLS)], CALLS, repeats=100)
