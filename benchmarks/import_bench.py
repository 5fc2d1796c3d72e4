"""How long the first import takes, each in a process of its own; the median of several."""

from __future__ import annotations

import subprocess
import sys
from statistics import median

__all__ = ["lines"]

_TIMED = "from time import perf_counter as t; s = t(); import {0}; print((t() - s) * 1000)"


def import_ms(module: str, runs: int = 9) -> float:
    """Return the median milliseconds of a first import."""
    command = [sys.executable, "-c", _TIMED.format(module)]
    times = [float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(runs)]
    return median(times)


def lines() -> list[str]:
    """Return what the imports cost, beside numpy alone in the same run."""
    numpy = import_ms("numpy")
    found = []
    for module, wanted in (("supportops", 15.0), ("supportops.calendar", None), ("supportops.sla", None)):
        took = import_ms(module)
        mark = "    " if wanted is None else "ok  " if took < wanted else "MISS"
        goal = "" if wanted is None else f"   wanted under {wanted:g} ms"
        found.append(
            f"{mark} import {module:<27} {took:>10.1f} ms  numpy alone {numpy:.1f} ms   x {took / numpy:.2f}{goal}"
        )
    return found
