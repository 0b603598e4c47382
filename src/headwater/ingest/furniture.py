"""Furniture: the lines of a page that are not the report.

Precision comes first, because the reader skips furniture: a line that holds a reporting verb or quotes a sentence is never furniture,
unless its pattern is `certain` (its form leaves no doubt, as in "Read more: Minister says …").
"""

import re
from dataclasses import dataclass

from headwater.ingest.pattern import Pattern, Place
from headwater.ingest.patterns import PATTERNS, STAMPED, TIME_WORD

__all__ = ["Scene", "furniture"]

EDGE_UNITS = 6  # how many units count as the top and the tail of a report: handle, headline, dek, section, byline, time
MAX_CHARS = 400  # no pattern marks a longer line

_SPEAKS = re.compile(
    r"\b(?:said|says|saying|told|tells|asked|asks|added|adds|announced|wrote|writes|claimed|claims|warned|warns|denied|denies|declined"
    r"|confirmed|confirms|insisted|insists|argued|argues|reported|reports|stated|states|according to|admitted|admits|accused|accuses"
    r"|promised|vowed|urged|revealed|understands?|alleged|acknowledged|suggested|explained|noted|tweeted|replied|responded)\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[“\"«‘](?=[^”\"»]*(?:\w[^”\"»]*\s+){3})[^”\"»]*[.,!?…][”\"»’]")
_VERBAL = re.compile(
    r"\b(?:is|are|was|were|has|had|have|will|would|could|can|may|might|must|should|did|does|do|wins?|won"
    r"|hit|hits|face|faces|rose|fell)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = "and in at for with of the by from to & de da di del der den la le van von bin al el y und et our plc co inc ltd"
_DESK_WORDS = "staff agencies editors reporter reporters correspondent correspondents desk newsroom news wire"
_DAY_IN_FIGURES = re.compile(r"\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d")
_SMALL = frozenset(_SMALL_WORDS.split())
_DESK = frozenset(_DESK_WORDS.split())


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a line stands among the units of its text."""

    index: int
    count: int

    def at(self, place: Place) -> bool:
        """Tell whether the line stands there."""
        if place == "top":
            return 0 < self.index < EDGE_UNITS
        return place == "any" or self.index >= self.count - EDGE_UNITS


def furniture(line: str, scene: Scene) -> Pattern | None:
    """Name the pattern that makes a line furniture or a caption.

    Args:
        line: The text of one unit, trimmed.
        scene: Where it stands.

    Returns:
        The first pattern that holds, or `None` for a line of the report.
    """
    if len(line) > MAX_CHARS:
        return None
    flat = " ".join(line.split())
    words = len(flat.split())
    speaks = bool(_SPEAKS.search(flat) or _QUOTATION.search(flat))
    for pattern in PATTERNS:
        if words > pattern.max_words or (speaks and not pattern.certain) or not scene.at(pattern.place):
            continue
        match = pattern.form.fullmatch(flat)
        if match and _holds(pattern, match):
            return pattern
    return None


def _holds(pattern: Pattern, match: re.Match[str]) -> bool:
    """Check what a regular expression cannot: that names are names, a byline is no sentence and times are only times."""
    groups = match.groupdict()
    if groups.get("line"):
        sentence = match[0].endswith(".") and not _names_only(groups["line"].rstrip("."))
        return not sentence and not _VERBAL.search(groups["line"])
    if groups.get("times"):
        words = STAMPED.sub(" ", groups["times"]).replace(",", " ").split()  # "Published … | Updated …"
        # "3." or "2016" alone may be a list's number or a sentence's end that a page broke off.
        bare = all(re.fullmatch(r"[\d.:]+|[|·•–-]", word) and not _DAY_IN_FIGURES.fullmatch(word) for word in words)
        telling = any(character.isdigit() for character in match[0]) and not bare
        return bool(words) and (telling or ":" in words[0]) and all(TIME_WORD.fullmatch(word) for word in words)
    if not pattern.names_only:
        return True
    names = groups.get("names", match[0])
    return names is None or _names_only(names)


def _names_only(words: str) -> bool:
    """Every word is capitalised, a figure, an address, or one of the small words inside names."""
    plain = [word.strip(",;./|+-") for word in words.split()]
    return all(not word or not word[0].islower() or word in _SMALL or word in _DESK or "." in word for word in plain)
