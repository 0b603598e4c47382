"""What every page works with: the ledger, who corrects, and what adds."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from headwater.web.documents import Documents

if TYPE_CHECKING:
    from headwater.api.jobs import Jobs
    from headwater.ledger import Ledger

__all__ = ["AUTHOR", "Desk", "author_of", "desk_of", "remember_author"]

AUTHOR = "headwater_author"
"""The cookie in which the page remembers who corrects."""
A_YEAR_S = 365 * 24 * 3600
MOST_NAME_CHARS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the pages of one site share.

    Attributes:
        ledger: The ledger; threads share it.
        author: Who corrects, where the settings say it.
        jobs: What adds reports; `None` where nothing can be added.
        documents: What was found across the reports of the stories asked for last.
    """

    ledger: "Ledger"
    author: str | None = None
    jobs: "Jobs | None" = None
    documents: Documents = field(default_factory=Documents)


def desk_of(request: Request) -> Desk:
    """Return what the pages of this site share."""
    found: Desk = request.app.state.desk
    return found


def author_of(request: Request) -> str:
    """Return who corrects: as remembered, else as set; empty where neither is known."""
    return unquote(request.cookies.get(AUTHOR, ""))[:MOST_NAME_CHARS] or desk_of(request).author or ""


def remember_author(response: Response, author: str) -> None:
    """Remember who corrects, for a year."""
    value = quote(author[:MOST_NAME_CHARS])
    response.set_cookie(AUTHOR, value, max_age=A_YEAR_S, httponly=True, samesite="strict", path="/")
