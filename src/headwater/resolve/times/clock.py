"""Rules for times of the day: "10 p.m. Wednesday", "16:15 UTC", "Tuesday evening", "overnight"."""

import re
from datetime import date, timedelta

from headwater.resolve.times.context import Context
from headwater.resolve.times.nearest import as_date, day_year
from headwater.resolve.times.parts import PARTS, edge_mod
from headwater.resolve.times.rules import Found, Rule, Value, number, ordinal, rule, spoken_year
from headwater.resolve.times.vocabulary import MONTHS, WEEKDAYS, ZONES
from headwater.resolve.times.vocabulary import PARTS as CODES

__all__ = ["CLOCK"]

_DATE = (
    "(?:,? (?:on|of|late|early|this|last|next)? (?:WDAY (?:,? (?:MONTH N|N MONTH) (?:,? YYYY)?)?|(?:MONTH N|N MONTH) "
    "(?:,? YYYY)?|today|tomorrow|yesterday"
    "|the (?:same|next|following|previous) (?:day|morning|afternoon|evening|night)|(?:that|this) (?:day|morning|afternoon|evening|night)))"
)
_DATE = re.sub(r"\b(WDAY|MONTH|N)\b", lambda found: PARTS[found.group()], _DATE)
_TIME = (
    "(?:clock=(CLOCK|BIG|DD|NUMW) ap=(AP|am|pm)|clkap=(CLKAP)|colon=(CLOCK) (?:hours|hrs)?"
    "|military=(YYYY|NNN) (?= ZONE)|oclock=(DD|NUMW) o ' clock"
    "|word=(noon|midnight|midday))"
)
_ZONE = (
    "(?:(?:(?:local|eastern|pacific|central|mountain|moscow|london|jerusalem|beijing|tokyo) (?:standard|daylight|summer)? "
    "time)|zone=(ZONE))"
)
_ABOUT = "(?:shortly|just) (?:before|after)|(?:about|around|approximately|nearly|almost|before|after|by)"
_PARTS = {**PARTS, "TIME": _TIME, "ZONED": _ZONE, "DATE": _DATE, "ABOUT": _ABOUT}


def _clock(found: Found) -> str | None:
    """Return the hour and, where it is said, the minute that an expression says, as ISO 8601 writes them."""
    if found.has("word"):
        return "T24" if found.word("word") == "midnight" else "T12"
    if found.has("military"):
        return _said(int(found.word("military")[:-2]), found.word("military")[-2:])
    if found.has("oclock"):
        hour = number(found.words("oclock"))
        return _said(int(hour), "") if hour is not None and hour <= 12 else None
    if found.has("clkap"):
        word = found.word("clkap")
        return _said(int(word[:-2]), "", word[-2])
    word = found.word("clock") if found.has("clock") else found.word("colon")
    half = found.word("ap")[:1]
    if word.isalpha():
        said = number([word])
        return _said(int(said), "", half) if said is not None else None
    hours, minutes = re.split(r"[:.,]", word + ":")[:2]
    return _said(int(hours), minutes, half) if len(hours) <= 2 else None


def _said(hour: int, minute: str, half: str = "") -> str | None:
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > 23 or (minute and (len(minute) != 2 or int(minute) > 59)):
        return None
    return f"T{hour:02}:{int(minute):02}" if minute else f"T{hour:02}"


def _day(found: Found, context: Context) -> str:
    """Return the day that stands beside a time, else the one just named, else that of publication."""
    words = [word for word in found.words("date") if word not in (",", ".", "on", "of", "the", "late", "early")]
    named = context.last("day", at=found.first, near=60)
    if not words:
        return named or context.reference.day_value()
    if words[0] in ("yesterday", "tomorrow", "today"):
        return context.reference.day_value({"yesterday": -1, "tomorrow": 1}.get(words[0], 0))
    month = next((MONTHS[word] for word in words if word in MONTHS), None)
    if month:
        return _month_day(found, context, month, words)
    weekday = next((WEEKDAYS[word] for word in words if word in WEEKDAYS), None)
    if weekday:
        return context.weekday(found, weekday)
    start = _named_day(named) or context.reference.date
    move = {"next": 1, "following": 1, "previous": -1}.get(words[0], 0)
    return (start + timedelta(days=move)).isoformat() if start else "XXXX-XX-XX"


def _named_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and "X" not in value else None


def _month_day(found: Found, context: Context, month: int, words: list[str]) -> str:
    day = next((int(n) for word in words if len(word) < 5 and (n := number([word]) or ordinal(word))), 0)
    year = next((int(word) for word in words if len(word) == 4 and word.isdigit()), None) or spoken_year(words)
    year = year or day_year(month, day, context.reference, context.direction(found))
    return f"{year:04}-{month:02}-{day:02}" if year and as_date(year, month, day) else f"XXXX-{month:02}-{day:02}"


def _offset(found: Found) -> str:
    """Return the zone of a time as ISO 8601 writes it, nothing where none is said or its letters could be several."""
    east = ZONES.get(found.word("zone")) if found.has("zone") else None
    if east is None:
        return ""
    return "Z" if east == 0 else f"{'+' if east > 0 else '-'}{abs(east) // 60:02}:{abs(east) % 60:02}"


@rule("mod=(ABOUT)? TIME (?:\\(? ZONED \\)?)? date=(DATE)?", _PARTS)
def time_of_day(found: Found, context: Context) -> Value | None:
    """Read "10 p.m. Wednesday", "12:00 UTC", "noon"."""
    clock = _clock(found)
    if clock is None or (found.has("colon") and not found.given and _is_score(found)):
        return None
    mod = "about" if {"about", "around", "approximately", "nearly", "almost", "shortly", "just"} & set(found.words("mod")) else None
    mod = mod or (
        "before" if found.words("mod")[-1:] in (["before"], ["by"]) else "after" if found.words("mod")[-1:] == ["after"] else None
    )
    day = _day(found, context)
    return Value("time", f"{day}{clock}{_offset(found)}", mod, context.anchor if day[0] != "X" else "none")


def _is_score(found: Found) -> bool:
    """Whether figures with a colon are a result, a verse or a ratio rather than a time: nothing of time stands beside them."""
    if found.has("date") or len(found.raw) > 1 or len(found.word("colon").partition(":")[2]) != 2:
        return False
    return found.before() not in ("at", "by", "until", "from", "since", "around", "about", "before", "after", "to")


@rule("edge=(EDGE|late|early)? (?:this|last|next)? day=(WDAY|yesterday|tomorrow|today|(?:MONTH N|N MONTH)) part=(PART|PARTS)", PARTS)
def part_of_day(found: Found, context: Context) -> Value | None:
    """Read "Tuesday evening", "yesterday morning"."""
    words = found.words("day")
    code = CODES[found.word("part").removesuffix("s")]
    if words[0] in WEEKDAYS:
        if found.word("part").endswith("s"):
            return Value("set", f"XXXX-WXX-{WEEKDAYS[words[0]]}T{code}")
        day = context.weekday(found, WEEKDAYS[words[0]])
    elif words[0] in ("yesterday", "tomorrow", "today"):
        day = context.reference.day_value({"yesterday": -1, "tomorrow": 1}.get(words[0], 0))
    else:
        day = _month_day(found, context, next(MONTHS[word] for word in words if word in MONTHS), words)
    return _part(day, code, found, context)


@rule("edge=(EDGE|late|early)? the? part=(PART) (?:of|on)? date=(DATE)", _PARTS)
def part_of_that_day(found: Found, context: Context) -> Value | None:
    """Read "the morning of May 7", "mid-afternoon yesterday"."""
    return _part(_day(found, context), CODES[found.word("part")], found, context)


@rule(
    (
        "edge=(EDGE|later|earlier|late|early)? how=(this|last|that|the same|the "
        "(?:next|following|previous|other)|tomorrow|yesterday) part=(PART)"
    ),
    PARTS,
)
def this_part(found: Found, context: Context) -> Value | None:
    """Read "this morning", "last night", "the following evening"."""
    how, code = found.words("how"), CODES[found.word("part")]
    named = context.last("day", at=found.first)
    start = _named_day(named)
    if how[-1] == "this":
        return _part(context.reference.day_value(), code, found, context)
    if how == ["last"]:
        return _part(context.reference.day_value(-1), code, found, context)
    move = {"next": 1, "following": 1, "previous": -1}.get(how[-1], 0)
    if start is None:
        return Value("time", f"XXXX-XX-XXT{code}", edge_mod(found))
    return Value("time", f"{(start + timedelta(days=move)).isoformat()}T{code}", edge_mod(found), "text")


@rule("edge=(mid -?|(?:early|late) (?:in|that))? the? part=(PART)", PARTS)
def part_alone(found: Found, context: Context) -> Value | None:
    """Read "in the morning", "mid-afternoon": of the day just named."""
    if (
        not found.given
        and ("the" not in found.words_all() or found.before() not in ("in", "during", "through", "late", "early", "by", "of"))
        and "mid" not in found.words_all()
    ):
        return None
    day = context.last("day", at=found.first, near=60) or context.reference.day_value()
    return _part(day, CODES[found.word("part")], found, context)._replace(mod="mid" if "mid" in found.words_all() else None)


@rule("edge=(later|earlier|late)? (?:overnight (?:on)? wday=(WDAY)?|tonight)", PARTS)
def overnight(found: Found, context: Context) -> Value | None:
    """Read "overnight": the night that ends on the day of publication; "tonight": the one that begins on it."""
    if "tonight" in found.words_all():
        return _part(context.reference.day_value(), "NI", found, context)
    if found.has("wday"):
        return _part(context.weekday(found, WEEKDAYS[found.words("wday")[0]]), "NI", found, context)
    return _part(context.reference.day_value(0 if context.direction(found) > 0 else -1), "NI", found, context)


def _part(day: str, code: str, found: Found, context: Context) -> Value:
    return Value("time", f"{day}T{code}", edge_mod(found), "none" if day.startswith("X") else context.anchor)


CLOCK: tuple[Rule, ...] = (time_of_day, part_of_day, part_of_that_day, this_part, part_alone, overnight)
