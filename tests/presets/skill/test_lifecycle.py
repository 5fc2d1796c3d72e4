import re
from pathlib import Path

from supportops.presets.schemes import STATUS_SCHEMES
from supportops.presets.skill import LIFECYCLE_AS_DRAWN
from supportops.triage import LIFECYCLE, StateMachine

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "published-ladders.md"
ARROWS = {
    ("new", "triaged"), ("triaged", "assigned"), ("assigned", "in_progress"), ("in_progress", "pending"),
    ("pending", "resolved"), ("escalated", "engineering"), ("in_progress", "escalated"),
    ("pending", "waiting_customer"),
}  # fmt: skip


def test_it_has_the_nine_states_and_the_eight_arrows():
    assert LIFECYCLE_AS_DRAWN.states == STATUS_SCHEMES["extended_lifecycle"]
    assert len(LIFECYCLE_AS_DRAWN.states) == 9
    assert {(one.source, one.target) for one in LIFECYCLE_AS_DRAWN.transitions} == ARROWS
    assert (LIFECYCLE_AS_DRAWN.initial, LIFECYCLE_AS_DRAWN.final) == ("new", ("resolved",))


def test_the_check_finds_the_two_dead_ends_and_whatever_leads_only_there():
    check = LIFECYCLE_AS_DRAWN.check()
    assert set(check.dead_ends) == {"engineering", "waiting_customer"}
    assert set(check.no_way_to_final) == {"engineering", "waiting_customer", "escalated"}
    assert check.unreachable == check.ambiguous == check.livelocks == ()
    assert not check.ok


def test_ours_has_every_arrow_of_it_under_the_same_name():
    ours = {(one.event, one.source, one.target) for one in LIFECYCLE.transitions}
    assert {(one.event, one.source, one.target) for one in LIFECYCLE_AS_DRAWN.transitions} <= ours


def test_it_survives_json():
    assert StateMachine.model_validate_json(LIFECYCLE_AS_DRAWN.model_dump_json()) == LIFECYCLE_AS_DRAWN


def test_the_diagram_on_the_page_is_drawn_from_the_definition():
    drawn = re.findall(r"```mermaid\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert [diagram.rstrip() for diagram in drawn] == [LIFECYCLE_AS_DRAWN.to_mermaid().rstrip()]
