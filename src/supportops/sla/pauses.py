"""When a timer stands still although its calendar is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from pydantic import model_validator

from supportops._model import Model
from supportops.durations import Duration

__all__ = ["PauseRule", "read_pauses"]


class PauseRule(Model):
    """What pauses which metrics.

    A rule pauses while any of its sources holds:

    - `statuses`: the ticket is in one of these statuses (a category, or a helpdesk's own name). With `reasons`, only
      when the status was entered with one of them; with `after_follow_ups`, only from that many follow-ups on.
    - `explicit`: a `Paused` event is open. With `reasons`, only those reasons.
    - `after_follow_ups` without `statuses`: from the nth public human agent message since the requester's last
      word until the requester answers. Internal notes and bots do not count.
    - `reasons` alone: the present status, whatever it is, was entered with one of them.

    Args:
        metrics: the metrics it pauses.
        cap: open time, cumulative over the timer; past it the clock runs on. None: no cap.

    Source: Support Operations skill pack, SLA exception handling (two follow-ups to a silent customer).

    Example:
        >>> PauseRule(("resolution",), statuses=("pending",), reasons=("customer",), cap="40h").cap
        datetime.timedelta(days=1, seconds=57600)
    """

    metrics: tuple[str, ...]
    statuses: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    explicit: bool = False
    after_follow_ups: int | None = None
    cap: Duration | None = None

    def __init__(
        self,
        metrics: Sequence[str],
        *,
        statuses: Sequence[str] = (),
        reasons: Sequence[str] = (),
        explicit: bool = False,
        after_follow_ups: int | None = None,
        cap: str | timedelta | None = None,
    ) -> None:
        super().__init__(
            metrics=metrics, statuses=statuses, reasons=reasons, explicit=explicit,
            after_follow_ups=after_follow_ups, cap=cap,
        )  # fmt: skip

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="after")
    def _check(self) -> PauseRule:
        faults = [] if self.metrics else ["metrics is empty, so it pauses nothing; name a metric such as 'resolution'"]
        if not (self.statuses or self.reasons or self.explicit or self.after_follow_ups):
            faults.append("nothing can start this pause; give statuses, reasons, explicit=True or after_follow_ups")
        if self.after_follow_ups is not None and self.after_follow_ups < 1:
            faults.append(f"after_follow_ups is at least 1, got {self.after_follow_ups!r}")
        if self.cap is not None and self.cap <= timedelta(0):
            faults.append(f"cap is more than 0, got {self.cap!r}; leave the rule out to pause nothing")
        if faults:
            raise ValueError("; ".join(faults))
        return self


def read_pauses(given: Any) -> Any:  # noqa: ANN401 - raw input
    """Return the short form, statuses by metric, as rules that honour explicit pauses too; others as given."""
    if not isinstance(given, Mapping):
        return given
    return tuple(
        {
            "metrics": (metric,),
            "statuses": (statuses,) if isinstance(statuses, str) else statuses,
            "explicit": True,
        }
        for metric, statuses in given.items()
    )
