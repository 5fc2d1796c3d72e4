"""Text folded and cut into words, and the way back to what was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

__all__ = ["cut", "fold", "is_spaceless", "origin", "spans"]

_ASCII_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*+")
# The blocks of Thai and Lao, Burmese, Khmer, Han and Kana, each from its first to its last code point.
_SPACELESS = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x30FF),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0xF900, 0xFAFF),
    (0x116D0, 0x116FF), (0x1AFF0, 0x1B16F), (0x20000, 0x33FFF),
)  # fmt: skip
# Unicode keeps its marks here; a test looks for them everywhere else.
_WITH_MARKS = (
    (0x300, 0x30FF), (0xA660, 0xABFF), (0xFB1E, 0xFE2F), (0x10000, 0x16FFF), (0x1BC00, 0x1EFFF), (0xE0100, 0xE01EF),
)  # fmt: skip
# Halfwidth kana write their two voicing marks as letters, which become marks when they are folded.
_HALFWIDTH_MARKS = "\uff9e\uff9f"
# A syllable of Hangul may be written as its parts, and is put together when it is folded.
_HANGUL_PARTS = range(0x1160, 0x1200)
_MOST_MARKS = 30
_JOINER = "\u034f"
_SIZES = (1024, 32, 1)
_RARE = "\U00010000-\U0010ffff"


class _Patterns(NamedTuple):
    word: re.Pattern[str]
    spaceless: re.Pattern[str]
    many_marks: re.Pattern[str]
    perhaps_many: re.Pattern[str]


def fold(text: str) -> str:
    """Return a text in the one form in which texts are compared: NFKC, case folded, one apostrophe."""
    if text.isascii():
        return text.lower()
    # Sorting marks takes the square of how many follow each other, so a long run is parted, as Unicode's
    # stream-safe text is (UAX 15, section 13).
    patterns = _patterns()
    calm = patterns.many_marks.sub(rf"\g<0>{_JOINER}", text) if patterns.perhaps_many.search(text) else text
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", calm).casefold())
    return folded.replace("\u2019", "'").replace("\u02bc", "'")


def cut(folded: str) -> list[str]:
    """Return the words of a folded text."""
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    return [run for run in _patterns().word.findall(folded) if _is_word(run)]


def spans(folded: str) -> list[tuple[int, int]]:
    """Return where the words of a folded text stand, as (start, end)."""
    if folded.isascii():
        return [match.span() for match in _ASCII_WORD.finditer(folded)]
    return [match.span() for match in _patterns().word.finditer(folded) if _is_word(match[0])]


def is_spaceless(word: str) -> bool:
    """Return whether a word is in a script that is written without spaces."""
    return not word.isascii() and _patterns().spaceless.match(word) is not None


def origin(text: str, position: int) -> tuple[int, int]:
    """Return the part of a text, as (start, end), that became the character at a position of its fold."""
    if text.isascii():
        return position, position + 1
    part = 0, len(text)
    for size in _SIZES:
        for piece in _pieces(text, *part, size):
            length = len(fold(text[slice(*piece)]))
            if position < length:
                part = piece
                break
            position -= length
    return part


def _pieces(text: str, start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    """Cut a part of a text into pieces that fold one by one to what they fold to together."""
    while start < end:
        stop = min(start + size, end)
        while stop < end and _joins(text[stop]):
            stop += 1
        yield start, stop
        start = stop


def _joins(char: str) -> bool:
    """Return whether a character may become one with what stands before it."""
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.category(first)[0] == "M" or ord(first) in _HANGUL_PARTS


def _is_word(run: str) -> bool:
    """Return whether a run holds more than marks, such as the one that asks for an emoji in colour."""
    return run[0].isalnum() or any(map(str.isalnum, run))


@cache
def _patterns() -> _Patterns:
    """Build the patterns for text beyond ASCII; they follow Python's edition of Unicode."""
    marks = "".join(char for block in _WITH_MARKS for char in _block(*block) if unicodedata.category(char)[0] == "M")
    inner = "".join(char for char in marks if any(first <= ord(char) <= last for first, last in _SPACELESS))
    letters = "".join(f"{run[0]}-{run[-1]}" for block in _SPACELESS for run in re.findall(r"\w+", _block(*block)))
    spaceless, mark = letters + _ranges(inner), _one_of("".join(char for char in marks if char not in inner))
    run = rf"(?:[^\W_{spaceless}]++|{mark}++)++"
    every, common = _ranges(marks), _ranges(_common(marks))
    return _Patterns(
        word=re.compile(rf"[{spaceless}](?:[{spaceless}]++|{mark}++)*+|{run}(?:'{run})*+"),
        spaceless=re.compile(f"[{spaceless}]"),
        many_marks=re.compile(f"[{every}{_HALFWIDTH_MARKS}]{{{_MOST_MARKS}}}(?=[{every}{_HALFWIDTH_MARKS}])"),
        perhaps_many=re.compile(f"[{common}{_HALFWIDTH_MARKS}{_RARE}]{{{_MOST_MARKS + 1}}}"),
    )


def _block(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


def _common(chars: str) -> str:
    return "".join(char for char in chars if char < _RARE[0])


def _one_of(chars: str) -> str:
    """Return a pattern for one of some characters.

    A class looks its common characters up in a table, and goes through the others one by one.
    """
    common = _common(chars)
    return f"(?:[{_ranges(common)}]|(?=[{_RARE}])[{_ranges(chars[len(common) :])}])"


def _ranges(chars: str) -> str:
    """Return ascending characters as the inside of a class."""
    runs: list[list[str]] = []
    for char in chars:
        if runs and ord(char) == ord(runs[-1][1]) + 1:
            runs[-1][1] = char
        else:
            runs.append([char, char])
    return "".join(f"{first}-{last}" for first, last in runs)
