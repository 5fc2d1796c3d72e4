"""Lines of text from a path, an open file or an iterable; gzip is known by its first bytes.

What cannot be read is named with its place: the file, the line, the byte.
"""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from supportops.errors import ConfigurationError, DomainError

__all__ = ["Source", "lines_of", "name_of"]

Source = str | os.PathLike[str] | IO[str] | IO[bytes] | Iterable[str]
"""A path, an open text or binary file, or lines of text."""

_GZIP = b"\x1f\x8b"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BUFFER = 1 << 17


def name_of(source: Source) -> str:
    """Return what to call a source in messages: its path or file name, or "the log".

    Example:
        >>> name_of("incidents.csv"), name_of(["number,state"])
        ('incidents.csv', 'the log')
    """
    if isinstance(source, str | os.PathLike):
        return os.fspath(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else "the log"


def lines_of(source: Source, *, encoding: str = "utf-8") -> Iterator[str]:
    """Yield the lines of a source as text, without a byte order mark; files given open stay open.

    Args:
        source: a path, an open file, or lines. Bytes that begin like gzip are unpacked.
        encoding: of the bytes; text is taken as it is.

    Raises:
        ConfigurationError: an encoding that Python does not know, or that is none of text.
        DomainError: bytes that are not of this encoding, a damaged or truncated gzip file, or lines that
            are not text. The message has the name and the line.
        OSError: the file cannot be opened or read.
    """
    is_wide = _is_wide(encoding)
    if isinstance(source, str | os.PathLike):
        with Path(source).open("rb") as file:
            yield from _read(file, name_of(source), encoding, is_wide=is_wide)
    elif hasattr(source, "read") and isinstance(source.read(0), bytes):
        with closing(io.BufferedReader(_Borrowed(source), _BUFFER)) as stream:  # type: ignore[arg-type]
            yield from _read(stream, name_of(source), encoding, is_wide=is_wide)
    else:
        yield from _guarded(_texts(source, name_of(source)), name_of(source))


class _Borrowed(io.RawIOBase):
    """An open binary file of somebody else, with only as much of a file's face as a buffer needs."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a buffer is what it gets
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _read(stream: io.BufferedReader[Any], name: str, encoding: str, *, is_wide: bool) -> Iterator[str]:
    start = stream.peek(2)[:2]
    if start == _GZIP:
        stream = io.BufferedReader(gzip.GzipFile(fileobj=stream), _BUFFER)
    if is_wide:
        texts: Iterator[str] = iter(io.TextIOWrapper(stream, encoding=encoding, newline=""))
    else:
        texts = _decoded(stream, name, encoding)
    yield from _guarded(texts, name)


def _decoded(lines: Iterable[bytes], name: str, encoding: str) -> Iterator[str]:
    offset = 0
    for number, line in enumerate(lines, start=1):
        try:
            yield line.decode(encoding)
        except UnicodeDecodeError as error:
            hint = "'utf-16'" if offset == 0 and line.startswith(_UTF_16) else "for example 'cp1252'"
            raise DomainError(
                f"{name}, line {number}: byte {offset + error.start} of the file (0x{line[error.start]:02x}) is not "
                f"{encoding}; save the file as UTF-8, or give encoding= ({hint})"
            ) from None
        offset += len(line)


def _texts(lines: Iterable[object], name: str) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if not isinstance(line, str):
            raise DomainError(f"{name}, line {number}: {line!r:.80} is not text; give lines of text, or a binary file")
        yield line


def _guarded(lines: Iterable[str], name: str) -> Iterator[str]:
    """Yield lines without the mark in front of the first; say how far one came when the bytes give out."""
    count = 0
    try:
        for line in lines:
            count += 1
            yield line.removeprefix("\ufeff") if count == 1 else line
    except EOFError:
        raise DomainError(
            f"{name}, after line {count}: the gzip file ends too early, so the rows behind it are missing; "
            f"copy or download it again"
        ) from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise DomainError(
            f"{name}, after line {count}: the gzip file is damaged ({error}); copy or download it again"
        ) from None
    except UnicodeError as error:
        raise DomainError(f"{name}, after line {count}: {error}; give the right encoding=") from None


def _is_wide(encoding: str) -> bool:
    """Return whether a line's end has other bytes in this encoding than in ASCII, so that bytes have no lines."""
    try:
        return "a,\n".encode(encoding) != b"a,\n"
    except (LookupError, ValueError):
        message = f"{encoding!r} is no text encoding; write for example 'utf-8' or 'cp1252'"
        raise ConfigurationError([("encoding", message)]) from None
