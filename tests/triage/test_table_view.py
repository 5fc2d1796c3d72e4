from supportops.triage import DecisionTable, Rule, at_least

RULES = (
    Rule("vip", {"arr": at_least(50_000)}, "P2", note="told at once"),
    Rule("money", {"category": "billing"}, "P3"),
)
INPUTS = {"category": ("billing", "api"), "arr": at_least(0), "unused": "text"}
DESK = DecisionTable(name="a|desk", hit_policy="first", inputs=INPUTS, rules=RULES, default="P4")


def test_the_handbook_has_a_column_for_each_input_that_a_rule_asks_for():
    assert DESK.to_markdown().splitlines()[2:] == [
        "| rule | category | arr | then | note |",
        "| --- | --- | --- | --- | --- |",
        "| vip | - | >= 50,000 | P2 | told at once |",
        "| money | billing | - | P3 |  |",
        "| otherwise | - | - | P4 |  |",
    ]


def test_the_hit_policy_is_said_in_words():
    assert str(DESK).splitlines()[0] == "a|desk: first: the first rule that matches decides"
    assert "only one rule may match" in DESK.model_copy(update={"hit_policy": "unique"}).to_markdown()


def test_without_notes_and_default_there_is_no_column_and_no_row_for_them():
    bare = DESK.model_copy(update={"rules": (RULES[1],), "default": None})
    assert bare.to_markdown().splitlines()[2:] == [
        "| rule | category | then |",
        "| --- | --- | --- |",
        "| money | billing | P3 |",
    ]
    assert "otherwise" not in str(bare)


def test_a_notebook_shows_the_same_rows_escaped():
    html = DESK._repr_html_()
    assert "<td>&gt;= 50,000</td>" in html
    assert html.count("<tr>") == 4
