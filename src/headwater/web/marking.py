"""Which words of a text were searched for: a text to pieces, those that hit marked."""

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Bit", "marked"]

_WORD = re.compile(r"[^\W_]+")
LEAST_STEM = 4
"""Letters that two words must share at their beginning to be of one stem; shorter words must be the same."""


@dataclass(frozen=True, slots=True)
class Bit:
    """Some of a text, hit or not."""

    text: str
    hit: bool


def marked(text: str, wanted: str) -> tuple[Bit, ...]:
    """Return a text in bits that tile it; a hit is a word of the stem of a word searched for, as near as the page can tell."""
    stems = {_plain(word) for word in _WORD.findall(wanted)}
    found: list[Bit] = []
    at = 0
    for word in _WORD.finditer(text):
        if any(_alike(_plain(word[0]), stem) for stem in stems):
            found += [Bit(text[at : word.start()], hit=False)] * (at < word.start())
            found.append(Bit(word[0], hit=True))
            at = word.end()
    return (*found, *[Bit(text[at:], hit=False)] * (at < len(text)))


def _plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter))


def _alike(word: str, wanted: str) -> bool:
    """Whether two words could be of one stem: the same but for an ending of a few letters."""
    if word == wanted:
        return True
    shared = max(LEAST_STEM, min(len(word), len(wanted)) - 2)
    return abs(len(word) - len(wanted)) <= 3 and len(wanted) >= LEAST_STEM and word[:shared] == wanted[:shared]
