"""Our verdict against the flag that the log itself carries, and what explains the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from supportops.report.agreement_models import Agreement, Disagreement, FlagRow, Replay
from supportops.report.attainment import ALL, priorities_of
from supportops.report.course import NEVER
from supportops.report.progress import Track
from supportops.report.replays import Flags, Variant, fitted, outcomes, variants
from supportops.report.resolve_times import percentiles
from supportops.report.standing import OUTCOMES, Standings
from supportops.report.told import Told
from supportops.sla import SlaPolicy

__all__ = ["agreement_of"]


def agreement_of(standings: Standings, told: Told, policy: SlaPolicy, *, track: Track) -> Agreement | None:
    """Return how our resolution verdict compares with the flag; None without flags or without such a verdict.

    The flag is the last word of the log, so only incidents that are closed at the review's instant have one.
    """
    is_flagged = told.is_flagged & (standings.courses.closed != NEVER)
    tallies = standings.tallies.get("resolution")
    if tallies is None or not (is_flagged & tallies.is_decided).any():
        return None
    comparison = _Comparison(standings, told, np.flatnonzero(is_flagged & tallies.is_decided))
    runs = [_run(comparison, variant) for variant in track(tuple(variants(policy)), "replaying")]
    made, total = int(told.made[is_flagged].sum()), int(is_flagged.sum())
    return Agreement(
        made=made,
        total=total,
        share=made / total,
        compared=len(comparison.made),
        agreed=int((comparison.ours == comparison.made).sum()),
        table=_table(comparison, policy),
        replays=tuple(run.replay for run in runs),
        closing_lag=_closing_lag(standings, comparison.numbers),
        disagreements=_disagreements(comparison, runs),
    )


class _Comparison:
    """The incidents that can be compared, by their numbers; their flags and our verdicts, place by place."""

    def __init__(self, standings: Standings, told: Told, numbers: npt.NDArray[np.intp]) -> None:
        self.standings, self.numbers = standings, numbers
        self.priority = standings.courses.priority.take(numbers)
        self.made: Flags = told.made[numbers]
        self.ours: Flags = standings.tallies["resolution"].ended("met")[numbers]


@dataclass(frozen=True, slots=True)
class _Run:
    replay: Replay
    agrees: Flags
    agrees_fitted: Flags


def _run(comparison: _Comparison, variant: Variant) -> _Run:
    outcome, counted = outcomes(variant, comparison.standings)
    met = outcome[comparison.numbers] == OUTCOMES.index("met")
    verdicts, targets = fitted(counted[comparison.numbers], comparison.made, comparison.priority)
    agrees, agreed = met == comparison.made, comparison.ours == comparison.made
    agrees_fitted = verdicts == comparison.made
    replay = Replay(
        name=variant.name,
        change=variant.change,
        made=float(met.mean()),
        agreement=float(agrees.mean()),
        gained=int((agrees & ~agreed).sum()),
        lost=int((agreed & ~agrees).sum()),
        fitted_agreement=float(agrees_fitted.mean()),
        fitted_targets=targets,
    )
    return _Run(replay, agrees, agrees_fitted)


def _table(comparison: _Comparison, policy: SlaPolicy) -> tuple[FlagRow, ...]:
    priority = comparison.priority
    masks = [(label, priority == label) for label in priorities_of(priority, policy)]
    masks.append((ALL, np.ones(len(priority), dtype=np.bool_)))
    return tuple(_flag_row(label, comparison.ours[mask], comparison.made[mask]) for label, mask in masks)


def _flag_row(label: str, ours: npt.NDArray[np.bool_], made: npt.NDArray[np.bool_]) -> FlagRow:
    return FlagRow(
        priority=label,
        both_made=int((ours & made).sum()),
        both_missed=int((~ours & ~made).sum()),
        only_log_made=int((~ours & made).sum()),
        only_ours_made=int((ours & ~made).sum()),
    )


def _closing_lag(standings: Standings, numbers: npt.NDArray[np.intp]) -> timedelta | None:
    closed, resolved = standings.courses.closed[numbers], standings.courses.resolved[numbers]
    return percentiles((closed - resolved)[(closed != NEVER) & (resolved != NEVER)]).p50


def _disagreements(comparison: _Comparison, runs: Sequence[_Run]) -> tuple[Disagreement, ...]:
    best = max(runs, key=lambda run: run.replay.fitted_agreement)
    # A change that breaks more than it mends explains nothing.
    explanations = [(run.replay.name, run.agrees) for run in runs if run.replay.gained > run.replay.lost]
    explanations.append((f"{best.replay.name}, targets fitted", best.agrees_fitted))
    ours, made, tickets = comparison.ours, comparison.made, comparison.standings.courses.tickets
    return tuple(
        Disagreement(
            ticket_id=tickets[comparison.numbers[place]],
            priority=str(comparison.priority[place]),
            ours="met" if ours[place] else "breached",
            log="made" if made[place] else "missed",
            explained_by=tuple(name for name, agrees in explanations if agrees[place]),
        )
        for place in np.flatnonzero(ours != made).tolist()
    )
