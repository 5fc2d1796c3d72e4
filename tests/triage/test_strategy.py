from datetime import timedelta

import pytest

from supportops.errors import ConfigurationError, DomainError
from supportops.triage.strategy import (
    RateLimit,
    Strategy,
    customer_owned,
    load_balanced,
    rate_limit,
    round_robin,
    skill_based,
    swarm,
)

FILTERS = ("skill", "level", "status", "hours", "capacity")
LIMIT = rate_limit(3, per="5m")

MODELS = [
    (round_robin(), "round_robin", ("rotation",), 1),
    (round_robin(weighted=True), "round_robin", ("weighted",), 1),
    (skill_based(), "skill_based", ("rotation",), 1),
    (customer_owned(), "customer_owned", ("owner", "account"), 1),
    (load_balanced(), "load_balanced", ("count",), 1),
    (load_balanced(by="share"), "load_balanced", ("share",), 1),
    (load_balanced(by="spare"), "load_balanced", ("spare",), 1),
    (swarm(4), "swarm", ("rotation",), 4),
]


@pytest.mark.parametrize(("strategy", "name", "rank", "size"), MODELS)
def test_the_five_models_filter_alike_and_rank_each_in_its_way(strategy, name, rank, size):
    assert strategy == Strategy(name=name, filters=FILTERS, rank=rank, size=size)
    assert strategy.last_resort == "nobody"
    assert Strategy.model_validate_json(strategy.model_dump_json()) == strategy


@pytest.mark.parametrize(
    "model", [round_robin, skill_based, customer_owned, load_balanced, lambda *x, **k: swarm(2, *x, **k)]
)
def test_each_model_takes_more_filters_and_a_last_resort(model):
    strategy = model(LIMIT, "skill", last_resort="away")
    assert strategy.filters == (*FILTERS, LIMIT, "skill")
    assert strategy.last_resort == "away"
    copy = Strategy.model_validate_json(strategy.model_dump_json())
    assert (copy, hash(copy)) == (strategy, hash(strategy))


def test_a_rate_limit_is_a_value():
    assert LIMIT == RateLimit(limit=3, per=timedelta(minutes=5)) == rate_limit(3, per=timedelta(minutes=5))
    assert RateLimit.model_validate_json(LIMIT.model_dump_json()) == LIMIT
    assert str(rate_limit(1, per="1 day")) == "rate 1 per 24h"


@pytest.mark.parametrize(("limit", "per"), [(0, "5m"), (1.5, "5m"), (True, "5m"), (1, "0m"), (1, "-5m"), (1, "5")])
def test_a_rate_limit_without_a_limit_or_a_time_is_refused(limit, per):
    with pytest.raises(ConfigurationError):
        rate_limit(limit, per=per)


def test_the_rotation_breaks_every_tie():
    assert Strategy(name="x", filters=(), rank=()).ranks == ("rotation",)
    assert Strategy(name="x", filters=(), rank=("count", "owner", "count")).ranks == ("count", "owner", "rotation")
    assert Strategy(name="x", filters=(), rank=("count", "rotation", "owner")).ranks == ("count", "rotation")


def test_a_strategy_reads_as_a_sentence():
    assert str(swarm(2, LIMIT, last_resort="anyone")) == (
        "swarm: filter skill, level, status, hours, capacity, rate 3 per 5m; rank rotation; up to 2 agents; "
        "last resort anyone"
    )
    assert str(Strategy(name="free", filters=(), rank=())) == "free: filter nobody; rank rotation"


def test_all_faults_of_a_strategy_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        Strategy(
            name="", filters=("skil", 1, {"limit": 0, "per": "5m"}), rank=("cuont", 2), size=0, last_resort="everyone"
        )
    assert caught.value.faults[1:6] == (
        ("filters[0]", "'skil' is no filter (a limit is written rate_limit(3, per='5m')); did you mean 'skill'?"),
        (
            "filters[1]",
            "1 is no filter (a limit is written rate_limit(3, per='5m')); "
            "allowed: skill, level, status, hours, capacity",
        ),
        ("filters[2].limit", "Input should be greater than or equal to 1, got 0"),
        ("rank[0]", "'cuont' is no rank; did you mean 'count' or 'account'?"),
        ("rank[1]", "2 is no rank; allowed: owner, account, count, share, spare, rotation, weighted"),
    )
    assert [path for path, _ in caught.value.faults[6:]] == ["size", "last_resort"]


def test_a_balance_by_another_word_is_refused_with_what_is_near():
    with pytest.raises(DomainError, match="by is 'shares'; did you mean 'share'") as caught:
        load_balanced(by="shares")
    assert (caught.value.field, caught.value.value) == ("by", "shares")
    assert caught.value.allowed == ("count", "share", "spare")


def test_a_swarm_of_nobody_is_refused():
    with pytest.raises(ConfigurationError, match="size"):
        swarm(0)
