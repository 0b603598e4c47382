"""Plain text -> report: the bytes decoded, nothing else touched."""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from headwater.ingest.compose import Facts, compose, rejected, taken_whole
from headwater.ingest.decode import Refusal, decode
from headwater.ingest.given import Given
from headwater.model import Rejected, Report

__all__ = ["read_plain"]


def read_plain(stream: BinaryIO, given: Given) -> Iterator[Report | Rejected]:
    """Read one plain text: `report.text` equals it, character for character, but for a leading byte order mark.

    Args:
        stream: The bytes of one text.
        given: What is known of them.

    Yields:
        The one report, or why it is refused.
    """
    raw = taken_whole(stream, given)
    if isinstance(raw, Refusal):
        yield rejected(given.ref, raw)
        return
    decoded = decode(raw, charset=given.charset)
    if isinstance(decoded, Refusal):
        yield rejected(given.ref, decoded)
        return
    facts = Facts(
        ref=given.ref,
        publisher=given.publisher,
        url=given.url,
        captured_at=given.captured_at,
        capture=hashlib.sha256(raw).hexdigest(),
        limits=given.limits,
        extra=decoded.notes,
    )
    yield compose(decoded.text, facts)
