import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import ConfigurationError, HistoryError
from supportops.tickets import BASIC_STATUSES, DEFAULT_STATUSES, EXTENDED_STATUSES, StatusMap
from supportops.tickets.status_map import folded
from supportops.vocabulary import Status

DESK = StatusMap({"Awaiting User Info": "pending", "Active": Status.OPEN})
MAPS = st.builds(
    StatusMap,
    st.dictionaries(st.sampled_from(("Active", "Waiting", "on hold", "done-done")), st.sampled_from(Status)),
)


@pytest.mark.parametrize("status", list(Status))
def test_the_default_map_knows_the_six_categories(status):
    assert DEFAULT_STATUSES.category(status.value) is status
    assert list(DEFAULT_STATUSES) == list(Status)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Awaiting User Info", Status.PENDING),
        ("awaiting user info", Status.PENDING),
        ("AWAITING_USER-INFO", Status.PENDING),
        (" awaiting  user info ", Status.PENDING),
        ("active", Status.OPEN),
        ("On Hold", Status.ON_HOLD),
        ("on_hold", Status.ON_HOLD),
    ],
)
def test_case_spaces_hyphens_and_underscores_do_not_matter(status, expected):
    assert DESK.category(status) is expected
    assert status in DESK


def test_a_map_may_give_a_category_another_meaning():
    assert StatusMap({"Pending": "on_hold"}).category("pending") is Status.ON_HOLD


def test_a_map_of_only_its_own_names_knows_no_others():
    assert "open" not in StatusMap({"Active": "open"}, only=True)
    assert list(StatusMap({"Active": "open"}, only=True)) == ["Active"]


def test_an_unknown_status_gets_its_near_matches():
    with pytest.raises(HistoryError) as caught:
        DESK.category("Activ")
    assert str(caught.value) == "the status 'Activ' is not in the StatusMap; did you mean 'Active'?"
    assert DESK.find("Activ") is None
    assert 3 not in DESK


def test_the_basic_scheme_has_five_statuses():
    assert list(BASIC_STATUSES) == ["new", "open", "pending", "resolved", "closed"]
    assert "on_hold" not in BASIC_STATUSES


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ("new", Status.NEW),
        ("triaged assigned in_progress escalated engineering reopened", Status.OPEN),
        ("pending waiting_customer pending_customer", Status.PENDING),
        ("resolved", Status.RESOLVED),
        ("closed", Status.CLOSED),
    ],
)
def test_the_lifecycle_maps_as_the_catalogue_reads_it(statuses, expected):
    assert {EXTENDED_STATUSES.category(status) for status in statuses.split()} == {expected}


@given(MAPS)
def test_a_map_survives_json_pickle_and_repr(statuses):
    assert StatusMap.model_validate_json(statuses.model_dump_json()) == statuses
    assert StatusMap.model_validate(statuses.model_dump()) == statuses
    assert pickle.loads(pickle.dumps(statuses)) == statuses
    assert eval(repr(statuses)) == statuses
    assert hash(eval(repr(statuses))) == hash(statuses)


@given(MAPS)
def test_every_status_a_map_lists_has_a_category(statuses):
    assert all(statuses.category(name) in Status for name in statuses)
    assert {folded(name) for name in statuses} >= set(Status)


def test_a_map_is_a_plain_object_in_json_unless_it_is_closed():
    assert DESK.model_dump_json() == '{"Awaiting User Info":"pending","Active":"open"}'
    closed = StatusMap({"Active": "open"}, only=True)
    assert closed.model_dump_json() == '{"names":{"Active":"open"},"only":true}'
    assert StatusMap.model_validate_json(closed.model_dump_json()) == closed
    assert repr(closed) == "StatusMap({'Active': 'open'}, only=True)"
    assert len(StatusMap.model_json_schema()["anyOf"]) == 2


def test_a_status_may_be_called_names():
    assert StatusMap.model_validate({"names": "open"}).category("names") is Status.OPEN


def test_a_map_can_be_copied_with_changes():
    assert "open" not in DESK.model_copy(update={"only": True})


@pytest.mark.parametrize(
    ("names", "part"),
    [
        ({"On Hold": "pending", "on_hold": "open"}, "a status has one meaning"),
        ({"Active": "working"}, "got 'working'"),
        ({"": "open"}, "not blank"),
        (["open"], "valid dictionary"),
    ],
)
def test_a_map_that_cannot_be_read_is_refused(names, part):
    with pytest.raises(ConfigurationError) as caught:
        StatusMap(names)
    assert part in str(caught.value)


def test_two_spellings_of_one_meaning_are_fine():
    assert StatusMap({"On Hold": "pending", "on_hold": "pending"}).category("on-hold") is Status.PENDING


def test_a_map_without_any_status_is_refused():
    with pytest.raises(ConfigurationError, match="knows no status at all"):
        StatusMap({}, only=True)


def test_text_is_no_map():
    with pytest.raises(ConfigurationError):
        StatusMap.model_validate("open")
