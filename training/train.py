"""Train the reader: `python -m training.train --data DIR --encoder FILE --out DIR`.

One command, one seed, one log. Checkpoints go to `--out`, which belongs outside the repository.
"""

import argparse
import dataclasses
import json
import math
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  PyTorch's own name for it

from headwater.encode.layout import Layout, graph_inputs
from training.corpus import Example, examples, read_rows
from training.losses import crf_loss
from training.network import AFTER, BEFORE, Batch, Network, Sizes, load_pretrained


def make_batch(layouts: list[Layout], firsts: list[int]) -> Batch:
    """Return the windows of some texts as one batch; `firsts` bounds the first window of each."""
    arrays = graph_inputs(layouts, firsts)
    report = np.concatenate([np.full(len(one.words), n) for n, one in enumerate(layouts)])
    return Batch(**{k: torch.from_numpy(v) for k, v in arrays.items()}, report=torch.from_numpy(report))


def batches(pool: list[Example], pieces: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield groups of reports of about so many pieces, in random order."""
    order = rng.sample(pool, len(pool))
    group: list[Example] = []
    size = 0
    for one in order:
        if group and size + len(one.layout.pieces) > pieces:
            yield group
            group, size = [], 0
        group.append(one)
        size += len(one.layout.pieces)
    if group:
        yield group


def window_labels(labels: np.ndarray, cue: int) -> np.ndarray:  # type: ignore[type-arg]
    """Return the labels of the words around a cue, none outside the report."""
    out = np.zeros(BEFORE + 1 + AFTER, dtype=np.int64)
    low, high = max(0, cue - BEFORE), min(len(labels), cue + AFTER + 1)
    out[low - cue + BEFORE : high - cue + BEFORE] = labels[low:high]
    return out


def losses(net: Network, group: list[Example], rng: random.Random, hard: bool) -> dict[str, Tensor]:
    """Return the losses of a group of reports."""
    firsts = [rng.randint(60, 254) for _ in group]
    batch = make_batch([g.layout for g in group], firsts)
    sizes = [len(g.layout.words) for g in group]
    bases = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    gold = torch.from_numpy(np.concatenate([g.cues + b for g, b in zip(group, bases, strict=True)]))
    labels = torch.from_numpy(np.concatenate([[window_labels(row, c) for row, c in zip(g.labels, g.cues, strict=True)] or np.zeros((0, BEFORE + 1 + AFTER), dtype=np.int64) for g in group]))
    # The cue's label stands only at its start and on; an odd mark of the annotators elsewhere is none.
    labels[:, :BEFORE][labels[:, :BEFORE] == 3] = 0
    flat = torch.from_numpy(np.concatenate([np.stack([(g.labels == n).any(0) for n in (1, 2, 3)], 1) if len(g.labels) else np.zeros((len(g.layout.words), 3), dtype=bool) for g in group])).float()
    counted = torch.from_numpy(np.concatenate([~g.masked for g in group])).float()
    attitude = torch.from_numpy(np.concatenate([g.attitude for g in group]))

    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = net.words(batch)
        start = net.start(states)[:, 0].float()
        flat_logits = net.flat(states).float()
        is_cue = torch.zeros(len(start)).index_fill_(0, gold, 1.0)
        extra = gold[:0]
        if hard:
            odds = start.detach().clone()
            odds[is_cue > 0] = -99
            odds[counted < 1] = -99
            extra = torch.nonzero(odds > -3.0)[:, 0]
            if len(extra) > len(gold) // 2 + 4:
                extra = odds.topk(len(gold) // 2 + 4).indices
        cues = torch.cat([gold, extra])
        ends = torch.from_numpy(bases + np.array(sizes) - 1)
        report = batch.report[cues]
        low, high = torch.from_numpy(bases)[report], ends[report]
        potentials, verdict = net.reader(states, start.detach().sigmoid(), batch.word_quote, batch.sentence, batch.paragraph, cues, low, high)
    n = len(gold)
    at = cues[:n, None] + torch.arange(-BEFORE, AFTER + 1)[None]
    inside = (at >= low[:n, None]) & (at <= high[:n, None])
    path = crf_loss(potentials[:n].float(), net.transitions, inside, _contiguous_cue(labels))
    verdict = verdict.float()
    truth = torch.cat([torch.ones(n), torch.zeros(len(extra))])
    known = torch.nonzero(attitude >= 0)[:, 0]
    return {
        "start": (F.binary_cross_entropy_with_logits(start, is_cue, reduction="none") * counted).sum() / max(n, 1),
        "path": path.sum() / max(n, 1) * 0.15,
        "verdict": F.binary_cross_entropy_with_logits(verdict[:, 0], truth, reduction="sum") / max(n, 1) if hard else start.sum() * 0,
        "flat": (F.binary_cross_entropy_with_logits(flat_logits, flat, reduction="none") * counted[:, None]).sum() / counted.sum(),
        "attitude": 0.5 * F.binary_cross_entropy_with_logits(verdict[known, 1], attitude[known].float()) if len(known) else start.sum() * 0,
    }


def _contiguous_cue(labels: Tensor) -> Tensor:
    """Return the labels with the cue as one run from its start."""
    run = (labels[:, BEFORE:] == 3).long().cumprod(1)
    after = labels[:, BEFORE:].clone()
    after[(after == 3) & (run == 0)] = 0
    return torch.cat([labels[:, :BEFORE], after], 1)


class Averaged:
    """An exponential moving average of a network's weights."""

    def __init__(self, net: Network, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.shadow = {k: v.detach().clone() for k, v in net.state_dict().items()}

    def update(self, net: Network) -> None:
        self.steps += 1
        rate = max(1 - self.decay, 1 / (self.steps + 1))
        with torch.no_grad():
            for k, v in net.state_dict().items():
                if k != "encoder.word.weight":
                    self.shadow[k].lerp_(v, rate)


def rate_at(step: int, first: int, warm: int, total: int) -> float:
    """Return the share of the learning rate: up over `warm` steps from the first one on, then down to zero at the last."""
    return min((step - first + 1) / warm, max(0.0, (total - step) / (total - warm)))


def train(args: argparse.Namespace) -> None:
    """Train and write a checkpoint after every epoch."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    held_out = frozenset((args.data / "gold" / "held_out.txt").read_text(encoding="utf-8").split())
    kinds = {r["id"]: {k: c["kind"] for k, c in r["chains"].items()} for r in read_rows(args.data / "gold" / "chains_train.jsonl")}
    rows = [r for r in read_rows(args.data / "data" / "polnear" / "polnear_train.jsonl.gz") if r["id"] not in held_out]
    if args.reports:
        rows = rows[: args.reports]
    net = Network(Sizes(layers=args.layers), args.dropout)
    load_pretrained(net, args.encoder / "model.safetensors")
    if args.begin:
        net.load_state_dict(torch.load(args.begin)["weights"], strict=False)
    net.encoder.word.weight.requires_grad_(False)
    new = [p for n, p in net.named_parameters() if p.requires_grad and (not n.startswith("encoder.") or any(k in n for k in ("case", "quote", "place")))]
    ids = {id(p) for p in new}
    old = [p for p in net.parameters() if p.requires_grad and id(p) not in ids]
    optimizer = torch.optim.AdamW([{"params": old, "lr": args.rate}, {"params": new, "lr": args.head_rate}], weight_decay=0.01, fused=True)
    pool = examples(rows, tokenizer, held_out=held_out, kinds=kinds)
    per_epoch = sum(1 for _ in batches(pool, args.pieces, random.Random(0)))
    total = int(per_epoch * args.epochs)
    warm = max(1, int(0.06 * total))
    first = int(per_epoch * args.begin_epoch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: rate_at(first + s, first, warm, total))
    average = Averaged(net, args.average)
    args.out.mkdir(parents=True, exist_ok=True)
    log = (args.out / "log.jsonl").open("a", encoding="utf-8", buffering=1)
    print(f"{len(pool)} reports, {sum(len(e.cues) for e in pool)} attributions, {per_epoch} steps an epoch, {total} in all", file=sys.stderr)
    step, began, skipped = first, time.monotonic(), 0
    for epoch in range(args.begin_epoch, math.ceil(args.epochs)):
        pool = examples(rows, tokenizer, held_out=held_out, kinds=kinds, restyle=rng)
        sums: dict[str, float] = {}
        net.train()
        for group in batches(pool, args.pieces, rng):
            if step >= total:
                break
            parts = losses(net, group, rng, hard=step > per_epoch // 2)
            loss = sum(parts.values())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[union-attr]
            norm = torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.0)
            schedule.step()
            step += 1
            if not torch.isfinite(norm):
                # bfloat16 overflows once in a thousand steps or so: the step is left out, and said so.
                skipped += 1
                log.write(json.dumps({"step": step, "skipped": skipped, "reports": [g.id for g in group]}) + "\n")
                continue
            optimizer.step()
            average.update(net)
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + v.item()
            if step % 20 == 0:
                row = {"step": step, "epoch": round(step / per_epoch, 2), "s": round(time.monotonic() - began), **{k: round(v / 20, 3) for k, v in sums.items()}}
                log.write(json.dumps(row) + "\n")
                print(row, file=sys.stderr, flush=True)
                sums = {}
        torch.save({"sizes": dataclasses.asdict(net.sizes), "weights": average.shadow, "step": step, "args": {k: str(v) for k, v in vars(args).items()}}, args.out / f"epoch{epoch + 1}.pt")


def main() -> None:
    """Parse the flags and train."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True, help="folder with data/polnear and gold")
    ap.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    ap.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    ap.add_argument("--epochs", type=float, default=7)
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--pieces", type=int, default=2200, help="pieces a step")
    ap.add_argument("--average", type=float, default=0.998, help="decay of the moving average of the weights")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--reports", type=int, default=0, help="only so many reports (a trial)")
    ap.add_argument("--begin", type=Path, help="a checkpoint to go on from")
    ap.add_argument("--begin-epoch", type=int, default=0, help="how many epochs that one has seen")
    ap.add_argument("--seed", type=int, default=1)
    train(ap.parse_args())


if __name__ == "__main__":
    main()
