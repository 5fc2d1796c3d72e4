from supportops.presets import skill
from supportops.report.demo import demo_ticket
from supportops.report.demo_triage import triaged_ticket


def sections() -> dict[str, list[str]]:
    parts = [part.splitlines() for part in triaged_ticket().split("\n\n")[1:]]
    return {title: text for title, _, *text in parts}


def test_the_demo_says_the_same_every_time_and_fits_a_terminal():
    assert triaged_ticket() == triaged_ticket()
    assert max(map(len, triaged_ticket().splitlines())) <= 110


def test_the_words_of_the_subject_give_the_category():
    assert sections()["What it is about"] == ["Category: api_errors; also billing_account; found 'API' in subject"]


def test_the_first_yes_decides_and_every_other_rule_says_why_not():
    text = "\n".join(sections()["How urgent it is"])
    assert "priority: P2" in text
    assert "by revenue_or_data_at_risk" in text
    assert all(rule.id in text for rule in skill.TRIAGE_TREE.rules)


def test_the_priority_is_the_one_of_the_worked_ticket():
    assert demo_ticket().created.priority == "P2"


def test_the_fallback_takes_it_and_the_agent_with_most_to_spare():
    assert sections()["Where it goes"][0].startswith("L3 Engineering (L3): category = api_errors")
    assert sections()["Who takes it"][0].startswith("ticket 4711 -> Robin")
