"""Times: the time expressions of a report, each as a value with its precision and what it was resolved from."""

from headwater.model import Report, Timex
from headwater.resolve.times.calendar import bounds
from headwater.resolve.times.context import Context
from headwater.resolve.times.find import find, read_given
from headwater.resolve.times.lexer import Lexed
from headwater.resolve.times.reference import known
from headwater.resolve.times.said import dated
from headwater.resolve.words import Words

__all__ = ["bounds", "dated", "times_given", "times_of"]


def times_of(words: Words, report: Report) -> tuple[Timex, ...]:
    """Return the time expressions of a report, in reading order, never overlapping."""
    lexed = Lexed(words)
    return tuple(find(lexed, _context(lexed, words, report)))


def times_given(words: Words, report: Report, spans: list[tuple[int, int]]) -> list[Timex | None]:
    """Return what each of some stretches stands for, known to be time expressions."""
    lexed = Lexed(words)
    return list(read_given(lexed, _context(lexed, words, report), spans))


def _context(lexed: Lexed, words: Words, report: Report) -> Context:
    about = known(report, words)
    return Context(lexed, about.reference, years=about.years, pair=about.pair)
