"""What a page says about itself, with where it says it: title, byline, publisher, times, address.

A page says most things several times: in linked data (JSON-LD), in `<meta>` (OpenGraph and its kin), in microdata, in `<time>`, and to its
readers (byline, masthead, copyright line). All are kept as they stand, with their place; one is chosen, in the order of `_ORDER`'s places;
and where they disagree, that is said. Machines' own fields go first because they hold the zone, but a time of day from another place that
agrees on the day completes a bare date.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from headwater.ingest.credit import is_agency
from headwater.ingest.linked import article_node, names_of, nodes, words_at
from headwater.ingest.links import absolute, host_of
from headwater.ingest.markup import line_of
from headwater.ingest.patterns import TIME_WORD
from headwater.ingest.published import same_time, stamps, when_written
from headwater.model import When

__all__ = ["Claim", "Metadata", "metadata", "name_in"]

MOST_CLAIMS = 12
MOST_CHARS = 500
MOST_NAME_WORDS = 5
MOST_AFTER_TITLE = 15
"""So many lines after the headline a day that stands alone is the report's; further up it is today's, further down another one's."""

MIN_POSTS = 3
"""So many times on a page that calls itself live make it one of posts; an article has one or two."""

_META = {
    "title": ("og:title", "twitter:title", "parsely-title", "dc.title", "sailthru.title"),
    "byline": ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl", "cxenseparse:author"),
    "publisher": ("og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher", "apple-mobile-web-app-title"),
    "published_at": (
        "article:published_time", "og:published_time", "parsely-pub-date", "dc.date.issued", "dcterms.created", "sailthru.date", "pubdate",
        "publish-date", "publication_date", "dc.date", "date", "cxenseparse:recs:publishtime",
    ),
    "modified_at": ("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "lastmod"),
    "url": ("og:url", "twitter:url"),
}  # fmt: skip
_LINKED = {
    "title": ("headline",),
    "published_at": ("datePublished", "dateCreated"),
    "modified_at": ("dateModified",),
    "url": ("url", "mainEntityOfPage"),
}
_MICRODATA = {
    "title": ("headline",),
    "byline": ("author",),
    "publisher": ("publisher",),
    "published_at": ("datePublished",),
    "modified_at": ("dateModified",),
}
_UPDATED = re.compile(r"\b(?:updated?|modified|revised|last edited|edited)\b", re.IGNORECASE)
_DATED = re.compile(
    r"(?:^|[\s_-])(?:byline|dateline|timestamp|time-?stamp|posted|pub-?date|published?|(?:article|entry|post|story)[-_]?(?:date|time|meta)|date)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:^|[\s_-])(?:byline|by|author(?:[-_]?name)?|writer|contributor)(?:$|[\s_-])", re.IGNORECASE)
_BY = re.compile(r"^\s*(?:(?:written|posted|reported|story|words)\s+)?by(?::?\s+|:?$)", re.IGNORECASE)
_BY_ENDS = re.compile(r"\s[|•·]\s|\b(?:[Uu]pdated|[Pp]ublished|[Pp]osted|First|Last)\b")
_BYLINE_ENDS = re.compile(
    r"\s*(?:\||•|·|–\s|»|\b(?:Published|Updated|Posted)\b|\bon (?=\w+ \d)|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d|\d{1,2}[:.]\d\d|\d{4}).*$",
    re.DOTALL,
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:©\s*)?(?:\d{4}(?:\s*[-–]\s*(?:\d{4}|present))?,?\s*)?(?:by\s+)?"
    r"(?P<name>[A-Z][^.|©\n]{1,60}?)\s*(?:\d{4}|\.|\||,? all rights|$)",
    re.IGNORECASE,
)
_NAMING = ("json-ld publisher", "json-ld WebSite", "json-ld NewsMediaOrganization", "meta og:site_name", "meta dc.publisher")
_LIVE = re.compile(r"(?:^|[-–—|:]\s)live\b|\blive(?:$|\s?[-–—|:]|\s(?:updates?|blog|coverage|reporting)\b)", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_PICTURE = re.compile(r"/|\b(?:photo|pool|getty|reuters|afp|ap|shutterstock|alamy|istock|epa)\b", re.IGNORECASE)
_PLATFORMS = frozenset(
    ("Telegram", "Twitter", "X", "X (formerly Twitter)", "Facebook", "Instagram", "YouTube", "TikTok", "Reddit", "VK", "Threads", "Bluesky")
)
_TAIL = re.compile(r"(?P<head>.+)\s(?:[-–—|·]|--)\s(?P<tail>[^-–—|·]{2,40})", re.DOTALL)
_FOOTER = re.compile(r"copyright|footer", re.IGNORECASE)
_BYLINE_TAGS = ("p", "span", "div", "address", "font", "td", "small", "center")
_GATHERED = ("h1", "title", "time", "link", "signed", "dated", "footer", "by", "alone")
_GENERIC = frozenset("admin administrator editor guest staff unknown author home news article index untitled".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that a page says about itself: the words as they stand, and where."""

    value: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says about itself: what was chosen, all that was said, and the fields in which it contradicts itself.

    Attributes:
        credit: The agency that one place calls the publisher, where another names the site.
        live: It says that it is a live page, of many posts.
        body: The text of the article where its linked data hold it, for machines, and "" where they do not.
    """

    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    credit: str | None = None
    domain: str | None = None
    url: str | None = None
    published_at: When | None = None
    modified_at: When | None = None
    live: bool = False
    body: str = ""
    said: dict[str, tuple[Claim, ...]]
    conflicts: tuple[str, ...]

    @property
    def extra(self) -> dict[str, Any]:
        """What goes into `report.extra`: every claim under `page`, the contradictions under `conflicts`."""
        page = {name: [{"value": claim.value, "from": claim.origin} for claim in claims] for name, claims in self.said.items() if claims}
        return ({"page": page} if page else {}) | ({"conflicts": list(self.conflicts)} if self.conflicts else {})


def metadata(tree: Any, address: str | None = None) -> Metadata:
    """Read what a page says about itself.

    Args:
        tree: The page, parsed by lxml.
        address: Where it was taken from, `None` where unknown.

    Returns:
        Everything, empty where it says nothing.
    """
    page = _Page(tree)
    canonical = _canonical(page, address)
    linked = nodes(page.scripts)
    article = article_node(linked, canonical or "")
    said = {
        "title": _kept(_linked(article, "title"), _meta(page, "title"), _microdata(page, "title"), _headings(page)),
        "byline": _kept(_linked_names(article, "author", linked), _meta(page, "byline"), _microdata(page, "byline"), _bylines(page)),
        "publisher": _kept(
            _publishers(article, linked),
            _meta(page, "publisher"),
            _microdata(page, "publisher"),
            _tails(page),
            _rights(page),
            _providers(article, linked),
        ),
        "published_at": _kept(_linked(article, "published_at"), _meta(page, "published_at"), _times(page, updated=False)),
        "modified_at": _kept(_linked(article, "modified_at"), _meta(page, "modified_at"), _times(page, updated=True)),
        "url": _kept(_links(page), _meta(page, "url"), _linked(article, "url")),
        "access": _kept(_access(article)),
    }
    home = canonical or address or ""
    publisher, credit = _publisher(said["publisher"])
    live = _is_live(page, article, said["title"], home)
    byline, published = _byline(said["byline"]), _when(said["published_at"])
    if publisher in _PLATFORMS:  # they publish nothing: who holds the account does
        publisher = byline
    if live and published and published.origin == "time element":  # of one post among many
        published = None
    return Metadata(
        title=_title(said["title"]),
        byline=byline,
        publisher=publisher,
        credit=credit,
        domain=host_of(home),
        url=home or None,
        published_at=published,
        modified_at=_when(said["modified_at"]),
        live=live,
        body=words_at(article, "articleBody"),
        said=said,
        conflicts=tuple(name for name, claims in said.items() if _disagree(name, claims)),
    )


def _is_live(page: "_Page", article: dict[str, Any] | None, titles: tuple[Claim, ...], address: str) -> bool:
    """A page of many posts, each with its time: a live blog, or a channel of Telegram as browsers see it."""
    if article is not None and "LiveBlogPosting" in str(article.get("@type")):
        return True
    called = any(_LIVE.search(claim.value) for claim in titles) or "/live/" in address or "Telegram" in page.meta.get("og:site_name", ())
    return called and len(page.tags["time"]) >= MIN_POSTS


class _Page:
    """The elements of a page that may say something about it, gathered in one walk."""

    def __init__(self, tree: Any) -> None:
        self.meta: dict[str, list[str]] = {}
        self.items: dict[str, list[Any]] = {}
        self.tags: dict[str, list[Any]] = {name: [] for name in _GATHERED}
        self.scripts: list[str] = []
        self._after_title = 0
        for element in tree.iter():
            if isinstance(element.tag, str):
                self._take(element, element.tag)

    def _take(self, element: Any, tag: str) -> None:
        if tag == "meta":
            self._take_meta(element)
        elif tag == "script":
            if "ld+json" in (element.get("type") or ""):
                self.scripts.append(element.text or "")
            return
        elif tag in self.tags:
            self.tags[tag].append(element)
        elif tag in _BYLINE_TAGS and element.text:
            self._take_line(element)
        if element.get("itemprop"):
            self.items.setdefault(element.get("itemprop"), []).append(element)
        if element.get("class") or element.get("id") or element.get("rel") == "author":
            for kind in _label_kinds(f"{element.get('rel') or ''} {element.get('class') or ''} {element.get('id') or ''}"):
                self.tags[kind].append(element)

    def _take_line(self, element: Any) -> None:
        self._after_title += bool(self.tags["h1"])
        if _BY.match(element.text):
            self.tags["by"].append(element)
        elif 0 < self._after_title <= MOST_AFTER_TITLE and _is_date(element.text):
            self.tags["alone"].append(element)
        elif _RIGHTS.match(element.text.lstrip()):
            self.tags["footer"].append(element)

    def _take_meta(self, element: Any) -> None:
        name = (element.get("property") or element.get("name") or "").strip().lower()
        if name and (element.get("content") or "").strip():
            self.meta.setdefault(name, []).append(element.get("content"))


def _is_date(words: str) -> bool:
    """A line that is a day, with or without its time, and nothing else."""
    parts = words.replace(",", " ").split()
    return 3 <= len(parts) <= 10 and all(TIME_WORD.fullmatch(part) for part in parts)


@lru_cache(maxsize=4096)
def _label_kinds(label: str) -> tuple[str, ...]:
    forms = (("signed", _SIGNED), ("dated", _DATED), ("footer", _FOOTER))
    return tuple(kind for kind, form in forms if form.search(label))


def _kept(*sources: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims in order, none twice from one place, none empty."""
    found: dict[Claim, None] = {}
    for source in sources:
        for claim in source:
            value = line_of(claim.value)[:MOST_CHARS]
            if value and value.lower() not in ("null", "none", "undefined"):
                found.setdefault(Claim(value=value, origin=claim.origin))
    return tuple(found)[:MOST_CLAIMS]


def _meta(page: _Page, name: str) -> Iterator[Claim]:
    for key in _META[name]:
        for value in page.meta.get(key, ()):
            yield Claim(value=value, origin=f"meta {key}")


def _linked(article: dict[str, Any] | None, name: str) -> Iterator[Claim]:
    for key in _LINKED[name]:
        yield Claim(value=words_at(article, key), origin=f"json-ld {key}")


def _linked_names(article: dict[str, Any] | None, key: str, found: list[dict[str, Any]]) -> Iterator[Claim]:
    names = [name for name in names_of(article, key, found) if not _is_address(name)]
    if names:
        yield Claim(value=", ".join(names), origin=f"json-ld {key}")


def _publishers(article: dict[str, Any] | None, found: list[dict[str, Any]]) -> Iterator[Claim]:
    yield from _linked_names(article, "publisher", found)
    sites = (node for node in found if node.get("@type") in ("WebSite", "NewsMediaOrganization"))
    yield from (Claim(value=words_at(site, "name"), origin=f"json-ld {site['@type']}") for site in sites)


def _access(article: dict[str, Any] | None) -> Iterator[Claim]:
    """That not all of it is free: what stands on the page may then be its beginning only."""
    if str((article or {}).get("isAccessibleForFree")).lower() == "false":
        yield Claim(value="not free", origin="json-ld isAccessibleForFree")


def _providers(article: dict[str, Any] | None, found: list[dict[str, Any]]) -> Iterator[Claim]:
    """The agency that a page says it has the article from; whoever else provides it is not its publisher."""
    for key in ("provider", "sourceOrganization"):
        yield from (claim for claim in _linked_names(article, key, found) if is_agency(claim.value))


def _tails(page: _Page) -> Iterator[Claim]:
    """The site at the end of the `<title>`, where what stands before it is the page's headline, or its rights are in that name."""
    whole = next((_words(element) for element in page.tags["title"][:1]), "")
    shown = [_words(element) for element in page.tags["h1"][:2]] + [value for key in _META["title"] for value in page.meta.get(key, ())]
    match = _TAIL.fullmatch(whole)
    if match is None or len(match["tail"].split()) > MOST_NAME_WORDS:
        return
    is_headline = any(_tokens(match["head"]) == _tokens(words) for words in shown)
    if is_headline or any(_tokens(match["tail"]) <= _tokens(claim.value) for claim in _rights(page)):
        yield Claim(value=match["tail"].strip(), origin="title element")


def _microdata(page: _Page, name: str) -> Iterator[Claim]:
    for key in _MICRODATA[name]:
        for element in page.items.get(key, ())[:4]:
            inner = element.xpath('.//*[@itemprop="name"]')
            chosen = inner[0] if inner else element
            yield Claim(value=chosen.get("content") or chosen.get("datetime") or _words(chosen), origin=f"microdata {key}")


def _headings(page: _Page) -> Iterator[Claim]:
    headings = [words for element in page.tags["h1"] if (words := _words(element))]
    yield from (Claim(value=words, origin="h1") for words in headings[:2])
    yield from (Claim(value=_words(element), origin="title element") for element in page.tags["title"][:1])


def _bylines(page: _Page) -> Iterator[Claim]:
    """What stands where a byline stands: an element called byline or author, a line that begins with By."""
    for element in page.tags["signed"][:MOST_CLAIMS]:
        words = _words(element)
        if len(words) <= 120:
            yield Claim(value=words, origin="byline text")
    for element in page.tags["by"][:MOST_CLAIMS]:
        if len(element.text) <= 80 and not element.text.rstrip().endswith((".", ":")):
            broken = len(element) and element[0].tag == "br"  # what stands under the name is not the name
            words = element.text if broken else _BY_ENDS.split(_words(element))[0]
            yield Claim(value=words if len(words) <= 80 else element.text, origin="byline text")


def _rights(page: _Page) -> Iterator[Claim]:
    for element in page.tags["footer"]:
        for part in element.itertext():
            # A picture's rights name its agency, and no year; the year is looked for first, since it is found or missed at once.
            match = _RIGHTS.search(part) if _YEAR.search(part) else None
            if match and not _PICTURE.search(part):
                yield Claim(value=match["name"].strip(" ,-–"), origin="copyright line")


def _times(page: _Page, *, updated: bool) -> Iterator[Claim]:
    """Times in microdata, `<time>` and the lines where pages date themselves; whether they say "updated" parts the two fields."""
    yield from _microdata(page, "modified_at" if updated else "published_at")
    for element in page.tags["time"][:10]:
        if _is_update(element) == updated and not _is_inside(element, ("aside", "nav", "footer")):
            yield Claim(value=element.get("datetime") or _words(element), origin="time element")
    for element in (page.tags["dated"] + page.tags["by"] + page.tags["signed"] + page.tags["alone"])[:MOST_CLAIMS]:
        words = _words(element)
        if not words or len(words) > 160:
            continue
        for part, of_update in stamps(words):
            if of_update == updated and when_written(part, ""):
                yield Claim(value=part, origin="dateline text")


def _is_update(element: Any) -> bool:
    around = element.getparent()
    label = f"{element.get('class') or ''} {element.get('itemprop') or ''} {(around.text or '') if around is not None else ''}"
    before = element.getprevious()
    return (
        bool(_UPDATED.search(f"{label} {(before.tail or '') if before is not None else ''}")) or element.get("itemprop") == "dateModified"
    )


def _is_inside(element: Any, tags: tuple[str, ...]) -> bool:
    return any(parent.tag in tags for parent in element.iterancestors())


def _links(page: _Page) -> Iterator[Claim]:
    links = [element.get("href") or "" for element in page.tags["link"] if (element.get("rel") or "").lower() == "canonical"]
    yield from (Claim(value=link, origin="link canonical") for link in links[:2])


def _canonical(page: _Page, address: str | None) -> str | None:
    """The page's own address; one that is only the site's front page, or no web address, is none."""
    for claim in (*_links(page), *_meta(page, "url")):
        link = absolute(address or "", claim.value)
        front_page = not re.search(r"^\w+://[^/]+/+[^/?#]|\?", link)
        if link.startswith(("http://", "https://")) and host_of(link) and not (front_page and address):
            return link
    return address


def _title(claims: tuple[Claim, ...]) -> str | None:
    """The headline that the page shows, where it is also what its machines' fields say; else what these say."""
    stated = [claim for claim in claims if claim.origin not in ("h1", "title element")]
    shown = [claim for claim in claims if claim.origin == "h1"]
    others = [_tokens(claim.value) for claim in claims if claim.origin != "h1"]
    for claim in shown:
        own = _tokens(claim.value)
        if len(own) > 2 and any(len(own & other) * 2 >= len(own | other) for other in others):
            return claim.value
    return stated[0].value if stated else None


def _publisher(claims: tuple[Claim, ...]) -> tuple[str | None, str | None]:
    """The site, and the agency whose copy it shows: linked data of such pages often calls the agency the publisher."""
    names = [claim.value for claim in claims if not _is_address(claim.value)]
    sites = [name for name in names if not is_agency(name)]
    agencies = [name for name in names if is_agency(name)]
    if sites:
        return sites[0], next(iter(agencies), None)
    return (names[0] if names else None), None


def _byline(claims: tuple[Claim, ...]) -> str | None:
    return next((words for claim in claims if (words := name_in(claim.value))), None)


def name_in(words: str) -> str | None:
    """Return the name in a byline or a site's name, without By and the date after it; `None` for an address or a word like "admin"."""
    words = _BYLINE_ENDS.sub("", _BY.sub("", line_of(words))).strip(" ,;:-–|@")
    named = words and len(words) <= 100 and words.lower() not in _GENERIC and re.search(r"[^\W\d]", words)
    return words if named and not _is_address(words) else None


def _when(claims: tuple[Claim, ...]) -> When | None:
    """The first time that can be read; a more precise one of the same day goes before a bare date."""
    read = [when for claim in claims if (when := when_written(claim.value, claim.origin))]
    if not read:
        return None
    closer = (when for when in read if when.value.startswith(read[0].value) and len(when.value) > len(read[0].value))
    return next(closer, read[0])


def _disagree(name: str, claims: tuple[Claim, ...]) -> bool:
    if name in ("published_at", "modified_at"):
        stated = [when for claim in claims if not claim.origin.endswith((" text", " element")) and (when := when_written(claim.value, ""))]
        return any(not same_time(first.value, second.value) for first in stated for second in stated)
    if name == "url":
        return (
            len({re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", claim.value.lower()) for claim in claims if _is_address(claim.value)}) > 1
        )
    if name == "publisher":
        named = [claim.value for claim in claims if not _is_address(claim.value) and claim.origin in _NAMING]
        bare = {re.sub(r"\W|^the\b|\.\w{2,3}$", "", name.casefold()) for name in named}
        return any(first not in second and second not in first for first in bare for second in bare)
    if name in ("byline", "title"):
        claims = tuple(claim for claim in claims if not _is_address(claim.value) and not claim.origin.endswith((" text", " element", "h1")))
    tokens = [_tokens(_BY.sub("", claim.value)) for claim in claims]
    return any(not (first <= second or second <= first) for first in tokens for second in tokens)


def _tokens(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words.casefold())) - {"the", "a", "com", "www", "online"}


def _is_address(words: str) -> bool:
    return bool(re.match(r"(?:https?:)?//|www\.|@\w+$", words.strip(), re.IGNORECASE))


def _words(element: Any) -> str:
    if next(element.iter("script", "style"), None) is None:
        return line_of(" ".join(element.itertext()))
    return line_of(" ".join(element.xpath(".//text()[not(ancestor::script or ancestor::style)]")))
