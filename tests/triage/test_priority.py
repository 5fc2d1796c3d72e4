"""Base, modifiers and age of one ticket's priority."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, StrEnum

import pytest

from supportops.errors import ConfigurationError, DomainError
from supportops.triage.priority import Ageing, Modifier, Priority, effective_priority
from supportops.vocabulary import P0_TO_P4, P1_TO_P5, Scale

DAILY = Ageing(every="24h", ceiling="P2")


class Urgency(StrEnum):
    HIGH = "P2"
    LOW = "P4"


class Plain(Enum):
    HIGH = "P2"
    LOW = "P4"


def effective(base, **given):
    return effective_priority(base, scale=P1_TO_P5, **given).effective


def test_without_age_and_modifiers_the_base_holds():
    assert effective_priority("P3", scale=P1_TO_P5) == Priority(base="P3", effective="P3", reasons=())


@pytest.mark.parametrize(
    ("age", "priority"),
    [("0h", "P5"), ("23h59m", "P5"), ("24h", "P4"), ("47h", "P4"), ("2 days", "P3"), ("72h", "P2"), ("1 week", "P2")],
)
def test_each_full_step_is_one_rank_up_to_the_ceiling(age, priority):
    assert effective("P5", age=age, ageing=DAILY) == priority


@pytest.mark.parametrize("base", ["P1", "P2"])
def test_age_never_lowers_what_stands_at_or_above_its_ceiling(base):
    assert effective(base, age="900h", ageing=DAILY) == base


def test_without_ageing_age_does_nothing():
    assert effective("P4", age="900h") == "P4"


@pytest.mark.parametrize(
    ("base", "steps", "priority"),
    [("P3", (1,), "P2"), ("P3", (-1,), "P4"), ("P3", (2, -1), "P2"), ("P2", (5,), "P1"), ("P4", (-9,), "P5")],
)
def test_modifiers_add_up_and_stay_on_the_scale(base, steps, priority):
    assert effective(base, modifiers=[Modifier(by, "reason") for by in steps]) == priority


def test_the_order_of_modifiers_does_not_matter():
    up, down = Modifier(1, "VIP account"), Modifier(-1, "workaround known")
    assert effective("P1", modifiers=(up, down)) == effective("P1", modifiers=(down, up)) == "P1"


def test_modifiers_come_first_and_age_goes_on_from_there():
    assert effective("P5", age="24h", ageing=DAILY, modifiers=[Modifier(1, "VIP account")]) == "P3"
    # The ceiling binds age alone: a modifier may go past it.
    assert effective("P3", age="24h", ageing=DAILY, modifiers=[Modifier(2, "many users")]) == "P1"


def test_every_step_is_told_in_a_sentence():
    found = effective_priority(
        "P4", scale=P1_TO_P5, age="97h", ageing=DAILY, modifiers=[Modifier(1, "VIP account."), Modifier(-2, "a demo")]
    )
    assert found.reasons == (
        "VIP account: 1 rank up.",
        "a demo: 2 ranks down.",
        "Waited 97h, 4 full steps of 24h: 3 ranks up, as age gives P2 at most.",
    )


def test_the_end_of_the_scale_is_told():
    found = effective_priority("P2", scale=P1_TO_P5, modifiers=[Modifier(3, "outage"), Modifier(0, "seen")])
    assert found.reasons == ("outage: 3 ranks up.", "seen: no change.", "The scale ends at P1.")


@pytest.mark.parametrize(
    ("base", "age", "told"),
    [
        ("P4", "24h", ("Waited 24h, 1 full step of 24h: 1 rank up.",)),
        ("P1", "24h", ("Waited 24h, 1 full step of 24h: no change, as age gives P2 at most.",)),
        ("P4", "23h", ()),
    ],
)
def test_age_is_told_once_a_step_is_full(base, age, told):
    assert effective_priority(base, scale=P1_TO_P5, age=age, ageing=DAILY).reasons == told


def test_the_answer_is_shown_as_text_markdown_and_html():
    found = effective_priority("P4", scale=P1_TO_P5, modifiers=[Modifier(1, "R&D")])
    assert str(found) == "P3 (base P4). R&D: 1 rank up."
    assert found.to_markdown() == "**P3** (base P4)\n\n- R&D: 1 rank up."
    assert "<li>R&amp;D: 1 rank up.</li>" in found._repr_html_()
    assert effective_priority("P4", scale=P1_TO_P5).to_markdown() == "**P4** (base P4)"


@pytest.mark.parametrize("labels", [Urgency, Plain])
def test_members_of_an_enum_are_labels(labels):
    found = effective_priority(labels.LOW, scale=P1_TO_P5, age="48h", ageing=Ageing("24h", labels.HIGH))
    assert (found.base, found.effective) == ("P4", "P2")
    assert Ageing("24h", labels.HIGH) == DAILY
    assert type(found.base) is str


@pytest.mark.parametrize("value", [DAILY, Modifier(-1, "a demo"), Priority(base="P4", effective="P3", reasons=("r",))])
def test_values_round_trip_json_and_are_hashable(value):
    assert type(value).model_validate_json(value.model_dump_json()) == value
    assert len({value, type(value).model_validate_json(value.model_dump_json())}) == 1


def test_the_ceiling_is_never_the_top_of_the_scale():
    with pytest.raises(DomainError, match="the top of the scale") as caught:
        effective("P4", ageing=Ageing("24h", "P1"))
    error = caught.value
    assert (error.field, error.value, error.allowed) == ("ceiling", "P1", ("P2", "P3", "P4", "P5"))
    assert effective_priority("P4", scale=P0_TO_P4, age="96h", ageing=Ageing("24h", "P1")).effective == "P1"
    with pytest.raises(DomainError, match="the scale has one label"):
        effective_priority("only", scale=Scale("only"), ageing=Ageing("24h", "only"))


@pytest.mark.parametrize(("base", "ceiling", "field"), [("p4", "P2", "base"), ("P4", "P9", "ceiling")])
def test_an_unknown_label_is_named(base, ceiling, field):
    with pytest.raises(DomainError) as caught:
        effective(base, ageing=Ageing("24h", ceiling))
    assert caught.value.field == field
    assert caught.value.allowed == P1_TO_P5.labels


@pytest.mark.parametrize("age", ["-1h", timedelta(microseconds=-1), "five", 5, None])
def test_an_age_is_no_time_or_more(age):
    with pytest.raises(DomainError) as caught:
        effective("P4", age=age)
    assert (caught.value.field, caught.value.value) == ("age", age)


def test_all_faults_of_an_ageing_are_told_at_once():
    with pytest.raises(ConfigurationError) as caught:
        Ageing("0h", " ")
    assert [path for path, _ in caught.value.faults] == ["every", "ceiling"]
    assert "every is 0m" in str(caught.value)
    with pytest.raises(ConfigurationError, match="not an amount"):
        Ageing(24, "P2")


@pytest.mark.parametrize(("by", "reason"), [(1.0, "half"), (True, "yes"), ("1", "text"), (1, ""), (1, 5)])
def test_a_modifier_is_a_whole_number_and_has_a_reason(by, reason):
    with pytest.raises(ConfigurationError):
        Modifier(by, reason)
