"""Teach a trained network statement from attitude: `python -m training.kinds --data DIR --encoder DIR --checkpoint FILE --out FILE`.

The kinds are known for 84 reports and the invented ones only, too few to move the encoder by; so the encoder and the reader stay as they
are, and a small head is fitted on what they give for each cue.
"""

import argparse
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from training.batches import make_batch, make_targets
from training.corpus import examples, read_rows
from training.invented import invented_rows, kinds_of
from training.network import KIND_WIDTH, Network, Sizes, load_checkpoint

EPOCHS, RATE, DECAY, DROPOUT = 12, 1e-3, 0.1, 0.4
"""Chosen by five-fold cross-validation over the 84 reports: F1 of attitude 80.6 at .45 (linear heads 74 to 75)."""


def features(net: Network, data: Path, tokenizer: Tokenizer) -> tuple[Tensor, Tensor]:
    """Return what the reader gives for each cue whose kind is known, shape (cues, width), and whether it is an attitude, shape (cues,)."""
    kinds = {r["id"]: {k: c["kind"] for k, c in r["chains"].items()} for r in read_rows(data / "gold" / "chains_train.jsonl")}
    held_out = frozenset((data / "gold" / "held_out.txt").read_text(encoding="utf-8").split())
    rows = [r for r in read_rows(data / "data" / "polnear" / "polnear_train.jsonl.gz") if r["id"] in kinds]
    invented = list(invented_rows())
    rows, kinds = rows + invented, kinds | kinds_of(invented)
    seen, truth = [], []
    for one in examples(rows, tokenizer, held_out=held_out, kinds=kinds):
        batch, targets = make_batch([one.layout]), make_targets([one])
        with torch.no_grad():
            states = net.words(batch)
            chance = net.start(states)[:, 0].sigmoid()
            cues = targets.cues
            around = net.reader.read(
                states, chance, batch.word_quote, batch.sentence, batch.paragraph, cues, targets.low[cues], targets.high[cues]
            )
        known = targets.attitude >= 0
        seen.append(net.reader.at_cue(around, states, cues)[known])
        truth.append(targets.attitude[known])
    if not seen:
        raise SystemExit(
            f"no kinds are known in {data / 'gold' / 'chains_train.jsonl'}: leave this step out and export the checkpoint as it is"
        )
    return torch.cat(seen), torch.cat(truth).float()


def fit(seen: Tensor, truth: Tensor, seed: int) -> nn.Sequential:
    """Return the head, with the scaling of its inputs folded into its first layer."""
    torch.manual_seed(seed)
    mean, spread = seen.mean(0), seen.std(0) + 1e-5
    scaled = (seen - mean) / spread
    first, last = nn.Linear(seen.shape[1], KIND_WIDTH), nn.Linear(KIND_WIDTH, 1)
    head = nn.Sequential(nn.Dropout(DROPOUT), first, nn.GELU(), nn.Dropout(DROPOUT), last)
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(scaled)).split(64):
            loss = F.binary_cross_entropy_with_logits(head(scaled[rows])[:, 0], truth[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        first.weight /= spread
        first.bias -= first.weight @ mean
    return nn.Sequential(first, nn.GELU(), last)


def main() -> None:
    """Parse the flags, fit, write the checkpoint with the head in it."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True, help="folder with data/polnear and gold")
    ap.add_argument("--encoder", type=Path, required=True, help="folder with tokenizer.json")
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True, help="the checkpoint to write")
    ap.add_argument("--seed", type=int, default=0)
    args = ap.parse_args()
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    saved = torch.load(args.checkpoint)
    net = Network(Sizes(**saved["sizes"]), 0.0)
    load_checkpoint(net, saved["weights"])
    net.eval()
    seen, truth = features(net, args.data, tokenizer)
    net.reader.kind = fit(seen, truth, args.seed)
    torch.save(saved | {"weights": net.state_dict()}, args.out)
    print(f"fitted on {len(truth)} cues, {int(truth.sum())} of attitudes")


if __name__ == "__main__":
    main()
