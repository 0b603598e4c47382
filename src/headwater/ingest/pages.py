"""Web pages -> reports: the article's text and what the page says about it, through trafilatura.

trafilatura parts the article from the page; here its blocks are laid out as text, paragraphs between blank lines, list items after a
bullet, and the page's title as the first line where the article does not begin with it. Links, comments, tables and pictures are left out.
Who reads a crawl of many pages can have the article from resiliparse, which is faster and less exact; all else is the same.
"""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from headwater.ingest.compose import compose, given_facts, rejected, whole
from headwater.ingest.decode import Refusal, decode
from headwater.ingest.given import Given
from headwater.ingest.main_content import MIN_PROSE_CHARS, main_lines
from headwater.ingest.markup import fragment_lines, is_hidden, laid_out, line_of, overgrown, same_line
from headwater.ingest.metadata import Metadata, metadata, name_in
from headwater.ingest.published import when_stated
from headwater.ingest.stand_ins import stands_in
from headwater.model import BlockKind, Publisher, Rejected, Report

__all__ = ["Article", "article", "linked_text", "page_report", "read_page"]

Lines = list[tuple[str, str]]
"""Lines with the mark-up they stood in: head, p, item, quote."""

MIN_WORDS = 8
"""The words of the shortest line that is taken for a sentence of a report; headlines end without a full stop."""

MIN_NAME_CHARS = 6
"""The letters of the shortest beginning of a site's name that is taken for it."""

_TITLES = (
    re.compile(r"(?P<rest>.*?)\s(?:[-–—|·:]|::|--)\s(?P<name>[^-–—|]{2,40})", re.DOTALL),
    re.compile(r"(?P<name>[^-–—|:]{2,40}?)(?:\s(?:[-–—|·]|--)|:)\s(?P<rest>.+)", re.DOTALL),
)
MOST_HIDDEN = 0.3
"""The share of a page's text from which a hidden part is its article."""

_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"', "’", "'", "»", ")", "。", "！", "？")
_WHOLE = ("lb", "p", "item", "head", "list")
_NOT_READ = ("headline", "furniture", "caption")
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


@whole
def read_page(raw: bytes, given: Given) -> Iterator[Report | Rejected]:
    """Read one web page.

    Args:
        raw: The page's bytes; a declared charset holds.
        given: What is known of them; a publisher given stands instead of the name that the page gives its site.

    Yields:
        The one report, or why it is refused.
    """
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
    found = refusal or article(decoded.text, given.url, fast=given.html == "fast")
    if isinstance(found, Refusal):
        return rejected(given.ref, found)
    about = found.about
    own = given.publisher or Publisher()
    publisher = Publisher(name=own.name or about.publisher, domain=own.domain or about.domain)
    fast = {} if found.extractor == "trafilatura" else {"extractor": found.extractor}
    facts = replace(
        given_facts(given, raw),
        publisher=publisher if publisher != Publisher() else None,
        title=about.title,
        byline=about.byline,
        credit=about.credit,
        url=about.url,
        published_at=about.published_at,
        modified_at=about.modified_at,
        extra=decoded.notes | about.extra | fast,
        known=found.known,
        marked_up=True,
    )
    report = compose(found.text, replace(facts, capture=capture) if capture else facts)
    empty = isinstance(report, Report) and all(block.kind in _NOT_READ for block in report.blocks)
    return rejected(given.ref, _NO_TEXT) if empty else report


def article(page: str, address: str | None = None, *, fast: bool = False) -> Article | Refusal:
    """Find the article of a page.

    trafilatura looks first, for precision; where it finds nothing, it is asked for recall; where that finds nothing either, resiliparse
    gives the page's main content, if that is more than menus. Where a page shows less than half of the text that its linked data hold for
    machines, as pages do that programs fill in, those give it.

    Args:
        page: The page's HTML.
        address: Where it was taken from.
        fast: Whether resiliparse looks first; where it finds nothing, the others do.

    Returns:
        Its text, title line included, and what the page says about it; or why no article text was found.
    """
    trafilatura = _trafilatura()
    tree = trafilatura.load_html(page)
    if tree is None:
        return _NO_TEXT
    page = _shown(page, tree)
    about = _completed(metadata(tree, address), trafilatura, tree)
    extractor, lines = _extracted(page, tree, about, fast=fast)
    stated = _stated_lines(about.body)
    if _words(stated) > 2 * _words(lines):
        extractor, lines = "json-ld articleBody", stated
    if not lines:
        return _NO_TEXT
    told = stands_in([claim.value for claim in about.said["title"]], [line for _, line in lines])
    if told:
        return Refusal("no_text", f"the page only stands in for a report (“{told}”); open it in a browser, and save what it then shows")
    about = _titled(about, lines)
    text, known = laid_out(lines, about.title)
    return Article(text=text, known=known, about=about, extractor=extractor)


def linked_text(page: str) -> str:
    """Return the text of a page's article as its linked data hold it, for machines; "" where they do not."""
    tree = _trafilatura().load_html(page) if "articleBody" in page else None
    return "" if tree is None else "\n\n".join(line for _, line in _stated_lines(metadata(tree).body))


def _shown(page: str, tree: Any) -> str:
    """A page without what it hides from its readers, which would be read as if it had been said to them; the tree loses it too.

    What holds most of the text is left: some pages hide their article until a program shows it.
    """
    from lxml.html import tostring

    hidden: list[Any] = []
    inside: set[Any] = set()
    for element in tree.iter():
        within = element.getparent() in inside
        if within or (is_hidden(element) and element.getparent() is not None):
            inside.add(element)
            hidden += () if within else (element,)
    if not hidden:
        return page
    whole = len(tree.text_content())
    for element in hidden:
        if len(element.text_content()) < MOST_HIDDEN * whole:
            element.drop_tree()
    return str(tostring(tree, encoding="unicode"))


def _extracted(page: str, tree: Any, about: Metadata, *, fast: bool) -> tuple[str, Lines]:
    """The lines of the first extractor that finds sentences, and its name."""
    ways = _ways(page, tree, about)
    ways = sorted(ways, key=lambda way: way[0] != "resiliparse") if fast else ways
    ways = [("live page", lambda: _live_lines(page)), *ways] if about.live else ways
    return next(((name, lines) for name, look in ways if _has_sentence(lines := look())), ("", []))


def _has_sentence(lines: Lines) -> bool:
    """One line at least is a sentence; a list of headlines has none, and is no report."""
    return any(line.endswith(_SENTENCE_ENDS) and (len(line.split()) >= MIN_WORDS or len(line) >= 6 * MIN_WORDS) for _, line in lines)


def _stated_lines(body: str) -> Lines:
    """The lines of an article's body in linked data, written as text or as mark-up."""
    return (
        fragment_lines(body)
        if re.search(r"</?(?:p|br|div)\b", body)
        else [("p", line_of(line)) for line in body.splitlines() if line_of(line)]
    )


def _words(lines: Lines) -> int:
    return sum(len(line.split()) for _, line in lines)


def _ways(page: str, tree: Any, about: Metadata) -> list[tuple[str, Callable[[], Lines]]]:
    """The extractors by their names, the most exact first. trafilatura alters the tree that it is given."""
    load = _trafilatura().load_html
    return [
        ("trafilatura", lambda: _trafilatura_lines(tree, favor_precision=True)),
        ("json-ld articleBody", lambda: _stated_lines(about.body)),
        ("trafilatura recall", lambda: _trafilatura_lines(load(page), favor_recall=True)),
        ("resiliparse", lambda: main_lines(page, headline=not about.title)),
    ]


def _trafilatura_lines(tree: Any, **favour: bool) -> Lines:
    found = _trafilatura().bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=False, **favour)
    return [] if found is None or found.body is None else [(kind, line) for kind, line in _lines(found.body) if line]


def _live_lines(page: str) -> Lines:
    """All posts of a live page, of which extractors take one for the article and the others for its like: what its main element holds."""
    match = _MAIN.search(page)
    lines = fragment_lines(match[0], beside=("aside", "figcaption")) if match else []
    return lines if sum(len(line) for _, line in lines) >= MIN_PROSE_CHARS else []


def _titled(about: Metadata, lines: Lines) -> Metadata:
    """The part of the `<title>` that stands above the text, where no field names the title: the other part is the site."""
    if any(claim.origin != "title element" for claim in about.said["title"]):
        return about
    whole = next((claim.value for claim in about.said["title"]), "")
    parts = [part for part in re.split(r"\s(?:[-–—|·:]|--)\s|::|»", whole) if len(part.split()) > 2]
    found = next(((part.strip(), line) for part in parts for _, line in lines[:3] if same_line(line, part.strip())), None)
    if found is None:
        return about
    part, line = found
    return replace(about, title=line if line.startswith(part) else part)  # some sites shorten the headline there


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
        # Of a page of many posts htmldate finds the time of one.
        published_at=about.published_at or (None if about.live else when_stated(found.date, "page date found by htmldate")),
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
        whole = node is not element and node.tag in _WHOLE
        if whole:
            parts.append("")
        parts[-1] += node.text or ""
        if whole and not len(node) and node.tag != "lb" and line_of(node.tail or ""):
            parts.append("")
        if node is not element:
            parts[-1] += node.tail or ""
    return [line for part in parts if (line := line_of(part))]


def _names_site(name: str, site: str) -> bool:
    """A part of a title is the site's name, or its beginning: "The Alben Herald" of The Alben Herald Company."""
    part, whole = (re.sub(r"\W|^the ", "", words.lower()) for words in (name, site))
    return bool(part) and (part == whole or (len(part) >= MIN_NAME_CHARS and whole.startswith(part)))


def _without_site(title: str, site: str) -> str:
    """A title without the site's name at its end or its start: "Minister quits - The Lantern", "The Lantern: Minister quits"."""
    for form in _TITLES:
        match = form.fullmatch(title)
        if match and _names_site(match["name"], site):
            return match["rest"].strip()
    return title
