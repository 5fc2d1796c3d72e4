import pytest

from supportops.adapters.servicenow.columns import REQUIRED, Columns
from supportops.errors import ConfigurationError


def test_columns_are_found_in_any_order_and_case():
    columns = Columns.of(["x", " Priority ", "OPENED_AT", "number", "sys_updated_at", "incident_state"], name="log")
    assert (columns.priority, columns.opened_at, columns.number) == (1, 2, 3)
    assert columns.has("number")


def test_a_column_that_is_not_there_has_the_place_behind_the_last():
    columns = Columns.of(REQUIRED, name="log")
    assert columns.made_sla == columns.width == 5
    assert not columns.has("made_sla")


def test_all_missing_columns_are_named_at_once_with_near_matches():
    with pytest.raises(ConfigurationError) as error:
        Columns.of(["number", "state", "opened", "sys_updated_on", "priority"], name="log.csv")
    assert error.value.faults == (
        (
            "log.csv, line 1, column 'incident_state'",
            "is not there; allowed: number, opened, priority, state, sys_updated_on",
        ),
        ("log.csv, line 1, column 'opened_at'", "is not there; did you mean 'opened'?"),
        ("log.csv, line 1, column 'sys_updated_at'", "is not there; did you mean 'sys_updated_on'?"),
    )


def test_a_column_that_stands_twice_is_refused_but_not_one_that_nobody_reads():
    with pytest.raises(ConfigurationError, match="column 'made_sla': stands 2 times; keep one"):
        Columns.of([*REQUIRED, "made_sla", "Made_SLA"], name="log.csv")
    assert Columns.of([*REQUIRED, "notes", "notes"], name="log.csv").width == 7


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_another_separator_is_recognised(mark):
    with pytest.raises(ConfigurationError, match="the header has no comma and looks parted by") as error:
        Columns.of([mark.join(REQUIRED)], name="log.csv")
    assert len(error.value.faults) == 5


def test_an_empty_header_has_nothing_near():
    with pytest.raises(ConfigurationError, match="is not there; there are none"):
        Columns.of([], name="log.csv")
