"""Bytes -> text, or the reason there is none: binary files by name, wrong encodings by offset, characters that no store can hold.

A byte order mark decides; then what the transport or the page declares, after the WHATWG Encoding Standard; then UTF-8; and only then
is the encoding recognised by its bytes (`headwater.ingest.charset`), which is said in the report.
"""

import re
from dataclasses import dataclass

from headwater.ingest.charset import recognised

__all__ = ["Decoded", "Refusal", "decode", "flaw"]

_MAGIC = (
    (b"%PDF-", "a PDF", "export its text, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save it as plain text"),
    (b"\x89PNG", "a PNG image", "Headwater reads text only"),
    (b"\xff\xd8\xff", "a JPEG image", "Headwater reads text only"),
    (b"GIF8", "a GIF image", "Headwater reads text only"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first, for example with gunzip"),
    (b"BZh", "a bzip2 archive", "unpack it first, for example with bunzip2"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first, for example with unxz"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first, for example with unzstd"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text"),
    (b"{\\rtf", "a rich-text document", "save it as plain text"),
    (b"\x7fELF", "a program", "Headwater reads text only"),
    (b"SQLite format 3\x00", "an SQLite database", "Headwater reads text only"),
    (b"PAR1", "a Parquet file", "turn its rows into JSON Lines"),
    (b"ID3", "a sound recording", "Headwater reads text only"),
)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# What a page that declares the left means (WHATWG Encoding Standard); a page in UTF-16 could not be read as far as its declaration.
_MEANT = dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "windows-1252") | dict.fromkeys(("gb2312", "gbk"), "gb18030")
# Python knows more "encodings" than texts are written in (rot13, idna, unicode_escape), and some of them are traps.
_CHARSETS = re.compile(r"(?:utf|windows|iso|cp|koi|shift|sjis|euc|gb|big5|mac|ibm|latin|tis|johab|hz)[\w.:-]*$")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an input is refused: a code for programs, a sentence for people."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what was done to read it.

    Attributes:
        bom: A byte order mark was dropped from its start.
        recognised: The encoding that its bytes were recognised as, "" where it was declared or is UTF-8.
        replaced: How many stretches of bytes of a page were no characters, and are U+FFFD in the text.
    """

    text: str
    bom: bool = False
    recognised: str = ""
    replaced: int = 0

    @property
    def notes(self) -> dict[str, str | int]:
        """What `report.extra` says of it: nothing where the text is what the bytes say."""
        bom = {"bom": "dropped"} if self.bom else {}
        return bom | ({"encoding": self.recognised} if self.recognised else {}) | ({"replaced": self.replaced} if self.replaced else {})


def decode(raw: bytes, *, page: bool = False, charset: str | None = None) -> Decoded | Refusal:
    """Decode the bytes of one text without touching its newlines.

    Args:
        raw: The bytes as they came.
        page: Whether it is a web page, whose declared charset holds.
        charset: The charset that the transport states; it goes before the page's.

    Returns:
        The text without its byte order mark, or why there is none: `empty`, `binary`, `encoding`, `nul`, `surrogate`.
    """
    if not raw.strip():
        return Refusal("empty", "it holds no text; leave it out, or check how it was saved")
    for magic, what, remedy in _MAGIC:
        if raw.startswith(magic):
            return Refusal("binary", f"it looks like {what}; {remedy}")
    bom, encoding = next(((mark, name) for mark, name in _BOMS if raw.startswith(mark)), (b"", ""))
    wide = "" if encoding else _wide(raw)
    if not encoding and not wide and len(_CONTROL.findall(raw[:4096])) > max(3, 0.05 * len(raw[:4096])):
        return Refusal("binary", "it holds control characters as only binary files do; Headwater reads text, web pages and rows of JSON")
    declared = _meant(charset) or (_declared(raw) if page else "")
    found = _in_encoding(raw, len(bom), encoding) if encoding else _unmarked(raw, wide, declared, page=page)
    if isinstance(found, Refusal):
        return found
    if not found.text.strip():
        return Refusal("empty", "it holds only white space; leave it out, or check how it was saved")
    return flaw(found.text) or found


def flaw(text: str, what: str = "the text") -> Refusal | None:
    """Name the first character that no store can hold.

    Args:
        text: Any string.
        what: What it is called in the reason.

    Returns:
        `nul` or `surrogate` with its offset, or `None` for a sound text.
    """
    nul = text.find("\0")
    if nul >= 0:
        return Refusal("nul", f"{what} holds a NUL character at character {nul}; remove it (for example with tr -d '\\0')")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        mark = f"U+{ord(text[error.start]):04X}"
        return Refusal(
            "surrogate",
            (f"{what} holds half of a character (the lone surrogate {mark}) at character {error.start}; export it again as UTF-8"),
        )
    return None


def _in_encoding(raw: bytes, start: int, encoding: str) -> Decoded | Refusal:
    try:
        if not _is_known(encoding):
            raise LookupError
        return Decoded(raw[start:].decode(encoding), bom=bool(start))
    except UnicodeDecodeError as error:
        return Refusal("encoding", _wrong_byte(raw, start + error.start, encoding))
    except (LookupError, ValueError):
        return Refusal("encoding", f"the encoding {encoding!r} is declared, which is unknown here; save it as UTF-8")


def _unmarked(raw: bytes, wide: str, declared: str, *, page: bool) -> Decoded | Refusal:
    """Text without a byte order mark: as declared, else UTF-8, else as its bytes are recognised."""
    if wide:
        found = _in_encoding(raw, 0, wide)
        return Decoded(found.text, recognised=wide) if isinstance(found, Decoded) else found
    found = _in_encoding(raw, 0, declared or "utf-8")
    if isinstance(found, Decoded) or not _is_known(declared or "utf-8"):
        return found
    mostly = raw.decode("utf-8", "replace")
    stray = mostly.count("\ufffd")
    if page and stray * 100 <= len(mostly):  # as browsers do; a page's one broken byte stands in a comment as often as in its text
        return Decoded(mostly, replaced=stray)
    if sum(character > "\x7f" for character in mostly) > 2 * stray:
        detail = found.detail.partition("; save")[0]
        return Refusal("encoding", f"{detail}, though most of it is UTF-8: it mixes encodings; save it as UTF-8 throughout")
    name = recognised(raw)
    return Decoded(raw.decode(name), recognised=name) if name else found


def _wide(raw: bytes) -> str:
    """UTF-16 without its mark: of English in it, nearly every other byte is 0, all but those of quotation marks, dashes and the like."""
    head = raw[:4096]
    half = len(head) // 2
    for name, high, low in (("utf-16-be", head[0::2], head[1::2]), ("utf-16-le", head[1::2], head[0::2])):
        if high.count(0) > 0.7 * half and low.count(0) <= 0.01 * half:
            return name
    return ""


def _is_known(encoding: str) -> bool:
    return bool(_CHARSETS.match(encoding))


def _declared(raw: bytes) -> str:
    found = _CHARSET.search(raw[:4096])
    return _meant((found[1] or found[2]).decode("ascii")) if found else ""


def _meant(name: str | None) -> str:
    name = (name or "").strip().lower()
    return "utf-8" if name.startswith("utf") else _MEANT.get(name, name)


def _wrong_byte(raw: bytes, offset: int, encoding: str) -> str:
    byte = f"byte 0x{raw[offset]:02X} at offset {offset}" if offset < len(raw) else f"its end at offset {offset}"
    return f"it is not {encoding.upper()}: {byte}; save it as UTF-8 (for example with iconv -f WINDOWS-1252 -t UTF-8)"
