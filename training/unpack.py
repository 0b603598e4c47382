"""Make a checkpoint of shipped weights: `python -m training.unpack --weights src/headwater/encode/weights --encoder DIR --out FILE`.

So that training can go on from them, on other data too (`training.train --begin FILE`). The int8 weights are taken back to floats by their
scales, which loses nothing that the shipped graph has; the word embeddings, which are never trained, come from the encoder. What serves
training alone (`flat`) begins anew.
"""

import argparse
import dataclasses
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from training.network import Network, Sizes, load_pretrained

Arrays = dict[str, npt.NDArray[np.float32]]

TABLES = ("position", "case", "quote", "place", "sentence", "paragraph")
"""Embeddings, which are not transposed as the weights of products are."""
FROM_ENCODER = "encoder.word.weight"
SUFFIX = "_quantized"


def unpack(graph: onnx.ModelProto, network: Network, transitions: list[list[float]]) -> dict[str, torch.Tensor]:
    """Return the weights of a network as a shipped graph has them.

    Raises:
        ValueError: The graph is of another network.
    """
    found = _floats(graph)
    made = {}
    for name, now in network.state_dict().items():
        if name == FROM_ENCODER or name.startswith("flat."):
            made[name] = now
        elif name == "transitions":
            made[name] = torch.tensor(transitions)
        elif ".attention.qkv." in name:
            parts = [found[name.replace("qkv.", f"parts.{n}.")] for n in range(3)]
            made[name] = torch.from_numpy(np.concatenate(parts))
        elif name in found:
            made[name] = torch.from_numpy(found[name].copy()).reshape(now.shape)
        else:
            raise ValueError(f"the graph has no {name}: it is of another network")
    return made


def _floats(graph: onnx.ModelProto) -> Arrays:
    """Return the weights of a graph by their names in the network."""
    held = {each.name: numpy_helper.to_array(each) for each in graph.graph.initializer}
    found = {name.removeprefix("net."): array for name, array in held.items() if name.startswith("net.") and not _is_packing(name)}
    for name in held:
        if name.endswith(SUFFIX):
            base = name.removesuffix(SUFFIX)
            floats = (held[name].astype(np.float32) - held[f"{base}_zero_point"].astype(np.float32)) * held[f"{base}_scale"]
            known = base if base.startswith("net.") else _beside(graph, name, held).removesuffix(".bias") + ".weight"
            known = known.removeprefix("net.")
            found[known] = floats if known.split(".")[-2] in TABLES or known == FROM_ENCODER else np.ascontiguousarray(floats.T)
    return found


def _is_packing(name: str) -> bool:
    return name.endswith((SUFFIX, "_scale", "_zero_point"))


def _beside(graph: onnx.ModelProto, weight: str, held: Mapping[str, npt.NDArray[np.float32]]) -> str:
    """Return the name of the bias that is added to the product of a weight without a name: it tells whose the weight is."""
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.graph.node:
        for each in node.input:
            users.setdefault(each, []).append(node)
    waiting = list(users[weight])
    while waiting:
        node = waiting.pop(0)
        for user in _users(node.output, users):
            bias = next((each for each in user.input if each in held and each.endswith(".bias") and "norm" not in each), None)
            if bias is not None:
                return bias
            waiting.append(user)
    raise ValueError(f"no bias follows {weight}: the graph is of another network")


def _users(names: Iterable[str], users: Mapping[str, list[onnx.NodeProto]]) -> list[onnx.NodeProto]:
    return [user for name in names for user in users.get(name, [])]


def main() -> None:
    """Parse the flags and write the checkpoint."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--weights", type=Path, required=True, help="folder with reader.onnx and reader.json")
    ap.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors")
    ap.add_argument("--out", type=Path, required=True, help="the checkpoint to write")
    args = ap.parse_args()
    network = Network(Sizes(), 0.0)
    load_pretrained(network, args.encoder / "model.safetensors")
    card = json.loads((args.weights / "reader.json").read_text(encoding="utf-8"))
    weights = unpack(onnx.load(str(args.weights / "reader.onnx")), network, card["transitions"])
    torch.save({"sizes": dataclasses.asdict(network.sizes), "weights": weights, "step": 0, "settings": {}}, args.out)


if __name__ == "__main__":
    main()
