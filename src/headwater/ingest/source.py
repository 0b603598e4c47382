"""Sources -> reports: a file, a folder or standard input, and which kind of reader each goes to."""

import io
import logging
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypedDict, Unpack
from urllib.parse import urlsplit

from headwater.errors import InputError, SettingsError
from headwater.ingest.captures import Captures
from headwater.ingest.compose import FAILED, compose, rejected
from headwater.ingest.decode import Refusal
from headwater.ingest.fetching import STANDARD_FETCHING, Fetching, is_address
from headwater.ingest.given import HTML, Given
from headwater.ingest.guard import Job, read_guarded
from headwater.ingest.kinds import KINDS, Kind
from headwater.ingest.limits import STANDARD, Limits, over
from headwater.ingest.member import kind_of_bytes, kind_of_name, kind_of_type
from headwater.ingest.rows import stated_facts
from headwater.model import Publisher, Rejected, Report

__all__ = ["Stated", "Taking", "from_bytes", "from_text", "reports"]

_LOG = logging.getLogger(__name__)


_NO_FILE = Refusal("unreadable", "it is no regular file (a broken link, a pipe or a device); remove it, or name what it stands for")
_LEADS_OUT = Refusal("unsafe", "it is a link that leads out of the folder being read; name what it stands for if you mean to read it")
_VAGUE = ("", "text/plain", "application/octet-stream", "text/xml", "application/xml", "application/json", "binary/octet-stream")
SMALL_BYTES = 1 << 18
"""Plain text up to here is read in this process: nothing in it takes longer than a blink."""


class Stated(TypedDict, total=False):
    """What a caller may state about a text, in the words of the contract's rows."""

    title: str | None
    domain: str | None
    url: str | None
    published_at: str | None
    byline: str | None
    credit: str | None
    language: str | None


class Taking(TypedDict, total=False):
    """How sources are taken in, in the words of `reports`."""

    publisher: str | None
    limits: Limits
    fetching: Fetching
    captures: Captures | None
    html: str


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


def from_bytes(
    body: bytes,
    name: str,
    *,
    format: str | None = None,  # noqa: A002
    publisher: str | None = None,
    limits: Limits = STANDARD,
    captures: Captures | None = None,
) -> Iterator[Report | Rejected]:
    """Read every report of a file's bytes that are already in hand, as one that is sent to a server.

    Args:
        body: The bytes.
        name: What the file is called: its suffix tells its kind, and the reports are called by it. Nothing of that name is opened.
        format: A name of `KINDS`, instead of the one that the suffix, the first bytes or the first character tell.
        publisher: As of `reports`.
        limits: As of `reports`.
        captures: As of `reports`.

    Raises:
        SettingsError: There is no such format.
    """
    if format is not None and format not in KINDS:
        raise SettingsError(f"unknown format {format!r}; available: {', '.join(KINDS)}")
    given = Given(ref=_printable(name), publisher=Publisher(name=publisher) if publisher else None, limits=limits)
    named = format or kind_of_name(name) or kind_of_bytes(body[:4096])
    if named is None and Path(name).suffix:
        return iter((rejected(given.ref, _unknown(Path(name).suffix.lower())),))
    return _read(io.BufferedReader(io.BytesIO(body)), KINDS[named] if named else None, given, captures=_of_all(captures))


def reports(
    source: str,
    *,
    format: str | None = None,  # noqa: A002
    publisher: str | None = None,
    limits: Limits = STANDARD,
    fetching: Fetching = STANDARD_FETCHING,
    captures: Captures | None = None,
    html: str = "full",
) -> Iterator[Report | Rejected]:
    """Read every report of a source.

    Args:
        source: A path to a file or a folder (read in the order of names, with the folders in it, without hidden files), an address
            (http or https) to fetch, or `-` for standard input (rows where it begins with `{`, else one plain text).
        format: A name of `KINDS`, instead of the one that the suffix or the first character tells. In a folder every file is then read so.
        publisher: Who published what does not name a publisher itself. A web page's own name for its site gives way to it.
        limits: What one input may cost before it is refused.
        fetching: What is allowed where the source is an address.
        captures: Where the bytes that reports were made of are kept, under the hash that is `report.capture`: those that were fetched, or
            all (`Captures.everything`); `None` keeps none. A row has no bytes of its own: its text is kept as it is.
        html: How articles are found in web pages: "full", or "fast" for many.

    Returns:
        Reports, and for each input that is none the reason; one bad input never stops the others.

    Raises:
        InputError: The path does not exist, or standard input cannot be read.
        SettingsError: There is no such format, or no such way to read pages.
    """
    if format is not None and format not in KINDS:
        raise SettingsError(f"unknown format {format!r}; available: {', '.join(KINDS)}")
    if html not in HTML:
        raise SettingsError(f"unknown way to read pages {html!r}; available: {', '.join(HTML)}")
    kind = KINDS[format] if format else None
    given = Given(ref=source, publisher=Publisher(name=publisher) if publisher else None, limits=limits, html=html)
    if source == "-":
        return _standard_input(kind, given, _of_all(captures))
    if is_address(source):
        return _fetched(kind, given, fetching, captures)
    path = _existing(source)
    kept = _of_all(captures)
    return _folder(path, kind, given, _Walk(path, kept)) if path.is_dir() else _file(path, kind, given, kept)


def _of_all(captures: Captures | None) -> Captures | None:
    return captures if captures and captures.everything else None


def _fetched(kind: Kind | None, given: Given, fetching: Fetching, captures: Captures | None) -> Iterator[Report | Rejected]:
    """Read what lies at an address, by the kind that its server states, or that it is plainly of."""
    from headwater.ingest.fetch import fetch  # TLS and HTTP are loaded for who names an address

    found = fetch(given.ref, fetching, given.limits)
    if isinstance(found, Refusal):
        yield rejected(given.ref, found)
        return
    vague = found.media.partition(";")[0].strip().lower() in _VAGUE
    named = (kind_of_bytes(found.body[:4096]) if vague else None) or kind_of_type(found.media) or kind_of_name(urlsplit(found.url).path)
    if kind is None and named is None:
        yield rejected(
            given.ref, Refusal("unsupported", f"the server sends it as {found.media!r}, which is not read; say the format if it is one")
        )
        return
    given = replace(given, url=found.url, captured_at=found.at, charset=found.charset)
    yield from read_body(found.body, kind or KINDS[named or "plain"], given, captures)


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


def _standard_input(kind: Kind | None, given: Given, captures: Captures | None) -> Iterator[Report | Rejected]:
    try:
        stream = sys.stdin.buffer
        stream.readable()
    except (AttributeError, OSError, ValueError) as error:
        raise InputError("standard input cannot be read: it is closed; pipe a text or rows into it, or name a file") from error
    return _read(_sniffed(stream), kind, given, captures=captures)


def _sniffed(stream: Any) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)


class _Walk:
    """A walk through a folder: where it began, the folders it has been in, and where what is met is kept."""

    def __init__(self, root: Path, captures: Captures | None) -> None:
        self.captures = captures
        self._root = root.resolve()
        self._seen: set[tuple[int, int]] = set()

    def enters(self, folder: Path) -> bool:
        """Tell whether the folder is met for the first time: a link may lead back into one already read."""
        status = folder.stat()
        known = (status.st_dev, status.st_ino) in self._seen
        self._seen.add((status.st_dev, status.st_ino))
        return not known

    def leaves(self, path: Path) -> bool:
        """Tell whether the path is a link out of the folder: what was unpacked from elsewhere may point anywhere on this machine."""
        return path.is_symlink() and not path.resolve().is_relative_to(self._root)


def _folder(folder: Path, kind: Kind | None, given: Given, walk: _Walk) -> Iterator[Report | Rejected]:
    try:
        if not walk.enters(folder):
            return
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    except OSError as error:
        yield rejected(_ref(folder), _unreadable(error))
        return
    for name in names:
        path = folder / name
        if not path.exists() or not (path.is_dir() or path.is_file()):
            yield rejected(_ref(path), _NO_FILE)
        elif walk.leaves(path):
            yield rejected(_ref(path), _LEADS_OUT)
        elif path.is_dir():
            yield from _folder(path, kind, given, walk)
        else:
            yield from _file(path, kind, given, walk.captures)


def _file(path: Path, kind: Kind | None, given: Given, captures: Captures | None) -> Iterator[Report | Rejected]:
    given = replace(given, ref=_ref(path))
    suffix = path.suffix.lower()
    named = kind_of_name(path.name)
    kind = kind or (KINDS[named] if named else None)
    if kind is None and suffix and not _is_pipe(path):
        yield rejected(given.ref, _unknown(suffix))
        return
    try:
        stream = path.open("rb")
    except OSError as error:
        yield rejected(given.ref, _unreadable(error))
        return
    with stream:
        yield from _read(stream, kind, given, path, captures)


def _unknown(suffix: str) -> Refusal:
    suffixes = " ".join(suffix for known in KINDS.values() for suffix in known.suffixes)
    known = f"known are {suffixes}; say the format ({', '.join(KINDS)}) if it is one of them"
    return Refusal("unsupported", f"files named *{suffix} are not read; {known}")


def _read(
    stream: io.BufferedReader, kind: Kind | None, given: Given, path: Path | None = None, captures: Captures | None = None
) -> Iterator[Report | Rejected]:
    """Read a stream; whatever goes wrong in it becomes one Rejected, and the next source goes on."""
    try:
        if kind is None:
            first = stream.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
            kind = KINDS["rows" if first == b"{" else "plain"]
        if kind.unpack:
            yield from _unpacked(stream, Job(kind=kind.name, given=given, captures=captures), path)
        elif kind.read and kind.name == "rows":
            yield from kind.read(stream, given)
        elif kind.read:
            yield from read_body(stream.read(given.limits.input_bytes + 1), kind, given, captures)
    except OSError as error:
        yield rejected(given.ref, _unreadable(error))
    except InputError:  # captures cannot be kept: that is broken for all
        raise
    except Exception:  # noqa: BLE001 - the boundary of the batch: a parser may fail in ways of its own
        _LOG.exception("ingest failed on %s", given.ref)
        yield rejected(given.ref, FAILED)


def read_body(body: bytes, kind: Kind, given: Given, captures: Captures | None = None) -> Iterator[Report | Rejected]:
    """Read a document in hand, and keep its bytes where that is asked: small plain text here, all else guarded."""
    if kind.unpack:
        yield from read_guarded(Job(kind=kind.name, given=given, body=body, captures=captures))
        return
    for found in _read_document(body, kind, given):
        if captures and isinstance(found, Report):
            captures.keep_for(found, body, kind=kind.name, charset=given.charset)
        yield found


def _read_document(body: bytes, kind: Kind, given: Given) -> Iterator[Report | Rejected]:
    if kind.read and not kind.guarded and len(body) <= SMALL_BYTES:
        return kind.read(io.BytesIO(body), given)
    if len(body) > given.limits.input_bytes:
        return iter((rejected(given.ref, over("too_large", "input_mb", given.limits, "it is too large for one report")),))
    return read_guarded(Job(kind=kind.name, given=given, body=body))


def _unpacked(stream: io.BufferedReader, job: Job, path: Path | None) -> Iterator[Report | Rejected]:
    """Read an archive from where it lies; one that is piped in is laid down for as long as that takes."""
    if path and stat.S_ISREG(path.stat().st_mode):
        yield from read_guarded(replace(job, path=path.resolve()))
        return
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "archive"
        with copy.open("wb") as laid:
            shutil.copyfileobj(stream, laid)
        yield from read_guarded(replace(job, path=copy))


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
