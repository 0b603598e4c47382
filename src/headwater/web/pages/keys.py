"""The page that tells which keys there are; a script shows the same in a dialog."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from headwater.web.rendering import render

__all__ = ["routes"]


def keys(request: Request) -> Response:
    """Return the page of keys."""
    return render(request, "keys.html")


routes = [Route("/keys", keys)]
