"""A text and what is known of it -> `Report`, or the reason it is refused: the one gate that every kind of source goes through."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import wraps
from typing import Any, BinaryIO

from headwater.ids import report_id, text_sha256
from headwater.ingest.blocks import blocks
from headwater.ingest.decode import Refusal, flaw
from headwater.ingest.given import Given
from headwater.ingest.language import Refused, judge_language
from headwater.ingest.limits import STANDARD, Limits, over
from headwater.ingest.told import Stated, told
from headwater.model import BlockKind, Publisher, Rejected, Report, When

__all__ = ["FAILED", "Facts", "compose", "given_facts", "rejected", "whole"]

_LOG = logging.getLogger(__name__)
FAILED = Refusal("failed", "it could not be read because of a fault in Headwater or a parser; the log says where; please report it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a text besides the text.

    Attributes:
        language: The language the input states, or `None`.
        capture: SHA-256 of the original bytes, or `None` where there were none.
        known: Kinds of blocks that the page's mark-up gave, by the offset of their start.
        marked_up: It came with mark-up that tells its times, so that its lines are not asked for them.
    """

    ref: str
    publisher: Publisher | None = None
    title: str | None = None
    byline: str | None = None
    credit: str | None = None
    url: str | None = None
    published_at: When | None = None
    modified_at: When | None = None
    captured_at: When | None = None
    language: str | None = None
    capture: str | None = None
    limits: Limits = STANDARD
    extra: Mapping[str, Any] = field(default_factory=dict)
    known: Mapping[int, BlockKind] = field(default_factory=dict)
    marked_up: bool = False


_OfBytes = Callable[[bytes, Given], Iterable[Report | Rejected | Refusal]]
_OfStream = Callable[[BinaryIO, Given], Iterator[Report | Rejected]]


def whole(read: _OfBytes) -> _OfStream:
    """Make of what reads the bytes of one document what reads its stream, as the registry has it.

    Args:
        read: Gets all the bytes; a refusal that it yields is the document's.

    Returns:
        The same, which refuses what is larger than one document may be.
    """

    @wraps(read)
    def from_stream(stream: BinaryIO, given: Given) -> Iterator[Report | Rejected]:
        raw = stream.read(given.limits.input_bytes + 1)
        if len(raw) > given.limits.input_bytes:
            yield rejected(given.ref, over("too_large", "input_mb", given.limits, "it is too large for one report"))
            return
        for found in read(raw, given):
            yield rejected(given.ref, found) if isinstance(found, Refusal) else found

    return from_stream


def given_facts(given: Given, raw: bytes) -> Facts:
    """Return what is known of a document before it is parsed, its hash with it."""
    return Facts(
        ref=given.ref,
        publisher=given.publisher,
        url=given.url,
        captured_at=given.captured_at,
        capture=hashlib.sha256(raw).hexdigest(),
        limits=given.limits,
    )


def rejected(ref: str, refusal: Refusal) -> Rejected:
    """Refuse an input at ingest."""
    return Rejected(ref=ref, stage="ingest", code=refusal.code, detail=refusal.detail)


def compose(text: str, facts: Facts) -> Report | Rejected:
    """Make the report of a text, taken as it is.

    Args:
        text: The report's text; it is stored character for character.
        facts: What is known of it.

    Returns:
        The report with its blocks and language, or the reason it is refused: `empty`, `nul`, `surrogate`, `too_large`, `language`.
    """
    refusal = _unfit(text, facts)
    if refusal:
        return rejected(facts.ref, refusal)
    try:
        return _composed(text, facts)
    except Exception:  # noqa: BLE001 - the boundary of the batch: one report that brings a fault to light must not stop the others
        _LOG.exception("ingest failed on %s", facts.ref)
        return rejected(facts.ref, FAILED)


def _composed(text: str, facts: Facts) -> Report | Rejected:
    laid = blocks(text, title=facts.title, known=facts.known)
    verdict = judge_language(" ".join(text[block.start : block.end] for block in laid if block.kind != "furniture") or text, facts.language)
    if isinstance(verdict, Refused):
        return rejected(facts.ref, Refusal("language", verdict.detail))
    extra = dict(facts.extra)
    if verdict.overruled:
        extra.setdefault("language", facts.language)
        extra.setdefault("language_note", "the text is plainly English, so it is read in spite of the language stated")
    found = told(text, laid, Stated(**{field.name: getattr(facts, field.name) for field in fields(Stated)}))
    conflicts = found.extra.pop("conflicts", [])
    extra = found.extra | extra
    if conflicts and isinstance(known := extra.get("conflicts", []), list):
        extra["conflicts"] = list(dict.fromkeys([*known, *conflicts]))
    return Report(
        id=report_id(found.publisher, facts.ref, text),
        ref=facts.ref,
        text=text,
        sha256=text_sha256(text),
        publisher=found.publisher,
        title=found.title,
        byline=found.byline,
        credit=found.credit,
        url=facts.url,
        published_at=found.published_at,
        modified_at=found.modified_at,
        captured_at=facts.captured_at,
        language=verdict.code,
        capture=facts.capture,
        blocks=laid,
        extra=extra,
    )


def _unfit(text: str, facts: Facts) -> Refusal | None:
    if not text.strip():
        return Refusal("empty", "it holds no text; leave it out, or check how it was saved")
    if len(text) > facts.limits.text_chars:
        return over("too_large", "text_chars", facts.limits, f"its text of {len(text)} characters is too long for one report")
    lines = text.count("\n") + text.count("\r")
    if lines > facts.limits.lines:
        return over("too_large", "lines", facts.limits, f"its {lines} lines are too many for one report")
    stated = {name: getattr(facts, name) for name in ("ref", "title", "byline", "credit", "url")}
    if facts.publisher:
        stated |= {"publisher": facts.publisher.name, "domain": facts.publisher.domain}
    return flaw(text) or next((found for name, value in stated.items() if value and (found := flaw(value, f"the {name}"))), None)
