"""Office documents and PDFs -> reports: the running text, with the headings, lists and quotations that a DOCX marks."""

import hashlib
import io
import logging
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from headwater.ingest.compose import Facts, compose, rejected, taken_whole
from headwater.ingest.decode import Refusal
from headwater.ingest.given import Given
from headwater.ingest.limits import Limits, over
from headwater.ingest.markup import laid_out, line_of, safe_xml
from headwater.model import BlockKind, Rejected, Report

__all__ = ["read_docx", "read_pdf"]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "creator",
    "{http://purl.org/dc/terms/}created": "created",
    "{http://purl.org/dc/terms/}modified": "modified",
}
_LOCKED = Refusal("encrypted", "it is locked with a password; save it without one")


def read_docx(stream: BinaryIO, given: Given) -> Iterator[Report | Rejected]:
    """Read one DOCX: its paragraphs in order, those of tables too; deleted text is left out, inserted text is in.

    What the file says of itself (title, creator, times of the file) goes into `extra.document`: it is about the file, not the report.

    Args:
        stream: The file.
        given: What is known of it.

    Yields:
        The one report, or why it is refused.
    """
    raw = taken_whole(stream, given)
    if isinstance(raw, Refusal):
        yield rejected(given.ref, raw)
        return
    found = _docx(raw, given.limits)
    if isinstance(found, Refusal):
        yield rejected(given.ref, found)
        return
    lines, about = found
    if not any(line for _, line in lines):
        yield rejected(given.ref, Refusal("no_text", "the document holds no text; perhaps it is a picture: export its text"))
        return
    text, known = laid_out(lines, None)
    yield _composed(text, raw, about, known, given)


def read_pdf(stream: BinaryIO, given: Given) -> Iterator[Report | Rejected]:
    """Read the text of one PDF, page after page.

    Args:
        stream: The file.
        given: What is known of it; pages past `limits.sheets` refuse it.

    Yields:
        The one report, or why it is refused: a scan has no text.
    """
    raw = taken_whole(stream, given)
    if isinstance(raw, Refusal):
        yield rejected(given.ref, raw)
        return
    found = _pdf(raw, given.limits)
    if isinstance(found, Refusal):
        yield rejected(given.ref, found)
        return
    text, about = found
    if not text.strip():
        yield rejected(given.ref, Refusal("no_text", "the PDF holds no text; it is perhaps a scan: recognise its letters first (ocrmypdf)"))
        return
    yield _composed(text, raw, about, {}, given)


def _composed(text: str, raw: bytes, about: dict[str, str], known: dict[int, BlockKind], given: Given) -> Report | Rejected:
    facts = Facts(
        ref=given.ref,
        publisher=given.publisher,
        url=given.url,
        captured_at=given.captured_at,
        capture=hashlib.sha256(raw).hexdigest(),
        limits=given.limits,
        extra={"document": about} if about else {},
        known=known,
    )
    return compose(text, facts)


def _docx(raw: bytes, limits: Limits) -> tuple[list[tuple[str, str]], dict[str, str]] | Refusal:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                locked = "EncryptedPackage" in names
                return (
                    _LOCKED if locked else Refusal("archive", "it is no Word document: it has no word/document.xml; save it as DOCX again")
                )
            body = _part(archive, "word/document.xml", limits)
            core = _part(archive, "docProps/core.xml", limits) if "docProps/core.xml" in names else b""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, RuntimeError) as error:
        locked = raw.startswith(b"\xd0\xcf\x11\xe0")
        return _LOCKED if locked else Refusal("archive", f"it is a broken DOCX: {error}; save it again")
    if isinstance(body, Refusal) or isinstance(core, Refusal):
        return body if isinstance(body, Refusal) else _LOCKED
    root = safe_xml(body)
    if isinstance(root, Refusal):
        return root
    return [line for paragraph in root.iter(f"{_WORD}p") for line in _paragraph(paragraph)], _about(core)


def _part(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes | Refusal:
    with archive.open(name) as part:
        body = part.read(limits.input_bytes + 1)
    return (
        body
        if len(body) <= limits.input_bytes
        else over("too_large", "input_mb", limits, f"its {name} unpacks to more than one report may be")
    )


def _paragraph(paragraph: Any) -> Iterator[tuple[str, str]]:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    name = ("" if style is None else style.get(f"{_WORD}val") or "").lower()
    listed = paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None or name.startswith("list")
    kind = "head" if name.startswith(("title", "heading")) else "item" if listed else "quote" if "quote" in name else "p"
    words = ""
    for node in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr", f"{_WORD}noBreakHyphen", f"{_WORD}softHyphen"):
        tag = node.tag.removeprefix(_WORD)
        words += {"t": node.text or "", "tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}.get(tag, "\n")
    for line in words.split("\n"):
        if line_of(line):
            yield kind, line_of(line)


def _about(core: bytes) -> dict[str, str]:
    root = safe_xml(core) if core else None
    if root is None or isinstance(root, Refusal):
        return {}
    return {_CORE[child.tag]: child.text.strip() for child in root if child.tag in _CORE and (child.text or "").strip()}


def _pdf(raw: bytes, limits: Limits) -> tuple[str, dict[str, str]] | Refusal:
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(raw))
        if document.is_encrypted and not document.decrypt(""):
            return _LOCKED
        if len(document.pages) > limits.sheets:
            return over("too_large", "sheets", limits, f"it has {len(document.pages)} pages")
        text = ""
        for page in document.pages:
            text += page.extract_text().rstrip() + "\n\n"
            if len(text) > limits.text_chars:
                return over("too_large", "text_chars", limits, "its text is too long for one report")
        title = document.metadata.title if document.metadata else None
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, OverflowError, zlib.error) as error:
        return Refusal("archive", f"it is a broken PDF: {error}; save it again, or give its text (pdftotext)")
    sound = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return sound.strip("\n"), {"title": str(title)} if title else {}
