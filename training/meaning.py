"""Export the sentence encoder: `python -m training.meaning --encoder DIR --checkpoint FILE --out DIR --version NAME`.

all-MiniLM-L6-v2 (Apache-2.0), trained on by `training.alike`, or as it was pretrained where no checkpoint is given: pieces in, the mean of
their states out, of length one. Weights are quantised to int8 as the reader's are.
"""

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import Tensor, nn

from headwater.encode.meaning import FORMAT, GRAPH
from training.export import Split, sha256, shrink
from training.network import Network, Sizes, load_pretrained

SHARE = 0.7
"""Chosen of .5, .7 and 1 on the marked stories: it tells claims as well as 1 does, and what else is alike more as the pretrained."""


class Meaning(nn.Module):
    """One text's pieces in, its vector out."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.encoder = net.encoder
        for layer in self.encoder.layers:
            layer.attention = Split(layer.attention)

    def forward(self, pieces: Tensor) -> Tensor:
        """Return the mean of the states, normalised, shape (texts, width)."""
        none = torch.zeros_like(pieces)
        lengths = torch.full((pieces.shape[0],), pieces.shape[1])
        mean = self.encoder(pieces, none, none, none, lengths).mean(1)
        return mean / mean.norm(dim=-1, keepdim=True)


def blend(encoder: nn.Module, trained: dict[str, Tensor], share: float) -> None:
    """Move an encoder's weights towards trained ones: in between it knows both tasks (Wortsman et al. 2022)."""
    encoder.load_state_dict({name: share * trained[name] + (1 - share) * weight for name, weight in encoder.state_dict().items()})


def export(net: Network, path: Path) -> None:
    """Write the network as an fp32 ONNX graph."""
    pieces = torch.randint(1000, 30000, (1, 24))
    axes = {"pieces": {0: "texts", 1: "length"}, "vectors": {0: "texts"}}
    torch.onnx.export(
        Meaning(net).eval(),
        (pieces,),
        str(path),
        input_names=["pieces"],
        output_names=["vectors"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Parse the flags and export."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors of all-MiniLM-L6-v2")
    ap.add_argument("--checkpoint", type=Path, help="what training.alike wrote")
    ap.add_argument("--share", type=float, default=SHARE, help="how far the weights go from the pretrained ones to the checkpoint's")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--version", required=True)
    args = ap.parse_args()
    net = Network(Sizes(), 0.0)
    load_pretrained(net, args.encoder / "model.safetensors")
    if args.checkpoint:
        blend(net.encoder, torch.load(args.checkpoint)["weights"], args.share)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "fp32.onnx"
        export(net, whole)
        shrink(whole, args.out / GRAPH, net.sizes)
    card = {"name": "headwater-meaning", "version": args.version, "format": FORMAT, "sha256": sha256(args.out / GRAPH)}
    (args.out / "meaning.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(f"{(args.out / GRAPH).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
