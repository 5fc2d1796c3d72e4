from datetime import timedelta

import pytest

from supportops.errors import ConfigurationError
from supportops.triage.on_call.share import Share, Shares

ANN = Share(time="168h", nights="56h", weekends=timedelta(days=2), holidays="90m")
NOTHING = Share(time="0h", nights="0h", weekends="0h", holidays="0h")


def test_a_share_is_read_in_one_line_and_is_the_same_after_json():
    assert str(ANN) == "168h on duty: nights 56h, weekends 48h, holidays 1h30m"
    assert Share.model_validate_json(ANN.model_dump_json()) == ANN
    assert ANN.weekends == timedelta(hours=48)


def test_shares_are_a_mapping_that_reads_as_a_table():
    shares = Shares({"ann": ANN, "bob": NOTHING})
    assert (shares["ann"], list(shares), shares == {"ann": ANN, "bob": NOTHING}) == (ANN, ["ann", "bob"], True)
    assert str(shares).splitlines() == [
        "2 people, 168h on duty",
        "person  time    share  nights  weekends  holidays",
        "ann     168h  100.0 %     56h       48h     1h30m",
        "bob       0m    0.0 %      0m        0m        0m",
    ]
    assert "| bob | 0m | 0.0 % | 0m | 0m | 0m |" in shares.to_markdown()
    assert "<td>bob</td>" in shares._repr_html_()


def test_without_any_time_there_is_no_share_of_it():
    assert str(Shares({"ann": NOTHING})).splitlines()[0::2] == [
        "1 person, 0m on duty",
        "ann       0m      -      0m        0m        0m",
    ]


def test_shares_cannot_be_changed():
    shares = Shares({"ann": ANN})
    assert hash(shares) == hash(Shares({"ann": ANN}))
    with pytest.raises(TypeError):
        shares["bob"] = NOTHING
    with pytest.raises(ConfigurationError):
        Share(time="a week", nights="0h", weekends="0h", holidays="0h")
