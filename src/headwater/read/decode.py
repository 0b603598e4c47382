"""From the network's scores to attributions: the best path of each cue, and which cues stand.

Everything here is arithmetic over arrays; it knows words by their index, not the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

__all__ = ["CONTENT", "CUE", "NONE", "SOURCE", "Found", "Thresholds", "best_paths", "select"]

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


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score an attribution stands, and from which it may claim what a surer one holds (chosen on PolNeAR's dev)."""

    least: float
    sourceless: float
    contest: float


def select(found: Sequence[Found], thresholds: Thresholds) -> list[Found]:
    """Return the attributions that stand, in the order of their first words.

    The surest first. One whose cue touches the cue of a surer one falls. A stretch of content that a surer one holds stays with it, unless
    the later one is sure enough and its cue nearer, as when two quotations in a row have a speaker each. One that is left with less than
    half of its content falls.

    Args:
        found: Candidates.
        thresholds: The scores that decide.
    """
    board: list[Found] = []
    holder: dict[int, int] = {}
    cued: set[int] = set()
    for one in sorted(found, key=lambda f: (-f.score, int(f.cue[0]))):
        least = thresholds.least if len(one.source) else thresholds.sourceless
        cue = set(one.cue.tolist())
        if one.score < least or not len(one.content) or cue & cued:
            continue
        kept, won = _claims(one, board, holder, contest=one.score >= thresholds.contest)
        if 2 * (len(kept) + len(won)) < len(one.content):
            continue
        for index in {holder[word] for word in won}:
            other = board[index]
            board[index] = replace(other, content=np.setdiff1d(other.content, won))
        content = np.array(sorted(kept + won), dtype=np.int64)
        holder |= dict.fromkeys(content.tolist(), len(board))
        cued |= cue
        board.append(replace(one, content=content))
    return sorted((f for f in board if len(f.content)), key=lambda f: int(min(f.content[0], f.cue[0])))


def _claims(one: Found, board: list[Found], holder: dict[int, int], *, contest: bool) -> tuple[list[int], list[int]]:
    """Return the words of a content that nobody holds, and those that it wins from who holds them."""
    kept, won = [], []
    for run in np.split(one.content, np.flatnonzero(np.diff(one.content) > 1) + 1):
        held: dict[int, list[int]] = {}
        for word in run.tolist():
            if word in holder:
                held.setdefault(holder[word], []).append(word)
            else:
                kept.append(word)
        for index, words in held.items():
            other = board[index]
            if contest and len(other.content) > len(words) and _gap(one, words) < _gap(other, words):
                won += words
    return kept, won


def _gap(one: Found, words: list[int]) -> int:
    """Return how many words lie between a cue and a stretch of content."""
    return int(max(words[0] - one.cue[-1], one.cue[0] - words[-1], 0))
