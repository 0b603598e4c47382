"""Anchors: where a quotation stands in a text, told so that it is found again when the text has moved, and not found when it is gone.

The selectors are those of the W3C Web Annotation Data Model (§4.2.4 and §4.2.5): the exact words with what stands before and after them,
and their position. An anchor that no longer holds is an orphan; it is never moved to a look-alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from headwater.ingest.markup import sound_references
from headwater.model import Span

__all__ = ["Anchor", "anchor", "found_again", "page_selectors", "page_text", "selectors"]

CONTEXT_CHARS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A quotation with its surroundings and its place."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def anchor(text: str, span: Span, *, within: tuple[int, int] | None = None) -> Anchor:
    """Make the anchor of a span.

    Args:
        text: The text it stands in.
        span: The span.
        within: Bounds that its surroundings do not cross: those of its block.

    Returns:
        Its words, up to 32 characters before and after them, and its offsets.
    """
    first, last = within or (0, len(text))
    before = text[max(span.start - CONTEXT_CHARS, first) : span.start]
    after = text[span.end : min(span.end + CONTEXT_CHARS, last)]
    return Anchor(exact=text[span.start : span.end], prefix=before, suffix=after, start=span.start, end=span.end)


def selectors(of: Anchor) -> list[dict[str, Any]]:
    """Write an anchor as the two selectors of a Web Annotation."""
    return [
        {"type": "TextQuoteSelector", "exact": of.exact, "prefix": of.prefix, "suffix": of.suffix},
        {"type": "TextPositionSelector", "start": of.start, "end": of.end},
    ]


def page_selectors(of: Anchor) -> list[dict[str, Any]]:
    """Write an anchor as the one selector that holds on the page its text came from: the words, run together as browsers show them."""
    exact, prefix, suffix = (re.sub(r"[\s•]+", " ", words) for words in (of.exact, of.prefix, of.suffix))
    return [{"type": "TextQuoteSelector", "exact": exact.strip(), "prefix": prefix, "suffix": suffix}]


def found_again(of: Anchor, text: str, *, both_sides: bool = False) -> Span | None:
    """Find an anchor in a text: the same one, a later version, or the page that it was taken from.

    White space and the bullets of lists do not count, since an article laid out and its page differ in them.

    Args:
        of: The anchor.
        text: Where to look.
        both_sides: Whether what stands on one side of it is not enough.

    Returns:
        The one place where the words stand between the same surroundings; where there is none, the only place where they stand with those
        of one side. `None` where no place, or more than one, is such: an orphan.
    """
    folded, offsets = _folded(text)
    exact, prefix, suffix = (_folded(words)[0] for words in (of.exact, of.prefix, of.suffix))
    if not exact:
        return None
    places = list(_places(folded, exact))
    held = [(place, folded.endswith(prefix, 0, place), folded.startswith(suffix, place + len(exact))) for place in places]
    both = [place for place, before, after in held if before and after]
    one = [place for place, before, after in held if (before and prefix) or (after and suffix)]
    chosen = both if both_sides else both or one
    spans = [Span(start=offsets[place], end=offsets[place + len(exact) - 1] + 1) for place in chosen]
    if len(spans) == 1:
        return spans[0]
    return next((span for span in spans if both and (span.start, span.end) == (of.start, of.end)), None)


def page_text(markup: str) -> str:
    """Return the text of a page in the order of its mark-up, its head, scripts and styles left out: what an anchor is found again in."""
    from lxml import etree

    tree = etree.fromstring(sound_references(markup), etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True))
    if tree is None:
        return ""
    return "".join(tree.xpath("//text()[not(ancestor::head or ancestor::script or ancestor::style or ancestor::template)]"))


def _places(text: str, words: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without white space and bullets, and the offset of each character that is left."""
    offsets = [match.start() for match in re.finditer(r"[^\s•]", text)]
    return "".join(text[offset] for offset in offsets), offsets
