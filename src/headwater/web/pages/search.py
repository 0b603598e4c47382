"""Search: words in statements and in reports, the hits marked, each a link to where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from headwater.ledger import Hit
from headwater.model import Reading
from headwater.web.chosen import speaker
from headwater.web.desk import desk_of
from headwater.web.marking import Bit, marked
from headwater.web.rendering import render
from headwater.web.words import place_url, published_by, report_url, titled

__all__ = ["routes"]

FIRST, MOST = 20, 100
"""Hits shown of each kind, at first and where more are asked for."""
MOST_CHARS = 400
AROUND = 140
"""Characters of a long statement that are shown before its first hit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place where the words stand."""

    url: str
    title: str
    publisher: str
    published: str | None
    who: str | None
    bits: tuple[Bit, ...]


def search(request: Request) -> Response:
    """Return the page of a search; without words, the field alone."""
    ledger = desk_of(request).ledger
    wanted = request.query_params.get("q", "").strip()[:500]
    most = MOST if "all" in request.query_params else FIRST
    with ledger.snapshot():
        hits = ledger.search(wanted, most=most) if wanted else ()
        readings = {each.report.id: each for each in ledger.readings(list(dict.fromkeys(hit.report for hit in hits))) if each.report}
    statements = [_found(hit, readings, wanted) for hit in hits if hit.statement is not None]
    reports = [_found(hit, readings, wanted) for hit in hits if hit.statement is None]
    more = most == FIRST and FIRST in (len(statements), len(reports))
    return render(request, "search.html", wanted=wanted, statements=statements, reports=reports, more=more)


def _found(hit: Hit, readings: Mapping[str, Reading], wanted: str) -> Found:
    reading = readings[hit.report]
    report = reading.report
    said = next((each for each in reading.statements if each.id == hit.statement), None)
    return Found(
        url=report_url(hit.report, hit.statement) if hit.statement else place_url(hit.report, hit.span.start, hit.span.end),
        title=titled(report) if report else reading.ref,
        publisher=published_by(report) if report else "",
        published=report.published_at.value if report and report.published_at else None,
        who=speaker(reading, said) if said else None,
        bits=_shortened(marked(" ".join(hit.words.split()), wanted)),
    )


def _shortened(bits: tuple[Bit, ...]) -> tuple[Bit, ...]:
    """Return what stands around the first hit, where the whole is long."""
    if sum(len(bit.text) for bit in bits) <= MOST_CHARS:
        return bits
    before = bits[0].text if bits and not bits[0].hit else ""
    kept = [Bit(("… " if len(before) > AROUND else "") + before[-AROUND:], hit=False)] if before else []
    room = MOST_CHARS
    for bit in bits[1:] if before else bits:
        kept.append(bit if len(bit.text) <= room else Bit(bit.text[:room].rsplit(" ", 1)[0] + " …", hit=False))
        room -= len(bit.text)
        if room <= 0:
            break
    return tuple(kept)


routes = [Route("/search", search)]
