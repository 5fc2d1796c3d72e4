from itertools import product

import numpy as np
import pytest

from supportops.presets.skill.severity_matrix import SEVERITY
from supportops.triage.matrix import Matrix
from supportops.triage.scales import Impairment, UsersAffected
from supportops.vocabulary import SEV1_TO_SEV5

PRINTED = {
    "complete_block": ("SEV1", "SEV2", "SEV3"),
    "major_impairment": ("SEV2", "SEV3", "SEV4"),
    "minor_impairment": ("SEV3", "SEV4", "SEV5"),
}


@pytest.mark.parametrize("impairment", PRINTED)
def test_the_cells_are_as_printed(impairment):
    assert tuple(SEVERITY[impairment, users] for users in ("all", "multiple", "one")) == PRINTED[impairment]


def test_the_axes_are_listed_worst_first():
    assert list(SEVERITY.rows) == list(PRINTED)
    assert list(SEVERITY.columns) == ["all", "multiple", "one"]
    assert (SEVERITY.rows.name, SEVERITY.columns.name) == ("impairment", "users_affected")
    assert SEVERITY.scale == SEV1_TO_SEV5


def test_it_is_complete_and_monotone():
    assert str(SEVERITY.check()) == "Severity decision matrix: complete, monotone"


def test_every_cell_is_one_more_than_the_ranks_of_impact_and_scope_counted_from_zero():
    for (impact, impairment), (scope, users) in product(enumerate(Impairment), enumerate(UsersAffected)):
        assert SEVERITY[impairment, users] == f"SEV{1 + impact + scope}"


def test_a_whole_log_is_looked_up_at_once():
    impairments = np.array(["complete_block", "minor_impairment", "complete_block"])
    assert SEVERITY.lookup(impairments, ["all", "one", "one"]).tolist() == ["SEV1", "SEV5", "SEV3"]


def test_it_survives_json():
    assert Matrix.model_validate_json(SEVERITY.model_dump_json()) == SEVERITY
