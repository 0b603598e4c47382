"""What the routes work with: the ledger, who corrects, what adds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from headwater.api.failures import Refusal
from headwater.api.problems import Problem

if TYPE_CHECKING:
    from headwater.api.jobs import Jobs
    from headwater.ingest import Captures
    from headwater.ledger import Ledger

__all__ = ["AtDesk", "Desk", "said_once"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the routes of one API share; as the arguments of `headwater.api.api`."""

    ledger: "Ledger"
    jobs: "Jobs | None" = None
    author: str | None = None
    captures: "Captures | None" = None


def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def said_once(request: Request) -> None:
    """Refuse an address that says one thing twice: which of the two is meant nobody can tell.

    Raises:
        Refusal: It does.
    """
    names = [name for name, _ in request.query_params.multi_items()]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refusal(Problem(status=422, code="request", what="this is said more than once", value=twice, remedy="say it once"))


AtDesk = Annotated[Desk, Depends(_desk)]
"""The desk, as a parameter of a route."""
