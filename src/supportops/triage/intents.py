"""What customers come for, and that each of it has an owner, an SLA and a way up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.errors import ConfigurationError
from supportops.tickets._texts import Label

__all__ = ["Intent", "IntentGap", "intent_gaps"]

Part: TypeAlias = Literal["owner", "sla", "escalation_path"]

_WORDS: Mapping[Part, str] = FrozenMap({"owner": "owner", "sla": "SLA", "escalation_path": "escalation path"})


class Intent(Model):
    """A reason for which customers write, and what the desk has decided for it.

    Attributes:
        name: for example "billing".
        owner: the team or person who answers.
        sla: the name of the policy that promises.
        escalation_path: who takes it next, in order.

    Example:
        >>> Intent(name="bug", owner="support", escalation_path=("L2", "engineering")).missing
        ('sla',)
    """

    name: Label
    owner: Label | None = None
    sla: Label | None = None
    escalation_path: tuple[Label, ...] = ()

    @property
    def missing(self) -> tuple[Part, ...]:
        """What is not decided."""
        found: dict[Part, object] = {"owner": self.owner, "sla": self.sla, "escalation_path": self.escalation_path}
        return tuple(part for part, given in found.items() if not given)


class IntentGap(Model):
    """An intent that the desk is not ready for, and what is missing."""

    intent: str
    missing: tuple[Part, ...]

    def __str__(self) -> str:
        return f"{self.intent} has no {', no '.join(_WORDS[part] for part in self.missing)}"


def intent_gaps(intents: Iterable[Intent], *, required: Iterable[str] = ()) -> tuple[IntentGap, ...]:
    """Return what the desk has not decided: intents without an owner, an SLA or an escalation path.

    Args:
        intents: what was decided, one of each name.
        required: names that must be there; those that are not lack everything. They come last.

    Raises:
        ConfigurationError: two intents of one name.

    Source: SaaS support system design, Map the customer journey (six intents, each with all three).

    Example:
        >>> billing = Intent(name="billing", owner="finance", sla="standard", escalation_path=("finance lead",))
        >>> for gap in intent_gaps(
        ...     [billing, Intent(name="bug", owner="support")], required=["billing", "cancellation"]
        ... ):
        ...     print(gap)
        bug has no SLA, no escalation path
        cancellation has no owner, no SLA, no escalation path
    """
    by_name: dict[str, Intent] = {}
    doubled: list[tuple[str, str]] = []
    for intent in intents:
        if intent.name in by_name:
            doubled.append((intent.name, f"{intent.name!r} stands twice; decide for each intent once"))
        by_name[intent.name] = intent
    if doubled:
        raise ConfigurationError(doubled, what="intents")
    for name in required:
        by_name.setdefault(name, Intent(name=name))
    gaps = (IntentGap(intent=intent.name, missing=intent.missing) for intent in by_name.values())
    return tuple(gap for gap in gaps if gap.missing)
