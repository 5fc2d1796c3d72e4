"""Tables of tickets at once: a batch against one by one, a whole log, and how time and memory grow with the size.

There is no open peer that evaluates such a policy without a warehouse, so the one-by-one clock of the same run says
how fast the machine is. The wanted rates were set on a machine whose one-by-one clock made the wanted rates of
`sla_bench`; each size of the last part runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
from benchmarks._rows import rate
from benchmarks.sla_bench import POLICY, history, reports

from supportops.adapters.servicenow import read_incident_table
from supportops.report.inputs import default_policy, read_at
from supportops.sla import compliance, evaluate_many
from supportops.tickets import EventTable, TextColumn

LOG = "examples/data/incidents.csv.gz"
SEEDS = 200
DAY_US = 86_400_000_000
SIZES = (100_000, 1_000_000, 10_000_000)
MOST_MIB = 4096


def table(tickets: int, events: int) -> EventTable:
    """Return so many tickets, each with so many events: random ones, again and again on other days of a year."""
    some = EventTable.from_histories(history(events, seed) for seed in range(SEEDS))
    copies = -(-tickets // SEEDS)
    days = np.random.default_rng(7).integers(0, 365, copies * SEEDS)
    count = np.diff(some.offsets)
    at = np.tile(some.at.view(np.int64), copies) + np.repeat(days, np.tile(count, copies)) * DAY_US
    offsets = np.concatenate([[0], np.cumsum(np.tile(count, copies))])

    def again(column: TextColumn) -> TextColumn:
        return TextColumn(np.tile(column.codes, copies), column.labels)

    found = EventTable(
        tuple(str(number) for number in range(copies * SEEDS)), offsets, at.view("M8[us]"), again(some.kind),
        again(some.by), np.tile(some.public, copies), again(some.value), again(some.field), again(some.reason),
    )  # fmt: skip
    return found.part(0, tickets)


def ends(found: EventTable) -> np.ndarray:
    """Return an hour after the last event of each ticket."""
    return found.at[found.offsets[1:] - 1] + np.timedelta64(1, "h")


def batch(events: int, tickets: int, wanted: int, one_by_one: float) -> list[str]:
    """Return the rates of evaluating a table, and of building it: sorted, and every row checked."""
    found = table(tickets, events)
    at = ends(found)
    ours = rate(lambda: evaluate_many(found, POLICY, at=at), tickets, repeats=7)
    mixed = np.random.default_rng(7).permutation(len(found))
    columns = {
        name: column.take(mixed) if isinstance(column, TextColumn) else column[mixed]
        for name, column in found.to_columns().items()
    }
    built = rate(lambda: EventTable.from_columns(**columns), tickets, repeats=2)
    mark = "ok  " if ours >= wanted else "MISS"
    name = f"SLA batch, 3 timers, {events} events"
    beside = f"one by one                   {one_by_one:>12,.0f}/s   x {ours / one_by_one:>9.4g}"
    build = f"     building the table from rows in no order: {built:,.0f} tickets/s"
    return [f"{mark} {name:<34} {ours:>13,.0f}/s   {beside}   wanted {wanted:,}/s", build]


def whole_log() -> list[str]:
    """Return the times of a whole incident log, from the file to its compliance."""
    policy, at = default_policy(), read_at("2017-02-18T00:00+00:00")
    started = perf_counter()
    log = read_incident_table(LOG)
    parsed = perf_counter()
    answers = evaluate_many(log.table, policy, at=at)
    evaluated = perf_counter()
    share = compliance(answers, metric="resolution", by="priority")
    total, batch_s = perf_counter() - started, evaluated - parsed
    mark = "ok  " if total < 3 and batch_s < 0.15 else "MISS"
    return [
        f"{mark} whole log, {log.rows_read:,} rows, {len(log.table.tickets):,} tickets: {total:.2f} s from file to "
        f"compliance (wanted 3), of which reading {parsed - started:.2f} s and the batch {batch_s:.3f} s (0.15); "
        f"{share.value:.1%} met; peak {_peak_mib():,} MiB"
    ]


def _peak_mib() -> int:
    """Return the most memory that this process ever had, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        # Linux hands the parent's peak on to a child's resource usage, but not to this line.
        line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1 << 20) if sys.platform == "darwin" else most // 1024


def growth() -> list[str]:
    """Return time and memory of growing tables, each in a process of its own."""
    found, first = [], 0.0
    for size in SIZES:
        command = [sys.executable, "-m", "benchmarks.batch_bench", str(size)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, peak = (float(word) for word in run.stdout.split())
        per_event = seconds / size * 1e9
        first = first or per_event
        mark = "ok  " if peak < MOST_MIB else "MISS"
        found.append(
            f"{mark} {size:>10,} events: {seconds:7.3f} s, {per_event:5.0f} ns an event "
            f"(x {per_event / first:.2f} of the smallest), peak memory {peak:,.0f} MiB (wanted below {MOST_MIB:,})"
        )
    return found


def lines() -> list[str]:
    """Return all rows."""
    return [
        *batch(10, 50_000, 200_000, reports(10)),
        *batch(100, 10_000, 25_000, reports(100)),
        *whole_log(),
        *growth(),
    ]


def main() -> None:
    """Evaluate a table of one size, and print the seconds and the peak memory in MiB."""
    found = table(int(sys.argv[1]) // 10, 10)
    at = ends(found)
    # The calendar's years are compiled once, whatever the size.
    evaluate_many(found.part(0, 10_000), POLICY, at=at[:10_000])
    started = perf_counter()
    evaluate_many(found, POLICY, at=at)
    print(perf_counter() - started, _peak_mib())


if __name__ == "__main__":
    main()
