"""Casts of small reports, for the tests of who is meant and through whom it came."""

from headwater.model import Statement
from headwater.resolve.cast import Cast
from headwater.resolve.names import chain_names, find_names
from headwater.resolve.outlets import Outlets, own_names
from headwater.resolve.reference import References, refer
from headwater.resolve.words import Words
from tests.notation import reading_of


def cast_of(text: str) -> tuple[Words, Cast]:
    """Return the words of a text and the bearers of its names."""
    words = Words(text)
    return words, Cast(words, chain_names(words, find_names(words), Outlets()), own_names(text, None))


def referred(marked: str) -> tuple[Words, Cast, References, tuple[Statement, ...]]:
    """Return the words, the cast and the references of a marked text, and its statements in reading order."""
    reading = reading_of(marked)
    assert reading.report is not None
    words, cast = cast_of(reading.report.text)
    return words, cast, refer(words, cast, reading.statements), reading.statements
