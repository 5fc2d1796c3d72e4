"""Categories by keywords, with the words that decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from pydantic import field_validator

from supportops._model import Model
from supportops._shown import Grid, InGrid
from supportops.errors import ConfigurationError, DomainError
from supportops.triage._checked import must_be
from supportops.triage._names import Label, Name, Names, plain
from supportops.triage.words import Folded, PhraseIndex, words

__all__ = ["Categorisation", "KeywordRule", "categorise"]


class KeywordRule(Model):
    """A category, and the words or phrases that stand for it.

    Attributes:
        category: what a ticket with one of the words is about.
        words: words and phrases; a phrase matches as whole words in a row (see `words`).
        fields: the facts to look in.

    Raises:
        ConfigurationError: a blank name, no words, or text without a word.

    Source: Support Operations skill pack, Automation Opportunities and Workflow Automation Examples.

    Example:
        >>> KeywordRule("access", ["login", "can't access"], fields=["subject", "body"]).words
        ('login', "can't access")
    """

    category: Name
    words: Names
    fields: Names = ("subject",)

    def __init__(
        self, category: Label, words: str | Sequence[str], *, fields: Label | Sequence[Label] = ("subject",)
    ) -> None:
        super().__init__(category=category, words=words, fields=fields)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @field_validator("words", "fields")
    @classmethod
    def _check_some(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if not given:
            raise ValueError("at least one is needed, for example ('login',)")
        return given

    @field_validator("words")
    @classmethod
    def _check_words(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        faults = [f"{text!r} contains no words" for text in given if not words(text)]
        if faults:
            raise ConfigurationError([("", fault) for fault in faults])
        return given

    @cached_property
    def _index(self) -> PhraseIndex:
        return PhraseIndex(self.words)

    def _matches(self, texts: Mapping[str, Folded]) -> bool:
        return any(self._index.found(texts[field]) for field in self.fields if field in texts)

    def _evidence(self, texts: Mapping[str, Folded]) -> Iterator[tuple[str, str]]:
        for field in self.fields:
            for phrase in self._index.phrases if field in texts else ():
                written = texts[field].written(phrase)
                if written is not None:
                    yield field, written


class Categorisation(InGrid, Model):
    """What a ticket is about, and why.

    Attributes:
        category: that of the first rule that matches; None when none does.
        also: the other categories that match, in the order of the rules.
        evidence: for the rule that decided, each of its phrases that was found, as (field, words as written).
    """

    category: str | None
    also: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        found = ", ".join(f"{written!r} in {field}" for field, written in self.evidence)
        return self._headline + (f"; found {found}" if found else "")

    @property
    def _headline(self) -> str:
        also = f"; also {', '.join(self.also)}" if self.also else ""
        return f"Category: {self.category or 'none'}{also}"

    def _grid(self) -> Grid:
        return Grid(self._headline, ("field", "words"), self.evidence)


def categorise(facts: Mapping[str, object], rules: Sequence[KeywordRule]) -> Categorisation:
    """Return what a ticket is about by the words in its texts: the first rule that matches decides.

    A fact that is absent or None is left out. The order of the rules is the order of preference, and `also` says which
    other categories had a word.

    Args:
        facts: field to value; the fields that the rules look in hold text.
        rules: the keywords of each category; a category may have several rules.

    Raises:
        DomainError: a fact that a rule looks in is no text; `field` names it.

    Example:
        >>> rules = [KeywordRule("access", ["login", "can't access"]), KeywordRule("billing", ["invoice"])]
        >>> print(categorise({"subject": "CAN’T ACCESS my invoice"}, rules))
        Category: access; also billing; found 'CAN’T ACCESS' in subject
    """
    must_be(Mapping, facts, "facts", "a mapping of field to text, for example {'subject': 'Login fails'}")
    must_be((list, tuple), rules, "rules", "a list of KeywordRules")
    fields = dict.fromkeys(field for rule in rules for field in rule.fields)
    texts = {field: _text(field, facts[field]) for field in fields if facts.get(field) is not None}
    matching = [rule for rule in rules if rule._matches(texts)]
    if not matching:
        return Categorisation(category=None)
    first = matching[0]
    also = dict.fromkeys(rule.category for rule in matching if rule.category != first.category)
    return Categorisation(
        category=first.category, also=tuple(also), evidence=tuple(dict.fromkeys(first._evidence(texts)))
    )


def _text(field: str, given: object) -> Folded:
    text = plain(given)
    if not isinstance(text, str):
        raise DomainError(
            f"{field!r} is {given!r}; keywords are looked up in text, so give text or leave the field out",
            field=field,
            value=given,
        )
    return Folded(text)
