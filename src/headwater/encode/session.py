"""The one pass over a text: tokenizer, ONNX session, and the scores that every head reads."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from headwater.encode.layout import PARAGRAPH, Layout, graph_inputs, lay_out, window_bounds
from headwater.encode.weights import Card, load_card
from headwater.errors import ModelError

__all__ = ["Encoded", "Encoder", "open_encoder"]

PART_WINDOWS = 8
"""Windows read at once: about 1,500 words. Most reports are shorter."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text's words and what the network thinks of them.

    Attributes:
        layout: The words, pieces and features.
        cues: First word of each candidate cue, ascending, shape (cues,).
        odds: Log-odds that it starts one, shape (cues,).
        potentials: What each word around it is to it, shape (cues, before + 1 + after, 8); see `headwater.read.decode.best_paths`.
        around: The words around it, clipped to the text, shape (cues, before + 1 + after).
        inside: Whether they lie in the text, same shape.
        verdicts: Log-odds that it is a cue at all and that it is of an attitude, shape (cues, 2).
    """

    layout: Layout
    cues: Ints
    odds: Floats
    potentials: Floats
    around: Ints
    inside: Bools
    verdicts: Floats


class Encoder:
    """Text to scores on one thread, the same for the same text whatever was read before.

    Dynamic int8 scales are taken over a whole batch, so one text is one batch.
    """

    def __init__(self, card: Card) -> None:
        self.card = card
        self._tokenizer = Tokenizer.from_file(str(card.tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(str(card.graph), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"onnxruntime {onnxruntime.__version__} cannot load {card.graph}: {error}") from error

    def lay_out(self, text: str, paragraphs: list[tuple[int, int]]) -> Layout:
        """Return the words and pieces of some paragraphs of a text."""
        return lay_out(text, self._tokenizer, paragraphs)

    def encode(self, layout: Layout) -> Encoded:
        """Return the scores of a text.

        A long one is read in parts of `PART_WINDOWS` windows, so that memory does not grow with it; a cue does not see over their edges.
        """
        parts = [self._encode_part(layout, *part) for part in _parts(layout)]
        if not parts:
            return self._nothing(layout)
        return Encoded(layout, *(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _encode_part(self, layout: Layout, first: int, last: int) -> tuple[Ints, Floats, Floats, Ints, Bools, Floats]:
        """Return what `Encoded` holds, in its order, of the words `[first, last)`."""
        card = self.card
        feed = graph_inputs([layout.of_words(first, last)]) | {"least": np.array([card.candidate], dtype=np.float32)}
        cues, odds, potentials, verdicts = self._session.run(None, feed)
        cues = cues + first
        around = cues[:, None] + np.arange(-card.before, card.after + 1)
        inside = (around >= first) & (around < last)
        return cues, odds, potentials, around.clip(first, last - 1), inside, verdicts

    def _nothing(self, layout: Layout) -> Encoded:
        width = self.card.before + 1 + self.card.after
        none, floats = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        return Encoded(
            layout,
            cues=none,
            odds=floats,
            potentials=floats.reshape(0, width, 8),
            around=none.reshape(0, width),
            inside=np.zeros((0, width), dtype=bool),
            verdicts=floats.reshape(0, 2),
        )


def _parts(layout: Layout) -> list[tuple[int, int]]:
    """Return the word ranges of the parts of a text, each beginning with a paragraph unless a single one is longer than a part."""
    edges = [0]
    for start, _ in window_bounds(layout)[PART_WINDOWS::PART_WINDOWS]:
        word = int(layout.word_of_piece[start])
        opening = np.flatnonzero(layout.place[edges[-1] + 1 : word + 1] == PARAGRAPH)
        edges.append(edges[-1] + 1 + int(opening[-1]) if len(opening) else word)
    edges.append(len(layout.words))
    return [(a, b) for a, b in pairwise(edges) if a < b] if len(layout.pieces) else []


@cache
def open_encoder() -> Encoder:
    """Return the encoder with the weights of the package, loaded once.

    Raises:
        ModelError: The weights are missing, altered, or made for another version.
    """
    return Encoder(load_card())
