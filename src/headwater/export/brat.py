"""brat standoff (https://brat.nlplab.org/standoff.html): a text and its annotations for each report, in a ZIP of a collection.

Offsets are code points, as brat counts them. The text is the report's, as it is stored. An annotation has no end of a line and no tab
inside: one that runs over them, or consists of several stretches, is discontinuous.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from headwater.export.archive import zipped
from headwater.export.case import Case
from headwater.model import Reading, Report, Span, Statement

__all__ = ["CONFIGURATION", "write"]

_LINE = re.compile(r"[^\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_STANCES, _FORMS, _KINDS = "asserts|denies|declines|retracts", "direct|indirect|mixed", "statement|attitude"
_ACTORS = "outlet|person|organization|group|unnamed|document|observation"
CONFIGURATION = f"""[entities]
Content
Source
Cue
Hop
Actor
Figure
When

[relations]
By\tArg1:Content, Arg2:Source
Says\tArg1:Cue, Arg2:Content
Via\tArg1:Content, Arg2:Hop
From\tArg1:Hop, Arg2:Hop
Inside\tArg1:Content, Arg2:Content
Supplies\tArg1:Content, Arg2:Figure
Dates\tArg1:When, Arg2:Content
<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Stance\tArg:Content, Value:{_STANCES}
Form\tArg:Content, Value:{_FORMS}
Kind\tArg:Content, Value:{_KINDS}
Unsourced\tArg:Content
Negated\tArg:Content
Unnamed\tArg:Hop|Actor
Sort\tArg:Hop|Actor, Value:{_ACTORS}
"""


def write(case: Case) -> bytes:
    """Return the annotated reports of a case: `NUMBER-ID.txt` and `.ann` for each, and the configuration."""
    files = {"annotation.conf": CONFIGURATION.encode()}
    for number, reading in enumerate((each for each in case.readings if each.report is not None), start=1):
        if reading.report is not None:
            stem = f"{number:04d}-{reading.report.id}"
            files[f"{stem}.txt"] = reading.report.text.encode()
            files[f"{stem}.ann"] = "".join(f"{line}\n" for line in _annotated(reading, reading.report)).encode()
    return zipped(files)


@dataclass(slots=True)
class _Page:
    """The annotations of one report while they are numbered."""

    text: str
    lines: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def _next(self, letter: str) -> str:
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return f"{letter}{self.counts[letter]}"

    def span(self, kind: str, spans: Sequence[Span]) -> str | None:
        """Annotate stretches as one thing and return its number; `None` where there is nothing but ends of lines."""
        parts = [part for each in spans for part in _parts(self.text, each)]
        if not parts:
            return None
        number = self._next("T")
        offsets = ";".join(f"{start} {end}" for start, end in parts)
        self.lines.append(f"{number}\t{kind} {offsets}\t{' '.join(self.text[start:end] for start, end in parts)}")
        return number

    def relation(self, kind: str, one: str | None, other: str | None) -> None:
        if one is not None and other is not None:
            self.lines.append(f"{self._next('R')}\t{kind} Arg1:{one} Arg2:{other}")

    def attribute(self, kind: str, of: str | None, value: str | None = None) -> None:
        if of is not None:
            self.lines.append(f"{self._next('A')}\t{kind} {of}{f' {value}' if value else ''}")

    def note(self, of: str | None, words: str) -> None:
        if of is not None:
            self.lines.append(f"{self._next('#')}\tAnnotatorNotes {of}\t{' '.join(words.split())}")


def _parts(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a span between ends of lines, without white space around them."""
    for line in _LINE.finditer(text, span.start, span.end):
        words = line[0]
        start, end = line.start() + len(words) - len(words.lstrip()), line.end() - len(words) + len(words.rstrip())
        if start < end:
            yield start, end


def _annotated(reading: Reading, report: Report) -> list[str]:
    page = _Page(report.text)
    names = {each.id: each.name for each in reading.actors}
    contents: dict[str, str | None] = {}
    for one in reading.statements:
        contents[one.id] = _statement(page, one, names)
        page.relation("Inside", contents[one.id], contents.get(one.parent or ""))
    for actor in reading.actors:
        mention = page.span("Actor", actor.mentions[:1])
        page.attribute("Sort", mention, actor.kind)
        if not actor.named:
            page.attribute("Unnamed", mention)
        page.note(mention, f"{actor.name} ({actor.id})")
    for figure in reading.figures:
        number = page.span("Figure", [figure.span])
        page.note(number, f"{figure.low} to {figure.high} {figure.unit or ''}")
        page.relation("Supplies", contents.get(figure.supplier or ""), number)
    for when in reading.whens:
        number = page.span("When", [when.span])
        page.note(number, when.value)
        page.relation("Dates", number, contents.get(when.event or ""))
    return page.lines


def _statement(page: _Page, one: Statement, names: Mapping[str, str]) -> str | None:
    content = page.span("Content", one.content)
    page.relation("By", content, page.span("Source", one.source))
    page.relation("Says", page.span("Cue", one.cue), content)
    below, kind = content, "Via"
    for hop in one.chain:
        number = page.span("Hop", [hop.span])
        page.attribute("Sort", number, hop.kind)
        if not hop.named:
            page.attribute("Unnamed", number)
        page.note(number, f"{names.get(hop.actor, '')} ({hop.actor}), by {hop.via}")
        page.relation(kind, below, number)
        below, kind = number, "From"
    for name, value in (("Stance", one.stance), ("Form", one.form), ("Kind", one.kind)):
        page.attribute(name, content, value)
    for name, holds in (("Unsourced", one.unsourced), ("Negated", one.negated)):
        if holds:
            page.attribute(name, content)
    return content
