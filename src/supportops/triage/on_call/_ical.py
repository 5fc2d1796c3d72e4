"""Shifts as iCalendar text (RFC 5545), so that any calendar program shows them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from supportops._instants import from_us
from supportops.triage.on_call._duty import Piece

__all__ = ["calendar_text"]

_WIDTH = 75
"""Octets of a line, without its end."""
_SECOND_US = 1_000_000


def calendar_text(name: str, pieces: Iterable[Piece]) -> str:
    """Return one VEVENT for each piece."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//supportops//rota//EN"]
    for start, end, person in pieces:
        lines += _event(name, start // _SECOND_US, end // _SECOND_US, person)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(name: str, start: int, end: int, person: str) -> list[str]:
    # iCalendar knows whole seconds, and an event has some length.
    if start == end:
        return []
    first, last = _instant(start), _instant(end)
    digest = hashlib.sha256(f"{first} {name}".encode()).hexdigest()
    return [
        "BEGIN:VEVENT",
        f"UID:{digest[:32]}@supportops",
        f"DTSTAMP:{first}",
        f"DTSTART:{first}",
        f"DTEND:{last}",
        f"SUMMARY:{_escaped(f'{name}: {person}')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _instant(second: int) -> str:
    text = from_us(second * _SECOND_US).isoformat()
    return text.replace("-", "").replace(":", "")[:15] + "Z"


def _escaped(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    # Other control characters are not allowed in a text.
    return "".join(letter if letter >= " " and letter != "\x7f" else " " for letter in text)


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, none of which cuts a letter; the later ones begin with a space."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _WIDTH:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
