"""The trained reader: one pass of the encoder over a report, the best reading of each cue, and the cues that stand.

What people say inside what they say is read again: a content that holds a word of saying goes through the encoder as a text of its own, and
what is found there is a statement with a parent.
"""

from collections.abc import Sequence

import numpy as np

from headwater.encode import Card, Encoded, Encoder, open_encoder
from headwater.model import Report, Span, Statement
from headwater.read.cues import holds_speech
from headwater.read.decode import CONTENT, CUE, SOURCE, Found, Thresholds, best_paths, select
from headwater.read.forms import stated_by_form, with_forms
from headwater.read.quotes import settle_quotations
from headwater.read.statements import make_statement, paragraphs_to_read, spans_of
from headwater.text import Quotation

__all__ = ["ModelReader", "candidates"]

DEPTH = 3
"""How deep speech inside speech is followed; the invented stories go to 2."""


class ModelReader:
    """Reads with the weights of the package, or with an encoder given."""

    name = "model"

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._encoder = encoder or open_encoder()
        self.version = self._encoder.card.version

    def read(self, report: Report) -> tuple[Statement, ...]:
        """Return the statements of a report, in reading order, each parent before those inside it."""
        return tuple(self._read(report, paragraphs_to_read(report), None, 1))

    def _read(self, report: Report, paragraphs: list[tuple[int, int]], parent: Statement | None, depth: int) -> list[Statement]:
        card = self._encoder.card
        thresholds = Thresholds(least=card.least, sourceless=card.sourceless, contest=card.contest)
        encoded = self._encoder.encode(self._encoder.lay_out(report.text, paragraphs))
        quoted = encoded.layout.quoted
        tried = candidates(encoded, card)
        statements = []
        formal = stated_by_form(report.text, encoded.layout) if parent is None else []
        standing = settle_quotations(with_forms(select(tried, thresholds), formal), tried, encoded.layout)
        for found in standing:
            one = self._statement(report, encoded, found, quoted, parent)
            if parent is not None and not _inside(one, parent):
                continue
            statements.append(one)
            if depth < DEPTH and any(holds_speech(report.text[s.start : s.end]) for s in one.content):
                statements += self._read(report, [(s.start, s.end) for s in one.content], one, depth + 1)
        return statements

    def _statement(
        self, report: Report, encoded: Encoded, found: Found, quoted: Sequence[Quotation], parent: Statement | None
    ) -> Statement:
        offsets, paragraph = encoded.layout.words, encoded.layout.paragraph

        def spans(words: Sequence[int]) -> tuple[Span, ...]:
            return spans_of(words, offsets, paragraph)  # type: ignore[arg-type]

        return make_statement(
            report,
            quoted,
            source=spans(found.source.tolist()),
            cue=spans(found.cue.tolist()),
            content=spans(found.content.tolist()),
            score=found.score,
            kind="attitude" if found.attitude >= self._encoder.card.attitude else "statement",
            parent=parent.id if parent else None,
        )


def candidates(encoded: Encoded, card: Card) -> list[Found]:
    """Return every candidate cue with its best reading, as words of the text."""
    labels = best_paths(encoded.potentials, card.transitions, encoded.inside, card.before)
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


def _inside(one: Statement, parent: Statement) -> bool:
    """Whether a statement lies within its parent's content and is not the whole of it."""
    words = sum(s.end - s.start for s in one.content)
    return bool(one.cue) and words < sum(s.end - s.start for s in parent.content)
