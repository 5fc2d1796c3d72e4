"""Words and phrases the slow way: character by character, by what the Unicode tables say of each.

It imports nothing of the library.
"""

from __future__ import annotations

import unicodedata

_WITHOUT_SPACES = (
    "CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH", "IDEOGRAPHIC ITERATION MARK", "IDEOGRAPHIC CLOSING MARK",
    "IDEOGRAPHIC NUMBER ZERO", "VERTICAL IDEOGRAPHIC", "HANGZHOU", "MASU MARK", "HIRAGANA", "KATAKANA", "HENTAIGANA",
    "COMBINING KATAKANA-HIRAGANA", "THAI", "LAO", "KHMER", "MYANMAR",
)  # fmt: skip
_MOST_MARKS = 30


def is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def is_sign_of_words(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def is_spaceless(char: str) -> bool:
    return unicodedata.name(char, "").startswith(_WITHOUT_SPACES)


def calmed(text: str) -> str:
    """Part a run of more than thirty marks, as the stream-safe form of Unicode does."""
    done, run = "", 0
    for char in text:
        is_one = is_mark(char) or unicodedata.name(char, "").endswith("VOICED SOUND MARK")
        if is_one and run == _MOST_MARKS:
            done, run = done + "\u034f", 0
        done, run = done + char, run + 1 if is_one else 0
    return done


def folded(text: str) -> str:
    once = unicodedata.normalize("NFKC", calmed(text)).casefold()
    return unicodedata.normalize("NFKC", once).replace("’", "'").replace("ʼ", "'")


def words(text: str) -> list[str]:
    found, current, kind = [], "", None
    shown = folded(text)
    for index, char in enumerate(shown):
        if is_sign_of_words(char):
            # A mark goes with the letter before it, in whatever script.
            now = is_spaceless(char) or (is_mark(char) and kind is True)
            if current and now != kind:
                found.append(current)
                current = ""
            current, kind = current + char, now
        elif char == "'" and current and kind is False and continues(shown, index + 1):
            current += char
        else:
            found.append(current)
            current, kind = "", None
    return [word for word in [*found, current] if any(unicodedata.category(char)[0] in "LN" for char in word)]


def continues(shown: str, index: int) -> bool:
    return index < len(shown) and is_sign_of_words(shown[index]) and not is_spaceless(shown[index])


def has(text: str, phrase: str) -> bool:
    there, wanted = words(text), words(phrase)
    return any(fits(there[at : at + len(wanted)], wanted) for at in range(len(there) - len(wanted) + 1))


def fits(there: list[str], wanted: list[str]) -> bool:
    """Say whether some words are the wanted ones, but for what stands outside at an edge without spaces."""
    open_start, open_end = is_spaceless(wanted[0][0]), is_spaceless(wanted[-1][0])
    if len(wanted) == 1:
        return wanted[0] in there[0] if open_start else wanted == there
    first = there[0].endswith(wanted[0]) if open_start else there[0] == wanted[0]
    last = there[-1].startswith(wanted[-1]) if open_end else there[-1] == wanted[-1]
    return first and last and there[1:-1] == wanted[1:-1]
