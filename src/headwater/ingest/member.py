"""A document inside an archive, and how its kind is told: by its name's suffix, the media type it was sent as, its first bytes."""

import re
from dataclasses import dataclass

from headwater.ingest.given import Given

__all__ = ["SUFFIXES", "Member", "kind_of_bytes", "kind_of_name", "kind_of_type"]

SUFFIXES = {
    "plain": (".txt", ".text"),
    "html": (".html", ".htm", ".xhtml"),
    "rows": (".jsonl", ".ndjson"),
    "feed": (".rss", ".atom", ".xml", ".rdf", ".json"),
    "mhtml": (".mhtml", ".mht"),
    "mail": (".eml",),
    "mailbox": (".mbox",),
    "docx": (".docx",),
    "pdf": (".pdf",),
    "warc": (".warc", ".warc.gz", ".warc.zst"),
    "wacz": (".wacz",),
    "zip": (".zip",),
    "gzip": (".gz",),
}
"""The suffixes of each kind of source, in lower case."""

_BY_SUFFIX = {suffix: kind for kind, suffixes in SUFFIXES.items() for suffix in suffixes}
_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "plain",
    "application/pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/feed+json": "feed",
    "application/json": "feed",
    "text/xml": "feed",
    "application/xml": "feed",
    "message/rfc822": "mail",
    "multipart/related": "mhtml",
    "application/warc": "warc",
    "application/warc-fields": "warc",
    "application/wacz": "wacz",
    "application/x-ndjson": "rows",
    "application/jsonl": "rows",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_BEGINNINGS = (
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"WARC/1"), "warc"),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL), "feed"),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)*<(?:!doctype html|html|head|body)\b", re.DOTALL | re.IGNORECASE), "html"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One document inside an archive, unpacked in memory, never to a disk.

    Attributes:
        kind: The name of its kind.
        given: What the archive says of it; its `ref` is `archive!member`, or the address it was captured from.
        body: Its bytes.
    """

    kind: str
    given: Given
    body: bytes


def kind_of_name(name: str) -> str | None:
    """Return the kind that a file's name tells by its longest known suffix, or `None`."""
    base = name.replace("\\", "/").rpartition("/")[2].lower()
    ends = (base[index:] for index, character in enumerate(base) if character == "." and index)
    return next((_BY_SUFFIX[end] for end in ends if end in _BY_SUFFIX), None)


def kind_of_type(media: str) -> str | None:
    """Return the kind of a media type as HTTP states it, or `None` for one that is not read (pictures, scripts, styles, …)."""
    return _TYPES.get(media.partition(";")[0].strip().lower())


def kind_of_bytes(head: bytes) -> str | None:
    """Return the kind that the first bytes of a document leave no doubt about, or `None`."""
    return next((kind for form, kind in _BEGINNINGS if form.match(head)), None)
