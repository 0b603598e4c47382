"""The weights in the package: where they lie, whether they are the right ones, and what was set when they were made."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.errors import ModelError

__all__ = ["FORMAT", "Card", "load_card", "weights_state"]

FORMAT = 1
"""Version of the graph's inputs and outputs; weights of another one are refused."""

FOLDER = Path(__file__).with_name("weights")
_REMEDY = "reinstall headwater, or make them anew with `python -m training.export`"


@dataclass(frozen=True, slots=True)
class Card:
    """What the weights say of themselves.

    Attributes:
        name, version: Of the model, as statements name it.
        graph, tokenizer: Paths of the two files, checked against their hashes.
        transitions: The CRF's transitions, shape (4, 4): none, source, content, cue.
        before, after: Words that the graph reads before and after the first word of a cue.
        candidate: Log-odds from which a word is tried as the start of a cue.
        lean: Added to the log-odds of each word's being source, which training leaves too low.
        blend: Share of the verdict in the score; the rest is the odds of being a start.
        least: The score from which an attribution stands.
        sourceless: The same for one without a source.
        contest: The score from which one may claim content that a surer one holds.
        attitude: The probability from which it is an attitude.
    """

    name: str
    version: str
    graph: Path
    tokenizer: Path
    transitions: npt.NDArray[np.float32]
    before: int
    after: int
    candidate: float
    lean: float
    blend: float
    least: float
    sourceless: float
    contest: float
    attitude: float


@cache
def load_card(folder: Path = FOLDER) -> Card:
    """Return the card of the weights in a folder, its files checked.

    Raises:
        ModelError: A file is missing, altered, or of another version of the format.
    """
    path = folder / "reader.json"
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"the weights are missing: no {path.name} in {folder}; {_REMEDY}") from error
    except ValueError as error:
        raise ModelError(f"{path} is damaged ({error}); {_REMEDY}") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        found = said.get("format") if isinstance(said, dict) else said
        raise ModelError(f"{path} is of format {found!r}; this headwater reads format {FORMAT}; {_REMEDY}")
    try:
        for name in ("reader.onnx", "tokenizer.json"):
            _check(folder / name, said["sha256"][name])
        return _card(folder, said)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path} is damaged ({type(error).__name__}: {error}); {_REMEDY}") from error


def _card(folder: Path, said: dict[str, Any]) -> Card:
    return Card(
        name=said["name"],
        version=said["version"],
        graph=folder / "reader.onnx",
        tokenizer=folder / "tokenizer.json",
        transitions=np.array(said["transitions"], dtype=np.float32),
        **{key: said[key] for key in ("before", "after", "candidate", "lean", "blend", "least", "sourceless", "contest", "attitude")},
    )


def weights_state(folder: Path = FOLDER) -> list[tuple[str, bool, str]]:
    """Return what `headwater doctor` says of the weights: a label, whether it is well, and the details."""
    try:
        card = load_card(folder)
    except ModelError as error:
        return [("weights", False, str(error))]
    size = card.graph.stat().st_size / 1e6
    return [("weights", True, f"{card.name} {card.version}, {size:.1f} MB, SHA-256 {_sha256(card.graph)[:12]}… as expected")]


def _check(path: Path, expected: str) -> None:
    if not path.is_file():
        raise ModelError(f"the weights are missing: no {path.name} in {path.parent}; {_REMEDY}")
    found = _sha256(path)
    if found != expected:
        raise ModelError(f"{path} is not the file that was shipped: its SHA-256 is {found[:12]}…, not {expected[:12]}…; {_REMEDY}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
