import json

import pytest
from tests.adapters.servicenow.logs import HEADER, row

from supportops.errors import ConfigurationError, DomainError
from supportops.report import IncidentReview
from supportops.report.command import ReviewOptions, run_review


def log(tmp_path, *rows):
    path = tmp_path / "log.csv"
    path.write_text("\n".join([HEADER, *rows]))
    return str(path)


CLOSED = row(incident_state="Closed", sys_updated_at="2016-03-05T12:00", assigned_to="R", made_sla="false")


def test_a_log_is_reviewed_as_of_its_last_event(tmp_path):
    text = run_review(ReviewOptions(log(tmp_path, row(assigned_to="R"), CLOSED)))
    assert "as of Sat 2016-03-05 12:00 UTC" in " ".join(text.split())
    assert "first response (proxy)" in text
    assert "made_sla says made for 0.00 %" in text


def test_the_instant_is_an_option(tmp_path):
    path = log(tmp_path, row(), CLOSED)
    text = run_review(ReviewOptions(path, at="2016-03-01T12:00+01:00"))
    assert "as of Tue 2016-03-01 12:00 UTC+01:00" in " ".join(text.split())


def test_the_page_and_the_data_are_written(tmp_path):
    html, data = tmp_path / "out.html", tmp_path / "out.json"
    path = log(tmp_path, row(), CLOSED, row(number="INC2", priority="x"))
    text = run_review(ReviewOptions(path, html=str(html), json=str(data)))
    review = IncidentReview.model_validate_json(data.read_text())
    assert text == f"{review}\n\nThe page is in {html}.\n\nAll data is in {data}."
    assert html.read_text() == review.to_html()
    assert json.loads(data.read_text())["reading"]["notes"][-1]["code"] == "unknown_priority"


def test_an_output_in_no_folder_is_refused_before_the_work(tmp_path):
    with pytest.raises(DomainError, match="cannot be written: there is no folder"):
        run_review(ReviewOptions("not there.csv", html=str(tmp_path / "none" / "out.html")))


def test_faults_of_the_policy_come_before_the_log(tmp_path):
    policy = tmp_path / "policy.json"
    policy.write_text("{}")
    with pytest.raises(ConfigurationError, match=r"policy.json: targets: Field required"):
        run_review(ReviewOptions("not there.csv", policy=str(policy)))


def test_an_incident_whose_rows_are_scattered_is_left_out(tmp_path):
    path = log(tmp_path, row(assigned_to="R"), row(number="INC2", assigned_to="R"), row(assigned_to="R"))
    text = run_review(ReviewOptions(path))
    assert "Left out, since rows of them stand elsewhere in the file: INC1." in text
    assert "1 incident. Attainment" in text


def test_a_log_of_which_nothing_can_be_read_is_refused_with_the_first_reason(tmp_path):
    path = log(tmp_path, row(priority="x"))
    with pytest.raises(
        DomainError, match=r"nothing to review; line 2, INC1: column 'priority': 'x' is no known priority"
    ):
        run_review(ReviewOptions(path))
    blank = log(tmp_path, row(), row(number="INC2"), row(), row(number="INC2"))
    with pytest.raises(DomainError, match="no incident can be read whole"):
        run_review(ReviewOptions(blank))
