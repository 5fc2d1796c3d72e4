"""The part of a review that holds our verdict against the log's own flag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.durations import Duration

__all__ = ["Agreement", "Disagreement", "FlagRow", "Replay"]

Targets = Annotated[Mapping[str, Duration | None], AfterValidator(FrozenMap)]


class FlagRow(Model):
    """Our verdict against the log's flag, for one priority or for "all"."""

    priority: str
    both_made: int
    both_missed: int
    only_log_made: int
    only_ours_made: int


class Replay(Model):
    """The same incidents measured in another way.

    Attributes:
        name, change: what it is called, and what was changed.
        made: share of the compared incidents that keep the promise then.
        agreement: share on which the replay and the log's flag agree.
        gained: disagreements that become agreements.
        lost: agreements that become disagreements.
        fitted_agreement: the share with the targets that agree most, chosen for each priority.
        fitted_targets: those targets in open time; None where no target agrees better than missing all.
    """

    name: str
    change: str
    made: float
    agreement: float
    gained: int
    lost: int
    fitted_agreement: float
    fitted_targets: Targets


class Disagreement(Model):
    """An incident on which we and the log's flag differ, and the replays that alone would make us agree.

    Only replays that agree more often than the policy as it is are named, and the best one with fitted targets.
    """

    ticket_id: str
    priority: str
    ours: str
    log: str
    explained_by: tuple[str, ...]


class Agreement(Model):
    """Our resolution verdict against the log's own flag.

    Attributes:
        made, total, share: incidents whose flag says made, of those that are closed at the review's instant.
        compared: those of them that the policy decides.
        agreed: of these, how often we agree.
        table: by priority, then for all.
        replays: the policy as it is, and changed in one choice at a time.
        closing_lag: median wall time from resolution to closing.
        disagreements: every incident on which we differ.
    """

    made: int
    total: int
    share: float
    compared: int
    agreed: int
    table: tuple[FlagRow, ...]
    replays: tuple[Replay, ...]
    closing_lag: Duration | None
    disagreements: tuple[Disagreement, ...]
