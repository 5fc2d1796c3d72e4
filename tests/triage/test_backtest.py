from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import AmbiguousMatchError, DomainError, NoMatchError
from supportops.triage import DecisionTable, Record, Rule, at_least

INPUTS = {"category": ("billing", "api", "how_to"), "arr": at_least(0)}
RULES = (Rule("vip", {"arr": at_least(50_000)}, "P2"), Rule("money", {"category": "billing"}, "P3"))
DESK = DecisionTable(name="desk", hit_policy="first", inputs=INPUTS, rules=RULES)
TICKETS = (
    {"category": "billing", "arr": 60_000}, {"category": "billing", "arr": 10}, {"category": "api", "arr": 10},
    {"category": "api"}, {"category": "api", "arr": 70_000},
)  # fmt: skip


def test_each_answer_is_counted_against_the_one_expected():
    found = DESK.backtest(TICKETS, ["P2", "P2", None, "P2", "P3"])
    assert (found.table, found.by, found.n, found.agreed, found.agreement) == ("desk", None, 5, 2, 0.4)
    assert dict(found.confusion) == {
        ("P2", "P2"): 1, ("P2", "P3"): 1, ("P2", None): 1, ("P3", "P2"): 1, (None, None): 1
    }  # fmt: skip
    assert list(found.confusion) == [("P2", "P2"), ("P2", "P3"), ("P2", None), ("P3", "P2"), (None, None)]
    assert found.answers == ("P2", "P3", None)
    assert found.kappa == pytest.approx((2 * 5 - 9) / (25 - 9))
    assert [(one.index, one.expected, one.given) for one in found.disagreements] == [
        (1, "P2", "P3"), (3, "P2", None), (4, "P3", "P2")
    ]  # fmt: skip
    assert [one.decision.rule for one in found.disagreements] == ["money", None, "vip"]
    assert found.disagreements[0].facts == TICKETS[1]


def test_no_match_counts_as_the_answer_none_with_its_trace():
    [one] = DESK.backtest([TICKETS[2]], ["P4"]).disagreements
    assert (one.given, one.decision.output, one.decision.rule, one.decision.needs) == (None, None, None, ())
    assert list(one.decision.refused) == ["vip", "money"]
    assert str(one) == "ticket 0: expected P4, got none, as no rule matches"
    with pytest.raises(NoMatchError):
        DESK.decide(TICKETS[2])


def test_an_answer_that_still_asks_for_a_fact_counts_as_none():
    [one] = DESK.backtest([TICKETS[3]], ["P2"]).disagreements
    assert one.decision.needs == ("arr",)
    assert str(one) == "ticket 0: expected P2, got none, asks for arr"
    collect = DESK.model_copy(update={"hit_policy": "collect"})
    [open_one] = collect.backtest([{"category": "billing"}], [["P3"]]).disagreements
    assert (open_one.given, open_one.decision.output) == (None, ("P3",))


def test_an_ambiguous_match_counts_as_none_and_names_the_rules():
    unique = DESK.model_copy(update={"hit_policy": "unique"})
    [one] = unique.backtest([TICKETS[0]], ["P2"]).disagreements
    assert (one.given, one.decision.rule, one.decision.also_matched) == (None, None, ("vip", "money"))
    assert one.reason == "no answer, as several rules match: vip, money"
    with pytest.raises(AmbiguousMatchError):
        unique.decide(TICKETS[0])


def test_the_default_is_an_answer():
    found = DESK.model_copy(update={"default": "P4"}).backtest([TICKETS[2], TICKETS[2]], ["P4", "P3"])
    assert found.agreement == 0.5
    assert str(found.disagreements[0]) == "ticket 1: expected P3, got P4, by default"


def test_expected_answers_may_be_members_of_an_enum():
    p2, p3 = StrEnum("Priority", {"P2": "P2", "P3": "P3"})
    assert DESK.backtest(TICKETS[:2], [p2, p3]).agreement == 1


ROUTES = DecisionTable(
    name="routes",
    hit_policy="first",
    inputs=INPUTS,
    rules=(
        Rule("vip", {"arr": at_least(50_000)}, {"team": "Accounts", "level": "L2"}),
        Rule("money", {"category": "billing"}, {"team": "Finance"}),
    ),
    default={"team": "Desk", "level": "L1"},
)


def test_records_are_compared_by_one_key_if_that_is_asked():
    found = ROUTES.backtest(TICKETS[:3], [{"team": "Accounts"}, "Finance", {"level": "L1"}], by="team")
    assert (found.by, found.agreed) == ("team", 2)
    assert found.confusion == {("Accounts", "Accounts"): 1, ("Finance", "Finance"): 1, (None, "Desk"): 1}
    assert found.answers == ("Accounts", "Finance", "Desk", None)
    assert ROUTES.backtest(TICKETS[:2], ["L2", None], by="level").agreement == 1


def test_without_a_key_records_are_compared_whole():
    found = ROUTES.backtest(TICKETS[:2], [{"level": "L2", "team": "Accounts"}, {"team": "Desk"}])
    assert found.agreed == 1
    assert found.confusion[Record(team="Desk"), Record(team="Finance")] == 1


def test_the_outputs_of_a_collect_table_are_compared_part_by_part():
    collect = ROUTES.model_copy(update={"hit_policy": "collect"})
    assert collect.backtest(TICKETS[:1], [["Accounts", {"team": "Finance"}]], by="team").agreement == 1


def test_a_key_that_no_answer_has_is_refused():
    told = "'taem' is no key of the answers of table 'routes'; did you mean 'team'"
    with pytest.raises(DomainError, match=told) as caught:
        ROUTES.backtest([], [], by="taem")
    assert (caught.value.field, caught.value.value) == ("by", "taem")
    with pytest.raises(DomainError, match="'team' is no key of the answers of table 'desk'; there are none"):
        DESK.backtest([], [], by="team")


def test_true_is_not_one():
    found = DecisionTable(name="t", hit_policy="first", inputs={"n": "number"}, rules=(Rule("a", {}, True),)).backtest(
        [{}, {}], [1, True]
    )
    assert found.agreed == 1
    assert sum(found.confusion.values()) == 2


def test_without_tickets_agreement_and_kappa_are_undefined():
    found = DESK.backtest([], [])
    assert (found.n, found.agreed, found.agreement, found.kappa, found.confusion) == (0, 0, None, None, {})
    assert str(found) == "desk: 0 of 0 as expected (no tickets), kappa undefined"
    assert found.to_markdown() == "**desk: 0 of 0 as expected (no tickets), kappa undefined**"


def test_one_answer_on_both_sides_leaves_kappa_undefined():
    found = DESK.backtest(TICKETS[:1] * 3, ["P2"] * 3)
    assert (found.agreement, found.kappa) == (1.0, None)


def test_different_numbers_of_tickets_and_answers_are_refused():
    with pytest.raises(DomainError, match="5 tickets and 1 expected answers; give one answer a ticket"):
        DESK.backtest(TICKETS, ["P2"])


@pytest.mark.parametrize(
    ("facts", "told", "field"),
    [
        ({"category": "bill", "arr": 1}, "category is 'bill'; did you mean 'billing'", "category"),
        ({"category": "api", "arr": -1}, "arr is -1; allowed: arr >= 0", "arr"),
        (7, "7 are no facts", None),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_are_named_by_their_ticket(facts, told, field):
    with pytest.raises(DomainError, match=f"ticket 1, table 'desk': {told}") as caught:
        DESK.backtest([TICKETS[0], facts], ["P2", "P2"])
    assert (caught.value.index, caught.value.field) == (1, field)


def test_an_expected_answer_that_cannot_be_is_named_by_its_ticket():
    with pytest.raises(DomainError, match=r"expected answer 1: .* is no output") as caught:
        DESK.backtest(TICKETS[:2], ["P2", object()])
    assert (caught.value.index, caught.value.field) == (1, "expected")


def test_the_report_shows_the_confusion_and_the_traces():
    found = DESK.backtest(TICKETS[:3], ["P2", "P2", None])
    assert (
        str(found)
        == """\
desk: 2 of 3 as expected (66.7%), kappa 0.500
  ticket 1: expected P2, got P3, by money"""
    )
    assert (
        found.to_markdown()
        == """\
**desk: 2 of 3 as expected (66.7%), kappa 0.500**

| expected / given | P2 | P3 | none |
| --- | --- | --- | --- |
| P2 | 1 | 1 | - |
| P3 | - | - | - |
| none | - | - | 1 |

ticket 1: expected P2, got P3, by money

**desk**: P3, by money

| rule | verdict | why |
| --- | --- | --- |
| vip | no | arr is 10, not >= 50,000 |
| money | decides | P3 |"""
    )
    assert "<li>ticket 1: expected P2, got P3, by money</li>" in found._repr_html_()
    assert "<ul>" not in DESK.backtest(TICKETS[:1], ["P2"])._repr_html_()


def test_a_long_report_shows_the_first_twenty():
    found = DESK.backtest(TICKETS[:1] * 25, ["P|3"] * 25)
    assert found.to_markdown().endswith("... and 5 more")
    assert found.to_markdown().count("expected P|3, got P2, by vip") == 20
    assert "| P\\|3 | 25 | - |" in found.to_markdown()
    assert len(str(found).splitlines()) == 26


def test_a_backtest_is_a_value():
    one, other = (DESK.backtest(TICKETS, ["P2", "P2", None, "P2", "P3"]) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)


@given(st.lists(st.tuples(st.sampled_from(TICKETS), st.sampled_from(["P2", "P3", None])), max_size=12))
def test_the_counts_add_up(rows):
    found = DESK.backtest([facts for facts, _ in rows], [answer for _, answer in rows])
    assert found.n == len(rows) == sum(found.confusion.values())
    assert found.agreed == sum(count for (one, other), count in found.confusion.items() if one == other)
    assert len(found.disagreements) == found.n - found.agreed
    assert [one.index for one in found.disagreements] == sorted({one.index for one in found.disagreements})
