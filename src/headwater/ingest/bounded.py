"""Unpacking with a bound: compressed bytes -> bytes, never more than was allowed and never more than a ratio allows."""

import io
import zlib
from typing import Any, BinaryIO

from headwater.ingest.decode import Refusal
from headwater.ingest.limits import Limits, over

__all__ = ["Overflow", "Unzipped", "decompressed", "unencoded"]

_CHUNK = 1 << 16
RATIO_FROM = 16 << 20  # a small page of blanks packs a thousand times and harms nobody
_ZSTD = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")  # a frame, and the skippable frame that holds a dictionary
_ENCODERS = 3  # content encodings on one body; no server stacks more


class Overflow(Exception):  # noqa: N818 - it is no error of ours: it carries the refusal out of a parser
    """A stream unpacked to more than it may."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal


class _Counted:
    """A stream, the bytes already taken from it put before it, that counts what it gives."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        """Give what is at its head, then what the stream gives."""
        head, self._head = self._head, b""
        chunk = head or self._stream.read(size)
        self.given += len(chunk)
        return chunk

    def tell(self) -> int:
        """Tell how much was given, which zstd's reader asks."""
        return self.given


class Unzipped(io.RawIOBase):
    """A gzip or zstd stream, of one member or many, unpacked as it is read; what is neither comes through as it is.

    A zstd stream may begin with a dictionary (the frame that `.warc.zst` files carry it in), which is used.

    Raises:
        Overflow: It unpacked to more than `archive_mb`, or to more than `ratio` times its size.
    """

    def __init__(self, packed: BinaryIO, limits: Limits) -> None:
        super().__init__()
        self._packed = packed
        self._limits = limits
        self._head = packed.read(_CHUNK)
        self._engine: Any = zlib.decompressobj(wbits=31) if self._head.startswith(b"\x1f\x8b") else None
        self._counted: Any = None
        if self._head.startswith(_ZSTD):
            from fastwarc.stream_io import ZstdReader

            self._counted = _Counted(self._head, packed)
            self._engine = ZstdReader(self._counted)
        self._plain = self._engine is None
        self._taken = len(self._head)
        self._given = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack as much as fits; 0 is the end."""
        made = self._next_of_zstd(len(buffer)) if self._counted else self._next(len(buffer))
        self._given += len(made)
        refusal = _too_much(self._taken, self._given, self._limits)
        if refusal:
            raise Overflow(refusal)
        buffer[: len(made)] = made
        return len(made)

    def tell(self) -> int:
        """Tell how much was read."""
        return self._given

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go forward, by reading: what was unpacked is not kept."""
        ahead = offset - (self._given if whence == io.SEEK_SET else 0)
        if whence == io.SEEK_END or ahead < 0:
            raise OSError("a stream that is unpacked goes forward only")
        while ahead > 0 and (skipped := len(self.read(min(ahead, _CHUNK)) or b"")):
            ahead -= skipped
        return self._given

    def _next_of_zstd(self, most: int) -> bytes:
        try:
            made: bytes = self._engine.read(most)
        except OSError as error:
            raise Overflow(Refusal("archive", f"it is a broken zstd archive: {error}; pack it again, or fetch it again")) from error
        self._taken = self._counted.given
        return made

    def _next(self, most: int) -> bytes:
        while True:
            head, self._head = self._head, b""
            if not head:
                head = self._packed.read(_CHUNK)
                self._taken += len(head)
            if self._plain:
                self._head = head[most:]
                return head[:most]
            try:
                made: bytes = self._engine.decompress(head, most)
            except zlib.error as error:
                raise Overflow(Refusal("archive", f"it is a broken gzip archive: {error}; pack it again, or fetch it again")) from error
            self._head = self._engine.unconsumed_tail
            if self._engine.eof:
                self._head = self._engine.unused_data.lstrip(b"\0")
                self._engine = zlib.decompressobj(wbits=31)
            if made or (not head and not self._head):
                return made


def decompressed(raw: bytes, limits: Limits) -> bytes | Refusal:
    """Unpack gzip whose content is one document.

    Args:
        raw: The gzip bytes.
        limits: The caps `input_mb` and `ratio`.

    Returns:
        The bytes, or why not: `too_large`, `bomb`, `archive`.
    """
    try:
        made = io.BufferedReader(Unzipped(io.BytesIO(raw), limits)).read(limits.input_bytes + 1)
    except Overflow as overflow:
        return overflow.refusal
    return made if len(made) <= limits.input_bytes else over("too_large", "input_mb", limits, "it unpacks to more than one report may be")


def unencoded(body: bytes, encodings: str, limits: Limits) -> bytes | Refusal:
    """Undo the content encodings of a message, the last first (RFC 9110 §8.4).

    Args:
        body: The bytes as they were sent.
        encodings: The value of `Content-Encoding`.
        limits: The caps `input_mb` and `ratio`.

    Returns:
        The bytes, or why not.
    """
    names = [name.strip().lower() for name in encodings.split(",") if name.strip().lower() not in ("", "identity", "none", "utf-8")]
    if len(names) > _ENCODERS:
        return Refusal("archive", f"it is packed {len(names)} times over; no honest server does that")
    for name in reversed(names):
        opened = _opened(body, name, limits)
        if isinstance(opened, Refusal):
            return opened
        body = opened
    return body


def _opened(body: bytes, name: str, limits: Limits) -> bytes | Refusal:
    if name in ("gzip", "x-gzip"):
        return decompressed(body, limits) if body else body
    if name == "deflate":
        engine = zlib.decompressobj(wbits=15 if body[:1] and body[0] & 0x0F == 8 else -15)
        try:
            return _within(engine.decompress(body, limits.input_bytes + 1), limits)
        except zlib.error as error:
            return Refusal("archive", f"its deflate coding is broken: {error}; fetch it again")
    if name in ("br", "zstd"):
        from fastwarc import stream_io

        reader = stream_io.BrotliReader if name == "br" else stream_io.ZstdReader
        try:
            return _within(_read_all(reader(io.BytesIO(body)), limits.input_bytes + 1), limits)
        except (OSError, ValueError, RuntimeError) as error:
            return Refusal("archive", f"its {name} coding is broken: {error}; fetch it again")
    return Refusal("archive", f"it is in the content coding {name!r}, which is unknown here; fetch it without one")


def _read_all(reader: Any, most: int) -> bytes:
    made = bytearray()
    while len(made) < most and (chunk := reader.read(min(_CHUNK, most - len(made)))):
        made += chunk
    return bytes(made)


def _within(made: bytes, limits: Limits) -> bytes | Refusal:
    return made if len(made) <= limits.input_bytes else over("too_large", "input_mb", limits, "it unpacks to more than one report may be")


def _too_much(taken: int, given: int, limits: Limits) -> Refusal | None:
    if given > limits.archive_bytes:
        return over("bomb", "archive_mb", limits, "it unpacks to more than an archive may")
    if given > RATIO_FROM and given > limits.ratio * taken:
        return over("bomb", "ratio", limits, f"it unpacks to {given // max(taken, 1)} times its size, as only a bomb does")
    return None
