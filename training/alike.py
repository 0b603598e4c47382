"""Train the sentence encoder on wordings of claims: `python -m training.alike --encoder DIR --out FILE`.

As it was pretrained, the encoder knows whether two texts are about the same; of two passages of one story nearly all are. It is trained on
invented claims in many wordings (`training.wordings`), and on marked stories where folders of such are given. Of two stories a step each
wording is drawn to those of its claim, and away from all else that stands in the two, above all from the story's other claims (supervised
contrastive loss: Khosla et al. 2020). `training.meaning --checkpoint FILE` makes the graph of the package.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from training.network import Network, Sizes, load_pretrained
from training.wordings import Told, marked_stories, written

__all__ = ["Wordings", "contrast"]

PIECES = 96
"""Longer texts are cut there."""
STORIES, TEXTS, TELLING = 2, 56, 40
"""Stories of a step, texts of each, and how many of them at most make a claim."""
PARTS = 5
"""A step goes through in so many parts, short texts first: less is padding."""
TEMPERATURE = 0.07
WARM = 0.1


class Wordings(nn.Module):
    """The encoder, and the mean of its states as the text's vector."""

    def __init__(self, folder: Path, dropout: float = 0.1) -> None:
        super().__init__()
        net = Network(Sizes(), dropout)
        load_pretrained(net, folder / "model.safetensors")
        self.encoder = net.encoder

    def forward(self, texts: Sequence[Sequence[int]]) -> Tensor:
        """Return the vectors of texts given as pieces, length one, shape (texts, width)."""
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        size = -(-len(order) // PARTS)
        rows = torch.cat([self._part([texts[n] for n in order[at : at + size]]) for at in range(0, len(order), size)])
        return rows[torch.tensor(sorted(range(len(order)), key=order.__getitem__))]

    def _part(self, texts: Sequence[Sequence[int]]) -> Tensor:
        lengths = torch.tensor([len(text) for text in texts])
        pieces = torch.zeros(len(texts), int(lengths.max()), dtype=torch.long)
        for row, text in zip(pieces, texts, strict=True):
            row[: len(text)] = torch.tensor(text)
        none = torch.zeros_like(pieces)
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(pieces, none, none, none, lengths).float()
        used = (torch.arange(pieces.shape[1]) < lengths[:, None]).float()[..., None]
        return F.normalize((states * used).sum(1) / used.sum(1), dim=-1)


def contrast(vectors: Tensor, claims: Sequence[frozenset[tuple[int, int]]], temperature: float = TEMPERATURE) -> Tensor:
    """Return the supervised contrastive loss of texts, of those that share a claim with another."""
    alike = torch.tensor([[bool(a & b) for b in claims] for a in claims])
    alike.fill_diagonal_(fill_value=False)
    near = (vectors @ vectors.T / temperature).masked_fill(torch.eye(len(claims), dtype=torch.bool), -1e4)
    chance = (near - near.logsumexp(1, keepdim=True)).masked_fill(~alike, 0.0)
    several = alike.any(1)
    loss: Tensor = -(chance.sum(1)[several] / alike.sum(1)[several]).mean()
    return loss


def drawn(told: Told, rng: random.Random) -> list[int]:
    """Draw a step's texts of a story: those that make claims first."""
    making = [n for n, claims in enumerate(told.claims) if claims]
    others = [n for n, claims in enumerate(told.claims) if not claims]
    rng.shuffle(making)
    rng.shuffle(others)
    return making[:TELLING] + others[: TEXTS - min(len(making), TELLING)]


def train(args: argparse.Namespace) -> None:
    """Train, and write the encoder's weights."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    stories = [*written(), *(told for folder in args.stories for told in marked_stories(folder))]
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(PIECES)
    pieces = [[each.ids for each in tokenizer.encode_batch(list(told.texts))] for told in stories]
    net = Wordings(args.encoder)
    net.encoder.word.weight.requires_grad_(False)
    optimizer = torch.optim.AdamW([each for each in net.parameters() if each.requires_grad], lr=args.rate, weight_decay=0.01)
    total = args.epochs * -(-len(stories) // STORIES)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / (WARM * total)) * (total - step) / total)
    print(f"{len(stories)} stories, {sum(len(told.texts) for told in stories)} texts, {total} steps", file=sys.stderr)
    began = time.monotonic()
    for epoch in range(args.epochs):
        order = list(range(len(stories)))
        rng.shuffle(order)
        losses = []
        for at in range(0, len(order), STORIES):
            chosen = [(story, n) for story in order[at : at + STORIES] for n in drawn(stories[story], rng)]
            claims = [frozenset((story, claim) for claim in stories[story].claims[n]) for story, n in chosen]
            loss = contrast(net([pieces[story][n] for story, n in chosen]), claims)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        row = {"epoch": epoch + 1, "loss": round(sum(losses) / len(losses), 3), "s": round(time.monotonic() - began)}
        print(json.dumps(row), file=sys.stderr, flush=True)
        torch.save({"weights": net.encoder.state_dict(), "settings": {k: str(v) for k, v in vars(args).items()}}, args.out)


def main() -> None:
    """Parse the flags and train."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2")
    ap.add_argument("--out", type=Path, required=True, help="file for the checkpoint")
    ap.add_argument("--stories", type=Path, nargs="*", default=[], help="folders of marked stories to learn from too")
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--rate", type=float, default=6e-5)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=1)
    train(ap.parse_args())


if __name__ == "__main__":
    main()
