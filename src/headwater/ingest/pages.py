"""Web pages -> reports: the article's text and what the page says about it, through trafilatura.

trafilatura parts the article from the page; here its blocks are laid out as text, paragraphs between blank lines, list items after a
bullet, and the page's title as the first line where the article does not begin with it. Links, comments, tables and pictures are left out.
"""

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, BinaryIO

from headwater.ingest.compose import Facts, compose, rejected, taken_whole
from headwater.ingest.decode import Refusal, decode
from headwater.ingest.given import Given
from headwater.ingest.markup import fragment_lines, laid_out, line_of, overgrown, same_line
from headwater.ingest.metadata import Metadata, metadata, name_in
from headwater.ingest.published import when_stated
from headwater.model import BlockKind, Publisher, Rejected, Report

__all__ = ["Article", "article", "page_report", "read_page"]

MIN_PROSE_CHARS = 200
"""Sentences of less than this are a menu's or a cookie banner's: the shortest of 91 marked articles has 400 characters."""

_MAIN = re.compile(r"<(article|main)\b.*</\1\s*>", re.DOTALL | re.IGNORECASE)
_NO_TEXT = Refusal(
    "no_text", ("the page holds no article text that could be found; save the article's own page, or give its text as a .txt file")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page holds: the text laid out, the kinds its mark-up gave by offset, and what the page says about itself."""

    text: str
    known: dict[int, BlockKind]
    about: Metadata
    extractor: str


def read_page(stream: BinaryIO, given: Given) -> Iterator[Report | Rejected]:
    """Read one web page.

    Args:
        stream: The page's bytes; a declared charset holds.
        given: What is known of them; a publisher given stands instead of the name that the page gives its site.

    Yields:
        The one report, or why it is refused.
    """
    raw = taken_whole(stream, given)
    if isinstance(raw, Refusal):
        yield rejected(given.ref, raw)
        return
    yield page_report(raw, given)


def page_report(raw: bytes, given: Given, *, capture: str | None = None) -> Report | Rejected:
    """Make the report of one web page.

    Args:
        raw: The page's bytes.
        given: What is known of them.
        capture: SHA-256 of the bytes the page came in, where it did not come by itself.

    Returns:
        The report, or why it is refused.
    """
    decoded = decode(raw, page=True, charset=given.charset)
    if isinstance(decoded, Refusal):
        return rejected(given.ref, decoded)
    refusal = overgrown(decoded.text, given.limits)
    found = None if refusal else article(decoded.text, given.url)
    if found is None:
        return rejected(given.ref, refusal or _NO_TEXT)
    about = found.about
    own = given.publisher or Publisher()
    publisher = Publisher(name=own.name or about.publisher, domain=own.domain or about.domain)
    fast = {} if found.extractor == "trafilatura" else {"extractor": found.extractor}
    facts = Facts(
        ref=given.ref,
        publisher=publisher if publisher != Publisher() else None,
        title=about.title,
        byline=about.byline,
        credit=about.credit,
        url=about.url,
        published_at=about.published_at,
        modified_at=about.modified_at,
        captured_at=given.captured_at,
        capture=capture or hashlib.sha256(raw).hexdigest(),
        limits=given.limits,
        extra=decoded.notes | about.extra | fast,
        known=found.known,
    )
    return compose(found.text, facts)


def article(page: str, address: str | None = None) -> Article | None:
    """Find the article of a page.

    trafilatura looks first, for precision; where it finds nothing, it is asked for recall; where that finds nothing either, resiliparse
    gives the page's main content, if that is more than menus.

    Args:
        page: The page's HTML.
        address: Where it was taken from.

    Returns:
        Its text, title line included, and what the page says about it; `None` where no article text was found.
    """
    trafilatura = _trafilatura()
    tree = trafilatura.load_html(page)
    if tree is None:
        return None
    about = _completed(metadata(tree, address), trafilatura, tree)
    found = _extracted(trafilatura, tree, favor_precision=True)
    lines = _lines_of(found)
    extractor = "trafilatura"
    if not lines:
        lines, extractor = _lines_of(_extracted(trafilatura, trafilatura.load_html(page), favor_recall=True)), "trafilatura recall"
    if not lines:
        lines, extractor = _fast_lines(page), "resiliparse"
    if about.live:
        lines, extractor = _live_lines(page) or lines, "live page"
    if not lines:
        return None
    about = _titled(about, lines)
    text, known = laid_out(lines, about.title)
    return Article(text=text, known=known, about=about, extractor=extractor)


def _extracted(trafilatura: Any, tree: Any, **favour: bool) -> Any:
    return trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=False,
        with_metadata=False,
        **favour,
    )


def _lines_of(found: Any) -> list[tuple[str, str]]:
    return [] if found is None or found.body is None else [(kind, line) for kind, line in _lines(found.body) if line]


def _live_lines(page: str) -> list[tuple[str, str]]:
    """All posts of a live page, of which extractors take one for the article and the others for its like: what its main element holds."""
    match = _MAIN.search(page)
    lines = fragment_lines(match[0]) if match else []
    return lines if sum(len(line) for _, line in lines) >= MIN_PROSE_CHARS else []


def _titled(about: Metadata, lines: list[tuple[str, str]]) -> Metadata:
    """The part of the `<title>` that stands above the text, where no field names the title: the other part is the site."""
    if any(claim.origin != "title element" for claim in about.said["title"]):
        return about
    whole = next((claim.value for claim in about.said["title"]), "")
    parts = [part for part in re.split(r"\s[-–—|·:]\s|::|»", whole) if len(part.split()) > 2]
    part = next((part.strip() for part in parts for _, line in lines[:3] if same_line(line, part.strip())), None)
    return replace(about, title=part) if part else about


def _fast_lines(page: str) -> list[tuple[str, str]]:
    """The main content as resiliparse tells it, where it holds sentences enough to be an article."""
    from resiliparse.extract.html2text import extract_plain_text

    text = extract_plain_text(page, main_content=True, alt_texts=False, preserve_formatting=True)
    lines = [("p", line_of(line)) for line in text.splitlines()]
    prose = sum(len(line) for _, line in lines if line.endswith((".", "!", "?", "”", '"')) and len(line.split()) > 8)
    return [(kind, line) for kind, line in lines if line] if prose >= MIN_PROSE_CHARS else []


def _completed(about: Metadata, trafilatura: Any, tree: Any) -> Metadata:
    """What the page says, completed by what trafilatura and htmldate find where it says nothing that could be read."""
    if about.title and about.byline and about.publisher and about.published_at:
        return replace(about, title=_without_site(about.title, about.publisher) or None)
    found = trafilatura.extract_metadata(tree, date_config={"original_date": True, "extensive_search": False})
    site = about.publisher or name_in(found.sitename or "")
    whole = next((claim.value for claim in about.said["title"] if claim.origin == "title element"), "")
    bare = _without_site(whole, site or "")
    title = about.title or (bare if bare != whole else line_of(found.title or ""))
    return replace(
        about,
        title=_without_site(title, site or about.domain or "") or None,
        byline=about.byline or name_in(found.author or ""),
        publisher=site,
        domain=about.domain or (found.hostname or "").removeprefix("www.") or None,
        url=about.url or found.url or None,
        published_at=about.published_at or when_stated(found.date, "page date found by htmldate"),
    )


@cache
def _trafilatura() -> Any:
    # Imported when the first page comes: it takes a quarter of a second that readers of rows and texts need not wait.
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return trafilatura


def _lines(body: Any) -> Iterator[tuple[str, str]]:
    """The article's lines with the mark-up they stood in: head, p, item, quote."""
    for element in body:
        kind = element.tag if isinstance(element.tag, str) else ""
        if kind == "list":
            for item in element.iter("item"):
                yield "item", line_of(" ".join(item.itertext()))
        elif kind == "quote":
            for part in _broken(element):
                yield "quote", part
        elif kind not in ("table", "graphic", "fw"):
            for part in _broken(element):
                yield ("head" if kind == "head" else "p"), part
        yield "p", line_of(element.tail or "")


def _broken(element: Any) -> list[str]:
    """The text of an element, parted where the page breaks its lines (`lb`) and at paragraphs within it."""
    parts = [""]
    for node in element.iter():
        if node is not element and node.tag in ("lb", "p", "item", "head", "list"):
            parts.append("")
        parts[-1] += node.text or ""
        if node is not element:
            parts[-1] += node.tail or ""
    return [line for part in parts if (line := line_of(part))]


def _without_site(title: str, site: str) -> str:
    """A title without the site's name at its end or its start: "Minister quits - The Lantern", "The Lantern: Minister quits"."""
    wanted = (re.sub(r"\W|^the ", "", site.lower()), re.sub(r"\W", "", site.lower()))
    for form in (r"(?P<rest>.*?)\s(?:[-–—|·:]|::)\s(?P<name>[^-–—|]{2,40})", r"(?P<name>[^-–—|:]{2,40}?)(?:\s[-–—|·]|:)\s(?P<rest>.+)"):
        match = re.fullmatch(form, title, re.DOTALL)
        if match and site and re.sub(r"\W|^the ", "", match["name"].lower()) in wanted:
            return match["rest"].strip()
    return title
