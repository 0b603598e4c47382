"""The first page, which lists the stories; and a story: its claims against its reports, who leans on whom, figures, quotations, people."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headwater.correcting import version_of
from headwater.judged import judged_readings
from headwater.link.tellers import plain
from headwater.web.desk import desk_of
from headwater.web.drift import drifts_of
from headwater.web.found import TOOLS, by_id, document_of, summary
from headwater.web.matrix import matrix_of
from headwater.web.numbers import series_of
from headwater.web.paging import pager
from headwater.web.picture import picture_of
from headwater.web.provenance import leaning
from headwater.web.rendering import render
from headwater.web.words import story_url

__all__ = ["routes"]

Json = Mapping[str, Any]

A_PAGE = 20
MOST_PEOPLE = 24


def stories(request: Request) -> Response:
    """Return the stories, the latest first."""
    ledger = desk_of(request).ledger
    with ledger.snapshot():
        shown = pager(request, ledger.count_stories(), A_PAGE)
        rows = [row for _, row in ledger.overviews(offset=shown.first, limit=A_PAGE)]
    return render(request, "stories.html", rows=rows, pager=shown, **TOOLS)


def story(request: Request) -> Response:
    """Return a story."""
    ledger = desk_of(request).ledger
    asked = request.path_params["story"]
    with ledger.snapshot():
        document = document_of(ledger, asked)
        identified = document["story"]["id"]
        listed = ledger.reports(story=identified)
        readings = judged_readings(ledger, [each.id for each in listed])
        version = version_of(ledger, "story", identified)
    if identified != asked:
        return RedirectResponse(story_url(identified), status_code=301)
    graph = leaning(document["story"], document["reuse"], document["citations"])
    return render(
        request,
        "story.html",
        story=document["story"],
        listed=listed,
        here=story_url(identified),
        looked_at=version,
        reports=by_id(document["story"]["reports"]),
        summary=summary(document),
        matrix=matrix_of(document),
        picture=picture_of(graph) if graph.edges else None,
        document=document,
        cited=_cited(document),
        series=series_of(document["figures"], readings),
        drifts=drifts_of(document["quotes"]),
        people=_people(document),
        **TOOLS,
    )


def _cited(document: Json) -> list[Json]:
    """Return which report cites which, or which outlet that is not in hand, once each, with all places where it does."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for each in document["citations"]:
        key = each["report"], each["resolved"] or plain(each["outlet"])
        row = found.setdefault(key, {**each, "mentions": []})
        row["mentions"].append({**each["mention"], "outlet": each["outlet"]})
    return list(found.values())


def _people(document: Json) -> list[Json]:
    """Return who says most in a story, with how many statements in how many reports."""
    said: dict[str, set[str]] = {}
    where: dict[str, set[str]] = {}
    for each in document["positions"]:
        said.setdefault(each["actor"], set()).add(each["statement"])
        where.setdefault(each["actor"], set()).add(each["report"])
    known: list[Json] = [
        {**each, "said": len(said[each["id"]]), "reports": len(where[each["id"]])} for each in document["identities"] if each["id"] in said
    ]
    return sorted(known, key=lambda each: (-each["reports"], -each["said"], each["name"]))[:MOST_PEOPLE]


def first(_request: Request) -> Response:
    """Send those who ask for `/stories` to the first page."""
    return RedirectResponse("/", status_code=301)


routes = [Route("/", stories), Route("/stories", first), Route("/stories/{story}", story)]
