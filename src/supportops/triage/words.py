"""Words of a text, and phrases looked up in them as whole words in a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from supportops.errors import DomainError
from supportops.triage._folding import cut, fold, is_spaceless, origin, spans

__all__ = ["Folded", "Phrase", "PhraseIndex", "words"]


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded.

    The text is brought to NFKC and case folded. A word is a run of letters, digits and marks with at least one letter
    or digit. An apostrophe inside a word belongs to it (’ and ʼ count as '). A hyphen parts words, and so does any
    other sign.

    Han, Kana, Thai, Lao, Khmer and Burmese are written without spaces: a run of their letters is one word, and parts
    from letters and digits of other scripts beside it.

    Example:
        >>> words("I can’t re-login: ERROR 500")
        ('i', "can't", 're', 'login', 'error', '500')
        >>> words("iPhoneが壊れた")
        ('iphone', 'が壊れた')
    """
    return tuple(cut(fold(text)))


@dataclass(frozen=True, slots=True)
class Phrase:
    """One or more words, looked up as whole words in a row.

    A word of a script without spaces matches as a part: anywhere in a longer run when it stands alone, and otherwise
    where the other words touch it. So "iPhone 壊れた" is found in "iPhone壊れた。" and in "iPhone、壊れたので",
    but neither in "iPhoneが壊れた" nor in "MyiPhone 壊れた".

    Two phrases are equal when they are found in the same texts, however they are written.

    Attributes:
        text: as it was written.
        words: folded.

    Raises:
        DomainError: there is no word in the text.

    Example:
        >>> Phrase("Can't access") in Folded("I CAN’T  ACCESS my account")
        True
        >>> Phrase("log in") in Folded("blog in")
        False
    """

    text: str = field(compare=False)
    words: tuple[str, ...] = field(init=False, repr=False)
    _needle: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise DomainError(f"a phrase is text, got {self.text!r}", value=self.text)
        found = words(self.text)
        if not found:
            raise DomainError(
                f"{self.text!r} contains no words; write at least one with a letter or a digit", value=self.text
            )
        before, after = ("" if is_spaceless(edge) else " " for edge in (found[0], found[-1]))
        object.__setattr__(self, "words", found)
        object.__setattr__(self, "_needle", f"{before}{' '.join(found)}{after}")

    def contains(self, other: Phrase) -> bool:
        """Return whether every text with this phrase has the other one as well.

        Exact: if not, the text of this phrase alone is one that has not. More generally a text can have some phrases
        and none of some others just when none of the others is contained in one of the former.

        Example:
            >>> Phrase("can't access my").contains(Phrase("access my")), Phrase("access").contains(Phrase("ace"))
            (True, False)
        """
        return other._needle in self._needle

    def __str__(self) -> str:
        return self.text


class Folded:
    """A text, folded and cut into words once, so that many phrases can be looked up in it.

    Attributes:
        text: as it was written.
        words: folded.
    """

    __slots__ = ("_distinct", "_joined", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)
        self._joined = f" {' '.join(self.words)} "
        self._distinct = frozenset(self.words)

    def has(self, phrase: Phrase) -> bool:
        """Return whether the phrase is in the text."""
        return phrase._needle in self._joined

    __contains__ = has

    def written(self, phrase: Phrase) -> str | None:
        """Return the first place where the phrase is, as it was written; None when it is not in the text.

        A character that folds to several, such as a ligature, is given whole.

        Example:
            >>> Folded("The ﬁle server: CAN’T  ACCESS it").written(Phrase("can't access"))
            'CAN’T  ACCESS'
        """
        at = self._joined.find(phrase._needle)
        if at < 0:
            return None
        end = at + len(phrase._needle.rstrip(" ")) - 1
        places = spans(fold(self.text))
        first, last = (self._place(index, places) for index in (at + phrase._needle.startswith(" "), end))
        return self.text[origin(self.text, first)[0] : origin(self.text, last)[1]]

    def _place(self, index: int, places: list[tuple[int, int]]) -> int:
        """Return where a character of the joined words stands in the folded text."""
        word = self._joined.count(" ", 0, index) - 1
        return places[word][0] + index - self._joined.rindex(" ", 0, index) - 1


class PhraseIndex:
    """Many phrases, looked up in one pass over the words of a text.

    Example:
        >>> index = PhraseIndex(["password", "can't log in", "refund"])
        >>> sorted(index.found("I can't log in, my password is lost"))
        [0, 1]
    """

    __slots__ = ("_by_sign", "_by_word", "_signs", "_words", "phrases")

    def __init__(self, phrases: Iterable[str | Phrase]) -> None:
        self.phrases = tuple(given if isinstance(given, Phrase) else Phrase(given) for given in phrases)
        self._by_word: dict[str, list[tuple[int, Phrase]]] = {}
        self._by_sign: dict[str, list[tuple[int, Phrase]]] = {}
        for index, phrase in enumerate(self.phrases):
            first = phrase.words[0]
            by, key = (self._by_sign, first[0]) if is_spaceless(first) else (self._by_word, first)
            by.setdefault(key, []).append((index, phrase))
        self._words, self._signs = frozenset(self._by_word), frozenset(self._by_sign)

    def found(self, text: str | Folded) -> frozenset[int]:
        """Return the places, in `phrases`, of those that are in a text."""
        folded = text if isinstance(text, Folded) else Folded(text)
        possible = [self._by_word[word] for word in self._words & folded._distinct]
        if self._signs and not folded._joined.isascii():
            possible += [self._by_sign[sign] for sign in self._signs.intersection(folded._joined)]
        return frozenset(index for group in possible for index, phrase in group if folded.has(phrase))
