from itertools import product

import pytest

from supportops.presets.itil import GLPI, ITOP, SERVICENOW
from supportops.triage.matrix import Matrix


def numbers(matrix, rows, columns, answers):
    """The cells as the vendor's own numbers, impact by impact."""
    return [
        [answers[matrix[row, column]] for column in sorted(columns, key=columns.get)]
        for row in sorted(rows, key=rows.get)
    ]


@pytest.mark.parametrize("matrix", [SERVICENOW, GLPI, ITOP])
def test_every_matrix_is_complete_and_monotone(matrix):
    check = matrix.check()
    assert (check.complete, check.monotone, check.findings) == (True, True, ())


@pytest.mark.parametrize("matrix", [SERVICENOW, GLPI, ITOP])
def test_impact_and_urgency_give_a_priority(matrix):
    assert (matrix.rows.name, matrix.columns.name, matrix.scale.name) == ("impact", "urgency", "priority")
    assert Matrix.model_validate_json(matrix.model_dump_json()) == matrix


def test_servicenow_adds_the_ranks_of_impact_and_urgency():
    for impact, urgency in product(SERVICENOW.rows, SERVICENOW.columns):
        rank = SERVICENOW.rows.rank(impact) + SERVICENOW.columns.rank(urgency) - 1
        assert SERVICENOW[impact, urgency] == SERVICENOW.scale.label(rank)
    assert [SERVICENOW.scale.title(label) for label in SERVICENOW.scale] == [
        "1 - Critical", "2 - High", "3 - Moderate", "4 - Low", "5 - Planning",
    ]  # fmt: skip
    assert [SERVICENOW.rows.title(label) for label in SERVICENOW.rows] == ["1 - High", "2 - Medium", "3 - Low"]


def test_glpi_has_the_numbers_it_is_installed_with():
    levels = {"very_low": 1, "low": 2, "medium": 3, "high": 4, "very_high": 5}
    assert numbers(GLPI, levels, levels, levels) == [
        [1, 1, 2, 2, 2],
        [1, 2, 2, 3, 3],
        [2, 2, 3, 4, 4],
        [2, 3, 4, 4, 5],
        [2, 3, 4, 5, 5],
    ]


def test_glpi_does_not_tell_impact_from_urgency_and_never_says_major():
    assert all(GLPI[a, b] == GLPI[b, a] for a, b in product(GLPI.rows, GLPI.columns))
    assert GLPI.scale.label(1) == "major"
    assert "major" not in {answer for row in GLPI.cells.values() for answer in row.values()}


def test_itop_has_the_numbers_of_its_rule():
    impacts = {"department": 1, "service": 2, "person": 3}
    levels = {"critical": 1, "high": 2, "medium": 3, "low": 4}
    assert numbers(ITOP, impacts, levels, levels) == [[1, 1, 2, 4], [1, 2, 3, 4], [2, 3, 3, 4]]


def test_itop_read_as_its_comments_have_it_would_contradict_itself():
    swapped = {"department": "person", "service": "service", "person": "department"}
    cells = {swapped[impact]: row for impact, row in ITOP.cells.items()}
    check = ITOP.model_copy(update={"cells": cells}).check()
    assert not check.monotone
    assert (
        "impact 'department' with urgency 'critical' gives 'high', "
        "but the milder impact 'service' with urgency 'critical' gives 'critical'"
    ) in check.findings
