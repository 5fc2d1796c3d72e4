"""How far a long run has come, shown to a person who waits at a terminal for more than two seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from time import monotonic
from typing import Protocol, TextIO, TypeVar

__all__ = ["Track", "bar_on", "silent"]

T = TypeVar("T")

_DELAY_S = 2.0
_REFRESH_S = 0.2


class Track(Protocol):
    """Passes things through and may show how many there were."""

    def __call__(self, things: Iterable[T], label: str) -> Iterable[T]:
        """Return the things to go through; `label` says what is done with them."""


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
        return tqdm(things, desc=label, file=stream, delay=_DELAY_S, leave=False)

    return with_tqdm


class _Plain:
    """A line with a count, written over itself and wiped at the end."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._clock = clock

    def __call__(self, things: Iterable[T], label: str) -> Iterator[T]:
        shown = self._clock() + _DELAY_S - _REFRESH_S
        whole = f" of {len(things):,}" if isinstance(things, Sized) else ""
        width = 0
        for count, thing in enumerate(things, start=1):
            yield thing
            now = self._clock()
            if now >= shown + _REFRESH_S:
                shown, text = now, f"{label}: {count:,}{whole}"
                width = max(width, len(text))
                self._write(f"\r{text:<{width}}")
        if width:
            self._write(f"\r{'':<{width}}\r")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
