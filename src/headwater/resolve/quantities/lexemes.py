"""The words, numbers and marks of one sentence, cut finer than words are elsewhere: "US$3.5m" is four of them, "two-thirds" three."""

import re
from typing import Literal, NamedTuple

__all__ = ["Lexeme", "Line", "line_of", "may_count"]

Kind = Literal["number", "fraction", "dotted", "word", "mark", "none"]

MAX_DIGITS = 24
"""A number of more digits than this counts nothing."""

# Every repetition that could fail late is bounded, so that no text is read more than a few times over.
_LEXEME = re.compile(
    r"""(?P<dotted>[0-9]+(?:\.[0-9]+){2,})
    |(?P<number>
        [0-9]{1,3}(?:,[0-9]{3}){1,7}(?![0-9])(?:\.[0-9]+)?
       |[0-9]{1,2}(?:,[0-9]{2}){1,5},[0-9]{3}(?![0-9])(?:\.[0-9]+)?
       |[1-9][0-9]{0,2}(?:[\u00a0\u2009\u202f\x20][0-9]{3}){1,6}(?![0-9]|s\b|,[0-9]|\.[0-9]{3}|[\-–/:])(?:\.[0-9]+)?
       |[0-9]+(?:\.[0-9]+)?
       |(?<![\w.])\.[0-9]+)
    |(?P<fraction>[¼½¾⅐-⅞])
    |(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
    |(?P<mark>\S)""",
    re.VERBOSE,
)
_VULGAR = {
    "¼": 1 / 4, "½": 1 / 2, "¾": 3 / 4, "⅐": 1 / 7, "⅑": 1 / 9, "⅒": 1 / 10, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5,
    "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


_NUMBER = re.compile(
    r"""[0-9¼½¾⅐-⅞]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)(?:teen|ty)|twenty
    |forty|fourty|thirty|eighty|hundreds?|thousands?|millions?|trillions?|billions?|lakh|crore|dozens?|scores|tens|half|halves|nil|zero
    |nought|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?|thousandths?)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def may_count(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text has digits or a word for a number; in one that has none there is no figure."""
    return _NUMBER.search(text, start, end) is not None


class Lexeme(NamedTuple):
    """One word, number or mark.

    Attributes:
        kind: number (digits), fraction ("½"), dotted ("1.2.3"), word, mark; none beyond the ends of the sentence.
        low: In lower case, with straight apostrophes.
        glued: Whether it follows what is before it without a space.
        value: Of a number or fraction.
    """

    kind: Kind
    start: int
    end: int
    raw: str
    low: str
    glued: bool
    value: float = 0.0

    @property
    def capital(self) -> bool:
        """Whether it is a word with a capital, be it within ("iPhone")."""
        return self.kind == "word" and not self.raw.islower()


_NOTHING = Lexeme("none", 0, 0, "", "", glued=False)


class Line:
    """The lexemes of a sentence. Beyond its ends stands an empty one, so that rules may look without asking.

    Attributes:
        found: The lexemes in order.
        first: Index of the first word or number.
        is_title: Whether nearly every longer word has a capital, as in a headline.
    """

    def __init__(self, found: list[Lexeme]) -> None:
        self.found = found
        words = [each for each in found if each.kind == "word" and len(each.raw) > 3]
        self.first = next((i for i, each in enumerate(found) if each.kind != "mark"), 0)
        self.is_title = len(words) > 2 and sum(each.capital for each in words) > 0.7 * len(words)

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, at: int) -> Lexeme:
        return self.found[at] if 0 <= at < len(self.found) else _NOTHING

    def low(self, at: int) -> str:
        """The lexeme at an index in lower case, or ""."""
        return self[at].low

    def hyphen(self, at: int) -> bool:
        """Whether a hyphen stands there that ties two words ("two-seat")."""
        return self.low(at) in {"-", "‑", "‐"} and self[at].glued and self[at + 1].glued

    def bare(self, at: int) -> bool:
        """Whether a number is written with nothing but digits."""
        return self[at].kind == "number" and self[at].raw.isdigit()


def line_of(text: str, start: int, end: int) -> Line:
    """Return the lexemes of a stretch of text."""
    found: list[Lexeme] = []
    last, at = -1, start
    while match := _LEXEME.search(text, at, end):
        begin, at = match.span()
        raw = match.group()
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        if kind == "number" and " " in raw and _follows_day(found):
            at = begin + raw.index(" ")
            raw = text[begin:at]
        value = _VULGAR[raw] if kind == "fraction" else _value(raw) if kind == "number" else 0.0
        if kind == "number" and len(raw) > MAX_DIGITS:
            kind = "dotted"
        found.append(Lexeme(kind, begin, at, raw, raw.lower().replace("’", "'"), glued=begin == last, value=value))
        last = at
    return Line(found)


def _value(raw: str) -> float:
    return float(re.sub(r"[^0-9.]", "", raw)) if len(raw) <= MAX_DIGITS else 0.0


def _follows_day(before: list[Lexeme]) -> bool:
    """Whether "12 300" are two numbers: after a month or a name ("May 12 300 people")."""
    if not before:
        return False
    last = before[-1]
    return last.low.rstrip(".") in _MONTHS or last.kind == "number" or (last.low == "." and len(before) > 1 and before[-2].low in _MONTHS)
