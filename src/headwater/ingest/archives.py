"""Archives -> their members, unpacked in memory: nothing that an archive says about paths, links or sizes is believed.

ZIP, gzip, WARC (also inside WACZ, which is a ZIP of WARCs with an index) and mailboxes. Each function yields members, refusals of those
that are not read, and `None` for what is passed over.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, BinaryIO

from headwater.ingest.bounded import Overflow, Unzipped, decompressed, unencoded
from headwater.ingest.compose import rejected
from headwater.ingest.decode import Refusal
from headwater.ingest.given import Given
from headwater.ingest.limits import over
from headwater.ingest.member import Member, kind_of_name, kind_of_type
from headwater.ingest.published import when_stated
from headwater.model import Rejected

__all__ = ["unpack_gzip", "unpack_mailbox", "unpack_wacz", "unpack_warc", "unpack_zip"]

Found = Iterator[Member | Rejected | None]

_LINE = 1 << 20
_CAPTURED = ("html", "plain", "feed", "pdf", "docx")  # a crawl also keeps scripts, pictures, answers of programs
_ENCRYPTED = Refusal("encrypted", "it is locked with a password; unlock it first")
_UNSAFE = Refusal(
    "unsafe", "its name leads out of the archive, or it is a link; an honest archive has no such members; look at where it comes from"
)


def unpack_zip(stream: BinaryIO, given: Given) -> Found:
    """Yield the members of a ZIP by the kinds their names tell."""
    yield from _zipped(stream, given, wacz=False)


def unpack_wacz(stream: BinaryIO, given: Given) -> Found:
    """Yield the WARCs of a WACZ; its indexes and page lists only repeat them."""
    yield from _zipped(stream, given, wacz=True)


def unpack_gzip(stream: BinaryIO, given: Given) -> Found:
    """Yield the one file that was packed, of the kind that its name without .gz tells."""
    kind = kind_of_name(given.ref.lower().removesuffix(".gz")) or "plain"
    packed = stream.read(given.limits.input_bytes + 1)
    if len(packed) > given.limits.input_bytes:
        yield rejected(given.ref, over("too_large", "input_mb", given.limits, "it is too large for one report"))
        return
    body = decompressed(packed, given.limits)
    yield rejected(given.ref, body) if isinstance(body, Refusal) else Member(kind=kind, given=given, body=body)


def unpack_warc(stream: BinaryIO, given: Given) -> Found:
    """Yield the pages and other documents that were answered with 200, each called by the address it was captured from."""
    from fastwarc.warc import ArchiveIterator

    try:
        head = Unzipped(stream, given.limits).read(5)
        stream.seek(0)
    except Overflow as overflow:
        yield rejected(given.ref, overflow.refusal)
        return
    if head != b"WARC/":
        yield rejected(given.ref, Refusal("archive", "it is no WARC: it does not begin with WARC/; fetch it again, or say its format"))
        return
    records = ArchiveIterator(Unzipped(stream, given.limits), parse_http=False, stream_detect=False, strict_mode=False)
    count, read = 0, False
    try:
        for count, record in enumerate(records, start=1):
            if count > given.limits.members:
                yield rejected(given.ref, over("too_large", "members", given.limits, "it has too many records"))
                return
            member = _captured(record, given)
            read = read or member is not None
            yield member
    except Overflow as overflow:
        yield rejected(given.ref, overflow.refusal)
    except (OSError, ValueError, RuntimeError) as error:
        yield rejected(given.ref, Refusal("archive", f"after {count} records the WARC is broken: {error}; fetch it again"))
    else:
        if not read:
            detail = f"none of its {count} records is a page or another document that was answered; look what was crawled"
            yield rejected(given.ref, Refusal("no_text", detail))


def unpack_mailbox(stream: BinaryIO, given: Given) -> Found:
    """Yield the mails of an mbox: each begins with a line "From " after an empty one."""
    mail, number, blank, most = bytearray(), 0, True, given.limits.input_bytes
    while line := stream.readline(_LINE):
        if blank and line.startswith(b"From "):
            if mail:
                yield _mail(bytes(mail), number, given)
            mail, number = bytearray(), number + 1
        elif len(mail) <= most:
            mail += line[1:] if line.startswith(b">From ") else line
        blank = not line.strip()
    if mail:
        yield _mail(bytes(mail), number, given)
    if not number:
        yield rejected(given.ref, Refusal("archive", "it is no mailbox: no line begins with From; save the mails as .eml"))


def _mail(mail: bytes, number: int, given: Given) -> Member:
    return Member(kind="mail", given=replace(given, ref=f"{given.ref}:{number}"), body=mail)


def _zipped(stream: BinaryIO, given: Given, *, wacz: bool) -> Found:
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        yield rejected(given.ref, Refusal("archive", f"it is a broken ZIP: {error}; pack it again, or fetch it again"))
        return
    with archive:
        entries = archive.infolist()
        for entry in islice(entries, given.limits.members):
            yield _entry(archive, entry, given, wacz=wacz)
        if len(entries) > given.limits.members:
            yield rejected(given.ref, over("too_large", "members", given.limits, f"it has {len(entries)} members"))


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, given: Given, *, wacz: bool) -> Member | Rejected | None:
    parts = entry.filename.replace("\\", "/").split("/")
    if not parts[-1] or _is_hidden(parts) or (wacz and not (parts[0] == "archive" and kind_of_name(parts[-1]) == "warc")):
        return None
    given = replace(given, ref=f"{given.ref}!{entry.filename}")
    kind = kind_of_name(entry.filename)
    if ".." in parts or not parts[0] or parts[0].endswith(":") or stat.S_ISLNK(entry.external_attr >> 16):
        found: bytes | Refusal = _UNSAFE
    elif kind is None:
        found = Refusal("unsupported", "files of that name are not read; convert it, or leave it out")
    elif entry.flag_bits & 1:
        found = _ENCRYPTED
    else:
        # A WARC in a WACZ is larger than a document; what it holds is held to `input_mb` record by record.
        most = given.limits.archive_bytes if kind == "warc" else given.limits.input_bytes
        found = _unzipped(archive, entry, most, given)
    return rejected(given.ref, found) if isinstance(found, Refusal) else Member(kind=kind or "", given=given, body=found)


def _unzipped(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, given: Given) -> bytes | Refusal:
    try:
        with archive.open(entry) as member:
            body = member.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, RuntimeError) as error:
        return Refusal("archive", f"this member of the ZIP is broken: {error}; pack it again, or fetch it again")
    return body if len(body) <= most else over("too_large", "input_mb", given.limits, "it unpacks to more than one report may be")


def _is_hidden(parts: list[str]) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts) or parts[-1] in ("Thumbs.db", "desktop.ini")


def _captured(record: Any, given: Given) -> Member | Rejected | None:
    """The document of one record; `None` where the record is no document that is read."""
    headers = record.headers
    kind = (headers.get("WARC-Type") or "").lower()
    if kind == "response" and (headers.get("Content-Type") or "").lower().startswith("application/http"):
        record.parse_http(auto_decode="transfer", strict_mode=False)
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
    elif kind not in ("resource", "conversion"):
        return None
    answer = record.http_headers if kind == "response" else headers
    media = answer.get("Content-Type") or ""
    document = kind_of_type(media)
    address = (headers.get("WARC-Target-URI") or "").strip("<>")
    if document not in _CAPTURED or address.endswith("/robots.txt") or media.lower().startswith(("text/xml", "application/json")):
        return None
    given = replace(
        given,
        ref=address or f"{given.ref}@{record.stream_pos}",
        url=address or None,
        captured_at=when_stated(headers.get("WARC-Date"), "WARC-Date"),
        charset=record.http_charset if kind == "response" else None,
    )
    body = _body(record, answer, given)
    return rejected(given.ref, body) if isinstance(body, Refusal) else Member(kind=document or "", given=given, body=body)


def _body(record: Any, answer: Any, given: Given) -> bytes | Refusal:
    body: bytes = record.reader.read(given.limits.input_bytes + 1)
    if len(body) > given.limits.input_bytes:
        return over("too_large", "input_mb", given.limits, "the record is too large for one report")
    if len(body) < record.content_length and "chunked" not in (answer.get("Transfer-Encoding") or "").lower():
        return Refusal("archive", "the record breaks off before its length is reached; fetch the WARC again")
    return unencoded(body, answer.get("Content-Encoding") or "", given.limits)
