"""The API without pages, at the address where the pages have it."""

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from headwater.api.failures import HANDLERS

__all__ = ["alone"]


def alone(api: ASGIApp) -> Starlette:
    """Return an application that answers under `/api/v1`, and nowhere else."""
    return Starlette(routes=[Mount("/api/v1", app=api, name="api")], exception_handlers=HANDLERS)
