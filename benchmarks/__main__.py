"""Ours against the peers in one run: `make bench`."""

from __future__ import annotations

import sys

from benchmarks import (
    batch_bench,
    calendar_bench,
    decision_bench,
    erlang_bench,
    escalation_bench,
    import_bench,
    machine_bench,
    sla_bench,
)


def main() -> int:
    """Print every row; answers are checked before anything is timed."""
    print("ratios of one run on this machine; rates are results per second", flush=True)
    for row in calendar_bench.run():
        print(row, flush=True)
    for bench in (
        sla_bench,
        batch_bench,
        decision_bench,
        machine_bench,
        escalation_bench,
        erlang_bench,
        import_bench,
    ):
        for line in bench.lines():
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
