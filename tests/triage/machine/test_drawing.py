import re
from doctest import DocTestParser
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.triage.machine.machines import TICKET

from supportops.triage import StateMachine, Transition, contains_words, less_than

LINE = re.compile(
    r'    state "([^:;{}<>"%#\n]|#\d+;)+" as \w+'
    r"|    (\[\*\]|\w+) --> (\[\*\]|[A-Za-z]\w*)(: ([^:;{}<>\"%#\n]|#\d+;)+)?"
)
QUOTED = r'"(?:[^"\\]|\\.)*"'
DOT = re.compile(rf"    ({QUOTED}|rankdir=LR)( -> {QUOTED})?( \[(shape=\w+|label={QUOTED})\])?;", re.DOTALL)


def machine(*states, event="go"):
    moves = [Transition(event, a, b) for a, b in pairwise(states)]
    return StateMachine(states=states, transitions=moves, initial=states[0], final=states[-1])


def test_the_mermaid_diagram_names_states_events_and_guards():
    assert TICKET.to_mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> new",
        "    new --> open: start",
        "    open --> closed: close [resolution = solved or duplicate]",
        "    open --> open: note",
        "    new --> closed: expire (automatic) [age #62;= 30]",
        "    closed --> open: reopen",
        "    closed --> [*]",
    ]


def test_the_dot_digraph_marks_the_first_and_the_last_state():
    assert TICKET.to_dot().splitlines() == [
        'digraph "ticket" {',
        "    rankdir=LR;",
        '    "" [shape=point];',
        '    "new" [shape=ellipse];',
        '    "open" [shape=ellipse];',
        '    "closed" [shape=doublecircle];',
        '    "" -> "new";',
        '    "new" -> "open" [label="start"];',
        '    "open" -> "closed" [label="close [resolution = solved or duplicate]"];',
        '    "open" -> "open" [label="note"];',
        '    "new" -> "closed" [label="expire (automatic) [age >= 30]"];',
        '    "closed" -> "open" [label="reopen"];',
        "}",
    ]


def test_a_state_that_mermaid_could_not_read_gets_another_name_there():
    drawn = machine("on hold", 'says "hi"', "state", "s1", "名前", "s2_").to_mermaid()
    assert drawn.splitlines()[1:8] == [
        '    state "on hold" as s1_',
        '    state "says #34;hi#34;" as s2',
        '    state "state" as s3',
        '    state "名前" as s5',
        "    [*] --> s1_",
        "    s1_ --> s2: go",
        "    s2 --> s3: go",
    ]


def test_labels_are_escaped():
    drawn = machine("a", "b", event="x: y; {z} %% #1 <b> \\ --> \n direction TB").to_mermaid()
    assert drawn.splitlines()[2] == (
        "    a --> b: x#58; y#59; #123;z#125; #37;#37; #35;1 #60;b#62; #92; --#62; direction#32;TB"
    )
    assert '[label="x\\\\y \\"z\\""];' in machine("a", "b", event='x\\y "z"').to_dot()


def test_guards_are_escaped():
    desk = StateMachine(
        states=("a", "b"),
        transitions=[Transition("go", "a", "b", when={"subject": contains_words("a;b"), "n": less_than(3)})],
        initial="a",
        final=(),
        inputs={"subject": "text", "n": "number"},
    )
    assert desk.to_mermaid().splitlines()[2] == "    a --> b: go [subject contains 'a#59;b' and n #60; 3]"
    assert desk.to_mermaid().splitlines()[-1] == "    a --> b: go [subject contains 'a#59;b' and n #60; 3]"
    assert desk.to_dot().startswith('digraph "state machine" {')


def test_the_page_shows_the_diagram_of_its_own_machine():
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "build-a-state-machine.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for example in DocTestParser().get_examples(page)[:2]:
        exec(example.source, names)
    drawn = re.findall(r"```mermaid\n(.*?)\n```", page, re.DOTALL)
    assert drawn == [names["desk"].to_mermaid()]


NAMES = st.text(min_size=1, max_size=12).filter(str.strip)


@given(st.lists(NAMES, min_size=2, max_size=6, unique=True), NAMES)
def test_whatever_states_and_events_are_called_the_diagrams_are_valid(states, event):
    desk = machine(*states, event=event)
    mermaid = desk.to_mermaid().split("\n")
    assert mermaid[0] == "stateDiagram-v2"
    assert [line for line in mermaid[1:] if not LINE.fullmatch(line)] == []
    names = {line.split(" --> ")[1].partition(":")[0] for line in mermaid if " --> " in line} - {"[*]"}
    assert len(names) == len(states)
    body = desk.to_dot().partition("{\n")[2].removesuffix("\n}")
    assert DOT.sub("", body).strip() == ""
    assert len(re.findall(rf"({QUOTED}) \[shape=(?:ellipse|doublecircle)\]", body)) == len(states)
