"""What is certain of quotations, by rule: where they end, and that each belongs to someone or is said to belong to no one.

The network is unsure at the edges of a long quotation and loses the paragraphs that go on one; the marks are not. Rules, in order:

1. A content that holds most of a quotation holds all of it.
2. A quotation that goes on the one of the paragraph before belongs with it.
3. A quotation of a sentence or more that none holds goes to the best candidate of its own that the network gave up.
4. A paragraph that is one quotation goes with the quoted speaker of the paragraph before.
5. A quotation that nobody holds, a few words and a comma, colon or dash after a content of its sentence, ends that content.
6. After “…,” she said, what goes on without marks is the report's own voice; so is a clause that leads to another quotation there.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from headwater.encode import Layout
from headwater.read.decode import Found
from headwater.text import Quotation

__all__ = ["settle_quotations"]

Ints = npt.NDArray[np.int64]

SHORT_WORDS = 3
"""Quotations of fewer words and marks are empty: whom they belong to, the network says better."""
SENTENCE_WORDS = 5
"""A quotation of so many words and marks may be a speech of its own."""
_LEADS = (",", ":", "-", "–", "—")
LEAD_WORDS = 8
"""So many words may lead from “…,” she said, to the next quotation: "but", "and that the lower house"."""
BRIDGE_WORDS = 8
"""So many words may lie between a content and the quotation that ends it: "them, in a piece last week,"."""
GIVEN_UP = 0.1
"""The score from which a candidate that was given up may take a quotation that nobody holds."""


def settle_quotations(standing: Sequence[Found], tried: Sequence[Found], text: str, layout: Layout) -> list[Found]:
    """Return the attributions that stand with their quotations made whole, and those that quotations call for.

    Args:
        standing: The attributions that were selected.
        tried: All candidates, the selected among them.
        text: The report's text.
        layout: Its words.
    """
    board = _Board(standing, len(layout.words))
    stretches = [_words(q, layout) for q in layout.quoted]
    for quotation, words in zip(layout.quoted, stretches, strict=True):
        if quotation.depth == 1 and len(words) >= SHORT_WORDS:
            board.complete(words)
    spoken = [(q, w) for q, w in zip(layout.quoted, stretches, strict=True) if q.depth == 1 and len(w) >= SENTENCE_WORDS]
    before: tuple[Quotation, Ints] | None = None
    for quotation, words in spoken:
        if not board.holders(words):
            holder = board.last_holder(before[1]) if before is not None else None
            if quotation.continues and holder is not None:
                board.give(holder, words)
            elif (candidate := _best(tried, words)) is not None and board.is_free(candidate):
                board.add(candidate, words)
            elif holder is not None and before is not None and _is_paragraph(words, layout) and _next_paragraph(before[1], words, layout):
                board.give(holder, words)
        before = (quotation, words)
    for quotation, words in zip(layout.quoted, stretches, strict=True):
        led = text[max(0, quotation.start - 2) : quotation.start].rstrip().endswith(_LEADS)
        if led and quotation.depth == 1 and len(words) > SHORT_WORDS and not board.holders(words):
            board.extend(words, layout)
    return sorted((_without_tail(f, layout) for f in board.found), key=lambda f: int(min(f.content[0], f.cue[0])))


def _without_tail(one: Found, layout: Layout) -> Found:
    """Return an attribution that opens with a quotation before its cue without the unquoted stretches after the cue."""
    runs = np.split(one.content, np.flatnonzero(np.diff(one.content) > 1) + 1)
    quoted = [(layout.quotation[run] >= 0) for run in runs]
    if len(runs) < 2 or runs[0][-1] > one.cue[0] or not quoted[0].all():
        return one
    kept = [run for run, inside in zip(runs, quoted, strict=True) if run[-1] < one.cue[0] or inside[: LEAD_WORDS + 1].any()]
    return replace(one, content=np.concatenate(kept))


class _Board:
    """Who holds which word."""

    def __init__(self, standing: Sequence[Found], words: int) -> None:
        self.found = list(standing)
        self.content = np.full(words, -1, dtype=np.int64)
        self.cued = np.zeros(words, dtype=bool)
        self.sourced = np.full(words, -1, dtype=np.int64)
        for index, one in enumerate(self.found):
            self._mark(index, one)

    def _mark(self, index: int, one: Found) -> None:
        self.content[one.content] = index
        self.cued[one.cue] = True
        self.sourced[one.source] = index

    def holders(self, words: Ints) -> list[int]:
        """Return who holds content among these words, in the order of their first one."""
        held = self.content[words]
        return list(dict.fromkeys(held[held >= 0].tolist()))

    def last_holder(self, words: Ints) -> int | None:
        held = self.content[words]
        held = held[held >= 0]
        return int(held[-1]) if len(held) else None

    def complete(self, words: Ints) -> None:
        """Give a quotation to its one holder, if that holds most of it already and no cue or source stands in it."""
        holders = self.holders(words)
        if len(holders) != 1 or self.cued[words].any() or (self.sourced[words] >= 0).any():
            return
        if 2 * int((self.content[words] == holders[0]).sum()) >= len(words):
            self.give(holders[0], words)

    def give(self, index: int, words: Ints) -> None:
        free = words[(self.content[words] < 0) & ~self.cued[words] & (self.sourced[words] < 0)]
        one = self.found[index]
        self.found[index] = replace(one, content=np.union1d(one.content, free))
        self.content[free] = index

    def extend(self, words: Ints, layout: Layout) -> None:
        """Give a quotation to whose content ends a few words before it in its sentence, with the words between."""
        first = int(words[0])
        before = np.flatnonzero(self.content[max(0, first - BRIDGE_WORDS - 1) : first] >= 0)
        last = max(0, first - BRIDGE_WORDS - 1) + int(before[-1]) if len(before) else -1
        if last < 0 or layout.sentence[last] != layout.sentence[first]:
            return
        index = int(self.content[last])
        between = np.arange(last + 1, int(words[-1]) + 1)
        if self.found[index].cue[-1] < last and not self.cued[between].any() and (self.sourced[between] < 0).all():
            self.give(index, between)

    def is_free(self, one: Found) -> bool:
        """Whether a candidate's cue and content touch nothing that stands."""
        return not self.cued[one.cue].any() and bool((self.content[one.content] < 0).all()) and bool((self.content[one.cue] < 0).all())

    def add(self, one: Found, words: Ints) -> None:
        self.found.append(one)
        self._mark(len(self.found) - 1, one)
        self.complete(words)


def _words(quotation: Quotation, layout: Layout) -> Ints:
    first, last = np.searchsorted(layout.words[:, 0], [quotation.start, quotation.end])
    return np.arange(first, last)


def _best(tried: Sequence[Found], words: Ints) -> Found | None:
    """Return the surest candidate that holds most of these words."""
    good = [f for f in tried if f.score >= GIVEN_UP and 2 * len(np.intersect1d(f.content, words, assume_unique=True)) >= len(words)]
    return max(good, key=lambda f: (f.score, -int(f.cue[0])), default=None)


def _is_paragraph(words: Ints, layout: Layout) -> bool:
    """Whether a quotation is all of its paragraph, but for a mark."""
    same = layout.paragraph == layout.paragraph[words[0]]
    return int(same.sum()) <= len(words) + 1


def _next_paragraph(before: Ints, words: Ints, layout: Layout) -> bool:
    return int(layout.paragraph[words[0]] - layout.paragraph[before[-1]]) == 1
