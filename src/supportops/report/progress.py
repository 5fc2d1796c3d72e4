"""How far a long run has come, shown to a person who waits at a terminal for more than two seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from time import monotonic
from typing import Protocol, TextIO, TypeVar

__all__ = ["Track", "bar_on", "silent"]

T = TypeVar("T")

_DELAY_S = 2.0
_REFRESH_S = 0.2


class Track(Protocol):
    """Passes things through and may show how many there were."""

    def __call__(self, things: Iterable[T], label: str) -> Iterable[T]: ...


def silent(things: Iterable[T], label: str) -> Iterable[T]:  # noqa: ARG001 - a Track has a label
    """Pass things through and show nothing."""
    return things


def bar_on(stream: TextIO, *, clock: Callable[[], float] = monotonic) -> Track:
    """Return a progress bar for a terminal; anything else gets none.

    It is tqdm's when tqdm is there (the `progress` extra), and else a line with a count.

    Args:
        stream: where to show it, usually `sys.stderr`.
        clock: seconds that only rise; the bar appears once one run takes over two of them.
    """
    if not stream.isatty():
        return silent
    try:
        from tqdm import tqdm
    except ImportError:
        return _Plain(stream, clock)

    def with_tqdm(things: Iterable[T], label: str) -> Iterable[T]:
        return tqdm(things, desc=label, file=stream, delay=_DELAY_S, leave=False, unit="")

    return with_tqdm
