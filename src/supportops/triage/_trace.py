"""Why the other rules did not decide: for each, the condition that refused it or the facts that it lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from supportops._frozen import FrozenMap
from supportops.triage._condition_words import refusal_words
from supportops.triage._domains import Fact

if TYPE_CHECKING:
    from supportops.triage._engine import Engine

__all__ = ["Refusal", "Trace"]

_KEPT = 4096
"""How many combinations of labels are remembered."""


class Refusal(NamedTuple):
    """The first condition of a rule that is false.

    Attributes:
        field: the fact it asks for.
        condition: what it asks, in words: ">= 50,000".
        value: the fact that was given; None when it is missing.
    """

    field: str
    condition: str
    value: object

    def __str__(self) -> str:
        return refusal_words(self.field, self.condition, self.value)


_PLACE = Refusal("", "", None)
_refusal = partial(tuple.__new__, Refusal)
# A frozen mapping is filled once, by the dict in it.
_put, _drop = dict.__setitem__, dict.pop

Check: TypeAlias = tuple[int, str, str, str]
"""A rule as a bit and by its id, and the field and words of a condition before the first label that refuses it."""
Known: TypeAlias = tuple[Mapping[str, Refusal], tuple[str, ...], list[Check]]
"""What a combination of labels refuses, and which facts to look at, and rules to check, for each ticket."""


class Trace:
    """The refusals of a table; what depends on labels alone is worked out once for each combination of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._words = [{name: str(c) for name, c in asked.items()} for asked in engine.conditions]
        asked = {name for conditions in engine.conditions for name in conditions}
        changing = {change.name for change in engine.changes}
        self._fixed = tuple(
            name for name, domain in engine.domains.items() if domain.labels and name in asked and name not in changing
        )
        # A name too many makes a tuple of one name as well.
        self._key: Callable[[Mapping[str, Fact]], object] = (
            itemgetter(*self._fixed, *self._fixed[:1]) if self._fixed else lambda _: ()
        )
        self._known: dict[object, Known] = {}

    def refused(self, facts: Mapping[str, Fact], possible: int) -> Mapping[str, Refusal]:
        """Return the refusal of each rule that cannot match, in rule order."""
        try:
            key = self._key(facts)
        except KeyError:
            key = tuple([facts.get(name) for name in self._fixed])
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[key] = self._by_labels(facts)
        template, names, checks = known
        # Most rules are refused by labels: a copy of what is known of these is the better part of the answer.
        found = FrozenMap(template)
        masks = {}
        for name in names:
            masks[name] = self._engine.may_hold(name, facts)
        for bit, rule, name, words in checks:
            if possible & bit:
                _drop(found, rule, None)
            elif not masks[name] & bit:
                _put(found, rule, _refusal((name, words, facts.get(name))))
        return found

    def _by_labels(self, facts: Mapping[str, Fact]) -> Known:
        """Return the refusals that labels alone decide, with a place kept for the rules that are checked each time."""
        found: dict[str, Refusal] = {}
        checks: list[Check] = []
        for index, (rule, words) in enumerate(zip(self._engine.ids, self._words, strict=True)):
            asked: list[Check] = []
            found[rule] = _PLACE
            for name, told in words.items():
                if name not in self._fixed:
                    asked.append((1 << index, rule, name, told))
                elif not self._engine.may_hold(name, facts) >> index & 1:
                    found[rule] = Refusal(name, told, facts.get(name))
                    break
            if not asked and found[rule] is _PLACE:
                # It matches by its labels, and is no refusal.
                del found[rule]
            # The last one first, so that what the first condition says is what stays.
            checks += reversed(asked)
        return found, tuple({name for _, _, name, _ in checks}), checks

    def undecided(self, facts: Mapping[str, Fact], rules: int) -> Mapping[str, tuple[str, ...]]:
        """Return the missing facts of each open rule, in the order of the inputs."""
        engine = self._engine
        return FrozenMap({engine.ids[i]: self.lacking(facts, i) for i in engine.bits(rules)})

    def lacking(self, facts: Mapping[str, Fact], index: int) -> tuple[str, ...]:
        """Return the facts that one open rule lacks."""
        engine, found = self._engine, list[str]()
        asked = engine.conditions[index]
        changes = {change.name: change for change in engine.changes}
        for name in engine.domains:
            if name not in asked:
                continue
            if asked[name].op == "changed_to":
                found += changes[name].missing(facts)
            elif facts.get(name) is None and asked[name].op not in ("is_missing", "is_present"):
                found.append(name)
        return tuple(sorted(dict.fromkeys(found), key=engine.place)) if changes else tuple(found)
