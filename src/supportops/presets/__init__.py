"""The published tables as data with their sources, and the models built from them.

Each source has a module of its own: figures of different sources are never mixed or averaged. Where a printed
value contradicts another one of its source, both are there, and the table's notes say so.

```python
load("sla_targets_by_priority")  # the table as printed, its source and its notes
skill.sla_policy(desk, tiers="printed")  # a policy made of it
```
"""

from supportops.presets import lean, playbook, skill
from supportops.presets.design import DESIGN_RULES, FIRST_RESPONSE_BY
from supportops.presets.schemes import SELECTION_KEYS, STATUS_SCHEMES, TIER_SCHEMES
from supportops.presets.table import TABLES, Cell, PublishedTable, Row, Source, load

__all__ = [
    "DESIGN_RULES",
    "FIRST_RESPONSE_BY",
    "SELECTION_KEYS",
    "STATUS_SCHEMES",
    "TABLES",
    "TIER_SCHEMES",
    "Cell",
    "PublishedTable",
    "Row",
    "Source",
    "lean",
    "load",
    "playbook",
    "skill",
]
