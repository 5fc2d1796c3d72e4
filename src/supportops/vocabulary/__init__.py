"""The words that several packages share: statuses, parties, channels and ordered scales."""

from supportops.vocabulary.scale import Scale
from supportops.vocabulary.scales import L0_TO_L3, P0_TO_P4, P1_TO_P5, SEV1_TO_SEV5
from supportops.vocabulary.words import AccountHealth, Channel, Party, ResolutionType, Status

__all__ = [
    "L0_TO_L3",
    "P0_TO_P4",
    "P1_TO_P5",
    "SEV1_TO_SEV5",
    "AccountHealth",
    "Channel",
    "Party",
    "ResolutionType",
    "Scale",
    "Status",
]
