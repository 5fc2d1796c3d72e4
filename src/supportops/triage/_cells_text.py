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
        self._texts = self._named("any_of", "none_of")
        self._phrases = tuple(dict.fromkeys(map(Phrase, self._named("contains_words"))))
        self._index = PhraseIndex(self._phrases)
        self._in_text = [self._in(text) for text in self._texts]
        self._in_phrase = [self._in(phrase.text) for phrase in self._phrases]
        self._meeting = [self._texts_that_meet(condition) for condition in self.conditions]
        """For each condition, the known texts that meet it."""
        self._words = [self._sought(condition) for condition in self.conditions]
        """For each condition, the phrases it looks for."""
        longest = max((len(word) for phrase in self._phrases for word in phrase.words), default=0)
        self._filler = "x" * (longest + 1)
        self.may_doubt = bool(self._named("starts_with"))
        self._tried: dict[Wording, Possible] = {}

    def _named(self, *ops: str) -> tuple[str, ...]:
        """Return the values of some conditions, each once."""
        asked = (condition.values for condition in self.conditions if condition.op in ops)
        return tuple(dict.fromkeys(str(value) for values in asked for value in values))

    def _texts_that_meet(self, condition: Condition) -> int:
        return sum(1 << place for place, text in enumerate(self._texts) if holds(condition, text, _TEXT))

    def _sought(self, condition: Condition) -> Words:
        if condition.op != "contains_words":
            return Words(0, 0)
        wanted = {Phrase(str(value)) for value in condition.values}
        phrases = sum(1 << place for place, phrase in enumerate(self._phrases) if phrase in wanted)
        # What contains one of them brings it along.
        return Words(phrases, sum(1 << place for place, inner in enumerate(self._in_phrase) if inner & phrases))

    def _in(self, text: str) -> int:
        return sum(1 << place for place in self._index.found(text))

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
            is_lost = self._in(_settled(key.start)) & key.phrases.none
            known = self._tried[key] = "no" if is_lost else "perhaps" if self.example(key) is None else "yes"
        return known

    def example(self, present: Wording) -> str | None:
        """Return a text that is as it may be; None when none of those that are tried is."""
        if present.texts >= 0:
            return self._texts[next(bits(present.texts))]
        excluded = _chosen(self._texts, present.no_texts)
        fitting = (text for text in self._attempts(present) if self._fits(present, text) and text not in excluded)
        return next(fitting, None)

    def _attempts(self, present: Wording) -> Iterator[str]:
        """Yield texts that begin as they must and have what they must have."""
        chosen = [self._phrases[next(bits(group.words))].text for group in present.phrases.some]
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
    """Return the part of a beginning whose words stay whatever follows.

    It ends with a sign between words, or with a Han character: what follows may lengthen its word, in which phrases are
    found as parts, but never makes another character of it.
    """
    end = len(start)
    while end and not (_parts_words(start[end - 1]) or "\u4e00" <= start[end - 1] <= "\u9fff"):
        end -= 1
    return start[:end]


def _parts_words(char: str) -> bool:
    return char.isascii() and not char.isalnum() and char != "'"


def _chosen(items: Sequence[T], chosen: int) -> list[T]:
    return [items[place] for place in bits(chosen)]
