"""The trained reader: one pass of the encoder over a report, the best reading of each cue, and the cues that stand.

What people say inside what they say is read again: a content that holds a word of saying, or a cue that was given up, goes through the
encoder as a text of its own, and what is found there is a statement with a parent.
"""

import re
from collections.abc import Sequence

import numpy as np

from headwater.encode import Card, Encoded, Encoder, open_encoder
from headwater.model import Report, Span, Statement, reading_order
from headwater.read.alone import attach_lone_quotations, part_paragraphs
from headwater.read.cues import holds_speech
from headwater.read.decode import CONTENT, CUE, SOURCE, Found, Thresholds, best_paths, select
from headwater.read.forms import stated_by_form, with_forms
from headwater.read.frames import mend_counts, mend_headline, with_frames
from headwater.read.given_up import with_given_up
from headwater.read.quotes import settle_quotations
from headwater.read.sources import mend_sources, split_contraction
from headwater.read.statements import Roles, make_statement, paragraphs_to_read, spans_of
from headwater.read.told import GIVEN_UP, mend_hearers, quoted_as_saying, widen_outer
from headwater.text import Quotation

__all__ = ["ModelReader", "candidates"]

Offsets = tuple[int, int]

INNER = 0.6
"""The score from which speech inside speech stands. PolNeAR marks none, so it is set by eye: most below it are noise."""


class ModelReader:
    """Reads with the weights of the package, or with an encoder given."""

    name = "model"

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._encoder = encoder or open_encoder()
        self.version = self._encoder.card.version

    def read(self, report: Report) -> tuple[Statement, ...]:
        """Return the statements of a report, in reading order, each parent before those inside it."""
        made: dict[tuple[Span, ...], Statement] = {}
        self._read(report, paragraphs_to_read(report), None, made)
        return tuple(sorted(made.values(), key=reading_order))

    def _read(self, report: Report, paragraphs: list[Offsets], parent: Statement | None, made: dict[tuple[Span, ...], Statement]) -> None:
        """Add the statements of some paragraphs to those made, by their cue; a cue that was read from outside is not read again."""
        encoded = self._encoder.encode(self._encoder.lay_out(report.text, paragraphs))
        tried = candidates(encoded, self._encoder.card)
        here = []
        for found in self._found(report.text, encoded, tried, whole=parent is None):
            one = self._statement(report, encoded, found, parent)
            if one.cue not in made and (parent is None or _inside(one, parent, report.text)):
                made[one.cue] = one
                here.append((one, found))
        for one, found in here:
            inner = quoted_as_saying(found, report.text, encoded.layout)
            if inner is not None:
                within = self._statement(report, encoded, inner, one)
                made[within.cue] = within
            elif any(holds_speech(report.text[s.start : s.end]) for s in one.content) or _holds_cue(found, tried):
                self._read(report, [_bare(s, encoded.layout.quoted) for s in one.content], one, made)

    def _found(self, text: str, encoded: Encoded, tried: list[Found], *, whole: bool) -> list[Found]:
        """Return the attributions of a text; the form of the page counts only in a whole one."""
        card, layout = self._encoder.card, encoded.layout
        found = select(tried, Thresholds(least=card.least, sourceless=card.sourceless, contest=card.contest), layout.quotation)
        if whole:
            found = with_forms(found, stated_by_form(text, layout))
        if whole:
            found = mend_headline(with_given_up(found, tried, text, layout), text, layout)
        found = part_paragraphs(settle_quotations(found, tried, text, layout), layout)
        found = mend_sources(attach_lone_quotations(found, text, layout), text, layout)
        found = widen_outer(mend_hearers(found, text, layout), tried, layout)
        return with_frames(mend_counts(found, text, layout), text, layout) if whole else found

    def _statement(self, report: Report, encoded: Encoded, found: Found, parent: Statement | None) -> Statement:
        layout = encoded.layout
        offsets, paragraph = layout.words.tolist(), layout.paragraph.tolist()
        roles = Roles(*(spans_of(words.tolist(), offsets, paragraph) for words in (found.source, found.cue, found.content)))
        return make_statement(
            report,
            layout.quoted,
            split_contraction(roles, report.text),
            score=found.score,
            kind="attitude" if found.attitude >= self._encoder.card.attitude else "statement",
            parent=parent.id if parent else None,
        )


def candidates(encoded: Encoded, card: Card) -> list[Found]:
    """Return every candidate cue with its best reading, as words of the text."""
    potentials = encoded.potentials.copy()
    potentials[:, :, SOURCE] += card.lean
    labels = best_paths(potentials, card.transitions, encoded.inside, card.before)
    chance = 1 / (1 + np.exp(-np.column_stack([encoded.odds, encoded.verdicts])))
    return [
        Found(
            source=around[row == SOURCE],
            cue=around[row == CUE],
            content=around[row == CONTENT],
            score=float(verdict**card.blend * start ** (1 - card.blend)),
            attitude=float(attitude),
        )
        for around, row, (start, verdict, attitude) in zip(encoded.around, labels, chance, strict=True)
    ]


def _bare(span: Span, quoted: Sequence[Quotation]) -> Offsets:
    """Return a span without the quotation marks around it: inside them, who speaks is to be read as in a text of its own."""
    around = next((q for q in quoted if q.start == span.start and q.end >= span.end - 1 and q.inner_start < q.inner_end), None)
    return (span.start, span.end) if around is None else (around.inner_start, min(around.inner_end, span.end))


def _holds_cue(one: Found, tried: Sequence[Found]) -> bool:
    """Whether a candidate with a source that was given up has its cue in a content: an inner speaker, perhaps."""
    content = set(one.content.tolist())
    return any(g.score >= GIVEN_UP and len(g.source) and int(g.cue[0]) in content and int(g.cue[-1]) in content for g in tried)


def _inside(one: Statement, parent: Statement, text: str) -> bool:
    """Whether speech inside speech is sure enough, by somebody, and less than what its parent says; so the reading ends."""
    shorter = sum(s.end - s.start for s in one.content) < sum(s.end - s.start for s in parent.content)
    somebody = bool(one.source) and _NOBODY.match(text, one.source[0].start) is None
    return shorter and somebody and one.score >= INNER


_NOBODY = re.compile(r"(?:nobody|no[ -]one|nothing)\b", re.IGNORECASE)
"""How a source begins that is none: "Nobody on the board asked a single question"."""
