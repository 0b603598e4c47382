"""An encoder of BERT-base size in the same runtime: what reading would cost with the encoder that others use.

Its weights are random, since speed does not depend on them. It is exported, fused and quantised by the very steps that made ours, and it
reads the same windows; our side of the comparison counts our heads too, theirs does not.
"""

import importlib
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnxruntime

from headwater.encode.layout import Layout, graph_inputs

__all__ = ["reference_seconds"]

SIZES = {"layers": 12, "width": 768, "heads": 12, "inner": 3072}
INPUTS = ("pieces", "case", "quote", "place", "lengths")


def reference_seconds(layouts: Sequence[Layout]) -> float | str:
    """Return how long the encoder takes for some texts, one after the other, or why that cannot be measured."""
    try:
        torch, export, network = (importlib.import_module(name) for name in ("torch", "training.export", "training.network"))
    except ImportError as error:
        return f"needs what training needs: pip install 'headwater[train]' ({error})"
    with tempfile.TemporaryDirectory() as scratch:
        graph = _graph(torch, export, network, Path(scratch))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        feeds = [{name: graph_inputs([layout])[name] for name in INPUTS} for layout in layouts]
        session.run(None, feeds[0])
        began = time.perf_counter()
        for feed in feeds:
            session.run(None, feed)
        return time.perf_counter() - began


def _graph(torch: Any, export: Any, network: Any, folder: Path) -> Path:
    sizes = network.Sizes(**SIZES)
    torch.manual_seed(0)
    encoder = network.Encoder(sizes, 0.0).eval()
    for layer in encoder.layers:
        layer.attention = export.Split(layer.attention)
    pieces = torch.randint(1000, 30000, (3, 90))
    inputs = (pieces, *(torch.zeros_like(pieces) for _ in range(3)), torch.full((3,), 90))
    axes = {name: {0: "windows", 1: "length"} for name in (*INPUTS[:4], "states")} | {"lengths": {0: "windows"}}
    path = folder / "fp32.onnx"
    torch.onnx.export(
        encoder, inputs, str(path), input_names=list(INPUTS), output_names=["states"], dynamic_axes=axes, opset_version=17, dynamo=False
    )
    export.shrink(path, folder / "int8.onnx", sizes)
    return folder / "int8.onnx"
