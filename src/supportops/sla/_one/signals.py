"""Event words as bits, so that a group of events is matched against a metric in one step."""

from __future__ import annotations

from collections.abc import Iterable

from supportops.sla.metrics import EVENT_WORDS
from supportops.tickets.status_map import folded

__all__ = ["WORD_BITS", "Alphabet"]

WORD_BITS = {word: 1 << index for index, word in enumerate(EVENT_WORDS)}


class Alphabet:
    """The fixed words and the "status:" and "field:" words that some metrics of a policy use."""

    __slots__ = ("_fields", "_statuses")

    def __init__(self, words: Iterable[str]) -> None:
        named = sorted({word for word in words if ":" in word})
        bits = {word: 1 << (len(WORD_BITS) + index) for index, word in enumerate(named)}
        self._statuses = {folded(word[7:]): bit for word, bit in bits.items() if word.startswith("status:")}
        self._fields = {word[6:]: bit for word, bit in bits.items() if word.startswith("field:")}

    def mask(self, words: Iterable[str]) -> int:
        """Return the bits of some words."""
        mask = 0
        for word in words:
            prefix, _, name = word.partition(":")
            if prefix == "status" and name:
                mask |= self._statuses[folded(name)]
            elif prefix == "field" and name:
                mask |= self._fields[name]
            else:
                mask |= WORD_BITS[word]
        return mask

    def status(self, name: str, category: str) -> int:
        """Return the bits that entering a status sets, by its own name and by its category."""
        if not self._statuses:
            return 0
        return self._statuses.get(folded(name), 0) | self._statuses.get(category, 0)

    def field(self, name: str) -> int:
        """Return the bit that a change of a field sets."""
        return self._fields.get(name, 0)
