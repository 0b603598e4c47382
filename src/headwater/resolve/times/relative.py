"""Rules for what is counted from another time: weekdays, "last month", "three weeks ago", "the next day", "now"."""

from datetime import date

from headwater.resolve.times.calendar import Reference, shifted, weekday_near
from headwater.resolve.times.context import Context
from headwater.resolve.times.parts import PARTS, edge_mod
from headwater.resolve.times.rules import NUM, VAGUE, Found, Rule, Value, number, rule
from headwater.resolve.times.vocabulary import ADVERBS, UNITS, WEEKDAYS

__all__ = ["RELATIVE", "unit_name"]

_PARTS = {**PARTS, "NUM": NUM, "VAGUE": VAGUE}
_APPROX = "about|around|almost|nearly|roughly|approximately|more than|less than|over|just over|some|at least|only|just|barely|well over"


def unit_name(word: str) -> str:
    """Return a unit in the singular."""
    return {"centuries": "century", "millennia": "millennium"}.get(word, word.removesuffix("s") if word != "s" else word)


@rule(
    (
        "edge=(EDGE|(?:early|late|earlier|later) (?:on)?)? how=(last|next|this|this (?:past|coming)|the? "
        "(?:past|previous|following|coming|preceding))? day=(WDAY) post=(last|next)? (?:of (?:last|this|next) week)?"
    ),
    PARTS,
)
def weekday(found: Found, context: Context) -> Value | None:
    """Read "Tuesday", "last Tuesday", "early Tuesday"."""
    word = found.words("day")[0]
    if not found.given and word in ("sat", "sun", "mon", "wed", "fri", "tue", "thu", "thur", "thurs", "tues") and "." not in found.raw:
        return None
    how, number_ = found.words("how") + found.words("post"), WEEKDAYS[word]
    start = context.reference.date
    words = found.words_all()
    if words[-1] == "week" and start:
        week = {"last": -1, "next": 1}.get(words[-2], 0)
        monday = date.fromisoformat(weekday_near(start, 1, -1))
        value = Reference(monday.year, monday.month, monday.day).day_value(7 * week + number_ - 1)
    elif start is None:
        value = f"XXXX-WXX-{number_}"
    elif {"previous", "preceding", "following"} & set(how):
        return _beside(found, context, number_)
    elif {"last", "past"} & set(how):
        value = weekday_near(start, number_, -2)
    elif {"next", "coming"} & set(how):
        value = weekday_near(start, number_, 2)
    elif "this" in how:
        value = weekday_near(start, number_, 1)
    else:
        value = context.weekday(found, number_)
    return context.dated(value)._replace(mod=edge_mod(found))


def _beside(found: Found, context: Context, weekday: int) -> Value:
    """Return the weekday before or after the day named last."""
    named = context.last("day") or context.reference.day_value()
    value = weekday_near(date.fromisoformat(named), weekday, 2 if "following" in found.words("how") else -2)
    return Value("date", value, edge_mod(found), "text")


@rule("edge=(EDGE|early|late|earlier|later)? word=(today|yesterday|tomorrow|the day (?:before yesterday|after tomorrow))", PARTS)
def day_word(found: Found, context: Context) -> Value | None:
    """Read "today", "late yesterday", "the day after tomorrow"."""
    words = found.words("word")
    move = {"yesterday": -1, "tomorrow": 1}.get(words[-1], 0) * (2 if len(words) > 1 else 1)
    if words == ["today"] and not found.given and found.after() == "'s" and found.before() in ("in", "of"):
        return Value("date", "PRESENT_REF")
    return context.dated(context.reference.day_value(move))._replace(mod=edge_mod(found))


_STEP = dict.fromkeys("last past previous preceding prior".split(), -1)
_STEP |= dict.fromkeys("this current present same that latest".split(), 0)
_STEP |= dict.fromkeys("next coming following upcoming forthcoming".split(), 1)


@rule(
    "edge=(EDGE|early|late|earlier|later|(?:early|earlier|late|later) in|sometime)? (?:the|this|its)? "
    "how=(PASTREL|NEXTREL|NOWREL|prior|same|that) fisc=(FISC)?"
    " unit=(weekend|day|week|fortnight|month|year|decade|century) (?:S (?:end|start))? post=(or so)?",
    PARTS,
)
def unit_beside(found: Found, context: Context) -> Value | None:
    """Read "last week", "earlier this year", "the following month", "this past weekend"."""
    how, unit = found.word("how"), found.word("unit")
    if how in ("recent", "present"):
        return Value("date", "PAST_REF" if how == "recent" else "PRESENT_REF")
    mod = "end" if found.words_all()[-1] == "end" else "about" if found.has("post") else edge_mod(found)
    step = _STEP[how]
    the = found.words_all()[0] == "the" and not found.has("edge")
    if how in ("previous", "preceding", "following", "prior", "same", "that") or (the and how == "next" and unit == "day"):
        return _from_named(found, context, unit, step)._replace(mod=mod)
    if the and how in ("last", "past", "next", "coming") and unit in ("week", "month", "day", "decade", "century"):
        return Value("duration", f"P1{UNITS[unit]}", mod)
    if unit == "weekend":
        return weekend_value(context, step, found)._replace(mod=mod)
    return _away(context, unit, step)._replace(mod=mod) if unit != "day" else None


def _from_named(found: Found, context: Context, unit: str, step: int) -> Value:
    """Return what stands so many units from the date named last, else from the date of reference."""
    named = context.last(*_KNOWING.get(unit, ("day",)))
    value = shifted(named, unit, step) if named and unit not in ("weekend", "fortnight") else None
    if value:
        return Value("date", value, None, "text")
    if unit == "weekend":
        return weekend_value(context, step, found)
    return _away(context, unit, step)


_KNOWING = {
    "day": ("day",),
    "week": ("day", "week"),
    "month": ("day", "month"),
    "quarter": ("day", "month", "quarter"),
    "year": ("day", "month", "quarter", "year", "season"),
    "decade": ("year", "decade"),
    "century": ("year", "century"),
}


def weekend_value(context: Context, step: int, found: Found) -> Value:
    """Return the weekend before the date of reference, that of its week, or the next."""
    start = context.reference.date
    if start is None:
        return Value("date", "XXXX-WXX-WE")
    if step == 0 and found.word("how") != "this" and context.direction(found) <= 0 and start.isoweekday() < 6:
        step = -1
    return context.dated(f"{context.reference.week_value(step)}-WE")


@rule("edge=(EDGE)? the weekend", PARTS)
def weekend(found: Found, context: Context) -> Value | None:
    """Read "over the weekend": the one just past, or the next where something says so."""
    start = context.reference.date
    if start is None:
        return Value("date", "XXXX-WXX-WE", edge_mod(found))
    step = 0 if start.isoweekday() >= 6 or context.direction(found) > 0 else -1
    return context.dated(f"{context.reference.week_value(step)}-WE")._replace(mod=edge_mod(found))


@rule("edge=(EDGE|early|late|earlier|later|(?:early|earlier|late|later) in) (?:the)? unit=(day|week|month|year|decade|century)", PARTS)
def edge_of_unit(found: Found, context: Context) -> Value | None:
    """Read "the end of the month", "later in the day"."""
    words = found.words_all()
    if words[-2] not in ("the",) or edge_mod(found) in ("about", None):
        return None
    unit = found.word("unit")
    named = context.last("day", at=found.first, near=80) if unit == "day" else None
    if named:
        return Value("date", named, edge_mod(found), "text")
    return context.dated(context.reference.value(unit) or "XXXX")._replace(mod=edge_mod(found))


@rule("edge=(about|around)? the? (?:year - end|year S? end|month - end|month S end)", PARTS)
def year_end(found: Found, context: Context) -> Value | None:
    """Read "year-end", "year's end"."""
    value = context.reference.month_value() if "month" in found.words_all() else context.reference.year_value()
    return context.dated(value)._replace(mod="end")


@rule("the (?:unit=(day|week|month|year|quarter) how=(before|after|earlier|previous))", PARTS)
def the_unit_before(found: Found, context: Context) -> Value | None:
    """Read "the day before", "the year after"."""
    unit, how = found.word("unit"), found.word("how")
    if not found.given and found.after() in ("the", "a", "he", "she", "they", "it", "his", "her", "their"):
        return None
    return _from_named(found, context, unit, 1 if how == "after" else -1)


@rule("the kind=(FISC|full|entire|whole)? unit=(day|week|month|year)", PARTS)
def the_unit(found: Found, context: Context) -> Value | None:
    """Read "the year", "the week": that of publication."""
    unit = found.word("unit")
    if not found.given and (
        unit == "day" or found.after() in ("of", "that", "when", "before", "after", "-", "ahead") or found.before() in ("of",)
    ):
        return None
    if found.has("kind") and not found.given and unit != "year":
        return None
    if unit == "year" and found.after() in ("ended", "ending", "ends"):
        return Value("duration", "P1Y")
    if unit == "day":
        named = context.last("day", at=found.first)
        if named:
            return Value("date", named, None, "text")
    return context.dated(context.reference.value(unit) or "XXXX")


@rule(
    "mod=(MODS)? (?:q=(NUM)|vague=(VAGUE)|one=(a|an|the)|some=(just|only)?) half=(and a half)? (?:-)? unit=(UNIT|UNITS) late=(and a half)? "
    "so=(or so)? (?:how=(ago|earlier|before|later|hence|back|previously|afterwards|after|prior)|now=(from (?:now|today)))",
    {**_PARTS, "MODS": _APPROX},
)
def counted(found: Found, context: Context) -> Value | None:
    """Read "three weeks ago", "a year earlier", "two months from now", to the grain of the unit."""
    unit, how = unit_name(found.word("unit")), found.word("how")
    if (not found.given and how in ("before", "after", "back", "prior") and _goes_on(found, how)) or _no_count(found, unit):
        return None
    if not (found.has("q") or found.has("one") or found.word("vague").startswith(("a couple", "couple"))):
        return _vaguely(found, unit, how)
    count = number(found.words("q")) if found.has("q") else 1.0 if found.has("one") else 2.0
    if count is None or count > 100_000:
        return None
    count += 0.5 if found.has("half") or found.has("late") else 0
    mod = "about" if found.has("vague") or found.has("so") else _amount_mod(found)
    if unit in ("second", "minute", "hour", "millennium", "night"):
        return _length(count, unit, mod)
    if count != int(count):
        return _halves(found, context, unit, count)
    step = round(count) if how in ("later", "hence", "after", "afterwards") or found.has("now") else -round(count)
    value = _stepped(found, context, unit, step) or _length(count, unit, mod)
    return value._replace(mod=mod)


def _halves(found: Found, context: Context, unit: str, count: float) -> Value | None:
    """Return "a year and a half ago" as the half year that it is; other fractions are a length."""
    if unit == "year" and found.word("how") == "ago" and (2 * count).is_integer():
        month = context.reference.month_value(-round(12 * count))
        return context.dated(f"{month[:4]}-H{(int(month[5:]) + 5) // 6}" if "X" not in month else "XXXX")
    return Value("duration", f"P{'T' if unit in ('second', 'minute', 'hour') else ''}{count:g}{UNITS[unit]}")


def _no_count(found: Found, unit: str) -> bool:
    """Whether what is counted is no time: a bare unit in the singular, or one that was not said how often."""
    return (found.word("unit") == unit and not (found.has("q") or found.has("one") or found.has("vague"))) or found.word("one") == "the"


def _vaguely(found: Found, unit: str, how: str) -> Value:
    """Return "several years ago" as the past, "a few days later" as a length."""
    if how in ("ago", "back", "previously", "hence") or found.has("now"):
        return Value("date", "FUTURE_REF" if how == "hence" or found.has("now") else "PAST_REF", _amount_mod(found))
    return Value("duration", f"P{'T' if unit in ('second', 'minute', 'hour') else ''}X{UNITS[unit]}", _amount_mod(found))


def _stepped(found: Found, context: Context, unit: str, step: int) -> Value | None:
    """Return the time so many units from publication ("ago") or from what the text named last ("earlier"), `None` where nothing is."""
    now = found.has("now") or found.word("how") in ("ago", "hence", "back", "previously")
    if unit == "year" and step == -1 and (told := context.period_before(found)):
        return told
    if now:
        return _away(context, unit, step)
    named = context.last(*_KNOWING.get(unit, ("day",)), at=found.first, near=150)
    value = shifted(named, unit, step) if named and unit not in ("weekend", "fortnight") else None
    if value:
        return Value("date", value, None, "text")
    return _away(context, unit, step) if step == -1 and unit == "year" else None


def _goes_on(found: Found, how: str) -> bool:
    """Whether what was counted from follows ("two days before the vote"), so that the words are a length."""
    after = found.after()
    if how == "back":
        return False
    return after.isalnum() and after not in ("and", "but", "when", "as", "in", "at", "on", "said")


def _length(count: float, unit: str, mod: str | None) -> Value:
    letter = UNITS[unit]
    if unit == "fortnight":
        count, letter = 2 * count, "W"
    return Value("duration", f"P{'T' if unit in ('second', 'minute', 'hour') else ''}{count:g}{letter}", mod)


def _away(context: Context, unit: str, step: int) -> Value:
    return context.dated(context.reference.value(unit, step) or "XXXX")


def _amount_mod(found: Found) -> str | None:
    words = found.word("mod")
    for mod, signs in _AMOUNTS:
        if words in signs:
            return mod
    return None


_AMOUNTS = (
    ("about", ("about", "around", "roughly", "approximately", "some")),
    ("less", ("almost", "nearly", "less than", "barely")),
    ("more", ("more than", "over", "just over", "at least", "well over")),
)


@rule(
    "word=(right? now|ADV|more recently|at present|at the moment|at this (?:moment|point|time)|these days|the present"
    "|the (?:near|foreseeable|not too distant|immediate|not - too - distant)? future|the (?:recent|distant)? past|a "
    "later date|as soon as possible|the (?:near|short|long) term"
    "|very soon|recent (?:days|weeks|months|years|decades|quarters|history|memory|times)|the? (?:coming|future) "
    "(?:hours|days|weeks|months|years|decades|quarters)"
    "|the (?:days|weeks|months|years) ahead|current|recent|future|past (?:days|weeks|months|years|decades)|the last "
    "(?:days|weeks|months|years))",
    PARTS,
)
def vague(found: Found, _context: Context) -> Value | None:
    """Read "now", "recently", "in recent years", "the future"."""
    words = found.words("word")
    if not found.given and _no_vague(found, words):
        return None
    if words[-1] in ADVERBS:
        return Value("date", ADVERBS[words[-1]])
    if words[0] == "recent" and words[-1] in _PLURAL:
        return Value("duration", f"PX{UNITS[unit_name(words[-1])]}")
    if {"recent", "past"} & set(words) or words[:2] == ["the", "last"]:
        return Value("date", "PAST_REF")
    if {"future", "later", "soon", "coming", "term", "ahead"} & set(words):
        return Value("date", "FUTURE_REF")
    return Value("date", "PRESENT_REF")


_PLURAL = frozenset("days weeks months years decades quarters".split())


def _no_vague(found: Found, words: list[str]) -> bool:
    word = words[-1]
    if word == "now":
        return found.after() in ("that",) or found.before() in ("by",)
    if word == "future":
        return len(words) == 1 or (
            found.after().isalpha() and found.after() not in ("and", "but", "of", "to", "for", "is", "will", "as", "with", "in", "when")
        )
    if word == "soon":
        return found.after() in ("as", "after") or (found.before() == "as" and "possible" not in words)
    return False


RELATIVE: tuple[Rule, ...] = (
    weekday, day_word, unit_beside, weekend, edge_of_unit, year_end, the_unit_before, the_unit, counted, vague,
)  # fmt: skip
