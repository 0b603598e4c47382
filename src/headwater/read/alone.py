"""Quotations that stand alone: sentences of nothing but a quotation, beside the sentence in which somebody speaks.

"He had reported it twice, he said. “Nobody came down to look.”": the network tends to leave such a quotation out, or to give it to
whoever was quoted last. It belongs to the speaker of the sentence before it, in the same paragraph; and what goes on it in the paragraphs
after, with it. And none of what a paragraph before holds belongs to a speaker who is named after a quotation of his own paragraph, unless
his quotation goes on that one.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from headwater.encode import Layout
from headwater.read.decode import Found
from headwater.text import Quotation

__all__ = ["attach_lone_quotations", "part_paragraphs"]

Ints = npt.NDArray[np.int64]

SENTENCE_WORDS = 5
"""A quotation of so many words and marks may be a speech of its own."""
_NOT = frozenset("not never neither nobody".split())


def attach_lone_quotations(found: Sequence[Found], text: str, layout: Layout) -> list[Found]:
    """Return the attributions, each quotation that stands alone with the speaker of the sentence before it."""
    holding = _Holding(found, layout)
    moved = None
    for quotation in layout.quoted:
        words = _words(quotation, layout)
        if quotation.depth != 1 or len(words) < SENTENCE_WORDS:
            continue
        speaker = moved if quotation.continues else None
        if speaker is None and _is_alone(words, layout):
            speaker = holding.speaker_before(int(words[0]))
        moved = speaker if speaker is not None and holding.take(speaker, words, text) else None
    return holding.found


def part_paragraphs(found: Sequence[Found], layout: Layout) -> list[Found]:
    """Return the attributions, those that speak in the same paragraph before the cue without what they hold of paragraphs before."""
    goes_on = {int(layout.paragraph[_words(q, layout)[0]]) for q in layout.quoted if q.continues and len(_words(q, layout))}
    return [_parted(one, layout, goes_on) for one in found]


def _parted(one: Found, layout: Layout, goes_on: set[int]) -> Found:
    paragraphs, own = layout.paragraph[one.content], int(layout.paragraph[one.cue[0]])
    if not len(one.source) or own in goes_on or not (paragraphs < own).any():
        return one
    before = one.content[(paragraphs == own) & (one.content < one.cue[0])]
    if not len(before) or not (layout.quotation[before] >= 0).all():
        return one
    return replace(one, content=one.content[paragraphs >= own])


class _Holding:
    """The attributions, and who holds which word."""

    def __init__(self, found: Sequence[Found], layout: Layout) -> None:
        self.found, self._layout = list(found), layout
        self._content = np.full(len(layout.words), -1, dtype=np.int64)
        self._busy = np.zeros(len(layout.words), dtype=bool)
        for index, one in enumerate(self.found):
            self._content[one.content] = index
            self._busy[one.cue] = self._busy[one.source] = True

    def speaker_before(self, first: int) -> int | None:
        """Return who speaks in the sentence before a word, the surest where there are several; `None` where nobody does outside marks."""
        layout = self._layout
        if not first or layout.paragraph[first - 1] != layout.paragraph[first] or layout.quotation[first - 1] >= 0:
            return None
        sentence = layout.sentence[first - 1]
        speaking = [
            index for index, one in enumerate(self.found) if layout.sentence[one.cue[0]] == sentence and layout.quotation[one.cue[0]] < 0
        ]
        surest = max(speaking, key=lambda index: self.found[index].score, default=None)
        return surest if surest is not None and len(self.found[surest].source) else None

    def take(self, speaker: int, words: Ints, text: str) -> bool:
        """Give a quotation to a speaker, if nobody holds it, or one whose cue is farther off; return whether it was given."""
        if self._busy[words].any():
            return False
        held = self._content[words]
        holders = set(held[held >= 0].tolist())
        if holders and not self._is_nearer(speaker, holders, words, text):
            return False
        for index in holders:
            self.found[index] = replace(self.found[index], content=np.setdiff1d(self.found[index].content, words))
        one = self.found[speaker]
        self.found[speaker] = replace(one, content=np.union1d(one.content, words))
        self._content[words] = speaker
        return True

    def _is_nearer(self, speaker: int, holders: set[int], words: Ints, text: str) -> bool:
        """Whether the one who holds a quotation, and more, spoke before the speaker's sentence; not where that one only denies speaking."""
        other = self.found[next(iter(holders))]
        if len(holders) != 1 or speaker in holders or len(np.setdiff1d(other.content, words)) == 0:
            return False
        layout, cue = self._layout, self.found[speaker].cue
        spoken = [text[start:end].lower() for start, end in layout.words[cue]]
        negated = any(word in _NOT or word.endswith(("n't", "n’t")) for word in spoken)
        return bool(layout.sentence[other.cue[0]] < layout.sentence[cue[0]]) and not negated


def _words(quotation: Quotation, layout: Layout) -> Ints:
    first, last = np.searchsorted(layout.words[:, 0], [quotation.start, quotation.end])
    return np.arange(first, last)


def _is_alone(words: Ints, layout: Layout) -> bool:
    """Whether a quotation begins with a sentence and ends with one."""
    first, after = int(words[0]), int(words[-1]) + 1
    return bool(layout.place[first]) and (after >= len(layout.words) or bool(layout.place[after]))
