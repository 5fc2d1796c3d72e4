import pytest

from supportops.errors import DomainError
from supportops.triage import DecisionTable, Rule, at_least, compare_tables


def desk(limit, *, name=None, hit_policy="first", **more):
    rules = (Rule("vip", {"arr": at_least(limit)}, "P2"), Rule("money", {"category": "billing"}, "P3"))
    return DecisionTable(
        name=name or f"from {limit}",
        hit_policy=hit_policy,
        inputs={"category": ("billing", "api"), "arr": at_least(0)},
        rules=rules,
        **more,
    )


TICKETS = (
    {"category": "billing", "arr": 10}, {"category": "billing", "arr": 30_000}, {"category": "api", "arr": 30_000},
    {"category": "api", "arr": 10},
)  # fmt: skip


def test_two_tables_are_counted_against_each_other():
    found = compare_tables(desk(50_000), desk(20_000, default="P4"), TICKETS)
    assert (found.tables, found.n, found.agreed, found.agreement) == (("from 50000", "from 20000"), 4, 1, 0.25)
    assert found.confusion == {("P3", "P2"): 1, ("P3", "P3"): 1, (None, "P2"): 1, (None, "P4"): 1}
    assert found.answers == ("P2", "P3", "P4", None)
    assert found.kappa == pytest.approx((4 * 1 - 2) / (16 - 2))
    assert [(one.index, one.a.rule, one.b.rule) for one in found.disagreements] == [
        (1, "money", "vip"), (2, None, "vip"), (3, None, None)
    ]  # fmt: skip
    assert found.disagreements[0].facts == TICKETS[1]


def test_a_table_agrees_with_itself():
    found = compare_tables(desk(50_000), desk(50_000), TICKETS)
    assert (found.agreement, found.kappa, found.disagreements) == (1.0, 1.0, ())


def test_what_is_missing_or_ambiguous_is_no_answer():
    found = compare_tables(desk(1, hit_policy="unique"), desk(1), [{"category": "billing", "arr": 5}, {"arr": 5}])
    assert [str(one) for one in found.disagreements] == [
        "ticket 0: from 1 says none, no answer, as several rules match: vip, money; from 1 says P2, by vip",
        "ticket 1: from 1 says none, asks for category; from 1 says P2, by vip",
    ]


def test_without_tickets_nothing_is_said():
    found = compare_tables(desk(1), desk(2), [])
    assert (found.n, found.agreement, found.kappa, found.disagreements) == (0, None, None, ())
    assert str(found) == "from 1 and from 2: 0 of 0 the same (no tickets), kappa undefined"


def test_facts_that_cannot_be_are_named_by_ticket_and_table():
    rules = (Rule("a", {"arr": 1}, "P2"),)
    other = DecisionTable(name="other", hit_policy="first", inputs={"arr": "integer"}, rules=rules)
    with pytest.raises(DomainError, match=r"ticket 1, table 'other': arr is 0\.5; give a whole number") as caught:
        compare_tables(desk(1), other, [{"category": "api", "arr": 1}, {"category": "api", "arr": 0.5}])
    assert (caught.value.index, caught.value.field) == (1, "arr")


def test_the_report_shows_the_confusion_and_both_traces():
    found = compare_tables(desk(50_000, name="old"), desk(20_000, name="new"), TICKETS[:2])
    assert (
        str(found)
        == """\
old and new: 1 of 2 the same (50.0%), kappa 0.000
  ticket 1: old says P3, by money; new says P2, by vip"""
    )
    assert (
        found.to_markdown()
        == """\
**old and new: 1 of 2 the same (50.0%), kappa 0.000**

| old / new | P2 | P3 |
| --- | --- | --- |
| P2 | - | - |
| P3 | 1 | 1 |

ticket 1: old says P3, by money; new says P2, by vip

**old**: P3, by money

| rule | verdict | why |
| --- | --- | --- |
| vip | no | arr is 30,000, not >= 50,000 |
| money | decides | P3 |

**new**: P2, by vip

| rule | verdict | why |
| --- | --- | --- |
| vip | decides | P2 |
| money | matches | P3 |"""
    )
    assert "<li>ticket 1: old says P3, by money; new says P2, by vip</li>" in found._repr_html_()


def test_a_comparison_is_a_value():
    one, other = (compare_tables(desk(50_000), desk(20_000), TICKETS) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
