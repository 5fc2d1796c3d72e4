import importlib

import pytest

import supportops


def test_every_name_of_the_top_level_is_the_one_of_its_package():
    for name in supportops.__all__:
        assert getattr(supportops, name) is not None


def test_a_name_is_imported_when_it_is_first_asked_for():
    fresh = importlib.reload(supportops)
    vars(fresh).pop("BusinessCalendar", None)
    assert fresh.BusinessCalendar is importlib.import_module("supportops.calendar").BusinessCalendar
    assert "BusinessCalendar" in vars(fresh)


def test_packages_and_the_version_are_there_too():
    assert supportops.presets.__name__ == "supportops.presets"
    vars(supportops).pop("__version__", None)
    assert supportops.__version__
    assert {"calendar", "SlaPolicy", "presets"} <= set(dir(supportops))


def test_a_misspelt_name_is_refused_like_any_attribute():
    with pytest.raises(AttributeError, match="no attribute 'BusinesCalendar'"):
        _ = supportops.BusinesCalendar
