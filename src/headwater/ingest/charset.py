"""Bytes that are no UTF-8 -> the name of their encoding, where it can be told.

English is nearly ASCII: its few other bytes are quotation marks, dashes, currencies and the letters of names. General detectors weigh
letters, of which there are hardly any, and so take Windows quotation marks for Chinese; here those few bytes are looked at as what they
would be. Only text with many of them, and so in another script, goes to charset-normalizer.
"""

import re

__all__ = ["recognised"]

MANY = 0.3  # the share of bytes above 127 from which a text is not written in Latin letters
_HIGH = re.compile(rb"[\x80-\xff]+")
# Where a character of news stands tells what it is: marks of quotation at the edges of words, letters within them.
_MARKS = "‘’“”–—…•«»£€©®™°§·¡¿\u00a0\u00ad´½¼¾"


def recognised(raw: bytes) -> str:
    """Name the encoding of a text that is not UTF-8.

    Args:
        raw: Its bytes, with no byte order mark.

    Returns:
        A codec's name in which the bytes decode, or "" where none is likely.
    """
    if sum(len(run) for run in _HIGH.findall(raw)) > MANY * len(raw):
        return _by_letters(raw)
    likelihood = {name: _fitting(raw, name) for name in ("windows-1252", "mac-roman", "cp437")}
    best = max(likelihood, key=lambda name: likelihood[name])
    return best if likelihood[best] >= 0.7 else ""


def _fitting(raw: bytes, name: str) -> float:
    """The share of high bytes that are, in this encoding, marks and letters where news has them."""
    try:
        text = raw.decode(name)
    except UnicodeDecodeError:
        return 0.0
    high = [index for index, character in enumerate(text) if character > "\x7f"]
    return sum(_stands_well(text, index) for index in high) / len(high)


def _stands_well(text: str, index: int) -> bool:
    character, before, after = text[index], text[index - 1 : index], text[index + 1 : index + 2]
    if character in "’":
        return before.isalnum() or before in _MARKS or before in ".,!?"
    if character in "“‘«":
        return not before.isalnum() and not after.isspace()
    if character in "”»":
        return not before.isspace() and not after.isalnum()
    if character in _MARKS:
        return True
    in_word = before.isalpha() or after.isalpha()
    inside_lower = character.isupper() and before.islower()
    return character.isalpha() and "\u00c0" <= character <= "\u017f" and in_word and not inside_lower


def _by_letters(raw: bytes) -> str:
    from charset_normalizer import from_bytes  # it loads its tables, which English never needs

    found = from_bytes(raw[:20_000], threshold=0.3).best()
    try:
        return found.encoding if found and raw.decode(found.encoding) else ""
    except UnicodeDecodeError:
        return ""
