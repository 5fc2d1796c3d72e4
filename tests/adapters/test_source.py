import gzip
import io

import pytest

from supportops.adapters.source import lines_of, name_of
from supportops.errors import ConfigurationError, DomainError

TEXT = "number,note\nINC1,süß\n"
LINES = ["number,note\n", "INC1,süß\n"]


def test_a_path_is_read_line_by_line(tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(TEXT.encode())
    assert list(lines_of(path)) == LINES
    assert list(lines_of(str(path))) == LINES


def test_gzip_is_known_by_its_bytes_and_not_by_its_name(tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(gzip.compress(TEXT.encode()))
    assert list(lines_of(path)) == LINES


def test_an_open_binary_file_is_read_and_stays_open():
    for data in (TEXT.encode(), gzip.compress(TEXT.encode())):
        file = io.BytesIO(data)
        assert list(lines_of(file)) == LINES
        assert not file.closed


def test_an_open_text_file_and_a_list_are_taken_as_they_are():
    file = io.StringIO(TEXT)
    assert list(lines_of(file)) == LINES
    assert not file.closed
    assert list(lines_of(["a", "b"])) == ["a", "b"]


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert list(lines_of(io.BytesIO(b"\xef\xbb\xbfa\nb\n"))) == ["a\n", "b\n"]
    assert list(lines_of(["\ufeffa", "\ufeffb"])) == ["a", "\ufeffb"]


def test_other_encodings_are_an_option():
    assert list(lines_of(io.BytesIO("süß\n".encode("cp1252")), encoding="cp1252")) == ["süß\n"]
    assert list(lines_of(io.BytesIO(TEXT.encode("utf-16")), encoding="utf-16")) == LINES


def test_a_wrong_byte_is_named_with_its_line_and_its_place_in_the_file():
    with pytest.raises(DomainError) as error:
        list(lines_of(io.BytesIO(b"number\nS\xfc\xdf\n")))
    assert str(error.value) == (
        "the log, line 2: byte 8 of the file (0xfc) is not utf-8; save the file as UTF-8, or give encoding= "
        "(for example 'cp1252')"
    )


def test_a_file_that_begins_like_utf_16_is_recognised():
    with pytest.raises(DomainError, match=r"line 1: byte 0 .*encoding= \('utf-16'\)"):
        list(lines_of(io.BytesIO(TEXT.encode("utf-16"))))


def test_a_wide_encoding_that_breaks_names_the_lines_before():
    with pytest.raises(DomainError, match=r"after line 1: .*truncated data; give the right encoding="):
        list(lines_of(io.BytesIO(TEXT.encode("utf-16")[:-1]), encoding="utf-16"))


@pytest.mark.parametrize("encoding", ["utf-88", "base64", "undefined", ""])
def test_what_is_no_text_encoding_is_refused(encoding):
    with pytest.raises(ConfigurationError, match=f"'{encoding}' is no text encoding"):
        list(lines_of(io.BytesIO(b"a\n"), encoding=encoding))


def test_a_truncated_gzip_says_how_far_one_came():
    whole = gzip.compress("".join(f"INC{n},{n * 7919 % 1000}\n" for n in range(50_000)).encode())
    with pytest.raises(DomainError) as error:
        list(lines_of(io.BytesIO(whole[: len(whole) // 2])))
    message = str(error.value)
    assert message.startswith("the log, after line ")
    assert message.endswith(
        "the gzip file ends too early, so the rows behind it are missing; copy or download it again"
    )
    assert 1_000 < int(message.removeprefix("the log, after line ").split(":")[0]) < 50_000


@pytest.mark.parametrize(
    "damaged",
    [
        gzip.compress(TEXT.encode())[:10] + b"\xff" * 40,
        gzip.compress(TEXT.encode()) + b"garbage",
        gzip.compress(TEXT.encode())[:-8] + bytes(8),
    ],
    ids=["no deflate stream", "something behind it", "a wrong checksum"],
)
def test_a_damaged_gzip_is_named(damaged):
    with pytest.raises(DomainError, match=r"after line [0-9]: the gzip file is damaged"):
        list(lines_of(io.BytesIO(damaged)))


def test_lines_that_are_no_text_are_refused():
    with pytest.raises(DomainError, match="the log, line 2: 7 is not text"):
        list(lines_of(["a", 7]))


def test_a_missing_file_is_the_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        list(lines_of(tmp_path / "none.csv"))


def test_names_come_from_paths_and_files(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("a\n")
    with path.open() as file:
        assert name_of(file) == str(path)
    assert name_of(path) == str(path)
    assert name_of(io.BytesIO()) == name_of([]) == "the log"


def test_reading_a_path_halfway_closes_it(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("a\nb\n")
    lines = lines_of(path)
    assert next(lines) == "a\n"
    lines.close()  # type: ignore[attr-defined]
    with pytest.raises(StopIteration):
        next(lines)
