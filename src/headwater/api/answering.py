"""Answers: the contract's JSON, with its version as an ETag, and where the next page is."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Query, Request, Response

from headwater.api.failures import Refusal
from headwater.api.problems import Problem

__all__ = [
    "MOST_A_PAGE",
    "Cursor",
    "IfMatch",
    "IfNoneMatch",
    "Page",
    "Paged",
    "decoded",
    "enveloped",
    "expected_version",
    "is_known",
    "json_answer",
    "link_to",
    "listed",
    "tagged",
]

MOST_A_PAGE = 200
MOST_CURSOR_CHARS = 500
MOST_OFFSET = 1 << 53

IfNoneMatch = Annotated[str | None, Header(description="The ETag that is known: where it still holds, the answer is 304.")]
IfMatch = Annotated[str | None, Header(description="The ETag of what was looked at; * where that does not matter.")]


def json_answer(document: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return JSON in ASCII: what no UTF-8 can hold (a lone surrogate of a foreign key) is escaped as all else is."""
    body = json.dumps(document, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return Response(body, status_code=status, media_type="application/json", headers=headers)


def enveloped(data: Any) -> dict[str, Any]:
    """Return the contract's envelope around some data."""
    return {"version": 1, "data": data, "warnings": [], "rejected": []}


# Versions ------------------------------------------------------------------------------------------------------------------------


def tagged(version: str, document: Any, known: str | None, *, status: int = 200) -> Response:
    """Return a document with its version as an ETag, or 304 where the asker has that version."""
    etag = f'"{version}"'
    if is_known(etag, known):
        return Response(status_code=304, headers={"ETag": etag})
    return json_answer(document, status=status, headers={"ETag": etag})


def is_known(etag: str, known: str | None) -> bool:
    """Return whether If-None-Match names an ETag, or says that any will do."""
    return known is not None and (known.strip() == "*" or etag in _tags(known))


def expected_version(match: str | None) -> str | None:
    """Return the version that If-Match names, `None` for `*`.

    Raises:
        Refusal: It says nothing (428), or not one version (400).
    """
    if match is None:
        what = "a correction says which version it is of"
        raise Refusal(Problem(status=428, code="no-version", what=what, remedy="send the ETag of what was looked at as If-Match"))
    tags = _tags(match)
    if match.strip() == "*":
        return None
    if len(tags) != 1 or not (tags[0].startswith('"') and tags[0].endswith('"') and len(tags[0]) > 2):
        remedy = 'send one ETag as it was given, in its quotation marks: If-Match: "…"'
        raise Refusal(Problem(status=400, code="version", what="If-Match does not name one version", value=match, remedy=remedy))
    return tags[0][1:-1]


def _tags(header: str) -> list[str]:
    return [each.strip().removeprefix("W/") if each.strip().startswith('W/"') else each.strip() for each in header.split(",")]


# Pages ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of a list is asked for.

    Attributes:
        limit: How many at most.
        after: What the cursor says: where the last page ended, `None` for the first.
    """

    limit: int
    after: Any

    @property
    def offset(self) -> int:
        """Where the page begins, of lists whose cursors are numbers."""
        if self.after is None:
            return 0
        if isinstance(self.after, int) and not isinstance(self.after, bool) and 0 <= self.after < MOST_OFFSET:
            return self.after
        raise _bad_cursor(None)

    @property
    def place(self) -> tuple[str, str] | None:
        """Where the last page ended, of lists whose cursors are places."""
        if self.after is None:
            return None
        if (
            isinstance(self.after, list)
            and len(self.after) == 2
            and all(isinstance(each, str) and "\x00" not in each for each in self.after)
        ):
            return self.after[0], self.after[1]
        raise _bad_cursor(None)


Cursor = Annotated[
    str | None, Query(max_length=MOST_CURSOR_CHARS, description="As the link to the next page has it; it means nothing to anybody else.")
]


def page_of(limit: Annotated[int, Query(ge=1, le=MOST_A_PAGE, description="How many at most.")] = 50, cursor: Cursor = None) -> Page:
    """Return which part of a list a request asks for."""
    return Page(limit=limit, after=None if cursor is None else decoded(cursor))


Paged = Annotated[Page, Depends(page_of)]
"""The page asked for, as a parameter of a route."""


def listed(request: Request, page: Page, rows: Sequence[Any], following: Any) -> Response:
    """Return a page of a list, with a Link to the next one where there is more.

    Args:
        request: Whose address the link repeats.
        page: What was asked for.
        rows: One more than the page holds, where there is more.
        following: What the cursor of the next page says, where there is one.
    """
    if len(rows) <= page.limit:
        return json_answer(enveloped(list(rows)))
    return json_answer(enveloped(list(rows[: page.limit])), headers=link_to(request, page, following))


def link_to(request: Request, page: Page, following: Any) -> dict[str, str]:
    """Return the header that links to the next page."""
    address = request.url.include_query_params(cursor=_encoded(following), limit=page.limit)
    return {"Link": f'<{address.path}?{address.query}>; rel="next"'}


def _encoded(after: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(after, separators=(",", ":")).encode()).decode().rstrip("=")


def decoded(cursor: str) -> Any:
    """Return what a cursor says.

    Raises:
        Refusal: It is none.
    """
    try:
        return json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise _bad_cursor(cursor) from error


def _bad_cursor(cursor: str | None) -> Refusal:
    remedy = "follow the link to the next page, or leave the cursor out to begin"
    return Refusal(Problem(status=400, code="cursor", what="this cursor is none of this list", value=cursor, remedy=remedy))
