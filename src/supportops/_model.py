"""The frozen base of every model that enters or leaves the library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

from supportops.errors import ConfigurationError, HistoryError, NaiveDatetimeError, SupportOpsError

__all__ = ["Model", "as_own_error"]

_MAX_SHOWN = 200
_LOOKS = 3
"""How often the rest of a faulty value is looked at again."""


class Model(BaseModel):
    """A frozen value: strict about unknown fields, comparable, hashable, JSON in and out.

    Faults are reported as one `ConfigurationError` that lists all of them with their paths.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    yardsticks: ClassVar[frozenset[str] | None] = None
    """The fields that others are checked against. With a fault in one of them, or None, nothing is looked at twice."""

    @classmethod
    def faults_beside(cls, data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        """Return the faults that can be seen in faulty data beside those of single fields; those known are left out."""
        del data
        return ()

    def __init__(self, /, **data: Any) -> None:  # noqa: ANN401 - fields are typed by the subclass
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise _whole_error(type(self), data, error, {}) from None

    # Nested values are validated as part of the outer one, so that their faults carry the whole path.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:  # noqa: ANN401 - pydantic's signature
        """Build the model from plain data; faults come as one `ConfigurationError`."""
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            raise _whole_error(cls, obj, error, options) from None

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # noqa: ANN401
        """Build the model from JSON; faults come as one `ConfigurationError`."""
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            raise _whole_error(cls, _plain(json_data), error, options) from None

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, changed and validated again.

        Pydantic's own copy skips validation and would carry cached tables over to the changed value.
        """
        if not update:
            return super().model_copy(deep=deep)
        data = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**data, **update})


def _whole_error(
    model: type[Model], data: object, error: ValidationError, options: Mapping[str, Any]
) -> SupportOpsError:
    """Return our error with the faults that show only once the ones found first are out of the way.

    What is wrong in itself hides what is wrong about the whole: an unreadable amount, an unknown priority.
    """
    whole, yardsticks = _one_for_several(data, as_own_error(error)), model.yardsticks
    if isinstance(whole, ConfigurationError) and isinstance(data, Mapping):
        known = {path for path, _ in whole.faults}
        beside = [fault for fault in model.faults_beside(data) if fault[0] not in known]
        whole = ConfigurationError([*whole.faults, *beside], what=whole.what) if beside else whole
    if not isinstance(whole, ConfigurationError) or not isinstance(data, Mapping) or yardsticks is None:
        return whole
    if any(item["loc"] and item["loc"][0] in yardsticks for item in error.errors()):
        return whole
    rest, missing = data, [item["loc"] for item in error.errors() if item["type"] == "missing"]
    for _ in range(_LOOKS):
        for item in error.errors():
            # Without a field it must have, a nested value cannot be built: it goes as a whole.
            rest = _without(rest, item["loc"][:-1] if item["type"] == "missing" else item["loc"])
        try:
            model.__pydantic_validator__.validate_python(rest, context=options.get("context"))
            break
        except ValidationError as next_error:
            error = next_error
        except SupportOpsError:
            break
        later = as_own_error(error)
        missing += [item["loc"] for item in error.errors() if item["type"] == "missing"]
        known = {path for path, _ in whole.faults} | {_path(location) for location in missing}
        if isinstance(later, ConfigurationError):
            found = [(path, text) for path, text in later.faults if path not in known]
            whole = ConfigurationError([*whole.faults, *found], what=whole.what)
    return whole


def _one_for_several(data: object, whole: SupportOpsError) -> SupportOpsError:
    """Return the error with one fault for each model that stands alone where a sequence is asked for.

    A model is gone through by its fields, so that each of them would be a faulty item.
    """
    if not isinstance(whole, ConfigurationError) or not isinstance(data, Mapping):
        return whole
    alone = {name: type(value).__name__ for name, value in data.items() if isinstance(value, BaseModel)}
    faults = list[tuple[str, str]]()
    for path, text in whole.faults:
        field, bracket, _ = path.partition("[")
        if not bracket or field not in alone:
            faults.append((path, text))
            continue
        one = f"one {alone[field]} alone, where a sequence is asked for; write ({alone[field]}(...),)"
        if (field, one) not in faults:
            faults.append((field, one))
    return ConfigurationError(faults, what=whole.what)


def _without(data: Mapping[Any, Any], location: tuple[int | str, ...]) -> Mapping[Any, Any]:
    """Return plain data without the value at a location; what cannot be found there is left."""
    if not location or location[0] not in data:
        return data
    inner = data[location[0]]
    is_leaf = len(location) == 1 or not isinstance(inner, Mapping) or location[1] not in inner
    if is_leaf:
        return {key: value for key, value in data.items() if key != location[0]}
    return {**data, location[0]: _without(inner, location[1:])}


def _plain(json_data: str | bytes | bytearray) -> object:
    try:
        return from_json(json_data)
    except ValueError:
        return None


def as_own_error(error: ValidationError) -> SupportOpsError:
    """Return a pydantic error as ours: one list of faults, each with its path, the value and what to do."""
    details = error.errors(include_url=False)
    if all(item["type"] == "timezone_aware" for item in details):
        return NaiveDatetimeError(details[0]["input"])
    cause = details[0].get("ctx", {}).get("error")
    if len(details) == 1 and isinstance(cause, HistoryError):
        return cause
    return ConfigurationError([fault for item in details for fault in _faults(dict(item))], what=error.title)


def _faults(item: dict[str, Any]) -> list[tuple[str, str]]:
    path, cause = _path(item["loc"]), item.get("ctx", {}).get("error")
    if not isinstance(cause, ConfigurationError):
        return [(path, _message(item))]
    # Several faults of one value stay several, each under its whole path.
    return [(".".join(part for part in (path, inner) if part), message) for inner, message in cause.faults]


def _path(location: tuple[int | str, ...]) -> str:
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _message(item: dict[str, Any]) -> str:
    message = str(item["msg"]).removeprefix("Value error, ")
    if item["type"] in ("value_error", "missing", "json_invalid"):
        return message
    if item["type"] == "extra_forbidden":
        return "this field is not known here; check its spelling or leave it out"
    given = repr(item["input"])
    kind = type(item["input"])
    if item["type"] == "model_type" and item["ctx"]["class_name"] == kind.__name__:
        package = ".".join(kind.__module__.split(".")[:2])
        return f"that is {package}.{kind.__name__}; the {kind.__name__} asked for here is another one"
    return f"{message}, got {given if len(given) <= _MAX_SHOWN else given[:_MAX_SHOWN] + '...'}"
