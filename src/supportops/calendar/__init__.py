"""When is the desk open: hours, holidays, overrides, seasons, their algebra and arithmetic.

```python
desk = BusinessCalendar(zone="America/New_York", hours="Mon-Fri 09:00-17:00", holidays=Holidays(country="US"))
desk.add(start, "8h")
desk.between(start, end)
desk.explain(start, end)
```
"""

from supportops.calendar.algebra import AnyCalendar, Complement, Difference, Intersection, Union
from supportops.calendar.base import Calendar
from supportops.calendar.business import ALWAYS_OPEN, BusinessCalendar
from supportops.calendar.explain import Interval, Segment
from supportops.calendar.holidays import Holidays
from supportops.calendar.overrides import DateOverride
from supportops.calendar.seasons import Season
from supportops.durations import BusinessDays

__all__ = [
    "ALWAYS_OPEN",
    "AnyCalendar",
    "BusinessCalendar",
    "BusinessDays",
    "Calendar",
    "Complement",
    "DateOverride",
    "Difference",
    "Holidays",
    "Intersection",
    "Interval",
    "Season",
    "Segment",
    "Union",
]
