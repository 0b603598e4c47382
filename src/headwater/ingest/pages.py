"""Web pages -> reports: the article's text and what the page says about it, through trafilatura.

trafilatura parts the article from the page; here its blocks are laid out as text, paragraphs between blank lines, list items after a
bullet, and the page's title as the first line where the article does not begin with it. Links, comments, tables and pictures are left out.
"""

import hashlib
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO

from headwater.ingest.compose import TOO_LARGE, Facts, compose, rejected
from headwater.ingest.decode import MAX_REPORT_BYTES, Refusal, decode
from headwater.ingest.published import when_stated
from headwater.model import BlockKind, Publisher, Rejected, Report, When

__all__ = ["Article", "article", "read_page"]

_NO_TEXT = Refusal(
    "no_text", ("the page holds no article text that could be found; save the article's own page, or give its text as a .txt file")
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_PLACES = (("meta[@property", "content"), ("meta[@name", "content"), ("*[@itemprop", "content"), ("*[@itemprop", "datetime"))
_PUBLISHED = ("article:published_time", "datePublished", "parsely-pub-date", "og:published_time", "dc.date.issued", "publish-date", "date")
_STATED = tuple(f"//{where}=$name]/@{what}" for where, what in _PLACES)
_MODIFIED = ("article:modified_time", "dateModified", "og:updated_time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page holds: the text laid out, the kinds its mark-up gave by offset, and what the page says about it."""

    text: str
    known: dict[int, BlockKind]
    title: str | None = None
    byline: str | None = None
    site: str | None = None
    domain: str | None = None
    url: str | None = None
    published_at: When | None = None
    modified_at: When | None = None


def read_page(stream: BinaryIO, ref: str, publisher: Publisher | None) -> Iterator[Report | Rejected]:
    """Read one web page.

    Args:
        stream: The page's bytes; a declared charset holds.
        ref: The path or URL it came from.
        publisher: Who published it, where that was said: it stands instead of the name that the page gives its site.

    Yields:
        The one report, or why it is refused.
    """
    raw = stream.read(MAX_REPORT_BYTES + 1)
    decoded = TOO_LARGE if len(raw) > MAX_REPORT_BYTES else decode(raw, page=True)
    if isinstance(decoded, Refusal):
        yield rejected(ref, decoded)
        return
    found = article(decoded.text)
    if found is None:
        yield rejected(ref, _NO_TEXT)
        return
    site = Publisher(name=found.site, domain=found.domain)
    if publisher:
        site = Publisher(name=publisher.name or found.site, domain=publisher.domain or found.domain)
    facts = Facts(
        ref=ref,
        publisher=site if site != Publisher() else None,
        title=found.title,
        byline=found.byline,
        url=found.url,
        published_at=found.published_at,
        modified_at=found.modified_at,
        capture=hashlib.sha256(raw).hexdigest(),
        extra={"bom": "dropped"} if decoded.bom else {},
        known=found.known,
    )
    yield compose(found.text, facts)


def article(page: str) -> Article | None:
    """Find the article of a page.

    Args:
        page: The page's HTML.

    Returns:
        Its text, title line included, and what the page says about it; `None` where no article text was found.
    """
    trafilatura = _trafilatura()
    tree = trafilatura.load_html(page)
    if tree is None:
        return None
    published, modified = _stated_time(tree, _PUBLISHED), _stated_time(tree, _MODIFIED)
    found = trafilatura.bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or found.body is None:
        return None
    lines = list(_lines(found.body))
    if not any(text for _, text in lines):
        return None
    title = _without_site(_line(found.title or ""), found.sitename or found.hostname or "") or None
    text, known = _laid_out(lines, title)
    return Article(
        text=text,
        known=known,
        title=title,
        byline=_line(found.author or "") or None,
        site=_line(found.sitename or "") or None,
        domain=(found.hostname or "").removeprefix("www.") or None,
        url=found.url or None,
        published_at=_as_precise(published, found.date),
        modified_at=modified,
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
                yield "item", _line(" ".join(item.itertext()))
        elif kind == "quote":
            for part in _broken(element):
                yield "quote", part
        elif kind not in ("table", "graphic", "fw"):
            for part in _broken(element):
                yield ("head" if kind == "head" else "p"), part
        yield "p", _line(element.tail or "")


def _broken(element: Any) -> list[str]:
    """The text of an element, parted where the page breaks its lines (`lb`) and at paragraphs within it."""
    parts = [""]
    for node in element.iter():
        if node is not element and node.tag in ("lb", "p", "item", "head", "list"):
            parts.append("")
        parts[-1] += node.text or ""
        if node is not element:
            parts[-1] += node.tail or ""
    return [line for part in parts if (line := _line(part))]


def _line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _laid_out(lines: list[tuple[str, str]], title: str | None) -> tuple[str, dict[int, BlockKind]]:
    """The text, blank lines between blocks, and the kinds that the mark-up gives; the title leads it."""
    lines = [(tag, text) for tag, text in lines if text]
    known: dict[int, BlockKind] = {0: "headline"}
    if title and _same_line(lines[0][1], title):
        text, rest = lines[0][1], lines[1:]
    elif title:
        text, rest = title, lines
    else:
        known.pop(0) if lines[0][0] != "head" else None
        text, rest = lines[0][1], lines[1:]
    before = "p"
    for tag, line in rest:
        text += "\n" if tag == before == "item" else "\n\n"
        if tag == "quote":
            known[len(text)] = "quote"
        text += f"• {line}" if tag == "item" else line
        before = tag
    return text, known


def _without_site(title: str, site: str) -> str:
    """A title without the site's name at its end: "Minister quits - The Lantern"."""
    head, mark, tail = re.match(r"(.*?)(?:(\s[-–—|·:]\s)([^-–—|]{2,40}))?$", title, re.DOTALL).groups()  # type: ignore[union-attr]
    same = mark and re.sub(r"\W|^the ", "", tail.lower()) in (re.sub(r"\W|^the ", "", site.lower()), re.sub(r"\W", "", site.lower()))
    return str(head).strip() if same else title


def _same_line(line: str, title: str) -> bool:
    """The line is the title, or the one begins the other (a site's name, a second half after a colon)."""
    plain, wanted = (re.sub(r"[\W_]+", " ", words).strip().casefold() for words in (line, title))
    begins = wanted.startswith(plain) or (plain.startswith(wanted) and len(line) < 200)
    return plain == wanted or (min(len(plain), len(wanted)) > 20 and begins)


def _stated_time(tree: Any, names: tuple[str, ...]) -> When | None:
    """The first time that the page's own metadata states, by the order of the names."""
    for name in names:
        for path in _STATED:
            for value in tree.xpath(path, name=name):
                if when := when_stated(str(value), f"page {name}"):
                    return when
        for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
            quoted = re.search(rf'"{re.escape(name)}"\s*:\s*("(?:[^"\\]|\\.){{4,40}}")', str(script))
            if quoted and (when := _linked_time(quoted[1], name)):
                return when
    return None


def _linked_time(quoted: str, name: str) -> When | None:
    try:
        return when_stated(json.loads(quoted), f"page {name}")
    except ValueError:
        return None


def _as_precise(stated: When | None, found: str | None) -> When | None:
    """The stated time, or the day that htmldate found on the page where none is stated."""
    return stated or when_stated(found, "page date found by htmldate")
