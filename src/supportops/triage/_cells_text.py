"""Free texts: whole texts, beginnings, and phrases that are contained in one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase, digits
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from supportops.triage._cells import bits
from supportops.triage._cells_open import Clauses, Open, Words
from supportops.triage._domains import Domain, holds
from supportops.triage.conditions import Condition, any_of, none_of, starts_with
from supportops.triage.words import Phrase, PhraseIndex

__all__ = ["Texts", "Wording"]

T = TypeVar("T")

Possible: TypeAlias = Literal["no", "perhaps", "yes"]

_TEXT = Domain("text")
_GLUES = ("", " ", *ascii_lowercase, *digits, *".,;:!?-+*/=~#_")


class Wording(NamedTuple):
    """What a text that is there may be: one of a few, or any that begins so and has some phrases and lacks others."""

    texts: int = -1
    """Which of the known texts, and then the rest does not matter; -1 for any text."""
    start: str = ""
    no_starts: frozenset[str] = frozenset()
    no_texts: int = 0
    phrases: Clauses = Clauses()


class Texts(Open[Wording]):
    """Free text.

    Some phrases can stand in a text and others not just when none of the latter is contained in one of the former: a
    word that is in no phrase keeps them apart. A given beginning may bring phrases of its own; what can follow it is
    tried out, and where nothing is found the answer is "perhaps".
    """

    anything = Wording()

    def __init__(self, name: str, asked: Mapping[int, Sequence[Condition]], everything: int, *, may_miss: bool) -> None:
        super().__init__(name, asked, everything, may_miss=may_miss)
        whole = [condition for condition in self.conditions if condition.op in ("any_of", "none_of")]
        self._texts = tuple(dict.fromkeys(str(text) for condition in whole for text in condition.values))
        said = [condition for condition in self.conditions if condition.op == "contains_words"]
        self._phrases = tuple(dict.fromkeys(Phrase(str(text)) for condition in said for text in condition.values))
        self._index = PhraseIndex(self._phrases)
        self._in_text = [self._in(text) for text in self._texts]
        self._in_phrase = [self._in(phrase.text) for phrase in self._phrases]
        self._meeting = [
            sum(1 << place for place, text in enumerate(self._texts) if holds(condition, text, _TEXT))
            for condition in self.conditions
        ]
        """For each condition, the known texts that meet it."""
        places = {phrase: place for place, phrase in enumerate(self._phrases)}
        sought = (
            sum({1 << places[Phrase(str(text))] for text in condition.values}) if condition in said else 0
            for condition in self.conditions
        )
        self._words = [Words(phrases, self._implying(phrases)) for phrases in sought]
        """For each condition, the phrases it looks for."""
        longest = max((len(word) for phrase in self._phrases for word in phrase.words), default=0)
        self._filler = "x" * (longest + 1)
        self.may_doubt = any(condition.op == "starts_with" for condition in self.conditions)
        self._tried: dict[Wording, Possible] = {}

    def _in(self, text: str) -> int:
        return sum(1 << place for place in self._index.found(text))

    def _implying(self, words: int) -> int:
        """Return the phrases that contain one of some phrases."""
        return sum(1 << place for place, inner in enumerate(self._in_phrase) if inner & words)

    def asks(self, present: Wording, place: int) -> tuple[bool, bool] | None:
        """Return whether texts may have a phrase and must have it; None for other conditions, and with a beginning."""
        is_plain = present.texts < 0 and not present.start
        return present.phrases.asks(self._words[place]) if is_plain and self._words[place].words else None

    def holding(self, present: Wording, place: int) -> Wording | None:
        """Return which texts meet a condition."""
        condition = self.conditions[place]
        if present.texts >= 0:
            return self._some(present.texts & self._meeting[place])
        if condition.op == "any_of":
            return self._some(self._fitting(present) & self._meeting[place])
        if condition.op == "none_of":
            return present._replace(no_texts=present.no_texts | ~self._meeting[place] & (1 << len(self._texts)) - 1)
        if condition.op == "contains_words":
            return self._with(present, present.phrases.having(self._words[place]))
        return self._starting(present, str(condition.values[0]))

    def failing(self, present: Wording, place: int) -> Wording | None:
        """Return which texts do not meet a condition."""
        condition = self.conditions[place]
        if present.texts >= 0:
            return self._some(present.texts & ~self._meeting[place])
        if condition.op == "any_of":
            return present._replace(no_texts=present.no_texts | self._meeting[place])
        if condition.op == "none_of":
            return self._some(self._fitting(present) & ~self._meeting[place])
        if condition.op == "contains_words":
            return self._with(present, present.phrases.lacking(self._words[place]))
        return self._not_starting(present, str(condition.values[0]))

    def _some(self, texts: int) -> Wording | None:
        return Wording(texts) if texts else None

    def _with(self, present: Wording, phrases: Clauses | None) -> Wording | None:
        return None if phrases is None else self._checked(present._replace(phrases=phrases))

    def _starting(self, present: Wording, start: str) -> Wording | None:
        if present.start.startswith(start):
            return present
        if not start.startswith(present.start) or start.startswith(tuple(present.no_starts)):
            return None
        kept = frozenset(other for other in present.no_starts if other.startswith(start))
        return self._checked(present._replace(start=start, no_starts=kept))

    def _not_starting(self, present: Wording, start: str) -> Wording | None:
        if present.start.startswith(start):
            return None
        if not start.startswith(present.start) or start.startswith(tuple(present.no_starts)):
            return present
        kept = {other for other in present.no_starts if not other.startswith(start)}
        return self._checked(present._replace(no_starts=frozenset({*kept, start})))

    def _checked(self, present: Wording) -> Wording | None:
        return None if self._possible(present) == "no" else present

    def is_sure(self, present: Wording) -> bool:
        """Return whether there is such a text for certain."""
        return present.texts >= 0 or self._possible(present) == "yes"

    def _possible(self, present: Wording) -> Possible:
        if not present.start:
            return "yes"
        # Of infinitely many texts a few more or less do not matter.
        key = present._replace(no_texts=0)
        known = self._tried.get(key)
        if known is None:
            known = self._tried[key] = self._try(key)
        return known

    def _try(self, present: Wording) -> Possible:
        if self._in(_settled(present.start)) & present.phrases.none:
            return "no"
        return "yes" if any(self._fits(present, text) for text in self._attempts(present)) else "perhaps"

    def _attempts(self, present: Wording) -> Iterator[str]:
        """Yield texts that begin as they must and have what they must have."""
        chosen = [self._phrases[(group.words & -group.words).bit_length() - 1].text for group in present.phrases.some]
        rest = "".join(f" {self._filler} {phrase}" for phrase in chosen)
        for glue in _GLUES:
            yield f"{present.start}{glue}{rest}"
            yield f"{present.start}{glue}{self._filler}{rest} {self._filler}"

    def _fits(self, present: Wording, text: str, phrases: int | None = None) -> bool:
        """Return whether a text is as it may be, but for the whole texts it must not be."""
        if not text.startswith(present.start) or text.startswith(tuple(present.no_starts)):
            return False
        found = self._in(text) if phrases is None else phrases
        return not found & present.phrases.none and all(found & group.words for group in present.phrases.some)

    def _fitting(self, present: Wording) -> int:
        """Return which of the known texts are as they may be."""
        found = zip(self._texts, self._in_text, strict=True)
        fitting = sum(1 << place for place, (text, has) in enumerate(found) if self._fits(present, text, has))
        return fitting & ~present.no_texts

    def words_of(self, present: Wording) -> Iterator[tuple[bool, Condition]]:
        """Yield what holds for a text, and what does not."""
        if present.texts >= 0:
            yield True, any_of(*_chosen(self._texts, present.texts))
            return
        if present.start:
            yield True, starts_with(present.start)
        for group in present.phrases.some:
            yield True, self._said(group.words)
        left_out = self._fitting(present._replace(no_texts=0)) & present.no_texts
        if left_out:
            yield True, none_of(*_chosen(self._texts, left_out))
        if present.phrases.none:
            yield False, self._said(self._shortest(present.phrases.none))
        yield from ((False, starts_with(start)) for start in sorted(present.no_starts))

    def _said(self, phrases: int) -> Condition:
        # The phrases have been read already, and there may be hundreds of them.
        told = tuple(phrase.text for phrase in _chosen(self._phrases, phrases))
        return Condition.model_construct(op="contains_words", values=told, closed="left")

    def _shortest(self, phrases: int) -> int:
        """Return some phrases without those that contain another of them."""
        return sum(1 << place for place in bits(phrases) if self._in_phrase[place] & phrases == 1 << place)


def _settled(start: str) -> str:
    """Return the part of a beginning whose words no text that follows can change: up to the last sign between words."""
    end = len(start)
    while end and not (start[end - 1].isascii() and not start[end - 1].isalnum() and start[end - 1] != "'"):
        end -= 1
    return start[:end]


def _chosen(items: Sequence[T], chosen: int) -> list[T]:
    return [items[place] for place in bits(chosen)]
