"""What a review says about the log's own flag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from supportops.report.agreement_models import Agreement, Replay
from supportops.report.amounts import hours, many, percent
from supportops.report.section import Section, Table

__all__ = ["agreement_section"]


def agreement_section(agreement: Agreement) -> Section:
    """Return the section that compares our resolution verdict with the flag `made_sla`."""
    lines = (
        f"The log's own flag made_sla says made for {percent(agreement.share)} of the closed "
        f"incidents ({agreement.made:,} of {agreement.total:,}).",
        f"Our resolution verdict is the same for {agreement.agreed:,} of {agreement.compared:,} decided ones "
        f"({percent(agreement.agreed / agreement.compared)}).",
    )
    rows = tuple(
        (r.priority, f"{r.both_made:,}", f"{r.both_missed:,}", f"{r.only_log_made:,}", f"{r.only_ours_made:,}")
        for r in agreement.table
    )
    head = ("priority", "both: made", "both: missed", "only the log: made", "only we: made")
    table = Table(head, rows, "lrrrr")
    after = ("The same incidents, with one choice of the policy changed at a time:",)
    return Section("Against the log's own flag", lines, table, after, _replays(agreement), tuple(_closing(agreement)))


def _replays(agreement: Agreement) -> Table:
    rows = tuple(
        (
            replay.name, replay.change, percent(replay.made), percent(replay.agreement),
            f"+{replay.gained:,} -{replay.lost:,}", percent(replay.fitted_agreement),
        )
        for replay in agreement.replays
    )  # fmt: skip
    head = ("replay", "what differs", "made", "agree", "won, lost", "fitted")
    return Table(head, rows, "llrrrr")


def _closing(agreement: Agreement) -> Iterator[str]:
    yield "Fitted: with the target for each priority that agrees most with the flag."
    best = max(agreement.replays, key=lambda replay: replay.fitted_agreement)
    yield (
        f"Nearest to the flag: {best.name} ({best.change}), {percent(best.fitted_agreement)} with the targets "
        f"{_fitted(best)}."
    )
    if best.name.startswith("to the closing"):
        yield (
            f"So the flag seems to count until an incident is closed, not until it is resolved; half of them are "
            f"closed {hours(agreement.closing_lag)} or more after they were resolved."
        )
    if agreement.disagreements:
        yield _explained(agreement)


def _fitted(replay: Replay) -> str:
    return ", ".join(
        f"{priority} {'none: all missed' if amount is None else hours(amount)}"
        for priority, amount in replay.fitted_targets.items()
    )


def _explained(agreement: Agreement) -> str:
    counts = Counter(name for item in agreement.disagreements for name in item.explained_by)
    alone = ", ".join(f"{name} {count:,}" for name, count in counts.most_common())
    none = sum(not item.explained_by for item in agreement.disagreements)
    return (
        f"We differ on {many(len(agreement.disagreements), 'incident')}. One change alone makes us agree on: "
        f"{alone or 'none'}. None of these explains {none:,}."
    )
