"""What goes wrong, as problems: each exception of Headwater's tree has a status here, and nowhere else."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from headwater.api.problems import MEDIA, Problem, told
from headwater.errors import HeadwaterError, InputError, LedgerError, SettingsError, StaleError

__all__ = ["HANDLERS", "Refusal"]

_STATUS: tuple[tuple[type[HeadwaterError], int, str], ...] = (
    (StaleError, 412, "stale"),
    (LedgerError, 409, "ledger"),
    (InputError, 404, "not-found"),
    (SettingsError, 400, "request"),
)


class Refusal(Exception):  # noqa: N818 - it tells of a problem, and is told as one
    """A problem that a route met."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def _answer(problem: Problem) -> Response:
    return Response(problem.body(), status_code=problem.status, media_type=MEDIA)


def _refused(_request: Request, error: Exception) -> Response:
    return _answer(error.problem if isinstance(error, Refusal) else Problem(status=500, code="bug", what="Headwater failed"))


def _ours(_request: Request, error: Exception) -> Response:
    status, code = next(((status, code) for kind, status, code in _STATUS if isinstance(error, kind)), (500, "failed"))
    return _answer(told(str(error), status=status, code=code))


def _unfit(_request: Request, error: Exception) -> Response:
    """What Pydantic found in a request: its first finding, in words."""
    found = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    where = ".".join(str(part) for part in found.get("loc", ()))
    given = found.get("input")
    value = given if isinstance(given, str) else None
    return _answer(
        Problem(
            status=422,
            code="request",
            what=f"{where}: {found.get('msg', 'it cannot be understood')}",
            value=value,
            remedy="openapi.json says what is taken",
        )
    )


def _http(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    known = {404: ("not-found", "nothing has this address"), 405: ("method", "this address does not take that kind of request")}
    code, what = known.get(status, ("request", error.detail if isinstance(error, HTTPException) else "it failed"))
    made = _answer(Problem(status=status, code=code, what=what, remedy="openapi.json says what there is"))
    made.headers.update(getattr(error, "headers", None) or {})
    return made


def _bug(_request: Request, error: Exception) -> Response:
    what = f"this is a mistake in Headwater ({type(error).__name__})"
    return _answer(Problem(status=500, code="bug", what=what, remedy="look at what headwater serve printed, and report it"))


HANDLERS: Mapping[Any, Callable[[Request, Exception], Response]] = {
    Refusal: _refused,
    HeadwaterError: _ours,
    RequestValidationError: _unfit,
    HTTPException: _http,
    Exception: _bug,
}
"""By kind of exception, what answers it."""
