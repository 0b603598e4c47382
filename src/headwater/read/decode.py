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
Bools = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.int8]

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


def best_paths(potentials: Floats, transitions: Floats, inside: Bools, start: int) -> Labels:
    """Return the most probable labels of the words around each cue that give it a content (Viterbi, 1967).

    Where the best path of all has no content, the best one through the word that is content most easily is taken instead: an attribution
    says something, and whether there is one is not decided here.

    Args:
        potentials: Shape (cues, words, 8): none, source, content, cue; entering source and content; leaving source and content.
        transitions: Shape (4, 4), from and to.
        inside: Whether the word belongs to the text, shape (cues, words).
        start: Index, along the words, of the cue's first word.

    Returns:
        Labels, shape (cues, words).
    """
    lattice = _Lattice(potentials, transitions, inside, start)
    best, back = lattice.forward()
    labels = _trace_back(back, best[-1].argmax(1))
    bare = np.flatnonzero(~(labels == CONTENT).any(1))
    if len(bare):
        labels[bare] = _through_content(lattice.of(bare), best[:, bare], back[:, bare])
    return labels


class _Lattice:
    """The scores of all paths, time first: each step then works on one stretch of memory."""

    def __init__(self, potentials: Floats, transitions: Floats, inside: Bools, start: int) -> None:
        self._args = (potentials, transitions, inside, start)
        self._scores = np.ascontiguousarray(potentials.transpose(1, 0, 2))
        self._transitions, self._start = transitions, start
        outside = np.array([0, _NEVER, _NEVER, _NEVER], dtype=np.float32)
        self.emission = np.where(inside.T[:, :, None], self._scores[..., :4], outside)
        self.emission[:start, :, CUE] = _NEVER
        self.emission[start, :, :CUE] = _NEVER

    def of(self, cues: Ints) -> "_Lattice":
        """Return the lattice of some cues."""
        potentials, transitions, inside, start = self._args
        return _Lattice(potentials[cues], transitions, inside[cues], start)

    def step(self, at: int) -> Floats:
        """Return the score of each change of label from the word before to this one, shape (cues, from, to)."""
        step = np.repeat(self._transitions[None], self.emission.shape[1], axis=0)
        step[:, :, SOURCE:CUE] += self._scores[at, :, None, 4:6]
        step[:, SOURCE:CUE, :] += self._scores[at - 1, :, 6:8, None]
        diagonal = np.arange(4)
        step[:, diagonal, diagonal] = self._transitions[diagonal, diagonal]
        if at > self._start:
            step[:, :CUE, CUE] = _NEVER
        return step

    def forward(self) -> tuple[Floats, Labels]:
        """Return the best score of a path to each label of each word, and the label before it, both (words, cues, labels)."""
        best = np.empty_like(self.emission)
        back = np.zeros(self.emission.shape, dtype=np.int8)
        best[0] = self.emission[0]
        for at in range(1, len(best)):
            paths = self.step(at) + best[at - 1][:, :, None]
            back[at] = paths.argmax(1)
            best[at] = paths.max(1) + self.emission[at]
        return best, back

    def backward(self) -> tuple[Floats, Labels]:
        """Return the best score of a path from each label of each word on, and the label after it, both (words, cues, labels)."""
        best = np.zeros_like(self.emission)
        ahead = np.zeros(self.emission.shape, dtype=np.int8)
        for at in range(len(best) - 1, 0, -1):
            paths = self.step(at) + (best[at] + self.emission[at])[:, None, :]
            ahead[at - 1] = paths.argmax(2)
            best[at - 1] = paths.max(2)
        return best, ahead


def _trace_back(back: Labels, last: npt.NDArray[np.intp]) -> Labels:
    """Return the labels that lead to a last one, shape (cues, words)."""
    labels = np.zeros(back.shape[:2], dtype=np.int8)
    labels[-1] = last
    rows = np.arange(back.shape[1])
    for at in range(len(back) - 1, 0, -1):
        labels[at - 1] = back[at, rows, labels[at]]
    return np.ascontiguousarray(labels.T)


def _through_content(lattice: _Lattice, best: Floats, back: Labels) -> Labels:
    """Return the best path of each cue that has a content, from the best paths to and from each word's being content."""
    onward, ahead = lattice.backward()
    through = (best + onward)[:, :, CONTENT]
    labels = _trace_back(back, best[-1].argmax(1))
    for row, word in enumerate(through.argmax(0).tolist()):
        if through[word, row] < _NEVER / 2:
            continue  # no word can be content
        one = slice(row, row + 1)
        labels[row, : word + 1] = _trace_back(back[: word + 1, one], np.array([CONTENT]))[0]
        for at in range(word, len(ahead) - 1):
            labels[row, at + 1] = ahead[at, row, labels[row, at]]
    return labels


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score an attribution stands, and from which it may claim what a surer one holds (chosen on PolNeAR's dev)."""

    least: float
    sourceless: float
    contest: float


def select(found: Sequence[Found], thresholds: Thresholds, quotation: Ints | None = None) -> list[Found]:
    """Return the attributions that stand, in the order of their first words.

    The surest first. One whose cue touches the cue of a surer one falls. A stretch of content that a surer one holds stays with it, unless
    the later one is sure enough and its cue nearer, as when two quotations in a row have a speaker each. One that is left with less than
    half of its content falls. One whose cue stands in a surer one's content falls too: speech inside speech is read apart. Not so where the
    cue is outside all quotation marks and its content inside them: there the surer one has claimed another's words.

    Args:
        found: Candidates.
        thresholds: The scores that decide.
        quotation: Index of each word's quotation, -1 outside, shape (words,); `None` where there are no quotations.
    """
    board: list[Found] = []
    holder: dict[int, int] = {}
    cued: set[int] = set()
    for one in sorted(found, key=lambda f: (-f.score, int(f.cue[0]))):
        least = thresholds.least if len(one.source) else thresholds.sourceless
        cue = set(one.cue.tolist())
        if one.score < least or not len(one.content) or cue & cued or (cue <= holder.keys() and not _speaks_up(one, quotation)):
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


def _speaks_up(one: Found, quotation: Ints | None) -> bool:
    """Whether a cue stands outside quotation marks and all it announces inside."""
    return quotation is not None and bool((quotation[one.content] >= 0).all() and (quotation[one.cue] < 0).all())


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
