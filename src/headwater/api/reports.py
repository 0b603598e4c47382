"""Routes of reports: what is in hand, what was read in each, what was refused."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from headwater import codec, comparison
from headwater.api.answering import IfNoneMatch, Paged, enveloped, json_answer, listed, tagged
from headwater.api.desk import AtDesk, Desk
from headwater.api.failures import Refusal
from headwater.api.problems import Problem
from headwater.api.schemas import answers_with, envelope, many, ref
from headwater.correcting import version_of
from headwater.errors import InputError
from headwater.judged import judged_readings
from headwater.model import Reading

__all__ = ["router"]

router = APIRouter()

Json = dict[str, Any]
DOUBTFUL = 0.5
Name = Annotated[str | None, Query(max_length=300)]


@router.get("/reports", responses=answers_with(many("ReportRow"), 400, 422))
def list_reports(request: Request, desk: AtDesk, page: Paged, story: Name = None, publisher: Name = None) -> Response:
    """List the reports without their texts, the latest first; of a story, or of a publisher."""
    found = desk.ledger.reports(story=story, publisher=publisher, newest_first=True, offset=page.offset, limit=page.limit + 1)
    return listed(request, page, [asdict(each) for each in found], page.offset + page.limit)


@router.get("/reports/{report}", responses=answers_with(ref("Reading"), 304, 404, 409, 422))
def show_report(
    report: str,
    desk: AtDesk,
    judged: Annotated[bool, Query(description="As people corrected it, instead of as the machine read it.")] = False,  # noqa: FBT002
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return what was read in a report, as `headwater read --json` prints it, and the judgements about it."""
    with desk.ledger.snapshot():
        identified = report_named(desk, report)
        reading = judged_readings(desk.ledger, [identified])[0] if judged else _reading(desk, identified)
        about = [asdict(each.judgement) for each in desk.ledger.attached(identified)]
        version = f"{version_of(desk.ledger, 'report', identified)}"
        return tagged(version, codec.encode(reading) | {"judgements": about}, if_none_match)


@router.get(
    "/reports/{report}/original",
    responses=answers_with({"type": "string"}, 404, 422, media="application/octet-stream"),
)
def original(report: str, desk: AtDesk) -> Response:
    """Return the bytes that a report was made of, where they were kept: to be saved, never to be shown by the browser as a page."""
    reading = _reading(desk, report_named(desk, report))
    name = reading.report.capture if reading.report else None
    kept = desk.captures.bytes_of(name) if desk.captures is not None and name is not None else None
    if kept is None:
        remedy = "only what was fetched from an address is kept, or everything with headwater serve --captures"
        raise Refusal(Problem(status=404, code="not-found", what="the original of this report is not kept", value=report, remedy=remedy))
    headers = {"Content-Disposition": f'attachment; filename="{name}.bin"', "Content-Security-Policy": "sandbox"}
    return Response(kept, media_type="application/octet-stream", headers=headers)


@router.get("/statements/{statement}", responses=answers_with(envelope(ref("StatementAnswer")), 404, 409, 422))
def show_statement(statement: str, desk: AtDesk) -> Response:
    """Return a statement, the report that it stands in, and the actors of its chain."""
    with desk.ledger.snapshot():
        home = desk.ledger.report_of_statement(statement)
        if home is None:
            raise InputError(f"there is no statement {statement!r}; ask for /reports/… to see statements, or for /search?q=…")
        reading = _reading(desk, home)
        document = codec.encode(reading)
        said = next(each for each in document["statements"] if each["id"] == statement)
        actors = {actor for hop in said["chain"] for actor in (hop["actor"], *hop["actors"])}
        data = {
            "report": comparison.report_json(reading.report) if reading.report else None,
            "statement": said,
            "actors": [each for each in document["actors"] if each["id"] in actors],
            "story": desk.ledger.story_of(home),
        }
        return json_answer(enveloped(data))


@router.get("/search", responses=answers_with(many("Hit"), 422))
def search(
    desk: AtDesk,
    q: Annotated[str, Query(max_length=1000, description="Words, of which all must occur; in quotation marks as they are.")],
    limit: Annotated[int, Query(ge=1, le=100, description="Of statements, and of texts, how many each.")] = 20,
) -> Response:
    """Search statements and texts, the best of each first."""
    with desk.ledger.snapshot():
        hits = desk.ledger.search(q, most=limit)
        rows = desk.ledger.rows_of(hit.report for hit in hits)
    return json_answer(
        enveloped(
            [
                {
                    "report": hit.report,
                    "ref": rows[hit.report].ref,
                    "title": rows[hit.report].title,
                    "publisher": rows[hit.report].publisher or rows[hit.report].domain,
                    "published": rows[hit.report].published,
                    "statement": hit.statement,
                    "span": {"start": hit.span.start, "end": hit.span.end, "text": hit.words},
                    "score": round(hit.score, 4),
                }
                for hit in hits
            ]
        )
    )


@router.get("/rejections", responses=answers_with(many("Refused"), 400, 422))
def rejections(request: Request, desk: AtDesk, page: Paged) -> Response:
    """List what was refused, with the reasons."""
    found = desk.ledger.rejections(offset=page.offset, limit=page.limit + 1)
    return listed(request, page, [{"report": each.report} | asdict(each.rejected) for each in found], page.offset + page.limit)


@router.get("/doubtful", responses=answers_with(many("Doubtful"), 400, 422))
def doubtful(
    request: Request,
    desk: AtDesk,
    page: Paged,
    below: Annotated[float, Query(ge=0, le=1, description="Only statements of a lower score.")] = DOUBTFUL,
) -> Response:
    """List the statements of which the reader was least sure, those first."""
    found = desk.ledger.doubtful(below, offset=page.offset, limit=page.limit + 1)
    return listed(request, page, [asdict(each) for each in found], page.offset + page.limit)


def report_named(desk: Desk, name: str) -> str:
    """Return the id of the one report that is meant by an id, or by the beginning of one.

    Raises:
        InputError: It means none, or several.
    """
    found = [each for each in desk.ledger.find(name) if each.startswith(name)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"there is no report {name!r}; ask for /reports to see what there is")
    raise InputError(f"{name!r} can mean {len(found)} reports; name one by its whole id")


def _reading(desk: Desk, report: str) -> Reading:
    found = desk.ledger.reading(report)
    if found is None:
        raise InputError(f"there is no report {report!r}; ask for /reports to see what there is")
    return found
