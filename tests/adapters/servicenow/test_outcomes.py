from datetime import UTC, datetime

import numpy as np
import pytest
from tests.adapters.servicenow.logs import HEADER, row, update

from supportops.adapters.servicenow import IncidentFacts, IncidentOutcomes, read_incident_table
from supportops.tickets import TextColumn

ENDED = {
    "made_sla": "TRUE",
    "reopen_count": "2",
    "resolved_at": "2016-02-29T11:00",
    "closed_at": "2016-02-29T12:00",
}


def outcomes(*rows, **options):
    return read_incident_table([HEADER, *rows], **options).facts


def test_outcomes_are_columns():
    facts = outcomes(row(**ENDED), row(number="INC2", made_sla="no", reopen_count="0"), row(number="INC3"))
    assert facts.tickets == ("INC1", "INC2", "INC3")
    assert facts.made_sla.to_list() == ["true", "false", None]
    assert facts.resolved_at.tolist() == [datetime(2016, 2, 29, 11), None, None]
    assert facts.closed_at.tolist() == [datetime(2016, 2, 29, 12), None, None]
    assert np.array_equal(facts.reopen_count, [2.0, 0.0, np.nan], equal_nan=True)
    assert (facts.line.tolist(), facts.rows.tolist()) == ([2, 3, 4], [1, 1, 1])


def test_an_incident_is_found_by_its_number():
    facts = outcomes(update("09:00"), update("10:00", **ENDED))
    assert facts["INC1"] == IncidentFacts(
        ticket_id="INC1",
        line=3,
        rows=2,
        made_sla=True,
        resolved_at=datetime(2016, 2, 29, 11, tzinfo=UTC),
        closed_at=datetime(2016, 2, 29, 12, tzinfo=UTC),
        reopen_count=2,
    )
    assert "INC2" not in facts
    assert len(facts) == 1
    with pytest.raises(KeyError):
        facts["INC2"]


def test_instants_are_shown_in_the_zone_of_the_log():
    facts = outcomes(row(**ENDED), zone="America/New_York")
    assert facts.resolved_at[0] == np.datetime64("2016-02-29T16:00")
    resolved = facts["INC1"].resolved_at
    assert resolved is not None
    assert resolved.isoformat() == "2016-02-29T11:00:00-05:00"


def test_outcomes_can_be_built_by_hand():
    instants = np.array(["NaT"], dtype="M8[us]")
    facts = IncidentOutcomes(
        tickets=("INC1",),
        line=np.array([2]),
        rows=np.array([1]),
        made_sla=TextColumn.of([None]),
        resolved_at=instants,
        closed_at=instants,
        reopen_count=np.array([np.nan]),
    )
    assert dict(facts) == {"INC1": IncidentFacts(ticket_id="INC1", line=2, rows=1)}
    assert repr(facts) == "IncidentOutcomes(1 incidents)"
