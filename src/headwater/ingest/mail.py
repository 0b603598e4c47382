"""Mail and saved pages in mail's clothes -> reports: .eml, the mails of a mailbox, and MHTML as browsers save it."""

import email
import email.message
import email.utils
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header, make_header
from typing import Any

from headwater.ingest.compose import compose, given_facts, whole
from headwater.ingest.decode import Decoded, Refusal, decode
from headwater.ingest.given import Given
from headwater.ingest.limits import over
from headwater.ingest.markup import fragment_lines, laid_out, line_of, overgrown
from headwater.ingest.pages import page_report
from headwater.ingest.published import when_written
from headwater.model import BlockKind, Publisher, Rejected, Report

__all__ = ["read_mail", "read_mhtml", "saved_page"]

MAX_PARTS = 1_000
_NO_MAIL = Refusal("no_text", "it holds no text: neither a plain nor an HTML part; open it in a mail program and save its text")
_FORWARDED = re.compile(
    r"^(?:-{2,} ?(?:forwarded|original) message ?-{2,}|begin forwarded message:)\s*\n"
    r"(?P<head>(?:[ >*]{0,3}(?:from|date|sent|subject|to|cc|reply-to):.*\n){1,7})",
    re.IGNORECASE | re.MULTILINE,
)
_NO_PAGE = Refusal("no_text", "it holds no page: no part of it is HTML; save the page again")
_LISTS = ("List-Id", "List-Unsubscribe")


@whole
def read_mail(raw: bytes, given: Given) -> Iterator[Report | Rejected | Refusal]:
    """Read one mail: its plain part, or its HTML where that says much more.

    Args:
        raw: The mail as it was sent (RFC 5322).
        given: What is known of it.

    Yields:
        The one report: the subject as title, the sender as byline (of what is passed on, who wrote that), of a mailing list as
        publisher; or why it is refused.
    """
    found = _text_of(email.message_from_bytes(raw), given)
    if isinstance(found, Refusal):
        yield found
        return
    message, text, known = found
    name, address = email.utils.parseaddr(_header(message, "From"))
    domain = address.rpartition("@")[2].lower() or None
    of_list = any(message.get(header) for header in _LISTS)
    sender = Publisher(name=name or None, domain=domain) if of_list and (name or domain) else None
    kept: dict[str, Any] = {"from": _header(message, "From"), "to": _header(message, "To"), "date": _header(message, "Date")}
    passed_on = _forwarded(text)
    if passed_on:
        kept["forwarded"] = passed_on
        name, address = email.utils.parseaddr(passed_on.get("from", ""))
    facts = replace(
        given_facts(given, raw),
        publisher=given.publisher or sender,
        title=_subject(message),
        byline=None if of_list else name or address or None,
        published_at=when_written(passed_on.get("date") or _header(message, "Date"), "forwarded mail's Date" if passed_on else "mail Date"),
        extra={"mail": {key: value for key, value in kept.items() if value}},
        known=known,
    )
    yield compose(text, facts)


@whole
def read_mhtml(raw: bytes, given: Given) -> Iterator[Report | Rejected | Refusal]:
    """Read one page saved as MHTML.

    Args:
        raw: The file (RFC 2557).
        given: What is known of it.

    Yields:
        The report of its first HTML part, with the address and the time at which it was saved; or why it is refused.
    """
    message = email.message_from_bytes(raw)
    part = _page_part(message)
    if part is None:
        yield _NO_PAGE
        return
    address = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
    given = replace(
        given,
        url=address if address.startswith(("http://", "https://")) else given.url,
        captured_at=given.captured_at or when_written(_header(message, "Date"), "MHTML Date"),
        charset=_charset(part) or given.charset,
    )
    yield page_report(_payload(part), given, capture=hashlib.sha256(raw).hexdigest())


def saved_page(raw: bytes) -> tuple[bytes, str | None] | Refusal:
    """Return the page in an MHTML file, its bytes and the charset stated for them, or why there is none."""
    part = _page_part(email.message_from_bytes(raw))
    return _NO_PAGE if part is None else (_payload(part), _charset(part))


def _page_part(message: email.message.Message) -> email.message.Message | None:
    return next((part for part in _parts(message) if part.get_content_type() == "text/html"), None)


def _text_of(message: email.message.Message, given: Given) -> tuple[email.message.Message, str, dict[int, BlockKind]] | Refusal:
    """The mail's text, laid out; of a mail that only forwards another one, that one's."""
    parts = list(_parts(message))
    if len(parts) > MAX_PARTS:
        return over("too_large", "members", given.limits, f"it has more than {MAX_PARTS} parts")
    texts = [part for part in parts if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment"]
    plain = next((part for part in texts if part.get_content_type() == "text/plain" and _payload(part).strip()), None)
    page = next((part for part in texts if part.get_content_type() == "text/html" and _payload(part).strip()), None)
    written = None if plain is None else decode(_payload(plain), charset=_charset(plain))
    lines = None if page is None else _page_lines(page, given)
    if isinstance(lines, list) and (not isinstance(written, Decoded) or _words(lines) > 2 * len(written.text.split())):
        return (message, *laid_out(lines, _subject(message)))
    if isinstance(written, Decoded):
        return message, written.text.replace("\r\n", "\n"), {}
    return written or (lines if isinstance(lines, Refusal) else None) or _NO_MAIL


def _forwarded(text: str) -> dict[str, str]:
    """The head of the mail that a mail passes on, where that is most of it: who wrote it, when, and under which subject."""
    match = _FORWARDED.search(text)
    if match is None or match.start() > len(text) - match.end():
        return {}
    lines = (line.partition(":") for line in match["head"].splitlines())
    return {key.strip(" *>").lower(): line_of(value.strip("*")) for key, _, value in lines if value.strip()}


def _page_lines(part: email.message.Message, given: Given) -> list[tuple[str, str]] | Refusal | None:
    page = decode(_payload(part), page=True, charset=_charset(part))
    if isinstance(page, Refusal):
        return page
    return overgrown(page.text, given.limits) or fragment_lines(page.text) or None


def _words(lines: list[tuple[str, str]]) -> int:
    return sum(len(line.split()) for _, line in lines)


def _parts(message: email.message.Message) -> Iterator[email.message.Message]:
    """The leaves of a message in order, without going deeper into Python than one call: mails nest as deep as their maker likes."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list):
            waiting += [each for each in reversed(inner) if isinstance(each, email.message.Message)]
        else:
            yield part


def _payload(part: email.message.Message) -> bytes:
    try:
        body = part.get_payload(decode=True)
    except ValueError:  # a charset with a NUL in it
        return b""
    return body if isinstance(body, bytes) else b""


def _charset(part: email.message.Message) -> str | None:
    try:
        return part.get_content_charset()
    except ValueError:
        return None


def _subject(message: email.message.Message) -> str | None:
    return re.sub(r"^(?:(?:re|fwd?|aw|wg):\s*)+", "", _header(message, "Subject"), flags=re.IGNORECASE) or None


def _header(message: email.message.Message, name: str) -> str:
    """A header in words; one whose coding is broken is taken as it is written, without what no store can hold."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return ""
    value = str(raw).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        words = str(make_header(decode_header(value)))
    except (LookupError, ValueError):
        words = value
    return line_of(words.encode("utf-8", "replace").decode("utf-8").replace("\0", ""))
