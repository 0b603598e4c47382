"""Five turns of the sentence at which the network stumbles, all of news that comes through somebody.

"The crates had smoked for days, a foreman has told the Courier": after a verb of telling it sometimes takes the hearer for the content and
leaves the clause before the speaker. A hearer is a noun phrase right after the verb, a content is a clause.

"The dam will not hold, an engineer told the Argus, asking not to be named": it takes the wish for the content.

"The dam will not hold, an engineer was quoted as saying": it takes the speaker for the content.

"Two officials have warned that the dam will not hold, the Argus reported": it sometimes gives the outer speaker the inner one's clause.
What the Argus reported is that they have warned; their warning is read again inside it.

"The Argus quoted two officials as saying that the dam will not hold": inside what the Argus quoted, the officials say it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from headwater.encode import Layout
from headwater.read.decode import Found

__all__ = ["GIVEN_UP", "clause_before", "mend_hearers", "quoted_as_saying", "widen_outer"]

Ints = npt.NDArray[np.int64]

_TELLING = frozenset("tell tells told telling informed informs assured assures".split())
_OPENS_CONTENT = frozenset("that to how why what when where whether who about of \" “ ‘ ' ” :".split())
_ASKING = frozenset("asking requesting insisting".split())
GIVEN_UP = 0.1
"""The score from which a candidate that was given up counts as an inner speaker."""
_AS_SAYING = frozenset("saying telling warning adding claiming denying confirming describing arguing".split())
HEARER_WORDS = 8
"""Longer than this, what follows the verb is no mere hearer."""
CLAUSE_WORDS = 4
"""Shorter than this, what stands before the speaker is no clause."""


def mend_hearers(found: list[Found], text: str, layout: Layout) -> list[Found]:
    """Return the attributions, those that took the hearer for the content with the clause before the speaker instead.

    What is said inside that clause, and is the lesser part of it, falls: it is found again there.
    """
    mended = list(found)
    for one in found:
        said = _quoted_as_saying(one, text, layout) or one
        astray = said is not one or _takes_hearer(one, text, layout) or _takes_cover(one, text, layout)
        clause = clause_before(said, text, layout) if astray else None
        if clause is None or not _among(one, mended):
            continue
        within = [other for other in mended if other is not one and np.isin(_all(other), clause).any()]
        lesser = said is not one or all(2 * len(_all(other)) < len(clause) for other in within)
        if lesser and all(np.isin(_all(other), clause).all() for other in within):
            mended = [replace(said, content=clause) if other is one else other for other in mended if not _among(other, within)]
    return mended


def _all(one: Found) -> Ints:
    return np.concatenate([one.source, one.cue, one.content])


def _among(one: Found, others: Sequence[Found]) -> bool:
    return any(one is other for other in others)


def widen_outer(found: list[Found], tried: Sequence[Found], layout: Layout) -> list[Found]:
    """Return the attributions, a content before its cue widened to the start of its sentence where an inner speaker stands there."""
    held = np.zeros(len(layout.words), dtype=bool)
    for one in found:
        held[one.content] = held[one.cue] = held[one.source] = True
    widened = []
    for one in found:
        inner = next((g for g in tried if _speaks_inside(g, one, layout)), None) if one.content[-1] < one.cue[0] else None
        if inner is not None:
            start = int(min(inner.source[0], inner.cue[0]))
            added = np.arange(start, int(one.content[0]))
            if not held[added].any():
                one = replace(one, content=np.union1d(added, one.content))
                held[added] = True
        widened.append(one)
    return widened


def quoted_as_saying(one: Found, text: str, layout: Layout) -> Found | None:
    """Return who says what inside a content of the form "two officials as saying that …", or `None`."""
    words = [_word(text, layout, at) for at in one.content.tolist()]
    for n in range(1, min(len(words) - 2, HEARER_WORDS)):
        if words[n] == "as" and words[n + 1] in _AS_SAYING:
            return replace(one, source=one.content[:n], cue=one.content[n : n + 2], content=one.content[n + 2 :])
    return None


def _speaks_inside(inner: Found, outer: Found, layout: Layout) -> bool:
    """Whether a candidate says what the outer one is given, with its speaker and cue before that in the same sentence."""
    if not len(inner.source) or not len(inner.content) or inner.score < GIVEN_UP or inner.cue[-1] >= outer.content[0]:
        return False
    if inner.source[-1] >= inner.cue[0] or layout.sentence[inner.source[0]] != layout.sentence[outer.content[0]]:
        return False
    shared = len(np.intersect1d(inner.content, outer.content, assume_unique=True))
    return 2 * shared > len(np.union1d(inner.content, outer.content))


def _word(text: str, layout: Layout, at: int) -> str:
    start, end = layout.words[at]
    return text[start:end].lower()


def _takes_hearer(one: Found, text: str, layout: Layout) -> bool:
    """Whether the content is a few words right after a verb of telling that open no clause."""
    after, content = int(one.cue[-1]) + 1, one.content
    if _word(text, layout, after - 1) not in _TELLING or int(content[0]) != after or len(content) > HEARER_WORDS:
        return False
    in_one_piece = len(content) == int(content[-1]) - after + 1
    return in_one_piece and not any(_word(text, layout, at) in _OPENS_CONTENT for at in content.tolist())


def _quoted_as_saying(one: Found, text: str, layout: Layout) -> Found | None:
    """Return an attribution that took who "was quoted as saying" for the content with that as its source, or `None`."""
    words = [_word(text, layout, at) for at in one.cue.tolist()]
    content = one.content
    beside = int(content[-1]) + 1 == int(one.cue[0]) and len(content) == int(content[-1]) - int(content[0]) + 1
    if len(one.source) or "quoted" not in words or words[-1] not in _AS_SAYING or not beside or len(content) > HEARER_WORDS:
        return None
    return replace(one, source=content)


def _takes_cover(one: Found, text: str, layout: Layout) -> bool:
    """Whether the content is only what the speaker asked of the reporter ("asking not to be named")."""
    first = int(one.content[0])
    return first > int(one.cue[-1]) and _word(text, layout, first - 1) in _ASKING and _word(text, layout, first) in ("not", "that", "for")


def clause_before(one: Found, text: str, layout: Layout) -> Ints | None:
    """Return the words from the start of the sentence to the comma before the speaker, `None` where they are no clause."""
    if not len(one.source) or int(one.source[-1]) >= int(one.cue[0]):
        return None
    speaker = int(one.source[0])
    first = int(np.searchsorted(layout.sentence, layout.sentence[speaker]))
    if speaker - 1 - first < CLAUSE_WORDS or _word(text, layout, speaker - 1) != ",":
        return None
    return np.arange(first, speaker - 1)
