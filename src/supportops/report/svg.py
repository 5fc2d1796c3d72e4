"""Charts as inline SVG: no script, no font, no network. Each has a title and a description in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

__all__ = ["Bar", "bars", "columns", "curve"]

_WIDTH = 720
_ROW = 24
_PLOT = 180
_LEFT = 210
_BASE = 44


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length, and the words at its end. None has no bar."""

    label: str
    value: float | None
    words: str


def bars(title: str, parts: Sequence[Bar]) -> str:
    """Return horizontal bars of shares from 0 to 1."""
    room = _WIDTH - _LEFT - 90
    shapes = []
    for index, part in enumerate(parts):
        y = index * _ROW + 4
        length = (part.value or 0) * room
        shapes += [
            _text(_LEFT - 8, y + 14, part.label, anchor="end"),
            f'<rect class="rest" x="{_LEFT}" y="{y}" width="{room}" height="18"/>',
            f'<rect class="bar" x="{_LEFT}" y="{y}" width="{length:.1f}" height="18"/>',
            _text(_LEFT + room + 8, y + 14, part.words),
        ]
    return _svg(title, "; ".join(f"{part.label}: {part.words}" for part in parts), len(parts) * _ROW + 8, shapes)


def columns(title: str, parts: Sequence[Bar]) -> str:
    """Return upright bars, as high as their values."""
    top = max((part.value or 0 for part in parts), default=0) or 1
    step = _WIDTH / max(len(parts), 1)
    shapes = []
    for index, part in enumerate(parts):
        height = (part.value or 0) / top * (_PLOT - 20)
        x, y, middle = index * step + 4, _PLOT - height, index * step + step / 2
        shapes += [
            f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{step - 8:.1f}" height="{height:.1f}"/>',
            _text(middle, _PLOT - height - 5, part.words, anchor="middle"),
            _text(middle, _PLOT + 16, part.label, anchor="middle"),
        ]
    return _svg(title, "; ".join(f"{part.label}: {part.words}" for part in parts), _PLOT + 28, shapes)


def curve(title: str, parts: Sequence[Bar], *, faint_from: int | None, remark: str) -> str:
    """Return a curve through values, oldest first; from place `faint_from` on it is faint, and `remark` says why."""
    top = max((part.value or 0 for part in parts), default=0) or 1
    step = (_WIDTH - _BASE - 16) / max(len(parts) - 1, 1)
    points = [(_BASE + i * step, _PLOT - (part.value or 0) / top * (_PLOT - 20)) for i, part in enumerate(parts)]
    shapes = [
        f'<line class="axis" x1="{_BASE}" y1="{_PLOT}" x2="{_WIDTH - 16}" y2="{_PLOT}"/>',
        _text(_BASE - 6, 24, f"{top:,.0f}", anchor="end"),
        _text(_BASE - 6, _PLOT, "0", anchor="end"),
    ]
    split = len(points) if faint_from is None else faint_from
    # Both parts share the point at which one becomes the other.
    shapes += [_line("curve", points[:split]), _line("faint", points[max(split - 1, 0) :])]
    for index in sorted({0, len(parts) - 1, *([] if faint_from is None else [faint_from])} & set(range(len(parts)))):
        shapes.append(_text(points[index][0], _PLOT + 16, parts[index].label, anchor=_anchor(index, len(parts))))
    words = "; ".join(f"{part.label}: {part.words}" for part in parts)
    return _svg(title, f"{words}. {remark}".strip(), _PLOT + 28, shapes)


def _anchor(index: int, count: int) -> str:
    return "start" if index == 0 else "end" if index == count - 1 else "middle"


def _line(kind: str, points: Iterable[tuple[float, float]]) -> str:
    found = list(points)
    if len(found) < 2:
        return "".join(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in found)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in found)
    return f'<polyline class="{kind}" points="{path}"/>'


def _text(x: float, y: float, words: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(title: str, description: str, height: float, shapes: Iterable[str]) -> str:
    name = "".join(letter if letter.isalnum() else "-" for letter in title.lower())
    return (
        f'<svg role="img" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {_WIDTH} {height:.0f}">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f"{''.join(shapes)}</svg>"
    )
