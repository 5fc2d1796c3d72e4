import numpy as np
from tests.adapters.servicenow.logs import HEADER, row

from supportops.adapters.servicenow import IncidentFacts, read_incident_table
from supportops.report.told import told_of

LOG = [
    HEADER,
    row(number="INC1", made_sla="true", reopen_count="2"),
    row(number="INC2", made_sla="false"),
    row(number="INC3", reopen_count="0"),
]


def test_columns_and_facts_say_the_same():
    facts = read_incident_table(LOG).facts
    tickets = ("INC3", "NOBODY", "INC1", "INC2")
    by_column, one_by_one = told_of(facts, tickets), told_of(dict(facts), tickets)
    for found in (by_column, one_by_one):
        assert found.is_flagged.tolist() == [False, False, True, True]
        assert found.made.tolist() == [False, False, True, False]
        assert np.array_equal(found.reopened, [0, np.nan, 2, np.nan], equal_nan=True)


def test_without_facts_nothing_is_told():
    found = told_of({}, ("INC1",))
    assert (found.is_flagged.tolist(), found.made.tolist(), np.isnan(found.reopened).tolist()) == (
        [False],
        [False],
        [True],
    )
    assert told_of({"INC1": IncidentFacts(ticket_id="INC1", line=1, rows=1)}, ("INC1",)).is_flagged.tolist() == [False]
