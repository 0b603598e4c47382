"""What kind of actor a phrase that names nobody can be, by its head noun and the words around it.

"A senior official" is somebody unnamed, "officials" too, "critics" are a class and "the ministry" a body; "a report" is a document, "local
media" are outlets, and "forty percent of voters" are a group that a poll asked.
"""

import re

from headwater.model import HopKind
from headwater.resolve.lexicon import (
    BODY_NOUNS,
    CALLINGS,
    CLASS_NOUNS,
    DEMONYMS,
    DOCUMENT_NOUNS,
    KNOWN_OFFICES,
    OUTLET_NOUNS,
    PARTISANS,
    UNNAMED_NOUNS,
    WITHHELD,
    is_calling,
)
from headwater.resolve.patterns import alternatives

__all__ = ["is_share", "kind_of_noun", "told_something"]

_SHARES = alternatives(
    """percent, per cent, %, pct, majority, minority, respondent, respondents, in ten, out of ten, out of five, out of four, out of three,
    those asked, those surveyed, those polled, voters surveyed"""
)
_FRACTION = rf"{alternatives('a, one, two, three')}[ -]{alternatives('third, quarter, fifth, half, thirds, quarters')}"
_SHARE = re.compile(rf"\b(?:{_SHARES}|{_FRACTION})\b|\d%", re.IGNORECASE)
_MEDIA = re.compile(
    r"\b(?:local|state|foreign|national|domestic|international|[A-Z]\w+(?:i|an|ish|ese)) (?:media|press|newspapers|outlets|broadcasters)\b",
    re.ASCII,
)
_MEDIA_REPORTS = re.compile(
    r"\b(?:news|media|press|newspaper|local) reports?\b|\breports? (?:\w+ ){0,2}in (?:the )?(?:\w+ )?(?:media|press|newspapers)\b",
    re.IGNORECASE,
)
_NEWS_AGENCY = re.compile(r"\b(?:news|press|wire) agenc", re.IGNORECASE)
_MANY = re.compile(
    r"(?:many|most|dozens|hundreds|thousands|scores|nearly \d+|\d{2,}|more than \d+|at least \d{2,})\b|the dozens", re.IGNORECASE
)
_KNOWING = alternatives(
    """familiar with, briefed on, close to, with knowledge of, with direct knowledge of, with firsthand knowledge of,
    with first-hand knowledge of, with detailed knowledge of, aware of, knowledgeable about, involved in, present at, in the room,
    privy to"""
)
_KEPT_BACK = alternatives("who spoke, who asked, who declined, who requested, on condition of anonymity, not authorized, not authorised")
_TOLD_SOMETHING = re.compile(rf"\b(?:{_KNOWING}|{_KEPT_BACK})\b")
_PUBLIC_OFFICES = frozenset(
    "senator candidate congressman representative governor leader mayor judge justice delegate superdelegate democrat republican".split()
)


def is_share(phrase: str) -> bool:
    """Whether a phrase speaks of a share of those asked in a poll."""
    return _SHARE.search(phrase) is not None


_FORCE = re.compile(r"\b(?:coast|national|border|home|civil) ?guard$", re.IGNORECASE)


def kind_of_noun(noun: str, low: str, *, plural: bool, numbered: bool, phrase: str) -> HopKind:
    """Return what kind of actor a phrase can be.

    Args:
        noun: Its head noun in the singular.
        low: The head noun as it stands, in lower case.
        plural: Whether more than one is spoken of.
        numbered: Whether the phrase says how many.
        phrase: The phrase.
    """
    if is_share(phrase):
        return "unnamed" if noun in ("respondent", "voter") and not plural else "group"
    if noun == "guard" and _FORCE.search(phrase):
        return "organization"
    printed = _kind_of_printed(noun, low, plural=plural, phrase=phrase)
    if printed is not None:
        return printed
    if told_something(noun, phrase):
        return "unnamed"
    return _kind_of_many(noun, low, numbered=numbered, phrase=phrase) if plural else _kind_of_one(noun, phrase)


def _kind_of_printed(noun: str, low: str, *, plural: bool, phrase: str) -> HopKind | None:
    """Return what kind of outlet or document a phrase speaks of, `None` where it is neither."""
    if _MEDIA.search(phrase) or _MEDIA_REPORTS.search(phrase):
        return "outlet"
    if (noun in DOCUMENT_NOUNS and noun not in WITHHELD) or low in DOCUMENT_NOUNS:
        return "document"
    if low in ("media", "press"):
        return "group"
    if noun in OUTLET_NOUNS and (noun != "agency" or _NEWS_AGENCY.search(phrase)):
        return "group" if plural else "outlet"
    return None


def told_something(noun: str, phrase: str) -> bool:
    """Whether a phrase says how somebody knows, or why they are not named, and does not speak of a crowd."""
    if not _TOLD_SOMETHING.search(phrase) or _MANY.match(phrase):
        return False
    return noun in WITHHELD or noun in ("people", "person", "those") or is_calling(noun)


def _kind_of_many(noun: str, low: str, *, numbered: bool, phrase: str) -> HopKind:
    if _MANY.match(phrase):
        return "group"
    if noun in UNNAMED_NOUNS and noun != "people":
        return "unnamed"
    if numbered and noun not in _PUBLIC_OFFICES and (noun in WITHHELD or noun == "people" or is_calling(noun)):
        return "unnamed"
    if noun in BODY_NOUNS and noun not in CLASS_NOUNS and noun not in CALLINGS:
        return "organization" if not low.endswith("s") or noun == low or phrase.lower().startswith(("the ", "both ", "two ")) else "group"
    return "group"


def _kind_of_one(noun: str, phrase: str) -> HopKind:
    if noun in BODY_NOUNS and (noun not in CALLINGS or phrase[:4].lower() == "the " or "'s" in phrase or "’s" in phrase):
        return "organization"
    if noun in KNOWN_OFFICES or noun.endswith("-year-old"):
        return "person"
    if noun in WITHHELD or noun in PARTISANS or noun in ("someone", "somebody") or is_calling(noun):
        return "unnamed"
    if noun in CLASS_NOUNS or noun in DEMONYMS:
        return "group"
    if noun.endswith(("ion", "ment", "ing")):
        return "document"
    # An unknown noun that a report introduces with "a" is more likely somebody's than a body's: bodies come with their names.
    return "unnamed" if phrase[:2].lower() == "a " or phrase[:3].lower() == "an " else "organization"
