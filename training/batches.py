"""Groups of reports as tensors: the windows that go in, and what should come out."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from headwater.encode.layout import WINDOW_PIECES, Layout, graph_inputs
from training.corpus import Example
from training.network import AFTER, BEFORE, Batch

__all__ = ["Targets", "batches", "make_batch", "make_targets"]

Ints = npt.NDArray[np.int64]
CUE = 3
SHORTEST_FIRST = 60


@dataclass(slots=True)
class Targets:
    """What should come out for the words of a batch.

    Attributes:
        cues: First word of each attribution's cue, as an index into the batch's words, shape (cues,).
        labels: Role of each word around each cue, shape (cues, before + 1 + after).
        attitude: 1 attitude, 0 statement, -1 not known, shape (cues,).
        flat: Whether a word is part of any source, content, cue, shape (words, 3).
        counted: Whether a word counts, shape (words,).
        low, high: First and last word of each word's report, shape (words,).
    """

    cues: Tensor
    labels: Tensor
    attitude: Tensor
    flat: Tensor
    counted: Tensor
    low: Tensor
    high: Tensor


def batches(pool: Sequence[Example], pieces: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield groups of reports of about so many pieces, in random order."""
    group: list[Example] = []
    size = 0
    for one in rng.sample(list(pool), len(pool)):
        if group and size + len(one.layout.pieces) > pieces:
            yield group
            group, size = [], 0
        group.append(one)
        size += len(one.layout.pieces)
    if group:
        yield group


def make_batch(layouts: Sequence[Layout], rng: random.Random | None = None) -> Batch:
    """Return the windows of some texts as one batch, each text cut anew at random where `rng` is given."""
    firsts = [rng.randint(SHORTEST_FIRST, WINDOW_PIECES) if rng else WINDOW_PIECES for _ in layouts]
    return Batch(**{k: torch.from_numpy(v) for k, v in graph_inputs(layouts, firsts).items()})


def make_targets(group: Sequence[Example]) -> Targets:
    """Return what should come out for a group of reports."""
    sizes = np.array([len(g.layout.words) for g in group])
    bases = np.cumsum(sizes) - sizes
    t = torch.from_numpy
    return Targets(
        cues=t(np.concatenate([g.cues + base for g, base in zip(group, bases, strict=True)])),
        labels=t(np.concatenate([_around(g) for g in group])),
        attitude=t(np.concatenate([g.attitude for g in group])),
        flat=t(np.concatenate([np.stack([(g.labels == n).any(0) for n in (1, 2, 3)], 1) for g in group])).float(),
        counted=t(np.concatenate([~g.masked for g in group])).float(),
        low=t(np.repeat(bases, sizes)),
        high=t(np.repeat(bases + sizes - 1, sizes)),
    )


def _around(one: Example) -> Ints:
    """Return the labels of the words around each cue, none outside the report, the cue as one run from its start."""
    out = np.zeros((len(one.cues), BEFORE + 1 + AFTER), dtype=np.int64)
    for row, labels, cue in zip(out, one.labels, one.cues.tolist(), strict=True):
        low, high = max(0, cue - BEFORE), min(len(labels), cue + AFTER + 1)
        row[low - cue + BEFORE : high - cue + BEFORE] = labels[low:high]
        run = np.cumprod(row[BEFORE:] == CUE)
        row[:BEFORE][row[:BEFORE] == CUE] = 0
        row[BEFORE:][(row[BEFORE:] == CUE) & (run == 0)] = 0
    return out
