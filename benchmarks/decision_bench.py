"""Decisions of a table of 50 rules against rule-engine, json-logic and zen-engine, and the analysis of the table.

Every engine must give the answer of a plain loop over the rules on every ticket before anything is timed. The wanted
rates were set on a machine whose rule-engine made 5,600 decisions a second on such a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from benchmarks._rows import rate
from benchmarks.decision_cases import (
    Facts,
    plain,
    table,
    tickets,
    with_json_logic,
    with_rule_engine,
    with_zen,
)

from supportops.triage import DecisionTable

OURS, PEERS, MANY = 50_000, 1_000, 200_000
DECISIONS, TRACES, ANALYSIS_S = 500_000, 200_000, 0.1
RULE_ENGINE_THEN = 5_600
"""Decisions a second of rule-engine on the machine that the wanted rates are from."""


def lines() -> Iterator[str]:
    """Yield one row a figure."""
    found, some = table(), tickets(PEERS)
    peers = {
        "rule-engine": with_rule_engine(found), "json-logic": with_json_logic(found),
        "zen-engine": with_zen(found, trace=False), "zen-engine, trace": with_zen(found, trace=True),
    }  # fmt: skip
    for name, answer in peers.items():
        check(name, answer, found, some)
    check("supportops", lambda facts: found.decide(facts).output, found, tickets(OURS))
    rates = {name: rate(lambda answer=answer: [answer(f) for f in some], PEERS) for name, answer in peers.items()}
    yield from against("decision, 50 rules", decisions(found), DECISIONS, rates)
    yield from against("decision with the full trace", traces(found), TRACES, rates)
    yield from against("decisions of a batch", batch(found), 0, rates)
    yield analysis(found)


def check(name: str, answer: Callable[[Facts], object], found: DecisionTable, some: list[dict[str, object]]) -> None:
    """Stop when an engine answers otherwise than the plain loop."""
    wanted = plain(found)
    wrong = sum(answer(facts) != wanted(facts) for facts in some)
    if wrong:
        raise SystemExit(f"{name} gives {wrong} wrong answers of {len(some)}")


def decisions(found: DecisionTable) -> float:
    """Return decisions a second, rule and output read."""
    many = tickets(OURS)

    def work() -> None:
        for facts in many:
            decision = found.decide(facts)
            decision.rule, decision.output  # noqa: B018 - reading is what is timed

    return rate(work, OURS, repeats=7)


def traces(found: DecisionTable) -> float:
    """Return decisions a second with every other rule's refusal read."""
    many = tickets(OURS)

    def work() -> None:
        for facts in many:
            decision = found.decide(facts)
            decision.rule, decision.output, decision.also_matched, decision.refused  # noqa: B018

    return rate(work, OURS, repeats=7)


def batch(found: DecisionTable) -> float:
    """Return decisions a second of columns at once."""
    many = tickets(MANY)
    columns = {name: [facts[name] for facts in many] for name in many[0]}
    return rate(lambda: found.decide_many(columns), MANY)


def against(name: str, ours: float, wanted: int, rates: dict[str, float]) -> Iterator[str]:
    """Yield our rate, and beside it each peer's; the wanted rate is scaled to the speed of this machine."""
    here = rates["rule-engine"] / RULE_ENGINE_THEN
    mark = "    " if not wanted else "ok  " if ours >= wanted * min(1.0, here) else "MISS"
    goal = f"wanted {wanted:,}/s where rule-engine makes {RULE_ENGINE_THEN:,}" if wanted else ""
    yield f"{mark} {name:<34} {ours:>13,.0f}/s   {goal}"
    for peer, peers in rates.items():
        yield f"     {'':<34} {'':>15}   {peer:<20} {peers:>12,.0f}/s   x {ours / peers:>9,.4g}"


def analysis(found: DecisionTable) -> str:
    """Return how long the exact analysis of the table takes."""
    best = float("inf")
    for _ in range(5):
        # A table of its own each time: nothing may be remembered.
        fresh = table()
        started = perf_counter()
        answer = fresh.analyse()
        best = min(best, perf_counter() - started)
    mark = "ok  " if best < ANALYSIS_S else "MISS"
    size = f"{len(found.rules)} rules x {len(found.inputs)} columns"
    wanted = f"wanted {ANALYSIS_S * 1000:,.0f} ms"
    return f"{mark} {'analysis, ' + size:<34} {best * 1000:>13,.1f} ms   {wanted}   {answer.summary}"
