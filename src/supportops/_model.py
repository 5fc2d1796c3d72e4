"""The frozen base of every model that enters or leaves the library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from supportops.errors import ConfigurationError, HistoryError, NaiveDatetimeError, SupportOpsError

__all__ = ["Model", "as_own_error"]

_MAX_SHOWN = 200


class Model(BaseModel):
    """A frozen value: strict about unknown fields, comparable, hashable, JSON in and out.

    Faults are reported as one `ConfigurationError` that lists all of them with their paths.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __init__(self, /, **data: Any) -> None:  # noqa: ANN401 - fields are typed by the subclass
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise as_own_error(error) from None

    # Nested values are validated as part of the outer one, so that their faults carry the whole path.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:  # noqa: ANN401 - pydantic's signature
        """Build the model from plain data; faults come as one `ConfigurationError`."""
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            raise as_own_error(error) from None

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # noqa: ANN401
        """Build the model from JSON; faults come as one `ConfigurationError`."""
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            raise as_own_error(error) from None

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, changed and validated again.

        Pydantic's own copy skips validation and would carry cached tables over to the changed value.
        """
        if not update:
            return super().model_copy(deep=deep)
        data = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**data, **update})


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
    return f"{message}, got {given if len(given) <= _MAX_SHOWN else given[:_MAX_SHOWN] + '...'}"
