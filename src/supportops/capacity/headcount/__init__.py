"""New agents: how soon they are of use, how many leave, when to open a role, and a plan by the month.

Start with `plan`: a number of agents needed in each month gives the hires, with the last safe date to open each role.
"""

from typing import TYPE_CHECKING

from supportops._lazy import lazily

if TYPE_CHECKING:
    from supportops.capacity.headcount._attrition import monthly_attrition, remaining
    from supportops.capacity.headcount._hiring_plan import HiringPlan
    from supportops.capacity.headcount._lead_time import LEAD_TIMES, open_role_by
    from supportops.capacity.headcount._planning import plan
    from supportops.capacity.headcount._ramp import RAMP, effective, productivity

__all__ = [
    "LEAD_TIMES", "RAMP", "HiringPlan", "effective", "monthly_attrition", "open_role_by", "plan", "productivity",
    "remaining",
]  # fmt: skip

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "supportops.capacity.headcount._attrition": "monthly_attrition remaining",
            "supportops.capacity.headcount._hiring_plan": "HiringPlan",
            "supportops.capacity.headcount._lead_time": "LEAD_TIMES open_role_by",
            "supportops.capacity.headcount._planning": "plan",
            "supportops.capacity.headcount._ramp": "RAMP effective productivity",
        },
    )
