"""What changed as reports came: claims whose bounds, stances or reports are others than before, the latest first."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from headwater import answers
from headwater.errors import InputError
from headwater.web.desk import desk_of
from headwater.web.found import TOOLS
from headwater.web.paging import pager
from headwater.web.rendering import render

__all__ = ["routes"]

A_PAGE = 50


def changes(request: Request) -> Response:
    """Return what changed since a time, or at all."""
    ledger = desk_of(request).ledger
    since = request.query_params.get("since", "").strip()
    rows: list[dict[str, Any]] = []
    said = None
    with ledger.snapshot():
        if since:
            try:
                rows = answers.changes(ledger, since)[::-1]
            except InputError as error:
                said = str(error)
            shown = pager(request, len(rows), A_PAGE)
            rows = rows[shown.first : shown.last]
        else:
            shown = pager(request, ledger.count_changes(), A_PAGE)
            rows = [{"at": each.at, "claim": each.id, **each.value} for each in ledger.latest_changes(offset=shown.first, limit=A_PAGE)]
        homes = {row["story"]: ledger.story(row["story"]) for row in rows}
    stories = {asked: found for asked, found in homes.items() if found is not None}
    status = 400 if said else 200
    return render(request, "changes.html", status=status, rows=rows, pager=shown, since=since, said=said, stories=stories, **TOOLS)


routes = [Route("/changes", changes)]
