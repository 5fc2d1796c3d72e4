"""Our verdict against the flag that the log itself carries, and what explains the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from supportops.adapters.servicenow import IncidentFacts
from supportops.report.agreement_models import Agreement, Disagreement, FlagRow, Replay
from supportops.report.attainment import ALL, priorities_of
from supportops.report.progress import Track
from supportops.report.replays import Flags, Variant, fitted, outcomes, variants
from supportops.report.resolve_times import percentiles
from supportops.report.standing import Standing
from supportops.sla import SlaPolicy

__all__ = ["agreement_of"]

_DECIDED = ("met", "breached")


def agreement_of(
    standings: Sequence[Standing],
    facts: Mapping[str, IncidentFacts],
    policy: SlaPolicy,
    *,
    at: datetime,
    track: Track,
) -> Agreement | None:
    """Return how our resolution verdict compares with the flag; None without flags or without such a verdict.

    The flag is the last word of the log, so only incidents that are closed at the review's instant have one.
    """
    flagged = [
        (standing, fact.made_sla)
        for standing in standings
        if standing.course.closed is not None
        and (fact := facts.get(standing.course.ticket_id)) is not None
        and fact.made_sla is not None
    ]
    compared = [(standing, flag) for standing, flag in flagged if _is_decided(standing)]
    if not compared:
        return None
    comparison = _Comparison([standing for standing, _ in compared], [flag for _, flag in compared])
    runs = [_run(comparison, variant, at, track) for variant in variants(policy)]
    made = sum(flag for _, flag in flagged)
    return Agreement(
        made=made,
        total=len(flagged),
        share=made / len(flagged),
        compared=len(compared),
        agreed=int((comparison.ours == comparison.made).sum()),
        table=_table(comparison, policy),
        replays=tuple(run.replay for run in runs),
        closing_lag=_closing_lag(comparison.standings),
        disagreements=_disagreements(comparison, runs),
    )


class _Comparison:
    """The incidents that can be compared, their flags and our verdicts, place by place."""

    def __init__(self, standings: Sequence[Standing], made: Sequence[bool]) -> None:
        self.standings = standings
        self.priorities = [standing.course.priority for standing in standings]
        self.made: Flags = np.array(made)
        self.ours: Flags = np.array([standing.tallies["resolution"].outcome == "met" for standing in standings])


@dataclass(frozen=True, slots=True)
class _Run:
    replay: Replay
    agrees: Flags
    agrees_fitted: Flags


def _is_decided(standing: Standing) -> bool:
    tally = standing.tallies.get("resolution")
    return tally is not None and tally.outcome in _DECIDED


def _run(comparison: _Comparison, variant: Variant, at: datetime, track: Track) -> _Run:
    met, counted = outcomes(variant, comparison.standings, at=at, track=track)
    verdicts, targets = fitted(counted, comparison.made, comparison.priorities)
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
    of = np.array(comparison.priorities)
    masks = [(label, of == label) for label in priorities_of(comparison.standings, policy)]
    masks.append((ALL, np.ones(len(of), dtype=np.bool_)))
    return tuple(_flag_row(label, comparison.ours[mask], comparison.made[mask]) for label, mask in masks)


def _flag_row(label: str, ours: npt.NDArray[np.bool_], made: npt.NDArray[np.bool_]) -> FlagRow:
    return FlagRow(
        priority=label,
        both_made=int((ours & made).sum()),
        both_missed=int((~ours & ~made).sum()),
        only_log_made=int((~ours & made).sum()),
        only_ours_made=int((ours & ~made).sum()),
    )


def _closing_lag(standings: Sequence[Standing]) -> timedelta | None:
    lags = [
        standing.course.closed - standing.course.resolved
        for standing in standings
        if standing.course.closed is not None and standing.course.resolved is not None
    ]
    return percentiles(np.array(lags, dtype=np.int64)).p50


def _disagreements(comparison: _Comparison, runs: Sequence[_Run]) -> tuple[Disagreement, ...]:
    best = max(runs, key=lambda run: run.replay.fitted_agreement)
    # A change that breaks more than it mends explains nothing.
    explanations = [(run.replay.name, run.agrees) for run in runs if run.replay.gained > run.replay.lost]
    explanations.append((f"{best.replay.name}, targets fitted", best.agrees_fitted))
    return tuple(
        Disagreement(
            ticket_id=standing.course.ticket_id,
            priority=standing.course.priority,
            ours="met" if ours else "breached",
            log="made" if made else "missed",
            explained_by=tuple(name for name, agrees in explanations if agrees[index]),
        )
        for index, (standing, ours, made) in enumerate(
            zip(comparison.standings, comparison.ours, comparison.made, strict=True)
        )
        if ours != made
    )
