"""The words that name a claim: a stretch of one report that tells its proposition best, to somebody who reads nothing else.

That is a whole clause with a verb, of readable length, which names whom it is about, near what the others say. The dateline, the "that" and
the marks around it stay out. Where nothing in a claim is a clause ("confirmed the meeting"), it is the sentence in which that stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headwater.link.propositions import bare, is_clause, is_question
from headwater.link.units import Unit
from headwater.model import Place, Reading, Span
from headwater.text import sentence_spans

__all__ = ["Worded", "gist_of"]

# Chosen by eye on the claims that `compare` shows of the development stories and of our own.
GOOD_WORDS = 16
"""A gist of so many words reads best."""
MOST_WORDS = 32
"""Of a longer wording its first sentence, and of that, if it is longer still, all: words are never cut inside a sentence."""
CLAUSE = 3.0
"""What a clause is worth, against 1 of each name, up to two, and 1 less for each pronoun."""
NEAR = 3.0
"""What it is worth to lie as near the rest of the claim as can be."""
_PRONOUN = re.compile(
    r"\b(?:I|me|my|we|us|our|you|your|he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that(?=\W+(?:is|was|were|would|will|had|has|'s)\b)"
    r"|these|those|here|there)\b|^(?:both|neither|the (?:former|latter|two))\b",
    re.IGNORECASE,
)
_LEANS = re.compile(r"\W*(?:and|but|so|or|he|she|it|they|this|that|these|those|both|neither|here|there|then|also)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A wording of a claim: its unit, its report, how near it lies to the rest of the claim, and whether it asserts it."""

    unit: Unit
    reading: Reading
    near: float
    asserts: bool


def gist_of(wordings: Iterable[Worded]) -> Place:
    """Return the stretch that tells best what a claim says: of those who assert it, where any do."""
    every = list(wordings)
    some = [each for each in every if each.asserts] or every
    _, place = max((found for each in some for found in _stretches(each)), key=lambda found: (found[0], _early(found[1])))
    return place


def _early(place: Place) -> tuple[int, str]:
    return -place.span.start, place.report


def _stretches(each: Worded) -> Iterator[tuple[float, Place]]:
    """Yield the stretches of a wording that could name its claim, with how well each would: of one that is no clause its sentence."""
    text = each.reading.report.text if each.reading.report else ""
    for span in each.unit.spans:
        start, end = _shortened(text, *_bared(text, span.start, span.end))
        whole = None if is_clause(text[start:end]) else _sentence(each.reading, text, span)
        for a, b in [(start, end), *([whole] if whole else [])]:
            aside = 0.0 if (a, b) == (start, end) else 1.0
            place = Place(report=each.unit.report, span=Span(start=a, end=b))
            yield _worth(text[a:b]) + NEAR * each.near - aside - (len(each.unit.spans) > 1), place


def _bared(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bare stretch of some words, all of them where nothing else is left (a lone mark)."""
    a, b = bare(text[start:end])
    return (start + a, start + b) if a < b else (start, end)


def _shortened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the first sentence of several that are too long together, without the marks that are left at its end."""
    if len(text[start:end].split()) <= MOST_WORDS:
        return start, end
    first = next(iter(sentence_spans(text, start, end)), (start, end))
    return _bared(text, *first)


def _sentence(reading: Reading, text: str, span: Span) -> tuple[int, int] | None:
    """Return the sentence around a span, bare; `None` where it is too long to read, or no clause either."""
    blocks = reading.report.blocks if reading.report else ()
    around = next(((b.start, b.end) for b in blocks if b.start <= span.start and span.end <= b.end), None)
    if around is None:
        return None
    found = next(((a, b) for a, b in sentence_spans(text, *around) if a <= span.start < b), None)
    if found is None or len(text[slice(*found)].split()) > MOST_WORDS or not is_clause(text[slice(*found)]):
        return None
    return _bared(text, *found)


def _worth(text: str) -> float:
    """Return how well some words would name a claim."""
    words = len(text.split())
    if not words:
        return -9.0
    leaning = len(_PRONOUN.findall(text)) + bool(_LEANS.match(text))
    good = CLAUSE * is_clause(text) + min(2, len(_NAME.findall(text))) - leaning - 3 * is_question(text)
    return good - abs(words - GOOD_WORDS) / GOOD_WORDS
