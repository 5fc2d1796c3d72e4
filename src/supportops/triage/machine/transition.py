"""One transition of a state machine: the event, where it leads from and to, and what must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.triage._names import Label, Name
from supportops.triage.conditions import Condition
from supportops.triage.outputs import Output, read_output
from supportops.triage.rules import When, as_condition

__all__ = ["Transition"]


def _read_effects(given: object) -> object:
    if isinstance(given, str | Mapping) or not isinstance(given, Sequence):
        raise ValueError(f"{given!r} is no list of effects; write ({given!r},)")  # noqa: TRY004 - for pydantic
    return tuple(given)


Effects: TypeAlias = Annotated[tuple[Annotated[Any, AfterValidator(read_output)], ...], BeforeValidator(_read_effects)]


class Transition(Model):
    """What an event does to an instance that is in one state.

    Args:
        event: what happens, for example "resolve".
        source: the state it happens in.
        target: the state it leads to; the same one is allowed.
        when: the guard: field to condition, as in a `Rule`. All must hold; empty is always true.
        effects: what is to be done then, as data: texts, numbers, lists or objects. Whoever steps the machine does it.
        automatic: nobody has to act for it: a timer or another system brings the event.

    Raises:
        ConfigurationError: a blank name, a condition or effect of a wrong kind; all faults at once.

    Example:
        >>> transition = Transition("close", "resolved", "closed", effects=["send_csat_survey"])
        >>> print(transition)
        close: resolved -> closed
        >>> transition.effects
        ('send_csat_survey',)
    """

    event: Name
    source: Name
    target: Name
    when: When = Field(default_factory=FrozenMap)
    effects: Effects = ()
    automatic: Annotated[bool, Field(strict=True)] = False

    def __init__(
        self,
        event: Label,
        source: Label,
        target: Label,
        *,
        when: Mapping[str, Condition | object] | None = None,
        effects: Sequence[Output] = (),
        automatic: bool = False,
    ) -> None:
        super().__init__(
            event=event, source=source, target=target, when={} if when is None else when, effects=effects,
            automatic=automatic,
        )  # fmt: skip

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @property
    def conditions(self) -> dict[str, Condition]:
        """What the guard asks, field by field, plain values as conditions."""
        return {field: as_condition(asked) for field, asked in self.when.items()}

    @property
    def guard(self) -> str:
        """The guard in words: "resolution = solved or workaround"; empty for none."""
        return " and ".join(f"{field} {condition}" for field, condition in self.conditions.items())

    def __str__(self) -> str:
        guard = f" if {self.guard}" if self.when else ""
        return f"{self.event}: {self.source} -> {self.target}{guard}"
