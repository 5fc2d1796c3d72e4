"""A review as titled sections of sentences and tables, the same for text and for HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supportops.report.agreement_words import agreement_section
from supportops.report.amounts import between, capital, hours, many, moment, percent
from supportops.report.review_models import Alternative, IncidentReview, Percentiles, Reading, Week
from supportops.report.section import Section, Table

__all__ = ["head_of", "sections_of"]

_REASONS = {"resolved": "resolved, until reopened"}


def head_of(review: IncidentReview) -> str:
    """Return what was measured against what, as of when."""
    name = "Incidents" if review.reading is None else f"Review of {review.reading.name}"
    return (
        f"{name} under policy '{review.policy_name}' ({review.calendar}), "
        f"as of {moment(review.at)} {review.at.tzname()}"
    )


def sections_of(review: IncidentReview) -> tuple[Section, ...]:
    """Return the sections in the order of the page."""
    found = [
        None if review.reading is None else _reading(review.reading),
        _attainment(review),
        None if review.agreement is None else agreement_section(review.agreement),
        _resolve_times(review),
        _paused(review),
        None if review.what_if is None else _what_if(review, review.what_if),
        _breaches(review),
        _reopened(review),
        _backlog(review),
    ]
    return tuple(section for section in found if section is not None)


def _reading(reading: Reading) -> Section:
    lines = [
        f"{many(reading.rows_read, 'row')} read: {reading.rows_used:,} used, {reading.rows_set_aside:,} set aside. "
        f"{many(reading.incidents, 'incident')}."
    ]
    if reading.set_aside:
        lines.append(f"Set aside whole, since a row cannot be read: {_some(reading.set_aside)}.")
    if reading.incomplete:
        lines.append(f"Left out, since rows of them stand elsewhere in the file: {_some(reading.incomplete)}.")
    rows = [(c.kind, c.code.replace("_", " "), f"{c.count:,}", c.example) for c in reading.counts]
    if not rows:
        return Section("Rows", (*lines, "Nothing had to be repaired, ignored or guessed."))
    after = f"Each of these {len(reading.notes):,} rows is named in the file of --json, under reading.notes."
    return Section("Rows", tuple(lines), Table(("kind", "what", "rows", "the first"), tuple(rows), "llrl"), (after,))


def _attainment(review: IncidentReview) -> Section:
    lines = [f"{many(review.incidents, 'incident')}. Attainment is met / (met + breached), with its interval (Wilson)."]
    if review.later:
        lines.append(f"Opened later and left out: {many(review.later, 'incident')}.")
    lines += [f"{capital(review.labels[metric])}: {text}." for metric, text in review.proxies.items()]
    rows = [
        (
            review.labels[row.metric], row.priority, f"{row.met:,}", f"{row.breached:,}", f"{row.undecided:,}",
            f"{row.cancelled:,}", f"{row.not_applicable:,}", percent(row.attainment), between(row.interval),
        )
        for row in review.attainment
    ]  # fmt: skip
    head = ("metric", "priority", "met", "breached", "undecided", "cancelled", "no target", "attainment", "95 %")
    return Section("Promises kept", tuple(lines), Table(head, tuple(rows), "llrrrrrrr"), chart="attainment")


def _resolve_times(review: IncidentReview) -> Section:
    times = review.resolve_times
    kinds: list[tuple[str, Percentiles | None]] = [
        ("calendar time", times.calendar_time),
        ("open time of the desk", times.open_time),
        ("counted: open and not paused", times.counted),
    ]
    rows = tuple((name, f"{p.n:,}", hours(p.p50), hours(p.p90), hours(p.p95)) for name, p in kinds if p is not None)
    lines = ["From opening to the last resolution; each figure is a time that occurred (nearest rank)."]
    if times.unresolved:
        lines.append(f"Not resolved, and in none of the figures: {many(times.unresolved, 'incident')}.")
    table = Table(("time to resolve", "incidents", "p50", "p90", "p95"), rows, "lrrrr")
    return Section("Time to resolve", tuple(lines), table, chart="resolve_times")


def _paused(review: IncidentReview) -> Section | None:
    paused = review.paused
    if paused is None:
        return None
    line = (
        f"{percent(paused.share)} of the resolution clocks' open time was paused: {hours(paused.paused)} beside "
        f"{hours(paused.counted)} counted, in {many(paused.incidents, 'incident')}."
    )
    rows = tuple((_REASONS.get(reason, reason), hours(amount)) for reason, amount in paused.by_reason.items())
    return Section("Paused", (line,), Table(("reason", "open time"), rows, "lr") if rows else None)


def _what_if(review: IncidentReview, what_if: Alternative) -> Section:
    ways = ", ".join(f"{way} {count:,}" for way, count in what_if.changed.items()) or "none"
    line = (
        f"If {what_if.name} ({what_if.change}), {len(what_if.tickets):,} of {many(review.incidents, 'incident')} "
        f"end otherwise: {ways}. Attainment of {what_if.metric}: {percent(what_if.attainment)} "
        f"(95 %: {between(what_if.interval)})."
    )
    return Section("What if", (line,))


def _breaches(review: IncidentReview) -> Section:
    if not review.breaches:
        return Section("Largest breaches", ("No target was breached.",))
    lines = [
        f"{number:>2}. {breach.ticket_id} {breach.explanation}"
        for number, breach in enumerate(review.breaches, start=1)
    ]
    return Section("Largest breaches", tuple(lines))


def _reopened(review: IncidentReview) -> Section:
    reopened = review.reopened
    times = ", ".join(f"{_times(n)} {count:,}" for n, count in reopened.by_times.items())
    line = f"{many(reopened.incidents, 'incident')} ({percent(reopened.share)})" + (f": {times}." if times else ".")
    if not reopened.flagged:
        return Section("Reopened", (line,))
    same = f"The log's own count is the same for {reopened.same_in_log:,} of {reopened.flagged:,} closed incidents."
    return Section("Reopened", (line, same))


def _backlog(review: IncidentReview) -> Section:
    backlog = review.backlog
    shown = [week for week in backlog.weeks if backlog.thin_from is None or week.start < backlog.thin_from]
    rows = tuple(_week_row(week) for week in shown)
    table = Table(("week of", "opened", "resolved", "reopened", "open at its end"), rows, "lrrrr")
    lines = ("Weeks from Monday on. What was open before the log begins is not in it.",)
    after = () if backlog.thin_from is None else (_thin(backlog.weeks[len(shown) :], backlog.thin_from),)
    return Section("Backlog by week", lines, table, after, chart="backlog")


def _week_row(week: Week) -> tuple[str, ...]:
    return (str(week.start), f"{week.opened:,}", f"{week.resolved:,}", f"{week.reopened:,}", f"{week.open_at_end:,}")


def _thin(weeks: Sequence[Week], start: date) -> str:
    opened, length = sum(week.opened for week in weeks), many(len(weeks), "week")
    return (
        f"From {start} on the log holds hardly any new incidents ({opened:,} in {length}). The backlog then falls to "
        f"{weeks[-1].open_at_end:,} because the log ends: an artefact, not a trend."
    )


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def _some(names: Sequence[str], most: int = 10) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
