"""Sources -> reports: a file, a folder or standard input, and which kind of reader each goes to."""

import io
import logging
import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypedDict, Unpack

from headwater.errors import InputError, SettingsError
from headwater.ingest.compose import FAILED, compose, rejected
from headwater.ingest.decode import Refusal
from headwater.ingest.pages import read_page
from headwater.ingest.plain import read_plain
from headwater.ingest.rows import read_rows, stated_facts
from headwater.model import Publisher, Rejected, Report

__all__ = ["KINDS", "Kind", "Stated", "from_text", "reports"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of source: its name (the `format`), the suffixes of its files, and its reader."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[BinaryIO, str, Publisher | None], Iterator[Report | Rejected]]


KINDS = {
    kind.name: kind
    for kind in (
        Kind(name="plain", suffixes=(".txt", ".text"), read=read_plain),
        Kind(name="html", suffixes=(".html", ".htm", ".xhtml"), read=read_page),
        Kind(name="rows", suffixes=(".jsonl", ".ndjson"), read=read_rows),
    )
}
_NO_FILE = Refusal("unreadable", "it is no regular file (a broken link, a pipe or a device); remove it, or name what it stands for")
_BY_SUFFIX = {suffix: kind for kind in KINDS.values() for suffix in kind.suffixes}


class Stated(TypedDict, total=False):
    """What a caller may state about a text, in the words of the contract's rows."""

    title: str | None
    domain: str | None
    url: str | None
    published_at: str | None
    byline: str | None
    credit: str | None
    language: str | None


def from_text(text: str, *, ref: str = "text", publisher: str | None = None, **stated: Unpack[Stated]) -> Report | Rejected:
    """Make a report of a text that is already in hand.

    Args:
        text: The text; it is stored character for character.
        ref: What to call it.
        publisher: Who published it.
        **stated: title, domain, url, published_at (ISO 8601), byline, credit, language: as in a row of the contract.

    Returns:
        The report, or why it is refused.
    """
    return compose(text, stated_facts({"publisher": publisher, **stated}, ref, None, "caller"))


def reports(source: str, *, format: str | None = None, publisher: str | None = None) -> Iterator[Report | Rejected]:  # noqa: A002
    """Read every report of a source.

    Args:
        source: A path to a file or a folder (read in the order of names, with the folders in it, without hidden files), or `-`
            for standard input (rows where it begins with `{`, else one plain text).
        format: A name of `KINDS`, instead of the one that the suffix or the first character tells. In a folder every file is then read so.
        publisher: Who published what does not name a publisher itself. A web page's own name for its site gives way to it.

    Returns:
        Reports, and for each input that is none the reason; one bad input never stops the others.

    Raises:
        InputError: The path does not exist, or standard input cannot be read.
        SettingsError: There is no such format.
    """
    if format is not None and format not in KINDS:
        raise SettingsError(f"unknown format {format!r}; available: {', '.join(KINDS)}")
    kind = KINDS[format] if format else None
    owner = Publisher(name=publisher) if publisher else None
    if source == "-":
        return _standard_input(kind, owner)
    path = _existing(source)
    return _folder(path, kind, owner, set()) if path.is_dir() else _file(path, kind, owner)


def _existing(source: str) -> Path:
    try:
        path = Path(source)
        path.stat()
    except FileNotFoundError:
        raise InputError(f"there is no file or folder {_printable(source)!r}; check the path, or use - for standard input") from None
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError) and os.path.lexists(source):
            return path
        raise InputError(f"the path {_printable(source)!r} cannot be used: {_reason(error)}; check it") from error
    return path


def _standard_input(kind: Kind | None, publisher: Publisher | None) -> Iterator[Report | Rejected]:
    try:
        stream = sys.stdin.buffer
        stream.readable()
    except (AttributeError, OSError, ValueError) as error:
        raise InputError("standard input cannot be read: it is closed; pipe a text or rows into it, or name a file") from error
    return _guarded(_sniffed(stream), kind, "-", publisher)


def _sniffed(stream: Any) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)


def _folder(folder: Path, kind: Kind | None, publisher: Publisher | None, seen: set[tuple[int, int]]) -> Iterator[Report | Rejected]:
    try:
        status = folder.stat()
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    except OSError as error:
        yield rejected(_ref(folder), _unreadable(error))
        return
    if (status.st_dev, status.st_ino) in seen:  # a link that leads back into a folder already read
        return
    seen.add((status.st_dev, status.st_ino))
    for name in names:
        path = folder / name
        if path.is_dir():
            yield from _folder(path, kind, publisher, seen)
        elif path.is_file():
            yield from _file(path, kind, publisher)
        else:
            yield rejected(_ref(path), _NO_FILE)


def _file(path: Path, kind: Kind | None, publisher: Publisher | None) -> Iterator[Report | Rejected]:
    ref = _ref(path)
    suffix = path.suffix.lower()
    if kind is None and suffix and suffix not in _BY_SUFFIX and not _is_pipe(path):
        known = f"known are {' '.join(_BY_SUFFIX)}; say the format ({', '.join(KINDS)}) if it is one of them"
        yield rejected(ref, Refusal("unsupported", f"files named *{suffix} are not read; {known}"))
        return
    try:
        stream = path.open("rb")
    except OSError as error:
        yield rejected(ref, _unreadable(error))
        return
    with stream:
        yield from _guarded(stream, kind or _BY_SUFFIX.get(suffix), ref, publisher)


def _guarded(stream: io.BufferedReader, kind: Kind | None, ref: str, publisher: Publisher | None) -> Iterator[Report | Rejected]:
    """Read a stream; whatever goes wrong in it becomes one Rejected, and the next source goes on."""
    try:
        if kind is None:
            first = stream.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
            kind = KINDS["rows" if first == b"{" else "plain"]
        yield from kind.read(stream, ref, publisher)
    except OSError as error:
        yield rejected(ref, _unreadable(error))
    except Exception:  # noqa: BLE001 - the boundary of the batch: a parser may fail in ways of its own
        _LOG.exception("ingest failed on %s", ref)
        yield rejected(ref, FAILED)


def _unreadable(error: OSError) -> Refusal:
    return Refusal("unreadable", f"it cannot be read: {_reason(error)}; check its permissions")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _is_pipe(path: Path) -> bool:
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _ref(path: Path) -> str:
    return _printable(str(path))


def _printable(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 are spelt out, since no store can hold them."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
