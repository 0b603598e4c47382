"""A report laid out for the reader: its blocks as published, each cut into pieces that say which statements they belong to, and how."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from headwater.model import Block, Reading, Report, Span, Statement
from headwater.web.segments import Mark, segments

__all__ = ["Group", "Paragraph", "Piece", "Start", "laid_out"]

MAIN = ("source", "cue", "content")
"""The roles that show at rest; the others show in the chosen statement alone."""
SHORT_CHARS = 40
_GATHERED = {"list_item": "list", "quote": "quotation"}
_BODY = re.compile(r"\S(?:.*\S)?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """That a statement begins here: its number in the report, and its id."""

    number: int
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of a report that share all their marks.

    Attributes:
        starts: The statements that begin here.
        roles: The main roles that the words play in any statement.
        depth: In how many contents they stand, one inside the other.
        parts: `statement=role` of each mark, the innermost first: what a script needs.
        chosen: Their roles in the chosen statement.
        long: Whether they are of a long source, which is not set off as a short one is.
        asked: Whether they lie in the stretch that the address asks for, `first_asked` whether they begin it.
    """

    text: str
    starts: tuple[Start, ...] = ()
    roles: tuple[str, ...] = ()
    depth: int = 0
    parts: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    long: bool = False
    asked: bool = False
    first_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block with its pieces; `marked` where its own bullet or number stands before it."""

    kind: str
    pieces: tuple[Piece, ...]
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Blocks that belong together: the items of one list, the paragraphs of one quotation; else one block alone."""

    kind: str
    paragraphs: tuple[Paragraph, ...]


def laid_out(reading: Reading, *, chosen: str | None = None, asked: Span | None = None) -> tuple[Group, ...]:
    """Return the blocks of a report in order, cut into pieces; nothing of its text but white space is left out.

    Args:
        reading: The report and what was read in it.
        chosen: Id of the statement that is shown beside it.
        asked: A stretch that the address asks for.
    """
    report = reading.report
    if report is None:
        return ()
    marks = [*_marks(reading), *([Mark(span=asked, role="asked", of="")] if asked else [])]
    starts = _starts(reading.statements)
    made = []
    first = asked.start if asked else -1
    for block, marked in _blocks(report):
        pieces = tuple(_pieces(report.text, block, marks, starts, chosen, first))
        made.append(Paragraph(kind=block.kind, pieces=pieces, marked=marked))
    return tuple(_gathered(made))


def _blocks(report: Report) -> Iterator[tuple[Block, bool]]:
    """Yield the blocks, a list's item with the bullet before it and whether it has one; and as paragraphs what stands between them."""
    at = 0
    for block in (*report.blocks, None):
        until = block.start if block else len(report.text)
        between = _BODY.search(report.text, at, until)
        mark = between is not None and block is not None and block.kind == "list_item" and "\n" not in report.text[between.start() : until]
        if between and not mark:
            yield Block(kind="paragraph", start=between.start(), end=between.end()), False
        if block:
            yield (Block(kind=block.kind, start=between.start(), end=block.end) if mark and between else block), mark
            at = block.end


def _gathered(paragraphs: Iterable[Paragraph]) -> Iterator[Group]:
    run: list[Paragraph] = []
    for each in paragraphs:
        if run and (each.kind != run[0].kind or each.kind not in _GATHERED):
            yield _group(run)
            run = []
        run.append(each)
    if run:
        yield _group(run)


def _group(run: Sequence[Paragraph]) -> Group:
    return Group(kind=_GATHERED.get(run[0].kind, run[0].kind), paragraphs=tuple(run))


# Marks ---------------------------------------------------------------------------------------------------------------------------


def _marks(reading: Reading) -> Iterator[Mark]:
    for said in reading.statements:
        spans = {
            "source": said.source,
            "cue": said.cue,
            "content": said.content,
            "hop": tuple(hop.span for hop in said.chain),
            "to": said.to,
            "hedge": said.hedges,
            "condition": said.conditional,
        }
        yield from (Mark(span=span, role=role, of=said.id) for role, each in spans.items() for span in each)
    known = {said.id for said in reading.statements}
    values = [("figure", each.span, each.supplier) for each in reading.figures]
    values += [("when", each.span, each.event) for each in reading.whens]
    yield from (Mark(span=span, role=role, of=of) for role, span, of in values if of is not None and of in known)


def _starts(statements: Sequence[Statement]) -> dict[int, tuple[Start, ...]]:
    """Return the statements by where the first word of cue or content stands, numbered in reading order from 1."""
    found: dict[int, tuple[Start, ...]] = {}
    for number, said in enumerate(statements, start=1):
        at = min(span.start for span in (*said.cue, *said.content))
        found[at] = (*found.get(at, ()), Start(number=number, statement=said.id))
    return found


def _pieces(
    text: str, block: Block, marks: Sequence[Mark], starts: dict[int, tuple[Start, ...]], chosen: str | None, first: int
) -> Iterator[Piece]:
    for cut in segments(block.start, block.end, marks):
        inner = cut.marks[::-1]
        yield Piece(
            text=text[cut.start : cut.end],
            starts=starts.get(cut.start, ()),
            roles=tuple(role for role in MAIN if any(mark.role == role for mark in inner)),
            depth=sum(mark.role == "content" for mark in inner),
            parts=tuple(dict.fromkeys(f"{mark.of}={mark.role}" for mark in inner if mark.of)),
            chosen=tuple(dict.fromkeys(mark.role for mark in inner if mark.of == chosen)) if chosen else (),
            long=any(mark.role == "source" and mark.span.end - mark.span.start > SHORT_CHARS for mark in inner),
            asked=any(mark.role == "asked" for mark in inner),
            first_asked=cut.start == first,
        )
