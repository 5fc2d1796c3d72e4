import pytest

from supportops.vocabulary import L0_TO_L3, P0_TO_P4, P1_TO_P5, SEV1_TO_SEV5, Scale


@pytest.mark.parametrize(
    ("scale", "labels", "top", "name"),
    [
        (P1_TO_P5, "P1 P2 P3 P4 P5", "P1", "priority"),
        (P0_TO_P4, "P0 P1 P2 P3 P4", "P0", "priority"),
        (SEV1_TO_SEV5, "SEV1 SEV2 SEV3 SEV4 SEV5", "SEV1", "severity"),
        (L0_TO_L3, "L0 L1 L2 L3", "L3", "level"),
    ],
)
def test_the_scales_are_the_published_ones(scale, labels, top, name):
    assert " ".join(scale) == labels
    assert scale.label(1) == top
    assert scale.name == name


def test_levels_are_listed_from_self_service_and_ranked_from_engineering():
    assert Scale("L0", "L1", "L2", "L3", top="last") == L0_TO_L3
    assert [L0_TO_L3.rank(level) for level in L0_TO_L3] == [4, 3, 2, 1]
    assert str(L0_TO_L3) == "L3 > L2 > L1 > L0"


@pytest.mark.parametrize(
    ("scale", "titles"),
    [
        (P1_TO_P5, "Critical High Medium Low Request"),
        (P0_TO_P4, "Critical High Medium Low Request"),
        (SEV1_TO_SEV5, "Critical High Medium Low Minimal"),
        (L0_TO_L3, "L0 L1 L2 L3"),
    ],
)
def test_titles_are_the_printed_names_where_there_are_any(scale, titles):
    assert " ".join(map(scale.title, scale)) == titles
