"""The text as words of time, one character each, so that a pattern over words is a plain regular expression."""

import re
from collections.abc import Iterator

from headwater.resolve.times.vocabulary import CLASSES, MONTHS
from headwater.resolve.words import Words

__all__ = ["Lexed", "compiled"]

_LEX = re.compile(
    r"(?P<ISO>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))"
    r"|(?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r"|(?P<SLASH>\d{1,2}/\d{1,2}/\d{2,4}(?![\d/]))"
    r"|(?P<QN>[Qq][1-4]\b)"
    r"|(?P<BIG>\d{1,9}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,9}\.\d{1,9})"
    r"|(?P<ORDD>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<DECS>\d\d(?:\d\d)?(?:[’']?s)\b)"
    r"|(?P<CLKAP>\d{1,2}[ap]m\b)"
    r"|(?P<DIGITS>\d+)"
    r"|(?P<AP>[ap]\.\s?m\b\.?)"
    r"|(?P<S>[’']s\b)"
    r"|[^\W\d_]+(?:\.[^\W\d_]\b\.?)?"
    r"|[^\w\s]|_",
    re.IGNORECASE,
)
_FIRST = 0xE000
_KINDS = ("ISO", "CLOCK", "SLASH", "QN", "BIG", "ORDD", "DECS", "CLKAP", "AP", "S", "DD", "YYYY", "NNN", "CAP", "OTHER", "BREAK", "FYY")
_ALPHABET: dict[str, str] = {}


def _char(name: str) -> str:
    """Return the character of a kind of token or of a word that stands in some pattern."""
    return _ALPHABET.setdefault(name, chr(_FIRST + len(_ALPHABET)))


for _name in (*_KINDS, *sorted({word for group in CLASSES.values() for word in group})):
    _char(_name)


_NAME = re.compile(r"\?P<\w+>|\\.|\?:|\[[^\]]*\]|\{[\d,]+\}|[A-Z]+|[a-z]+(?:-[a-z]+)*(?:')?|[.,\-–/$'’:]|\s+")


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a regular expression over characters of `Lexed.chars`.

    In the pattern a word in lower case stands for itself, one in capitals for a kind of token or a class of words, `<name>` opens a named
    group as in `n=(NUMW)`, and ( | ) ? * and {a,b} are those of regular expressions. Marks (. , - /) stand for themselves.
    """

    def char(found: re.Match[str]) -> str:
        name = found.group()
        if not name.strip():
            return ""
        if name[0] in "?{":
            return name
        name = name.removeprefix("\\")
        if name in CLASSES:
            return "[" + "".join(_char(word) for word in sorted(CLASSES[name])) + "]"
        return _char(name)

    return re.compile(_NAME.sub(char, re.sub(r"(\w+)=\((?:\?:)?", r"(?P<\1>", pattern)))


class Lexed:
    """The tokens of a text.

    Attributes:
        text: The text.
        start: Offset of each token.
        end: Offset after each token.
        low: Each token in lower case, with straight apostrophes; a break between sentences is a token without words.
        chars: One character for each token: what `compiled` patterns match.
    """

    def __init__(self, words: Words) -> None:
        self.text = words.text
        self.start: list[int] = []
        self.end: list[int] = []
        self.low: list[str] = []
        self.raw: list[str] = []
        chars: list[str] = []
        alphabet = _ALPHABET
        other, cap, stop = alphabet["OTHER"], alphabet["CAP"], alphabet["BREAK"]
        for begin, end, broken in _stretches(words):
            if broken:
                self._add(begin, begin, "", "")
                chars.append(stop)
            for found in _LEX.finditer(self.text, begin, end):
                raw = found.group()
                low = raw.lower().replace("’", "'")
                self._add(found.start(), found.end(), raw, low)
                kind = found.lastgroup
                if kind is None:
                    upper = raw[0].isupper()
                    char = alphabet.get(low)
                    if char is None or (low in _CAPITAL and not upper):
                        char = cap if upper else other
                    chars.append(char)
                else:
                    chars.append(alphabet[_digits(raw) if kind == "DIGITS" else kind])
        self.chars = "".join(chars)

    def _add(self, start: int, end: int, raw: str, low: str) -> None:
        self.start.append(start)
        self.end.append(end)
        self.raw.append(raw)
        self.low.append(low)

    def __len__(self) -> int:
        return len(self.start)


_CAPITAL = frozenset((*CLASSES["WDAY"], *CLASSES["WD"], *CLASSES["WDAYS"], *MONTHS, "christmas", "easter", "thanksgiving", "halloween"))


def _digits(raw: str) -> str:
    if not raw.isascii():
        return "OTHER"
    if len(raw) <= 2:
        return "DD"
    if len(raw) == 4 and 1000 <= int(raw) <= 2199:
        return "YYYY"
    return "NNN" if len(raw) <= 9 else "OTHER"


def _stretches(words: Words) -> Iterator[tuple[int, int, bool]]:
    """Yield the sentences, and whether each is apart from the one before: a line that was cut hard goes on in the next."""
    text, before = words.text, None
    for begin, end in words.sentences:
        first = text[begin : begin + 1]
        broken = before is None or not (
            text[before:begin].count("\n") <= 1
            and text[before - 1].isalnum() | (text[before - 1] == ",")
            and (first.islower() or first.isdigit())
        )
        yield begin, end, broken
        before = begin + len(text[begin:end].rstrip())
