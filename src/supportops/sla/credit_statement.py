"""What is paid back for a period, line by line, as finance reads it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Literal

from pydantic import AwareDatetime

from supportops._model import Model
from supportops._shown import amount, html_table, markdown_table, percent, text_table
from supportops.durations import Duration
from supportops.sla.credit_terms import CreditTerms, Period

__all__ = ["CreditLine", "CreditRow", "CreditStatement"]


class CreditRow(Model):
    """One breach in the period. Instants are UTC.

    Attributes:
        ticket, metric, cycle: whose promise was broken.
        target: the promised open time.
        due: the deadline.
        breached_at: when the promised time ran out; this decides about the period.
        overdue: open time over the target, up to the stop or the evaluation.
        amount: what it earns; 0 under bands, where the attainment earns.
        reason: why it earns nothing; empty when it counts.
    """

    ticket: str
    metric: str
    cycle: int
    target: Duration | None
    due: AwareDatetime | None
    breached_at: AwareDatetime
    overdue: Duration
    amount: Decimal
    reason: str = ""


class CreditLine(Model):
    """An amount that is not that of a single breach.

    Attributes:
        kind: "attainment" for a band's credit, "cap" and "minimum" for what they take off.
        text: the line in words.
        amount: added to the total; negative where something is taken off.
    """

    kind: Literal["attainment", "cap", "minimum"]
    text: str
    amount: Decimal


class CreditStatement(Model):
    """What is paid back for a period.

    The amounts of `breaches` and `lines` sum to `total`, exactly.

    Attributes:
        terms, period, customer: what the statement is about; the customer may be "".
        breaches: what counts, by the instant of the breach.
        excluded: the breaches of the period that do not count, each with its reason.
        lines: everything else that is added or taken off.
        total: what is paid back, rounded once, half to even, to the currency's smallest coin.
        met, breached: what was decided in the period and counts: timers, or tickets where the terms say so.
        tickets: how many tickets these are.
        excluded_met: timers that were met in the period and do not count.
        exclusion_counts: for each of `terms.exclusions`, how many timers of the period it took out, breached and met;
            0 where it matched none. A timer that several match is counted with the first.
        as_of: the earliest instant at which any of the tickets was evaluated; None without tickets.
        is_final: whether every ticket was evaluated at the end of the period or later.
    """

    terms: CreditTerms
    period: Period
    customer: str
    breaches: tuple[CreditRow, ...]
    excluded: tuple[CreditRow, ...]
    lines: tuple[CreditLine, ...]
    total: Decimal
    met: int
    breached: int
    tickets: int
    excluded_met: int
    exclusion_counts: tuple[int, ...]
    as_of: AwareDatetime | None
    is_final: bool

    @property
    def attainment(self) -> float | None:
        """The share of what was decided in the period that was met; None when nothing was."""
        decided = self.met + self.breached
        return self.met / decided if decided else None

    @property
    def is_capped(self) -> bool:
        """Whether the cap took something off."""
        return any(line.kind == "cap" for line in self.lines)

    def to_markdown(self) -> str:
        """Return the statement as Markdown: what it is about, the amounts, and what does not count."""
        parts = [f"## {self._title()}", "\n".join(f"- {line}" for line in self._about())]
        parts.append(markdown_table(_HEAD, self._amounts(), right=_RIGHT))
        if self.excluded:
            parts += ["Not counted:", markdown_table(_OUT, self._left_out(), right=(2,))]
        if self.terms.exclusions:
            parts += ["Exclusions:", markdown_table(_RULES, self._rules(), right=(1,))]
        return "\n\n".join(parts)

    def to_csv(self) -> str:
        """Return the statement as CSV text, one row for each breach, each exclusion, each other line, and the total.

        Instants are ISO 8601 in UTC. A text that a spreadsheet would run as a formula gets an apostrophe in front.
        """
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_CSV)
        about = (self.terms.name, self.customer, _iso(self.period.start), _iso(self.period.end))
        writer.writerows([[*map(_inert, about), *row] for row in self._csv_rows()])
        return out.getvalue()

    def __str__(self) -> str:
        lines = [self._title(), *self._about(), ""]
        if self.breaches:
            rows = [(*_cells(row), str(row.amount)) for row in self.breaches]
            lines += [*text_table(_HEAD, rows, right=_RIGHT), ""]
        lines += text_table(("", "amount"), self._sums(), right=(1,))
        if self.excluded:
            lines += ["", "Not counted:", *text_table(_OUT, self._left_out(), right=(2,))]
        if self.terms.exclusions:
            lines += ["", "Exclusions:", *text_table(_RULES, self._rules(), right=(1,))]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        title = f"{self._title()}. {'. '.join(self._about())}."
        left_out = html_table("Not counted", _OUT, self._left_out()) if self.excluded else ""
        rules = html_table("Exclusions", _RULES, self._rules()) if self.terms.exclusions else ""
        return html_table(title, _HEAD, self._amounts()) + left_out + rules

    def _title(self) -> str:
        return f"SLA credit: {', '.join(part for part in (self.terms.name, self.customer, str(self.period)) if part)}"

    def _about(self) -> list[str]:
        state = "" if self.is_final else ", provisional: the period was not over for all tickets"
        return [
            f"Period {_iso(self.period.start)} to {_iso(self.period.end)}, the end not in it",
            f"Evaluated at {'-' if self.as_of is None else _iso(self.as_of)}{state}",
            f"Terms: {self.terms}",
            f"Decided in the period, in {self.terms.unit}s: {self.met} met, {self.breached} breached; "
            f"attainment {percent(self.attainment)}; tickets: {self.tickets}; "
            f"not counted: {self.excluded_met} met, {len(self.excluded)} breached",
        ]

    def _amounts(self) -> Iterator[tuple[str, ...]]:
        for row in self.breaches:
            yield (*_cells(row), str(row.amount))
        for text, amount_text in self._sums():
            yield (text, *[""] * (len(_HEAD) - 2), amount_text)

    def _sums(self) -> list[tuple[str, str]]:
        total = (f"Total credit, {self.terms.currency}", str(self.total))
        return [*((line.text, str(line.amount)) for line in self.lines), total]

    def _left_out(self) -> list[tuple[str, ...]]:
        return [(row.ticket, row.metric, str(row.cycle), _shown(row.breached_at), row.reason) for row in self.excluded]

    def _rules(self) -> list[tuple[str, str]]:
        counts = zip(self.terms.exclusions, self.exclusion_counts, strict=True)
        return [(str(exclusion), str(count)) for exclusion, count in counts]

    def _csv_rows(self) -> Iterator[tuple[object, ...]]:
        currency, blank = self.terms.currency, [""] * 7
        for kind, rows in (("breach", self.breaches), ("not_counted", self.excluded)):
            for row in rows:
                texts = (_inert(row.ticket), _inert(row.metric), row.cycle, amount(row.target))
                instants = ("" if row.due is None else _iso(row.due), _iso(row.breached_at), amount(row.overdue))
                yield (kind, *texts, *instants, row.amount, currency, _inert(row.reason))
        for exclusion, count in self._rules():
            yield ("exclusion", *blank, self.terms.money(0), currency, _inert(f"{exclusion}: timers {count}"))
        for line in self.lines:
            yield (line.kind, *blank, line.amount, currency, _inert(line.text))
        yield ("total", *blank, self.total, currency, "")


_HEAD = ("ticket", "metric", "cycle", "target", "due (UTC)", "breached at (UTC)", "overdue", "amount")
_OUT = ("ticket", "metric", "cycle", "breached at (UTC)", "why")
_RULES = ("exclusion", "timers")
_RIGHT = (2, 7)
_CSV = (
    "contract", "customer", "period_start", "period_end", "kind", "ticket", "metric", "cycle", "target", "due",
    "breached_at", "overdue", "amount", "currency", "note",
)  # fmt: skip


def _cells(row: CreditRow) -> tuple[str, ...]:
    dates = (_shown(row.due), _shown(row.breached_at))
    return (row.ticket, row.metric, str(row.cycle), amount(row.target), *dates, amount(row.overdue))


def _shown(at: datetime | None) -> str:
    return "-" if at is None else f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
