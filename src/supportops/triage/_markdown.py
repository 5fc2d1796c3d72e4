"""Facts as Markdown that reads as they were written: no text can make a heading, a link or a table of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta, tzinfo
from itertools import chain

from supportops._shown import amount
from supportops.triage._blank import is_blank
from supportops.triage._domains import plain

__all__ = ["bullets", "cell", "escaped", "inline", "instant_text", "lines_of"]

_MISSING = "**missing**"
# Addresses stay as they are: readers click on them. Brackets and stars end one, so that none hides a link.
_ADDRESS = re.compile(r"(https?://(?:[\w.~:/?#@$+,;=%-]|&(?!#?\w+;))+)")
_INSIDE = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# What begins a heading, a quote, a list, a rule or a table.
_AT_START = re.compile(r"^(#|>|\||:(?=-)|[-+=](?=[-+=\s]|$)|\d{1,9}(?=[.)](?:\s|$)))")
_COLLECTION = (Mapping, list, tuple, set, frozenset)
_INDENT = "  "
_BREAK = f"{_INDENT}\n{_INDENT}"


def escaped(text: str) -> str:
    r"""Return one line of text so that Markdown shows it as it is; addresses of pages are left alone.

    Example:
        >>> print(escaped("<b>2*3</b> in steps_taken, see https://status.example.com/a_b"))
        \<b>2\*3\</b> in steps_taken, see https://status.example.com/a_b
    """
    return _AT_START.sub(_guarded, cell(text))


def cell(text: str) -> str:
    """Return one line of text for a cell of a table, which guards its bars itself."""
    parts = _ADDRESS.split(" ".join(text.split()))
    return "".join(part if index % 2 else _INSIDE.sub(r"\\\g<0>", part) for index, part in enumerate(parts))


def instant_text(instant: datetime, zone: tzinfo | None = None) -> str:
    """Return an instant as people read it, in a zone or in its own; seconds only where there are some.

    Example:
        >>> from datetime import UTC
        >>> instant_text(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
        '2026-03-02 09:30 UTC'
    """
    local = instant if zone is None else instant.astimezone(zone)
    seconds = "" if local.second == local.microsecond == 0 else f":{local.second:02d}"
    return f"{local:%Y-%m-%d %H:%M}{seconds} {local.tzname() or ''}".rstrip()


def lines_of(fact: object, zone: tzinfo | None = None) -> list[str]:
    """Return a fact as escaped lines: the items of a list, the entries of a mapping, the lines of a text."""
    fact = plain(fact)
    if isinstance(fact, _COLLECTION):
        return _parts(fact, zone, inline)
    return [line for line in map(escaped, _text(fact, zone).splitlines()) if line]


def inline(fact: object, zone: tzinfo | None = None) -> str:
    """Return a fact as one escaped line."""
    if is_blank(fact):
        return _MISSING
    fact = plain(fact)
    return "; ".join(_parts(fact, zone, _flat)) if isinstance(fact, _COLLECTION) else _flat(fact, zone)


def bullets(title: str, facts: Mapping[str, object]) -> str:
    """Return a bold title and the facts as a list; what is blank is marked as missing."""
    return "\n".join([f"**{escaped(title)}**", "", *chain.from_iterable(_bullet(*fact) for fact in facts.items())])


def _parts(fact: Collection[object], zone: tzinfo | None, show: Callable[[object, tzinfo | None], str]) -> list[str]:
    """Return the entries of a mapping, or the items of a collection that say something; those of a set in order."""
    if isinstance(fact, Mapping):
        return [f"{_flat(key, zone)}: {show(value, zone)}" for key, value in fact.items()]
    shown = [show(item, zone) for item in fact if not is_blank(item)]
    return sorted(shown) if isinstance(fact, set | frozenset) else shown


def _flat(fact: object, zone: tzinfo | None) -> str:
    return escaped(_text(fact, zone))


def _bullet(name: str, fact: object) -> list[str]:
    head = f"- **{escaped(name)}**:"
    if is_blank(fact):
        return [f"{head} {_MISSING}"]
    lines = lines_of(fact)
    if isinstance(plain(fact), str) or len(lines) == 1:
        # Two blanks at its end break a line of text.
        return f"{head} {_BREAK.join(lines)}".split("\n")
    return [head, *(f"{_INDENT}- {line}" for line in lines)]


def _text(fact: object, zone: tzinfo | None) -> str:
    fact = plain(fact)
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, datetime):
        return instant_text(fact, zone if fact.tzinfo is not None else None)
    if isinstance(fact, _COLLECTION):
        return _written(fact)
    return amount(fact) if isinstance(fact, timedelta) else str(fact)


def _written(fact: object, around: tuple[object, ...] = ()) -> str:
    """Return a collection as Python writes it; a set in order, as its own order differs from run to run."""
    if not isinstance(fact, _COLLECTION):
        return repr(fact)
    if any(fact is one for one in around):
        return "..."
    within = (*around, fact)
    if isinstance(fact, Mapping):
        return f"{{{', '.join(f'{_written(key, within)}: {_written(value, within)}' for key, value in fact.items())}}}"
    items = [_written(item, within) for item in fact]
    if isinstance(fact, list):
        return f"[{', '.join(items)}]"
    if isinstance(fact, tuple):
        return f"({', '.join(items)}{',' * (len(items) == 1)})"
    return f"{{{', '.join(sorted(items))}}}"


def _guarded(match: re.Match[str]) -> str:
    # A backslash before a digit is no escape; before the stop behind it, it is.
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"
