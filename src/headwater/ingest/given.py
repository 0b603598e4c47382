"""What is known of an input before it is parsed: what it is called, whose it is, where and when it was taken."""

from dataclasses import dataclass, field

from headwater.ingest.limits import STANDARD, Limits
from headwater.model import Publisher, When

__all__ = ["HTML", "Given"]

HTML = ("full", "fast")
"""How articles are found in web pages: by trafilatura, exactly; or by resiliparse, in half the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a reader is told about the bytes it reads.

    Attributes:
        ref: What the report will be called: a path, a URL, `archive!member`.
        publisher: Who published what does not say it itself.
        url: The address the bytes were taken from, `None` where unknown.
        captured_at: When they were taken from there.
        charset: The charset that the transport stated (an HTTP header), which a byte order mark overrules.
        limits: What reading may cost.
        html: How articles are found in web pages: one of `HTML`.
    """

    ref: str
    publisher: Publisher | None = None
    url: str | None = None
    captured_at: When | None = None
    charset: str | None = None
    limits: Limits = field(default=STANDARD)
    html: str = "full"
