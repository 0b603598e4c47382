"""A claim traced upstream: by its id, or by anybody's words for it."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headwater import answers
from headwater.comparison import origins_asserting
from headwater.correcting import version_of
from headwater.errors import InputError
from headwater.web.case import case_of
from headwater.web.desk import desk_of
from headwater.web.found import TOOLS, by_id, claim_and_story
from headwater.web.picture import picture_of
from headwater.web.provenance import upstream_of
from headwater.web.reasons import why
from headwater.web.rendering import render
from headwater.web.words import claim_url

__all__ = ["routes"]

Json = Mapping[str, Any]

MOST_NARROWER = 12
MOST_LISTED = 12
"""Of what is not counted, and of reasons, so many are shown; the rest is folded."""
MOST_NODES = 60
"""Beyond so many, the picture shows the ways to the origins that count alone."""


def claim(request: Request) -> Response:
    """Return a claim of a story."""
    ledger = desk_of(request).ledger
    asked = request.path_params["claim"]
    with ledger.snapshot():
        found, document = claim_and_story(ledger, asked)
        version = version_of(ledger, "claim", found["id"])
    if found["id"] != asked:
        return RedirectResponse(claim_url(found["id"]), status_code=301)
    around = by_id(document["claims"])
    return _shown(
        request,
        found,
        document["story"],
        wider=around.get(found["within"]),
        looked_at=version,
        narrower=[each for each in document["claims"] if each["within"] == found["id"]][:MOST_NARROWER],
    )


def trace(request: Request) -> Response:
    """Return what the reports say that means the same as some words, traced; without words, the form to ask."""
    words = " ".join(request.query_params.get("q", "").split())
    if not words:
        return render(request, "trace.html", q="", said=None)
    ledger = desk_of(request).ledger
    try:
        with ledger.snapshot():
            found = answers.trace(ledger, words)
            known = ledger.group("claim", found["id"]) is not None
    except InputError as error:
        return render(request, "trace.html", q=words, said=str(error), status=404)
    if known and words == found["id"]:
        return RedirectResponse(claim_url(found["id"]), status_code=302)
    return _shown(request, found, found["story"], asked=words, others=found["others"], kept=known)


def _shown(request: Request, found: Json, story: Json, **more: Any) -> Response:
    """Return the page of a claim; `kept` is whether the ledger has it under its id, so that it can be corrected."""
    reports = by_id(story["reports"])
    graph = upstream_of(found, reports)
    curtailed = len(graph.nodes) > MOST_NODES
    if curtailed:
        graph = upstream_of(_counted_alone(found), reports)
    nothing: dict[str, Any] = {"wider": None, "narrower": [], "asked": None, "others": [], "kept": True, "looked_at": None}
    return render(
        request,
        "claim.html",
        claim=found,
        story=story,
        reports=reports,
        why=why(found),
        pages=len({each["report"] for each in found["assertions"] if each["stance"] == "asserts"}),
        picture=picture_of(graph),
        case=case_of(found, reports),
        curtailed=curtailed,
        most_listed=MOST_LISTED,
        here=claim_url(found["id"]),
        **(nothing | more),
        **TOOLS,
    )


def _counted_alone(claim: Json) -> Json:
    """Return a claim with what leads to the origins that its interval counts; as it is where that is nothing."""
    counted = {each["id"] for each in origins_asserting(claim)}
    kept = [pair for pair in zip(claim["assertions"], claim["paths"], strict=True) if pair[0]["origin"] in counted]
    return {**claim, "assertions": [each for each, _ in kept], "paths": [path for _, path in kept]} if kept else claim


routes = [Route("/claims/{claim}", claim), Route("/trace", trace)]
