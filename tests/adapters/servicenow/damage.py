"""Windows of the real log with damaged cells, rows and order."""

import gzip
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

__all__ = ["REAL", "damaged_logs"]

REAL = gzip.decompress(Path("examples/data/incidents.csv.gz").read_bytes()).decode().splitlines()[:2001]
COLUMNS = REAL[0].split(",")
CELLS = st.sampled_from(
    ["", "?", "INC0000045", "INC0000047", "New", " new", "Active", "Resolved", "Closed", "-100", "3 - Moderate",
     "1 - critical", "x", "0", "3", "true", "2016-02-29T01:16", "2016-03-01 07:00", "2016-03-01T07:00+01:00",
     "2015-12-31T23:59", "2016-03-27T02:30", "2016-03-27T03:10", "2016-10-30T02:30", "1969-01-01T00:00", "Group 9",
     "Resolver 7", "\ud800", "two, cells"]
)  # fmt: skip


@st.composite
def damaged_logs(draw: Any) -> list[str]:
    """A window of the real log with damaged cells, rows and order."""
    first = draw(st.integers(1, 1950))
    rows = [line.split(",") for line in REAL[first : first + draw(st.integers(5, 50))]]
    for _ in range(draw(st.integers(0, 12))):
        place = draw(st.integers(0, len(rows) - 1))
        other = draw(st.integers(0, len(rows) - 1))
        what = draw(st.sampled_from(["cell", "cell", "cell", "swap", "move", "drop", "double", "cut", "blank", "line"]))
        if what == "cell" and len(rows[place]) == len(COLUMNS):
            column = draw(st.integers(0, len(COLUMNS) - 1))
            whole = len(rows[other]) == len(COLUMNS)
            rows[place][column] = draw(CELLS) if draw(st.booleans()) or not whole else rows[other][column]
        elif what == "swap":
            rows[place], rows[other] = rows[other], rows[place]
        elif what == "move":
            rows.insert(other, rows.pop(place))
        elif what == "drop" and len(rows) > 1:
            rows.pop(place)
        elif what == "double":
            rows.insert(other, list(rows[place]))
        elif what == "cut":
            rows[place] = rows[place][: draw(st.integers(1, 4))]
        elif what == "blank" and len(rows[place]) == len(COLUMNS):
            rows[place][0] = ""
        elif what == "line":
            rows.insert(place, [""])
    left_out = draw(st.sampled_from([(), (), ("sys_mod_count",), ("assignment_group", "made_sla", "contact_type")]))
    kept = [place for place, name in enumerate(COLUMNS) if name not in left_out]
    rows = [[row[place] for place in kept] if len(row) == len(COLUMNS) else row for row in rows]
    return [",".join(COLUMNS[place] for place in kept), *(",".join(row) for row in rows)]
