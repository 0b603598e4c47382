"""Invented reports for the tests of linking, read without a model."""

import headwater
from headwater.ingest import from_text
from headwater.model import Reading, Report

__all__ = ["report", "told"]


def report(text: str, *, publisher: str | None = None, at: str | None = None, ref: str = "text") -> Reading:
    """Return a report taken in but not read: blocks, publisher and time alone."""
    item = from_text(text, ref=ref, publisher=publisher, title=None, published_at=at)
    assert isinstance(item, Report)
    return Reading(ref=ref, report=item, stages=("ingest",))


def told(text: str, *, publisher: str | None = None, at: str | None = None, ref: str = "text") -> Reading:
    """Return a report read by the rules, with its chains."""
    return headwater.read(text, publisher=publisher, published_at=at, ref=ref, reader="rules")
