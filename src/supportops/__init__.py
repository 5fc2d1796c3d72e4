"""Support-operations models: business calendars, SLA clocks and decision tables that explain themselves.

The names below are the ones to start with. Each is imported when it is first used, so `import supportops` itself
costs next to nothing. Everything else is in the sub-packages.

```python
from supportops import BusinessCalendar, Created, SlaPolicy, TicketHistory
```
"""

# Type checkers take this name as true wherever it comes from; importing it would load all of `typing`.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from supportops.calendar import ALWAYS_OPEN, BusinessCalendar, BusinessDays, DateOverride, Holidays, Season
    from supportops.errors import ConfigurationError, HistoryError, SupportOpsError
    from supportops.sla import PauseRule, PolicySet, Select, SlaClock, SlaPolicy, SlaReport, Stage, Timer
    from supportops.tickets import Assignment, Created, FieldChange, Message, StatusChange, TicketHistory
    from supportops.triage import DecisionTable, Rule
    from supportops.vocabulary import P1_TO_P5, Party, Scale, Status

    __version__: str

__all__ = [
    "ALWAYS_OPEN",
    "P1_TO_P5",
    "Assignment",
    "BusinessCalendar",
    "BusinessDays",
    "ConfigurationError",
    "Created",
    "DateOverride",
    "DecisionTable",
    "FieldChange",
    "HistoryError",
    "Holidays",
    "Message",
    "Party",
    "PauseRule",
    "PolicySet",
    "Rule",
    "Scale",
    "Season",
    "Select",
    "SlaClock",
    "SlaPolicy",
    "SlaReport",
    "Stage",
    "Status",
    "StatusChange",
    "SupportOpsError",
    "TicketHistory",
    "Timer",
    "__version__",
]

_HOMES = {
    "calendar": "ALWAYS_OPEN BusinessCalendar BusinessDays DateOverride Holidays Season",
    "errors": "ConfigurationError HistoryError SupportOpsError",
    "sla": "PauseRule PolicySet Select SlaClock SlaPolicy SlaReport Stage Timer",
    "tickets": "Assignment Created FieldChange Message StatusChange TicketHistory",
    "triage": "DecisionTable Rule",
    "vocabulary": "P1_TO_P5 Party Scale Status",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
_PARTS = frozenset({*_HOMES, "adapters", "capacity", "durations", "presets", "report"})

if not TYPE_CHECKING:  # pragma: no branch
    # Hidden from type checkers, which would take any misspelt name for one of these.

    def __getattr__(name: str) -> object:
        """Import a name when it is first asked for (PEP 562)."""
        from importlib import import_module

        if name in _HOME_OF:
            value = getattr(import_module(f"supportops.{_HOME_OF[name]}"), name)
        elif name in _PARTS:
            return import_module(f"supportops.{name}")
        elif name == "__version__":
            from importlib.metadata import version

            value = version("supportops")
        else:
            raise AttributeError(f"module 'supportops' has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_PARTS})
