"""Ingest: bytes -> `Report`, or `Rejected` with the reason.

A source is a file, a folder or standard input; its kind (plain text, web page, rows) has one reader each; every text goes through one
gate (`compose`), which refuses what no store can hold or Headwater cannot read, and tells blocks and language.
"""

from headwater.ingest.source import KINDS, Kind, from_text, reports

__all__ = ["KINDS", "Kind", "from_text", "reports"]
