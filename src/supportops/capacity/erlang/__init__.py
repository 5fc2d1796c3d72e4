"""Queues in which customers wait, leave or are turned away: Erlang's formulas, both ways round.

Start with `required_agents`: how many agents keep a promise. `describe` and `erlang_a` say what becomes of a queue with
the agents you have. Every formula takes numbers or arrays, of loads up to 1e10 erlangs. Each name is imported on first
use.
"""

from typing import TYPE_CHECKING

from supportops._lazy import lazily

if TYPE_CHECKING:
    from supportops.capacity.erlang._answer import ErlangAgents
    from supportops.capacity.erlang._described import ErlangC, describe, occupancy
    from supportops.capacity.erlang._inverses import (
        agents_for_blocking,
        load_for_asa,
        load_for_blocking,
        load_for_p_wait,
    )
    from supportops.capacity.erlang._loss import ExtendedB, erlang_b, extended_erlang_b, log_erlang_b
    from supportops.capacity.erlang._offered import load, patience_s
    from supportops.capacity.erlang._patience import ErlangA, erlang_a
    from supportops.capacity.erlang._required import required_agents
    from supportops.capacity.erlang._square_root import halfin_whitt, square_root_agents
    from supportops.capacity.erlang._waiting import (
        asa_s,
        erlang_c,
        queue_length,
        service_level,
        wait_if_waiting_s,
        wait_quantile_s,
    )

__all__ = [
    "ErlangA", "ErlangAgents", "ErlangC", "ExtendedB", "agents_for_blocking", "asa_s", "describe", "erlang_a",
    "erlang_b", "erlang_c", "extended_erlang_b", "halfin_whitt", "load", "load_for_asa", "load_for_blocking",
    "load_for_p_wait", "log_erlang_b", "occupancy", "patience_s", "queue_length", "required_agents", "service_level",
    "square_root_agents", "wait_if_waiting_s", "wait_quantile_s",
]  # fmt: skip

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "supportops.capacity.erlang._answer": "ErlangAgents",
            "supportops.capacity.erlang._described": "ErlangC describe occupancy",
            "supportops.capacity.erlang._inverses": (
                "agents_for_blocking load_for_asa load_for_blocking load_for_p_wait"
            ),
            "supportops.capacity.erlang._loss": "ExtendedB erlang_b extended_erlang_b log_erlang_b",
            "supportops.capacity.erlang._offered": "load patience_s",
            "supportops.capacity.erlang._patience": "ErlangA erlang_a",
            "supportops.capacity.erlang._required": "required_agents",
            "supportops.capacity.erlang._square_root": "halfin_whitt square_root_agents",
            "supportops.capacity.erlang._waiting": (
                "asa_s erlang_c queue_length service_level wait_if_waiting_s wait_quantile_s"
            ),
        },
    )
