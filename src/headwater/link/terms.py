"""The words of a report as things to compare: stems, names and numbers, each with how rare it is in the news at large.

Rarity comes from a fixed table (`frequencies.tsv`), never from the ledger: what has been added before must not change an answer.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, NamedTuple

from headwater.model import Block, Reading

__all__ = ["LEAST_SEEN", "Term", "body_blocks", "forms_in", "frequency", "headline_of", "is_common", "rarity", "stem", "terms_of"]

Sort = Literal["word", "name", "number"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)?")
_SCALED = re.compile(r"\s?(million|billion|trillion|thousand|hundred|bn|tn|mn|m|k)\b", re.IGNORECASE)
_SCALES = {
    "million": 1e6, "billion": 1e9, "trillion": 1e12, "thousand": 1e3, "hundred": 1e2, "bn": 1e9, "tn": 1e12, "mn": 1e6, "m": 1e6, "k": 1e3,
}  # fmt: skip
_NUMBER_WORDS = {
    w: n
    for n, w in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
        nineteen""".split()
    )
} | {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_MONTHS = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_MONTH_BEFORE = re.compile(rf"\b{_MONTHS}[a-z]{{0,6}}\.? $", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?: of)? {_MONTHS}(?:\b|\.|[a-z]{{1,6}}\b)", re.IGNORECASE)
_CONTRACTED = re.compile(r"(?:n[’']t|[’'](?:s|re|ve|ll|d|m|em))$")
_VOWEL = re.compile(r"[aeiouy]")
# Longest first; what is left must hold a vowel and three letters.
_SUFFIXES = ("ations", "ation", "ions", "ings", "edly", "ing", "ion", "ies", "ied", "ers", "ed", "es", "er", "ly", "s", "e", "y")
LEAST_STEM = 3
LEAST_SEEN = 5
"""The table holds no word seen in fewer reports than this."""


class Term(NamedTuple):
    """A word of a text.

    Attributes:
        form: What is compared: the stem, or `#` and the value of a number.
        sort: A name is capitalised where a common word would not be.
    """

    start: int
    end: int
    form: str
    sort: Sort


def headline_of(reading: Reading) -> tuple[int, int] | None:
    """Return where the headline stands in the text, `None` where it has none there."""
    blocks = reading.report.blocks if reading.report else ()
    return next(((block.start, block.end) for block in blocks if block.kind == "headline"), None)


def body_blocks(reading: Reading) -> tuple[Block, ...]:
    """Return the blocks that tell something: all but furniture."""
    return tuple(block for block in reading.report.blocks if block.kind != "furniture") if reading.report else ()


def terms_of(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Term, ...]:
    """Return the words of some stretches of a text, in order.

    A word is a name where it is capitalised inside a sentence, or so at a sentence's start and elsewhere inside one. Numbers in digits,
    in words, and with a scale word ("1.2 million") are given by value.
    """
    tokens = [m for start, end in spans for m in _TOKEN.finditer(text, start, end)]
    names = {stem(m.group()) for m in tokens if _stands_as_name(text, m)}
    return tuple(_terms(text, tokens, names))


def forms_in(text: str) -> set[str]:
    """Return the different forms of a text but for numbers: what the table counts."""
    return {stem(m.group()) for m in _TOKEN.finditer(text) if _value(text, m) is None}


def _terms(text: str, tokens: list[re.Match[str]], names: set[str]) -> Iterator[Term]:
    for m in tokens:
        word = m.group()
        number = _value(text, m)
        if number is not None:
            yield Term(m.start(), m.end(), _day_of(text, m) or f"#{number:.10g}", "number")
            continue
        form = stem(word)
        yield Term(m.start(), m.end(), form, "name" if word[0].isupper() and form in names else "word")


def _stands_as_name(text: str, m: re.Match[str]) -> bool:
    word = m.group()
    if not word[0].isupper() or len(word) < 2:
        return False
    at = m.start() - 1
    while at >= 0 and text[at] in " \"“‘'«(":
        at -= 1
    if at >= 0 and text[at] not in ".!?…:\n\r•–—*-":
        return True
    return frequency(stem(word)) == 0 and len(word) > LEAST_STEM


def _day_of(text: str, m: re.Match[str]) -> str | None:
    """Return the form of a number that is a day of a month ("4 December", "Dec. 4"): it counts nothing."""
    before, after = _MONTH_BEFORE.search(text, max(0, m.start() - 12), m.start()), _MONTH_AFTER.match(text, m.end())
    month = before or after
    return f"#{month[1][:3].lower()}{m.group()}" if month and len(m.group()) <= len("31") else None


def _value(text: str, m: re.Match[str]) -> float | None:
    word = m.group()
    if word[0].isdecimal():
        bare = word.replace(",", "")
        value = float(bare) if bare.count(".") <= 1 else None
        scale = _SCALED.match(text, m.end())
        return None if value is None else value * _SCALES[scale[1].lower()] if scale else value
    return _NUMBER_WORDS.get(word.lower())


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what is left of a word in small letters, without accents, possessive and the commonest endings ("strikes", "striking")."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    plain = _CONTRACTED.sub("", plain) or word.lower()
    for suffix in _SUFFIXES:
        left = plain.removesuffix(suffix)
        if left != plain and len(left) >= LEAST_STEM and _VOWEL.search(left):
            return left[:-1] if len(left) > LEAST_STEM and left[-1] == left[-2] and left[-1] not in "sl" else left
    return plain


@cache
def _table() -> tuple[int, dict[str, int]]:
    lines = resources.files("headwater.link").joinpath("frequencies.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    reports = next(int(line.split("\t")[1]) for line in lines if line.startswith("# reports\t"))
    return reports, {form: int(count) for form, count in rows}


def frequency(form: str) -> int:
    """Return in how many of the table's reports a form was seen, 0 where in too few to be listed."""
    return _table()[1].get(form, 0)


@lru_cache(maxsize=1 << 17)
def rarity(form: str) -> float:
    """Return how rare a form is: 0 in every report, 1 in hardly any (inverse document frequency, as a share of the greatest).

    Every number is as rare as can be: it is one by what it counts, which no table knows. (So are stories told apart best: by value, "two"
    and "three" would be common, and B-cubed falls by one to three points on ECB+ and on the development stories.)
    """
    if form[0] == "#":
        return 1.0
    reports, seen = _table()
    return _rarity(seen.get(form, 2), reports)


def _rarity(seen: int, reports: int) -> float:
    return max(0.0, math.log(reports / seen)) / math.log(reports / 2)


COMMON = 0.35
"""Rarity below which a form tells nothing of a report's matter: seen in about one report of eight."""


def is_common(form: str) -> bool:
    """Whether a form stands in so many reports that sharing it says nothing."""
    return rarity(form) < COMMON
