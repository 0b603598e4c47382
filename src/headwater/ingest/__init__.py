"""Ingest: bytes -> `Report`, or `Rejected` with the reason.

A source is a file, a folder, an address or standard input; its kind (plain text, web page, feed, WARC, …) has one reader each, which runs
in a process that can be ended; every text goes through one gate (`compose`), which refuses what no store can hold or Headwater cannot read,
and tells blocks and language.
"""

from headwater.ingest.captures import Capture, Captures
from headwater.ingest.fetching import STANDARD_FETCHING, Fetching, is_address
from headwater.ingest.given import HTML
from headwater.ingest.kinds import KINDS, Kind
from headwater.ingest.limits import STANDARD, Limits, with_limits
from headwater.ingest.source import Taking, from_bytes, from_text, reports

__all__ = [
    "HTML",
    "KINDS",
    "STANDARD",
    "STANDARD_FETCHING",
    "Capture",
    "Captures",
    "Fetching",
    "Kind",
    "Limits",
    "Taking",
    "from_bytes",
    "from_text",
    "is_address",
    "reports",
    "with_limits",
]
