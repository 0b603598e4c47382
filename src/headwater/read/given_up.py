"""Candidates that the network gave up and the words speak for.

It is trained on one year's political news, and doubts what that year seldom says. A candidate with a source that touches nothing that
stands is taken up again where its words are sure: a verb of saying or telling; somebody who puts a number *at* so many; a witness, or a
reporter, who saw or counted.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from headwater.encode import Layout
from headwater.read.cues import VERBS
from headwater.read.decode import Found

__all__ = ["with_given_up"]

SAYING_LEAST = 0.2
"""The score from which a given-up candidate with a verb of saying stands: on PolNeAR's dev 10 of the 14 from 0.2 to 0.4 are marked so."""
SURE_LEAST = 0.1
"""The same where the words around the verb are sure as well."""
_PASSIVE = frozenset("is are was were be been being".split())
_PUTTING = frozenset("put puts place places placed peg pegs pegged estimate estimates estimated make makes made".split())
_PERCEIVING = frozenset("saw heard counted watched witnessed observed seen see sees counts hears watches".split())
_OBSERVERS = frozenset(
    "reporter reporters correspondent correspondents journalist journalists photographer photographers crew crews witness witnesses".split()
)


def with_given_up(found: Sequence[Found], tried: Sequence[Found], text: str, layout: Layout) -> list[Found]:
    """Return the attributions that stand and the candidates whose words speak for them, in the order of their first words."""
    held = np.zeros(len(layout.words), dtype=bool)
    for one in found:
        held[one.content] = held[one.cue] = held[one.source] = True
    taken = list(found)
    for one in sorted(tried, key=lambda f: (-f.score, int(f.cue[0]))):
        if one.score >= SURE_LEAST and len(one.source) and not _touches(one, held) and _is_sure(one, text, layout):
            taken.append(one)
            held[one.content] = held[one.cue] = held[one.source] = True
    return sorted(taken, key=lambda f: int(min(f.content[0], f.cue[0])))


def _touches(one: Found, held: npt.NDArray[np.bool_]) -> bool:
    return bool(held[one.cue].any() or held[one.content].any())


def _is_sure(one: Found, text: str, layout: Layout) -> bool:
    cue, source, content = (_low(text, layout, words) for words in (one.cue, one.source, one.content))
    if one.score >= SAYING_LEAST and one.attitude < 0.5 and _says(cue):
        return True
    if _says(cue) and content[0] == "that" and int(one.content[0]) == int(one.cue[-1]) + 1:
        return True
    if not _PUTTING.isdisjoint(cue) and "at" in content:
        return any(word[0].isdigit() for word in content[content.index("at") :])
    return not _PERCEIVING.isdisjoint(cue) and not _OBSERVERS.isdisjoint(source)


def _says(cue: list[str]) -> bool:
    known = [VERBS[word] for word in cue if word in VERBS]
    return bool(known) and known[-1].frame in ("says", "tells") and _PASSIVE.isdisjoint(cue)


def _low(text: str, layout: Layout, words: npt.NDArray[np.int64]) -> list[str]:
    return [text[start:end].lower() for start, end in layout.words[words]]
