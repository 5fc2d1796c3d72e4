"""Strict dates and reprs that read back."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from supportops.calendar import BusinessCalendar, DateOverride, Holidays, Season, Union
from supportops.calendar.values import literal
from supportops.errors import ConfigurationError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 1, 2), "date(2026, 1, 2)"),
        ((), "()"),
        ((1,), "(1,)"),
        ((1, "a"), "(1, 'a')"),
        ({date(2026, 1, 2): "x"}, "{date(2026, 1, 2): 'x'}"),
        (None, "None"),
    ],
)
def test_values_are_shown_as_python(value, text: str):
    assert literal(value) == text


@pytest.mark.parametrize(
    "given", [datetime(2026, 1, 1), 0, 1767225600, "01/02/2026", "2026-1-2", "20260102", "2026-W01-1"]
)
def test_only_real_dates_and_iso_text_are_dates(given):
    with pytest.raises(ConfigurationError, match="is no local date; give a date, or ISO text"):
        DateOverride(date=given, hours="closed")


def test_a_date_that_does_not_exist_is_refused():
    with pytest.raises(ConfigurationError, match="date"):
        DateOverride(date="2026-02-30", hours="closed")


def test_the_repr_leaves_out_what_is_at_its_default_and_reads_back():
    desk = BusinessCalendar(
        zone="UTC",
        hours="Mon 09:00-17:00",
        holidays=Holidays(extra={date(2026, 1, 2): "Bridge"}, without=[date(2026, 12, 24)]),
        overrides=[DateOverride(date=date(2026, 1, 5), hours="closed", reason="Move")],
        seasons=[Season(start=date(2026, 7, 1), end=date(2026, 9, 1), hours="closed", name="Summer")],
    )
    assert repr(desk) == (
        "BusinessCalendar(zone='UTC', hours='Mon 09:00-17:00', "
        "holidays=Holidays(extra={date(2026, 1, 2): 'Bridge'}, without=(date(2026, 12, 24),)), "
        "overrides=(DateOverride(date=date(2026, 1, 5), hours='closed', reason='Move'),), "
        "seasons=(Season(start=date(2026, 7, 1), end=date(2026, 9, 1), hours='closed', name='Summer'),))"
    )
    assert str(desk) == repr(desk)
    both = desk | BusinessCalendar(zone="Europe/London", hours="24/7")
    names = {
        "BusinessCalendar": BusinessCalendar,
        "Holidays": Holidays,
        "DateOverride": DateOverride,
        "Season": Season,
        "Union": Union,
        "date": date,
    }
    assert eval(repr(both), names) == both


@pytest.mark.parametrize("model", [BusinessCalendar, Holidays, DateOverride, Season, Union])
def test_every_model_has_a_json_schema(model):
    for mode in ("validation", "serialization"):
        schema = model.model_json_schema(mode=mode)
        body = schema.get("$defs", {}).get(model.__name__, schema)
        assert set(body["properties"]) == set(model.model_fields)
        assert body["additionalProperties"] is False
