"""What a rule is: a pattern over words, and what the words it finds stand for in their context."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from re import Match, Pattern
from typing import TYPE_CHECKING, NamedTuple

from headwater.model import TimexAnchor, TimexType
from headwater.resolve.times.lexer import Lexed, compiled
from headwater.resolve.times.vocabulary import NUMBERS, ORDINALS

if TYPE_CHECKING:
    from headwater.resolve.times.context import Context

__all__ = ["NUM", "VAGUE", "Build", "Found", "Rule", "Value", "number", "ordinal", "rule", "spoken_year"]

NUM = "(?:a? NUMW(?: -? NUMW){0,4}|DD(?: DD / DD)?|NNN|BIG|YYYY|half a dozen)"
"""A number, in figures or words."""

VAGUE = (
    "(?:several|many|some|a? few|a (?:very|good|great) (?:few|many)|a? couple (?:of)?|(?:dozens|hundreds|thousands) of|a "
    "(?:number|handful) of)"
)
"""A quantity that is no number."""


class Value(NamedTuple):
    """What a time expression stands for."""

    type: TimexType
    value: str
    mod: str | None = None
    anchor: TimexAnchor = "none"


class Found:
    """Words that a rule found.

    Attributes:
        first: Index of the first token.
        last: Index after the last token.
        given: Whether it is known that a time expression stands here, so that no doubt is left but about its value.
    """

    __slots__ = ("_lexed", "_match", "first", "given", "last")

    def __init__(self, lexed: Lexed, match: Match[str], *, given: bool = False) -> None:
        self._lexed, self._match, self.given = lexed, match, given
        self.first, self.last = match.span()

    def has(self, group: str) -> bool:
        """Whether a group of the pattern is there."""
        return group in self._match.re.groupindex and self._match.start(group) >= 0

    def at(self, group: str) -> tuple[int, int]:
        """Return the tokens of a group, as indices."""
        return self._match.span(group)

    def words(self, group: str) -> list[str]:
        """Return the words of a group in lower case, nothing where it is not there."""
        if group not in self._match.re.groupindex:
            return []
        first, last = self._match.span(group)
        return self._lexed.low[first:last] if first >= 0 else []

    def word(self, group: str) -> str:
        """Return the words of a group, joined by spaces."""
        return " ".join(self.words(group))

    def words_all(self) -> list[str]:
        """Return all words of the expression in lower case."""
        return self._lexed.low[self.first : self.last]

    def before(self, count: int = 1) -> str:
        """Return a word before the expression, empty at the start of its sentence."""
        at = self.first - count
        return self._lexed.low[at] if at >= 0 else ""

    def after(self, count: int = 1) -> str:
        """Return a word after the expression, empty at the end of its sentence."""
        at = self.last - 1 + count
        return self._lexed.low[at] if at < len(self._lexed) else ""

    def raw_after(self) -> str:
        """Return the next word as it stands."""
        return self._lexed.raw[self.last] if self.last < len(self._lexed) else ""

    def raw_before(self) -> str:
        """Return the word before as it stands."""
        return self._lexed.raw[self.first - 1] if self.first else ""

    @property
    def raw(self) -> list[str]:
        """The words as they stand."""
        return self._lexed.raw[self.first : self.last]


_FIGURES = re.compile(r"\d{1,15}(?:,\d{3})*(?:\.\d+)?")
Build = Callable[[Found, "Context"], Value | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its words stand for; `None` where they stand for no time."""

    name: str
    pattern: Pattern[str]
    build: Build


def rule(pattern: str, parts: Mapping[str, str]) -> Callable[[Build], Rule]:
    """Return a decorator that makes a rule of a function.

    Args:
        pattern: As `compiled` reads it; a part in capitals stands for its pattern.
        parts: Names and patterns of parts, none of which holds the name of another.
    """
    pattern = re.sub(r"\b[A-Z]+\b", lambda found: parts.get(found.group(), found.group()), pattern)

    def decorate(build: Build) -> Rule:
        return Rule(build.__name__, compiled(pattern), build)

    return decorate


def number(words: list[str]) -> float | None:
    """Return the number that words or figures stand for, `None` where they are none."""
    words = [word for word in words if word not in ("-", "and")]
    if words == ["half", "a", "dozen"]:
        return 6
    if len(words) == 4 and words[2] == "/":
        top, bottom = int(words[1]), int(words[3])
        return int(words[0]) + top / bottom if bottom else None
    if len(words) == 1 and words[0][:1].isdecimal():
        return float(words[0].replace(",", "")) if _FIGURES.fullmatch(words[0]) else None
    total = current = 0.0
    for word in words:
        if word == "a":
            continue
        if (value := NUMBERS.get(word)) is None:
            return None
        if value in (12, 100) and word in ("dozen", "hundred"):
            current = (current or 1) * value
        elif value >= 1000:
            total, current = total + (current or 1) * value, 0
        else:
            current += value
    return total + current


def ordinal(word: str) -> int | None:
    """Return the number of an ordinal ("third", "3rd"), `None` where the word is none."""
    if word[:1].isdigit():
        return int(word[:-2]) if word[:-2].isdecimal() else None
    return ORDINALS.get(word)


def spoken_year(words: list[str]) -> int | None:
    """Return the year that words say as one does ("nineteen ninety-four", "two thousand and one"), `None` where they say none."""
    words = [word for word in words if word not in ("-", "and")]
    numbers = [NUMBERS.get(word, 0) for word in words]
    if len(numbers) >= 2 and numbers[0] in (18, 19, 20) and numbers[1] in range(20, 100, 10):
        return numbers[0] * 100 + sum(numbers[1:3])
    if numbers[:2] == [2, 1000]:
        return 2000 + sum(numbers[2:4])
    return None
