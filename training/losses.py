"""What training minimises: the CRF's negative log likelihood, computed as a tree so that it is quick on a CPU."""

import torch
from torch import Tensor

from training.network import BEFORE, LABELS

__all__ = ["crf_loss", "crf_scores", "step_scores"]

CUE = 3
NEVER = -1e4


def crf_scores(potentials: Tensor, transitions: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
    """Return the first word's scores, shape (cues, labels), and each later step's, shape (cues, words - 1, from, to).

    The cue's start holds label cue and nothing before it does; after it a cue only goes on.

    Args:
        potentials: Shape (cues, words, 8): four labels, entering source and content, leaving source and content.
        transitions: Shape (labels, labels).
        inside: Whether a word belongs to the report, shape (cues, words); the others are none.
    """
    cues, words, _ = potentials.shape
    emission = potentials[..., :LABELS]
    outside = torch.tensor([0.0, NEVER, NEVER, NEVER]).expand(cues, words, LABELS)
    emission = torch.where(inside[..., None], emission, outside)
    allowed = torch.zeros(words, LABELS)
    allowed[:BEFORE, CUE] = NEVER
    allowed[BEFORE, :CUE] = NEVER
    emission = emission + allowed
    return emission[:, 0], step_scores(potentials, transitions) + emission[:, 1:, None, :]


def step_scores(potentials: Tensor, transitions: Tensor) -> Tensor:
    """Return the score of each change of label, shape (cues, words - 1, from, to)."""
    cues, words, _ = potentials.shape
    zero = potentials.new_zeros(cues, words - 1, 1)
    enter = torch.cat([zero, potentials[:, 1:, 4:6], zero], -1)[:, :, None, :]
    leave = torch.cat([zero, potentials[:, :-1, 6:8], zero], -1)[:, :, :, None]
    changes = 1 - torch.eye(LABELS)
    late_cue = torch.zeros(words - 1, LABELS, LABELS)
    late_cue[BEFORE:, :CUE, CUE] = NEVER
    return transitions + (enter + leave) * changes + late_cue


def crf_loss(potentials: Tensor, transitions: Tensor, inside: Tensor, labels: Tensor) -> Tensor:
    """Return the negative log likelihood of each cue's labels, shape (cues,).

    Lafferty, McCallum and Pereira, Conditional Random Fields (ICML 2001); the sum over paths by pairwise products in the log semiring.
    """
    first, steps = crf_scores(potentials, transitions, inside)
    path = torch.gather(first, 1, labels[:, :1])[:, 0]
    moves = (labels[:, :-1] * LABELS + labels[:, 1:])[..., None]
    path = path + torch.gather(steps.flatten(2), 2, moves)[..., 0].sum(1)
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            first, steps = torch.logsumexp(first[:, :, None] + steps[:, 0], 1), steps[:, 1:]
        steps = torch.logsumexp(steps[:, ::2, :, :, None] + steps[:, 1::2, None, :, :], 3)
    total = torch.logsumexp(first[:, :, None] + steps[:, 0], (1, 2))
    return total - path
