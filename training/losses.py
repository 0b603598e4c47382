"""What training minimises. The CRF's sum over paths is computed as a tree, so that it is quick on a CPU."""

import torch
from torch import Tensor
from torch.nn import functional as F

from training.batches import Targets
from training.network import AFTER, BEFORE, LABELS, Batch, Network

__all__ = ["crf_loss", "crf_scores", "step_scores", "training_losses"]

WEIGHTS = {"start": 1.0, "path": 0.15, "verdict": 1.0, "flat": 1.0, "attitude": 0.5}
"""Weights of the parts, so that none drowns the others in the first epoch."""
NEAR_MISS = -3.0
"""Log-odds from which a word that starts no cue is a near miss, on which the verdict learns to say no."""

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


def training_losses(net: Network, batch: Batch, targets: Targets, *, judge: bool) -> dict[str, Tensor]:
    """Return the weighted losses of a batch.

    Args:
        net: The network.
        batch: Windows of some reports.
        targets: What should come out.
        judge: Also train the verdict, on the cues and on the near misses; no use before the network knows cues at all.
    """
    n = len(targets.cues)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = net.words(batch)
        start = net.start(states)[:, 0].float()
        flat = net.flat(states).float()
        is_cue = torch.zeros(len(start)).index_fill_(0, targets.cues, 1.0)
        cues = torch.cat([targets.cues, _near_misses(start.detach(), is_cue, targets)]) if judge else targets.cues
        low, high = targets.low[cues], targets.high[cues]
        potentials, verdict = net.reader(
            states, start.detach().sigmoid(), batch.word_quote, batch.sentence, batch.paragraph, cues, low, high
        )
    at = targets.cues[:, None] + torch.arange(-BEFORE, AFTER + 1)[None]
    inside = (at >= low[:n, None]) & (at <= high[:n, None])
    path = crf_loss(potentials[:n].float(), net.transitions, inside, targets.labels)
    verdict = verdict.float()
    known = torch.nonzero(targets.attitude >= 0)[:, 0]
    each = max(n, 1)
    parts = {
        "start": (_log_loss(start, is_cue) * targets.counted).sum() / each,
        "path": path.sum() / each,
        "flat": (_log_loss(flat, targets.flat) * targets.counted[:, None]).sum() / targets.counted.sum().clamp(min=1),
    }
    if judge:
        parts["verdict"] = _log_loss(verdict[:, 0], (torch.arange(len(cues)) < n).float()).sum() / each
    if len(known):
        parts["attitude"] = _log_loss(verdict[known, 1], targets.attitude[known].float()).mean()
    return {name: WEIGHTS[name] * part for name, part in parts.items()}


def _near_misses(start: Tensor, is_cue: Tensor, targets: Targets) -> Tensor:
    """Return the words that look most like a cue and start none, half as many as there are cues and four."""
    odds = start.masked_fill((is_cue > 0) | (targets.counted < 1), -99.0)
    most = min(len(targets.cues) // 2 + 4, len(odds))
    best = odds.topk(most)
    return best.indices[best.values > NEAR_MISS]


def _log_loss(odds: Tensor, truth: Tensor) -> Tensor:
    return F.binary_cross_entropy_with_logits(odds, truth, reduction="none")
