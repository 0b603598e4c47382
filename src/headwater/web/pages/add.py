"""Adding: paste a text, choose or drop files, name addresses; how far it is comes as server-sent events, or by looking again."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from headwater.api.jobs import Job, Jobs, Source
from headwater.errors import InputError, SettingsError
from headwater.ingest import is_address
from headwater.web.desk import desk_of
from headwater.web.rendering import environment, render

__all__ = ["routes"]

LOOK_S, SILENT_S = 0.2, 15.0
"""How often a watched job is looked at, and after how long without news a comment is sent, so that the line is known to hold."""
MOST_FILES = 1_000
MOST_TEXT_BYTES = 16 << 20
MOST_ADDRESSES = 200
_FACTS = ("title", "publisher", "url", "published_at", "byline")


def ask(request: Request) -> Response:
    """Return the form that adds."""
    return _form(request)


async def add(request: Request) -> Response:
    """Start to add what was sent, and go on to how far it is."""
    jobs = _jobs(request)
    async with request.form(max_files=MOST_FILES, max_part_size=MOST_TEXT_BYTES) as fields:
        try:
            sources = [source async for source in _sources(fields)]
            job = await run_in_threadpool(jobs.start, sources)
        except InputError as error:
            typed = {key: value for key, value in fields.items() if isinstance(value, str)}
            return await run_in_threadpool(_form, request, str(error), typed)
    return RedirectResponse(f"/add/{job.id}", status_code=303)


def progress(request: Request) -> Response:
    """Return how far a job is."""
    job = _job(request)
    return render(request, "adding.html", job=job.to_json())


def events(request: Request) -> Response:
    """Return a stream that tells how far a job is, each time as the part of the page that says so."""
    return StreamingResponse(_told(request, _job(request)), media_type="text/event-stream")


async def _told(request: Request, job: Job) -> AsyncIterator[str]:
    macro = environment().get_template("progress.html").module.state  # type: ignore[attr-defined]
    seen: Mapping[str, Any] | None = None
    silent = 0.0
    while not await request.is_disconnected():
        ended, now = job.ended, job.to_json()
        if now != seen:
            seen, silent = now, 0.0
            lines = "".join(f"data: {line}\n" for line in str(macro(now)).splitlines() if line.strip())
            yield f"event: {'end' if ended else 'state'}\n{lines}\n"
        elif silent >= SILENT_S:
            silent = 0.0
            yield ": still there\n\n"
        if ended:
            return
        await asyncio.sleep(LOOK_S)
        silent += LOOK_S


def _form(request: Request, problem: str = "", typed: Mapping[str, str] | None = None) -> Response:
    jobs = desk_of(request).jobs
    latest = [job.to_json() for job in jobs.all()[:5]] if jobs else []
    return render(
        request, "add.html", status=422 if problem else 200, problem=problem, typed=typed or {}, latest=latest, can_add=jobs is not None
    )


def _jobs(request: Request) -> Jobs:
    found = desk_of(request).jobs
    if found is None:
        raise SettingsError("nothing can be added here; headwater serve makes a page on which reports can be added")
    return found


def _job(request: Request) -> Job:
    found = _jobs(request).job(request.path_params["job"])
    if found is None:
        raise InputError("no such work is known; it is long done, or the server was started anew. What was added is in the reports")
    return found


# What was sent -------------------------------------------------------------------------------------------------------------------


async def _sources(fields: FormData) -> AsyncIterator[Source]:
    publisher = _line(fields, "all-publisher") or None
    text = fields.get("text")
    if isinstance(text, str) and text.strip():
        yield pasted(text, {key: _line(fields, key) for key in _FACTS})
    for address in _addresses(fields):
        yield Source(name=address, publisher=publisher)
    for each in fields.getlist("files"):
        if isinstance(each, UploadFile) and each.filename:
            yield Source(name=_file_name(each.filename), body=await each.read(), publisher=publisher)


def pasted(text: str, facts: Mapping[str, str]) -> Source:
    """Return a text that was pasted, with what is known of it, as a row of the contract; it is called by its address or its hash."""
    # A form sends every line break as CRLF, whatever was pasted (HTML, form submission): that is the envelope, not the letter.
    words = text.replace("\r\n", "\n")
    name = facts.get("url") or f"pasted/{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    row = {"id": name, "text": words} | {key: value for key, value in facts.items() if value}
    return Source(name=name, body=json.dumps(row).encode(), format="rows", publisher=facts.get("publisher") or None)


def _line(fields: FormData, key: str) -> str:
    found = fields.get(key)
    return " ".join(found.split()) if isinstance(found, str) else ""


def _addresses(fields: FormData) -> Iterator[str]:
    found = fields.get("addresses")
    lines = found.split() if isinstance(found, str) else []
    if len(lines) > MOST_ADDRESSES:
        raise InputError(f"{len(lines)} addresses are too many at once; up to {MOST_ADDRESSES} can be added together")
    for line in lines:
        if not is_address(line):
            raise InputError(f"{line!r:.80} is no address of a page; write it out, with http:// or https://")
        yield line


def _file_name(name: str) -> str:
    """Return the name of a file without any folders: it is a name here, and no path of this machine."""
    return name.replace("\\", "/").rpartition("/")[2] or "file"


routes = [
    Route("/add", ask),
    Route("/add", add, methods=["POST"]),
    Route("/add/{job}", progress),
    Route("/add/{job}/events", events),
]
