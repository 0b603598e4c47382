"""Statements that the form of the page gives without a verb: signed quotations and the turns of a transcript.

    “We were never asked.” — Odile Ferrant            the dash is the cue
    HARROW: We expect a full account.                 the colon is the cue, and the turn runs to the next speaker's

Running text trains no model for these, and none is needed.
"""

import re

import numpy as np

from headwater.encode import Layout
from headwater.read.decode import Found

__all__ = ["stated_by_form", "with_forms"]

SURE = 0.9
"""Score of a statement by form: on PolNeAR's train and dev 24 of 26 signatures and 22 of 23 turns are marked so."""
TURNS = 2
"""Speakers' labels that a text needs before it is taken for a transcript: one alone is a rubric ("UPDATE: …")."""

_SIGNATURE = re.compile(r"[”\"’'»]\s*(?P<dash>[―—–]|--?)\s*(?P<who>[^\W\d_a-zà-ÿ][^\n”\"“,;:]{1,60}?)[\s.]*$")
_LABEL = re.compile(r"(?P<mark>[\"“'‘]?)(?P<who>[A-ZÀ-Þ][A-ZÀ-Þ.'’ \-]{2,40})(?P<colon>:)\s*(?=\S)")


def stated_by_form(text: str, layout: Layout) -> list[Found]:
    """Return the statements that the form of the page gives, in reading order."""
    if not len(layout.words):
        return []
    paragraphs = _paragraphs(layout)
    return sorted(_signed(text, layout, paragraphs) + _turns(text, layout, paragraphs), key=lambda f: int(f.content[0]))


def with_forms(found: list[Found], formal: list[Found]) -> list[Found]:
    """Return the attributions found and those by form; what touches one of these falls, and is found again inside it if it is there."""
    if not formal:
        return found
    taken = np.concatenate([np.concatenate([f.source, f.cue, f.content]) for f in formal])
    return formal + [f for f in found if not np.isin(np.concatenate([f.source, f.cue, f.content]), taken).any()]


def _paragraphs(layout: Layout) -> list[tuple[int, int]]:
    """Return the first word of each paragraph and the word after its last."""
    edges = np.flatnonzero(layout.place == 2).tolist()
    return list(zip(edges, [*edges[1:], len(layout.words)], strict=True))


def _signed(text: str, layout: Layout, paragraphs: list[tuple[int, int]]) -> list[Found]:
    found = []
    for first, last in paragraphs:
        start, end = int(layout.words[first][0]), int(layout.words[last - 1][1])
        m = _SIGNATURE.search(text, start, end)
        if m is None or not any(q.start == start and q.depth == 1 for q in layout.quoted):
            continue
        dash, who = _at(layout, m.start("dash")), _at(layout, m.start("who"))
        signed = _at(layout, m.end("who"))
        if first < dash < who < signed:
            found.append(_found(range(who, signed), range(dash, who), range(first, dash)))
    return found


def _turns(text: str, layout: Layout, paragraphs: list[tuple[int, int]]) -> list[Found]:
    labels = [_LABEL.match(text, int(layout.words[a][0]), int(layout.words[b - 1][1])) for a, b in paragraphs]
    if sum(label is not None for label in labels) < TURNS or len({m["who"] for m in labels if m}) < TURNS:
        return []
    found = []
    for n, ((first, last), label) in enumerate(zip(paragraphs, labels, strict=True)):
        if label is None:
            continue
        stop = last
        for (begin, end), other in zip(paragraphs[n + 1 :], labels[n + 1 :], strict=True):
            if other is not None or not label["mark"] or text[int(layout.words[begin][0])] != label["mark"]:
                break
            stop = end
        colon = _at(layout, label.start("colon"))
        who = _at(layout, label.start("who"))
        if first <= who < colon < stop - 1:
            found.append(_found(range(who, colon), range(colon, colon + 1), range(colon + 1, stop)))
    return found


def _at(layout: Layout, offset: int) -> int:
    """Return the index of the first word at or after an offset."""
    return int(np.searchsorted(layout.words[:, 0], offset))


def _found(source: range, cue: range, content: range) -> Found:
    return Found(source=np.array(source), cue=np.array(cue), content=np.array(content), score=SURE, attitude=0.0)
