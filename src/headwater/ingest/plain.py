"""Plain text -> report: the bytes decoded, nothing else touched."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from headwater.ingest.compose import TOO_LARGE, Facts, compose, rejected
from headwater.ingest.decode import MAX_REPORT_BYTES, Refusal, decode
from headwater.model import Publisher, Rejected, Report

__all__ = ["read_plain"]


def read_plain(stream: BinaryIO, ref: str, publisher: Publisher | None) -> Iterator[Report | Rejected]:
    """Read one plain text: `report.text` equals it, character for character, but for a leading byte order mark.

    Args:
        stream: The bytes of one text.
        ref: The path it came from.
        publisher: Who published it, where that was said.

    Yields:
        The one report, or why it is refused.
    """
    raw = stream.read(MAX_REPORT_BYTES + 1)
    decoded = TOO_LARGE if len(raw) > MAX_REPORT_BYTES else decode(raw)
    if isinstance(decoded, Refusal):
        yield rejected(ref, decoded)
        return
    facts = Facts(ref=ref, publisher=publisher, capture=hashlib.sha256(raw).hexdigest())
    yield compose(decoded.text, replace(facts, extra={"bom": "dropped"}) if decoded.bom else facts)
