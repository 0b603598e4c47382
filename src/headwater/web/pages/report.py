"""The reader: a report as published, its statements marked in it, and beside it the chain of the chosen one, hop by hop."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headwater.errors import InputError
from headwater.judged import corrected
from headwater.model import Reading, Report, Span
from headwater.web.chosen import Chosen, chosen, names_of, speaker
from headwater.web.desk import Desk, desk_of
from headwater.web.facts import facts_of
from headwater.web.layout import laid_out
from headwater.web.rendering import fragment, render
from headwater.web.revisions import changed_lines, changed_statements, versions_of
from headwater.web.words import report_url

if TYPE_CHECKING:
    from headwater.ledger import Attached

__all__ = ["Opened", "opened", "routes"]

_STRETCH = re.compile(r"(\d{1,9}):(\d{1,9})")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A report with all that the pages of it are made from.

    Attributes:
        reading: As people corrected it.
        machine: As the machine read it.
        attached: The judgements about it that hold.
        story: Id of its story, `None` before it is linked.
        document: What was found across the reports of its story.
    """

    report: Report
    reading: Reading
    machine: Reading
    attached: "tuple[Attached, ...]"
    story: str | None
    document: Mapping[str, Any] | None


def opened(desk: Desk, name: str, generation: int) -> Opened:
    """Return a report by its id, or what a person may call it, within a snapshot of a generation of the ledger.

    Raises:
        InputError: There is none, or several could be meant.
    """
    ledger = desk.ledger
    found = ledger.find(name)
    if len(found) > 1:
        raise InputError(f"{name!r:.80} can mean {len(found)} reports; name one by its id")
    machine = ledger.reading(found[0]) if found else None
    if machine is None or machine.report is None:
        raise InputError(f"there is no report {name!r:.80} in this ledger")
    report = machine.report
    attached = ledger.attached(report.id)
    story = ledger.story_of(report.id)
    return Opened(
        report=report,
        reading=corrected(machine, attached),
        machine=machine,
        attached=attached,
        story=story,
        document=None if story is None else desk.documents.of(ledger, story, generation),
    )


def report(request: Request) -> Response:
    """Return the page of a report."""
    desk, name = desk_of(request), request.path_params["report"]
    with desk.ledger.snapshot() as generation:
        found = opened(desk, name, generation)
        versions = versions_of(desk.ledger, found.report)
    if found.report.id != name:
        return RedirectResponse(report_url(found.report.id), status_code=303)
    statement, stretch = request.query_params.get("statement"), _stretch(request, found.report)
    beside = _beside(found, statement) if statement else None
    return render(
        request,
        "report.html",
        found=found,
        report=found.report,
        groups=laid_out(found.reading, chosen=statement, asked=stretch),
        chosen=beside,
        gone=statement if statement and beside is None else None,
        speakers=[(n, each, speaker(found.reading, each)) for n, each in enumerate(found.reading.statements, start=1)],
        silent=_silent(found.reading),
        facts=facts_of(found.report),
        versions=versions,
        turned=len(_BIDI.findall(found.report.text)),
        counts=_counts(found.reading),
    )


def statement(request: Request) -> Response:
    """Return what stands beside a report of one statement, alone."""
    desk = desk_of(request)
    with desk.ledger.snapshot() as generation:
        found = opened(desk, request.path_params["report"], generation)
    beside = _beside(found, request.path_params["statement"])
    if beside is None:
        raise InputError(f"this report has no statement {request.path_params['statement']!r:.60}; it may have been read again")
    return fragment(request, "chosen.html", "beside", chosen=beside, found=found)


def difference(request: Request) -> Response:
    """Return what changed from one version of a page to another."""
    desk = desk_of(request)
    with desk.ledger.snapshot() as generation:
        old, new = (opened(desk, request.path_params[name], generation) for name in ("report", "other"))
        versions = versions_of(desk.ledger, new.report)
    return render(
        request,
        "difference.html",
        old=old.report,
        new=new.report,
        statements=changed_statements(old.machine, new.machine),
        lines=changed_lines(old.report.text, new.report.text),
        versions=versions,
    )


def _beside(found: Opened, identified: str) -> Chosen | None:
    return chosen(identified, found.reading, found.machine, found.attached, found.document)


def _stretch(request: Request, report: Report) -> Span | None:
    """Return the stretch that the address asks for, where it lies in the text."""
    asked = _STRETCH.fullmatch(request.query_params.get("at", ""))
    start, end = (int(asked[1]), int(asked[2])) if asked else (0, 0)
    return Span(start=start, end=end) if start < end <= len(report.text) else None


def _silent(reading: Reading) -> list[str]:
    names = {actor.id: actor.name for actor in reading.actors}
    return list(dict.fromkeys(names[each.actor] for each in reading.unreached if each.actor in names))


def _counts(reading: Reading) -> dict[str, int]:
    """Return how many statements, actors that speak, unnamed ones among them, and dead ends a report has."""
    speaking = {name: hop.named for each in reading.statements for hop in each.chain for name in names_of(reading, hop)}
    return {
        "statements": len(reading.statements),
        "actors": len(speaking),
        "unnamed": sum(not named for named in speaking.values()),
        "dead": sum(each.unsourced for each in reading.statements),
    }


routes = [
    Route("/reports/{report}", report),
    Route("/reports/{report}/statements/{statement}", statement),
    Route("/reports/{report}/difference/{other}", difference),
]
