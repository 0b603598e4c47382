"""The inbox: what waits for a person. Inputs that were refused, statements the reader is unsure of, corrections that lost their object."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from headwater.web.desk import desk_of
from headwater.web.paging import pager
from headwater.web.rendering import render

if TYPE_CHECKING:
    from headwater.ledger import Attached, Ledger

__all__ = ["routes"]

UNSURE = 0.6
"""Below this a statement waits for a person: about one in twenty of those read in the development stories."""
A_PAGE = 50


def inbox(request: Request) -> Response:
    """Return the inbox."""
    ledger = desk_of(request).ledger
    with ledger.snapshot():
        refusals = pager(request, ledger.count_rejections(), A_PAGE, "refused")
        refused = ledger.rejections(offset=refusals.first, limit=A_PAGE)
        doubts = pager(request, ledger.count_doubtful(UNSURE), A_PAGE, "unsure")
        doubtful = ledger.doubtful(UNSURE, offset=doubts.first, limit=A_PAGE)
        attached = list(_attached(ledger))
    return render(
        request,
        "inbox.html",
        refused=refused,
        refusals=refusals,
        doubtful=doubtful,
        doubts=doubts,
        least=UNSURE,
        seen={str(each.target).partition("/")[0] for each in attached},
        orphans=[each for each in attached if each.target is None],
    )


def _attached(ledger: "Ledger") -> "Iterator[Attached]":
    for report in dict.fromkeys(each.anchor.report for each in ledger.judgements() if each.anchor is not None):
        yield from ledger.attached(report)


routes = [Route("/inbox", inbox)]
