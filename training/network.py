"""The network: the encoder, and the heads that read its states.

One pass gives a state a word. A linear head scores each word as the start of a cue. For each candidate start a small transformer reads
the words around it, told how each lies to the cue and where rival cues may start, and labels them source, content, cue or none; a
linear-chain CRF keeps the labels whole.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import safe_open
from torch import Tensor, nn
from torch.nn import functional as F

from headwater.encode.layout import CASES, PLACES, QUOTE_STATES

__all__ = ["AFTER", "BEFORE", "Batch", "Network", "Sizes", "load_checkpoint", "load_pretrained"]

BEFORE, AFTER = 64, 127  # words read around a cue's start: 99% of PolNeAR's sources and contents lie within
KIND_WIDTH = 64
LABELS = 4  # none, source, content, cue
POTENTIALS = LABELS + 4  # and entering source, content; leaving source, content


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of the network."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    reader_layers: int = 2
    reader_width: int = 128
    reader_heads: int = 4


@dataclass(slots=True)
class Batch:
    """Windows of several reports, and the words that are read from them.

    Attributes:
        pieces, case, quote, place: Shape (windows, pieces).
        lengths: Pieces in use, shape (windows,).
        word_at: Flat index into (windows × pieces) of each word's first piece, shape (words,).
        word_quote, sentence, paragraph: Of each word, shape (words,).
    """

    pieces: Tensor
    case: Tensor
    quote: Tensor
    place: Tensor
    lengths: Tensor
    word_at: Tensor
    word_quote: Tensor
    sentence: Tensor
    paragraph: Tensor


class Attention(nn.Module):
    """Multi-head self-attention."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the attended states; `mask` is additive, shape (batch, 1, 1, length)."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            scores = q @ k.transpose(-1, -2) / (width // self.heads) ** 0.5 + mask
            y = scores.softmax(-1) @ v
        else:
            y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.out(y.transpose(1, 2).reshape(batch, length, width))


class Layer(nn.Module):
    """A transformer layer, normalised after each part as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(width, heads, dropout)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next states."""
        x = self.norm1(x + self.dropout(self.attention(x, mask)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """BERT's encoder with three more input embeddings: casing, quotation state, place in the paragraph."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.word = nn.Embedding(sizes.vocabulary, sizes.width)
        self.position = nn.Embedding(sizes.positions, sizes.width)
        self.case, self.quote, self.place = (nn.Embedding(n, sizes.width) for n in (CASES, QUOTE_STATES, PLACES))
        for table in (self.case, self.quote, self.place):
            nn.init.zeros_(table.weight)
        self.norm, self.dropout = nn.LayerNorm(sizes.width, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(sizes.width, sizes.heads, sizes.inner, dropout) for _ in range(sizes.layers))

    def forward(self, pieces: Tensor, case: Tensor, quote: Tensor, place: Tensor, lengths: Tensor) -> Tensor:
        """Return the states, shape (windows, pieces, width)."""
        at = torch.arange(pieces.shape[1], device=pieces.device)
        mask = torch.where(at[None] < lengths[:, None], 0.0, -1e4)[:, None, None, :]
        x = self.word(pieces) + self.position(at) + self.case(case) + self.quote(quote) + self.place(place)
        x = self.dropout(self.norm(x))
        if torch.is_autocast_enabled("cpu"):
            mask = mask.to(torch.bfloat16)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class CueReader(nn.Module):
    """Reads the words around each cue: what each is to this cue, and whether this is one."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        width = sizes.reader_width
        self.word, self.cue = nn.Linear(sizes.width, width), nn.Linear(sizes.width, width)
        self.position = nn.Parameter(torch.randn(BEFORE + 1 + AFTER, width) * 0.02)
        self.sentence, self.paragraph, self.quote = nn.Embedding(9, width), nn.Embedding(7, width), nn.Embedding(QUOTE_STATES, width)
        for table in (self.sentence, self.paragraph, self.quote):
            nn.init.normal_(table.weight, std=0.02)
        self.rival = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(Layer(width, sizes.reader_heads, 2 * width, dropout) for _ in range(sizes.reader_layers))
        self.potentials = nn.Linear(width, POTENTIALS)
        self.verdict = nn.Sequential(nn.Linear(width + sizes.width, width), nn.GELU(), nn.Linear(width, 2))
        self.kind = nn.Sequential(nn.Linear(width + sizes.width, KIND_WIDTH), nn.GELU(), nn.Linear(KIND_WIDTH, 1))
        # Until `training.kinds` has fitted it, everything is a statement.
        nn.init.zeros_(self.kind[2].weight)
        nn.init.constant_(self.kind[2].bias, -9.0)

    def forward(
        self, states: Tensor, chance: Tensor, quote: Tensor, sentence: Tensor, paragraph: Tensor, cues: Tensor, low: Tensor, high: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return potentials, shape (cues, words around, 8), and log-odds of being a cue and of an attitude, shape (cues, 2).

        Args:
            states: Shape (words, width).
            chance: Probability that a word starts a cue, shape (words,): where rivals stand, another's content may begin.
            quote, sentence, paragraph: Of each word, shape (words,).
            cues: Index of each cue's first word, shape (cues,).
            low, high: First and last word of each cue's report, shape (cues,).
        """
        around = self.read(states, chance, quote, sentence, paragraph, cues, low, high)
        joint = self.at_cue(around, states, cues)
        verdict = self.verdict(joint)
        if not self.training:
            # While training, the second column tells the encoder that kinds matter; `training.kinds` fits what is used.
            verdict = torch.cat([verdict[:, :1], self.kind(joint)], -1)
        return self.potentials(around), verdict

    def read(
        self, states: Tensor, chance: Tensor, quote: Tensor, sentence: Tensor, paragraph: Tensor, cues: Tensor, low: Tensor, high: Tensor
    ) -> Tensor:
        """Return the states of the words around each cue, shape (cues, words around, reader width); the arguments are forward's."""
        at = cues[:, None] + torch.arange(-BEFORE, AFTER + 1, device=cues.device)[None]
        inside = (at >= low[:, None]) & (at <= high[:, None])
        at = torch.maximum(torch.minimum(at, high[:, None]), low[:, None])
        x = self.word(states)[at] + self.cue(states[cues])[:, None] + self.position
        x = x + self.sentence((sentence[at] - sentence[cues][:, None]).clamp(-4, 4) + 4)
        x = x + self.paragraph((paragraph[at] - paragraph[cues][:, None]).clamp(-3, 3) + 3) + self.quote(quote[at])
        x = self.norm(x + chance[at][..., None] * self.rival)
        mask = torch.where(inside, 0.0, -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            mask = mask.to(torch.bfloat16)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def at_cue(self, around: Tensor, states: Tensor, cues: Tensor) -> Tensor:
        """Return what is known at each cue's first word, shape (cues, reader width + width)."""
        return torch.cat([around[:, BEFORE], states[cues]], -1)


class Network(nn.Module):
    """The whole network, with the CRF's transitions."""

    def __init__(self, sizes: Sizes | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes or Sizes()
        self.encoder = Encoder(self.sizes, dropout)
        self.start = nn.Linear(self.sizes.width, 1)
        self.flat = nn.Linear(self.sizes.width, 3)
        self.reader = CueReader(self.sizes, dropout)
        nn.init.constant_(self.start.bias, -3.5)
        self.transitions = nn.Parameter(torch.zeros(LABELS, LABELS))

    def words(self, batch: Batch) -> Tensor:
        """Return the state of each word, shape (words, width)."""
        states = self.encoder(batch.pieces, batch.case, batch.quote, batch.place, batch.lengths)
        return states.reshape(-1, states.shape[-1])[batch.word_at]


def load_checkpoint(network: Network, weights: dict[str, Tensor]) -> None:
    """Fill a network from a checkpoint, which may lack the head of kinds and no other part.

    Raises:
        ValueError: Other parts are missing, or there are parts that the network does not have.
    """
    missing, unexpected = network.load_state_dict(weights, strict=False)
    if unexpected or not all(name.startswith("reader.kind.") for name in missing):
        raise ValueError(f"the checkpoint is of another network: it lacks {missing}, and has {unexpected} beside")


def load_pretrained(network: Network, path: Path) -> None:
    """Fill the encoder with a BERT-shaped model's weights, read from a safetensors file.

    A network of fewer layers takes evenly spaced ones, the last among them.
    """
    encoder, kept = network.encoder, network.sizes.layers
    with safe_open(path, framework="pt") as f:
        names = set(f.keys())
        prefix = "bert." if any(n.startswith("bert.") for n in names) else ""

        def take(name: str) -> Tensor:
            return f.get_tensor(prefix + name)

        total = 1 + max(int(n.split("layer.")[1].split(".")[0]) for n in names if "encoder.layer." in n)
        with torch.no_grad():
            encoder.word.weight.copy_(take("embeddings.word_embeddings.weight"))
            # The one segment there is goes into the positions.
            encoder.position.weight.copy_(
                take("embeddings.position_embeddings.weight") + take("embeddings.token_type_embeddings.weight")[0]
            )
            _copy(encoder.norm, take, "embeddings.LayerNorm")
            for n, layer in enumerate(encoder.layers):
                here = f"encoder.layer.{(n + 1) * total // kept - 1}."
                for part in ("weight", "bias"):
                    stacked = [take(f"{here}attention.self.{x}.{part}") for x in ("query", "key", "value")]
                    getattr(layer.attention.qkv, part).copy_(torch.cat(stacked))
                _copy(layer.attention.out, take, here + "attention.output.dense")
                _copy(layer.norm1, take, here + "attention.output.LayerNorm")
                _copy(layer.up, take, here + "intermediate.dense")
                _copy(layer.down, take, here + "output.dense")
                _copy(layer.norm2, take, here + "output.LayerNorm")


def _copy(module: nn.Module, take, name: str) -> None:  # type: ignore[no-untyped-def]
    module.weight.copy_(take(name + ".weight"))
    module.bias.copy_(take(name + ".bias"))
