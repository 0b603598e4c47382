"""The application under `/api/v1`: its routes, and its description."""

from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi

from headwater.api import across, adding, exports, judgements, reports, whole
from headwater.api.desk import Desk, said_once
from headwater.api.failures import HANDLERS
from headwater.api.schemas import REFUSALS, components
from headwater.version import __version__

if TYPE_CHECKING:
    from headwater.api.jobs import Jobs
    from headwater.ingest import Captures
    from headwater.ledger import Ledger

__all__ = ["api"]

TITLE = "Headwater"
SUMMARY = "Who said it, through whom did it reach this page, and how many independent origins stand behind it."
SILENT: Any = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False}
"""Nothing of a request is told to anybody: FastAPI would send traces where variables of the environment say so."""


class _Api(FastAPI):
    cookie: str | None = None

    def openapi(self) -> dict[str, Any]:
        """Return the description, with the shapes of all answers."""
        if self.openapi_schema is None:
            found = get_openapi(title=TITLE, version=__version__, summary=SUMMARY, routes=self.routes, servers=[{"url": "/api/v1"}])
            schemas = found.setdefault("components", {}).setdefault("schemas", {})
            schemas |= components() | {"Additions": adding.Additions.model_json_schema()}
            if self.cookie is not None:
                known = {"type": "apiKey", "in": "cookie", "name": self.cookie, "description": "What the link of `headwater serve` gives."}
                found["components"]["securitySchemes"] = {"cookie": known}
                found["security"] = [{"cookie": []}]
            for path in found["paths"].values():
                for operation in path.values():
                    operation["responses"] |= {str(status): REFUSALS[status] for status in (401, 403)}
                    if "422" in operation["responses"]:
                        operation["responses"]["422"] = REFUSALS[422]
            self.openapi_schema = found
        return self.openapi_schema


def api(
    ledger: "Ledger",
    *,
    jobs: "Jobs | None" = None,
    author: str | None = None,
    captures: "Captures | None" = None,
    cookie: str | None = None,
) -> FastAPI:
    """Return the API of a ledger, to be mounted under `/api/v1`. It guards nothing by itself: `Guard` goes around it.

    Args:
        ledger: An open ledger, which stays the caller's to close.
        jobs: What adds reports; without it nothing can be added.
        author: Who corrects, where a request does not say it.
        captures: Where the originals of what was fetched lie.
        cookie: The name of the cookie that the guard asks for, to be told in the description; `None` where nobody guards it.
    """
    made = _Api(
        title=TITLE,
        version=__version__,
        docs_url=None,  # they would load scripts from elsewhere
        redoc_url=None,
        telemetry=SILENT,
        dependencies=[Depends(said_once)],
        exception_handlers=dict(HANDLERS),
    )
    made.cookie = cookie
    made.state.desk = Desk(ledger=ledger, jobs=jobs, author=author, captures=captures)
    for module in (exports, across, reports, adding, judgements, whole):
        made.include_router(module.router)
    return made
