import pytest

from supportops.errors import DomainError
from supportops.vocabulary import AccountHealth, Channel, Party, ResolutionType, Status


@pytest.mark.parametrize(
    ("words", "published"),
    [
        (Status, "new open pending on_hold resolved closed"),
        (Party, "requester agent bot system"),
        (
            Channel,
            "email chat phone in_app knowledge_base chatbot video community_forum social slack_or_teams internal",
        ),
        (ResolutionType, "solved workaround wont_fix duplicate feature_request"),
        (AccountHealth, "green yellow red"),
    ],
)
def test_the_words_are_the_published_ones(words, published):
    assert " ".join(words) == published


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("green", AccountHealth.GREEN),
        (" Yellow ", AccountHealth.YELLOW),
        ("At Risk", AccountHealth.RED),
        ("at_risk", AccountHealth.RED),
    ],
)
def test_account_health_is_read_from_a_colour_or_the_label(text, expected):
    assert AccountHealth.parse(text) is expected


def test_an_unknown_account_health_lists_what_is_known():
    with pytest.raises(DomainError, match="'purple' is no account health; allowed: at risk, green, red, yellow"):
        AccountHealth.parse("purple")
