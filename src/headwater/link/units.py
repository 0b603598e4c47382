"""What of a report can be compared with another: the contents of its statements, and the sentences that it asserts in its own voice."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headwater.model import Reading, Span, Statement
from headwater.text import sentence_spans, word_spans

__all__ = ["CUT", "Unit", "stretch_of", "units_of"]

CUT = "3"
"""Version of how reports are cut into units. Every change of that raises it: vectors are kept with a report, one for each unit."""
LEAST_WORDS = 4
"""A piece of a sentence shorter than this asserts nothing by itself."""
LEAST_OWN = 0.5
"""Share of a sentence's words that must lie outside every statement for the sentence to be the report's own voice."""
_WORD = re.compile(r"\w")
_COVER = re.compile(r"(?:not to be (?:named|identified|quoted)|to (?:remain|stay) anonymous|anonymity)\b", re.IGNORECASE)
"""What a source asks of a reporter for itself, and says nothing of the matter."""
_ASKED = re.compile(r"\b(?:ask(?:s|ed|ing)?|call(?:ed|ing)|phon(?:ed|ing)|rang)\b", re.IGNORECASE)
_DESK = re.compile(r"\W*(?:additional )?(?:reporting|writing|editing|edited|compiled|translated) (?:by|from)\b", re.IGNORECASE)
"""How a sentence begins that names the desk, at the end of a paragraph that says something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A proposition as one report words it.

    Attributes:
        report: Id of the report.
        statement: Id of the statement whose content it is, `None` for the report's own voice.
        spans: Its words, in reading order.
        text: The same, joined by spaces, for the encoder.
    """

    report: str
    statement: str | None
    spans: tuple[Span, ...]
    text: str


def units_of(reading: Reading) -> tuple[Unit, ...]:
    """Return the units of a reading, in reading order: one for each statement (no attitude), one for each sentence of its own.

    Furniture has none. A sentence that is statement in part is the report's own where most of its words lie outside.
    """
    report = reading.report
    if report is None:
        return ()
    said = [each for each in reading.statements if each.kind == "statement" and not _says_nothing(report.text, each)]
    worded = ((each, tuple(span for span in each.content if _WORD.search(report.text, span.start, span.end))) for each in said)
    units = [_unit(report.id, report.text, spans, each.id) for each, spans in worded if spans]
    covered = [span for each in reading.statements for span in _ground(each)]
    units += [_unit(report.id, report.text, (span,), None) for span in _own(reading, report.text, covered)]
    return tuple(sorted(units, key=lambda unit: (unit.spans[0].start, -unit.spans[-1].end, unit.statement or "")))


def stretch_of(unit: Unit) -> str:
    """Return where a unit stands, as judgements name it: `report/start:end`."""
    return f"{unit.report}/{unit.spans[0].start}:{unit.spans[-1].end}"


def _unit(report: str, text: str, spans: tuple[Span, ...], statement: str | None) -> Unit:
    return Unit(report=report, statement=statement, spans=spans, text=" ".join(text[s.start : s.end] for s in spans))


def _says_nothing(text: str, statement: Statement) -> bool:
    """Whether a statement asserts nothing of the matter: what a source asks for itself, and a question told of by somebody."""
    asked = statement.parent is not None and any(_ASKED.search(text, cue.start, cue.end) for cue in statement.cue)
    return asked or _COVER.match(text, statement.content[0].start) is not None


def _ground(statement: Statement) -> Iterator[Span]:
    yield from statement.content
    if statement.kind == "statement":
        yield from statement.cue
        yield from statement.source


def _own(reading: Reading, text: str, covered: Iterable[Span]) -> Iterator[Span]:
    starts, ends = _joined(covered)
    blocks = reading.report.blocks if reading.report else ()
    for block in blocks:
        if block.kind == "furniture" or block.start >= block.end:
            continue
        for start, end in sentence_spans(text, block.start, block.end):
            if _DESK.match(text, start, end):
                continue
            words = [(start + a, start + b) for a, b in word_spans(text[start:end])]
            free = sum(not _is_within(a, b, starts, ends) for a, b in words)
            if free >= LEAST_WORDS and free >= LEAST_OWN * len(words):
                yield Span(start=start, end=end)


def _joined(spans: Iterable[Span]) -> tuple[list[int], list[int]]:
    """Return where the stretches that spans cover together begin and end, in order."""
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(spans):
        if ends and span.start <= ends[-1]:
            ends[-1] = max(ends[-1], span.end)
        else:
            starts.append(span.start)
            ends.append(span.end)
    return starts, ends


def _is_within(start: int, end: int, starts: list[int], ends: list[int]) -> bool:
    """Whether a word lies in one of those stretches, if only in part."""
    at = bisect_left(starts, end) - 1  # the last that begins before the word ends
    return at >= 0 and ends[at] > start
