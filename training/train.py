"""Train the reader: `python -m training.train --data DIR --encoder DIR --out DIR`.

One command, one seed, one log. Checkpoints go to `--out`, which belongs outside the repository. What is trained on is the train split of
PolNeAR without the held-out reports; `training.export` makes the weights of the package from a checkpoint.
"""

import argparse
import dataclasses
import json
import math
import random
import sys
import time
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from training.batches import batches, make_batch, make_targets
from training.corpus import Example, examples, read_rows
from training.invented import invented_rows, kinds_of
from training.losses import training_losses
from training.network import Network, Sizes, load_checkpoint, load_pretrained

WARM = 0.06
LOG_EVERY = 20
NEW_INPUTS = ("encoder.case", "encoder.quote", "encoder.place")


class Averaged:
    """An exponential moving average of a network's weights."""

    def __init__(self, net: Network, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.shadow = {k: v.detach().clone() for k, v in net.state_dict().items()}

    def update(self, net: Network) -> None:
        """Take in the weights of a step; the first steps count alike, so that the beginning is forgotten in time."""
        self.steps += 1
        rate = max(1 - self.decay, 1 / (self.steps + 1))
        with torch.no_grad():
            for k, v in net.state_dict().items():
                if k != "encoder.word.weight":
                    self.shadow[k].lerp_(v, rate)


class Course:
    """The training data, drawn anew each epoch."""

    def __init__(self, args: argparse.Namespace) -> None:
        gold, polnear = args.data / "gold", args.data / "data" / "polnear"
        self.tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.held_out = frozenset((gold / "held_out.txt").read_text(encoding="utf-8").split())
        self.kinds = {r["id"]: {k: c["kind"] for k, c in r["chains"].items()} for r in read_rows(gold / "chains_train.jsonl")}
        rows = [r for r in read_rows(polnear / "polnear_train.jsonl.gz") if r["id"] not in self.held_out]
        self.rows = rows[: args.reports] if args.reports else rows
        invented = list(invented_rows()) if args.invented else []
        self.kinds |= kinds_of(invented)
        self.rows += invented * args.invented

    def epoch(self, rng: random.Random | None = None) -> list[Example]:
        """Return the reports, some with other quotation marks where `rng` is given."""
        return examples(self.rows, self.tokenizer, held_out=self.held_out, kinds=self.kinds, restyle=rng)


class Trainer:
    """The network, its optimizer and its schedule: up over the first steps, then down to zero."""

    def __init__(self, args: argparse.Namespace, steps_an_epoch: int) -> None:
        self.net = Network(Sizes(layers=args.layers), args.dropout)
        load_pretrained(self.net, args.encoder / "model.safetensors")
        if args.begin:
            load_checkpoint(self.net, torch.load(args.begin)["weights"])
        self.net.encoder.word.weight.requires_grad_(False)
        trained = [(n, p) for n, p in self.net.named_parameters() if p.requires_grad]
        fresh = [p for n, p in trained if not n.startswith("encoder.") or n.startswith(NEW_INPUTS)]
        known = [p for n, p in trained if n.startswith("encoder.") and not n.startswith(NEW_INPUTS)]
        groups = [{"params": known, "lr": args.rate}, {"params": fresh, "lr": args.head_rate}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.parameters = fresh + known
        self.first, self.total = int(steps_an_epoch * args.begin_epoch), int(steps_an_epoch * args.epochs)
        self.warm = max(1, int(WARM * self.total))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.average = Averaged(self.net, args.average)
        self.step = self.first

    def _rate(self, done: int) -> float:
        return min((done + 1) / self.warm, max(0.0, (self.total - self.first - done) / (self.total - self.warm)))

    def learn(self, group: list[Example], rng: random.Random, *, judge: bool) -> dict[str, float] | None:
        """Take one step and return its losses, or `None` where bfloat16 overflowed and the step was left out."""
        parts = training_losses(self.net, make_batch([g.layout for g in group], rng), make_targets(group), judge=judge)
        self.optimizer.zero_grad(set_to_none=True)
        torch.stack(list(parts.values())).sum().backward()
        norm = torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        finite = bool(torch.isfinite(norm))
        if finite:
            self.optimizer.step()
            self.average.update(self.net)
        self.schedule.step()
        self.step += 1
        return {k: v.item() for k, v in parts.items()} if finite else None

    def save(self, path: Path, settings: dict[str, str]) -> None:
        """Write the averaged weights."""
        torch.save(
            {"sizes": dataclasses.asdict(self.net.sizes), "weights": self.average.shadow, "step": self.step, "settings": settings}, path
        )


class Log:
    """One line of JSON each few steps, to a file and to standard error."""

    def __init__(self, path: Path, steps_an_epoch: int) -> None:
        self._file = path.open("a", encoding="utf-8", buffering=1)
        self._per_epoch, self._began = steps_an_epoch, time.monotonic()
        self._sums: dict[str, float] = {}
        self._skipped = 0

    def note(self, step: int, parts: dict[str, float] | None) -> None:
        """Take in a step; `None` is one that was left out."""
        self._skipped += parts is None
        for k, v in (parts or {}).items():
            self._sums[k] = self._sums.get(k, 0.0) + v
        if step % LOG_EVERY:
            return
        row: dict[str, Any] = {"step": step, "epoch": round(step / self._per_epoch, 2), "s": round(time.monotonic() - self._began)}
        row |= {k: round(v / LOG_EVERY, 3) for k, v in self._sums.items()} | {"skipped": self._skipped}
        line = json.dumps(row)
        self._file.write(line + "\n")
        print(line, file=sys.stderr, flush=True)
        self._sums = {}


def train(args: argparse.Namespace) -> None:
    """Train, and write a checkpoint after every epoch."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    course = Course(args)
    plain = course.epoch()
    steps_an_epoch = sum(1 for _ in batches(plain, args.pieces, random.Random(0)))
    trainer = Trainer(args, steps_an_epoch)
    args.out.mkdir(parents=True, exist_ok=True)
    log = Log(args.out / "log.jsonl", steps_an_epoch)
    cues = sum(len(e.cues) for e in plain)
    print(f"{len(plain)} reports, {cues} attributions, steps {trainer.first} to {trainer.total}", file=sys.stderr)
    settings = {k: str(v) for k, v in vars(args).items()}
    for epoch in range(args.begin_epoch, math.ceil(args.epochs)):
        trainer.net.train()
        for group in batches(course.epoch(rng), args.pieces, rng):
            if trainer.step < trainer.total:
                parts = trainer.learn(group, rng, judge=trainer.step > steps_an_epoch // 2)
                log.note(trainer.step, parts)
        trainer.save(args.out / f"epoch{epoch + 1}.pt", settings)


def main() -> None:
    """Parse the flags and train."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True, help="folder with data/polnear and gold")
    ap.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    ap.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    ap.add_argument("--epochs", type=float, default=6)
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--rate", type=float, default=2e-4, help="of the encoder")
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--pieces", type=int, default=2200, help="pieces a step")
    ap.add_argument("--average", type=float, default=0.998, help="decay of the moving average of the weights")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--reports", type=int, default=0, help="only so many reports (a trial)")
    ap.add_argument("--invented", type=int, default=2, help="how often an epoch takes in the invented reports; 0 leaves them out")
    ap.add_argument("--begin", type=Path, help="a checkpoint to go on from")
    ap.add_argument("--begin-epoch", type=int, default=0, help="how many epochs that one has seen")
    ap.add_argument("--seed", type=int, default=1)
    train(ap.parse_args())


if __name__ == "__main__":
    main()
