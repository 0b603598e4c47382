"""Invented reports as training rows: forms of attribution that PolNeAR's political news of one year hardly has.

They lie beside this module, marked in the notation of `benchmarks.marked`: headlines, counts with suppliers, documents that speak, agencies
that relay, nouns as cues. Like PolNeAR's, a row marks the outermost attributions only; each content that holds speech is a row of its own,
since that is how the reader reads it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.marked import marked
from benchmarks.model import GoldAttribution, GoldReport, as_row

__all__ = ["FOLDER", "HELD_BACK", "invented_rows", "kinds_of"]

FOLDER = Path(__file__).with_name("invented")
HELD_BACK = 10
"""Every tenth report, by name, is kept out of training, to see what was learnt."""

Row = dict[str, Any]


def invented_rows(*, held_back: bool = False) -> Iterator[Row]:
    """Yield the rows to train on, those inside contents after their reports; or the reports that are held back, with all their marks."""
    for number, path in enumerate(sorted(FOLDER.glob("*.marked"))):
        if (number % HELD_BACK == 0) is not held_back:
            continue
        report = marked(path.stem, path.read_text(encoding="utf-8"))
        if held_back:
            yield as_row(report)
        else:
            yield from _nested(report, list(report.attributions))


def kinds_of(rows: list[Row]) -> dict[str, dict[str, str]]:
    """Return the kind of each attribution, by report and id."""
    return {row["id"]: {a["id"]: a.get("kind") or "statement" for a in row["attributions"]} for row in rows}


def _nested(report: GoldReport, among: list[GoldAttribution]) -> Iterator[Row]:
    outer = [one for one in among if not any(_holds(other, one) for other in among)]
    yield as_row(GoldReport(id=report.id, text=report.text, attributions=tuple(outer)))
    for one in outer:
        inner = [other for other in among if _holds(one, other)]
        for number, (start, end) in enumerate(one.content):
            here = [_moved(each, start) for each in inner if all(start <= a and b <= end for a, b in _spans(each))]
            if here:
                text = report.text[start:end]
                yield from _nested(GoldReport(id=f"{report.id}/{one.id}.{number}", text=text, attributions=()), here)


def _spans(one: GoldAttribution) -> tuple[tuple[int, int], ...]:
    return (*one.source, *one.cue, *one.content)


def _holds(outer: GoldAttribution, inner: GoldAttribution) -> bool:
    return outer is not inner and any(start <= inner.cue[0][0] < end for start, end in outer.content)


def _moved(one: GoldAttribution, by: int) -> GoldAttribution:
    source, cue, content = (tuple((a - by, b - by) for a, b in spans) for spans in (one.source, one.cue, one.content))
    return GoldAttribution(id=one.id, source=source, cue=cue, content=content, kind=one.kind)
