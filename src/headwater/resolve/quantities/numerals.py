"""Numbers in digits, in words and in both: "3.5 million", "two hundred and fifty", "half a million", "tens of thousands", "two-thirds"."""

from typing import Literal, NamedTuple

from headwater.resolve.quantities.lexemes import Line

__all__ = ["OPENERS", "SCALES", "SMALL", "Numeral", "numeral_at", "small_at"]

Sort = Literal["digits", "words", "vague", "fraction"]

_UNITS = {w: float(n) for n, w in enumerate("zero one two three four five six seven eight nine".split())} | {"nil": 0.0, "nought": 0.0}
_TEENS = {
    w: float(n)
    for n, w in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        10,
    )
}
_TENS = {w: 10.0 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)} | {"fourty": 40.0}
SMALL = _UNITS | _TEENS | _TENS
"""Words for numbers below a hundred."""

SCALES = {
    "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "mln": 1e6, "mn": 1e6, "crore": 1e7, "billion": 1e9, "bn": 1e9,
    "bln": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12, "tln": 1e12, "quadrillion": 1e15, "dozen": 12.0,
}  # fmt: skip
"""Words that multiply what stands before them."""

_PLURAL_SCALES = {"dozens": 12.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12}
_TENS_OF = {"tens": 10.0, "hundreds": 100.0}
_DENOMINATORS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_LETTERS = {"m": 1e6, "mn": 1e6, "mln": 1e6, "mm": 1e6, "mil": 1e6, "bn": 1e9, "b": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12, "k": 1e3}
"""Letters glued to digits that multiply; "m" is left to the units, where it may be metres."""

_AFTER_PART = frozenset(
    """of off more less fewer higher lower bigger smaller larger longer shorter the its his her their our all down up in to on from
    since""".split()
)
_PARTED = frozenset(
    "by than over about nearly almost around roughly some under least only just approximately a to fell rose another".split()
)


class Numeral(NamedTuple):
    """A number as written.

    Attributes:
        end: Index after its last lexeme.
        sort: digits, words, vague ("dozens") or fraction ("a third").
        mantissa: The number before its scale word ("3.5" of "3.5 million").
        scale: The scale word's factor, 1 where there is none.
    """

    low: float
    high: float
    end: int
    sort: Sort
    mantissa: float = 0.0
    scale: float = 1.0


def numeral_at(line: Line, at: int) -> Numeral | None:
    """Return the number that begins at a lexeme, the longest there is."""
    here = line[at]
    if here.kind not in {"number", "fraction", "word"}:
        return None
    if here.kind == "word" and here.low not in OPENERS:
        return None
    return (
        _vague(line, at) or _in_many(line, at) or _part_of_scale(line, at) or _mixed(line, at) or _fraction(line, at) or _cardinal(line, at)
    )


OPENERS = frozenset(SMALL) | frozenset(_PLURAL_SCALES) | frozenset("a an half quarter several few tens scores".split())
"""Words that a number in words can begin with."""


def small_at(line: Line, at: int) -> tuple[float, int] | None:
    """Return a number below a hundred in words, and the index after it ("twenty-one")."""
    word = line.low(at)
    if line[at].kind != "word" or word not in SMALL:
        return None
    if word in _TENS:
        after = at + 2 if line.hyphen(at + 1) else at + 1
        unit = _UNITS.get(line.low(after), 0.0)
        # "twenty one" too, but not "twenty one-way tickets"
        if unit >= 1 and not (after == at + 1 and line.hyphen(after + 1)) and not line.low(after + 1).endswith("th"):
            return SMALL[word] + unit, after + 1
    return SMALL[word], at + 1


# Vague: a power of ten and more --------------------------------------------------------------------------------------------------


def _vague(line: Line, at: int) -> Numeral | None:
    """Return "dozens", "tens of thousands", "several hundred", "a few thousand": from twice the word to one below its next power of ten."""
    word = line.low(at)
    if word in _TENS_OF and line.low(at + 1) == "of" and line.low(at + 2) in _PLURAL_SCALES and line.low(at + 2) != "dozens":
        unit = _TENS_OF[word] * _PLURAL_SCALES[line.low(at + 2)]
        return Numeral(2 * unit, 10 * unit - 1, at + 3, "vague")
    if word == "tens":
        return Numeral(20, 99, at + 1, "vague") if line.low(at + 1) == "of" else None
    if word == "scores":
        follows = line.low(at + 1)
        fits = follows == "of" or (at == line.first and follows in {"were", "are", "more", "have", "had"})
        return Numeral(40, 99, at + 1, "vague") if fits and not line.is_title else None
    if word in _PLURAL_SCALES:
        return _spread(_PLURAL_SCALES[word], at + 1)
    for lead in (("several",), ("a", "few"), ("few",)):
        if all(line.low(at + n) == each for n, each in enumerate(lead)):
            scale_at = at + len(lead)
            scale = SCALES.get(line.low(scale_at)) or _PLURAL_SCALES.get(line.low(scale_at))
            return _spread(scale, scale_at + 1) if scale else None
    return None


def _spread(scale: float, end: int) -> Numeral:
    return Numeral(2 * scale, 99.0 if scale == 12.0 else 10 * scale - 1, end, "vague")


# Shares -------------------------------------------------------------------------------------------------------------------------


def _in_many(line: Line, at: int) -> Numeral | None:
    """Return "one in four", "nine out of 10", "one child in 20" as shares."""
    first = _whole(line, at)
    if first is None:
        return None
    value, after = first
    noun = int(value == 1 and line[after].kind == "word" and line.low(after + 1) == "in" and line.low(after) not in {"day", "time"})
    if line.low(after + noun) == "in":
        link = after + noun + 1
    elif line.low(after) == "out" and line.low(after + 1) == "of" and not noun:
        link = after + 2
    else:
        return None
    every = link + (line.low(link) == "every")
    second = _whole(line, every)
    if second is None or not 1 <= value < second[0] or not _is_round(value, second[0], line.low(after)):
        return None
    if line.bare(every) and len(line[every].raw) == 4:
        return None
    # "two in 15 days", "one in five years" tell how often, not what share; "one of 40 in 12 rooms" neither
    if line.low(second[1]) in _TIMES_OFTEN or (noun and line[second[1]].kind == "word" and line.low(second[1]) not in _CLOSING):
        return None
    return Numeral(value / second[0], value / second[0], second[1], "fraction")


_TIMES_OFTEN = frozenset("day days week weeks month months year years hour hours minutes seasons decades games matches".split())
_CLOSING = frozenset("has have had is was are were will would can could in of at on".split())
_ROUND = frozenset({2.0, 3.0, 4.0, 5.0, 10.0, 20.0, 100.0, 1000.0})


def _is_round(value: float, whole: float, link: str) -> bool:
    if value == 1 and link != "out":
        return whole < 1e9
    return whole in _ROUND


def _whole(line: Line, at: int) -> tuple[float, int] | None:
    if line[at].kind == "number":
        return line[at].value, at + 1
    found = _words(line, at)
    return (found[0], found[1]) if found else None


def _fraction(line: Line, at: int) -> Numeral | None:
    """Return "a third", "two-thirds", "three quarters", "half of", "3/4 of"."""
    if line[at].kind == "fraction":
        return Numeral(line[at].value, line[at].value, at + 1, "fraction")
    if line.low(at) == "half":
        return _half(line, at)
    if line[at].kind == "number":
        return _written_fraction(line, at)
    article = line.low(at) in {"a", "an", "one"}
    top = (1.0, at + 1) if article else small_at(line, at)
    if top is None:
        return None
    bottom = top[1] + line.hyphen(top[1])
    name = line.low(bottom)
    if article:
        size = _DENOMINATORS.get(name)
        if size is None or name == "second" or not _is_share(line, at, bottom):
            return None
    else:
        size = _DENOMINATORS.get({"halves": "half"}.get(name, name.removesuffix("s"))) if name.endswith("s") else None
    return None if not size else Numeral(top[0] / size, top[0] / size, bottom + 1, "fraction")


def _is_share(line: Line, at: int, bottom: int) -> bool:
    """Whether "a third" is a share rather than "a third man"; "one-third" always is."""
    if line.hyphen(bottom + 1):
        return False
    if line.low(at) == "one" and bottom == at + 2:
        return True
    follows = line[bottom + 1]
    if line.low(bottom) in {"quarter", "half"} and line.low(at - 1) in {"in", "for", "during", "per", "and"}:
        return False
    return follows.low in _AFTER_PART or (follows.kind != "word" and line.low(at - 1) in _PARTED)


def _half(line: Line, at: int) -> Numeral | None:
    follows = line.low(at + 1)
    if (
        line.hyphen(at + 1)
        or line.hyphen(at - 1)
        or line.low(at - 1) in {"first", "second", "other", "in", "top", "final", "opening", "better", "every"}
    ):
        return None
    if follows == "a" and line.low(at + 2) in {"percentage", "per", "percent", "point", "degree", "mile"}:
        return Numeral(0.5, 0.5, at + 2, "fraction")
    wide = follows in {"of", "the", "its", "his", "her", "their", "our", "all", "those"} and line.low(at + 2) not in {"time", "past"}
    bounded = line.low(at - 1) in {"than", "over", "about", "nearly", "almost", "around", "roughly", "under", "by", "least"}
    return Numeral(0.5, 0.5, at + 1, "fraction") if wide or (bounded and follows not in {"a", "an", "past"}) else None


def _written_fraction(line: Line, at: int) -> Numeral | None:
    """Return "3/4 of", "1/4 mile"."""
    if not (line.low(at + 1) == "/" and line[at + 1].glued and line[at + 2].glued and line.bare(at) and line.bare(at + 2)):
        return None
    top, bottom = line[at].value, line[at + 2].value
    if not 0 < top < bottom or bottom not in {2, 3, 4, 5, 6, 8, 10, 16} or line.low(at + 3) not in {"of", "mile", "cup", "inch", "the"}:
        return None
    return Numeral(top / bottom, top / bottom, at + 3, "fraction")


def _part_of_scale(line: Line, at: int) -> Numeral | None:
    """Return "half a million", "half a dozen", "a quarter of a million", "quarter million", "two-thirds of a million"."""
    begin = at
    if line.low(at) in {"half", "quarter"}:
        part, end = 1.0 / _DENOMINATORS[line.low(at)], at + 1
    elif line.low(at) == "a" and line.low(at + 1) in {"half", "quarter", "third"}:
        part, end = 1.0 / _DENOMINATORS[line.low(at + 1)], at + 2
    else:
        top = small_at(line, at)
        bottom = top[1] + line.hyphen(top[1]) if top else at
        size = _DENOMINATORS.get(line.low(bottom).removesuffix("s"))
        if top is None or size is None:
            return None
        part, end = top[0] / size, bottom + 1
    end += line.hyphen(end)
    end += line.low(end) == "of"
    end += line.low(end) in {"a", "an"}
    scale = SCALES.get(line.low(end))
    if scale is None or scale == 100 or (end == begin + 1 and line.low(end) == "dozen"):
        return None
    return Numeral(part * scale, part * scale, end + 1, "words", part, scale)


def _mixed(line: Line, at: int) -> Numeral | None:
    """Return "two and a half million", "one and three quarters", "2½", "1 1/2"."""
    whole = _whole(line, at)
    if whole is None:
        return None
    value, after = whole
    part, end = 0.0, after
    if line[after].kind == "fraction":
        part, end = line[after].value, after + 1
    elif line.low(after) == "and" and line.low(after + 1) in {"a", "one"} and line.low(after + 2) in {"half", "quarter", "third"}:
        part, end = 1.0 / _DENOMINATORS[line.low(after + 2)], after + 3
    elif line.hyphen(after) and [line.low(after + k) for k in (1, 2, 3, 4)] == ["and", "-", "a", "-"] and line.low(after + 5) == "half":
        part, end = 0.5, after + 6
    elif line.low(after) == "and" and line.low(after + 1) == "three" and line.low(after + 2) == "quarters":
        part, end = 0.75, after + 3
    elif line[after].kind == "number" and (found := _written_fraction_bare(line, after)):
        part, end = found
    if not part:
        return None
    scale = SCALES.get(line.low(end + line.hyphen(end)), 0.0)
    if scale:
        end += 1 + line.hyphen(end)
    total = (value + part) * (scale or 1.0)
    return Numeral(total, total, end, "words", value + part, scale or 1.0)


def _written_fraction_bare(line: Line, at: int) -> tuple[float, int] | None:
    if not (line.low(at + 1) == "/" and line[at + 1].glued and line[at + 2].glued and line.bare(at) and line.bare(at + 2)):
        return None
    top, bottom = line[at].value, line[at + 2].value
    return (top / bottom, at + 3) if 0 < top < bottom <= 16 else None


# Cardinals ----------------------------------------------------------------------------------------------------------------------


def _cardinal(line: Line, at: int) -> Numeral | None:
    if line[at].kind == "number":
        return _digits(line, at)
    if line.low(at) == "a" and line.low(at + 1) == "couple" and line.low(at + 2) == "of" and line.low(at + 3) in SCALES:
        scale = SCALES[line.low(at + 3)]
        return Numeral(2 * scale, 2 * scale, at + 4, "words", 2, scale)
    found = _words(line, at)
    if found is None:
        return None
    value, end, mantissa, scale = found
    return Numeral(value, value, end, "words", mantissa, scale)


def _digits(line: Line, at: int) -> Numeral:
    value, end = line[at].value, at + 1
    if line[end].glued and line[end].kind == "word" and (factor := _letter(line, end)):
        return Numeral(value * factor, value * factor, end + 1, "digits", value, factor)
    word = end + line.hyphen(end)
    scale = SCALES.get(line.low(word))
    if scale is None or (line[word].glued and word == end):
        return Numeral(value, value, end, "digits", value)
    end = word + 1
    total = value * scale
    if line.low(end) in SCALES and SCALES[line.low(end)] > scale and line.low(end) != "dozen":
        scale *= SCALES[line.low(end)]
        total, end = value * scale, end + 1
    # "4 thousand 3 hundred and 21"
    rest = _words(line, end) or _digit_group(line, end, scale)
    if rest and rest[0] < scale and line.low(rest[1]) not in SCALES:
        return Numeral(total + rest[0], total + rest[0], rest[1], "digits", value, 1.0)
    if line.low(end) == "and" and line.low(end + 1) == "a" and line.low(end + 2) in {"half", "quarter"}:
        total += scale / _DENOMINATORS[line.low(end + 2)]
        end += 3
    return Numeral(total, total, end, "digits", value, scale)


def _digit_group(line: Line, at: int, above: float) -> tuple[float, int] | None:
    """Return "3 hundred and 21" after "4 thousand"."""
    scale = SCALES.get(line.low(at + 1), 0.0)
    if line[at].kind != "number" or not 0 < scale < above or scale == 12.0:
        return None
    value, end = line[at].value * scale, at + 2
    if line.low(end) == "and" and line[end + 1].kind == "number" and line[end + 1].value < scale:
        return value + line[end + 1].value, end + 2
    return value, end


def _letter(line: Line, at: int) -> float | None:
    """Return the factor of letters glued to digits; "m" only where a currency says that no metres are meant (`units` sees to the rest)."""
    low, raw = line.low(at), line[at].raw
    if low == "m" and raw == "m":
        return None
    if raw == "K" or low in _LETTERS:
        return _LETTERS[low] if not (low == "mm" and raw == "mm") and not (low == "mil" and line.low(at + 1) == "e") else None
    return None


def _words(line: Line, at: int) -> tuple[float, int, float, float] | None:
    """Return a number in words: value, the index after it, and its mantissa and scale where it has one group."""
    total, last_scale, place, groups = 0.0, 1e18, at, 0
    mantissa, scale = 0.0, 1.0
    while groups < 6:
        begin = place + (groups > 0 and line.low(place) == "and")
        group = _group(line, begin, first=groups == 0)
        if group is None or group[2] >= last_scale:
            break
        value, end, factor = group
        if groups and begin > place and factor == 1 and value >= last_scale:
            break
        total += value * factor
        place, last_scale, groups = end, factor, groups + 1
        mantissa, scale = (value, factor) if groups == 1 else (total, 1.0)
        if factor == 1:
            break
    if not groups:
        return None
    if place > at and line.low(place) == "point" and (tail := _decimals(line, place + 1)):
        return total + tail[0], tail[1], total + tail[0], 1.0
    if scale >= 1e3 and line.low(place) == "and" and line.low(place + 1) in {"a", "one"} and line.low(place + 2) in {"half", "quarter"}:
        return total + scale / _DENOMINATORS[line.low(place + 2)], place + 3, mantissa, scale
    return total, place, mantissa, scale


def _group(line: Line, at: int, *, first: bool) -> tuple[float, int, float] | None:
    """Return a number below a thousand, the index after it with its scale word, and the scale's factor."""
    if first and line.low(at) in {"a", "an"}:
        if line.low(at + 1) not in SCALES:
            return None
        value, end = 1.0, at + 1
    else:
        small = small_at(line, at)
        if small is None:
            return None
        value, end = small
    if line.low(end + line.hyphen(end)) == "hundred" and value < 100:
        value, end = value * 100, end + line.hyphen(end) + 1
        rest = small_at(line, end + (line.low(end) == "and"))
        # "two hundred and three quarters" is no 203
        if rest and not line.low(rest[1] + line.hyphen(rest[1])).startswith(("third", "quarter", "fifth", "tenth")):
            value, end = value + rest[0], rest[1]
    after = end + line.hyphen(end)
    scale = SCALES.get(line.low(after))
    if scale is None or scale == 100:
        return value, end, 1.0
    return value, after + 1, scale


def _decimals(line: Line, at: int) -> tuple[float, int] | None:
    """Return the digits after "point": "nought three", "five", "seventy-one"."""
    digits = ""
    while (found := small_at(line, at)) and len(digits) < 6:
        digits += str(int(found[0]))
        at = found[1]
    return (float(f"0.{digits}"), at) if digits else None
