"""Plain text -> report: the bytes decoded, nothing else touched."""

from collections.abc import Iterator
from dataclasses import replace

from headwater.ingest.compose import compose, given_facts, whole
from headwater.ingest.decode import Refusal, decode
from headwater.ingest.given import Given
from headwater.model import Rejected, Report

__all__ = ["read_plain"]


@whole
def read_plain(raw: bytes, given: Given) -> Iterator[Report | Rejected | Refusal]:
    """Read one plain text: `report.text` equals it, character for character, but for a leading byte order mark.

    Args:
        raw: The bytes of one text.
        given: What is known of them.

    Yields:
        The one report, or why it is refused.
    """
    decoded = decode(raw, charset=given.charset)
    if isinstance(decoded, Refusal):
        yield decoded
    else:
        yield compose(decoded.text, replace(given_facts(given, raw), extra=decoded.notes))
