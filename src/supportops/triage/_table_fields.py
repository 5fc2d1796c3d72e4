"""How the fields of a decision table are read from plain data, and written to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, PlainSerializer, PlainValidator, WithJsonSchema

from supportops._frozen import FrozenMap
from supportops.errors import ConfigurationError
from supportops.triage.conditions import Condition
from supportops.triage.inputs import OptionalInput, read_input, write_input
from supportops.triage.outputs import read_output
from supportops.vocabulary import Scale

__all__ = ["Default", "Inputs", "Outputs"]


def _read_inputs(given: object) -> FrozenMap[str, Any]:
    if not isinstance(given, Mapping):
        raise ValueError(f"{given!r} is no mapping of a field to what its facts may be")  # noqa: TRY004 - for pydantic
    found, faults = {}, []
    for name, wanted in given.items():
        if not isinstance(name, str) or not name.strip():
            faults.append((str(name), f"{name!r} is no name of a field"))
            continue
        try:
            found[str.__str__(name)] = read_input(wanted)
        except ConfigurationError as error:
            faults += [(".".join(filter(None, (name, path))), text) for path, text in error.faults]
    if faults:
        raise ConfigurationError(faults)
    return FrozenMap(found)


def _write_inputs(inputs: Mapping[str, Any]) -> dict[str, object]:
    return {name: write_input(given) for name, given in inputs.items()}


def _read_outputs(given: object) -> Scale | tuple[object, ...]:
    if isinstance(given, Scale):
        return given
    if isinstance(given, type) and issubclass(given, Enum):
        return Scale.of(given)
    if isinstance(given, Mapping):
        return Scale.model_validate(given.get("scale", given))
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise ValueError(f"{given!r} is no ranking of outputs; give a Scale or a list, the best first")  # noqa: TRY004
    return tuple(map(read_output, given))


def _write_outputs(outputs: Scale | tuple[object, ...]) -> object:
    return {"scale": outputs.model_dump(mode="json")} if isinstance(outputs, Scale) else list(outputs)


def _read_default(given: object) -> object:
    return None if given is None else read_output(given)


Inputs: TypeAlias = Annotated[
    Mapping[str, Scale | tuple[str, ...] | str | Condition | OptionalInput],
    PlainValidator(_read_inputs),
    PlainSerializer(_write_inputs),
    WithJsonSchema({"type": "object"}),
]
Outputs: TypeAlias = Annotated[
    Scale | tuple[Any, ...],
    PlainValidator(_read_outputs),
    PlainSerializer(_write_outputs),
    WithJsonSchema({"anyOf": [{"type": "array"}, {"type": "object"}]}),
]
Default: TypeAlias = Annotated[Any, AfterValidator(_read_default), WithJsonSchema({})]
