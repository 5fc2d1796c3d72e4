"""A decision as a value to store: what was asked, what was answered, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, PlainSerializer, PlainValidator, WithJsonSchema

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.triage._facts import Facts, kept, written
from supportops.triage._trace import Refusal
from supportops.triage.outputs import read_output

if TYPE_CHECKING:
    from supportops.triage.decision import Decision

__all__ = ["DecisionRecord", "record_of"]


def _read_refused(given: object) -> FrozenMap[str, Refusal]:
    if not isinstance(given, Mapping):
        raise ValueError(f"{given!r} is no mapping of rule to refusal")  # noqa: TRY004 - for pydantic
    return FrozenMap({rule: _read_refusal(refusal) for rule, refusal in given.items()})


def _read_refusal(given: object) -> Refusal:
    # By name: a data base may keep the parts of an object in an order of its own.
    parts = given._asdict() if isinstance(given, Refusal) else given
    if not isinstance(parts, Mapping) or set(parts) != set(Refusal._fields):
        raise ValueError(f"{given!r} is no refusal; it has {', '.join(Refusal._fields)}")
    return Refusal(str(parts["field"]), str(parts["condition"]), kept(parts["value"]))


def _write_refused(refused: Mapping[str, Refusal]) -> dict[str, dict[str, object]]:
    return {rule: {**told._asdict(), "value": written(told.value)} for rule, told in refused.items()}


def _read_answer(given: object) -> object:
    return None if given is None else read_output(given)


_OBJECT = WithJsonSchema({"type": "object"})


class DecisionRecord(Model):
    """A `Decision` without its table: frozen, and the same again after JSON.

    Attributes:
        table: the name of the table.
        facts: those that the table reads and that were there.
        output: the answer, or None.
        rule: the deciding rule, or None.
        rules: all deciding rules.
        also_matched: the rules that match and did not decide.
        refused: every rule that does not match, with the condition that refused it.
        undecided: the rules that a missing fact leaves open, with what they lack.
        needs: the facts to ask for.
    """

    table: str
    facts: Facts
    output: Annotated[Any, AfterValidator(_read_answer), WithJsonSchema({})] = None
    rule: str | None = None
    rules: tuple[str, ...] = ()
    also_matched: tuple[str, ...] = ()
    refused: Annotated[Mapping[str, Refusal], PlainValidator(_read_refused), PlainSerializer(_write_refused), _OBJECT]
    undecided: Annotated[Mapping[str, tuple[str, ...]], AfterValidator(FrozenMap)]
    needs: tuple[str, ...] = ()


def record_of(decision: Decision) -> DecisionRecord:
    """Return what a decision says, as a value."""
    read = decision.read
    return DecisionRecord(
        table=decision.table,
        facts={name: value for name, value in decision.facts.items() if name in read and value is not None},
        output=decision.output,
        rule=decision.rule,
        rules=decision.rules,
        also_matched=decision.also_matched,
        refused=decision.refused,
        undecided=decision.undecided,
        needs=decision.needs,
    )
