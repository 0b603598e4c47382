"""What became of the words of an utterance from one report to another: the words that stayed, went and came, aligned.

Words are compared without case and marks, and shown as they stand. Where one report only tells what another quotes, there is nothing to
align: both are shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

__all__ = ["Drift", "Piece", "aligned", "drifts_of"]

Json = Mapping[str, Any]

SHOWN_FIRST = ("hedge_lost", "altered", "truncated", "translated", "paraphrased", "identical")
"""Relations, those first that change what was said."""
TOLD = ("paraphrased", "translated", "identical")
"""Relations in which words are not held against each other."""
NOT_QUOTED = "told"
"""How linking begins to say that one report tells what another quotes: the words around it are the report's own."""
LEAST_KEPT = 0.5
"""Share of the words of the shorter that must stand in both: below it, an alignment shows chance and not change."""
_KEY = re.compile(r"[^\w%€£$]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words: the same in both, gone, or new."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """An utterance in two reports, the earlier first.

    Attributes:
        pieces: The words of both, aligned; empty where they are not held against each other.
        because: What linking says of it.
    """

    speaker: str
    relation: str
    a: Json
    b: Json
    pieces: tuple[Piece, ...]
    because: str


def drifts_of(quotes: Sequence[Json]) -> tuple[Drift, ...]:
    """Return the utterances of a story that stand in two reports, those first whose words were changed."""
    made = [
        Drift(
            speaker=each["speaker"],
            relation=each["relation"],
            a=each["a"],
            b=each["b"],
            pieces=_held_against(each),
            because=each["because"],
        )
        for each in quotes
    ]
    return tuple(sorted(made, key=lambda drift: SHOWN_FIRST.index(drift.relation)))  # those alike stay in the order of the reports


def _held_against(quote: Json) -> tuple[Piece, ...]:
    a, b = quote["a"]["text"], quote["b"]["text"]
    if quote["relation"] in TOLD or quote["because"].startswith(NOT_QUOTED):
        return ()
    pieces = aligned(a, b)
    kept = sum(len(piece.text.split()) for piece in pieces if piece.kind == "same")
    return pieces if kept >= LEAST_KEPT * min(len(a.split()), len(b.split())) else ()


def aligned(a: str, b: str) -> tuple[Piece, ...]:
    """Return the words of two wordings as runs that are the same, gone from the first, or new in the second, in order."""
    one, other = a.split(), b.split()
    found: list[Piece] = []
    matcher = SequenceMatcher(None, [_key(word) for word in one], [_key(word) for word in other], autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece(kind="same", text=" ".join(other[b0:b1])))
        else:
            found.extend(_changed(one[a0:a1], other[b0:b1]))
    return tuple(found)


def _changed(gone: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if gone:
        yield Piece(kind="gone", text=" ".join(gone))
    if new:
        yield Piece(kind="new", text=" ".join(new))


def _key(word: str) -> str:
    return _KEY.sub("", word.casefold()) or word
