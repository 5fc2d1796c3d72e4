import io
import sys

import pytest

from supportops.report.progress import bar_on, silent


class Terminal(io.StringIO):
    def isatty(self):
        return True


def ticking(step):
    now = [0.0]

    def clock():
        now[0] += step
        return now[0]

    return clock


def test_what_is_no_terminal_sees_nothing():
    assert bar_on(io.StringIO()) is silent
    assert list(silent([1, 2], "counting")) == [1, 2]


def test_with_tqdm_things_pass_through():
    stream = Terminal()
    assert list(bar_on(stream)(range(3), "counting")) == [0, 1, 2]


@pytest.fixture
def no_tqdm(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)


@pytest.mark.usefixtures("no_tqdm")
def test_without_tqdm_a_short_run_shows_nothing():
    stream = Terminal()
    assert list(bar_on(stream, clock=ticking(0.01))(range(3), "counting")) == [0, 1, 2]
    assert stream.getvalue() == ""


@pytest.mark.usefixtures("no_tqdm")
def test_without_tqdm_a_long_run_shows_a_count_and_wipes_it():
    stream = Terminal()
    assert list(bar_on(stream, clock=ticking(1.0))([1, 2, 3], "counting")) == [1, 2, 3]
    shown = stream.getvalue().split("\r")
    assert shown[1:-2] == ["counting: 2 of 3", "counting: 3 of 3"]
    assert shown[-2:] == [" " * 16, ""]


@pytest.mark.usefixtures("no_tqdm")
def test_a_stream_without_a_length_is_counted_without_an_end():
    stream = Terminal()
    list(bar_on(stream, clock=ticking(1.0))(iter([1, 2]), "counting"))
    assert "counting: 2" in stream.getvalue()
    assert " of " not in stream.getvalue()
