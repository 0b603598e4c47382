"""Rules for the quarters and halves of a year, as reports of earnings name them."""

from headwater.resolve.times.calendar import shifted_year
from headwater.resolve.times.context import Context
from headwater.resolve.times.parts import PARTS, edge_mod, year_named
from headwater.resolve.times.rules import Found, Rule, Value, ordinal, rule

__all__ = ["PERIODS"]


@rule(
    "edge=(EDGE)? det=(the|this|a|each)? "
    "(?:by=(this|last|next) year S|year2=(YYYY) S?|ago=(year -? (?:ago|earlier))"
    "|latest|current|comparable|flat)? "
    "(?:FISC)? (?:-)? which=(ORD|ORDD|final|last|opening) hyphen=(-)? (?:FISC)? (?:-)? what=(quarter|half)"
    " (?:(?:of|in) FISC? year=(YEAR)|(?:of)? rel=(REL)|ago2=(a year (?:ago|earlier)))?",
    PARTS,
)
def quarter(found: Found, context: Context) -> Value | None:
    """Read "the third quarter", "the first half of 2024", "this year's fourth quarter"."""
    what = found.word("what")
    if not found.given and ((found.has("det") and found.has("hyphen")) or (what == "half" and not _of_some_year(found))):
        return None
    if (count := _count(found.word("which"), what)) is None:
        return None
    named = year_named(found, context) or (int(found.word("year2")) if found.has("year2") else None)
    year = named or _year(found, context, count, what)
    value = f"{f'{year:04}' if year else 'XXXX'}-{'H' if what == 'half' else 'Q'}{count}"
    anchor = "none" if year is None or found.has("year") or found.has("year2") else context.anchor
    return Value("date", value, edge_mod(found), anchor)


def _of_some_year(found: Found) -> bool:
    """Whether a half is one of a year rather than of a match or a page."""
    return any(found.has(group) for group in ("year", "year2", "rel", "by", "ago", "ago2"))


def _count(which: str, what: str) -> int | None:
    most = 4 if what == "quarter" else 2
    if which in ("final", "last"):
        return most
    if which == "opening":
        return 1
    count = ordinal(which)
    return count if count and count <= most else None


def _year(found: Found, context: Context, count: int, what: str) -> int | None:
    """Return the year whose quarter is meant: the last that has begun, or the next where something says so."""
    reference = context.reference
    if reference.year is None:
        return None
    if found.has("by"):
        return reference.year + {"last": -1, "next": 1}.get(found.word("by"), 0)
    back = found.has("ago") or found.has("ago2")
    months = 12 // (4 if what == "quarter" else 2)
    start = (count - 1) * months + 1
    year = reference.year
    month = reference.month or 12
    if start > month and not context.direction(found) > 0:
        year -= 1
    return year - back


@rule(
    "the? (?:latest|current|recent|most recent|previous|preceding|prior|this|last|next|following|coming) (?:fiscal)? what=(quarter|period)",
    PARTS,
)
def quarter_beside(found: Found, context: Context) -> Value | None:
    """Read "the latest quarter", "this quarter"."""
    words = found.words_all()
    named = context.last("quarter", at=found.first)
    if found.word("what") == "period" and not found.given and "latest" not in words:
        return None
    if "latest" in words or "recent" in words:
        return Value("date", named, None, "text") if named else context.dated(context.reference.quarter_value(-1))
    step = -1 if {"previous", "preceding", "prior", "last"} & set(words) else 1 if {"next", "following", "coming"} & set(words) else 0
    return context.dated(context.reference.quarter_value(step))


@rule("(?:the|that) quarter", PARTS)
def the_quarter(found: Found, context: Context) -> Value | None:
    """Read "the quarter": the one named last, else the last that is over."""
    named = context.last("quarter", at=found.first)
    if not found.given and found.after() == "of":
        return None
    return Value("date", named, None, "text") if named else context.dated(context.reference.quarter_value(-1))


@rule(
    "(?:(?:the)? (?:comparable|corresponding|same|similar)? (?:year - (?:ago|earlier)) "
    "what=(quarter|period|month|half)|year - (?:ago|earlier))"
    "|the? (?:comparable|corresponding|same|similar|year - (?:ago|earlier)) (?:what2=(quarter|period|month|half|nine "
    "months|six months)) (?:of|in|a)? (?:last year|year (?:ago|earlier)|the (?:previous|prior) year)"
    "|last year S (?:third|second|first|fourth)? (?:quarter|period)"
    "|the (?:quarter|period) a year (?:ago|earlier)",
    PARTS,
)
def year_ago(found: Found, context: Context) -> Value | None:
    """Read "the year-ago quarter", "the same period last year", "a year earlier" of the quarter just named."""
    if (told := context.period_before(found)) is not None:
        return told
    if found.has("what2") and (named := context.last("month", "quarter", at=found.first, near=60)):
        return Value("date", shifted_year(named, -1), None, "text")
    return context.dated(context.reference.year_value(-1))


@rule("qn=(QN) (?:(?:of|,)? year=(YEAR)|rel=(REL))?", PARTS)
def short_quarter(found: Found, context: Context) -> Value | None:
    """Read "Q3 2024"."""
    count, year = int(found.word("qn")[1]), year_named(found, context)
    year = year or _year(found, context, count, "quarter")
    anchor = "none" if year is None or found.has("year") else context.anchor
    return Value("date", f"{f'{year:04}' if year else 'XXXX'}-Q{count}", None, anchor)


PERIODS: tuple[Rule, ...] = (quarter, short_quarter, quarter_beside, the_quarter, year_ago)
