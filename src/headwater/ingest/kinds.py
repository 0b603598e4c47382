"""The registry of sources: what kinds of input there are, by which suffixes they go, and the one function that reads each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO

from headwater.ingest.given import Given
from headwater.ingest.member import SUFFIXES, Member
from headwater.model import Rejected, Report

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of source.

    Attributes:
        name: What `format` calls it.
        suffixes: Of the files that are of it, in lower case.
        read: Makes reports of one document; `None` for an archive.
        unpack: Yields the members of an archive, a refusal for those that are not read, and `None` for what is passed over (so that
            whoever waits sees it go on); `None` for a document.
        guarded: Whether it is always read in a process that can be ended; plain text and rows need that only when they are large.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[BinaryIO, Given], Iterator[Report | Rejected]] | None = None
    unpack: Callable[[BinaryIO, Given], Iterator[Member | Rejected | None]] | None = None
    guarded: bool = True


def _loaded(place: str) -> Callable[[BinaryIO, Given], Any]:
    """A reader whose module is loaded when its first source comes: who reads plain text pays for no parser."""
    module, function = place.split(".")

    def call(stream: BinaryIO, given: Given) -> Any:
        return getattr(import_module(f"headwater.ingest.{module}"), function)(stream, given)

    return call


def _reads(name: str, place: str, *, guarded: bool = True) -> Kind:
    return Kind(name=name, suffixes=SUFFIXES[name], read=_loaded(place), guarded=guarded)


def _unpacks(name: str, place: str) -> Kind:
    return Kind(name=name, suffixes=SUFFIXES[name], unpack=_loaded(place))


KINDS = {
    kind.name: kind
    for kind in (
        _reads("plain", "plain.read_plain", guarded=False),
        _reads("html", "pages.read_page"),
        _reads("rows", "rows.read_rows", guarded=False),
        _reads("feed", "feed.read_feed"),
        _reads("mhtml", "mail.read_mhtml"),
        _reads("mail", "mail.read_mail"),
        _reads("docx", "documents.read_docx"),
        _reads("pdf", "pdf.read_pdf"),
        _unpacks("mailbox", "archives.unpack_mailbox"),
        _unpacks("warc", "archives.unpack_warc"),
        _unpacks("wacz", "archives.unpack_wacz"),
        _unpacks("zip", "archives.unpack_zip"),
        _unpacks("gzip", "archives.unpack_gzip"),
    )
}
