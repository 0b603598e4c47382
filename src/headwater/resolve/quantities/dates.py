"""Dates, years, times of day and ages: numbers that time expressions are made of, where nobody has marked these."""

import re

from headwater.resolve.lexicon import CALLINGS, NOT_NAMES, singular
from headwater.resolve.quantities.surroundings import VERBS, Surroundings
from headwater.resolve.quantities.vocabulary import MANY_PEOPLE, MONTHS

__all__ = ["is_age", "is_clock", "is_date", "is_duration"]

_DURATIONS = frozenset(
    """second seconds minute minutes hour hours day days night nights week weeks weekend weekends month months year years decade decades
    century centuries fortnight fortnights yr yrs hr hrs min mins sec secs year-old millennia""".split()
)
_BEFORE_DURATION = frozenset(
    """more working consecutive straight calendar full further additional whole long extra business light sleepless successive trading
    school school-free short or extraordinary tense difficult""".split()
)
_CLOCK = frozenset("am pm gmt bst est edt cet cest utc pst o'clock noon et pt ist".split())
_CLOCK_TIME = re.compile(r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9]")
_STOOD = frozenset(
    """stood stands stand put puts estimated remained remains remain set kept toll is was number figure total valued count estimate
    estimates closed close ended opened traded trading priced sold fixed capped held steady unchanged level running up down crowd""".split()
)
_PEOPLE = frozenset(
    """children people adults women men girls boys those anyone patients pupils voters drivers youngsters kids everyone everybody
    residents players youths students teenagers workers males females""".split()
)
_YEARS = range(1500, 2100)
_YEAR_DIGITS = 4
_LAST_DAY = 31
_LAST_HOUR = 24
_NOON = 12
_OLDEST = 115
_LINKS = frozenset({"and", "or", "to", "-", "–", ","})
_DASHES = frozenset("―–—")


def is_duration(here: Surroundings) -> bool:
    """Whether it measures time: "three days", "18- to 24-year-old", "half an hour"."""
    line, amount = here.line, here.amount
    at = amount.until if line.low(amount.until - 1) in {"plus", "odd"} else amount.end + line.hyphen(amount.end)
    if line.low(at) == "-" and line[at].glued and not line[at + 1].glued:
        return any(line.low(at + n) in _DURATIONS for n in range(1, 6))
    if amount.unit not in {"fraction", None}:
        return False
    at += line.low(at) == "of" and amount.sort in {"vague", "fraction"}
    at += line.low(at) in {"an", "a"} and amount.unit == "fraction"
    at += line.low(at) in _BEFORE_DURATION
    lasts = line.low(at).removesuffix("'").removesuffix("'s") in _DURATIONS
    return lasts and not (line.low(at) == "second" and line.hyphen(at + 1))


# Dates --------------------------------------------------------------------------------------------------------------------------


def is_date(here: Surroundings) -> bool:
    """Whether it is the day of a month or a year."""
    if not here.is_whole or not here.is_count or here.amount.sort == "vague":
        return False
    return _is_day(here) or _is_year(here)


def _is_day(here: Surroundings) -> bool:
    if not 1 <= here.amount.value <= _LAST_DAY:
        return False
    left = here.before(2) if here.left.low == "." else here.left
    if left.low in MONTHS and (left.capital or left.low not in {"may", "march"}) and here.right.low not in MANY_PEOPLE:
        return True
    listed = here.left.low in _LINKS and here.line.bare(here.amount.start - 2) and here.before(3).capital
    if listed and here.before(3).low in MONTHS and not here.counts:
        return True
    ahead = here.after(3) if here.right.low in _LINKS - {","} else here.right
    return ahead.low in MONTHS and ahead.capital


def _is_year(here: Surroundings) -> bool:
    raw = here.first.raw
    if not (here.line.bare(here.amount.start) and len(raw) == _YEAR_DIGITS and int(raw) in _YEARS) or here.right.low in MANY_PEOPLE:
        return False
    bounded = bool(here.amount.bounds) and not here.amount.ranged and here.left.low not in {"in", "since", "by", "until"}
    return not (bounded and not here.ends and here.right.raw.islower() and here.right.low not in {"levels", "level"})


# Times of day -------------------------------------------------------------------------------------------------------------------


def is_clock(here: Surroundings) -> bool:
    """Whether it is a time of day: "6 p.m.", "07.12", "the 17.22 left", "at nine"."""
    right, raw = here.right.low, here.first.raw
    if right in _CLOCK or (right in {"a", "p"} and here.after(2).low == "." and here.after(3).low == "m"):
        return True
    if here.in_digits and len(raw) > 1 and raw[0] == "0" and raw[1] != ".":
        return True
    if here.bound_left.low == "the" and _CLOCK_TIME.fullmatch(raw) and (here.ends or right in VERBS):
        return True
    return right == "past" or _is_hour(here)


def _is_hour(here: Surroundings) -> bool:
    if here.amount.value > _LAST_HOUR or not here.is_whole or here.amount.ranged:
        return False
    if here.bound_left.low == "past":
        return True
    if not here.ends and here.right.low not in {"tonight", "today", "yesterday", "tomorrow", "and"}:
        return False
    if here.bound_left.low == "at":
        return here.line.low(here.amount.begin - 2) not in _STOOD and here.right.low not in {"%", "of"}
    return here.bound_left.low in {"until", "till"} or (here.bound_left.low in {"before", "after"} and here.amount.value <= _NOON)


# Ages ---------------------------------------------------------------------------------------------------------------------------


def is_age(here: Surroundings) -> bool:
    """Whether it is somebody's age: "aged 27", "Quist, 51, said", "children under five"."""
    if not here.is_count:
        return False
    before = [here.line.low(here.amount.begin - n) for n in range(1, 6)]
    if before[0] in {"aged", "age", "ages", "turned", "turns", "turning"} or (before[0] == "to" and "aged" in before):
        return True
    if before[0] in {"of", "between", "from"} and before[1] in {"age", "aged", "ages"}:
        return True
    if here.amount.value > _OLDEST or not here.is_whole:
        return False
    return _is_apposed(here) or _is_limit(here)


def _is_apposed(here: Surroundings) -> bool:
    """Whether it stands behind a name or a noun for somebody: "Quist, 51, said", "Korn (44)"."""
    who, right = here.before(2), here.right.low
    is_person = singular(who.low) in CALLINGS
    if here.left.low == "(" and right == ")":
        return who.capital or is_person
    closes = right in {",", ")", "who", "from", "of", "was"} | _DASHES or here.amount.end >= len(here.line) - 1
    if here.left.low != "," or not here.in_digits or not closes or here.right.kind == "number":
        return False
    if here.right.kind == "word" and right not in {"who", "from", "of", "was"}:
        return False
    named = who.capital and who.low not in NOT_NAMES and here.after(2).low not in {"whom", "them", "which"}
    return named or who.low == "." or (right == "," and is_person)


def _is_limit(here: Surroundings) -> bool:
    """Whether it parts people by age: "children under five", "people 65 and older"."""
    people = here.bound_left.low in _PEOPLE
    older = here.right.low in {"or", "and"} and here.after(2).low in {"older", "younger", "over", "under", "above"}
    if older and (people or here.bound_left.low in {"are", "those"}):
        return True
    return people and here.line.low(here.amount.begin) in {"over", "under", "below", "above", "at"} and here.right.kind != "word"
