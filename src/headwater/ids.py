"""Content hashes: the same input gets the same id on every machine.

An id is the first 80 bits of a SHA-256, as 20 lowercase hexadecimal digits: among a million reports the chance that any two share
one is about one in two million million. What is hashed is framed, so that no two different inputs give the same bytes: first the
word of the thing identified, then each field as a mark (`0` absent, `1` present) and, where present, its length in bytes and the bytes.
"""

import hashlib
from collections.abc import Iterable, Sequence

from headwater.model import Publisher, Span

__all__ = ["ID_DIGITS", "actor_id", "claim_id", "identity_id", "origin_id", "report_id", "statement_id", "story_id", "text_sha256"]

ID_DIGITS = 20


def report_id(publisher: Publisher | None, ref: str, text: str) -> str:
    """Identify a report by its publisher, reference and text: verbatim copies by two publishers stay two.

    Args:
        publisher: Who published it; `None` and a publisher without name and domain are the same.
        ref: The input row's id, else the path or URL it came from.
        text: The text as stored.

    Returns:
        20 hexadecimal digits.
    """
    who = publisher or Publisher()
    return _hashed("report", (who.name, who.domain, ref, text))


def statement_id(report: str, cue: Sequence[Span], content: Sequence[Span]) -> str:
    """Identify a statement by where it stands: its report, its cue and its content.

    The source is left out, so that a statement keeps its id when only its source is read anew.

    Args:
        report: The id of the report it stands in.
        cue: Its cue spans, in reading order; may be empty.
        content: Its content spans, in reading order.

    Returns:
        20 hexadecimal digits.
    """
    return _hashed("statement", (report, _offsets(cue), _offsets(content)))


def actor_id(report: str, mention: Span, name: str | None = None) -> str:
    """Identify an actor of a report by its first mention: finding another actor, or another mention further on, leaves the id as it is.

    Args:
        report: The id of the report.
        mention: Where the actor is first mentioned.
        name: Of one whom a person put there by name, since another may be mentioned there.

    Returns:
        20 hexadecimal digits.
    """
    return _hashed("actor", (report, _offsets([mention]), *([] if name is None else [name])))


def claim_id(report: str, spans: Sequence[Span]) -> str:
    """Identify a claim by its earliest wording: it keeps its id when further assertions join.

    Args:
        report: Id of the report that has it first.
        spans: Where it stands there, in reading order.

    Returns:
        20 hexadecimal digits.
    """
    return _hashed("claim", (report, _offsets(spans)))


def identity_id(sort: str, name: Sequence[str], apart: str | None = None) -> str:
    """Identify who is meant across reports by the name in its earliest report: who joins later leaves the id as it is.

    Args:
        sort: What it is: person, body, or actor for one that no other report can hold.
        name: The words of the name.
        apart: What tells it from another of the same name, `None` for the earliest of them.

    Returns:
        20 hexadecimal digits.
    """
    return _hashed("identity", (sort, apart, *name))


def origin_id(key: str) -> str:
    """Identify an origin by who it is: the id of its identity, or its first telling report and actor.

    Args:
        key: What tells it from every other (`headwater.link.tellers.Teller.key`).

    Returns:
        20 hexadecimal digits.
    """
    return _hashed("origin", (key,))


def story_id(earliest: str) -> str:
    """Identify a story by its earliest report: it keeps its id when later reports join or leave.

    Args:
        earliest: The id of the report that was published first.

    Returns:
        20 hexadecimal digits.
    """
    return _hashed("story", (earliest,))


def text_sha256(text: str) -> str:
    """Hash a text: SHA-256 of its UTF-8 bytes, 64 hexadecimal digits."""
    return hashlib.sha256(_utf8(text)).hexdigest()


def _offsets(spans: Iterable[Span]) -> str:
    return ",".join(f"{span.start}:{span.end}" for span in spans)


def _hashed(thing: str, fields: Iterable[str | None]) -> str:
    digest = hashlib.sha256()
    for field in (thing, *fields):
        if field is None:
            digest.update(b"0")
        else:
            encoded = _utf8(field)
            digest.update(b"1%d:" % len(encoded))
            digest.update(encoded)
    return digest.hexdigest()[:ID_DIGITS]


def _utf8(text: str) -> bytes:
    # A lone surrogate is refused at ingest with a reason; here it must only not crash the naming of what is refused.
    return text.encode("utf-8", "surrogatepass")
