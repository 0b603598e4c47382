"""Sentence vectors: texts -> points that lie near one another where they mean the same. What follows from that is decided in link.

The network is all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020) as it was pretrained, in int8.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from headwater.encode.weights import FOLDER, load_card
from headwater.errors import ModelError

__all__ = ["FORMAT", "GRAPH", "WIDTH", "Meaning", "open_meaning"]

FORMAT = 1
GRAPH = "meaning.onnx"
WIDTH = 384
MAX_PIECES = 128
"""What the network was trained on; longer texts are cut there."""

Floats = npt.NDArray[np.float32]

_REMEDY = "reinstall headwater, or make it anew with `python -m training.meaning`"


class Meaning:
    """Texts to vectors on one thread, the same for the same text whatever was encoded before.

    Attributes:
        version: Of the weights, to be kept with every stored vector.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self.version, graph = _checked(folder)
        self._tokenizer = Tokenizer.from_file(str(load_card(folder).tokenizer))
        self._tokenizer.enable_truncation(MAX_PIECES)
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return a vector of length one for each text, shape (texts, WIDTH).

        Int8 scales are taken over a whole batch, so each text is a batch of its own: its vector does not depend on its neighbours.
        """
        encoded = self._tokenizer.encode_batch(list(texts))
        rows = [self._session.run(None, {"pieces": np.array([each.ids], dtype=np.int64)})[0][0] for each in encoded]
        return np.array(rows, dtype=np.float32).reshape(len(rows), WIDTH)


def _checked(folder: Path) -> tuple[str, Path]:
    card, graph = folder / "meaning.json", folder / GRAPH
    try:
        said = json.loads(card.read_text(encoding="utf-8"))
        with graph.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise ModelError(f"the sentence encoder's weights cannot be read: {error}; {_REMEDY}") from error
    if said.get("format") != FORMAT:
        raise ModelError(f"{card} is of format {said.get('format')!r}; this headwater reads format {FORMAT}; {_REMEDY}")
    if found != said.get("sha256"):
        raise ModelError(f"{graph} is not the file that was shipped: its SHA-256 is {found[:12]}…; {_REMEDY}")
    return str(said["version"]), graph


@cache
def open_meaning() -> Meaning:
    """Return the sentence encoder of the package, loaded once.

    Raises:
        ModelError: Its weights are missing, altered, or made for another version.
    """
    return Meaning()
