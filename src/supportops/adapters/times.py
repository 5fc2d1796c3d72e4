"""The times of a vendor's export, which often name no zone."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from supportops.errors import ConfigurationError, near

__all__ = ["TimeReader", "zone_named"]

_SAMPLE = datetime(2016, 2, 29, 13, 45)  # noqa: DTZ001 - a wall time, to try a format on
_FIRST_YEAR, _LAST_YEAR = 1970, 2100


class TimeReader:
    """Reads times such as 2016-02-29T01:16; one without an offset is a wall time of the zone.

    A wall time that comes twice is its first occurrence; one that the clocks skip is read with the offset before.

    Args:
        zone: an IANA name.
        time_format: "iso", or a pattern of `datetime.strptime` such as "%d/%m/%Y %H:%M".

    Raises:
        ConfigurationError: an unknown zone, or a pattern that loses the date, the hour or the minute.

    Example:
        >>> TimeReader(zone="UTC", time_format="%d/%m/%Y %H:%M")("29/2/2016 01:16").isoformat()
        '2016-02-29T01:16:00+00:00'
    """

    def __init__(self, *, zone: str = "UTC", time_format: str = "iso") -> None:
        self._zone = zone_named(zone)
        self._format = None if time_format == "iso" else _checked(time_format)
        self._last: tuple[str, datetime] | None = None

    @property
    def zone(self) -> tzinfo:
        """The zone of times without an offset."""
        return self._zone

    def __call__(self, text: str) -> datetime:
        """Return the instant.

        Raises:
            ValueError: the text is no time; the message says what is wrong with it.
        """
        # Neighbouring cells and rows repeat their times.
        if self._last is not None and self._last[0] == text:
            return self._last[1]
        at = self._iso(text) if self._format is None else self._patterned(text, self._format)
        if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
            raise ValueError(f"{text!r} is in the year {at.year}; a log's times are from {_FIRST_YEAR} to {_LAST_YEAR}")
        if at.tzinfo is None:
            at = at.replace(tzinfo=self._zone)
        self._last = (text, at)
        return at

    def _iso(self, text: str) -> datetime:
        # fromisoformat takes a bare date as midnight, which would be made up.
        if len(text) >= 16 and text[4] == text[7] == "-" and text[13] == ":":
            try:
                return datetime.fromisoformat(text)
            except ValueError:
                pass
        raise ValueError(f"{text!r:.60} is no time; write it as 2016-02-29T13:45, or say time_format=")

    def _patterned(self, text: str, pattern: str) -> datetime:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone is an option
        except ValueError:
            example = _SAMPLE.strftime(pattern)
            raise ValueError(f"{text!r:.60} does not have the time_format {pattern!r} ({example!r})") from None


def zone_named(name: str) -> tzinfo:
    """Return the zone of an IANA name.

    Raises:
        ConfigurationError: there is none of this name; the message has the near matches.
    """
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigurationError([("zone", f"{name!r} is no time zone; {near(name, available_timezones())}")]) from None


def _checked(pattern: str) -> str:
    try:
        read = datetime.strptime(_SAMPLE.strftime(pattern), pattern)  # noqa: DTZ007 - compared as a wall time
    except ValueError as error:
        raise ConfigurationError([("time_format", f"{pattern!r} is no pattern of times: {error}")]) from None
    if read.replace(tzinfo=None) != _SAMPLE:
        message = f"{pattern!r} does not hold the whole of a time; write for example '%d/%m/%Y %H:%M'"
        raise ConfigurationError([("time_format", message)])
    return pattern
