"""What a comparison of two cards finds, and how it is put in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.link.cards import ActorCard

__all__ = ["LIKELY", "SURE", "WEAK", "Finding", "quoted", "quoted_all"]

SURE, LIKELY, WEAK = 3, 2, 1
"""How firm a link is. A sure one stands; a likely and a weak one only where there is no choice between several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """That two cards are one actor: how firmly, and why, as a sentence without its full stop."""

    strength: int
    because: str


def quoted(card: ActorCard) -> str:
    """Return the name on a card in quotation marks, in one line."""
    return f"“{' '.join(card.name.split())}”"


def quoted_all(names: Iterable[tuple[str, ...]], most: int = 2) -> str:
    """Return some names, the longest first, in quotation marks."""
    chosen = sorted(names, key=lambda words: (-len(" ".join(words)), words))[:most]
    return " and ".join(f"“{' '.join(words)}”" for words in chosen)
