"""Tags that want tidying: unused, used once, overlapping, misspelt, invented, or the name of an agent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from supportops._model import Model
from supportops._shown import Grid, InGrid
from supportops.errors import DomainError
from supportops.triage._names import plain
from supportops.triage._spelling import alike, letters

__all__ = ["TagHygiene", "tag_hygiene"]


class TagHygiene(InGrid, Model):
    """What the tags of some weeks want. All rows are sorted by tag, so the order of the tickets does not matter.

    Attributes:
        tags: how many tags there are.
        unused: on no ticket; those of the vocabulary that nobody used as well.
        one_off: on exactly one ticket.
        agent_names: the name of an agent; the assignee has a field of its own.
        overlapping: (a, b, share of the tickets with either that have both), the highest share first.
        spellings: (a, b) that are written nearly alike.
        free_form: not in the vocabulary; empty when none was given.
        rare: in use, on few tickets.
        is_too_granular: there are very many rare ones.
        uncovered: of the tags used most, those without an article or a fix under way; the most used first.
    """

    tags: int
    unused: tuple[str, ...]
    one_off: tuple[str, ...]
    agent_names: tuple[str, ...]
    overlapping: tuple[tuple[str, str, float], ...]
    spellings: tuple[tuple[str, str], ...]
    free_form: tuple[str, ...]
    rare: tuple[str, ...]
    is_too_granular: bool
    uncovered: tuple[str, ...]

    @property
    def is_tidy(self) -> bool:
        """Whether there is nothing to do. Rare tags alone are fine, unless they are very many."""
        return not self._grid().rows

    def _grid(self) -> Grid:
        rare = (f"{len(self.rare)} tags, among them {', '.join(self.rare[:3])}",) if self.is_too_granular else ()
        todo: tuple[tuple[str, str, Iterable[str]], ...] = (
            ("unused", "drop", self.unused),
            ("used once", "drop or merge", self.one_off),
            ("name of an agent", "use the assignee", self.agent_names),
            ("mean the same", "merge", (f"{a} and {b} ({share:.0%})" for a, b, share in self.overlapping)),
            ("spelt alike", "merge", (f"{a} and {b}" for a, b in self.spellings)),
            ("not in the vocabulary", "replace or add", self.free_form),
            ("too granular", "merge", rare),
            ("not covered", "write an article or plan a fix", self.uncovered),
        )
        named = ((finding, advice, ", ".join(tags)) for finding, advice, tags in todo)
        rows = [row for row in named if row[2]]
        return Grid(f"{self.tags} tags{'' if rows else ', nothing to tidy'}", ("finding", "advice", "tags"), rows)


def tag_hygiene(
    usage: Mapping[str, Collection[str]],
    *,
    agents: Collection[str] = (),
    overlap: float = 0.8,
    vocabulary: Collection[str] | None = None,
    rare_at_most: int = 2,
    too_many_rare: int = 100,
    covered: Collection[str] | None = None,
    top: int = 10,
) -> TagHygiene:
    """Return which tags to drop, merge or replace.

    Two tags overlap when the tickets with both are at least the share `overlap` of the tickets with either. The name
    of an agent is recognised in any case and with any separators: "Ann Smith", "ann-smith", "ann_smith".

    Args:
        usage: tag to the ids of its tickets; an id given twice counts once.
        agents: the names of the agents.
        overlap: the least share of two overlapping tags, more than 0 and up to 1.
        vocabulary: the tags that are allowed, written as they are. None: any tag is.
        rare_at_most: a tag on up to so many tickets is rare, >= 1.
        too_many_rare: so many rare tags are too granular, >= 1.
        covered: the tags with an article or a fix under way. None: not looked at.
        top: how many of the most used tags must be covered, >= 1.

    Raises:
        DomainError: a number outside its range, or text where a collection of texts is meant.

    Source: Support Operations skill pack, Ticket Tagging Strategy (the five kinds of bad tags); SaaS support system
        design, common mistakes and best practices (merge duplicates, drop unused ones, cover the top issues).

    Example:
        >>> usage = {"login": ["1", "2", "3"], "log-in": ["4", "5"], "sso": ["1", "2", "3"], "ann": ["6"], "old": []}
        >>> print(tag_hygiene(usage, agents=["Ann"]))
        5 tags
        finding           advice            tags
        unused            drop              old
        used once         drop or merge     ann
        name of an agent  use the assignee  ann
        mean the same     merge             login and sso (100%)
        spelt alike       merge             log-in and login
    """
    _check(overlap=overlap, rare_at_most=rare_at_most, too_many_rare=too_many_rare, top=top)
    tickets = dict(sorted((str(plain(tag)), frozenset(_items("usage", ids))) for tag, ids in usage.items()))
    used = {tag: len(ids) for tag, ids in tickets.items() if ids}
    names = {letters(name) for name in _items("agents", agents)}
    allowed = tickets.keys() if vocabulary is None else set(_items("vocabulary", vocabulary))
    known = tickets.keys() if covered is None else set(_items("covered", covered))
    most = sorted(used, key=lambda tag: -used[tag])[:top]
    rare = tuple(tag for tag, n in used.items() if n <= rare_at_most)
    return TagHygiene(
        tags=len(tickets),
        unused=tuple(sorted((tickets.keys() | allowed) - used.keys())),
        one_off=tuple(tag for tag, n in used.items() if n == 1),
        agent_names=tuple(tag for tag in tickets if letters(tag) in names),
        overlapping=tuple(_overlapping(tickets, overlap)),
        spellings=alike(tickets),
        free_form=tuple(tag for tag in tickets if tag not in allowed),
        rare=rare,
        is_too_granular=len(rare) >= too_many_rare,
        uncovered=tuple(tag for tag in most if tag not in known),
    )


def _overlapping(tickets: Mapping[str, frozenset[str]], overlap: float) -> list[tuple[str, str, float]]:
    """Return the pairs that share enough of their tickets. Only pairs that stand on one ticket are looked at."""
    tags_of: dict[str, list[str]] = defaultdict(list)
    for tag, ids in tickets.items():
        for ticket in ids:
            tags_of[ticket].append(tag)
    both = Counter(pair for tags in tags_of.values() for pair in combinations(tags, 2))
    shares = ((a, b, n / (len(tickets[a]) + len(tickets[b]) - n)) for (a, b), n in both.items())
    return sorted((row for row in shares if row[2] >= overlap), key=lambda row: (-row[2], row[0], row[1]))


def _items(field: str, given: object) -> list[str]:
    """Return the texts of a collection; a text alone would be taken for its letters."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise DomainError(
            f"{field} has {given!r} where several texts are meant; give for example ['4711', '4712']",
            field=field,
            value=given,
        )
    return [str(plain(item)) for item in given]


def _check(*, overlap: float, **numbers: int) -> None:
    if not 0 < overlap <= 1:
        raise DomainError(
            f"overlap is {overlap!r}; it is more than 0 and at most 1, for example 0.8", field="overlap", value=overlap
        )
    for field, number in numbers.items():
        if number < 1:
            raise DomainError(f"{field} is {number!r}; it is a whole number, at least 1", field=field, value=number)
