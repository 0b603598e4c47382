"""What `headwater show --original` does: find spans again in the document that a report was made of, and print them as they stand there."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from headwater.cli.opening import print_json
from headwater.cli.terminal import printable
from headwater.errors import InputError, SettingsError
from headwater.model import Reading, Report, Span, Statement

if TYPE_CHECKING:
    from headwater.ingest import Captures
    from headwater.ingest.originals import Original
    from headwater.ledger import Ledger

__all__ = ["Checked", "Placed", "checked_originals", "places", "print_original", "span_named"]

DONE, SOME_ORPHANS = 0, 3
AROUND = 80
"""Characters of the original before and after a span."""

_SPAN = re.compile(r"(\d{1,9})[-:](\d{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A span of a report, and where it stands in the text of its original; `None` for an orphan.

    Attributes:
        role: What it is: source, cue, content of a statement, or a span that was asked for.
        statement: Whose; `None` for a span.
    """

    role: str
    statement: str | None
    span: Span
    at: Span | None


def span_named(words: str, report: Report) -> Span:
    """Return the span that `START-END` means in a report.

    Raises:
        SettingsError: It is not written so, or reaches beyond the text.
    """
    found = _SPAN.fullmatch(words.strip())
    start, end = (int(each) for each in found.groups()) if found else (0, 0)
    if not start < end <= len(report.text):
        raise SettingsError(f"a span is START-END within the {len(report.text)} characters of the text, as 120-180, not {words!r:.40}")
    return Span(start=start, end=end)


def places(original: "Original", report: Report, said: Iterable[Statement]) -> Iterator[Placed]:
    """Yield every span of statements with its place in the original."""
    from headwater.ingest.originals import place_in

    for each in said:
        for role, spans in (("source", each.source), ("cue", each.cue), ("content", each.content)):
            for span in spans:
                yield Placed(role=role, statement=each.id, span=span, at=place_in(original.text, report, span))


def print_original(reading: Reading, span: str | None, captures: "Captures", *, as_json: bool) -> int:
    """Print statements, or a span, of a report as they stand in its original; return the exit code: 3 where there are orphans.

    Args:
        reading: The report with the statements that are wanted.
        span: `START-END` in its text, instead of statements.
        captures: Where originals are kept.
        as_json: As JSON instead of words.

    Raises:
        InputError: The original is not kept or cannot be read; the message says the remedy.
        SettingsError: The span is none of the report's.
    """
    from headwater.ingest.originals import original, place_in

    report = reading.report
    if report is None:
        raise SettingsError(f"{reading.ref!r} has no report, and so no original")
    wanted = None if span is None else span_named(span, report)
    found = original(report, captures)
    if wanted is None:
        placed = list(places(found, report, reading.statements))
    else:
        placed = [Placed(role="span", statement=None, span=wanted, at=place_in(found.text, report, wanted))]
    if as_json:
        print_json(_document(report, found, placed, captures))
    else:
        sys.stdout.writelines(line + "\n" for line in _lines(report, found, placed, captures))
    return SOME_ORPHANS if any(each.at is None for each in placed) else DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many reports' originals were looked through, for how many spans, and which are orphans: where, and what of it."""

    reports: int
    spans: int
    orphans: tuple[tuple[str, str], ...]


def checked_originals(ledger: "Ledger", captures: "Captures") -> Checked:
    """Look for every span of every statement in the originals that are kept."""
    from headwater.ingest.originals import original

    reports = spans = 0
    orphans: list[tuple[str, str]] = []
    for identified in (each for capture, ids in sorted(ledger.captured().items()) if captures.bytes_of(capture) for each in ids):
        reading = ledger.reading(identified)
        report = reading.report if reading else None
        if reading is None or report is None:
            continue
        reports += 1
        try:
            placed = list(places(original(report, captures), report, reading.statements))
        except InputError as error:
            orphans.append((f"report {identified}", str(error)))
            continue
        spans += len(placed)
        orphans += [
            (
                f"statement {each.statement}",
                f"its {each.role} “{report.text[each.span.start : each.span.end]}” is not found in its original",
            )
            for each in placed
            if each.at is None
        ]
    return Checked(reports=reports, spans=spans, orphans=tuple(orphans))


def _document(report: Report, found: "Original", placed: list[Placed], captures: "Captures") -> dict[str, Any]:
    known = asdict(found.capture) | {"bytes": found.size, "path": os.fspath(captures.path_of(found.capture.sha256))}
    known |= {"captured_at": report.captured_at.value if report.captured_at else None, "text_is": _how(found)}
    return {"report": report.id, "ref": report.ref, "capture": known, "spans": [_placed(report, found, each) for each in placed]}


def _placed(report: Report, found: "Original", one: Placed) -> dict[str, Any]:
    told = {"start": one.span.start, "end": one.span.end, "text": report.text[one.span.start : one.span.end]}
    there = None
    if one.at is not None:
        before, words, after = _surroundings(found.text, one.at)
        there = {"start": one.at.start, "end": one.at.end, "text": words, "before": before, "after": after}
    return {"statement": one.statement, "role": one.role, "span": told, "original": there, "orphan": there is None}


def _surroundings(text: str, at: Span) -> tuple[str, str, str]:
    return text[max(at.start - AROUND, 0) : at.start], text[at.start : at.end], text[at.end : at.end + AROUND]


def _lines(report: Report, found: "Original", placed: list[Placed], captures: "Captures") -> Iterator[str]:
    capture, taken = found.capture, report.captured_at
    yield printable(report.title or report.ref)
    yield f"  of {printable(report.ref)}" + (f", captured {taken.value} ({printable(taken.origin)})" if taken else "")
    yield f"  SHA-256 {capture.sha256}, {found.size:,} bytes of {capture.kind}" + (f", kept {capture.kept_at}" if capture.kept_at else "")
    yield f"  in {printable(os.fspath(captures.path_of(capture.sha256)))}; shown is {_how(found)}"
    before: str | None = ""
    for one in placed:
        if one.statement != before:
            before = one.statement
            yield "" if before is None else f"\nstatement {before}"
        yield f"  {one.role:<8}{_shown(report, found, one)}"
    orphans = sum(each.at is None for each in placed)
    told = "it is found" if len(placed) == 1 else "all are found"
    words = f"{orphans} orphan{'' if orphans == 1 else 's'}" if orphans else told
    yield f"\n({len(placed)} span{'' if len(placed) == 1 else 's'}: {words})"


def _shown(report: Report, found: "Original", one: Placed) -> str:
    if one.at is None:
        words = printable(report.text[one.span.start : one.span.end])
        return f"orphan: “{words}” does not stand there, or not in one place only with what is around it"
    before, words, after = _surroundings(found.text, one.at)
    return printable(f"{'…' * (one.at.start > AROUND)}{before}⟦{words}⟧{after}{'…' * (one.at.end + AROUND < len(found.text))}")


def _how(found: "Original") -> str:
    if found.extracted:
        return "the text that is extracted from it"
    return "its text" if found.capture.kind == "plain" else "the page's text in the order of its mark-up"
