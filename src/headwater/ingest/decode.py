"""Bytes -> text, or the reason there is none: binary files by name, wrong encodings by offset, characters that no store can hold."""

import re
from dataclasses import dataclass

__all__ = ["MAX_REPORT_BYTES", "MAX_REPORT_MB", "Decoded", "Refusal", "decode", "flaw"]

MAX_REPORT_MB = 20  # the longest news report is under 0.2 MB, the heaviest saved page under 10; above it lies no single report
MAX_REPORT_BYTES = MAX_REPORT_MB * 1024 * 1024

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
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an input is refused: a code for programs, a sentence for people."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and whether a byte order mark was dropped from its start."""

    text: str
    bom: bool = False


def decode(raw: bytes, *, page: bool = False) -> Decoded | Refusal:
    """Decode the bytes of one text without touching its newlines.

    Args:
        raw: The bytes as they came.
        page: Whether it is a web page, whose declared charset holds.

    Returns:
        The text without its byte order mark, or why there is none: `empty`, `binary`, `encoding`, `nul`, `surrogate`.
    """
    if not raw.strip():
        return Refusal("empty", "it holds no text; leave it out, or check how it was saved")
    for magic, what, remedy in _MAGIC:
        if raw.startswith(magic):
            return Refusal("binary", f"it looks like {what}; {remedy}")
    bom, encoding = next(((mark, name) for mark, name in _BOMS if raw.startswith(mark)), (b"", ""))
    unfit = None if encoding else _unmarked(raw)
    if unfit:
        return unfit
    text = _in_encoding(raw, len(bom), encoding or (_declared(raw) if page else "utf-8"))
    if isinstance(text, Refusal):
        return text
    if not text.strip():
        return Refusal("empty", "it holds only white space; leave it out, or check how it was saved")
    return flaw(text) or Decoded(text, bom=bool(bom))


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


def _in_encoding(raw: bytes, start: int, encoding: str) -> str | Refusal:
    try:
        return raw[start:].decode(encoding)
    except UnicodeDecodeError as error:
        return Refusal("encoding", _wrong_byte(raw, start + error.start, encoding))
    except (LookupError, ValueError):
        return Refusal("encoding", f"the page declares the encoding {encoding!r}, which is unknown here; save it as UTF-8")


def _unmarked(raw: bytes) -> Refusal | None:
    """Refuse what is no text at all, and UTF-16 without its mark."""
    head = raw[:4096]
    nuls = head.count(0)
    if nuls * 3 >= len(head) and (not any(head[0::2]) or not any(head[1::2])):
        return Refusal(
            "encoding", ("it looks like UTF-16 without a byte order mark; save it as UTF-8 (for example with iconv -f UTF-16LE -t UTF-8)")
        )
    if len(_CONTROL.findall(head)) > max(3, 0.05 * len(head)):
        return Refusal("binary", "it holds control characters as only binary files do; Headwater reads text, web pages and rows of JSON")
    return None


def _declared(raw: bytes) -> str:
    found = _CHARSET.search(raw[:4096])
    name = (found[1] or found[2]).decode("ascii").lower() if found else ""
    return "utf-8" if not name or name.startswith("utf") else _MEANT.get(name, name)


def _wrong_byte(raw: bytes, offset: int, encoding: str) -> str:
    byte = f"byte 0x{raw[offset]:02X} at offset {offset}" if offset < len(raw) else f"its end at offset {offset}"
    return f"it is not {encoding.upper()}: {byte}; save it as UTF-8 (for example with iconv -f WINDOWS-1252 -t UTF-8)"
