"""Rules for durations ("five years", "the past two weeks") and sets ("every Tuesday", "daily", "$5 a year")."""

from headwater.resolve.times.context import Context
from headwater.resolve.times.parts import PARTS
from headwater.resolve.times.relative import unit_name
from headwater.resolve.times.rules import NUM, VAGUE, Found, Rule, Value, number, rule
from headwater.resolve.times.vocabulary import MONTHS, NUMBERS, SEASONS, UNITS, WEEKDAYS
from headwater.resolve.times.vocabulary import PARTS as CODES

__all__ = ["LENGTHS"]

_MODS = (
    "(?:about|around|almost|nearly|roughly|approximately|approx|(?:more|less|fewer) than|(?:(?:just|well) "
    "(?:over|under)|under|over (?!the|those|these|its|last|past|next))|at (?:least|most)|up to"
    "|no (?:more|less|fewer|longer) than|some|an? (?:estimated|additional|extra)|another|(?:as "
    "(?:many|much|long|little) as)|a (?:minimum|maximum) of)"
)
_WHICH = "(?:the|those|these|its|his|her|their|a|an|any)"
_SIDE = (
    "(?:(?:very)? "
    "(?:last|past|next|first|final|coming|following|previous|preceding|latest|opening|closing|remaining|recent|early|late|ensuing|intervening))"
    ""
)
_KIND = (
    "(?:more|full|straight|consecutive|additional|other|trading|business|working|calendar|fiscal|long|short|whole|solid|successive|extra)"
)
_PARTS = {**PARTS, "NUM": NUM, "VAGUE": VAGUE, "MODS": _MODS, "WHICH": _WHICH, "SIDE": _SIDE, "KIND": _KIND}

_SIGNS = (
    ("about", ("about", "around", "roughly", "approximately", "approx", "some", "estimated")),
    ("less", ("almost", "nearly", "less", "fewer", "under", "most", "up", "within", "maximum", "no")),
    ("more", ("more", "over", "least", "as", "minimum")),
)


def _mod(found: Found) -> str | None:
    words = found.words("mod")
    if words[:1] == ["no"]:
        return "more" if {"less", "fewer"} & set(words) else "less"
    if found.has("post"):
        return "about" if "so" in found.words("post") else "more" if "more" in found.words("post") else "less"
    return next((mod for mod, signs in _SIGNS if set(signs) & set(words)), None)


def length(count: float | None, unit: str) -> str:
    """Return the duration of so many units; `None` for an unknown number."""
    letter = UNITS[unit]
    clock = "T" if unit in ("second", "minute", "hour") else ""
    if count is None:
        return f"P{clock}X{letter}"
    if unit == "fortnight":
        count = 2 * count
    if unit == "year" and count != int(count) and (12 * count).is_integer():
        return f"P{int(count)}Y{round(12 * (count % 1))}M" if count > 1 else f"P{round(12 * count)}M"
    if count != int(count) and unit in ("hour", "minute") and (60 * count).is_integer():
        low = {"hour": "M", "minute": "S"}[unit]
        return f"PT{int(count)}{letter}{round(60 * (count % 1))}{low}" if count > 1 else f"PT{round(60 * count)}{low}"
    return f"P{clock}{count:g}{letter}"


@rule(
    "mod=(MODS)? det=(WHICH)? side=(SIDE)? mod2=(MODS)? q=(NUM) (?:(?:-|–|to|or|and) q2=(NUM))? (?:and a half=(half))? "
    "hyphen=(-)? (?:KIND)? (?:-)? unit=(UNIT|UNITS|SEASONS)"
    " (?:- long|and a late=(half))? post=(or (?:so|more|less|longer))?",
    _PARTS,
)
def counted_units(found: Found, _context: Context) -> Value | None:
    """Read "five years", "a two-week", "more than 18 months", "the past three quarters"."""
    _words, unit = found.words_all(), unit_name(found.word("unit"))
    count = number(found.words("q"))
    if count is None or count > 1e7 or (not found.given and _no_length(found, unit, count)):
        return None
    if found.has("half") or found.has("late"):
        count += 0.5
    mod = "about" if found.has("q2") and (second := number(found.words("q2"))) is not None and second > count else _mod(found)
    if found.has("mod2") and mod is None:
        mod = next((name for name, signs in _SIGNS if set(signs) & set(found.words("mod2"))), None)
    return Value("duration", length(count, unit), mod)


_LASTING = frozenset("for of lasted lasting spans spanned after took takes been is was".split())


def _no_length(found: Found, unit: str, count: float) -> bool:
    """Whether figures with a unit are no length of time: an age, a fraction, or words of which a part alone is one."""
    after, words, single = found.after(), found.words_all(), found.word("unit") == unit
    before_noun = found.has("det") and not found.has("side") and (found.has("hyphen") or (single and count != 1 and words[0] != "another"))
    aged = after == "old" or (after == "-" and found.after(2) == "old")
    fraction = unit in ("second", "quarter") and ((single and "-" not in words) or after == "of")
    across = found.words("mod") == ["over"] and found.before() not in _LASTING
    no_one = found.words("q") == ["one"] and found.before() in ("no", "any", "every", "each")
    return before_noun or aged or fraction or across or no_one


@rule(
    (
        "mod=(MODS)? (?:WHICH)? side=(SIDE)? vague=(VAGUE) (?:KIND)? (?:-)? unit=(UNITS|SEASONS|UNIT) (?:- (?:old|long))? "
        "post=(or (?:so|more|less))?"
    ),
    _PARTS,
)
def some_units(found: Found, _context: Context) -> Value | None:
    """Read "several months", "a few days", "the past few weeks"."""
    unit, vague_ = unit_name(found.word("unit")), found.words("vague")
    if found.word("unit") == unit and "-" not in found.raw:
        return None
    if not found.given and (found.words("mod") in (["over"], ["under"]) or (found.words_all()[0] in ("a", "the") and "-" in found.raw)):
        return None
    if "couple" in vague_:
        return Value("duration", length(2, unit), "about")
    return Value("duration", length(None, unit), _mod(found))


@rule(
    (
        "mod=(MODS|nearly half|about half|half)? one=(a|an|an entire|a (?:full|whole|single)|half a|half an|half|a "
        "half|another|the entire|an additional|the (?:full|whole|entire)) (?:FISC)? (?:-)? unit=(UNIT) half=(and a half)? "
        "(?:- (?:old|long))? post=(or (?:so|two|more))?"
    ),
    _PARTS,
)
def one_unit(found: Found, context: Context) -> Value | None:
    """Read "a week", "half an hour", "a year and a half", "$5 a year"."""
    unit, one = found.word("unit"), found.words("one")
    if not found.given and unit in ("second", "quarter", "minute") and not ({"half"} & set(one)):
        return None
    if found.given and unit == "second":
        return None
    if not found.given and found.after() == "-" and found.raw[-1] != "-":
        return None
    count = 0.5 if "half" in one and "the" not in one else 1.0
    if found.has("half"):
        count += 0.5
    if one in (["a"], ["an"]) and not found.has("mod") and not found.has("half") and not found.has("post") and _is_rate(found):
        return Value("set", length(1, unit))
    if one[0] == "the" and unit == "year":
        return context.dated(context.reference.year_value())
    return Value("duration", length(count, unit), _mod(found))


_RATES = frozenset(
    (
        "million billion trillion % percent cents dollars euros pounds times once twice thrice people barrels tons tonnes "
        "$ share shares days hours nights"
    ).split()
)


def _is_rate(found: Found) -> bool:
    before = found.before()
    return before in _RATES or before[:1].isdigit() or before.endswith("s")


@rule(
    (
        "the? side=(SIDE)? (?:KIND)? unit=(UNITS) (?:or|and|to) unit2=(UNITS)|WHICH? side2=(SIDE)? unit3=(UNITS) (?:- "
        "(?:old|long))?|UNITS - long"
    ),
    _PARTS,
)
def bare_units(found: Found, _context: Context) -> Value | None:
    """Read "years", "weeks or months"."""
    words = found.words_all()
    at = next(i for i, word in enumerate(words) if word in _PLURALS)
    unit = unit_name(words[at])
    if not found.given and _no_bare(found, unit, words):
        return None
    return Value("duration", length(None, unit))


_PLURALS = frozenset(
    (
        "seconds minutes hours days weeks months quarters years decades centuries fortnights millennia weekends nights "
        "summers winters springs autumns falls"
    ).split()
)


def _no_bare(found: Found, unit: str, words: list[str]) -> bool:
    if unit in ("second", "minute", "quarter", "night", "weekend"):
        return True
    if found.after() == "old" or found.before().isdigit() or found.before() in NUMBERS:
        return True
    if words[0] in ("his", "her", "their", "its", "those", "these") and len(words) == 2:
        return True
    return (found.before() in ("-", "of") and unit in ("day",)) or found.after() in ("-",)


@rule("q=(once|twice|thrice|NUM times) (?:a|an|per|each|every) unit=(UNIT)", _PARTS)
def times_a(found: Found, _context: Context) -> Value | None:
    """Read "twice a week"."""
    return Value("set", length(1, found.word("unit")))


@rule(
    "(?:almost|nearly)? (?:each|every) (?:other|single|NUM)? (?:and every)? what=(UNIT|UNITS|WDAY|MONTH|PART|SEASON|weekend) part=(PART)?",
    _PARTS,
)
def every(found: Found, _context: Context) -> Value | None:
    """Read "every year", "each Tuesday", "every two weeks"."""
    word, words = found.words("what")[0], found.words_all()
    if word in WEEKDAYS:
        return Value("set", f"XXXX-WXX-{WEEKDAYS[word]}" + (f"T{CODES[found.word('part')]}" if found.has("part") else ""))
    if word in MONTHS:
        return Value("set", f"XXXX-{MONTHS[word]:02}")
    if word in SEASONS:
        return Value("set", f"XXXX-{SEASONS[word]}")
    if word in CODES:
        return Value("set", f"XXXX-XX-XXT{CODES[word]}")
    if word == "weekend":
        return Value("set", "XXXX-WXX-WE")
    counts = [each for each in words[1:-1] if each not in ("other", "single", "and", "every")]
    count = 2.0 if "other" in words else number(counts) if counts else 1.0
    return Value("set", length(count or 1.0, unit_name(word)))


_OFTEN = {
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "yearly": "P1Y",
    "annually": "P1Y",
    "annual": "P1Y",
    "hourly": "PT1H",
}


@rule("word=(FREQ)", _PARTS)
def often(found: Found, _context: Context) -> Value | None:
    """Read "daily", "annually"."""
    if not found.given and found.raw[0][0].isupper() and found.raw_before()[:1].isupper():
        return None
    if not found.given and found.word("word") in ("quarterly", "weekly", "monthly", "annual"):
        return None
    return Value("set", _OFTEN[found.word("word")])


@rule("day=(WDAYS)|wday=(WDAY) (?:PARTS)", _PARTS)
def weekdays(found: Found, _context: Context) -> Value | None:
    """Read "Mondays", "Tuesday nights"."""
    words = found.words_all()
    day = WEEKDAYS[words[0].removesuffix("s")] if words[0] not in WEEKDAYS else WEEKDAYS[words[0]]
    return Value("set", f"XXXX-WXX-{day}" + (f"T{CODES[words[-1].removesuffix('s')]}" if len(words) > 1 else ""))


LENGTHS: tuple[Rule, ...] = (counted_units, some_units, one_unit, bare_units, times_a, every, often, weekdays)
