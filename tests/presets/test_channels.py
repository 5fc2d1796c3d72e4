import pytest

from supportops.presets import load
from supportops.presets.channels import CHANNEL_NAMES, CHANNEL_SCHEMES, CHANNEL_STRATEGY, RATINGS, ChannelStrategy
from supportops.vocabulary import Channel

PRINTED = {
    "ticket_field": "email chat phone in_app",
    "plan_entitlement": "email kb chat phone slack_or_teams",
    "cost_comparison": (
        "knowledge_base chatbot_ai email_ticket live_chat phone video_call community_forum in_app_messaging"
    ),
    "strategy_matrix": "self_service chatbot live_chat email_ticket phone video",
    "staffing_model": "email live_chat phone social",
    "automation_rule": "internal",
    "rollout_guide": (
        "email in_app_chat knowledge_base community_slack community_discord community_forum social_dm"
    ),
    "omnichannel_inbox": "live_chat email slack social",
}  # fmt: skip
STRATEGY = {
    "self_service": ("common issues", "lowest", "highest", "lowest"),
    "chatbot": ("quick questions", "low", "high", "low"),
    "live_chat": ("help in the moment", "medium", "medium", "medium"),
    "email_ticket": ("complex issues", "medium", "medium", "medium"),
    "phone": ("urgent or sensitive", "high", "low", "high"),
    "video": ("technical demonstrations", "high", "low", "highest"),
}


def test_the_schemes_have_the_printed_names_in_their_order():
    assert {context: " ".join(names) for context, names in CHANNEL_SCHEMES.items()} == PRINTED


def test_every_printed_name_is_a_channel_and_every_channel_is_printed():
    assert all(names[name] is CHANNEL_NAMES[name] for names in CHANNEL_SCHEMES.values() for name in names)
    assert {channel for names in CHANNEL_SCHEMES.values() for channel in names.values()} == set(Channel)


def test_no_name_is_mapped_that_is_never_printed():
    printed = {name for names in CHANNEL_SCHEMES.values() for name in names}
    assert set(CHANNEL_NAMES) - set(Channel) <= printed


@pytest.mark.parametrize(
    ("channel", "names"),
    [
        (Channel.EMAIL, "email email_ticket"),
        (Channel.CHAT, "chat live_chat"),
        (Channel.IN_APP, "in_app in_app_chat in_app_messaging"),
        (Channel.KNOWLEDGE_BASE, "knowledge_base kb self_service"),
        (Channel.COMMUNITY_FORUM, "community_forum community_slack community_discord"),
        (Channel.MESSAGING, "slack_or_teams slack"),
        (Channel.SOCIAL, "social social_dm"),
    ],
)
def test_names_of_one_channel_are_read_as_it(channel, names):
    assert {name for name, found in CHANNEL_NAMES.items() if found is channel} == set(names.split())


def test_the_strategy_is_as_printed():
    assert {
        name: (row.best_for, row.cost, row.scalability, row.personal_touch) for name, row in CHANNEL_STRATEGY.items()
    } == STRATEGY
    assert [row.channel for row in CHANNEL_STRATEGY.values()] == [
        Channel.KNOWLEDGE_BASE, Channel.CHATBOT, Channel.CHAT, Channel.EMAIL, Channel.PHONE, Channel.VIDEO,
    ]  # fmt: skip


def test_ratings_can_be_compared():
    assert str(RATINGS) == "highest > high > medium > low > lowest"
    ranks = [(RATINGS.rank(row.cost), RATINGS.rank(row.personal_touch)) for row in CHANNEL_STRATEGY.values()]
    assert ranks == sorted(ranks, reverse=True)
    assert RATINGS.highest(*(row.scalability for row in CHANNEL_STRATEGY.values())) == "highest"


def test_a_strategy_survives_json():
    phone = CHANNEL_STRATEGY["phone"]
    assert ChannelStrategy.model_validate_json(phone.model_dump_json()) == phone


def test_the_lost_name_of_the_staffing_model_is_told():
    assert any("lost its name in print" in note for note in load("channel_vocabularies").notes)
