import numpy as np
import pytest

from supportops.capacity.agents import Agents, rounded_up
from supportops.capacity.steps import Explanation, Step, shown
from supportops.errors import DomainError


@pytest.mark.parametrize(
    ("exact", "whole"), [(0.0, 0), (-1e-12, 0), (0.4, 1), (10.0, 10), (10 + 9e-10, 10), (10 + 2e-9, 11), (1e15, 10**15)]
)
def test_a_number_of_agents_is_rounded_up_once(exact, whole):
    assert rounded_up(exact) == whole
    assert rounded_up(np.array([exact])).tolist() == [whole]


@pytest.mark.parametrize("exact", [2.0**63, float("inf"), np.array([1.0, 1e30])])
def test_more_than_can_be_counted_is_refused(exact):
    with pytest.raises(DomainError, match=r"the answer is .* agents; check the units of what is given"):
        rounded_up(exact)


def test_agents_are_values():
    one, same = Agents.of(1.5), Agents.of(1.5)
    assert one == same
    assert hash(one) == hash(same)
    assert one != Agents.of(1.6)
    assert one != 2
    assert repr(one) == "Agents(exact=1.5, rounded=2, binding='workload', warnings=())"
    assert Agents.of(np.array([1.5, 2.0])) == Agents.of(np.array([1.5, 2.0]))


def test_agents_explain_themselves_and_read_as_a_table():
    agents = Agents.of(1.5, warnings=("look twice",), steps=(Step("work", "by hand", 90.0),))
    assert [step.what for step in agents.explain()] == ["work", "agents"]
    assert len(agents.explain()) == 2
    assert "look twice" in str(agents)
    assert "| exact | 1.5 |" in agents.to_markdown()
    assert "<td>rounded</td>" in agents._repr_html_()


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "-"), ("text", "text"), (2.0, "2"), (1 / 3, "0.333333"), (2e6, "2,000,000"), (np.array([]), "no values"),
     (np.array([3.0]), "3 (1 value)"), (np.array([1.0, 2.0]), "1 ... 2 (2 values)")],
)  # fmt: skip
def test_a_value_is_shown_in_six_digits(value, words):
    assert shown(value) == words


def test_an_explanation_is_a_table():
    found = Explanation("Agents", (Step("work", "by hand", 90.0),))
    assert found.to_markdown().splitlines()[-1] == "| work | by hand | 90 |"
