"""From the network's scores to attributions: the best path of each cue, and which cues stand.

Everything here is arithmetic over arrays; it knows words by their index, not the text.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["CONTENT", "CUE", "NONE", "SOURCE", "Found", "best_paths", "select"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NONE, SOURCE, CONTENT, CUE = range(4)
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as words of a text.

    Attributes:
        source, cue, content: Indices of words, ascending.
        score: Probability that it is one, 0 to 1.
        attitude: Probability that it is an attitude, 0 to 1.
    """

    source: Ints
    cue: Ints
    content: Ints
    score: float
    attitude: float


def best_paths(potentials: Floats, transitions: Floats, inside: npt.NDArray[np.bool_], start: int) -> npt.NDArray[np.int8]:
    """Return the most probable label of each word for each cue (Viterbi, 1967).

    Args:
        potentials: Shape (cues, words, 8): none, source, content, cue; entering source and content; leaving source and content.
        transitions: Shape (4, 4), from and to.
        inside: Whether the word belongs to the text, shape (cues, words).
        start: Index, along the words, of the cue's first word.

    Returns:
        Labels, shape (cues, words).
    """
    cues, words, _ = potentials.shape
    # Time first: each step then works on one stretch of memory.
    scores = np.ascontiguousarray(potentials.transpose(1, 0, 2))
    emission = np.where(inside.T[:, :, None], scores[..., :4], np.array([0, _NEVER, _NEVER, _NEVER], dtype=np.float32))
    emission[:start, :, CUE] = _NEVER
    emission[start, :, :CUE] = _NEVER
    back = np.zeros((words, cues, 4), dtype=np.int8)
    best = emission[0]
    for at in range(1, words):
        step = np.repeat(transitions[None], cues, axis=0)
        step[:, :, SOURCE:CUE] += scores[at, :, None, 4:6]
        step[:, SOURCE:CUE, :] += scores[at - 1, :, 6:8, None]
        diagonal = np.arange(4)
        step[:, diagonal, diagonal] = transitions[diagonal, diagonal]
        if at > start:
            step[:, :CUE, CUE] = _NEVER
        step += best[:, :, None]
        back[at] = step.argmax(1)
        best = step.max(1) + emission[at]
    labels = np.zeros((words, cues), dtype=np.int8)
    labels[-1] = best.argmax(1)
    rows = np.arange(cues)
    for at in range(words - 1, 0, -1):
        labels[at - 1] = back[at, rows, labels[at]]
    return labels.T


def select(found: list[Found], least: float) -> list[Found]:
    """Return the attributions that stand, in the order of their first words.

    The surest first: one whose cue touches the cue of a surer one, or most of whose content a surer one holds, falls; what is left of a
    content that two claim belongs to the surer one.

    Args:
        found: Candidates.
        least: The score below which none stands.
    """
    standing: list[Found] = []
    taken: set[int] = set()
    cued: set[int] = set()
    for one in sorted(found, key=lambda f: (-f.score, int(f.cue[0]))):
        if one.score < least or not len(one.content):
            continue
        cue = set(one.cue.tolist())
        if cue & cued:
            continue
        free = np.array([w for w in one.content.tolist() if w not in taken], dtype=np.int64)
        if 2 * len(free) < len(one.content):
            continue
        standing.append(Found(source=one.source, cue=one.cue, content=free, score=one.score, attitude=one.attitude))
        taken |= set(free.tolist())
        cued |= cue
    return sorted(standing, key=lambda f: int(min(f.content[0], f.cue[0])))
