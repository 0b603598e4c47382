"""Who said what when: of a story, or of an actor across stories, what was said publicly apart from what was said privately."""

import sys
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from headwater import answers
from headwater.errors import InputError
from headwater.web.days import days_of, speakers_of
from headwater.web.desk import desk_of
from headwater.web.found import TOOLS
from headwater.web.paging import pager
from headwater.web.rendering import render

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["routes"]

MANNERS = ("public", "private", "unknown")
MOST_OFFERED = 30
STORIES = 5
"""Of an actor, so many stories a page, the latest first: what was said in all would be long to read and to gather."""


def timeline(request: Request) -> Response:
    """Return a timeline; without a name, or with one that means nothing, the form to ask for one."""
    ledger = desk_of(request).ledger
    asked = {key: " ".join(request.query_params.get(key, "").split()) for key in ("of", "who", "manner")}
    with ledger.snapshot():
        offered = [row for _, row in ledger.overviews(limit=MOST_OFFERED)]
        story = ledger.story(asked["of"])
        try:
            found = _found(request, ledger, asked["of"])
        except InputError as error:
            return render(
                request, "timeline.html", status=404, asked=asked, said=str(error), offered=offered, days=(), speakers=[], story=None,
                shown=0, total=0, pager=None, **TOOLS,
            )  # fmt: skip
    rows = found["positions"]
    chosen = [
        row
        for row in rows
        if (not asked["who"] or row["name"] == asked["who"]) and (asked["manner"] not in MANNERS or row["on_record"] == asked["manner"])
    ]
    return render(
        request,
        "timeline.html",
        asked=asked,
        said=None,
        offered=offered,
        days=days_of(chosen),
        speakers=speakers_of(rows),
        story=story,
        shown=len(chosen),
        total=len(rows),
        pager=pager(request, found["stories"], STORIES),
        **TOOLS,
    )


def _found(request: Request, ledger: "Ledger", of: str) -> dict[str, Any]:
    if not of:
        return {"positions": [], "stories": 0}
    wanted = pager(request, sys.maxsize, STORIES)  # how many there are is told by the answer
    return answers.timeline(ledger, of, offset=wanted.first, limit=STORIES)


routes = [Route("/timeline", timeline)]
