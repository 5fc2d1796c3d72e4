"""Categories by keywords: the first rule decides, the words that decided are shown."""

from enum import Enum, StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import words_oracle as oracle

from supportops.errors import ConfigurationError, DomainError
from supportops.triage._categorise import Categorisation, KeywordRule, categorise

Category = StrEnum("Category", {"ACCESS": "access"})
Topic = Enum("Topic", {"LOGIN": "login fails"})
ACCESS = KeywordRule("access", ["login", "password", "can't access"], fields=["subject", "body"])
BILLING = KeywordRule("billing", ["invoice", "charged twice"], fields=["subject", "body"])
RULES = (ACCESS, BILLING, KeywordRule("api", "rate limit"), KeywordRule("billing", ["refund"]))


def test_the_example_of_the_page():
    assert categorise({"subject": "Login fails"}, [KeywordRule("access", ["login", "password"])]).category == "access"


def test_the_first_rule_decides_and_the_others_are_named_in_order_without_doubles():
    facts = {"subject": "Refund: rate limit, login", "body": "The invoice was charged twice"}
    found = categorise(facts, RULES)
    assert (found.category, found.also) == ("access", ("billing", "api"))
    assert categorise(facts, RULES[::-1]).category == "billing"
    assert categorise(facts, RULES[::-1]).also == ("api", "access")


def test_another_rule_of_the_same_category_is_not_named_again():
    assert categorise({"subject": "refund the invoice"}, RULES) == Categorisation(
        category="billing", evidence=(("subject", "invoice"),)
    )


def test_evidence_is_each_phrase_found_by_field_then_by_rule_as_it_was_written():
    facts = {"body": "I CAN’T  ACCESS it, my Password is gone, password!", "subject": "ＬＯＧＩＮ ﬁrst"}
    assert categorise(facts, [ACCESS]).evidence == (
        ("subject", "ＬＯＧＩＮ"),
        ("body", "Password"),
        ("body", "CAN’T  ACCESS"),
    )


def test_two_spellings_of_one_phrase_give_one_piece_of_evidence():
    assert categorise({"subject": "Log in"}, [KeywordRule("access", ["log in", "LOG-IN"])]).evidence == (
        ("subject", "Log in"),
    )


def test_nothing_found_is_no_category():
    assert categorise({"subject": "blogging in"}, RULES) == Categorisation(category=None)
    assert categorise({"subject": "login"}, []).category is None


def test_facts_that_are_missing_or_not_asked_for_are_left_out():
    assert categorise({"body": "login", "subject": None, "arr": 5}, RULES).evidence == (("body", "login"),)
    assert categorise({}, RULES).category is None


@pytest.mark.parametrize("value", [5, ["login"], b"login", ("login",), True])
def test_a_fact_that_is_no_text_is_refused_with_its_field(value):
    with pytest.raises(DomainError, match=r"'body' is .*; keywords are looked up in text") as error:
        categorise({"subject": "login", "body": value}, RULES)
    assert (error.value.field, error.value.value) == ("body", value)


def test_members_of_enums_are_their_texts():
    rule = KeywordRule(Category.ACCESS, ["login"], fields=Topic.LOGIN)
    assert (rule.category, rule.fields) == ("access", ("login fails",))
    assert categorise({"subject": Topic.LOGIN}, [KeywordRule(Category.ACCESS, ["login"])]).category == "access"
    assert categorise({"subject": Category.ACCESS}, [KeywordRule("a", ["access"])]).evidence == (("subject", "access"),)


def test_one_word_and_one_field_may_stand_alone():
    assert KeywordRule("access", "login", fields="body") == KeywordRule("access", ["login"], fields=["body"])


def test_all_faults_of_a_rule_are_told_at_once():
    with pytest.raises(ConfigurationError) as error:
        KeywordRule(" ", ["--", "login", "?!"], fields=[])
    assert error.value.faults == (
        ("category", "' ' is no name; write text that is not blank"),
        ("words", "'--' contains no words"),
        ("words", "'?!' contains no words"),
        ("fields", "at least one is needed, for example ('login',)"),
    )


def test_a_rule_needs_words():
    with pytest.raises(ConfigurationError, match="words: at least one is needed"):
        KeywordRule("access", [])


def test_rules_and_answers_survive_json_and_can_be_hashed():
    found = categorise({"subject": "CAN’T ACCESS the invoice"}, RULES)
    assert Categorisation.model_validate_json(found.model_dump_json()) == found
    assert KeywordRule.model_validate_json(ACCESS.model_dump_json()) == ACCESS
    assert len({found, ACCESS, BILLING, ACCESS}) == 3


def test_an_answer_reads_well():
    found = categorise({"subject": "CAN’T ACCESS the invoice"}, RULES)
    assert str(found) == "Category: access; also billing; found 'CAN’T ACCESS' in subject"
    assert found.to_markdown().splitlines() == [
        "Category: access; also billing",
        "",
        "| field | words |",
        "| --- | --- |",
        "| subject | CAN’T ACCESS |",
    ]
    assert "<td>CAN’T ACCESS</td>" in found._repr_html_()
    assert str(Categorisation(category=None)) == Categorisation(category=None).to_markdown() == "Category: none"


def test_evidence_across_lines_stays_in_its_cell():
    found = categorise({"subject": "log\n|in"}, [KeywordRule("access", ["log in"])])
    assert found.to_markdown().splitlines()[-1] == "| subject | log \\|in |"


WORDS = st.sampled_from(["login", "LOGIN", "can’t", "access", "refund", "忘れた", "忘れ", "x"])
TEXTS = st.lists(WORDS | st.sampled_from([" ", "-", ", "]), max_size=8).map("".join)
RULE_LISTS = st.lists(
    st.builds(
        KeywordRule,
        st.sampled_from(["a", "b", "c"]),
        st.lists(st.lists(WORDS, min_size=1, max_size=2).map(" ".join), min_size=1, max_size=3),
        fields=st.sampled_from([("subject",), ("body", "subject")]),
    ),
    max_size=5,
)


@given(st.fixed_dictionaries({"subject": TEXTS, "body": TEXTS | st.none()}), RULE_LISTS)
@settings(max_examples=150)
def test_the_answer_is_that_of_going_through_the_rules_one_by_one(facts, rules):
    matching = [
        rule.category
        for rule in rules
        if any(oracle.has(facts[field] or "", phrase) for field in rule.fields for phrase in rule.words)
    ]
    found = categorise(facts, rules)
    assert found.category == (matching[0] if matching else None)
    assert [found.category, *found.also] == (list(dict.fromkeys(matching)) or [None])
    assert all(written in facts[field] for field, written in found.evidence)
    assert bool(found.evidence) == bool(matching)
