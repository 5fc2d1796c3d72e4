import pytest
from tests.triage.on_call.rotas import utc

from supportops.errors import ConfigurationError
from supportops.triage.escalation.notify import Notification
from supportops.triage.on_call.page import Page

TOLD = Notification(at=utc(2026, 3, 10, 2), notify="cto", step=2, round=0)


def test_a_page_names_the_person_or_why_there_is_none():
    assert str(Page(TOLD, "ann")) == "2026-03-10T02:00:00+00:00 cto -> ann"
    assert str(Page(TOLD, reason="off duty")) == "2026-03-10T02:00:00+00:00 cto -> nobody (off duty)"


def test_it_is_the_same_after_json():
    for page in (Page(TOLD, "ann"), Page(TOLD, None, "off duty")):
        again = Page.model_validate_json(page.model_dump_json())
        assert (again, hash(again)) == (page, hash(page))


def test_a_blank_person_is_refused():
    with pytest.raises(ConfigurationError, match="person"):
        Page(TOLD, " ")
