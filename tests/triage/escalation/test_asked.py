"""The instant that a ladder is asked for."""

from __future__ import annotations

import pandas as pd
from tests.triage.escalation.ladders import SUNDAY, ladder, minute, triggered


def test_a_timestamp_of_pandas_is_an_instant():
    policy = ladder((0, "ann"), (30, "bob"))
    assert policy.due(pd.Timestamp(SUNDAY), [triggered()]) == policy.due(SUNDAY, [triggered()])


def test_events_may_come_from_anything_that_yields_them():
    policy = ladder((0, "ann"), (30, "bob"))
    assert len(policy.due(minute(30), iter([triggered()]))) == 2
