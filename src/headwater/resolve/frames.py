"""A report's words as the rules of manner look at them, and each statement in its surroundings."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from headwater.model import Span, Statement
from headwater.text import paragraph_spans, sentence_spans

__all__ = ["PLACE_PREPOSITIONS", "REACH_CHARS", "Frame", "Frames", "Marks", "Offsets", "Word", "bare_form", "is_inside"]

Offsets = tuple[int, int]

REACH_CHARS = 2000
"""How many characters before and after a cue are looked at: no sentence or paragraph that people write is longer by much."""
CLAUSE_WORDS_BEFORE = 10
"""How many words before a cue its clause begins, at most."""
CLAUSE_WORDS_AFTER = 16
"""How many words after a cue its clause ends, at most."""
TAIL_WORDS = 10
"""Of how many words the adverbial after a content is, at most."""

PLACE_PREPOSITIONS = frozenset("in at during on to from via through before with aboard".split())
_OPENINGS = PLACE_PREPOSITIONS | frozenset("speaking appearing asked after addressing earlier".split())
_CLAUSE_ENDS = frozenset("and but who which whose while because though although where that when".split())
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_CLAUSE_MARK = re.compile(r"[,;:—–(]")
_DESCRIPTION = re.compile(r",| (?:of|by|that|who|which|from|with|to|for|in|on|working|backing|released|obtained) ")


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        start: Where it starts.
        end: Where it ends.
        form: Its lower-case letters without a possessive ending.
        capital: Whether it is capitalised.
    """

    start: int
    end: int
    form: str
    capital: bool


def bare_form(word: str) -> str:
    """Return a word in lower case, without a possessive ending."""
    return word.lower().replace("’", "'").removesuffix("'s")


def is_inside(at: int, stretches: Sequence[Offsets]) -> bool:
    """Whether an offset stands inside one of some stretches."""
    return any(start <= at < end for start, end in stretches)


class Marks:
    """Offsets with labels, in order, to be asked for by stretch."""

    def __init__(self, marks: Iterable[tuple[int, str]]) -> None:
        self._marks = sorted(marks)
        self._starts = [at for at, _ in self._marks]

    def __len__(self) -> int:
        return len(self._marks)

    def within(self, stretches: Iterable[Offsets], without: Sequence[Offsets] = ()) -> set[str]:
        """Return the labels within the stretches and outside the others."""
        found = set()
        for start, end in stretches:
            for at, label in self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
                if not is_inside(at, without):
                    found.add(label)
        return found


@dataclass(frozen=True, slots=True)
class Frame:
    """A statement in its surroundings: everything a sign may look at.

    Attributes:
        source: The offsets of its source.
        cue: Those of its cue.
        content: Those of its content.
        sentence: Those of the sentence of its cue.
        paragraph: The index of the paragraph of its cue.
        near: The clause of the cue, the adverbial that opens its sentence, and the one after the content.
    """

    source: list[Offsets]
    cue: list[Offsets]
    content: list[Offsets]
    sentence: Offsets
    paragraph: int
    near: list[Offsets]


class Frames:
    """The words, sentences and paragraphs of a text, in which its statements are looked at.

    Attributes:
        text: The text.
        paragraphs: The offsets of its paragraphs; at least one.
        words: Its words, in order.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs = paragraph_spans(text) or [(0, len(text))]
        self.words = [Word(m.start(), m.end(), bare_form(m.group()), m.group()[0].isupper()) for m in _WORD.finditer(text)]
        self._sentences = sentence_spans(text) or [(0, len(text))]
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        self._sentence_starts = [start for start, _ in self._sentences]
        self._word_starts = [word.start for word in self.words]

    def word_at(self, offset: int) -> int:
        """Return the index of the first word that starts at an offset or after it."""
        return bisect_left(self._word_starts, offset)

    def between(self, stretches: Iterable[Offsets], without: Sequence[Offsets] = ()) -> list[Word]:
        """Return the words that start within the stretches and outside the others."""
        return [
            word
            for start, end in stretches
            for word in self.words[self.word_at(start) : self.word_at(end)]
            if not is_inside(word.start, without)
        ]

    def two_words_after(self, offset: int) -> list[Word]:
        """Return the two words from an offset on."""
        n = self.word_at(offset)
        return self.words[n : n + 2]

    def frame(self, statement: Statement) -> Frame:
        """Return a statement in its surroundings."""
        source, cue, content = map(_offsets, (statement.source, statement.cue, statement.content))
        at = (cue or source or content)[0][0]
        start, end = self._sentences[max(0, bisect_right(self._sentence_starts, at) - 1)]
        sentence = max(start, at - REACH_CHARS), min(end, at + REACH_CHARS)
        paragraph = max(0, bisect_right(self._paragraph_starts, at) - 1)
        near = [self._clause(cue, source, content, sentence)] if cue else []
        near += self._opening(content, sentence) + self._tail(content, sentence)
        return Frame(source, cue, content, sentence, paragraph, near)

    def speaker_head(self, frame: Frame) -> Offsets:
        """Return the source of a statement up to what describes it further; `(0, 0)` where it has none."""
        if not frame.source:
            return 0, 0
        start, end = frame.source[0]
        described = _DESCRIPTION.search(self.text, start, end)
        return start, described.start() if described else end

    def _clause(self, cue: list[Offsets], source: list[Offsets], content: list[Offsets], sentence: Offsets) -> Offsets:
        """Return the clause of the cue: from it to the content, a conjunction or a mark on either side."""
        start, end = cue[0][0], cue[-1][1]
        at = self.word_at(start)
        for word in reversed(self.words[max(self.word_at(sentence[0]), at - CLAUSE_WORDS_BEFORE) : at]):
            if not is_inside(word.start, source):
                if is_inside(word.start, content) or word.form in _CLAUSE_ENDS:
                    break
                if not is_inside(start, source) and _CLAUSE_MARK.search(self.text, word.end, start):
                    break
            start = word.start
        at = self.word_at(end)
        for word in self.words[at : min(at + CLAUSE_WORDS_AFTER, self.word_at(sentence[1]))]:
            if is_inside(word.start, content) or word.form in _CLAUSE_ENDS or word.form in ("after", "as", "since"):
                break
            if is_inside(word.start, source):
                continue
            if ";" in self.text[end : word.start]:
                break
            end = word.end
        return start, end

    def _opening(self, content: list[Offsets], sentence: Offsets) -> list[Offsets]:
        """Return the adverbial that opens the sentence, up to its comma: "At a meeting on Monday"."""
        for word in self.two_words_after(sentence[0]):
            if word.form in _OPENINGS and not is_inside(word.start, content):
                comma = self.text.find(",", word.start, sentence[1])
                return [(word.start, comma)] if comma > 0 else []
            if word.form not in ("but", "and"):
                break
        return []

    def _tail(self, content: list[Offsets], sentence: Offsets) -> list[Offsets]:
        """Return the adverbial that follows the content within its sentence: "in an email to his panel"."""
        start = end = max((stop for _, stop in content if sentence[0] < stop < sentence[1]), default=sentence[1])
        for n, word in enumerate(self.between([(start, sentence[1])])):
            opens = n > 0 or word.form in PLACE_PREPOSITIONS
            if not opens or n > TAIL_WORDS or word.form in _CLAUSE_ENDS or "," in self.text[end : word.start]:
                break
            end = word.end
        return [(start, end)] if end > start else []


def _offsets(spans: Sequence[Span]) -> list[Offsets]:
    return [(span.start, span.end) for span in spans]
