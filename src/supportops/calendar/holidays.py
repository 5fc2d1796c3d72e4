"""Holidays: local dates with names, from the `holidays` package, from a list, or pinned.

This is the only module that imports `holidays`, and only once a country is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from supportops.calendar.values import CalendarValue, LocalDate, literal
from supportops.errors import ConfigurationError, HorizonError, near

if TYPE_CHECKING:
    from holidays import HolidayBase

__all__ = ["Holidays"]

# Fixed, so that neither LANGUAGE nor LC_ALL decides what a report says.
_LANGUAGE = "en_US"


def _read_extra(given: Any) -> Any:  # noqa: ANN401 - raw input
    if isinstance(given, Mapping):
        return tuple(given.items())
    return [item if isinstance(item, list | tuple) else (item, "") for item in given] if _is_many(given) else given


def _read_dates(given: Any) -> Any:  # noqa: ANN401 - raw input
    return tuple(given) if _is_many(given) else given


def _is_many(given: object) -> bool:
    return isinstance(given, Iterable) and not isinstance(given, str | bytes | Mapping)


def _by_date(pairs: tuple[tuple[dt.date, str], ...]) -> tuple[tuple[dt.date, str], ...]:
    return tuple(sorted(dict(pairs).items()))


def _as_mapping(pairs: tuple[tuple[dt.date, str], ...]) -> dict[str, str]:
    return {date.isoformat(): name for date, name in pairs}


_DATE = {"type": "string", "format": "date"}
_NAMES = {"type": "object", "propertyNames": {"format": "date"}, "additionalProperties": {"type": "string"}}
_NamedDates = Annotated[
    tuple[tuple[LocalDate, str], ...],
    BeforeValidator(_read_extra),
    AfterValidator(_by_date),
    PlainSerializer(_as_mapping, return_type=dict[str, str], when_used="json"),
    WithJsonSchema({"anyOf": [_NAMES, {"type": "array", "items": _DATE}]}, mode="validation"),
    WithJsonSchema(_NAMES, mode="serialization"),
]
_Dates = Annotated[
    tuple[LocalDate, ...],
    BeforeValidator(_read_dates),
    AfterValidator(lambda dates: tuple(sorted(set(dates)))),
]


class Holidays(CalendarValue):
    """The local dates on which a calendar is closed, with their names.

    `country`, `subdivision` and `categories` choose from the `holidays` package ("US", "CA", ("public",));
    `extra` adds dates, with names or without, and `without` takes dates away, of whichever origin. Without a
    country only `extra` counts. A category of half days closes the whole date: give the hours of such a date
    as a `DateOverride` instead. Many countries have more holidays in a subdivision than alone.

    Names are in US English where the country's data has it, else in the country's own language; the
    environment is never asked. A year outside the country's data is a `HorizonError` when it is needed.
    `source`, `first_year` and `last_year` are set by `pinned`.

    Raises:
        ConfigurationError: an unknown country, subdivision or category (with near matches), or no real date.

    Example:
        >>> Holidays(country="US").pinned(2026, 2026).extra[:2]
        ((datetime.date(2026, 1, 1), "New Year's Day"), (datetime.date(2026, 1, 19), 'Martin Luther King Jr. Day'))
    """

    country: str | None = None
    subdivision: str | None = None
    categories: tuple[str, ...] = ("public",)
    extra: _NamedDates = ()
    without: _Dates = ()
    source: str | None = None
    first_year: int | None = None
    last_year: int | None = None

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            country: str | None = None,
            subdivision: str | None = None,
            categories: Iterable[str] = ("public",),
            extra: Mapping[dt.date, str] | Iterable[dt.date] = (),
            without: Iterable[dt.date] = (),
            source: str | None = None,
            first_year: int | None = None,
            last_year: int | None = None,
        ) -> None: ...

    @field_validator("country")
    @classmethod
    def _known_country(cls, given: str | None) -> str | None:
        return None if given is None else str(_entity(given).country)

    @field_validator("subdivision")
    @classmethod
    def _known_subdivision(cls, given: str | None, info: ValidationInfo) -> str | None:
        if given is None or "country" not in info.data:
            return given
        if info.data["country"] is None:
            raise ValueError(f"{given!r} is a subdivision of no country; give country= as well")
        entity = _entity(info.data["country"])
        code = entity.subdivisions_aliases.get(given, given)
        if code not in entity.subdivisions:
            hint = near(given, [*entity.subdivisions, *entity.subdivisions_aliases])
            raise ValueError(f"{given!r} is no subdivision of {info.data['country']!r}; {hint}")
        return str(code)

    @field_validator("categories")
    @classmethod
    def _known_categories(cls, given: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if info.data.get("country") is None:
            return given
        entity = _entity(info.data["country"])
        unknown = [word for word in given if word not in entity.supported_categories]
        if unknown or not given:
            hint = near(unknown[0] if unknown else "", entity.supported_categories)
            words = ", ".join(map(repr, unknown)) or "an empty list"
            raise ValueError(f"{words} is no category of holidays in {info.data['country']!r}; {hint}")
        return given

    @model_validator(mode="after")
    def _check_years(self) -> Self:
        years = (self.first_year, self.last_year)
        if years != (None, None) and (None in years or self.country or years[0] > years[1]):  # type: ignore[operator]
            raise ValueError("first_year and last_year bound pinned dates: both, in order, without a country")
        return self

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and last year the dates are known for; None when no year is unknown."""
        if self.country is not None:
            entity = _entity(self.country)
            return int(entity.start_year), int(entity.end_year)
        if self.first_year is not None and self.last_year is not None:
            return self.first_year, self.last_year
        return None

    @property
    def origin(self) -> str:
        """What a `HorizonError` calls the dates."""
        return f"the holidays of {self.country or self.source or 'the pinned dates'!r} are"

    def in_year(self, year: int) -> dict[dt.date, str]:
        """Return the holidays of one year, by date.

        Raises:
            HorizonError: the year is outside the country's data, or outside the pinned years.
        """
        years = self.years
        if years is not None and not years[0] <= year <= years[1]:
            raise HorizonError(f"the year {year} is needed, but {self.origin} known for {years[0]} to {years[1]} only")
        return self.known_in(year)

    def pinned(self, first_year: int, last_year: int) -> Holidays:
        """Return the holidays of these years as plain dates that name their source.

        A new version of the holiday data moves nothing any more. Years outside become a `HorizonError`.
        """
        if self.country is None and self.first_year is None:
            return self
        if first_year > last_year:
            raise ConfigurationError(f"the years {first_year} to {last_year} are in the wrong order; swap them")
        dates: dict[dt.date, str] = {}
        for year in range(first_year, last_year + 1):
            dates |= self.in_year(year)
        # The eve decides about a night shift that runs into the first year.
        eve = dt.date(first_year - 1, 12, 31) if first_year > 1 else dt.date.min
        dates |= {date: name for date, name in self.known_in(eve.year).items() if date == eve}
        return Holidays(extra=dates, source=self.source or self._source(), first_year=first_year, last_year=last_year)

    def known_in(self, year: int) -> dict[dt.date, str]:
        """Return the holidays of a year, none where the year is unknown; `in_year` refuses such a year."""
        found: dict[dt.date, str] = {}
        if self.country is not None:
            found |= _imported(self.country, self.subdivision, self.categories, year)
        found |= {date: name for date, name in self.extra if date.year == year}
        return {date: name for date, name in found.items() if date not in self.without}

    def _source(self) -> str:
        from holidays.version import __version__

        place = "-".join(filter(None, (self.country, self.subdivision)))
        kinds = "" if self.categories == ("public",) else f" ({', '.join(self.categories)})"
        return f"holidays {__version__}, {place}{kinds}"

    def _literal(self, name: str, value: object) -> str:
        return literal(dict(self.extra)) if name == "extra" else super()._literal(name, value)


@lru_cache(maxsize=64)
def _entity(code: str) -> type[HolidayBase]:
    import holidays

    entity: type[HolidayBase] | None = None
    if code.isalpha() and len(code) in (2, 3):
        # The package also exports months and markets under such short names.
        with suppress(NotImplementedError, TypeError):
            entity = type(holidays.country_holidays(code.upper()))
    if entity is None or not hasattr(entity, "country"):
        hint = near(code.upper(), holidays.list_supported_countries())
        raise ValueError(f"{code!r} is no country with holiday data; {hint}")
    return entity


@lru_cache(maxsize=1024)
def _imported(country: str, subdivision: str | None, categories: tuple[str, ...], year: int) -> Mapping[dt.date, str]:
    entity = _entity(country)
    language = _LANGUAGE if _LANGUAGE in entity.supported_languages else entity.default_language
    # A day in lieu may fall into the year before or after its holiday, so the neighbours are built as well.
    years = [y for y in (year - 1, year, year + 1) if entity.start_year <= y <= entity.end_year]
    found = entity(subdiv=subdivision, years=years, expand=False, language=language, categories=categories)
    return {date: found[date] for date in sorted(found) if date.year == year}
