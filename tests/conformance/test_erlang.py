"""Erlang values that textbooks, vendors' manuals and other tools print, all of them, each with its source beside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from supportops.capacity import erlang

DOCUMENT = json.loads((Path(__file__).parent / "data" / "capacity_published.json").read_text(encoding="utf-8"))
VECTORS = DOCUMENT["vectors"]

Inputs = dict[str, float]


def queue(given: Inputs) -> tuple[float, float]:
    return load(given), given["servers"]


def load(given: Inputs) -> float:
    if "load" in given:
        return given["load"]
    return erlang.load(given["volume"], interval_s=given["interval"], handle_time_s=given["aht"])


def described(given: Inputs) -> Inputs:
    found = erlang.describe(*queue(given), handle_time_s=given["aht"], within_s=given["threshold"])
    return {"service_level": found.service_level, "occupancy": found.occupancy, "asa": found.asa_s}


def required(given: Inputs, **more: Any) -> erlang.ErlangAgents:
    return erlang.required_agents(
        volume=given["volume"], interval_s=given["interval"], handle_time_s=given["aht"], target=given["target"],
        within_s=given["threshold"], max_occupancy=given.get("max_occupancy"), shrinkage=given.get("shrinkage", 0.0),
        **more,
    )  # fmt: skip


def required_c(given: Inputs) -> Inputs:
    found = required(given)
    return {
        "agents": found.rounded, "scheduled": found.scheduled, "service_level": found.service_level,
        "occupancy": found.occupancy, "p_wait": found.p_wait,
    }  # fmt: skip


def required_a(given: Inputs) -> Inputs:
    found = required(given, patience_s=given["patience"], max_abandon=given["max_abandon"])
    return {"agents": found.rounded, "scheduled": found.scheduled}


def impatient(given: Inputs) -> Inputs:
    found = erlang.erlang_a(
        *queue(given), handle_time_s=given["aht"], patience_s=given["patience"], within_s=given["threshold"]
    )
    return {
        "p_wait": found.p_wait, "p_abandon": found.p_abandon, "occupancy": found.occupancy,
        "mean_wait": found.mean_wait_s, "sl_served_over_offered": found.service_level_offered,
    }  # fmt: skip


def impatient_wait(given: Inputs) -> Inputs:
    offered = given["arrival_rate_per_min"] * given["aht_min"]
    times = {"handle_time_s": 60 * given["aht_min"], "patience_s": 60 * given["patience_min"]}
    return {"mean_wait_s": erlang.erlang_a(offered, given["servers"], **times).mean_wait_s}


def levels(given: Inputs) -> float:
    return erlang.service_level(*queue(given), handle_time_s=given["aht"], within_s=given["threshold"])


def one(name: str, formula: Callable[[Inputs], float]) -> Callable[[Inputs], Inputs]:
    return lambda given: {name: formula(given)}


CHECKS: dict[str, Callable[[Inputs], Inputs]] = {
    "erlang_b": one("blocking", lambda v: erlang.erlang_b(*queue(v))),
    "servers_for_blocking_real": one("servers", lambda v: erlang.agents_for_blocking(v["load"], v["blocking"]).exact),
    "required_servers_blocking": one("servers", lambda v: erlang.agents_for_blocking(v["load"], v["blocking"]).rounded),
    "load_for_blocking": one("load", lambda v: erlang.load_for_blocking(v["servers"], v["blocking"])),
    "erlang_c": one("p_wait", lambda v: erlang.erlang_c(*queue(v))),
    "erlang_c_asa": one("asa", lambda v: erlang.asa_s(*queue(v), handle_time_s=v["aht"])),
    "erlang_c_queue_length": one("queue_length", lambda v: erlang.queue_length(*queue(v))),
    "load_for_asa": one("load", lambda v: erlang.load_for_asa(v["servers"], asa_s=v["asa"], handle_time_s=v["aht"])),
    "load_for_pwait": one("load", lambda v: erlang.load_for_p_wait(v["servers"], v["p_wait"])),
    "erlang_c_service_level": one("service_level", levels),
    "erlang_c_metrics": described,
    "required_servers_real": one("servers", lambda v: required(v).exact),
    "required_agents_sl": required_c,
    "required_agents_pwait": one(
        "agents", lambda v: erlang.required_agents(load=v["load"], max_p_wait=v["max_p_wait"]).rounded
    ),
    "required_agents_square_root_rule": one("agents", lambda v: erlang.square_root_agents(v["load"], v["max_p_wait"])),
    "erlang_a": impatient,
    "erlang_a_required": required_a,
    "erlang_a_mean_wait": impatient_wait,
    "extended_erlang_b": one(
        "blocking", lambda v: erlang.extended_erlang_b(v["load"], v["servers"], retry=v["retry"]).blocking
    ),
    "extended_erlang_b_lines": one(
        "servers", lambda v: erlang.agents_for_blocking(v["load"], v["blocking"], retry=v["retry"]).rounded
    ),
    "extended_erlang_b_load": one(
        "load", lambda v: erlang.load_for_blocking(v["servers"], v["blocking"], retry=v["retry"])
    ),
}


def test_all_170_vectors_are_here():
    assert len({vector["id"] for vector in VECTORS}) == len(VECTORS) == DOCUMENT["count"] == 170
    assert Counter(vector["fn"] for vector in VECTORS).keys() == CHECKS.keys()


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_the_vector_holds(vector: dict[str, Any]):
    found = CHECKS[vector["fn"]](vector["inputs"])
    for name, wanted in vector["expected"].items():
        assert found[name] == pytest.approx(wanted, rel=vector["tol"]["rel"], abs=vector["tol"]["abs"]), name


def test_the_table_of_loads_holds_as_one_array():
    table = [vector for vector in VECTORS if vector["fn"] == "load_for_blocking"]
    servers, blocking = ([vector["inputs"][name] for vector in table] for name in ("servers", "blocking"))
    found = erlang.load_for_blocking(servers, blocking)
    for vector, load_found in zip(table, found.tolist(), strict=True):
        assert load_found == pytest.approx(vector["expected"]["load"], rel=0, abs=vector["tol"]["abs"]), vector["id"]
