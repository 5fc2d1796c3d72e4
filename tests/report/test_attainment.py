import pytest
from tests.report.cases import HISTORIES, POLICY, march, standings, ticket

from supportops.report.attainment import attainment_rows, priorities_of

STANDINGS = standings(*HISTORIES, ticket("FIVE", march(2), priority="P5"))


def test_each_metric_has_a_row_for_each_priority_that_occurs_and_one_for_all():
    rows = attainment_rows(STANDINGS, POLICY)
    assert [(row.metric, row.priority) for row in rows] == [
        (metric, priority) for metric in ("first_response", "resolution") for priority in ("P2", "P3", "P5", "all")
    ]


def test_the_share_is_that_of_the_decided_ones():
    rows = {(row.metric, row.priority): row for row in attainment_rows(STANDINGS, POLICY)}
    second = rows["resolution", "P2"]
    assert (second.met, second.breached, second.attainment) == (1, 2, 1 / 3)
    assert second.interval == pytest.approx((0.0615, 0.7923), abs=1e-4)
    all_ = rows["resolution", "all"]
    assert (all_.met, all_.breached, all_.undecided, all_.not_applicable) == (1, 2, 1, 1)


def test_where_nothing_is_decided_there_is_no_share():
    rows = {(row.metric, row.priority): row.attainment or row.interval for row in attainment_rows(STANDINGS, POLICY)}
    assert rows["resolution", "P3"] is rows["resolution", "P5"] is None


def test_a_metric_that_never_began_has_no_counts():
    policy = POLICY.model_copy(update={"targets": {"P2": {"next_response": "1h"}}})
    rows = attainment_rows(standings(ticket("A", march(2)), policy=policy), policy)
    assert (rows[-1].met, rows[-1].breached, rows[-1].attainment) == (0, 0, None)


def test_priorities_are_in_the_order_of_the_scale():
    assert priorities_of(STANDINGS.courses.priority, POLICY) == ["P2", "P3", "P5"]
