"""Parts that patterns share: years, days of the month, edges ("the end of"), quantities; and what they stand for."""

from headwater.resolve.times.context import Context
from headwater.resolve.times.rules import Found, ordinal, spoken_year

__all__ = ["ANY_YEAR", "DAY_NUMBER", "EDGE", "MONTH", "PARTS", "REL_YEAR", "WDAY", "day_number", "edge_mod", "year_named"]

ANY_YEAR = "(?:YYYY|(?:nineteen|eighteen|twenty) TENS(?: -? NUMW)?|two thousand(?: and)?(?: NUMW)?)"
DAY_NUMBER = "(?:DD|ORDD|ORD|(?:twenty|thirty) - ORD)"
EDGE = (
    "(?:(?:the)? (?:very)? (?:beginning|end|start|middle) of (?:the)?|(?:the)? (?:early|earlier|late|later|mid|middle) "
    "(?:-|in|on|of)? (?:the)?"
    "|(?:about|around|approximately)|sometime (?:in|around|during)?)"
)
MONTH = "(?:MONTH|MON .?)"
REL_YEAR = "(?:(?:of|in)? (?:this|last|next|that|the (?:following|previous|same)) year)"
WDAY = "(?:WDAY|WD .?)"

PARTS = {"EDGE": EDGE, "YEAR": ANY_YEAR, "REL": REL_YEAR, "N": DAY_NUMBER, "MONTH": MONTH, "WDAY": WDAY}

_MODS = (
    ("start", ("beginning", "start")),
    ("early", ("early", "earlier")),
    ("end", ("end",)),
    ("late", ("late", "later")),
    ("mid", ("mid", "middle")),
    ("about", ("about", "around", "approximately")),
)


def edge_mod(found: Found, group: str = "edge") -> str | None:
    """Return the modifier that words like "the end of" or "early" stand for."""
    words = found.words(group)
    return next((mod for mod, signs in _MODS if any(sign in words for sign in signs)), None)


def day_number(found: Found, group: str = "n") -> int | None:
    """Return the day of a month in figures or words."""
    words = found.words(group)
    if words[0].isdigit():
        return int(words[0])
    if len(words) == 3:
        rest = ordinal(words[2])
        return {"twenty": 20, "thirty": 30}[words[0]] + rest if rest and rest < 10 else None
    return ordinal(words[0])


def year_named(found: Found, context: Context) -> int | None:
    """Return the year that an expression names: in figures, in words, or as this, last or the next one."""
    if found.has("year"):
        words = found.words("year")
        return int(words[0]) if words[0].isdigit() else spoken_year(words)
    if not found.has("rel"):
        return None
    word = found.words("rel")[-2]
    if word in ("that", "following", "previous", "same"):
        named = context.last("year", "month", "day", "quarter")
        return int(named[:4]) + {"following": 1, "previous": -1}.get(word, 0) if named and named[:4].isdigit() else None
    value = context.reference.year_value({"last": -1, "next": 1}.get(word, 0))
    return int(value) if value.isdigit() else None
