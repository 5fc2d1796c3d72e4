"""The field types that events and records share: labels that are never blank, plain values, maps of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, FiniteFloat, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from supportops._frozen import FrozenMap

__all__ = ["Label", "Value", "Values"]


class _Said:
    """Replace pydantic's message, or its several messages for a union, by one that says what to do."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.custom_error_schema(
            handler(source), custom_error_type="not_allowed", custom_error_message=self.message
        )


class _NotBlank:
    """Text with at least one visible character; numbers are not turned into text."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.str_schema(strict=True, pattern=r"\S")


Label = Annotated[
    str,
    _NotBlank(),
    _Said("write a label as text that is not blank, for example 'P2'; a bare number is refused"),
]
"""Text that names something. Kept as given."""

Value = Annotated[
    str | int | FiniteFloat | bool | None,
    _Said("a value is text, a whole number, a finite number, true, false or nothing"),
]
"""What a ticket's field may hold."""

Values = Annotated[Mapping[Label, Value], AfterValidator(FrozenMap)]
"""Named values: given as any mapping, kept as one that cannot change, written to JSON as an object."""
