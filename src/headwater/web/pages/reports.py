"""The list of reports: by time, of one publisher or one story, a page at a time."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from headwater.web.desk import desk_of
from headwater.web.paging import pager
from headwater.web.rendering import render

__all__ = ["routes"]

A_PAGE = 50


def reports(request: Request) -> Response:
    """Return a page of the list of reports."""
    ledger = desk_of(request).ledger
    asked = request.query_params
    publisher, story = asked.get("publisher") or None, asked.get("story") or None
    with ledger.snapshot():
        shown = pager(request, ledger.count_reports(publisher=publisher, story=story), A_PAGE)
        found = ledger.reports(publisher=publisher, story=story, newest_first=True, offset=shown.first, limit=A_PAGE)
        stories = {each.id: each for each in ledger.stories(touching=[row.id for row in found])}
        of = ledger.story(story) if story else None
    return render(
        request,
        "reports.html",
        rows=found,
        stories=stories,
        publisher=publisher,
        story=of,
        pager=shown,
    )


routes = [Route("/reports", reports)]
