"""Vendors' exports to histories: one package for each vendor, imported when it is used.

```python
from supportops.adapters.servicenow import read_incidents

for history in read_incidents("incidents.csv.gz"):
    policy.evaluate(history, at=at)
```
"""

__all__: list[str] = []
