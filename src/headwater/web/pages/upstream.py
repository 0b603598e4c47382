"""The outlets that reports cite and whose reports are not in hand: what to fetch next, what most claims rest on first."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from headwater import answers
from headwater.web.desk import desk_of
from headwater.web.found import TOOLS
from headwater.web.paging import pager
from headwater.web.rendering import render

__all__ = ["routes"]

A_PAGE = 50


def upstream(request: Request) -> Response:
    """Return what is cited and not in hand."""
    ledger = desk_of(request).ledger
    with ledger.snapshot():
        found = answers.upstream(ledger)
    shown = pager(request, len(found), A_PAGE)
    return render(request, "upstream.html", rows=found[shown.first : shown.last], pager=shown, **TOOLS)


routes = [Route("/upstream", upstream)]
