"""Rows (JSON Lines) -> reports: one object a line, read as a stream; a broken line is refused by its number and the others go on."""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, NoReturn

from headwater.ingest.compose import Facts, compose, rejected
from headwater.ingest.decode import Refusal, flaw
from headwater.ingest.given import Given
from headwater.ingest.limits import STANDARD, Limits, over
from headwater.ingest.published import when_stated
from headwater.model import Publisher, Rejected, Report

__all__ = ["read_rows", "stated_facts"]

_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")
MAX_BRACKETS = 100_000  # a row is a few keys: what is made of brackets alone takes fifty times its size in memory
_WORDS = ("title", "byline", "credit", "url", "publisher", "domain", "language")


def read_rows(stream: BinaryIO, given: Given) -> Iterator[Report | Rejected]:
    """Read rows, one report each, holding one row at a time.

    Args:
        stream: JSON Lines: UTF-8, one object a line; blank lines are passed over.
        given: What is known of them; a row without an id is called `ref:line`.

    Yields:
        A report, or why the row is refused, for every line.
    """
    number, most = 0, given.limits.input_bytes
    while line := stream.readline(most + 1):
        number += 1
        where = f"{given.ref}:{number}"
        if number == 1 and line.startswith(_OTHER_BOMS):
            yield rejected(
                given.ref,
                Refusal("encoding", ("it is UTF-16; rows of JSON are UTF-8: convert it (for example with iconv -f UTF-16 -t UTF-8)")),
            )
            return
        if len(line) > most:
            _skip_line(stream, line)
            yield rejected(where, over("too_large", "input_mb", given.limits, "the row is too large for one report"))
            continue
        line = line.removeprefix(_BOM) if number == 1 else line
        if line.strip():
            yield _report(line, number, where, given)


def stated_facts(row: Mapping[str, Any], ref: str, publisher: Publisher | None, origin: str, limits: Limits = STANDARD) -> Facts:
    """What a row, or a caller, states about a text.

    Args:
        row: Keys of the contract and others; those that are unknown, or whose value cannot be used, are kept in `extra`.
        ref: What the report is called.
        publisher: Who published it where the row does not say.
        origin: Where its times come from.
        limits: What the report may cost.

    Returns:
        The facts, unchanged words and all.
    """
    words = {key: value for key in _WORDS if isinstance(value := row.get(key), str) and value.strip()}
    published = when_stated(row.get("published_at"), origin)
    used = {"id", "text", *words, *(key for key in ("publisher", "published_at", *_WORDS) if row.get(key) is None)}
    if published:
        used.add("published_at")
    named = Publisher(name=words.get("publisher"), domain=words.get("domain"))
    return Facts(
        ref=ref,
        publisher=named if named != Publisher() else publisher,
        published_at=published,
        title=words.get("title"),
        byline=words.get("byline"),
        credit=words.get("credit"),
        url=words.get("url"),
        language=words.get("language"),
        limits=limits,
        extra={key: value for key, value in row.items() if key not in used},
    )


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def _report(line: bytes, number: int, where: str, given: Given) -> Report | Rejected:
    row = _row(line, number)
    if isinstance(row, Refusal):
        return rejected(where, row)
    identity = row.get("id")
    ref = str(identity) if _is_reference(identity) else where
    unsound = _unsound(row, number)
    if unsound:
        return rejected(where, unsound)
    text = row.get("text")
    if text is None:
        return rejected(ref, Refusal("no_text", f'line {number} has no text; give it the key "text" with the report\'s text'))
    if not isinstance(text, str):
        return rejected(
            ref, Refusal("text_type", (f'line {number}: "text" is {_called(text)}, not a string; put the report\'s text into one string'))
        )
    facts = stated_facts(row, ref, given.publisher, "row", given.limits)
    if identity is not None and not _is_reference(identity):
        facts = replace(facts, extra={"id": identity, **facts.extra})
    return compose(text, facts)


def _row(line: bytes, number: int) -> dict[str, Any] | Refusal:
    try:
        if line.count(b"[") + line.count(b"{") > MAX_BRACKETS:
            raise RecursionError
        row = json.loads(line.rstrip(b"\r\n").decode(), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        byte = f"byte 0x{line[error.start]:02X} at offset {error.start} of the line"
        return Refusal(
            "encoding", (f"line {number} is not UTF-8: {byte}; save the file as UTF-8 (for example with iconv -f WINDOWS-1252 -t UTF-8)")
        )
    except json.JSONDecodeError as error:
        return Refusal(
            "json",
            f"line {number} is no JSON: {error.msg.removesuffix(' at')} at character {error.pos}; write one whole object on one line",
        )
    except RecursionError:
        return Refusal("json", f"line {number} is nested too deeply; give the text and its few keys on one level")
    except ValueError as error:
        return Refusal("json", f"line {number} is no JSON: {error}; write one whole object on one line")
    if isinstance(row, dict):
        return row
    return Refusal("row", f'line {number} is {_called(row)}, not an object; write it as {{"id": …, "text": …}}')


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


def _unsound(row: Mapping[str, Any], number: int) -> Refusal | None:
    """The first string of a row, however deep, that no store can hold."""
    waiting: deque[tuple[str, Any]] = deque(row.items())
    while waiting:
        key, value = waiting.popleft()
        name = key.encode("ascii", "backslashreplace").decode()
        found = flaw(key, f"line {number}: the name of a key") or (
            flaw(value, f'line {number}: "{name}"') if isinstance(value, str) else None
        )
        if found:
            return found
        if isinstance(value, dict):
            waiting += value.items()
        elif isinstance(value, list):
            waiting += [(key, item) for item in value]
    return None


def _is_reference(identity: object) -> bool:
    return (isinstance(identity, str) and bool(identity.strip())) or (isinstance(identity, int) and not isinstance(identity, bool))


def _called(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")
