from itertools import product

import pytest

from supportops.errors import ConfigurationError, DomainError
from supportops.triage import (
    Analysis,
    DecisionTable,
    Rule,
    any_of,
    at_least,
    at_most,
    between,
    changed_to,
    contains_words,
    is_missing,
    is_present,
    less_than,
    none_of,
    optional,
    starts_with,
)
from supportops.triage._analyse import analyse
from supportops.triage._gaps import gaps
from supportops.triage._partition import Partition
from supportops.triage._search import Search

IMPACT = ("many_users_or_revenue", "multiple_users", "single_user", "enhancement")
URGENCY = ("complete_block", "significant_block", "partial_block", "minor_inconvenience", "future_improvement")


def table(rules, *, inputs, hit_policy="first", **more):
    """A table of (id, when, then)."""
    return DecisionTable(
        name="desk", hit_policy=hit_policy, inputs=inputs, rules=[Rule(*rule) for rule in rules], **more
    )


def ids(found):
    return [(one.rule, one.by) for one in found]


def test_the_region_without_a_rule_is_named():
    found = table(
        [("vip", {"arr": at_least(50_000)}, "P2"), ("money", {"category": "billing"}, "P3")],
        inputs={"category": ("billing", "api"), "arr": at_least(0)},
    ).analyse()
    assert [str(gap) for gap in found.gaps] == ["category = api and arr < 50,000"]
    assert not found.complete
    assert not found.ok
    assert [(one.rules, str(one.region), one.differs) for one in found.overlaps] == [
        (("vip", "money"), "category = billing and arr >= 50,000", True)
    ]
    assert (found.conflicts, found.hidden, found.impossible, found.truncated) == ((), (), (), False)


def test_the_prioritisation_matrix_answers_five_of_its_twenty_cells():
    # Support Operations skill pack, the ticket prioritization matrix.
    answered = {
        ("many_users_or_revenue", "complete_block"): "P1",
        ("multiple_users", "significant_block"): "P2",
        ("single_user", "partial_block"): "P3",
        ("single_user", "minor_inconvenience"): "P4",
        ("enhancement", "future_improvement"): "P5",
    }
    rules = [(then, {"impact": impact, "urgency": urgency}, then) for (impact, urgency), then in answered.items()]
    found = table(rules, inputs={"impact": IMPACT, "urgency": URGENCY}, hit_policy="unique").analyse()
    cells = [{"impact": impact, "urgency": urgency} for impact, urgency in product(IMPACT, URGENCY)]
    bare = [tuple(cell.values()) for cell in cells if any(gap.contains(cell) for gap in found.gaps)]
    assert len(bare) == 15
    assert not set(bare) & set(answered)
    assert list(map(str, found.gaps)) == [
        "impact = many_users_or_revenue and urgency is not complete_block",
        "impact = multiple_users and urgency is not significant_block",
        "impact = single_user and urgency is not partial_block or minor_inconvenience",
        "impact = enhancement and urgency is not future_improvement",
    ]


def test_a_default_makes_a_table_complete_though_its_gaps_are_listed():
    found = table([("a", {"tier": "free"}, 1)], inputs={"tier": ("free", "pro")}, default=2).analyse()
    assert list(map(str, found.gaps)) == ["tier = pro"]
    assert found.complete
    assert found.ok


def test_gaps_of_a_collect_table_are_no_finding():
    found = table([("a", {"tier": "free"}, 1)], inputs={"tier": ("free", "pro")}, hit_policy="collect").analyse()
    assert found.gaps == ()
    assert found.ok


def test_a_rule_hidden_by_several_together_is_found_with_just_those():
    found = table(
        [
            ("small", {"arr": less_than(100)}, 1),
            ("other", {"tier": "free"}, 5),
            ("middle", {"arr": between(50, 200)}, 2),
            ("large", {"arr": at_least(200), "tier": "pro"}, 3),
            ("never", {"arr": at_least(10), "tier": "pro"}, 4),
        ],
        inputs={"arr": "number", "tier": ("free", "pro")},
    ).analyse()
    assert ids(found.hidden) == [("never", ("small", "middle", "large"))]
    assert found.hidden[0].certain
    assert str(found.hidden[0]) == "'never': 'small', 'middle' and 'large' together cover it"


def test_of_the_rules_that_cover_one_together_none_can_be_spared():
    found = table(
        [
            ("a", {"n": at_least(5)}, 0), ("b", {"n": between(2, 4), "v": True}, 1),
            ("c", {"n": between(1, 5), "w": True}, 2), ("d", {"n": at_least(4), "v": False}, 3),
            ("e", {"n": less_than(3)}, 4), ("f", {"v": True}, 5), ("g", {"n": between(1, 5), "w": False}, 6),
            ("z", {}, 9),
        ],
        inputs={"n": "number", "v": "boolean", "w": "boolean"},
    ).analyse()  # fmt: skip
    assert ids(found.hidden) == [("z", ("a", "c", "e", "g"))]


def test_of_rules_that_cover_alone_the_first_is_named():
    found = table(
        [("a", {"n": at_most(5)}, 1), ("b", {"n": at_least(3)}, 2), ("c", {}, 3), ("d", {"n": 4}, 4)],
        inputs={"n": "integer"},
    ).analyse()
    assert ids(found.hidden) == [("c", ("a", "b")), ("d", ("a",))]


def test_under_priority_better_answers_hide_and_equal_ones_that_come_earlier():
    rules = [
        ("worst", {"vip": True, "n": at_least(1)}, "P3"),
        ("twin", {"n": at_least(0)}, "P2"),
        ("late twin", {"n": at_least(5)}, "P2"),
        ("best", {"n": less_than(0)}, "P1"),
    ]
    inputs = {"vip": "boolean", "n": "number"}
    found = table(rules, inputs=inputs, hit_policy="priority", outputs=("P1", "P2", "P3")).analyse()
    assert ids(found.hidden) == [("worst", ("twin",)), ("late twin", ("twin",))]
    upside_down = table(rules, inputs=inputs, hit_policy="priority", outputs=("P3", "P2", "P1")).analyse()
    assert ids(upside_down.hidden) == [("late twin", ("twin",))]


@pytest.mark.parametrize("policy", ["unique", "collect"])
def test_where_no_rule_decides_before_another_none_is_hidden(policy):
    found = table([("a", {}, 1), ("b", {}, 2)], inputs={"n": "number"}, hit_policy=policy).analyse()
    assert found.hidden == ()


def test_every_overlap_contradicts_unique_and_those_that_differ_contradict_any():
    rules = [("a", {"n": at_least(1)}, "P1"), ("b", {"n": at_least(2)}, "P1"), ("c", {"n": 3}, "P2")]
    unique = table(rules, inputs={"n": "number"}, hit_policy="unique").analyse()
    assert [one.rules for one in unique.conflicts] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert unique.conflicts == unique.overlaps
    some = table(rules, inputs={"n": "number"}, hit_policy="any").analyse()
    assert [one.rules for one in some.conflicts] == [("a", "c"), ("b", "c")]
    assert [one.rules for one in some.overlaps] == [("a", "b"), ("a", "c"), ("b", "c")]
    for policy in ("first", "collect"):
        assert table(rules, inputs={"n": "number"}, hit_policy=policy).analyse().conflicts == ()


def test_true_and_one_are_different_answers():
    found = table([("a", {}, True), ("b", {}, 1)], inputs={"n": "number"}, hit_policy="any").analyse()
    assert found.conflicts[0].differs
    assert found.subsumed == ()


def test_a_rule_inside_another_with_the_same_answer_is_subsumed():
    found = table(
        [("wide", {"n": at_least(0)}, "x"), ("inside", {"n": between(1, 2)}, "x"), ("differs", {"n": 1}, "y")],
        inputs={"n": "number"},
    ).analyse()
    assert ids(found.subsumed) == [("inside", ("wide",))]


def test_equal_conditions_are_found_however_they_are_written():
    found = table(
        [
            ("a", {"n": at_least(3), "tier": any_of("free", "pro")}, "x"),
            ("b", {"n": any_of(1, 2)}, "y"),
            ("c", {"n": between(3, None)}, "z"),
            ("d", {"n": between(1, 3)}, "y"),
            ("e", {"n": none_of(1, 2), "tier": none_of("gold")}, "x"),
        ],
        inputs={"n": "integer", "tier": ("free", "pro", "gold")},
        hit_policy="collect",
    ).analyse()
    assert found.duplicates == (("b", "d"),)
    # Each of two equal rules lies inside the other.
    assert ids(found.subsumed) == [("a", ("e",)), ("b", ("d",)), ("d", ("b",))]


def test_a_rule_that_the_inputs_do_not_allow_is_impossible_and_nothing_else():
    found = table(
        [("none", {"n": less_than(0)}, 1), ("a", {}, 1), ("again", {"n": at_most(-1)}, 1)], inputs={"n": at_least(0)}
    ).analyse()
    assert found.impossible == ("none", "again")
    assert (found.overlaps, found.hidden, found.subsumed, found.duplicates) == ((), (), (), ())
    assert found.complete
    assert not found.ok


def test_a_missing_value_counts_where_a_rule_tests_for_it_or_the_input_is_optional():
    inputs = {"tier": ("free", "pro"), "n": "number"}
    tested = table([("a", {"tier": is_present()}, 1)], inputs=inputs).analyse()
    assert list(map(str, tested.gaps)) == ["tier is missing"]
    untested = table([("a", {"tier": any_of("free", "pro")}, 1)], inputs=inputs).analyse()
    assert untested.gaps == ()
    optional_one = table([("a", {"tier": none_of("x")}, 1)], inputs={"tier": optional(("free", "x"))}).analyse()
    assert list(map(str, optional_one.gaps)) == ["tier = x", "tier is missing"]
    never = table([("a", {"tier": is_missing()}, 1), ("b", {}, 2)], inputs=inputs).analyse()
    assert [str(one.region) for one in never.overlaps] == ["tier is missing"]


def test_a_change_is_about_now_and_before():
    found = table(
        [("solved", {"status": changed_to("resolved")}, 1), ("open", {"status": any_of("open", "pending")}, 2)],
        inputs={"status": ("open", "pending", "resolved")},
    ).analyse()
    assert list(map(str, found.gaps)) == ["status = resolved and status_before = resolved"]
    assert found.gaps[0].contains({"status": "resolved", "status_before": "resolved"})


@pytest.mark.parametrize(
    ("before", "gaps"),
    [
        ("number", ["flag = yes and flag_before = 1", "flag = no"]),
        ("integer", ["flag = yes and flag_before = 1", "flag = no"]),
        ("boolean", ["flag = yes and flag_before = yes", "flag = no"]),
        ("text", ["flag = no"]),
        ("tags", ["flag = no"]),
        (("yes", "no"), ["flag = no"]),
    ],
)
def test_what_was_before_may_be_of_another_kind(before, gaps):
    found = table(
        [("on", {"flag": changed_to(True)}, 1)],
        inputs={"flag": "boolean", "flag_before": before},
    ).analyse()
    assert list(map(str, found.gaps)) == gaps


def test_a_half_is_no_whole_number_that_was_before():
    inputs = {"n": "number", "n_before": "integer"}
    assert list(map(str, table([("a", {"n": changed_to(0.5)}, 1)], inputs=inputs).analyse().gaps)) == ["n is not 0.5"]


def test_constant_outputs_are_the_keys_with_one_value_in_all_records():
    rules = [("a", {"n": 1}, {"team": "L1", "to": "x"}), ("b", {"n": 2}, {"team": "L1", "to": "y", "more": 1})]
    assert table(rules, inputs={"n": "number"}).analyse().constant_outputs == ("team",)
    other = table(rules, inputs={"n": "number"}, default={"team": "L2"})
    assert other.analyse().constant_outputs == ()


@pytest.mark.parametrize(
    ("outputs", "default", "constant"),
    [
        (("P1", "P1"), None, ("output",)), (("P1", "P2"), None, ()), (("P1",), None, ()), (("P1",), "P1", ("output",)),
        ((1, True), None, ()), (({"team": 1}, "P1"), None, ()), (({"a": 1}, {"a": True}), None, ()),
    ],
)  # fmt: skip
def test_where_all_answers_are_one_the_output_is_constant(outputs, default, constant):
    rules = [(str(place), {"n": place}, output) for place, output in enumerate(outputs)]
    assert table(rules, inputs={"n": "number"}, default=default).analyse().constant_outputs == constant


def test_a_text_that_nobody_can_compare_makes_a_finding_uncertain():
    # A voicing mark that follows makes another letter of the last one: 壊れだ.
    found = table(
        [("broken", {"subject": contains_words("壊れた")}, 1), ("begins", {"subject": starts_with("壊れた")}, 2)],
        inputs={"subject": "text"},
        default=3,
    ).analyse()
    assert [(one.rule, one.certain) for one in found.hidden] == [("begins", False)]
    assert str(found.hidden[0]) == "'begins': 'broken' covers it (perhaps: the texts cannot be compared)"
    assert not found.ok


@pytest.mark.parametrize("limit", [None, 1])
def test_an_uncertain_gap_is_no_proof_that_all_is_well_whether_listed_or_not(limit):
    found = table(
        [
            ("word", {"subject": contains_words("壊れた")}, 1),
            ("vip", {"subject": starts_with("壊れた"), "vip": True}, 2),
        ],
        inputs={"subject": "text", "vip": "boolean"},
        default=3,
    ).analyse(limit=limit)
    assert [(str(gap), gap.certain) for gap in found.gaps] == [
        ("subject does not contain '壊れた' and subject does not start with '壊れた'", True),
        ("subject starts with '壊れた' and subject does not contain '壊れた' and vip = no", False),
    ][:limit]
    assert (found.complete, found.ok, found.truncated) == (True, False, limit == 1)


@pytest.mark.parametrize("default", [None, 0])
def test_with_texts_that_could_be_in_doubt_all_gaps_are_looked_at(default):
    rules = [(f"r{n}", {"n": n, "subject": starts_with(f"[{n}] ")}, n) for n in range(20)]
    found = table(rules, inputs={"subject": "text", "n": "integer"}, default=default).analyse(limit=1)
    assert (len(found.gaps), found.truncated, found.complete, found.ok) == (1, True, default == 0, default == 0)
    partition = Partition(table(rules, inputs={"subject": "text", "n": "integer"}))
    with pytest.raises(DomainError, match="too entangled"):
        gaps(partition, Search(partition, steps=100), 1)


def test_a_rule_may_ask_two_things_of_what_was_before():
    found = table(
        [
            ("never", {"to": changed_to("x"), "to_before": "x"}, 1),
            ("now", {"to": changed_to("x"), "to_before": contains_words("y")}, 2),
            ("rest", {"to": "x", "to_before": starts_with("y")}, 3),
        ],
        inputs={"to": "text", "to_before": "text"},
    ).analyse()
    assert found.impossible == ("never",)
    assert list(map(str, found.gaps)) == [
        "to is not x",
        "to = x and to_before = x",
        "to = x and to_before is not x and to_before does not contain 'y' and to_before does not start with 'y'",
    ]


def test_an_overlap_is_never_uncertain():
    found = table(
        [("word", {"subject": contains_words("壊れた")}, 1), ("begins", {"subject": starts_with("壊れた")}, 1)],
        inputs={"subject": "text"},
        hit_policy="unique",
    ).analyse()
    assert [(str(one.region), one.certain) for one in found.conflicts] == [
        ("subject starts with '壊れた' and subject contains '壊れた'", True)
    ]


def test_verified_returns_a_sound_table_itself_and_refuses_one_with_conflicts():
    sound = table([("a", {"n": 1}, 1), ("b", {"n": 2}, 2)], inputs={"n": "number"}, hit_policy="unique")
    assert sound.verified() is sound
    torn = table(
        [("a", {"n": 1}, 1), ("b", {}, 2), ("c", {"n": at_least(1)}, 1)], inputs={"n": "number"}, hit_policy="any"
    )
    with pytest.raises(ConfigurationError) as caught:
        torn.verified()
    must = "under 'any' rules that match must agree, but"
    assert caught.value.faults == (
        ("rules[1]", f"{must} 'a' and 'b' both match, with different answers: n = 1"),
        ("rules[2]", f"{must} 'b' and 'c' both match, with different answers: n >= 1"),
    )
    loose = table([("a", {}, 1), ("b", {}, 2)], inputs={"n": "number"}, hit_policy="first")
    assert loose.verified() is loose


def test_verified_says_that_only_one_rule_may_match():
    with pytest.raises(ConfigurationError, match="under 'unique' only one rule may match, but 'a' and 'b' both match"):
        table([("a", {}, 1), ("b", {}, 1)], inputs={"n": "number"}, hit_policy="unique").verified()


def checkerboard(size):
    return table(
        [(f"r{n}", {"n": n, "m": n}, n) for n in range(size)] + [("all", {"m": at_least(size)}, "x")],
        inputs={"n": "integer", "m": "integer"},
        hit_policy="collect",
    ).model_copy(update={"hit_policy": "first"})


def test_at_most_limit_regions_of_a_kind_are_listed():
    whole, cut = checkerboard(30).analyse(limit=None), checkerboard(30).analyse(limit=3)
    assert len(whole.gaps) > 3
    assert not whole.truncated
    assert (len(cut.gaps), cut.truncated, cut.complete) == (3, True, False)
    exact = checkerboard(30).analyse(limit=len(whole.gaps))
    assert exact == whole


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_refused(limit):
    with pytest.raises(DomainError, match=r"limit is .*; give at least 1, or None for all") as caught:
        table([("a", {}, 1)], inputs={"n": "number"}).analyse(limit=limit)
    assert (caught.value.field, caught.value.value) == ("limit", limit)


def pigeons(count):
    """So many pigeons in one hole less: whoever proves that each ticket has a rule has to try nearly all of them."""
    holes = range(count - 1)
    rules = [(f"homeless {p}", {f"{p} in {h}": False for h in holes}, 1) for p in range(count)]
    rules += [
        (f"{p} and {q} in {h}", {f"{p} in {h}": True, f"{q} in {h}": True}, 1)
        for h in holes
        for p in range(count)
        for q in range(p)
    ]
    return table(rules, inputs={f"{p} in {h}": "boolean" for p in range(count) for h in holes})


def test_a_hard_proof_is_found():
    assert pigeons(5).analyse().complete


def test_a_table_that_is_too_hard_is_refused_and_does_not_run_away():
    with pytest.raises(DomainError, match="too entangled to be analysed exactly; split the table"):
        pigeons(11).analyse()


def test_with_gaps_found_a_budget_that_is_spent_cuts_the_list_short():
    partition = Partition(checkerboard(30))
    found = gaps(partition, Search(partition, steps=150), 1_000)
    assert found.truncated
    assert 0 < len(found.regions) < len(checkerboard(30).analyse().gaps)
    for limit, steps in ((None, 150), (1_000, 10)):
        with pytest.raises(DomainError, match="too entangled"):
            gaps(partition, Search(partition, steps=steps), limit)


def test_the_report_names_each_finding_in_a_sentence():
    found = table(
        [
            ("a", {"n": at_least(0)}, "x"), ("b", {"n": between(1, 5)}, "x"), ("c", {"n": less_than(-10)}, "x"),
            ("d", {"n": between(1, 5)}, "y"), ("never", {"n": 7}, "z"), ("empty", {"n": at_least(100)}, "z"),
        ],
        inputs={"n": less_than(50)},
        hit_policy="any",
    ).analyse()  # fmt: skip
    assert (
        str(found)
        == """\
desk: not complete; 6 rules, any: 1 gap, 4 overlaps, 3 conflicts, 3 hidden, 1 impossible
No rule:
  n between -10 and 0
In conflict with the hit policy; rules that match must agree:
  'a' and 'd' both match, with different answers: n between 1 and 5
  'a' and 'never' both match, with different answers: n = 7
  'b' and 'd' both match, with different answers: n between 1 and 5
Rules that never decide:
  'b': 'a' covers it
  'd': 'a' covers it
  'never': 'a' covers it
Rules that match nothing:
  'empty'
Rules with equal conditions:
  'b' and 'd'
Rules that lie inside another with the same answer:
  'b': 'a' covers it
Rules that overlap; they agree:
  'a' and 'b' both match, with the same answer: n between 1 and 5"""
    )


def test_the_report_is_a_page_of_markdown_and_of_html():
    found = table(
        [("a|b", {"n": 1}, "x"), ("c", {"n": at_least(1)}, "x")], inputs={"n": "number"}, default="x"
    ).analyse()
    assert (
        found.to_markdown()
        == """\
**desk: ok; 2 rules, first: 1 gap, 1 overlap, 0 conflicts, 0 hidden, 0 impossible**

No rule, so that the default answers:

- n < 1

Rules that lie inside another with the same answer:

- 'a\\|b': 'c' covers it

Rules that overlap; the earlier one decides:

- 'a\\|b' and 'c' both match, with the same answer: n = 1

The same in every answer:

- output"""
    )
    html = found._repr_html_()
    assert html.startswith("<div><p><strong>desk: ok;")
    assert "<p>No rule, so that the default answers:</p><ul><li>n &lt; 1</li></ul>" in html


def test_a_report_shows_ten_of_a_kind():
    found = checkerboard(30).analyse()
    assert str(found).splitlines()[11:13] == [f"  {found.gaps[9]}", f"  ... and {len(found.gaps) - 10} more"]


def test_an_analysis_without_a_finding_says_so():
    found = table([("a", {}, "x")], inputs={"n": "number"}, hit_policy="unique").analyse()
    assert found.ok
    assert (
        str(found)
        == found.summary
        == "desk: ok; 1 rule, unique: 0 gaps, 0 overlaps, 0 conflicts, 0 hidden, 0 impossible"
    )


def test_an_analysis_is_a_value_and_the_same_after_json():
    made = checkerboard(4)
    found = made.analyse()
    again = Analysis.model_validate_json(found.model_dump_json())
    assert again == found == made.analyse()
    assert hash(again) == hash(found)
    assert analyse(made, None) == found
