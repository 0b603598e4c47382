"""The site: its pages, what they are drawn with, and the API beside them."""

from importlib import resources
from os import PathLike, stat_result
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from headwater.web.desk import Desk
from headwater.web.failures import handlers
from headwater.web.pages import PAGES

if TYPE_CHECKING:
    from headwater.api.jobs import Jobs
    from headwater.ledger import Ledger

__all__ = ["site"]


A_YEAR = "private, max-age=31536000, immutable"


class _Files(StaticFiles):
    """The files that ship with the page; what is asked for by the address of its content may be kept."""

    def file_response(self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200) -> Response:
        answer = super().file_response(full_path, stat_result, scope, status_code)
        if scope["query_string"].startswith(b"v="):
            answer.headers["cache-control"] = A_YEAR
        return answer


def site(
    ledger: "Ledger",
    *,
    author: str | None = None,
    jobs: "Jobs | None" = None,
    api: ASGIApp | None = None,
) -> Starlette:
    """Return the pages of a ledger as an ASGI application. It guards nothing by itself: `headwater.api`'s guard goes around it.

    Args:
        ledger: An open ledger, which stays the caller's to close.
        author: Who corrects, until somebody gives another name.
        jobs: What adds reports, shared with the API; `None` for a page on which nothing can be added.
        api: What answers under `/api/v1`.
    """
    routes: list[BaseRoute] = [route for page in PAGES for route in page.routes]
    routes.append(Mount("/static", app=_Files(directory=_static()), name="static"))
    if api is not None:
        routes.append(Mount("/api/v1", app=api, name="api"))
    made = Starlette(routes=routes, exception_handlers=handlers)
    made.state.desk = Desk(ledger=ledger, author=author, jobs=jobs)
    return made


def _static() -> Path:
    return Path(str(resources.files("headwater.web") / "static"))
