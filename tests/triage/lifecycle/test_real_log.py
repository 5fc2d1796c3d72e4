"""The whole real log through the lifecycle, and through a machine in the desk's own words."""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from supportops.adapters.servicenow import read_incidents
from supportops.calendar import BusinessCalendar
from supportops.report import last_event
from supportops.triage.lifecycle.following import follow_history
from supportops.triage.lifecycle.reviewing import lifecycle_review
from supportops.triage.machine.machine import StateMachine
from supportops.triage.machine.transition import Transition

ROOT = Path(__file__).parents[3]
LOG = ROOT / "examples" / "data" / "incidents.csv.gz"
PAGE = (ROOT / "docs" / "how-to" / "follow-a-log.md").read_text(encoding="utf-8")
DESK = BusinessCalendar(name="service desk", zone="UTC", hours="Mon-Fri 08:00-18:00")
AWAITING = ("Awaiting User Info", "Awaiting Vendor", "Awaiting Evidence", "Awaiting Problem")
UNRESOLVED = ("New", "Active", *AWAITING)
STATES = {"Active": "in_progress", **dict.fromkeys(AWAITING, "pending"), "Awaiting User Info": "waiting_customer"}
OWN = StateMachine(
    name="service desk",
    states=(*UNRESOLVED, "Resolved", "Closed"),
    transitions=(
        *(Transition("work", source, "Active") for source in UNRESOLVED if source != "Active"),
        *(Transition("wait", source, target) for source in UNRESOLVED for target in AWAITING if source != target),
        *(Transition("resolve", source, "Resolved") for source in UNRESOLVED),
        Transition("close", "Resolved", "Closed"),
        Transition("reopen", "Resolved", "Active"),
        Transition("reopen", "Closed", "Active"),
    ),
    initial="New",
    final="Closed",
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def histories():
    return list(read_incidents(LOG))


@pytest.fixture(scope="module")
def review(histories):
    at = last_event(histories)
    return lifecycle_review(histories, at=at, calendar=DESK, limbo_after="40h", states=STATES)


def test_every_ticket_is_followed_and_the_page_tells_what_was_found(histories, review):
    assert (review.tickets, review.later) == (24_918, 0)
    assert review.to_markdown() in PAGE


def test_the_illegal_moves_are_counted_and_listed(review):
    assert {(move.source, move.target): move.count for move in review.illegal} == {
        ("new", "in_progress"): 14_439,
        ("new", "resolved"): 8_167,
        ("new", "waiting_customer"): 2_137,
        ("new", "pending"): 164,
        ("waiting_customer", "pending"): 54,
        ("resolved", "waiting_customer"): 2,
    }
    assert all(len(move.tickets) <= move.count for move in review.moves)


def test_by_the_desks_own_machine_few_moves_remain_and_the_page_says_how_many(histories, review):
    found = lifecycle_review(histories, at=review.at, calendar=DESK, limbo_after="40h", machine=OWN)
    moves, odd = sum(move.count for move in found.moves), sum(move.count for move in found.illegal)
    assert f"{odd} of {moves:,} moves remain" in PAGE
    to_closed = sum(move.count for move in found.illegal if move.target == "Closed")
    others = [(move.source, move.target, move.count) for move in found.illegal if move.target != "Closed"]
    assert (to_closed, others) == (13, [("Resolved", "Awaiting User Info", 2)])
    assert found.limbo == review.limbo


def test_the_rows_in_limbo_are_as_the_page_says(review):
    rows = defaultdict(list)
    with gzip.open(LOG, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows[row["number"]].append(datetime.fromisoformat(row["sys_updated_at"]).replace(tzinfo=UTC))
    silent = quiet = 0
    found = [(ticket, one) for ticket, stretches in review.limbo.items() for one in stretches]
    for ticket, one in found:
        end, updates = one.end or review.at, sorted(rows[ticket])
        inside = updates[bisect_right(updates, one.start) : bisect_left(updates, end)]
        silent += not inside
        gaps = pairwise([one.start, *inside, end])
        quiet += any(DESK.between(start, stop) >= timedelta(hours=40) for start, stop in gaps)
    told = (
        f"Of the {len(found):,} stretches of limbo, {silent:,} have no row in them at all, and in {quiet:,} there are"
    )
    assert told in PAGE


def test_a_bouncing_ticket_is_found_with_its_way(histories, review):
    [most] = [history for history in histories if history.ticket_id == "INC0019396"]
    way = follow_history(most, at=review.at, states=STATES)
    assert way.replay.bounces == review.bounced["INC0019396"] == max(review.bounced.values()) == 13
