import copy
import pickle

import pytest

from supportops import errors
from supportops.errors import (
    AmbiguousMatchError,
    ConfigurationError,
    DomainError,
    HistoryError,
    HorizonError,
    IncompleteHandoffError,
    MissingExtraError,
    NaiveDatetimeError,
    NeverOpenError,
    NoMatchError,
    SupportOpsError,
    TransitionError,
    misspelt,
    near,
)

ONE_OF_EACH = (
    ConfigurationError([("a", "is wrong"), ("", "is odd")], what="policy"),
    DomainError("too low"),
    NaiveDatetimeError("noon"),
    IncompleteHandoffError("L1", "L2", ["impact", "steps"]),
    NeverOpenError("never"),
    HorizonError("too far"),
    TransitionError("closed", "reply", ["reopen"], index=3, reason="it is over"),
    NoMatchError("none"),
    AmbiguousMatchError("two rules", ["a", "b"]),
    HistoryError("no creation", ticket_id="4711", event=("an", "event")),
    MissingExtraError("matplotlib", "plot"),
)


def test_every_error_of_the_tree_is_exported_and_drawn():
    for error in ONE_OF_EACH:
        name = type(error).__name__
        assert name in errors.__all__
        assert name in (errors.__doc__ or "")
    assert len(errors.__all__) == len(ONE_OF_EACH) + 1


@pytest.mark.parametrize("error", ONE_OF_EACH, ids=lambda error: type(error).__name__)
def test_every_error_has_one_root(error):
    assert isinstance(error, SupportOpsError)


@pytest.mark.parametrize("error", ONE_OF_EACH, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "through", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))], ids=["copy", "pickle"]
)
def test_every_error_crosses_processes_whole(error, through):
    twin = through(error)
    assert type(twin) is type(error)
    assert str(twin) == str(error)
    assert vars(twin) == vars(error)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ConfigurationError("x"), ValueError),
        (DomainError("x"), ValueError),
        (NaiveDatetimeError("x"), DomainError),
        (HistoryError("x"), ValueError),
        (MissingExtraError("x", "y"), ImportError),
    ],
)
def test_errors_are_also_what_python_calls_them(error, kind):
    assert isinstance(error, kind)


def test_one_fault_is_one_line_with_its_path():
    assert str(ConfigurationError([("targets.P1", "0 is refused")])) == "targets.P1: 0 is refused"
    assert str(ConfigurationError("no hours")) == "no hours"
    assert ConfigurationError("no hours").faults == (("", "no hours"),)


def test_several_faults_are_listed_together():
    assert str(ONE_OF_EACH[0]) == "2 faults in this policy:\n  a: is wrong\n  policy: is odd"


def test_the_message_says_what_is_allowed():
    assert str(TransitionError("closed", "reply", ["reopen"])) == (
        "'reply' is not allowed in state 'closed'; allowed: reopen"
    )
    assert str(TransitionError("closed", "reply", ["reopen"], index=3, reason="it is over")) == (
        "events[3]: 'reply' is not allowed in state 'closed' (it is over); allowed: reopen"
    )
    assert str(TransitionError("done", "reply", [])).endswith("allowed: nothing, as no transition leaves this state")
    assert "pip install 'supportops[plot]'" in str(ONE_OF_EACH[-1])
    assert "tzinfo=ZoneInfo('UTC')" in str(ONE_OF_EACH[2])


def test_a_history_error_names_its_ticket():
    assert str(HistoryError("no creation", ticket_id="4711")) == "ticket '4711': no creation"
    assert str(HistoryError("no creation")) == "no creation"


def test_a_misspelled_word_gets_its_near_matches():
    assert near("pendign", ["open", "pending"]) == "did you mean 'pending'?"
    assert near("P", ["P1", "P2", "open"]) == "did you mean 'P2' or 'P1'?"


def test_a_near_match_does_not_mind_the_case():
    assert near("AGENT", ["agent", "group"]) == "did you mean 'agent'?"
    assert near("berlin", ["Europe/Berlin", "UTC"]) == "did you mean 'Europe/Berlin'?"
    assert near("p1", ["P1", "P2"]) == "did you mean 'P1'?"
    assert near("gold", ["GOLD", "Gold", "gold "]) == "did you mean 'GOLD' or 'Gold'?"


def test_a_word_like_no_other_gets_the_list():
    assert near("x", ["b", "a"]) == "allowed: a, b"
    assert near("x", [f"word {n:02}" for n in range(21)]).endswith("word 19, ...")
    assert near("x", []) == "there are none"


def test_what_differs_by_its_case_only_is_what_was_meant():
    assert near("sev1", ["SEV1", "SEV2", "SEV10"]) == "did you mean 'SEV1'?"
    assert near("Sev1", ["SEV1", "sev1", "SEV2"]) == "did you mean 'SEV1' or 'sev1'?"


def test_what_was_given_for_something_that_is_missing_is_told():
    assert misspelt(["resolution"], ["resolutoin", "into", 3]) == " (you gave 'resolutoin')"
    assert misspelt(["resolution"], ["Resolution"]) == " (you gave 'Resolution')"
    assert misspelt(["resolution"], ["resolution", "x", "r" * 300]) == ""
    assert misspelt([], ["resolution"]) == ""


def test_an_incomplete_handoff_tells_what_looks_like_what_is_missing():
    error = IncompleteHandoffError("L1", "L2", ["steps"], given=["stpes", "plan"])
    assert str(error) == "the handoff from L1 to L2 lacks steps; give each of them, none blank (you gave 'stpes')"
    assert pickle.loads(pickle.dumps(error)).missing == ("steps",)


def test_a_datetime_without_a_zone_has_a_place_among_several():
    error = NaiveDatetimeError("x", field="at", place="events[1]: ", index=1)
    assert str(error).startswith("events[1]: 'x' has no time zone")
    assert (error.field, error.index, error.value) == ("at", 1, "x")
