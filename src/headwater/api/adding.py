"""Routes by which reports come in: rows, texts, files and addresses become a job, whose progress can be watched."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from headwater import ingest
from headwater.api.answering import enveloped, json_answer
from headwater.api.desk import AtDesk, Desk
from headwater.api.failures import Refusal
from headwater.api.jobs import Job, Jobs, Source
from headwater.api.problems import Problem
from headwater.api.schemas import answers_with, envelope, many, ref
from headwater.errors import InputError

__all__ = ["router", "sources_of"]

router = APIRouter()

MOST_FILES, MOST_FIELDS, MOST_NAME_CHARS = 1_000, 20, 300
LOOK_S, SILENT_S = 0.2, 15.0
"""How often a watched job is looked at, and after how long without news a comment is sent, so that the line is known to hold."""

_TAKEN = {
    "application/json": {"schema": {"$ref": "#/components/schemas/Additions"}},
    "application/x-ndjson": {"schema": {"description": "Rows, one JSON object a line."}},
    "text/plain": {"schema": {"description": "One report."}},
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "properties": {
                # In a form all is words: of what type they are cannot be told, and is not said.
                "files": {"type": "array", "items": {"contentMediaType": "application/octet-stream"}},
                "publisher": {"description": "Who published what does not say it."},
                "format": {"description": "One of headwater's kinds of input, where names do not tell."},
            },
        }
    },
}


class Additions(BaseModel):
    """What is to be added: rows as of a .jsonl file, and addresses to fetch."""

    model_config = ConfigDict(extra="forbid")
    rows: list[dict[str, Any]] = Field(default_factory=list, max_length=10_000, description='{"text": …, "title"?, "publisher"?, …}')
    urls: list[Annotated[str, Field(max_length=2_000, pattern="^https?://")]] = Field(default_factory=list, max_length=MOST_FILES)
    publisher: str | None = Field(None, max_length=300, description="Who published what does not say it.")


@router.post(
    "/reports",
    status_code=202,
    responses=answers_with(envelope(ref("Job")), 400, 404, 413, 415, 422, status=202),
    openapi_extra={"requestBody": {"content": _TAKEN, "required": True}},
)
async def add_reports(
    request: Request,
    desk: AtDesk,
    publisher: Annotated[str | None, Query(max_length=300, description="Who published what does not say it.")] = None,
    content_type: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """Add reports: rows, one plain text, files, or addresses. The answer is a job; where it is, its progress is told."""
    jobs = _jobs(desk)
    sources = await sources_of(request, content_type, publisher)
    job = await run_in_threadpool(jobs.start, sources)
    return json_answer(enveloped(job.to_json()), status=202, headers={"Location": f"{_root(request)}/jobs/{job.id}"})


@router.get("/jobs", responses=answers_with(many("Job")))
def list_jobs(desk: AtDesk) -> Response:
    """List the jobs since the server was started, the latest first."""
    return json_answer(enveloped([each.to_json() for each in desk.jobs.all()] if desk.jobs else []))


@router.get("/jobs/{job}", responses=answers_with(envelope(ref("Job")), 404, 422))
def show_job(job: str, desk: AtDesk) -> Response:
    """Return how far a job is."""
    return json_answer(enveloped(_job(desk, job).to_json()))


@router.get(
    "/jobs/{job}/events",
    response_class=StreamingResponse,
    responses=answers_with({"type": "string"}, 404, 422, media="text/event-stream"),
)
async def watch_job(job: str, desk: AtDesk) -> Response:
    """Tell how a job goes, as server-sent events: `progress` each time something changed, `end` at its end, both with the job as JSON."""
    return StreamingResponse(_events(_job(desk, job)), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _events(job: Job) -> AsyncIterator[str]:
    seen, silent_s = "", 0.0
    while True:
        now = json.dumps(job.to_json())
        if now != seen or silent_s >= SILENT_S:
            yield f"event: {'end' if job.ended else 'progress'}\ndata: {now}\n\n" if now != seen else ": still here\n\n"
            seen, silent_s = now, 0.0
        if job.ended:
            return
        await asyncio.sleep(LOOK_S)
        silent_s += LOOK_S


# What was sent -------------------------------------------------------------------------------------------------------------------


async def sources_of(request: Request, content_type: str, publisher: str | None) -> list[Source]:
    """Return what a request wants to add.

    Raises:
        Refusal: Its content is of no kind that is known, or not as openapi.json says.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _files(request, publisher)
    if kind in ("application/json", "application/x-ndjson", "text/plain"):
        body = await request.body()
        if kind == "application/json":
            return _additions(body, publisher)
        return [_rows(body, publisher)] if kind == "application/x-ndjson" else [_text(body, publisher)]
    remedy = f"send {', '.join(_TAKEN)}"
    raise Refusal(Problem(status=415, code="content", what="nothing is known of this kind of content", value=kind, remedy=remedy))


async def _files(request: Request, publisher: str | None) -> list[Source]:
    try:
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
            said = {key: value for key, value in form.items() if isinstance(value, str)}
            files = [(each.filename, await each.read()) for _, each in form.multi_items() if isinstance(each, UploadFile) and each.filename]
    except HTTPException as error:
        raise Refusal(Problem(status=400, code="content", what=str(error.detail), remedy="send multipart/form-data")) from error
    named = said.get("format") or None
    if named is not None and named not in ingest.KINDS:
        remedy = f"available: {', '.join(ingest.KINDS)}"
        raise Refusal(Problem(status=422, code="content", what="there is no such format", value=named, remedy=remedy))
    publisher = said.get("publisher") or publisher
    return [Source(name=_name(name), body=body, format=named, publisher=publisher) for name, body in files]


def _name(given: str) -> str:
    """A file's name as a reference: it is shown and never opened, so all it must be is short and in one line."""
    said = "".join(letter if letter.isprintable() else "\ufffd" for letter in given)
    return said[-MOST_NAME_CHARS:] or "file"


def _additions(body: bytes, publisher: str | None) -> list[Source]:
    try:
        wanted = Additions.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        what = f"{'.'.join(map(str, first['loc'])) or 'the body'}: {first['msg']}"
        raise Refusal(Problem(status=422, code="request", what=what, remedy="openapi.json says what is taken")) from error
    publisher = wanted.publisher or publisher
    rows = "\n".join(json.dumps(each) for each in wanted.rows)
    found = [_rows(rows.encode(), publisher)] if wanted.rows else []
    return found + [Source(name=each, publisher=publisher) for each in wanted.urls]


def _rows(body: bytes, publisher: str | None) -> Source:
    """Rows without an id are called by what they are: the same rows sent again are the same reports."""
    return Source(name=f"rows-{hashlib.sha256(body).hexdigest()[:12]}", body=body, format="rows", publisher=publisher)


def _text(body: bytes, publisher: str | None) -> Source:
    return Source(name=f"text-{hashlib.sha256(body).hexdigest()[:12]}", body=body, format="plain", publisher=publisher)


def _jobs(desk: Desk) -> Jobs:
    if desk.jobs is None:
        raise Refusal(Problem(status=409, code="closed", what="nothing can be added here", remedy="start headwater serve"))
    return desk.jobs


def _job(desk: Desk, identified: str) -> Job:
    found = desk.jobs.job(identified) if desk.jobs else None
    if found is None:
        raise InputError(f"there is no job {identified!r}; ask for /jobs to see what there is")
    return found


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", ""))
