"""Originals: the text of a kept document in which the spans of its reports are looked for, and what is found there.

A text file is looked through as it is, a page in the order of its mark-up, and any other document in the text that is extracted from it,
since nobody reads its bytes.
"""

import io
from dataclasses import dataclass, replace

from headwater.errors import InputError
from headwater.ingest.anchors import anchor, found_again, page_text
from headwater.ingest.captures import Capture, Captures
from headwater.ingest.decode import Refusal, decode
from headwater.ingest.given import Given
from headwater.ingest.limits import STANDARD, Limits
from headwater.ingest.markup import overgrown
from headwater.ingest.member import kind_of_bytes, kind_of_name
from headwater.model import Report, Span

__all__ = ["Original", "original", "original_text", "place_in"]

LEAST_CHARS = 20
"""With less than so much of its own block around it, a span might be anything that reads alike."""

_PAGES = ("html", "mhtml")
_MISSING = {
    "no bytes": "it was made of no bytes of its own (a row, a string): its text is kept as it came, character for character",
    "not kept": "it is not kept; what is fetched is kept, all else with --captures: headwater add --captures {ref}",
    "altered": "its bytes ({sha256}) are no longer those that were kept; add it again with --captures, or take them from a copy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A kept document, ready to be looked through.

    Attributes:
        capture: What is known of its bytes; `kind` is told by them where nobody wrote it down.
        size: How many bytes they are.
        text: In which spans are looked for.
        extracted: Whether that was extracted from it, as from a PDF, and is neither the file itself nor a page's own words in order.
    """

    capture: Capture
    size: int
    text: str
    extracted: bool


def original(report: Report, captures: Captures, limits: Limits = STANDARD) -> Original:
    """Open the original of a report.

    Args:
        report: The report.
        captures: Where it may be kept.
        limits: What reading it may cost.

    Raises:
        InputError: It is not kept, was altered, or cannot be read any more; the message says the remedy.
    """
    from headwater.ingest.guard import Job, text_guarded  # it starts processes, which who only asks for places need not

    raw = None if report.capture is None else captures.bytes_of(report.capture)
    if report.capture is None or raw is None:
        why = "no bytes" if report.capture is None else "altered" if captures.holds(report.capture) else "not kept"
        raise _no_original(report, _MISSING[why].format(ref=report.ref, sha256=report.capture))
    known = captures.known(report.capture)
    known = known if known.kind else replace(known, kind=_kind(report, raw))
    kind = known.kind or "plain"
    given = Given(ref=report.ref, charset=known.charset, limits=limits)
    text = original_text(kind, raw, given) if kind == "plain" else text_guarded(Job(kind=kind, given=given, body=raw))
    if not isinstance(text, str):
        raise _no_original(report, text.detail)
    return Original(capture=known, size=len(raw), text=text, extracted=kind not in ("plain", *_PAGES))


def _no_original(report: Report, why: str) -> InputError:
    return InputError(f"the original of {report.ref!r} cannot be shown: {why}")


def original_text(kind: str, raw: bytes, given: Given) -> str | Refusal:
    """Return the text in which the spans of a document's reports are looked for, or why there is none.

    Args:
        kind: A name of `KINDS`.
        raw: The document.
        given: What is known of it.
    """
    if kind in _PAGES:
        return _page(kind, raw, given)
    if kind == "plain":
        decoded = decode(raw, charset=given.charset)
        return decoded if isinstance(decoded, Refusal) else decoded.text
    from headwater.ingest.kinds import KINDS

    read = KINDS[kind].read
    found = list(read(io.BytesIO(raw), given)) if read else []
    texts = [each.text for each in found if isinstance(each, Report)]
    refused = next((each for each in found if not isinstance(each, Report)), None)
    if not texts and refused:
        return Refusal(refused.code, refused.detail)
    return "\n\n".join(texts)


def _page(kind: str, raw: bytes, given: Given) -> str | Refusal:
    charset = given.charset
    if kind == "mhtml":
        from headwater.ingest.mail import saved_page

        part = saved_page(raw)
        if isinstance(part, Refusal):
            return part
        raw, charset = part[0], part[1] or charset
    decoded = decode(raw, page=True, charset=charset)
    if isinstance(decoded, Refusal):
        return decoded
    refusal = overgrown(decoded.text, given.limits)
    if refusal:
        return refusal
    from headwater.ingest.pages import linked_text

    shown, linked = page_text(decoded.text), linked_text(decoded.text)
    # Where a page shows its text too, the same words twice would be in no one place.
    return shown if "".join(linked.split())[:LEAST_CHARS] in "".join(shown.split()) else f"{shown}\n\n{linked}"


def place_in(text: str, report: Report, span: Span) -> Span | None:
    """Find a span of a report in the text of its original.

    Args:
        text: That text.
        report: The report.
        span: The span.

    Returns:
        Where it stands: by what is around it in the report, else by what is around it in its own block, since what stands before and after
        a headline on its page is seldom what does in the report. `None` for an orphan.
    """
    found = found_again(anchor(report.text, span), text)
    if found:
        return found
    block = next((each for each in report.blocks if each.start <= span.start and span.end <= each.end), None)
    bounded = anchor(report.text, span, within=(block.start, block.end)) if block else None
    if bounded is None or len(bounded.prefix + bounded.exact + bounded.suffix) < LEAST_CHARS:
        return None
    return found_again(bounded, text, both_sides=True)


def _kind(report: Report, raw: bytes) -> str:
    """What kind of document bytes are, of which nobody wrote it down: what was fetched is a page, if nothing says otherwise."""
    return kind_of_bytes(raw[:4096]) or kind_of_name(report.ref) or ("html" if report.url else "plain")
