"""Reports with their gold attributions, as the arrays that training needs. No held-out report gets through."""

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from headwater.encode.layout import Layout, lay_out

__all__ = ["Example", "HeldOutError", "examples", "read_rows", "restyle_quotes"]

Ints = npt.NDArray[np.int64]
ROLES = ("source", "content", "cue")  # labels 1, 2, 3; 0 is none


class HeldOutError(ValueError):
    """A report that must never be trained on stood among the training reports."""


@dataclass(frozen=True, slots=True)
class Example:
    """One report to train on.

    Attributes:
        id: The report's id.
        layout: Its words, pieces and features.
        cues: First word of each attribution's cue, shape (attributions,), ascending.
        labels: Role of each word in each attribution (0 none, 1 source, 2 content, 3 cue), shape (attributions, words).
        attitude: 1 attitude, 0 statement, -1 not known, shape (attributions,).
        masked: Words that no loss counts, shape (words,).
    """

    id: str
    layout: Layout
    cues: Ints
    labels: Ints
    attitude: Ints
    masked: npt.NDArray[np.bool_]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSONL file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def examples(
    rows: Iterable[dict[str, Any]],
    tokenizer: Tokenizer,
    *,
    held_out: frozenset[str],
    kinds: dict[str, dict[str, str]] | None = None,
    refuse: bool = True,
    restyle: random.Random | None = None,
) -> list[Example]:
    """Return the examples of a corpus.

    Args:
        rows: Reports with `text`, `attributions`, `discuss`, `discard`.
        tokenizer: The encoder's.
        held_out: Ids that must not be trained on.
        kinds: Per report, kind of each attribution id where it is known.
        refuse: Raise on a held-out report rather than leave it out.
        restyle: Change the style of quotation marks of some reports, drawn from this.

    Raises:
        HeldOutError: A row is held out and `refuse` is set.
    """
    made = []
    for row in rows:
        if row["id"] in held_out:
            if refuse:
                raise HeldOutError(f"{row['id']} is held out: take it out of the training reports")
            continue
        text = restyle_quotes(row["text"], restyle) if restyle else row["text"]
        made.append(_example(row, text, tokenizer, (kinds or {}).get(row["id"], {})))
    return made


def _example(row: dict[str, Any], text: str, tokenizer: Tokenizer, kinds: dict[str, str]) -> Example:
    layout = lay_out(text, tokenizer)
    kept = []
    for a in row["attributions"]:
        label = np.zeros(len(layout.words), dtype=np.int64)
        for n, role in enumerate(ROLES, start=1):
            for start, end in a[role]:
                label[(layout.words[:, 0] < end) & (layout.words[:, 1] > start)] = n
        cue = np.flatnonzero(label == 3)
        if len(cue) and (label == 2).any():
            kept.append((int(cue[0]), label, {"attitude": 1, "statement": 0}.get(kinds.get(a["id"], ""), -1)))
    kept.sort(key=lambda k: k[0])
    masked = np.zeros(len(layout.words), dtype=bool)
    for start, end in [*row.get("discuss", []), *row.get("discard", [])]:
        masked |= (layout.words[:, 0] < end) & (layout.words[:, 1] > start)
    return Example(
        id=row["id"],
        layout=layout,
        cues=np.array([k[0] for k in kept], dtype=np.int64),
        labels=np.array([k[1] for k in kept], dtype=np.int64).reshape(len(kept), len(layout.words)),
        attitude=np.array([k[2] for k in kept], dtype=np.int64),
        masked=masked,
    )


_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def restyle_quotes(text: str, rng: random.Random) -> str:
    """Return the text, of the same length, with its quotation marks in another style for four texts in ten."""
    draw = rng.random()
    if draw < 0.2:
        return text.translate(_STRAIGHT)
    if draw < 0.3 and "“" in text:
        british = _british(text)
        return british.translate(_STRAIGHT) if draw < 0.25 else british
    if draw < 0.4 and '"' in text and "“" not in text:
        opening = False
        out = []
        for ch in text:
            if ch == '"':
                opening = not opening
                out.append("“" if opening else "”")
            else:
                out.append(ch)
                opening = opening and ch != "\n"
        return "".join(out)
    return text


def _british(text: str) -> str:
    """Return a text with its double marks single and its single ones double; an apostrophe stays."""
    out, inner = [], False
    for at, ch in enumerate(text):
        if ch == "‘":
            inner = True
        closes = ch == "’" and inner and not text[at + 1 : at + 2].isalnum()
        inner = inner and not closes and ch != "\n"
        out.append("”" if closes else {"“": "‘", "”": "’", "‘": "“"}.get(ch, ch))
    return "".join(out)
