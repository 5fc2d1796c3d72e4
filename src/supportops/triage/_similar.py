"""Texts that say nearly the same: suggestions of duplicates and of known issues."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from supportops._model import Model
from supportops.errors import DomainError
from supportops.triage._folding import is_spaceless
from supportops.triage.words import words

__all__ = ["Similar", "similar"]


class Similar(Model):
    """A candidate that shares words with a text.

    Attributes:
        id: of the candidate.
        score: shared words / all words of both, above 0 and up to 1.
        words: the shared words, folded and sorted.
    """

    id: str
    score: float
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.id}: {self.score:.2f} ({', '.join(self.words)})"

    def to_markdown(self) -> str:
        """Return it as one item of a Markdown list."""
        return f"- **{self.id}**: {self.score:.2f}, shares {', '.join(self.words)}"


def similar(text: str, candidates: Mapping[str, str], *, threshold: float) -> tuple[Similar, ...]:
    """Return the candidates that share enough words with a text, the best first, then by id.

    The score is the number of words in both divided by the number of words in either, each word once (Jaccard). It
    takes no heed of order, of how often a word stands, or of what it means: a suggestion, for a person to look at. A
    run of a script without spaces counts as its pairs of neighbouring letters, as its words cannot be told apart.

    Args:
        text: what is compared, such as a new ticket's subject.
        candidates: id to text: the open tickets, or the known issues. Leave the ticket itself out.
        threshold: the lowest score that counts, more than 0 and up to 1. Half of the words is 0.5.

    Returns:
        Those with at least that score. None when the text has no words.

    Raises:
        DomainError: a threshold outside its range, or something that is no text.

    Source: Jaccard (1901); Support Operations skill pack, Automation Opportunities.

    Example:
        >>> known = {"KI-7": "Login page is blank", "KI-9": "Export to CSV fails"}
        >>> for found in similar("Blank login page on mobile", known, threshold=0.4):
        ...     print(found)
        KI-7: 0.50 (blank, login, page)
    """
    if not 0 < threshold <= 1:
        raise DomainError(
            f"threshold is {threshold!r}; it is more than 0 and at most 1, for example 0.5",
            field="threshold",
            value=threshold,
        )
    own, found = _tokens("text", text), []
    for name, candidate in candidates.items():
        other = _tokens("candidates", candidate)
        shared = own & other
        if shared and len(shared) / len(own | other) >= threshold:
            found.append((len(shared) / len(own | other), name, shared))
    ranked = sorted(found, key=lambda entry: (-entry[0], entry[1]))
    return tuple(Similar(id=name, score=score, words=tuple(sorted(shared))) for score, name, shared in ranked)


def _tokens(field: str, text: str) -> set[str]:
    if not isinstance(text, str):
        raise DomainError(f"{text!r} is no text; texts are compared by their words", field=field, value=text)
    found = set(words(text))
    if text.isascii():
        return found
    runs = {word for word in found if is_spaceless(word) and len(word) > 1}
    return (found - runs) | {a + b for run in runs for a, b in pairwise(run)}
