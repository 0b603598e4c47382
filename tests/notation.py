"""A notation in which the expected answer is written inside the sentence: `"[S:Smith] [C:said] [T:prices rose 3%]."`.

S is a source, C a cue, T a content. A number after the letter tells statements apart: `[S2:…] [C2:…] [T2:…]`.
"""

import re
from dataclasses import replace
from typing import Any

from headwater.ids import report_id, statement_id, text_sha256
from headwater.model import Reading, Report, Span, Statement

_MARK = re.compile(r"\[([SCT])(\d*):|\]")


def marked(sentence: str) -> tuple[str, dict[int, dict[str, tuple[Span, ...]]]]:
    """Return the bare text, and for each statement's number its spans by letter."""
    text, last = "", 0
    opened: list[tuple[str, int, int]] = []
    found: dict[int, dict[str, tuple[Span, ...]]] = {}
    for mark in _MARK.finditer(sentence):
        text += sentence[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((mark[1], int(mark[2] or 1), len(text)))
        else:
            letter, number, start = opened.pop()
            of_letter = found.setdefault(number, {"S": (), "C": (), "T": ()})
            of_letter[letter] = tuple(sorted((*of_letter[letter], Span(start=start, end=len(text)))))
    return text + sentence[last:], found


def report_of(text: str, *, ref: str = "text", **fields: Any) -> Report:
    """Return a report of that text."""
    identified = report_id(fields.get("publisher"), ref, text)
    return Report(id=identified, ref=ref, text=text, sha256=text_sha256(text), **fields)


def reading_of(sentence: str, *, ref: str = "text", changes: dict[int, dict[str, Any]] | None = None, **fields: Any) -> Reading:
    """Return the reading that a marked text stands for; `changes` are fields of single statements, by their number."""
    text, found = marked(sentence)
    report = report_of(text, ref=ref, **fields)
    made: dict[int, Statement] = {}
    for number, spans in sorted(found.items()):
        made[number] = Statement(
            id=statement_id(report.id, spans["C"], spans["T"]),
            kind="statement",
            form="indirect",
            source=spans["S"],
            cue=spans["C"],
            content=spans["T"],
            score=0.9,
        )
    for number, change in (changes or {}).items():
        parent = change.pop("inside", None)
        made[number] = replace(made[number], **change, parent=None if parent is None else made[parent].id)
    return Reading(ref=ref, report=report, statements=tuple(made.values()), stages=("ingest", "read"))
