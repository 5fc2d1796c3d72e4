"""Impact and urgency to priority, as three service desks come with it. All three can be changed by their users.

Priorities are numbers in all of them, counted down in ServiceNow and iTop and up in GLPI; here they are labels with
a rank, worst first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supportops.triage.matrix import Matrix
from supportops.vocabulary import Scale

__all__ = ["GLPI", "ITOP", "SERVICENOW"]


def _cells(urgencies: Iterable[str], rows: Mapping[str, str]) -> dict[str, dict[str, str]]:
    columns = tuple(urgencies)
    return {impact: dict(zip(columns, answers.split(), strict=True)) for impact, answers in rows.items()}


_THREE = {"high": "1 - High", "medium": "2 - Medium", "low": "3 - Low"}
_FIVE = {"very_high": "Very high", "high": "High", "medium": "Medium", "low": "Low", "very_low": "Very low"}
_FOUR = {"critical": "Critical", "high": "High", "medium": "Medium", "low": "Low"}
_REACH = {"department": "A department", "service": "A service", "person": "A person"}
_ANSWERS = {
    "critical": "1 - Critical",
    "high": "2 - High",
    "moderate": "3 - Moderate",
    "low": "4 - Low",
    "planning": "5 - Planning",
}

SERVICENOW = Matrix(
    name="ServiceNow priority lookup",
    rows=Scale(*_THREE, name="impact", titles=_THREE),
    columns=Scale(*_THREE, name="urgency", titles=_THREE),
    cells=_cells(
        _THREE,
        {
            "high": "critical high moderate",
            "medium": "high moderate low",
            "low": "moderate low planning",
        },
    ),
    scale=Scale(*_ANSWERS, name="priority", titles=_ANSWERS),
)
"""The priority of incidents in a new ServiceNow instance.

Source: ServiceNow community blog, Managing incident priority, by an employee of the vendor, which prints all nine
rules; the vendor's documentation has the same ones for problems. Certain.

Example:
    >>> SERVICENOW["high", "medium"], SERVICENOW.scale.title(SERVICENOW["low", "low"])
    ('high', '5 - Planning')
"""

GLPI = Matrix(
    name="GLPI priority matrix",
    rows=Scale(*_FIVE, name="impact", titles=_FIVE),
    columns=Scale(*_FIVE, name="urgency", titles=_FIVE),
    cells=_cells(
        _FIVE,
        {
            "very_high": "very_high very_high high medium low",
            "high": "very_high high high medium low",
            "medium": "high high medium low low",
            "low": "medium medium low low very_low",
            "very_low": "low low low very_low very_low",
        },
    ),
    scale=Scale("major", *_FIVE, name="priority", titles={"major": "Major", **_FIVE}),
)
"""The matrix that GLPI is installed with. Its numbers count up: 1 is very low, 5 very high, and 6 is major.

Major is set by hand only, so no cell has it. The matrix is the same with impact and urgency exchanged.

Source: GLPI, the value its installer gives to the setting of the priority matrix; databases of 0.80 and 0.84 have the
same. Certain.

Example:
    >>> GLPI["very_high", "medium"], GLPI["low", "very_low"]
    ('high', 'very_low')
"""

ITOP = Matrix(
    name="iTop priority",
    rows=Scale(*_REACH, name="impact", titles=_REACH),
    columns=Scale(*_FOUR, name="urgency", titles=_FOUR),
    cells=_cells(
        _FOUR,
        {
            "department": "critical critical high low",
            "service": "critical high medium low",
            "person": "high medium medium low",
        },
    ),
    scale=Scale(*_FOUR, name="priority", titles=_FOUR),
)
"""The priority of incidents and user requests in iTop. What is of low urgency is low, whomever it hits.

Source: iTop, the rule in its standard data model and the words of its forms. The numbers are certain, the meaning of
impact is not: the rule's comments on incidents call 1 a single person and 3 a department, while the forms, and the
comments on user requests, have it the other way round. The forms are followed: they are what people see, and only so
does a worse impact never give a milder priority.

Example:
    >>> ITOP["department", "high"], ITOP["person", "high"]
    ('critical', 'medium')
"""
