"""Words and offsets made into statements: what every reader does last."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from headwater.ids import statement_id
from headwater.model import Kind, Report, Span, Statement
from headwater.text import Quotation, form_of, paragraph_spans

__all__ = ["Roles", "make_statement", "paragraphs_to_read", "spans_of"]

Offsets = tuple[int, int]


def paragraphs_to_read(report: Report) -> list[Offsets]:
    """Return the offsets of the blocks that are read, in order: all but furniture; the lines of a report without blocks."""
    if not report.blocks:
        return paragraph_spans(report.text)
    return [(b.start, b.end) for b in report.blocks if b.kind != "furniture"]


def spans_of(words: Sequence[int], offsets: Sequence[Sequence[int]], paragraph: Sequence[int]) -> tuple[Span, ...]:
    """Return the spans that some words cover: neighbouring words of a paragraph share one.

    Args:
        words: Indices of words, ascending.
        offsets: Start and end of every word of the report, shape (words, 2).
        paragraph: Index of every word's paragraph, shape (words,).
    """
    runs: list[list[int]] = []
    for word in words:
        if runs and word == runs[-1][1] + 1 and paragraph[word] == paragraph[runs[-1][1]]:
            runs[-1][1] = word
        else:
            runs.append([word, word])
    return tuple(Span(start=int(offsets[a][0]), end=int(offsets[b][1])) for a, b in runs)


class Roles(NamedTuple):
    """The spans of an attribution: who, by which words, what."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def make_statement(
    report: Report,
    quoted: Iterable[Quotation],
    roles: Roles,
    *,
    score: float,
    kind: Kind = "statement",
    parent: str | None = None,
) -> Statement:
    """Return a statement with its id and its form. The score is rounded to four places, so that it prints alike everywhere."""
    return Statement(
        id=statement_id(report.id, roles.cue, roles.content),
        kind=kind,
        form=form_of([(s.start, s.end) for s in roles.content], list(quoted), report.text),
        source=roles.source,
        cue=roles.cue,
        content=roles.content,
        score=round(min(max(score, 0.0), 1.0), 4),
        parent=parent,
    )
