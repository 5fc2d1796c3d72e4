from supportops.adapters.servicenow import FIRST_RESPONSE_PROXY, SERVICENOW_PRIORITIES, SERVICENOW_STATUSES
from supportops.vocabulary import P1_TO_P5, Status


def test_states_that_wait_for_the_user_are_pending_and_the_other_waits_on_hold():
    waits = {name: SERVICENOW_STATUSES.category(name) for name in SERVICENOW_STATUSES if name.startswith("Awaiting")}
    assert waits == {
        "Awaiting User Info": Status.PENDING,
        "Awaiting Vendor": Status.ON_HOLD,
        "Awaiting Evidence": Status.ON_HOLD,
        "Awaiting Problem": Status.ON_HOLD,
    }


def test_every_priority_of_the_scale_has_one_word():
    assert tuple(SERVICENOW_PRIORITIES.values()) == P1_TO_P5.labels


def test_the_first_response_is_called_a_proxy():
    assert FIRST_RESPONSE_PROXY.startswith("proxy")
