"""What `python -m supportops review` does, from the files it is given to the report it prints."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from supportops.adapters.servicenow import IncidentTable, read_incident_table
from supportops.adapters.source import lines_of
from supportops.errors import DomainError
from supportops.report.inputs import policy_from, read_at
from supportops.report.progress import Track, bar_on
from supportops.report.review import last_event, reading_of, review_incidents
from supportops.report.review_models import IncidentReview
from supportops.tickets import EventTable

__all__ = ["PROXIES", "ReviewOptions", "run_review"]

PROXIES = {
    "first_response": "the log has no messages; the first assignee, or leaving New if that comes first, stands in for "
    "the answer",
}
"""The metrics that this log can only approach, and by what."""


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """The options of the command line, as they were typed."""

    file: str
    calendar: str | None = None
    policy: str | None = None
    at: str | None = None
    html: str | None = None
    json: str | None = None


def run_review(options: ReviewOptions) -> str:
    """Return the review as text, and write the page and the data if they were asked for.

    Raises:
        SupportOpsError: the log, a file or the instant cannot be used; the message has the place.
        OSError: a file cannot be read or written.
    """
    policy = policy_from(options.policy, options.calendar)
    at = None if options.at is None else read_at(options.at)
    outputs = [Path(path) for path in (options.html, options.json) if path is not None]
    for path in outputs:
        if not path.absolute().parent.is_dir():
            raise DomainError(f"{path} cannot be written: there is no folder {str(path.parent)!r}")
    track = bar_on(sys.stderr)
    log = _read(options.file, track)
    table = _complete(log)
    review = review_incidents(
        table,
        policy=policy,
        at=last_event(table) if at is None else at,
        facts=log.facts,
        proxies=PROXIES,
        reading=reading_of(log),
        track=track,
    )
    return "\n".join([str(review), *_written(review, options)])


def _read(file: str, track: Track) -> IncidentTable:
    return read_incident_table(track(lines_of(file), "reading lines"), name=file)


def _complete(log: IncidentTable) -> EventTable:
    """Return the incidents that lack no rows."""
    table = log.table
    whole = np.array([ticket not in log.incomplete for ticket in table.tickets], dtype=np.bool_)
    if not whole.any():
        first = next((f"; {note}" for note in log.actions if note.kind == "ambiguous"), "")
        raise DomainError(f"{log.name}: no incident can be read whole, so there is nothing to review{first}")
    return table.take(np.flatnonzero(whole))


def _written(review: IncidentReview, options: ReviewOptions) -> Iterator[str]:
    if options.html is not None:
        Path(options.html).write_text(review.to_html(), encoding="utf-8")
        yield f"\nThe page is in {options.html}."
    if options.json is not None:
        Path(options.json).write_text(review.model_dump_json(indent=1) + "\n", encoding="utf-8")
        yield f"\nAll data is in {options.json}."
