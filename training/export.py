"""Export a checkpoint: `python -m training.export --checkpoint FILE --encoder DIR --out src/headwater/encode/weights`.

One graph, int8 weights: pieces and features in, candidate cues and their scores out. The embeddings are quantised by row, the products
per channel with reduced range, so that machines without VNNI do not overflow.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from headwater.encode.weights import FORMAT
from training.network import AFTER, BEFORE, Network, Sizes, load_checkpoint

INPUTS = ("pieces", "case", "quote", "place", "lengths", "word_at", "word_quote", "sentence", "paragraph", "least")
OUTPUTS = ("cues", "odds", "potentials", "verdicts")

THRESHOLDS = (
    ("candidate", -1.5, "log-odds from which a word is tried as the start of a cue"),
    ("lean", 0.1, "added to the log-odds of a word's being source"),
    ("blend", 0.6, "share of the verdict in the score"),
    ("least", 0.45, "score from which an attribution stands"),
    ("sourceless", 0.3, "the same for one without a source"),
    ("contest", 0.4, "score from which one may claim content that a surer one holds"),
    ("attitude", 0.45, "probability from which it is an attitude"),
)


class Split(nn.Module):
    """Attention with three products instead of one, as ONNX Runtime's fusion expects it."""

    def __init__(self, fused: nn.Module) -> None:
        super().__init__()
        width = fused.out.in_features
        self.heads, self.size = fused.heads, width // fused.heads
        self.parts = nn.ModuleList(nn.Linear(width, width) for _ in range(3))
        for part, weight, bias in zip(self.parts, fused.qkv.weight.chunk(3), fused.qkv.bias.chunk(3), strict=True):
            part.weight.data, part.bias.data = weight.detach().clone(), bias.detach().clone()
        self.out = fused.out

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the attended states."""
        q, k, v = (part(x).view(x.shape[0], x.shape[1], self.heads, self.size).transpose(1, 2) for part in self.parts)
        scores = q @ k.transpose(-1, -2) / self.size**0.5 + mask
        return self.out((scores.softmax(-1) @ v).transpose(1, 2).reshape(x.shape[0], x.shape[1], self.heads * self.size))


class Whole(nn.Module):
    """One text's windows in, its candidate cues out."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net
        for layer in [*net.encoder.layers, *net.reader.layers]:
            layer.attention = Split(layer.attention)

    def forward(self, pieces: Tensor, case: Tensor, quote: Tensor, place: Tensor, lengths: Tensor, word_at: Tensor,
                word_quote: Tensor, sentence: Tensor, paragraph: Tensor, least: Tensor) -> tuple[Tensor, ...]:  # fmt: skip
        """Return the candidates' first words, their log-odds as a start, their potentials, their verdicts."""
        states = self.net.encoder(pieces, case, quote, place, lengths)
        states = states.reshape(-1, states.shape[-1])[word_at]
        start = self.net.start(states)[:, 0]
        cues = torch.nonzero(start > least)[:, 0]
        low = torch.zeros_like(cues)
        high = low + word_at.shape[0] - 1
        potentials, verdicts = self.net.reader(states, start.sigmoid(), word_quote, sentence, paragraph, cues, low, high)
        return cues, start[cues], potentials, verdicts


def example_inputs(windows: int = 3, length: int = 90) -> dict[str, Tensor]:
    """Return inputs of the right types, to trace with."""
    pieces = torch.randint(1000, 30000, (windows, length))
    words = windows * (length - 2)
    at = torch.cat([w * length + 1 + torch.arange(length - 2) for w in range(windows)])
    zero = torch.zeros(words, dtype=torch.long)
    return {
        "pieces": pieces,
        **{k: torch.zeros_like(pieces) for k in ("case", "quote", "place")},
        "lengths": torch.full((windows,), length),
        "word_at": at,
        "word_quote": zero,
        "sentence": torch.arange(words) // 20,
        "paragraph": torch.arange(words) // 60,
        "least": torch.tensor([-3.0]),
    }


def export(net: Network, path: Path) -> None:
    """Write the network as an fp32 ONNX graph."""
    axes = {k: {0: "windows", 1: "length"} for k in ("pieces", "case", "quote", "place")}
    axes |= {k: {0: "words"} for k in ("word_at", "word_quote", "sentence", "paragraph")}
    axes |= {"lengths": {0: "windows"}} | {k: {0: "cues"} for k in OUTPUTS}
    inputs = example_inputs()
    # The TorchScript exporter: the number of cues is known only when the graph runs, which the newer one does not take.
    torch.onnx.export(
        Whole(net).eval(),
        tuple(inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def shrink(source: Path, target: Path, sizes: Sizes) -> None:
    """Fuse what ONNX Runtime can fuse and quantise the weights to int8."""
    fused = optimize_model(str(source), model_type="bert", num_heads=sizes.heads, hidden_size=sizes.width, opt_level=0)
    middle = source.with_suffix(".fused.onnx")
    fused.save_model_to_file(str(middle))
    quantize_dynamic(
        str(middle),
        str(target),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Attention", "Gather", "Gemm"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def sha256(path: Path) -> str:
    """Return a file's hash."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_card(folder: Path, net: Network, version: str, thresholds: dict[str, float]) -> None:
    """Write `reader.json`: what `headwater.encode.weights` checks and the decoding needs."""
    card = {
        "name": "headwater-reader",
        "version": version,
        "format": FORMAT,
        "sha256": {name: sha256(folder / name) for name in ("reader.onnx", "tokenizer.json")},
        "transitions": [[round(x, 5) for x in row] for row in net.transitions.tolist()],
        "before": BEFORE,
        "after": AFTER,
        **thresholds,
    }
    (folder / "reader.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the flags and export."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True, help="folder with tokenizer.json")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--version", required=True, help="version of the weights, as statements name it")
    for name, default, meaning in THRESHOLDS:
        ap.add_argument(f"--{name}", type=float, default=default, help=f"{meaning} (chosen on dev: {default})")
    args = ap.parse_args()
    saved = torch.load(args.checkpoint)
    net = Network(Sizes(**saved["sizes"]), 0.0)
    load_checkpoint(net, saved["weights"])
    args.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "fp32.onnx"
        export(net, whole)
        shrink(whole, args.out / "reader.onnx", net.sizes)
    shutil.copyfile(args.encoder / "tokenizer.json", args.out / "tokenizer.json")
    write_card(args.out, net, args.version, {name: getattr(args, name) for name, _, _ in THRESHOLDS})
    print(f"{(args.out / 'reader.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
