from tests.triage.machine.machines import TICKET

from supportops.triage import StateMachine, Transition


def test_the_transitions_are_a_markdown_table():
    assert TICKET.to_markdown().splitlines() == [
        "ticket: begins in new; final: closed",
        "",
        "| event | from | to | requires | effects |",
        "| --- | --- | --- | --- | --- |",
        "| start | new | open | - | - |",
        "| close | open | closed | resolution = solved or duplicate | send_csat_survey, notify: owner |",
        "| note | open | open | - | - |",
        "| expire (automatic) | new | closed | age >= 30 | - |",
        "| reopen | closed | open | - | - |",
    ]


def test_sources_that_share_all_else_share_a_row():
    desk = StateMachine(
        states=("a", "b", "c"),
        transitions=(
            Transition("end", "a", "c"),
            Transition("go", "a", "b"),
            Transition("end", "b", "c"),
            Transition("end", "b", "c", automatic=True),
            Transition("end", "a", "c"),
        ),
        initial="a",
        final=(),
    )
    assert desk.to_markdown().splitlines()[4:] == [
        "| end | a, b | c | - | - |",
        "| go | a | b | - | - |",
        "| end (automatic) | b | c | - | - |",
    ]
    assert str(desk).splitlines()[0] == "state machine: begins in a"


def test_a_machine_shows_itself_in_a_notebook_and_as_text():
    assert "<caption>ticket: begins in new; final: closed</caption>" in TICKET._repr_html_()
    assert str(TICKET).splitlines()[1].split() == ["event", "from", "to", "requires", "effects"]
