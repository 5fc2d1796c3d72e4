"""What can go wrong, as one tree.

```text
SupportOpsError
├── ConfigurationError (ValueError)   a model that cannot be built; every fault with its path
├── DomainError (ValueError)          an argument outside its range
│   ├── NaiveDatetimeError            a datetime without a zone
│   └── IncompleteHandoffError        a handoff without what the other side needs
├── NeverOpenError                    the calendar never opens
├── HorizonError                      an answer outside the years the data covers
├── TransitionError                   an event the state does not allow
├── NoMatchError                      no rule, policy or timer answers
├── AmbiguousMatchError               several rules answer, and only one may
├── HistoryError (ValueError)         an event that cannot have happened so
└── MissingExtraError (ImportError)   an optional dependency that is not installed
```

Every message says what was given, what is allowed and what to do; the values are attributes as well.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "AmbiguousMatchError",
    "ConfigurationError",
    "DomainError",
    "HistoryError",
    "HorizonError",
    "IncompleteHandoffError",
    "MissingExtraError",
    "NaiveDatetimeError",
    "NeverOpenError",
    "NoMatchError",
    "SupportOpsError",
    "TransitionError",
]


_LONGEST = 200
"""Longer texts are no misspelt words."""


class SupportOpsError(Exception):
    """The root: catch this to catch everything the library raises on purpose."""

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are pickled as their class and message; most of these take other arguments than that.
        return _revived, (type(self), self.args, self.__dict__)


class ConfigurationError(SupportOpsError, ValueError):
    """A model that cannot be built. `faults` holds all of them as (path, message) pairs."""

    def __init__(self, faults: str | Sequence[tuple[str, str]], *, what: str = "configuration") -> None:
        self.faults = (("", faults),) if isinstance(faults, str) else tuple(faults)
        self.what = what
        super().__init__(_listed(what, self.faults))


class DomainError(SupportOpsError, ValueError):
    """An argument outside the range its docstring states.

    Attributes:
        field: the argument or fact at fault, where it has a name.
        value: what was given.
        allowed: the labels that are allowed, where they are few.
        index: the place in a batch, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        field: str | None = None,
        value: object = None,
        allowed: Iterable[str] = (),
        index: int | None = None,
    ) -> None:
        self.field, self.value, self.allowed, self.index = field, value, tuple(allowed), index
        super().__init__(message)


class NaiveDatetimeError(DomainError):
    """A datetime without a zone. It names no instant, so nothing is computed from it."""

    def __init__(self, given: object, *, field: str | None = None, place: str = "", index: int | None = None) -> None:
        self.given = given
        message = f"{place}{given!r} has no time zone; give an aware datetime, for example tzinfo=ZoneInfo('UTC')"
        super().__init__(message, field=field, value=given, index=index)


class IncompleteHandoffError(DomainError):
    """A handoff without what the other side needs; `missing` names it, in the order in which it is required."""

    def __init__(self, source: str, target: str, missing: Iterable[str], *, given: Iterable[object] = ()) -> None:
        self.missing = tuple(missing)
        super().__init__(
            f"the handoff from {source} to {target} lacks {', '.join(self.missing)}; give each of them, none blank"
            f"{misspelt(self.missing, given)}",
            field=next(iter(self.missing), None),
        )


class NeverOpenError(SupportOpsError):
    """The calendar has no open time in the direction asked."""


class HorizonError(SupportOpsError):
    """The answer lies outside the years that the dates or the holiday data cover."""


class TransitionError(SupportOpsError):
    """An event that the present state does not allow.

    Attributes:
        state, event: where the instance is, and what was to happen.
        allowed: the events that are not refused there.
        index: the place of the event in a sequence of them, or None.
    """

    def __init__(
        self, state: str, event: str, allowed: Iterable[str], *, index: int | None = None, reason: str = ""
    ) -> None:
        self.state, self.event, self.allowed, self.index = state, event, tuple(allowed), index
        options = ", ".join(self.allowed) or ("nothing" if reason else "nothing, as no transition leaves this state")
        place = "" if index is None else f"events[{index}]: "
        why = f" ({reason})" if reason else ""
        super().__init__(f"{place}{event!r} is not allowed in state {state!r}{why}; allowed: {options}")


class NoMatchError(SupportOpsError):
    """No rule, policy or timer answers to what was asked; `facts` are those it was asked of, if any."""

    def __init__(self, message: str, *, facts: Mapping[str, object] | None = None) -> None:
        self.facts: Mapping[str, object] = {} if facts is None else facts
        super().__init__(message)


class AmbiguousMatchError(SupportOpsError):
    """Several rules answer where only one may.

    Attributes:
        rules: their names.
        index: the place in a sequence of events, or None.
    """

    def __init__(self, message: str, rules: Iterable[str], *, index: int | None = None) -> None:
        self.rules, self.index = tuple(rules), index
        super().__init__(message)


class HistoryError(SupportOpsError, ValueError):
    """An event that cannot have happened so, with its ticket."""

    def __init__(self, message: str, *, ticket_id: str | None = None, event: object = None) -> None:
        self.ticket_id, self.event = ticket_id, event
        self.message = message
        super().__init__(message if ticket_id is None else f"ticket {ticket_id!r}: {message}")


class MissingExtraError(SupportOpsError, ImportError):
    """An optional dependency that is not installed; `extra` is what to ask pip for, None for the package itself."""

    def __init__(self, package: str, extra: str | None) -> None:
        self.package, self.extra = package, extra
        wanted = package if extra is None else f"'supportops[{extra}]'"
        super().__init__(f"this needs {package!r}, which is not installed; run: pip install {wanted}")


def shortened(given: object, longest: int = 200) -> str:
    """Return a text, or how a value is written, cut to a length.

    Example:
        >>> shortened("a" * 300, 5), shortened([1, 2])
        ('aaaaa...', '[1, 2]')
    """
    text = given if isinstance(given, str) else repr(given)
    return text if len(text) <= longest else text[:longest] + "..."


def near(given: str, allowed: Iterable[str]) -> str:
    """Return a hint with the near matches of a word, whatever its case, or with all that is allowed.

    What differs by its case only is what was meant.

    Example:
        >>> near("PENDIGN", ["open", "pending"])
        "did you mean 'pending'?"
        >>> near("x", ["open", "pending"])
        'allowed: open, pending'
    """
    # Members of an enum are shown as the texts they are.
    options = sorted(str(option) for option in allowed)
    if not options:
        return "there are none"
    by_fold: dict[str, list[str]] = {}
    for option in options:
        by_fold.setdefault(option.casefold(), []).append(option)
    same = by_fold.get(given.casefold())
    # The time of a comparison grows with the square of the words' length.
    words = [fold for fold in by_fold if len(fold) <= _LONGEST] if len(given) <= _LONGEST else []
    close = same or [option for fold in get_close_matches(given.casefold(), words, n=3) for option in by_fold[fold]]
    if close:
        return "did you mean " + " or ".join(repr(c) for c in close[:3]) + "?"
    shown = ", ".join(options[:20]) + (", ..." if len(options) > 20 else "")
    return f"allowed: {shown}"


def misspelt(wanted: Iterable[str], given: Iterable[object]) -> str:
    """Return what was given that looks like something that is missing, as the end of a sentence; empty for none.

    Example:
        >>> misspelt(["resolution"], ["resolutoin", "into"])
        " (you gave 'resolutoin')"
    """
    missing = {name.casefold(): name for name in wanted if len(name) <= _LONGEST}
    found = [
        name
        for name in map(str, given)
        if name not in missing.values() and len(name) <= _LONGEST and get_close_matches(name.casefold(), missing, n=1)
    ]
    return f" (you gave {', '.join(map(repr, found[:3]))})" if found else ""


def _revived(kind: type[SupportOpsError], args: tuple[object, ...], fields: dict[str, object]) -> SupportOpsError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(fields)
    return error


def _listed(what: str, faults: Sequence[tuple[str, str]]) -> str:
    if len(faults) == 1:
        path, message = faults[0]
        return f"{path}: {message}" if path else message
    lines = [f"  {path or what}: {message}" for path, message in faults]
    return "\n".join([f"{len(faults)} faults in this {what}:", *lines])
