"""Office documents -> reports: the running text, with the headings, lists and quotations that they mark."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from headwater.ingest.compose import compose, given_facts, whole
from headwater.ingest.decode import Refusal
from headwater.ingest.given import Given
from headwater.ingest.limits import Limits, over
from headwater.ingest.markup import laid_out, line_of, safe_xml
from headwater.model import Rejected, Report

__all__ = ["read_docx"]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "creator",
    "{http://purl.org/dc/terms/}created": "created",
    "{http://purl.org/dc/terms/}modified": "modified",
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_LOCKED = Refusal("encrypted", "it is locked with a password; save it without one")


@whole
def read_docx(raw: bytes, given: Given) -> Iterator[Report | Rejected | Refusal]:
    """Read one DOCX: its paragraphs in order, those of tables too, then its notes; deleted text is left out, inserted text is in.

    What the file says of itself (title, creator, times of the file) goes into `extra.document`: it is about the file, not the report.

    Args:
        raw: The file.
        given: What is known of it.

    Yields:
        The one report, or why it is refused.
    """
    found = _docx(raw, given.limits)
    if isinstance(found, Refusal):
        yield found
    elif not any(line for _, line in found[0]):
        yield Refusal("no_text", "the document holds no text; perhaps it is a picture: export its text")
    else:
        text, known = laid_out(found[0], None)
        yield compose(text, replace(given_facts(given, raw), extra={"document": found[1]} if found[1] else {}, known=known))


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
            notes = [_part(archive, name, limits) for name in _NOTES if name in names]
            core = _part(archive, "docProps/core.xml", limits) if "docProps/core.xml" in names else b""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, RuntimeError) as error:
        locked = raw.startswith(b"\xd0\xcf\x11\xe0")
        return _LOCKED if locked else Refusal("archive", f"it is a broken DOCX: {error}; save it again")
    lines: list[tuple[str, str]] = []
    for part in (body, *notes):
        root = part if isinstance(part, Refusal) else safe_xml(part)
        if isinstance(root, Refusal):
            return root
        paragraphs = (paragraph for paragraph in root.iter(f"{_WORD}p") if next(paragraph.iterancestors(_FALLBACK), None) is None)
        lines += [line for paragraph in paragraphs for line in _paragraph(paragraph)]
    return lines, {} if isinstance(core, Refusal) else _about(core)


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
    for node in _own(paragraph):
        tag = node.tag.removeprefix(_WORD)
        words += {"t": node.text or "", "tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}.get(tag, "\n")
    for line in words.split("\n"):
        if line_of(line):
            yield kind, line_of(line)


def _own(paragraph: Any) -> Iterator[Any]:
    """The pieces of a paragraph in order, without those of text boxes in it, which are paragraphs of their own and written twice."""
    boxed = next(paragraph.iterdescendants(f"{_WORD}p", _FALLBACK), None) is not None
    for node in paragraph.iter(*(f"{_WORD}{name}" for name in ("t", "tab", "br", "cr", "noBreakHyphen", "softHyphen"))):
        if not boxed or next(node.iterancestors(f"{_WORD}p", _FALLBACK)) is paragraph:
            yield node


def _about(core: bytes) -> dict[str, str]:
    root = safe_xml(core) if core else None
    if root is None or isinstance(root, Refusal):
        return {}
    return {_CORE[child.tag]: child.text.strip() for child in root if child.tag in _CORE and (child.text or "").strip()}
