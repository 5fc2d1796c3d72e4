"""The command line: `python -m supportops demo` and `python -m supportops review FILE`.

Exit status 0: done; 2: the input cannot be used, and one message says where and why.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

__all__ = ["main"]

_INTERRUPTED = 130
_PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; only what the command needs is imported."""
    options = _parser().parse_args(argv)
    try:
        return _run(options)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Python would flush what is left at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED


def _run(options: argparse.Namespace) -> int:
    from supportops.errors import SupportOpsError

    try:
        text = _demo() if options.command == "demo" else _review(options)
    except SupportOpsError as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), flush=True)
    return 0


def _refused(message: str) -> int:
    print(f"supportops: {message}", file=sys.stderr)
    return 2


def _demo() -> str:
    from supportops.report.demo import worked_ticket
    from supportops.report.demo_escalation import escalated_ticket
    from supportops.report.demo_triage import triaged_ticket

    return "\n\n\n".join((triaged_ticket(), worked_ticket(), escalated_ticket()))


def _review(options: argparse.Namespace) -> str:
    from supportops.report.command import ReviewOptions, run_review

    names = ("file", "calendar", "policy", "at", "html", "json")
    return run_review(ReviewOptions(**{name: getattr(options, name) for name in names}))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="supportops", description="Support-operations models on the command line.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("demo", help="one worked ticket: its clocks, and why each minute counted")
    review = commands.add_parser("review", help="measure an incident log against an SLA policy")
    review.add_argument("file", metavar="FILE", help="the log, CSV or CSV in gzip")
    review.add_argument("--format", choices=["servicenow"], default="servicenow", help="what wrote it (%(default)s)")
    review.add_argument("--calendar", metavar="FILE", help="when the desk is open, JSON; replaces the policy's own")
    review.add_argument("--policy", metavar="FILE", help="what is promised, JSON; published targets if left out")
    review.add_argument(
        "--at", metavar="T", help="as of when, such as 2016-05-31T18:00+00:00; the last event's instant"
    )
    review.add_argument("--html", metavar="OUT", help="also write one HTML page")
    review.add_argument("--json", metavar="OUT", help="also write all data, with every row that was repaired")
    return parser


if __name__ == "__main__":
    sys.exit(main())
