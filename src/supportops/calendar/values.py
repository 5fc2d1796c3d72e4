"""What the calendar's models share: strict local dates, and a repr that reads back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from supportops._model import Model

__all__ = ["CalendarValue", "LocalDate", "literal"]

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class CalendarValue(Model):
    """A frozen value whose repr leaves out what is at its default and can be evaluated again."""

    def __repr__(self) -> str:
        shown = {
            name: getattr(self, name)
            for name, field in type(self).model_fields.items()
            if name != "kind" and getattr(self, name) != field.default
        }
        return f"{type(self).__name__}({', '.join(f'{k}={self._literal(k, v)}' for k, v in shown.items())})"

    __str__ = __repr__

    def _literal(self, name: str, value: object) -> str:  # noqa: ARG002 - a model may show a field its own way
        return literal(value)


def literal(value: object) -> str:
    """Return a value as Python text; dates as `date(2026, 12, 24)`.

    Example:
        >>> literal((dt.date(2026, 12, 24), "x"))
        "(date(2026, 12, 24), 'x')"
    """
    if isinstance(value, dt.date):
        return f"date({value.year}, {value.month}, {value.day})"
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{literal(k)}: {literal(v)}' for k, v in value.items())}}}"
    return repr(value)


def _read_date(given: Any) -> Any:  # noqa: ANN401 - raw input
    # Pydantic would take 1767225600, "1767225600" and midnight datetimes for dates as well.
    if isinstance(given, str) and _ISO.fullmatch(given):
        return given
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        return given
    raise ValueError(f"{given!r} is no local date; give a date, or ISO text such as '2026-12-24'")


LocalDate = Annotated[dt.date, BeforeValidator(_read_date)]
"""A pydantic field type: a date, or ISO text; datetimes, numbers and other spellings are refused."""
