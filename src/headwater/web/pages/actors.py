"""An actor: what reports call it, in which roles, what it said publicly and privately, and why its mentions were taken for one."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headwater import answers
from headwater.correcting import version_of
from headwater.judged import judged_readings
from headwater.web.days import days_of
from headwater.web.desk import desk_of
from headwater.web.found import TOOLS, by_id
from headwater.web.people import found_by_name, identity_named, profile_of
from headwater.web.rendering import render
from headwater.web.words import actor_url

__all__ = ["routes"]

Json = Mapping[str, Any]

MOST_ELSEWHERE = 12


def actors(request: Request) -> Response:
    """Return those whose name has some words; the one page where there is one."""
    name = " ".join(request.query_params.get("name", "").split())
    ledger = desk_of(request).ledger
    with ledger.snapshot():
        found = found_by_name(ledger, name) if name else []
    if len(found) == 1:
        return RedirectResponse(_address(*found[0]), status_code=302)
    return render(request, "actors.html", status=404 if name and not found else 200, name=name, found=found, **TOOLS)


def _address(identity: Json, story: Json) -> str:
    return f"{actor_url(identity['id'])}?story={story['id']}"


def actor(request: Request) -> Response:
    """Return an actor of a story."""
    ledger = desk_of(request).ledger
    with ledger.snapshot():
        identity, document = identity_named(ledger, request.path_params["actor"], request.query_params.get("story"))
        story = document["story"]
        readings = judged_readings(ledger, [each["id"] for each in story["reports"]])
        rows = [row for row in answers.timeline(ledger, story["id"])["positions"] if row["actor"] == identity["id"]]
        version = version_of(ledger, "story", story["id"])
        named = found_by_name(ledger, identity["name"]) if identity["named"] else []
    others = [(each, where) for each, where in named if where["id"] != story["id"]]
    known = by_id(document["identities"])
    return render(
        request,
        "actor.html",
        identity=identity,
        here=_address(identity, story),
        looked_at=version,
        story=story,
        reports=by_id(story["reports"]),
        profile=profile_of(identity, readings),
        days=days_of(rows),
        said=len(rows),
        against=[row for row in rows if row["said"] != "asserts"],
        related=[(known[each["identity"]], each["relation"]) for each in identity["related"] if each["identity"] in known],
        elsewhere=others[:MOST_ELSEWHERE],
        **TOOLS,
    )


routes = [Route("/actors", actors), Route("/actors/{actor:path}", actor)]
