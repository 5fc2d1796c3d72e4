import pytest

from supportops._paths import bounces, moves


@pytest.mark.parametrize(
    ("path", "expected"), [("", ""), ("a", "a"), ("aab", "ab"), ("abba", "aba"), ("aaaa", "a"), ("abcabc", "abcabc")]
)
def test_a_repeat_is_no_move(path, expected):
    assert "".join(moves(path)) == expected


@pytest.mark.parametrize(
    ("path", "expected"), [("", 0), ("ab", 0), ("aba", 1), ("abab", 2), ("abba", 1), ("abca", 0), ("abcbab", 2)]
)
def test_a_bounce_goes_straight_back(path, expected):
    assert bounces(path) == expected
