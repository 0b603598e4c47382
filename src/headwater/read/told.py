"""Whom a thing was told is not what was told.

"The crates had smoked for days, a foreman has told the Courier": after a verb of telling the network sometimes takes the hearer for the
content and leaves the sentence before the speaker. A hearer is a noun phrase right after the verb, a content is a clause.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from headwater.encode import Layout
from headwater.read.decode import Found

__all__ = ["mend_hearers"]

Ints = npt.NDArray[np.int64]

_TELLING = frozenset("tell tells told telling informed informs assured assures".split())
_OPENS_CONTENT = frozenset("that to how why what when where whether who about of \" “ ‘ ' ” :".split())
HEARER_WORDS = 8
"""Longer than this, what follows the verb is no mere hearer."""
CLAUSE_WORDS = 4
"""Shorter than this, what stands before the speaker is no clause."""


def mend_hearers(found: list[Found], text: str, layout: Layout) -> list[Found]:
    """Return the attributions, those that took the hearer for the content with the clause before the speaker instead."""
    held = np.zeros(len(layout.words), dtype=bool)
    for one in found:
        held[one.content] = held[one.cue] = held[one.source] = True
    mended = []
    for one in found:
        clause = _clause_before(one, text, layout) if _takes_hearer(one, text, layout) else None
        if clause is not None and not held[clause].any():
            one = replace(one, content=clause)
            held[clause] = True
        mended.append(one)
    return mended


def _word(text: str, layout: Layout, at: int) -> str:
    start, end = layout.words[at]
    return text[start:end].lower()


def _takes_hearer(one: Found, text: str, layout: Layout) -> bool:
    """Whether the content is a few words right after a verb of telling that open no clause."""
    after, content = int(one.cue[-1]) + 1, one.content
    if _word(text, layout, after - 1) not in _TELLING or int(content[0]) != after or len(content) > HEARER_WORDS:
        return False
    return len(content) == int(content[-1]) - after + 1 and _word(text, layout, after) not in _OPENS_CONTENT


def _clause_before(one: Found, text: str, layout: Layout) -> Ints | None:
    """Return the words from the start of the sentence to the comma before the speaker."""
    if not len(one.source) or int(one.source[-1]) >= int(one.cue[0]):
        return None
    speaker = int(one.source[0])
    first = int(np.searchsorted(layout.sentence, layout.sentence[speaker]))
    if speaker - 1 - first < CLAUSE_WORDS or _word(text, layout, speaker - 1) != ",":
        return None
    return np.arange(first, speaker - 1)
