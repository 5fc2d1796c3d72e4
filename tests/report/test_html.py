import re
from html.parser import HTMLParser

from tests.report.cases import march, ticket
from tests.report.test_review import review

from supportops.adapters.servicenow import IncidentFacts

VOID = {"meta"}


class Checker(HTMLParser):
    """Holds every opened tag against its end, and keeps what may point elsewhere."""

    def __init__(self):
        super().__init__()
        self.open, self.faults, self.tags, self.links = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "xlink:href", "srcset", "action")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def checked(page):
    checker = Checker()
    checker.feed(page)
    checker.close()
    return checker


def test_the_page_is_well_formed():
    checker = checked(review().to_html())
    assert (checker.open, checker.faults) == ([], [])
    assert checker.tags.count("svg") == 3
    assert checker.tags.count("h1") == 1


def test_the_page_needs_nothing_else():
    page = review().to_html()
    assert checked(page).links == []
    assert not re.search(r"https?:|url\(|@import|<script|<link", page)
    assert "default-src 'none'" in page


def test_what_the_log_says_is_escaped():
    nasty = ticket('<script>alert("1")</script>', march(2))
    page = review([nasty]).to_html()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert checked(page).faults == []


def test_every_chart_has_a_title_and_a_description():
    page = review().to_html()
    for title in (
        "Attainment by priority",
        "Incidents by calendar time to resolve",
        "Open incidents at the end of each week",
    ):
        assert f">{title}</title><desc" in page


def test_the_page_has_the_sections_of_the_text():
    told = {"LATE": IncidentFacts(ticket_id="LATE", line=1, rows=1, made_sla=True)}
    found = review(facts=told)
    titles = re.findall(r"<h2>(.*?)</h2>", found.to_html())
    assert titles == [
        "Promises kept", "Against the log&#x27;s own flag", "Time to resolve", "Paused", "What if", "Largest breaches",
        "Reopened", "Backlog by week",
    ]  # fmt: skip


def test_the_thin_end_of_the_backlog_is_drawn_faint():
    early = [ticket(f"A{n}", march(2)) for n in range(11)]
    page = review([*early, ticket("B", march(24))]).to_html()
    assert 'class="faint" points' in page
    assert "From 2026-03-09 on it is an artefact: the log ends." in page


def test_the_body_alone_is_an_article():
    body = review()._repr_html_()
    assert body.startswith("<article>")
    assert checked(body).faults == []
