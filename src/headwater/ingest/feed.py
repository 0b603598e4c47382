"""Feeds -> reports: RSS (0.9x, 1.0, 2.0), Atom and JSON Feed; an entry that holds its full text is a report, any other is only a link.

A feed says of its entries what pages hide: when each was published, with the time of day and its zone, and by whom.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from headwater.ingest.compose import Facts, compose, rejected, whole
from headwater.ingest.decode import Refusal, decode
from headwater.ingest.given import Given
from headwater.ingest.limits import over
from headwater.ingest.links import absolute, host_of
from headwater.ingest.markup import fragment_lines, laid_out, line_of, overgrown, safe_xml
from headwater.ingest.published import when_written
from headwater.model import Publisher, Rejected, Report, When

__all__ = ["read_feed"]

FULL_WORDS = 120
"""A description of so many words is a text and no summary: agencies' summaries have 20 to 60, editors' at most a hundred."""

_CUT = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|\b(?:read more|continue reading|read on|full story|read the (?:full|rest)\b[^.]{0,60}))\W*$", re.IGNORECASE
)
_NO_FEED = Refusal("markup", "it is no feed: neither RSS, Atom nor JSON Feed; name the page's own address, or save it as HTML or text")
_FEEDS = ("rss", "RDF", "feed")
_DATES = {"published": ("pubDate", "published", "date", "issued", "created"), "modified": ("updated", "modified")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One entry as the feed has it, in the words of none of the formats."""

    link: str = ""
    identity: str = ""
    title: str = ""
    content: str = ""
    summary: str = ""
    plain: bool = False
    byline: str = ""
    source: str = ""
    published: str = ""
    modified: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    title: str
    link: str
    language: str
    entries: tuple[_Entry, ...] = field(default=())


@whole
def read_feed(raw: bytes, given: Given) -> Iterator[Report | Rejected | Refusal]:
    """Read one feed.

    Args:
        raw: RSS, Atom or JSON Feed.
        given: What is known of it. Who published it stands for what the feed calls itself.

    Yields:
        A report for each entry with its full text, called by its link; for any other a refusal `link_only` that names the link.
    """
    feed = _parsed(raw, given)
    if isinstance(feed, Refusal):
        yield feed
        return
    capture = hashlib.sha256(raw).hexdigest()
    if not feed.entries:
        yield Refusal("no_text", "the feed has no entries; look whether it was saved whole")
    for number, entry in enumerate(feed.entries, start=1):
        if number > given.limits.members:
            yield over("too_large", "members", given.limits, f"it has {len(feed.entries)} entries")
            return
        yield _report(entry, feed, number, capture, given)


def _parsed(raw: bytes, given: Given) -> _Feed | Refusal:
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return _json_feed(raw)
    root = safe_xml(raw.lstrip(), recover=True)
    if isinstance(root, Refusal):
        return root
    if _name(root) not in _FEEDS:
        return _NO_FEED
    base = given.url or ""
    channel = _child(root, "channel")
    top = root if channel is None else channel
    items = [element for element in (*root, *(() if channel is None else channel)) if _name(element) in ("item", "entry")]
    return _Feed(
        title=_words(_child(top, "title")),
        link=absolute(base, _link(top)),
        language=_words(_child(top, "language")),
        entries=tuple(_xml_entry(element, base) for element in items),
    )


def _xml_entry(element: Any, base: str) -> _Entry:
    content = _child(element, "encoded")
    content = _child(element, "content") if content is None else content
    summary = _child(element, "description")
    summary = _child(element, "summary") if summary is None else summary
    author = _child(element, "creator")
    author = _child(element, "author") if author is None else author
    name = None if author is None else _child(author, "name")
    chosen = content if content is not None else summary
    return _Entry(
        link=absolute(base, _link(element)),
        identity=_words(_child(element, "guid")) or _words(_child(element, "id")),
        title=_plain(_inner(_child(element, "title"))),
        content=_inner(content),
        summary=_inner(summary),
        plain=chosen is not None and chosen.get("type") in ("text", "text/plain"),
        byline=_words(author if name is None else name),
        source=_words(_child(element, "source")) if _child(element, "source") is not None and not len(_child(element, "source")) else "",
        published=_first(element, _DATES["published"]),
        modified=_first(element, _DATES["modified"]),
    )


def _json_feed(raw: bytes) -> _Feed | Refusal:
    text = decode(raw)
    if isinstance(text, Refusal):
        return text
    try:
        document = json.loads(text.text)
    except (ValueError, RecursionError) as error:
        return Refusal("json", f"it is no JSON: {error}; save the feed again")
    if not isinstance(document, dict) or "jsonfeed.org" not in str(document.get("version")):
        return _NO_FEED
    items = document.get("items")
    entries = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return _Feed(
        title=_text(document, "title"),
        link=_text(document, "home_page_url"),
        language=_text(document, "language"),
        entries=tuple(_json_entry(item) for item in entries),
    )


def _json_entry(item: dict[str, Any]) -> _Entry:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [_text(author, "name") for author in authors or () if isinstance(author, dict)]
    return _Entry(
        link=_text(item, "url") or _text(item, "external_url"),
        identity=_text(item, "id"),
        title=_text(item, "title"),
        content=_text(item, "content_html") or _text(item, "content_text"),
        summary=_text(item, "summary"),
        plain=not _text(item, "content_html"),
        byline=", ".join(name for name in names if name),
        published=_text(item, "date_published"),
        modified=_text(item, "date_modified"),
        language=_text(item, "language"),
    )


def _text(document: dict[str, Any], key: str) -> str:
    value = document.get(key)
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _report(entry: _Entry, feed: _Feed, number: int, capture: str, given: Given) -> Report | Rejected:
    ref = entry.link or entry.identity or f"{given.ref}#{number}"
    body = entry.content or entry.summary
    refusal = overgrown(body, given.limits)
    if refusal:
        return rejected(ref, refusal)
    lines = [("p", line_of(line)) for line in body.splitlines()] if entry.plain else fragment_lines(body)
    lines = [(kind, line) for kind, line in lines if line]
    if not _is_full(entry, lines):
        at = f"read its page: headwater read {entry.link}" if entry.link else "it names no page either"
        return rejected(ref, Refusal("link_only", f"the feed gives no full text of “{entry.title or ref}”; {at}"))
    text, known = laid_out(lines, entry.title or None)
    page = entry.link or feed.link or given.url or ""
    own = given.publisher or Publisher()
    name, domain = own.name or entry.source or _site(feed.title, host_of(feed.link or page) or ""), own.domain or host_of(page)
    published, modified = _when(entry.published, "feed published"), _when(entry.modified, "feed updated")
    unread = {key: value for key, value, when in _raw_times(entry, published, modified) if value and when is None}
    facts = Facts(
        ref=ref,
        publisher=Publisher(name=name or None, domain=domain) if name or domain else None,
        title=entry.title or None,
        byline=entry.byline or None,
        url=entry.link or None,
        published_at=published,
        modified_at=modified,
        captured_at=given.captured_at,
        language=entry.language or feed.language or None,
        capture=capture,
        limits=given.limits,
        extra={"feed": given.ref, **({"source": entry.source} if entry.source else {}), **unread},
        known=known,
    )
    return compose(text, facts)


def _site(title: str, host: str) -> str:
    """The site in a feed's title, which often names its section too: the part that the host's name is made of, else the whole."""
    letters = re.sub(r"[\W_]", "", host.casefold())
    parts = [part.strip() for part in re.split(r"\s[-–—|:·»›]\s", title)]
    own = [part for part in parts if len(part) > 2 and re.sub(r"[\W_]|^the\b", "", part.casefold()) in letters]
    return own[0] if own and len(parts) > 1 else title


def _raw_times(entry: _Entry, published: When | None, modified: When | None) -> tuple[tuple[str, str, When | None], ...]:
    return (("published_at", entry.published, published), ("modified_at", entry.modified, modified))


def _when(value: str, origin: str) -> When | None:
    return when_written(value, origin)


def _is_full(entry: _Entry, lines: list[tuple[str, str]]) -> bool:
    """The entry holds its text: it says so by the element it stands in, or by its length; and does not break off."""
    if not lines or _CUT.search(lines[-1][1]):
        return False
    return bool(entry.content and entry.content != entry.summary) or sum(len(line.split()) for _, line in lines) >= FULL_WORDS


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: Any, name: str) -> Any:
    """The first child of that local name; what other vocabularies (media, iTunes) call the same gives way."""
    found = [child for child in element if _name(child) == name]
    plain = [child for child in found if not any(word in child.tag for word in ("search.yahoo.com", "itunes.com"))]
    return plain[0] if plain else None


def _words(element: Any) -> str:
    return "" if element is None else line_of("".join(element.itertext()))


def _inner(element: Any) -> str:
    """The mark-up an element holds: escaped as text in RSS, as elements in Atom's xhtml."""
    from lxml import etree

    if element is None:
        return ""
    if len(element):
        return (element.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in element)
    return element.text or ""


def _plain(markup: str) -> str:
    """A title without the mark-up that feeds put into titles; a script in it is no words of it."""
    return line_of(" ".join(line for _, line in fragment_lines(markup))) if "<" in markup or "&" in markup else line_of(markup)


def _link(element: Any) -> str:
    links = [child for child in element if _name(child) == "link"]
    chosen = next((link for link in links if link.get("href") and link.get("rel") in (None, "alternate")), None)
    if chosen is not None:
        return str(chosen.get("href")).strip()
    written = next((line_of(link.text) for link in links if (link.text or "").strip()), "")
    guid = _child(element, "guid")
    return written or (_words(guid) if guid is not None and guid.get("isPermaLink") != "false" and _words(guid).startswith("http") else "")


def _first(element: Any, names: tuple[str, ...]) -> str:
    return next((words for name in names if (words := _words(_child(element, name)))), "")
