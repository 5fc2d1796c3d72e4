"""Work that can wait: the least capacity that meets every deadline, what is late under a given one, the backlog.

Deferred work has a deadline of hours or days, so no queue formula is needed: it is enough that in every span of time
the work that comes and is due inside it fits. `required_rate` says how much capacity that takes by slots,
`required_rate_for` on the open time of a calendar, `blend` beside live work. Each name is imported on first use.
"""

from typing import TYPE_CHECKING

from supportops._lazy import lazily

if TYPE_CHECKING:
    from supportops.capacity.deferred._slots import max_lateness, required_rate
    from supportops.capacity.deferred.backlog import BacklogPath, backlog_path, growth_streak, oldest_age
    from supportops.capacity.deferred.blending import BlendPlan, blend
    from supportops.capacity.deferred.by_calendar import Rate, required_rate_for
    from supportops.capacity.deferred.clearing import agents_to_clear, days_to_clear

__all__ = [
    "BacklogPath", "BlendPlan", "Rate", "agents_to_clear", "backlog_path", "blend", "days_to_clear", "growth_streak",
    "max_lateness", "oldest_age", "required_rate", "required_rate_for",
]  # fmt: skip

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "supportops.capacity.deferred._slots": "max_lateness required_rate",
            "supportops.capacity.deferred.backlog": "BacklogPath backlog_path growth_streak oldest_age",
            "supportops.capacity.deferred.blending": "BlendPlan blend",
            "supportops.capacity.deferred.by_calendar": "Rate required_rate_for",
            "supportops.capacity.deferred.clearing": "agents_to_clear days_to_clear",
        },
    )
