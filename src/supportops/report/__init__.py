"""Results for people: the review of an incident log, and the SLA document of a policy.

`review_incidents(...)` measures histories against a policy; `str(review)` is the report as text, `review.to_html()`
as a page, `review.model_dump_json()` all of it.
"""

from supportops.report.review import last_event, reading_of, review_incidents
from supportops.report.review_models import IncidentReview, Reading
from supportops.report.sla_document import SlaDocument, SlaSection, sla_document

__all__ = [
    "IncidentReview",
    "Reading",
    "SlaDocument",
    "SlaSection",
    "last_event",
    "reading_of",
    "review_incidents",
    "sla_document",
]
