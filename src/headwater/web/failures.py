"""What went wrong, as a page: what it was, and where to go on."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from headwater.errors import HeadwaterError, InputError, LedgerError, SettingsError, StaleError
from headwater.web.rendering import render

__all__ = ["handlers"]

TITLES = {
    400: "That cannot be done",
    401: "Not from here",
    403: "Not allowed",
    404: "Nothing here",
    405: "Not that way",
    409: "The ledger does not take it",
    412: "Somebody was faster",
    413: "Too large",
    500: "Headwater failed",
}
_STATUS: tuple[tuple[type[HeadwaterError], int], ...] = ((StaleError, 412), (LedgerError, 409), (InputError, 404), (SettingsError, 400))


def _told(request: Request, status: int, said: str) -> Response:
    title = TITLES.get(status, TITLES[500] if status >= 500 else TITLES[400])
    return render(request, "failure.html", status=status, code=status, title=title, said=said)


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = error.detail if isinstance(error, HTTPException) else ""
    plain = {404: "No page has this address.", 405: "This address does not take that kind of request."}
    return _told(request, status, plain[status] if status in plain and said in ("Not Found", "Method Not Allowed") else said)


def _ours(request: Request, error: Exception) -> Response:
    return _told(request, next((status for kind, status in _STATUS if isinstance(error, kind)), 500), str(error))


def _unforeseen(request: Request, error: Exception) -> Response:
    return _told(request, 500, f"This is a mistake in Headwater ({type(error).__name__}). Nothing was written.")


handlers: Mapping[Any, Callable[[Request, Exception], Response]] = {
    HTTPException: _http,
    HeadwaterError: _ours,
    Exception: _unforeseen,
}
"""By kind of exception, what answers it."""
