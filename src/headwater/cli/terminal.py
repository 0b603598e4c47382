"""What stands between a text from anywhere and somebody's terminal."""

import re
import sys
from typing import TextIO

__all__ = ["Progress", "never_fail_to_write", "printable", "use_utf8"]

# C0 and C1 controls drive a terminal; bidirectional controls and tag characters make a line read as what it is not; a lone surrogate
# cannot be written at all. Zero-width joiners stay: scripts and emoji need them.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]")
_SPACE = re.compile(r"[\s\u2028\u2029]+")


def printable(text: str) -> str:
    """Return a text on one line that is safe to print: white space run together, control characters as their escapes."""
    return _UNPRINTABLE.sub(lambda found: _written_out(ord(found[0])), _SPACE.sub(" ", text).strip())


def _written_out(code: int) -> str:
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def use_utf8(stream: TextIO) -> None:
    """Make a stream write UTF-8 with bare newlines whatever the locale, where it can be told so."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", newline="\n")


def never_fail_to_write(stream: TextIO) -> None:
    """Make a stream write as an escape what the locale's encoding lacks, where it can be told so."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")


class Progress:
    """A counter that rewrites one line of stderr, and nothing at all where stderr is not a terminal."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr.isatty()
        self._width = 0

    def show(self, message: str) -> None:
        """Replace what the line says."""
        if self._wanted:
            sys.stderr.write(f"\r{message:<{self._width}}")
            sys.stderr.flush()
            self._width = len(message)

    def clear(self) -> None:
        """Leave the line empty, so that something else can be printed."""
        if self._wanted and self._width:
            sys.stderr.write(f"\r{'':<{self._width}}\r")
            sys.stderr.flush()
            self._width = 0
