"""A policy taken apart into its choices, and put together again with some of another policy's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from supportops.errors import ConfigurationError

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.tickets import EventTable

__all__ = ["Parts", "Path", "differing", "mixed", "parts_of", "that_matter"]

Path = tuple[str, ...]
"""For example ("on_reopen",) or ("targets", "P1", "resolution")."""
Parts = dict[Path, Any]
"""A policy's choices by path. What is not there, the policy does not name."""

_UNORDERED = ("around_the_clock", "reopen_metrics", "first_response_by")


def parts_of(policy: SlaPolicy) -> Parts:
    """Return every choice of a policy but its name, in the order of its fields."""
    parts: Parts = {}
    for field in type(policy).model_fields:
        value = getattr(policy, field)
        if field == "targets":
            parts |= {("targets", label, name): amount for label, row in value.items() for name, amount in row.items()}
        elif field == "tiers":
            parts |= {("tiers", tier): special for tier, special in value.items()}
        elif field == "pauses":
            parts |= _pauses(policy)
        elif field == "metrics":
            parts |= {("metrics", rule.name): rule for rule in value}
        elif field != "name":
            parts[(field,)] = tuple(sorted(value)) if field in _UNORDERED else value
    return parts


def differing(ours: Parts, theirs: Parts) -> tuple[Path, ...]:
    """Return the paths at which two policies are not the same, in the order of a policy's fields."""
    fields = list(dict.fromkeys(path[0] for path in (*ours, *theirs)))
    paths = [
        path
        for path in dict.fromkeys((*ours, *theirs))
        if path not in ours or path not in theirs or ours[path] != theirs[path]
    ]
    return tuple(sorted(paths, key=lambda path: fields.index(path[0])))


def mixed(policy: SlaPolicy, ours: Parts, theirs: Parts, adopted: Iterable[Path]) -> SlaPolicy | None:
    """Return a policy with some choices of another one, or None where they do not go together."""
    parts = dict(ours)
    for path in adopted:
        if path in theirs:
            parts[path] = theirs[path]
        else:
            del parts[path]
    try:
        return type(policy)(name=policy.name, **_fields(parts))
    except ConfigurationError:
        return None


def that_matter(ours: Parts, theirs: Parts, table: EventTable) -> Callable[[Path], bool]:
    """Return a function that tells whether a path can move a figure of these tickets.

    Targets of priorities that no ticket had, tiers that none was in, and the rules of metrics that neither policy
    promises anything for do nothing.
    """
    labels, tiers, dated = _seen(table)
    named = {*_promised(ours), *_promised(theirs)}

    def matters(path: Path) -> bool:
        match path:
            case ("targets", label, metric):
                # A date set by hand needs no target, but a metric that some target names.
                return label in labels or metric in dated
            case ("tiers", tier):
                return tier in tiers
            case ("metrics" | "pauses", metric):
                return metric in named
            case _:
                return True

    return matters


def _pauses(policy: SlaPolicy) -> Parts:
    """Return the rules metric by metric: a rule's cap is counted for each timer, so it may be taken apart."""
    found: Parts = {}
    for rule in policy.pauses:
        for metric in rule.metrics:
            one = rule.model_copy(update={"metrics": (metric,)})
            found["pauses", metric] = (*found.get(("pauses", metric), ()), one)
    return found


def _fields(parts: Parts) -> dict[str, Any]:
    fields: dict[str, Any] = {"targets": {}, "tiers": {}, "pauses": (), "metrics": ()}
    for path, value in parts.items():
        match path:
            case ("targets", label, metric):
                fields["targets"].setdefault(label, {})[metric] = value
            case ("tiers", tier):
                fields["tiers"][tier] = value
            case ("pauses", _):
                fields["pauses"] += value
            case ("metrics", _):
                fields["metrics"] += (value,)
            case _:
                fields[path[0]] = value
    return fields


def _promised(parts: Parts) -> Iterator[str]:
    for path, value in parts.items():
        if path[0] == "targets":
            yield path[2]
        elif path[0] == "tiers" and isinstance(value, Mapping):
            for row in value.values():
                yield from row


def _seen(table: EventTable) -> tuple[set[str], set[str], set[str]]:
    """Return the priorities and tiers that any ticket ever had, and the metrics that got a date by hand."""
    is_dated = table.kind == "due_set"
    labels, tiers = (set(table.value.take(table.field == name).counts()) for name in ("priority", "tier"))
    return labels, tiers, set(table.field.take(is_dated).counts())
