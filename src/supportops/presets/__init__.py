"""The published tables as data with their sources, and the models built from them.

Each source has a module of its own: figures of different sources are never mixed or averaged. Where a printed
value contradicts another one of its source, both are there, and the table's notes say so.

```python
load("sla_targets_by_priority")  # the table as printed, its source and its notes
skill.sla_policy(desk, tiers="printed")  # a policy made of it
skill.TRIAGE_TREE.decide(facts)  # the rules run as they are printed, and say why
skill.ESCALATION["SEV1"].plan(start)  # who is told when, if nobody answers
```
"""

from supportops.presets import itil, lean, playbook, skill
from supportops.presets.channels import CHANNEL_NAMES, CHANNEL_SCHEMES, CHANNEL_STRATEGY, RATINGS, ChannelStrategy
from supportops.presets.customers import LIFECYCLE_INTENTS, SHARED_CUSTOMER_VIEW
from supportops.presets.definitions import LabelDefinition
from supportops.presets.design import DESIGN_RULES, FIRST_RESPONSE_BY
from supportops.presets.dimensions import TRIAGE_DIMENSIONS, TriageDimension
from supportops.presets.escalation_reasons import ESCALATION_REASONS
from supportops.presets.schemes import CATEGORY_SCHEMES, SELECTION_KEYS, STATUS_SCHEMES, TIER_SCHEMES
from supportops.presets.table import TABLES, Cell, PublishedTable, Row, Source, load

__all__ = [
    "CATEGORY_SCHEMES",
    "CHANNEL_NAMES",
    "CHANNEL_SCHEMES",
    "CHANNEL_STRATEGY",
    "DESIGN_RULES",
    "ESCALATION_REASONS",
    "FIRST_RESPONSE_BY",
    "LIFECYCLE_INTENTS",
    "RATINGS",
    "SELECTION_KEYS",
    "SHARED_CUSTOMER_VIEW",
    "STATUS_SCHEMES",
    "TABLES",
    "TIER_SCHEMES",
    "TRIAGE_DIMENSIONS",
    "Cell",
    "ChannelStrategy",
    "LabelDefinition",
    "PublishedTable",
    "Row",
    "Source",
    "TriageDimension",
    "itil",
    "lean",
    "load",
    "playbook",
    "skill",
]
