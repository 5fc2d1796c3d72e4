"""What a chatbot does, and how it hands over."""

from __future__ import annotations

from supportops.errors import DomainError
from supportops.presets._read import by
from supportops.presets.table import load
from supportops.triage import Condition, DecisionTable, Rule, at_least, between

__all__ = ["CHATBOT", "chatbot"]

_ROWS = by("scenario", load("chatbot_scenarios"))


def chatbot(*, sure: float = 0.7, skip_vips: bool = True) -> DecisionTable:
    """Return the table of a chatbot: what was found, how sure it is, who asks and when -> behaviour and fallback.

    The source prints five scenarios, and neither their order nor a threshold. Ours, the first that holds: a VIP goes
    to a human while there is one, what was found is shared if the bot is sure enough, and otherwise an agent takes
    over, or tomorrow's desk.

    Args:
        sure: the confidence, 0 to 1, from which on the bot shares what it found. Ours.
        skip_vips: whether VIPs skip the bot, which the source calls optional.

    Raises:
        DomainError: `sure` is not between 0 and 1.

    Source: Support Operations skill pack, Chatbot Integration.

    Example:
        >>> facts = {"vip": False, "match": "faq", "confidence": 0.4, "after_hours": True}
        >>> decision = chatbot().decide(facts)
        >>> decision.rule, decision.output["behaviour"], decision.output["fallback"]
        ('after_hours', 'give resources', 'promise a reply next day')
    """
    if not 0 <= sure <= 1:
        raise DomainError(f"sure is {sure!r}; a confidence is between 0 and 1", field="sure", value=sure)
    is_sure = at_least(sure)
    vips = [_rule("vip_customer", {"vip": True, "after_hours": False})] if skip_vips else []
    return DecisionTable(
        name="Chatbot",
        hit_policy="first",
        inputs={
            "vip": "boolean",
            "match": ("faq", "article", "none"),
            "confidence": between(0, 1, closed="both"),
            "after_hours": "boolean",
        },
        rules=(
            *vips,
            _rule("faq_match", {"match": "faq", "confidence": is_sure}),
            _rule("article_match", {"match": "article", "confidence": is_sure}),
            _rule("after_hours", {"after_hours": True}),
            _rule("low_confidence", {"after_hours": False}),
        ),
    )


def _rule(scenario: str, when: dict[str, Condition | bool | str]) -> Rule:
    row = _ROWS[scenario]
    return Rule(scenario, when, {"behaviour": str(row["behaviour"]), "fallback": str(row["fallback"])})


CHATBOT = chatbot()
"""The five scenarios as a table: sure from 0.7 on, and VIPs skip the bot. Threshold and order are ours; see `chatbot`.

Source: Support Operations skill pack, Chatbot Integration.

Example:
    >>> CHATBOT.decide({"vip": True, "after_hours": False}).output["fallback"]
    'straight to a human'
"""
