"""The credit of a report, and its byline and publisher where nothing else names them: read off the text's own edges, verbatim.

A report says whose copy it is in its dateline ("LIPA, May 14 (Reuters) -"), in a line of its own ("(With inputs from agencies)",
"Source: TOI", "— AFP"), or in the byline's place; and who published it, at its very end ("© 2025 Northline. All rights reserved.").
"""

import re
from collections.abc import Iterator, Sequence

from headwater.ingest.furniture import Scene, furniture
from headwater.model import Block

__all__ = ["credited", "is_agency", "rights_holder", "signed"]

_DATELINE = re.compile(
    r"(?:[^\W\d_a-z]{3,}(?:[^.!?:(/\n]|\.(?=\s\d)){0,70}|[^\W\d_a-z](?:[^.!?:(/\n]|\.(?=\s\d)){1,60}\d{1,2}\s?|)"
    r"(?:\((?P<agency>[A-Z][^()\n]{1,40})\)|/(?P<wire>[A-Z][\w ]{2,30})/)\s?[-–—]{1,2}\s?(?=\S)"
)
_LINES = ("agencies", "credit", "source_line", "sign_off")
_LABEL = re.compile(r"^[\s\[(–—-]*(?:(?:sources?|via|h/t|hat tip)\s*:?\s+|by\s+)?|[\s\])]*\.?\s*$", re.IGNORECASE)
_AGENCY = re.compile(
    r"(?:the )?(?:(?:thomson )?reuters"
    r"|associated press|ap|afp|agence france-presse|pa media|press association|dpa|efe|ansa|tass|xinhua|upi|ani|pti|ians"
    r"|bloomberg(?: news)?|[\w ]{0,30}\b(?:news agency|agencies|wire|press agency))",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|[Cc]opyright)\s*(?:(?:©|[Cc]opyright)\s*)?(?:(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?,?\s*)?(?:by\s+)?"
    r"(?P<name>[A-Z][^.|©,\n]{1,60}?)(?:[.,|]|\s(?:19|20)\d\d|$)"
)
_BY = re.compile(r"^By:?\s+")
_DATED = re.compile(r"[\s,]*(?:\s[|•·–—-]\s|\b(?:Published|Updated|Posted)\b|\b\d).*$", re.DOTALL)
FIRST_BLOCKS = 4
TOP_BLOCKS = 7


def credited(text: str, laid: Sequence[Block], byline: str | None) -> Iterator[tuple[str, str]]:
    """Find whose copy a report says it is.

    Args:
        text: The report's text.
        laid: Its blocks.
        byline: Its byline, which may be an agency's.

    Yields:
        The words, without their label and brackets, and where they stand (`dateline`, `line`, `byline`), the surest first; nothing where
        there are none.
    """
    for block in [block for block in laid if block.kind == "paragraph"][:FIRST_BLOCKS]:
        match = _DATELINE.match(text, block.start, block.end)
        if match:
            yield (match["agency"] or match["wire"]).strip(), "dateline"
            break
    for index, block in enumerate(laid):
        line = text[block.start : block.end]
        pattern = furniture(line, Scene(index, len(laid))) if block.kind == "furniture" else None
        words = _LABEL.sub("", line) if pattern else ""
        at_edge = index < FIRST_BLOCKS or index >= len(laid) - FIRST_BLOCKS
        if words and pattern and (pattern.name in _LINES or (at_edge and is_agency(words))):
            yield words, "line"
    if byline and is_agency(byline):
        yield byline, "byline"


def signed(text: str, laid: Sequence[Block]) -> str | None:
    """Find who a report's first lines say wrote it ("By Lena Ost, northern correspondent").

    Args:
        text: The report's text.
        laid: Its blocks.

    Returns:
        The words after By, without a date behind them; `None` where there are none, and for an agency, which is the credit.
    """
    for index, block in enumerate(laid[:TOP_BLOCKS]):
        line = text[block.start : block.end]
        pattern = furniture(line, Scene(index, len(laid))) if block.kind == "furniture" else None
        if pattern and pattern.name == "byline":
            words = _DATED.sub("", " ".join(_BY.sub("", line).split())).strip(" ,;:.")
            return words if words and not is_agency(words) else None
    return None


def is_agency(name: str) -> bool:
    """Tell whether a name is a news agency's: one of the large ones, or one that calls itself an agency or a wire."""
    return bool(_AGENCY.fullmatch(name.strip()))


def rights_holder(text: str, laid: Sequence[Block]) -> str | None:
    """Name who a report's last lines say holds its rights, if that is no agency: in a copy, theirs is the credit.

    Args:
        text: The report's text.
        laid: Its blocks.

    Returns:
        The name, or `None`.
    """
    for index in range(max(len(laid) - FIRST_BLOCKS, 0), len(laid)):
        block = laid[index]
        match = _RIGHTS.search(text, block.start, block.end) if block.kind == "furniture" else None
        if match and not is_agency(match["name"]):
            return match["name"].strip()
    return None
