"""Blocks: what each stretch of a report's text is: headline, dek, paragraph, list item, quote, caption or furniture.

The layout gives the units (`headwater.ingest.layout`), the page's mark-up may say what some of them are, furniture and captions are
told by form (`headwater.ingest.furniture`), and what is left at the top is the headline and the dek if it looks like them.
"""

import re
from collections.abc import Mapping
from itertools import count

from headwater.ingest.furniture import Scene, furniture
from headwater.ingest.layout import Unit, units
from headwater.model import Block, BlockKind

__all__ = ["blocks"]

# Headlines of 924 reports of seven publishers (PolNeAR) and of 69 invented ones: 99.8% have at most 110 characters, the longest has 141.
MAX_HEADLINE_CHARS = 115
MAX_DEK_CHARS = 240
MIN_DEK_WORDS = 3  # fewer are the name of a section or a menu
# "PUERTO ALBARÁN, Ecuador, May 14 (Castellan) - …", "Nov 7 (Tern) - …", "VERLANO - …", "(Lipa) - …"
DATELINE = re.compile(
    r"(?:[^\W\d_a-z]{3,}(?:[^.!?:]|\.(?=\s\d)){0,60}|[A-Z][a-z]{2,4}\.? \d{1,2}|)\s?(?:\([^)]{2,40}\)\s)?(?<=[\s)])[-–—] ?(?=\S)"
)

MAX_ACCOUNT_CHARS = 50
_ACCOUNT = re.compile(r"@\w{2,30}")
_HANDLE = re.compile(r"[a-z][\w-]*(?:[ .][a-z0-9][\w-]*){0,2}")
_ENDS = (".", ".”", '."', ".’", ".'", "…", ";", ",", ":")


def blocks(text: str, *, title: str | None = None, known: Mapping[int, BlockKind] | None = None) -> tuple[Block, ...]:
    """Tell the blocks of a text.

    Args:
        text: The report's text.
        title: Its title, where the input named one: a first line equal to it is the headline.
        known: Kinds that the page's mark-up gave, by the offset at which their unit starts.

    Returns:
        The blocks in order, trimmed and disjoint; outside them stand only white space and the marks of lists and quotations.
    """
    laid = units(text)
    kinds = [_kind(text, unit, Scene(index, len(laid)), (known or {}).get(unit.start)) for index, unit in enumerate(laid)]
    _mark_top(text, laid, kinds, title)
    return tuple(Block(kind=kind, start=unit.start, end=unit.end) for unit, kind in zip(laid, kinds, strict=True))


def _kind(text: str, unit: Unit, scene: Scene, known: BlockKind | None) -> BlockKind:
    if known == "headline":
        return known
    pattern = furniture(text[unit.start : unit.end], scene)
    if pattern:
        return pattern.kind
    if known:
        return known
    if unit.mark.startswith(">"):
        return "quote"
    return "list_item" if unit.mark else "paragraph"


def _mark_top(text: str, laid: tuple[Unit, ...], kinds: list[BlockKind], title: str | None) -> None:
    """Find the headline, and the dek after it, among the first units."""
    first = _next(kinds, 0)
    if first + 1 < len(kinds) and (
        _is_handle(text, laid[first], laid[first + 1], title) or _is_account(text, laid[first], laid[first + 1])
    ):
        kinds[first] = "furniture"
        first = _next(kinds, first)
    if first >= len(kinds) or kinds[first] not in ("paragraph", "headline"):
        return
    line = text[laid[first].start : laid[first].end]
    after = _next(kinds, first + 1)
    if kinds[first] == "headline" or _is_headline(line, title, alone=after >= len(kinds)):
        kinds[first] = "headline"
        adjacent = after == first + 1  # what stands under the byline is the report
        if adjacent and after + 1 < len(kinds) and kinds[after] == "paragraph" and _is_dek(text, laid, after, kinds):
            kinds[after] = "dek"
    elif after < len(kinds) and len(line) <= MAX_DEK_CHARS and not line.endswith((*_ENDS, "!", "?")) and "\n" not in line:
        kinds[first] = "dek"


def _next(kinds: list[BlockKind], start: int) -> int:
    """Index of the first unit from `start` on that is part of the report."""
    return next(index for index in count(start) if index >= len(kinds) or kinds[index] not in ("furniture", "caption"))


def _is_handle(text: str, unit: Unit, after: Unit, title: str | None) -> bool:
    """A user's name left over at the very top: one to three words in lower case, before a line that begins like a headline."""
    line = text[unit.start : unit.end]
    return len(line) <= 30 and line != title and bool(_HANDLE.fullmatch(line)) and not text[after.start].islower()


def _is_account(text: str, unit: Unit, after: Unit) -> bool:
    """The name of an account, which its handle follows: "Castellan", "@castellan"."""
    return unit.end - unit.start <= MAX_ACCOUNT_CHARS and bool(_ACCOUNT.fullmatch(text, after.start, after.end))


def _is_headline(line: str, title: str | None, *, alone: bool) -> bool:
    if title and _plain(line) == _plain(title):
        return True
    if alone or len(line) > MAX_HEADLINE_CHARS or len(line.splitlines()) > 2:
        return False
    return not line.endswith(_ENDS) or (line.endswith(_ENDS[:5]) and _is_title_case(line))


def _is_dek(text: str, laid: tuple[Unit, ...], index: int, kinds: list[BlockKind]) -> bool:
    """A line under the headline without a full stop, or a short one that a byline or a dateline follows."""
    unit = laid[index]
    line = text[unit.start : unit.end]
    if len(line) > MAX_DEK_CHARS or line.startswith("(") or DATELINE.match(line) or len(line.split()) < MIN_DEK_WORDS:
        return False
    if not line.endswith((*_ENDS, "!", "?", "”", '"', "’")):
        return True
    byline = kinds[index + 1] == "furniture" and text.startswith("By ", laid[index + 1].start)
    return byline or bool(DATELINE.match(text, laid[index + 1].start))


def _is_title_case(line: str) -> bool:
    long_words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return len(long_words) > 2 and sum(word[0].isupper() for word in long_words) >= 0.7 * len(long_words)


def _plain(line: str) -> str:
    return re.sub(r"[\W_]+", " ", line).strip().casefold()
