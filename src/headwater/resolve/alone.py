"""Whom a pronoun means where its paragraph leaves no choice: the only person of it, the body that spoke in the sentence before."""

from collections.abc import Sequence

import numpy as np

from headwater.resolve.salience import Bools, Ints, Mentions

__all__ = ["lone_person", "telling_body"]

ARTICLE_CHARS = 4
"""Characters of an article before the name that opens a sentence."""


def lone_person(m: Mentions, row: int, agreeing: Bools) -> int:
    """Return the row of the only person of an anaphor's paragraph before it, outside quotations; -1 where there is none, or are several.

    One who stands in the anaphor's own sentence alone may be spoken of: in "A new head, she said, will come" another speaks.

    Args:
        m: The mentions of the report.
        row: That of the anaphor.
        agreeing: Which mentions are of actors that the anaphor can stand for.
    """
    first = int(np.searchsorted(m.paragraph, m.paragraph[row]))
    near = m.live[first:row] & m.someone[first:row] & (m.quote[first:row] < 0) & (m.end[first:row] <= m.start[row])
    rows: Ints = np.flatnonzero(near) + first
    if not len(rows) or len(np.unique(m.actor[rows])) > 1 or not agreeing[rows[-1]]:
        return -1
    before: Ints = rows[m.sentence[rows] < m.sentence[row]]
    return int(rows[-1]) if len(before) and not m.possessor[before].all() else -1


def telling_body(m: Mentions, row: int, agreeing: Bools, sentences: Sequence[tuple[int, int]]) -> int:
    """Return the row of the body that spoke in the sentence before, or opens it, for an "it" that opens its own; -1 where there is none.

    Args:
        m: The mentions of the report.
        row: That of the anaphor.
        agreeing: Which mentions are of actors that the anaphor can stand for.
        sentences: Where the report's sentences start and end.
    """
    sentence = int(m.sentence[row])
    if not m.opens[row] or not sentence:
        return -1
    same = (m.sentence[:row] == sentence - 1) & (m.paragraph[:row] == m.paragraph[row]) & (m.quote[:row] < 0)
    able: Ints = np.flatnonzero(m.live[:row] & same & m.body[:row] & agreeing[:row])
    spoke: Ints = able[m.speaker[able]]
    if len(spoke):
        return int(spoke[0]) if len(spoke) == 1 else -1
    first = int(able[0]) if len(able) else -1
    opens = first >= 0 and m.start[first] - sentences[sentence - 1][0] <= ARTICLE_CHARS
    return first if opens and m.subject[first] else -1
