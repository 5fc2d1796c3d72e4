"""Tags to drop, merge or replace: each kind of bad tag of the published list, and what is written nearly alike."""

from enum import StrEnum
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.errors import DomainError
from supportops.triage._spelling import alike, letters
from supportops.triage._tag_hygiene import TagHygiene, tag_hygiene

Tag = StrEnum("Tag", {"LOGIN": "login", "OLD": "old"})
USAGE = {
    "login": ["1", "2", "3", "4", "5"],
    "sso": ["1", "2", "3", "4"],
    "Log-In": ["6", "7"],
    "ann-smith": ["8"],
    "old": [],
    "billing": {"9", "10", "11"},
}


def test_each_bad_kind_of_the_contract_is_found():
    found = tag_hygiene(USAGE, agents=["Ann Smith", "Bob"])
    assert found.unused == ("old",)
    assert found.one_off == ("ann-smith",)
    assert found.agent_names == ("ann-smith",)
    assert found.overlapping == (("login", "sso", 0.8),)


def test_the_others_are_there_when_they_are_asked_for():
    found = tag_hygiene(USAGE, vocabulary=["login", "sso", "billing", "refund"], covered=["login"], top=3)
    assert found.free_form == ("Log-In", "ann-smith", "old")
    assert found.unused == ("old", "refund")
    assert found.uncovered == ("sso", "billing")
    assert found.spellings == (("Log-In", "login"),)


def test_what_is_not_asked_for_is_empty():
    found = tag_hygiene(USAGE)
    assert (found.free_form, found.uncovered, found.agent_names) == ((), (), ())


def test_a_share_at_the_limit_overlaps_and_one_below_does_not():
    usage = {"a": ["1", "2", "3", "4"], "b": ["1", "2", "3", "4", "5"]}
    assert tag_hygiene(usage, overlap=0.8).overlapping == (("a", "b", 0.8),)
    assert tag_hygiene(usage, overlap=0.81).overlapping == ()


def test_overlaps_come_the_highest_share_first_then_by_name():
    usage = {"d": ["1", "2"], "c": ["1", "2"], "b": ["1", "2", "3"], "a": ["1", "2", "3"]}
    assert tag_hygiene(usage, overlap=0.5).overlapping == (
        ("a", "b", 1.0),
        ("c", "d", 1.0),
        ("a", "c", 2 / 3),
        ("a", "d", 2 / 3),
        ("b", "c", 2 / 3),
        ("b", "d", 2 / 3),
    )


def test_a_ticket_given_twice_counts_once():
    assert tag_hygiene({"a": ["1", "1"]}).one_off == ("a",)


def test_rare_tags_are_told_and_very_many_of_them_are_too_granular():
    usage = {f"tag {chr(97 + number)}": ["1"] * number for number in range(5)} | {"big": ["1", "2", "3"]}
    found = tag_hygiene(usage, rare_at_most=2, too_many_rare=4)
    assert found.rare == ("tag b", "tag c", "tag d", "tag e")
    assert found.is_too_granular
    assert not tag_hygiene(usage, too_many_rare=5).is_too_granular
    assert tag_hygiene(usage, rare_at_most=3).rare == ("big", "tag b", "tag c", "tag d", "tag e")


def test_the_most_used_tags_are_to_be_covered():
    usage = {"a": ["1"], "b": ["1", "2"], "c": ["1", "2", "3"], "d": ["4", "5"]}
    assert tag_hygiene(usage, covered=["c"], top=3).uncovered == ("b", "d")
    assert tag_hygiene(usage, covered=[], top=1).uncovered == ("c",)
    assert tag_hygiene(usage, covered=["a", "b", "c", "d", "e"]).uncovered == ()


def test_members_of_enums_are_their_texts():
    found = tag_hygiene({Tag.LOGIN: ["1", "2"], Tag.OLD: ["3"]}, vocabulary=[Tag.LOGIN])
    assert (found.free_form, found.one_off) == (("old",), ("old",))
    assert type(found.free_form[0]) is str


@pytest.mark.parametrize(
    ("usage", "options", "field"),
    [
        ({"login": "4711"}, {}, "usage"),
        ({"login": 3}, {}, "usage"),
        ({}, {"agents": "ann"}, "agents"),
        ({}, {"vocabulary": "login"}, "vocabulary"),
        ({}, {"covered": 5}, "covered"),
    ],
)
def test_text_where_several_are_meant_is_refused(usage, options, field):
    with pytest.raises(DomainError, match=f"{field} has .* where several texts are meant") as error:
        tag_hygiene(usage, **options)
    assert error.value.field == field


@pytest.mark.parametrize("overlap", [0, 1.1, -1, float("nan")])
def test_an_overlap_is_more_than_0_and_at_most_1(overlap):
    with pytest.raises(DomainError, match=r"overlap is .*; it is more than 0 and at most 1") as error:
        tag_hygiene({}, overlap=overlap)
    assert error.value.field == "overlap"


@pytest.mark.parametrize("field", ["rare_at_most", "too_many_rare", "top"])
def test_numbers_are_at_least_1(field):
    with pytest.raises(DomainError, match=f"{field} is 0; it is a whole number, at least 1") as error:
        tag_hygiene({}, **{field: 0})
    assert (error.value.field, error.value.value) == (field, 0)


def test_the_list_of_things_to_do_reads_well():
    usage = {**USAGE, "sev|1": ["12", "13", "14"]}
    found = tag_hygiene(usage, agents=["Ann Smith"], vocabulary=["login"], too_many_rare=2, covered=["login"], top=2)
    assert str(found).splitlines() == [
        "7 tags",
        "finding                advice                          tags",
        "unused                 drop                            old",
        "used once              drop or merge                   ann-smith",
        "name of an agent       use the assignee                ann-smith",
        "mean the same          merge                           login and sso (80%)",
        "spelt alike            merge                           Log-In and login",
        "not in the vocabulary  replace or add                  Log-In, ann-smith, billing, old, sev|1, sso",
        "too granular           merge                           2 tags, among them Log-In, ann-smith",
        "not covered            write an article or plan a fix  sso",
    ]
    assert "| not in the vocabulary | replace or add | Log-In, ann-smith, billing, old, sev\\|1, sso |" in (
        found.to_markdown().splitlines()
    )
    assert "<td>login and sso (80%)</td>" in found._repr_html_()
    assert not found.is_tidy


def test_tidy_tags_leave_nothing_to_do():
    found = tag_hygiene({"login": ["1", "2"], "billing": ["3", "4"]}, agents=["Ann"])
    assert found.is_tidy
    assert str(found) == found.to_markdown() == "2 tags, nothing to tidy"
    assert tag_hygiene({}).tags == 0


def test_the_result_survives_json_and_can_be_hashed():
    found = tag_hygiene(USAGE, agents=["Ann Smith"], covered=[])
    assert TagHygiene.model_validate_json(found.model_dump_json()) == found
    assert len({found, found}) == 1


# Spelling


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("login", "Log-In"),
        ("how to", "how_to"),
        ("bug", "bugs"),
        ("invoice", "invoices"),
        ("billing", "biling"),
        ("billing", "bililng"),
        ("refund", "refond"),
        ("export", "xport"),
        ("outage", "outagex"),
    ],
)
def test_one_slip_is_written_alike(a, b):
    assert alike([b, "zebra crossing", a]) == ((min(a, b), max(a, b)),)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("sev1", "sev2"),
        ("version1", "version2"),
        ("version12", "version21"),
        ("version1", "version"),
        ("api", "app"),
        ("import", "export"),
        ("billing", "filling2"),
        ("abcdef", "abdefc"),
        ("abcdef", "bacdfe"),
        ("abacde", "bacdef"),
        ("vers1on", "version"),
        ("?", "!"),
    ],
)
def test_two_slips_a_short_word_or_a_digit_are_not(a, b):
    assert alike([a, b]) == ()


def test_every_pair_of_a_group_is_told_once():
    assert alike(["login", "Log-in", "log in", "logins"]) == (
        ("Log-in", "log in"),
        ("Log-in", "login"),
        ("Log-in", "logins"),
        ("log in", "login"),
        ("log in", "logins"),
        ("login", "logins"),
    )


def distance(a, b):
    """Slips between two names: the optimal string alignment distance, by its plain recursion."""
    if not a or not b:
        return len(a) + len(b)
    options = [distance(a[1:], b) + 1, distance(a, b[1:]) + 1, distance(a[1:], b[1:]) + (a[0] != b[0])]
    if a[:2] == b[1::-1] and len(a) > 1 and len(b) > 1:
        options.append(distance(a[2:], b[2:]) + 1)
    return min(options)


@given(st.sets(st.text("abs", min_size=1, max_size=6), max_size=8))
@settings(max_examples=150, deadline=None)
def test_alike_is_a_distance_of_one_slip(names):
    expected = {
        (a, b)
        for a, b in combinations(sorted(names), 2)
        if b == a + "s" or (distance(a, b) == 1 and max(len(a), len(b)) >= 5)
    }
    assert set(alike(names)) == expected


def test_letters_leave_out_what_only_looks_different():
    assert letters("ＡＮＮ_smith") == letters("Ann Smith") == "annsmith"
    assert letters("---") == "---"


# Laws

USAGES = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d", "e"]), st.lists(st.sampled_from("1234"), max_size=6), max_size=5
)


@given(USAGES, st.sampled_from([0.25, 0.5, 0.8, 1.0]), st.randoms())
@settings(max_examples=150)
def test_overlaps_are_those_of_counting_sets_and_the_order_given_does_not_matter(usage, overlap, random):
    expected = []
    for a, b in combinations(sorted(usage), 2):
        one, other = set(usage[a]), set(usage[b])
        if one & other and len(one & other) / len(one | other) >= overlap:
            expected.append((-len(one & other) / len(one | other), a, b))
    found = tag_hygiene(usage, overlap=overlap)
    assert found.overlapping == tuple((a, b, -share) for share, a, b in sorted(expected))
    shuffled = list(usage.items())
    random.shuffle(shuffled)
    assert tag_hygiene(dict(shuffled), overlap=overlap) == found
    in_use = {tag for tag, ids in usage.items() if ids}
    assert set(found.unused) == set(usage) - in_use
    assert set(found.one_off) <= set(found.rare) <= in_use
