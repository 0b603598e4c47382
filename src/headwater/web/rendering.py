"""Templates to pages: one environment that escapes everything and knows no undefined name."""

import hashlib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from headwater.telling import NOT_COUNTED
from headwater.version import __version__
from headwater.web import words
from headwater.web.desk import author_of

__all__ = ["environment", "fragment", "render"]

NAVIGATION = (
    ("Stories", "/"),
    ("Reports", "/reports"),
    ("Timeline", "/timeline"),
    ("Search", "/search"),
    ("Inbox", "/inbox"),
    ("Upstream", "/upstream"),
    ("Changes", "/changes"),
    ("Add", "/add"),
)


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("headwater.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(words.FILTERS)
    made.globals.update(words.ADDRESSES)
    made.globals.update(static=static, navigation=NAVIGATION, not_counted=NOT_COUNTED, version=__version__)
    return made


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Return a page: a template with what it is to show; `request` and `author` it has by itself."""
    made = environment().get_template(template).render(request=request, author=author_of(request), **context)
    return HTMLResponse(made, status_code=status)


def fragment(request: Request, template: str, macro: str, **context: Any) -> HTMLResponse:
    """Return a part of a page alone, for a script that puts it in its place: one macro of a template."""
    module = environment().get_template(template).make_module({"request": request, "author": author_of(request)})
    return HTMLResponse(str(getattr(module, macro)(**context)))


@lru_cache(maxsize=256)
def static(name: str) -> str:
    """Return the address of a file that ships with the page; it changes when the file does."""
    body = (resources.files("headwater.web") / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(body).hexdigest()[:8]}"
