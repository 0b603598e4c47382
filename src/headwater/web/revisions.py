"""Versions of one page, and what changed between two: in who speaks and what is counted, and in the words."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headwater.ingest.versions import differences
from headwater.model import Reading, Report
from headwater.telling import in_words
from headwater.web.words import titled

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["Changed", "Edit", "Line", "Version", "changed_lines", "changed_statements", "versions_of"]

KINDS = {
    "headline": "Another headline",
    "source_removed": "A source is gone",
    "source_added": "A source is new",
    "name_withheld": "A name is withheld",
    "name_given": "A name is given",
    "figure": "Another figure",
    "statement_removed": "A statement is gone",
    "statement_added": "A statement is new",
    "correction": "The paper says it corrected",
}
_TOKEN = re.compile(r"(?:\w+|[^\w\s])\s*|\s+")
"""A word or a sign with the space behind it: else the spaces, which are all alike, would hold apart what changed as one."""
MOST_VERSIONS = 30
"""Of one page that are looked through: each is read back whole."""
MOST_TOKENS = 4_000
"""Of a stretch of lines that was rewritten: beyond, it is shown as gone and new, since aligning grows with the square."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a page: the report, and when it was taken."""

    report: str
    title: str
    when: str
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What changed in the readings: in words, with the words of both versions where there are any."""

    what: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Some words that are in both versions, or in one: same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the two texts, as edits; `kind` says whether it is the same, gone, new or rewritten."""

    kind: str
    edits: tuple[Edit, ...]


def versions_of(ledger: "Ledger", report: Report) -> tuple[Version, ...]:
    """Return the versions of a page in hand, the earliest first: the reports of its publisher and reference; nothing for an only one."""
    ids = [report.id, *(each for each in ledger.find(report.ref) if each != report.id)][:MOST_VERSIONS]
    if len(ids) < 2:
        return ()
    found = [each.report for each in ledger.readings(ids) if each.report is not None]
    found = [each for each in found if each.ref == report.ref and each.publisher == report.publisher]
    ordered = sorted(found, key=lambda each: (_taken(each), each.id))
    return tuple(_version(each, report) for each in ordered) if len(ordered) > 1 else ()


def _taken(report: Report) -> str:
    return next((each.value for each in (report.captured_at, report.modified_at, report.published_at) if each), "")


def _version(one: Report, this: Report) -> Version:
    when = _taken(one)
    return Version(report=one.id, title=titled(one), when=in_words(when) if when else "at an unknown time", is_this=one.id == this.id)


def changed_statements(old: Reading, new: Reading) -> tuple[Changed, ...]:
    """Return what changed in who speaks, who is named, what is counted, and what the paper says it corrected."""
    texts = [each.report.text if each.report else "" for each in (old, new)]
    return tuple(
        Changed(
            what=KINDS[each.kind],
            old=None if each.old is None else texts[0][each.old.start : each.old.end],
            new=None if each.new is None else texts[1][each.new.start : each.new.end],
        )
        for each in differences(old, new)
    )


def changed_lines(old: str, new: str) -> tuple[Line, ...]:
    """Return two texts as one, line by line: what stayed, what went, what came; the words of both can be read off it."""
    return tuple(_lines(old.splitlines(), new.splitlines()))


def _lines(old: list[str], new: list[str]) -> Iterator[Line]:
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line(kind="same", edits=(Edit(kind="same", text=line),)) for line in old[a:b] if line.strip())
            continue
        gone, came = [line for line in old[a:b] if line.strip()], [line for line in new[c:d] if line.strip()]
        while gone and came:
            yield _rewritten(gone.pop(0), came.pop(0))
        yield from (Line(kind="gone", edits=(Edit(kind="gone", text=line),)) for line in gone)
        yield from (Line(kind="new", edits=(Edit(kind="new", text=line),)) for line in came)


def _rewritten(old: str, new: str) -> Line:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > MOST_TOKENS:
        return Line(kind="rewritten", edits=(Edit(kind="gone", text=old), Edit(kind="new", text=new)))
    edits: list[Edit] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            edits.append(Edit(kind="same", text="".join(before[a:b])))
            continue
        edits += [Edit(kind="gone", text="".join(before[a:b]))] * (a < b)
        edits += [Edit(kind="new", text="".join(after[c:d]))] * (c < d)
    return Line(kind="rewritten", edits=tuple(edits))
