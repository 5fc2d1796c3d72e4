import pytest
from tests.report.test_review import review

from supportops.errors import ConfigurationError
from supportops.report import IncidentReview


def test_a_review_round_trips_through_json():
    found = review()
    again = IncidentReview.model_validate_json(found.model_dump_json())
    assert again == found
    assert str(again) == str(found)


def test_a_review_cannot_be_changed():
    with pytest.raises(Exception, match="frozen"):
        review().incidents = 7


def test_a_field_that_is_not_known_is_refused():
    with pytest.raises(ConfigurationError, match="this field is not known here"):
        IncidentReview.model_validate({**review().model_dump(), "extra": 1})


def test_a_review_shows_itself_as_text_and_as_html():
    assert str(review()).startswith("Incidents under policy 'test'")
    assert review()._repr_html_().startswith("<article>")
    assert review().to_html().startswith("<!DOCTYPE html>")
