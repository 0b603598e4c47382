"""How exports say things: times, counts, who published what."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from headwater.telling import in_words

__all__ = ["and_list", "count_words", "counted", "place_words", "time_words", "visible"]

# What cannot be seen, or makes a line read as what it is not, is written out; tabs, ends of lines and joiners (scripts need them) stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """Return a text with control characters and marks that turn its direction written out as escapes, since they cannot be seen."""
    return _UNSEEN.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def time_words(value: str | None) -> str:
    """Return an ISO 8601 time as people write it, no more precise than it is; what is not ISO 8601 as it is, nothing for none.

    `2025-05-14T05:10:00Z` is 14 May 2025, 05:10 UTC; `2025-05` is May 2025.
    """
    return visible(in_words(value or ""))


def counted(number: int, thing: str) -> str:
    """Return `1 report`, `2 reports`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def and_list(words: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def count_words(claim: Mapping[str, Any]) -> str:
    """Return how many independent origins a claim has: `2 to 3`, or `1`."""
    low, high = claim["low"], claim["high"]
    return str(low) if low == high else f"{low} to {high}"


def place_words(start: int, end: int) -> str:
    """Return where a quotation stands in its text."""
    return f"characters {start}–{end}"
