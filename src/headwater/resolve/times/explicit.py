"""Rules for days, months, years, decades, centuries and feasts that the text names."""

import re
from calendar import monthrange
from datetime import date

from headwater.model import TimexAnchor
from headwater.resolve.times.calendar import Reference
from headwater.resolve.times.context import Context
from headwater.resolve.times.nearest import as_date, day_year, fitting_year, month_year
from headwater.resolve.times.parts import PARTS, day_number, edge_mod, year_named
from headwater.resolve.times.rules import Found, Rule, Value, ordinal, rule
from headwater.resolve.times.vocabulary import HOLIDAYS, MONTHS, SEASONS, WEEKDAYS, ZONES

__all__ = ["EXPLICIT", "day_value"]


def day_value(found: Found, context: Context, month: int, day: int | None) -> Value | None:
    """Return the day of a month, in the year named or the one meant."""
    if day is None or not as_date(2024, month, day):
        return None
    mod, year, anchor = edge_mod(found), year_named(found, context), context.anchor
    if year is None and not found.has("year"):
        year = day_year(month, day, context.reference, context.direction(found))
        if found.has("wday"):
            weekday = WEEKDAYS[found.words("wday")[0]]
            if year is None:
                year, anchor = fitting_year(context.years, month, day, weekday), "text"
            else:
                fits = (each for each in (year, year + 1, year - 1) if (d := as_date(each, month, day)) and d.isoweekday() == weekday)
                year = next(fits, year)
        elif year is None and context.pair is not None:
            year, anchor = context.pair, "text"
    elif found.has("year"):
        anchor = "none"
    if year is None:
        return Value("date", f"XXXX-{month:02}-{day:02}", mod)
    return Value("date", f"{year:04}-{month:02}-{day:02}", mod, anchor) if as_date(year, month, day) else None


def _month(found: Found) -> int:
    return MONTHS[found.words("month")[0]]


@rule(
    (
        "edge=(EDGE)? (?:how=(this (?:coming|past)?|last|next)? wday=(WDAY) ,? the?)? month=(MONTH) the? n=(N) (?:,? "
        "year=(YEAR)| ,? rel=(REL))?"
    ),
    PARTS,
)
def month_day(found: Found, context: Context) -> Value | None:
    """Read "May 7", "Tuesday, May 7, 2024", "March eighth"."""
    return day_value(found, context, _month(found), day_number(found))


@rule("edge=(EDGE)? (?:wday=(WDAY) ,? )? the? n=(N) of? month=(MONTH) (?:,? year=(YEAR)| ,? rel=(REL))?", PARTS)
def day_month(found: Found, context: Context) -> Value | None:
    """Read "7 May", "the 7th of May 2024"."""
    if found.words("n")[0].isalpha() and "of" not in found.raw:
        return None
    return day_value(found, context, _month(found), day_number(found))


@rule("month=(MONTH) n=(N) (?:-|–|to|through) m=(N) (?:,? year=(YEAR))?", PARTS)
def day_range(found: Found, context: Context) -> Value | None:
    """Read "May 5-7, 2024"."""
    first, last = (day_value(found, context, _month(found), day_number(found, group)) for group in ("n", "m"))
    return first._replace(value=f"{first.value}/{last.value}") if first and last and first.value < last.value else None


@rule("edge=(EDGE)? month=(MONTH) (?:of|,)? year=(YEAR)", PARTS)
def month_of_year(found: Found, context: Context) -> Value | None:
    """Read "May 2024"."""
    year = year_named(found, context)
    return Value("date", f"{year:04}-{_month(found):02}", edge_mod(found)) if year else None


@rule("edge=(EDGE)? month=(MONTH) ,? rel=(REL)", PARTS)
def month_of_that_year(found: Found, context: Context) -> Value | None:
    """Read "May last year"."""
    year = year_named(found, context)
    return context.dated(f"{year:04}-{_month(found):02}" if year else f"XXXX-{_month(found):02}")._replace(mod=edge_mod(found))


_BEFORE_MONTH = frozenset(
    """in since by until till of from through during for late early mid this last next each every before after between to and or past -
    around about next""".split()
)
_DOUBTFUL = frozenset("may march april june august jan mar sun".split())


@rule("edge=(EDGE)? how=((?:the)? (?:last|past|next|coming|this|previous|following))? month=(MONTH)", PARTS)
def month_alone(found: Found, context: Context) -> Value | None:
    """Read "May", "last May", "late in May"."""
    if not found.given and _no_month(found):
        return None
    month, how, reference = _month(found), found.words("how"), context.reference
    named = context.last("year", "month", "day", at=found.first, near=25)
    year: int | None
    if "last" in how or "past" in how or "previous" in how:
        year = month_year(month, reference, -1)
        if year is not None and month == reference.month:
            year -= 1
    elif "next" in how or "coming" in how:
        year = month_year(month, reference, 1)
        if year is not None and month == reference.month:
            year += 1
    elif "this" in how:
        year = reference.year
    elif named and reference.year and int(named[:4]) < reference.year - 1:
        return Value("date", f"{named[:4]}-{month:02}", edge_mod(found), "text")
    else:
        ahead = found.before() in _AHEAD and (month - (reference.month or month)) % 12 <= SOON
        year = month_year(month, reference, 1 if ahead else context.direction(found))
    value = f"{year:04}-{month:02}" if year else f"XXXX-{month:02}"
    return context.dated(value)._replace(mod=edge_mod(found))


_AHEAD = frozenset("by until till through".split())
SOON = 4
"""How many months ahead "by June" may look; "by June" is else the one just past."""


def _no_month(found: Found) -> bool:
    """Whether a word that is also a name or a verb has nothing beside it that makes it a month."""
    word = found.words("month")[0]
    if len(found.raw) > 1 and (found.has("how") or found.has("edge")):
        return False
    if word in ("may", "march", "mar") and found.before() not in _BEFORE_MONTH:
        return True
    return word in _DOUBTFUL and found.raw_after()[:1].isupper() and found.before() not in ("in", "since", "until", "by")


_NOT_BEFORE_YEAR = frozenset(
    "$ # no nos no. number page room route flight model highway interstate section article - . £ € to at + least than".split()
)
_COUNTED = frozenset(
    "% percent per million billion trillion miles mile feet foot pounds euros dollars people troops meters metres tons degrees".split()
)


@rule("edge=(EDGE)? (?:(?:the)? (?:FISC)? year|FISC|fy)? year=(YEAR) post=(?:or later|or earlier|and beyond|and later)?", PARTS)
def year(found: Found, context: Context) -> Value | None:
    """Read "2024", "the year 2024", "fiscal 2024", "nineteen ninety-four"."""
    value = year_named(found, context)
    if value is None or (not found.given and _no_year(found, value)):
        return None
    mod = "after" if found.has("post") and "earlier" not in found.words("post") else edge_mod(found)
    return Value("date", f"{value:04}", mod)


def _no_year(found: Found, value: int) -> bool:
    """Whether figures or words that could be a year are a sum, a count or a number of something else."""
    before, after, words = found.before(), found.after(), found.words("year")
    if len(found.raw) > len(words):
        return False
    if not words[0].isdigit():
        return words[0] == "two"
    goes_on = (before == "-" and len(found.before(2)) == 4 and found.before(2).isdigit()) or (before == "to" and 1900 <= value <= 2060)
    numbered = before in _NOT_BEFORE_YEAR and not goes_on
    counts = after in _COUNTED or (after in ZONES and found.raw_after().isupper())
    joined = after == "-" and found.after(2).isalpha() and found.after(2) not in ("election", "elections", "style", "era")
    if numbered or counts or joined:
        return True
    if not 1300 < value < 2100:
        return before not in ("in", "since", "by", "until", "from")
    plural = re.fullmatch(r"[a-z]{3,}s", found.raw_after()) is not None and after not in ("was", "has")
    return plural and before not in _BEFORE_YEAR


_BEFORE_YEAR = frozenset(
    "in since by until of from during the for his her its their 's early late mid a an this through between and".split()
)


@rule("edge=(EDGE)? the? (?:same)? year=(YYYY) what=(period|quarter|half)", PARTS)
def period_of_year(found: Found, context: Context) -> Value | None:
    """Read "the 1988 period": the quarter or months just spoken of, in that year."""
    named = context.last("quarter", "half", at=found.first, near=200)
    year = found.word("year")
    return Value("date", f"{year}{named[4:]}" if named else year, edge_mod(found), "text" if named else "none")


@rule("edge=(EDGE)? the? (?:')? what=(DECS|DEC|YYYY S)", PARTS)
def decade(found: Found, context: Context) -> Value | None:
    """Read "the 1990s", "the late '80s", "the nineties"."""
    digits = re.sub(r"\D", "", found.word("what"))
    if not digits:
        if "the" not in found.words_all() and not found.has("edge") and not found.given:
            return None
        tens = "twenties thirties forties fifties sixties seventies eighties nineties".split()
        digits = str(20 + 10 * tens.index(found.word("what")))
    elif len(digits) == 2 and not found.given and not ({"'", "the"} & set(found.words_all()) or found.has("edge")):
        return None
    if not digits.endswith("0"):
        return None
    if len(digits) == 2:
        digits = f"{_century(int(digits), context.reference)}{digits}"
    return Value("date", f"{digits[:3]}X", edge_mod(found))


def _century(tens: int, reference: Reference) -> str:
    """Return the century of a decade named without one: the last such decade that has begun."""
    year = reference.year or 1999
    return str((year - tens) // 100) if year >= 1000 else "19"


@rule("edge=(EDGE)? the? n=(ORD|ORDD) (?:-)? (?:century|centuries)", PARTS)
def century(found: Found, _context: Context) -> Value | None:
    """Read "the 20th century"."""
    count = ordinal(found.word("n"))
    return Value("date", f"{count - 1:02}XX", edge_mod(found)) if count and count <= 30 else None


@rule("edge=(EDGE)? the? season=(SEASON) (?:of|,)? (?:year=(YEAR)|rel=(REL))", PARTS)
def season_of_year(found: Found, context: Context) -> Value | None:
    """Read "the summer of 2024"."""
    value, code = year_named(found, context), SEASONS[found.word("season")]
    return Value("date", f"{value:04}-{code}", edge_mod(found), "none" if found.has("year") else context.anchor) if value else None


@rule("edge=(EDGE)? how=(the|this past|this|last|next|the? (?:past|coming|following|previous|current|last|next))? season=(SEASON)", PARTS)
def season(found: Found, context: Context) -> Value | None:
    """Read "the summer", "last fall", "this past spring"."""
    how, word = found.words("how"), found.word("season")
    bare = not how or (how == ["the"] and word in ("fall", "spring") and found.after() in _OF)
    if bare and not (found.given or found.has("edge") or (found.before() in _IN_SEASON and word != "fall")):
        return None
    reference, code = context.reference, SEASONS[word]
    if reference.year is None:
        return Value("date", f"XXXX-{code}", edge_mod(found))
    month = reference.month or 6
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    back = {"last": True, "past": True, "previous": True}
    if any(back.get(each) for each in how):
        year = reference.year - (start + 2 >= month and not (start <= month and "past" in how))
        if code == "WI":
            year = reference.year - 1
    elif "next" in how:
        year = reference.year + (start <= month)
    else:
        year = reference.year - (code == "WI" and month < 6)
    return context.dated(f"{year:04}-{code}")._replace(mod=edge_mod(found))


_IN_SEASON = frozenset("in by until since during".split())
_OF = frozenset("of in from to".split())


@rule("the? which=(ORD|last|final) what=(day|week|weekend) (?:of|in) month=(MONTH) (?:,? year=(YEAR)| rel=(REL))?", PARTS)
def week_of_month(found: Found, context: Context) -> Value | None:
    """Read "the last week of March", "the first day of May 2024": the first week is that of the fourth day."""
    month, what = _month(found), found.word("what")
    year = year_named(found, context) or month_year(month, context.reference, context.direction(found))
    count = ordinal(found.word("which")) or 0
    if year is None or count > (31 if what == "day" else 5):
        return None if year else Value("date", {"day": f"XXXX-{month:02}-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE"}[what])
    days = monthrange(year, month)[1]
    if what == "day":
        return Value("date", f"{year:04}-{month:02}-{min(count or days, days):02}", None, context.anchor)
    week = Reference(year, month, min(7 * count - 3, days) if count else days - 6).week_value()
    return Value("date", week + ("-WE" if what == "weekend" else ""), None, context.anchor)


@rule("edge=(EDGE)? iso=(ISO)", PARTS)
def iso(found: Found, _context: Context) -> Value | None:
    """Read "2024-05-07", "2024-05-07T10:30Z"."""
    value = found.raw[-1].upper()
    year, month, day = (int(part) for part in value[:10].split("-"))
    if not as_date(year, month, day):
        return None
    return Value("time" if "T" in value else "date", value, edge_mod(found))


@rule("slash=(SLASH)", PARTS)
def slashed(found: Found, _context: Context) -> Value | None:
    """Read "5/27/2024": only where one of the two can be no month."""
    first, second, year = (int(part) for part in found.word("slash").split("/"))
    if year < 100:
        year += 2000 if year < 50 else 1900
    if first > 12 >= second or (first == second):
        first, second = second, first
    elif not first <= 12 < second:
        return None
    return Value("date", f"{year:04}-{first:02}-{second:02}") if as_date(year, first, second) else None


@rule(
    (
        "edge=(EDGE)? how=(this|last|next)? what=(new year S (?:day|eve)|christmas (?:day|eve)?|HOLIDAY (?:day)?|valentine "
        "S day|veterans day) ,? (?:year=(YEAR)|rel=(REL))?"
    ),
    PARTS,
)
def feast(found: Found, context: Context) -> Value | None:
    """Read "Christmas Day", "New Year's Eve 2024"; a feast that moves is only its year's."""
    words = found.words("what")
    month, day = _feast(words)
    year = year_named(found, context)
    anchor = "none" if found.has("year") else context.anchor
    if year is None:
        direction = {"last": -1, "next": 1}.get(found.word("how"), context.direction(found))
        year = day_year(month, day or 1, context.reference, direction)
    if not day:
        return _moving_feast(words[0], year, anchor)
    return Value("date", f"{year or 'XXXX':04}-{month:02}-{day:02}", None, anchor if year else "none")


def _moving_feast(name: str, year: int | None, anchor: TimexAnchor) -> Value:
    """Return Thanksgiving (the fourth Thursday of November) or Easter (Gregorian; the method is Gauss's as Butcher's Almanac gives it)."""
    if year is None or not 1583 <= year <= 4099:
        return Value("date", "XXXX-11" if name == "thanksgiving" else "XXXX")
    if name == "thanksgiving":
        return Value("date", f"{year:04}-11-{28 - (date(year, 11, 28).isoweekday() - 4) % 7:02}", None, anchor)
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return Value("date", f"{year:04}-{month:02}-{day + 1:02}", None, anchor)


def _feast(words: list[str]) -> tuple[int, int]:
    if words[0] == "new":
        return (12, 31) if words[-1] == "eve" else (1, 1)
    if words[0] == "christmas":
        return (12, 24) if words[-1] == "eve" else (12, 25)
    if words[0] in ("valentine", "veterans"):
        return (2, 14) if words[0] == "valentine" else (11, 11)
    return HOLIDAYS[words[0]]


EXPLICIT: tuple[Rule, ...] = (
    month_day, day_month, day_range, month_of_year, month_of_that_year, month_alone, period_of_year, year, decade, century, season_of_year,
    week_of_month, season, iso, slashed, feast,
)  # fmt: skip
