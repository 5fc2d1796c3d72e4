"""Small tables whose rules crowd together, as library values and as plain data for the slow oracle."""

from hypothesis import strategies as st
from tests.properties.decision_cases import BOUNDS, INPUTS, OUTPUTS, POLICIES, conditions, exact, known

from supportops.triage.conditions import Condition
from supportops.triage.inputs import optional
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable

BOUNDED = {
    f"bounded {place}": (
        Condition(op=bound[0], values=bound[1], closed=bound[2]),
        known("number", bound=exact(bound)),
    )
    for place, bound in enumerate(BOUNDS)
}
KINDS = {**INPUTS, **BOUNDED}
FIELDS = (
    ("boolean", "boolean", "boolean"), ("labels", "scale"), ("labels", "levels", "boolean"), ("number",), ("integer",),
    ("number", "labels"), ("integer", "integer"), ("date",), ("date", "boolean"), ("tags",), ("tags", "boolean"),
    ("text",), ("text", "boolean"), ("text", "text"), *((name, "boolean") for name in BOUNDED),
)  # fmt: skip
FEW = ("P1", "P2", True, 1, {"team": "Billing"})


@st.composite
def crowded_tables(draw, *, policy=None):
    """A table of few fields that every rule asks for, and the same for the oracle."""
    kinds = draw(st.sampled_from(FIELDS))
    names = [f"f{place}" for place in range(len(kinds))]
    if len(names) > 1 and draw(st.integers(0, 5)) == 0:
        names[1] = "f0_before"
    given, plain = {}, {}
    for name, kind in zip(names, kinds, strict=True):
        value, told = KINDS[kind]
        is_optional = draw(st.integers(0, 5)) == 0
        given[name], plain[name] = optional(value) if is_optional else value, {**told, "optional": is_optional}
    rules = [draw(_rule(plain, place)) for place in range(draw(st.integers(2, 9)))]
    policy = policy or draw(st.sampled_from(POLICIES))
    default = draw(st.none() | st.sampled_from(FEW))
    ranking = draw(st.permutations(OUTPUTS)) if policy == "priority" else []
    table = DecisionTable(
        name="desk",
        hit_policy=policy,
        inputs=given,
        rules=[
            Rule(
                rule["id"],
                {f: Condition(op=op, values=v, closed=c) for f, (op, v, c) in rule["when"].items()},
                rule["then"],
            )
            for rule in rules
        ],
        outputs=ranking,
        default=default,
    )
    rules = [{**rule, "when": {name: exact(asked) for name, asked in rule["when"].items()}} for rule in rules]
    return table, {"hit_policy": policy, "inputs": plain, "rules": rules, "ranking": ranking, "default": default}


@st.composite
def _rule(draw, plain, place):
    asked = draw(st.lists(st.sampled_from(sorted(plain)), unique=True, min_size=1, max_size=2))
    usual = ("is_missing", "is_present")
    when = {
        name: draw(conditions(plain[name]).filter(lambda one: one[0] not in usual) | conditions(plain[name]))
        for name in asked
    }
    return {"id": f"r{place}", "when": when, "then": draw(st.sampled_from(FEW))}
