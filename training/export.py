"""Export a checkpoint: `python -m training.export --checkpoint FILE --encoder DIR --out src/headwater/encode/weights`.

One graph, int8 weights: pieces and features in, candidate cues and their scores out. The embeddings are quantised by row, the products
per channel with reduced range, so that machines without VNNI do not overflow.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from training.network import AFTER, BEFORE, Network, Sizes

INPUTS = ("pieces", "case", "quote", "place", "lengths", "word_at", "word_quote", "sentence", "paragraph", "least")
OUTPUTS = ("cues", "odds", "potentials", "verdicts")


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
        potentials, verdicts = self.net.reader(states, word_quote, sentence, paragraph, cues, low, high)
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
    torch.onnx.export(
        Whole(net).eval(), tuple(inputs.values()), str(path), input_names=list(inputs), output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def shrink(source: Path, target: Path, sizes: Sizes) -> None:
    """Fuse what ONNX Runtime can fuse and quantise the weights to int8."""
    fused = optimize_model(str(source), model_type="bert", num_heads=sizes.heads, hidden_size=sizes.width, opt_level=0)
    middle = source.with_suffix(".fused.onnx")
    fused.save_model_to_file(str(middle))
    print({k: v for k, v in fused.get_fused_operator_statistics().items() if v})
    quantize_dynamic(str(middle), str(target), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Attention", "Gather", "Gemm"], extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT})


def main() -> None:
    """Parse the flags and export."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    saved = torch.load(args.checkpoint)
    net = Network(Sizes(**saved["sizes"]), 0.0)
    net.load_state_dict(saved["weights"])
    args.out.mkdir(parents=True, exist_ok=True)
    whole, final = args.out / "fp32.onnx", args.out / "reader.onnx"
    export(net, whole)
    shrink(whole, final, net.sizes)
    print(final.stat().st_size)


if __name__ == "__main__":
    main()
