"""Routes of exports: a story, a claim or a report as a file to keep, in each of the formats of `headwater export`."""

import hashlib
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import AfterValidator, WithJsonSchema

from headwater import answers, export
from headwater.api.across import Words
from headwater.api.answering import IfNoneMatch, enveloped, is_known, json_answer
from headwater.api.desk import AtDesk, Desk
from headwater.api.reports import report_named
from headwater.api.schemas import answers_with, many, of_media
from headwater.errors import SettingsError
from headwater.export import Exported
from headwater.places import claim_named

__all__ = ["as_file", "formats", "router"]

router = APIRouter()

_MEDIA = sorted({media for each in export.FORMATS.values() for media in (each.media_type, each.table_media_type) if media})


def _format(name: str) -> str:
    try:
        return export.format_named(name).name
    except SettingsError as error:
        raise ValueError(str(error)) from None


def _table(name: str) -> str:
    if name not in export.table_names():
        raise ValueError(f"unknown table; available: {', '.join(export.table_names())}")
    return name


FormatName = Annotated[
    str,
    AfterValidator(_format),
    WithJsonSchema({"type": "string", "enum": list(export.exporters())}),
    Query(description="What GET /exports lists."),
]
TableName = Annotated[
    str,
    AfterValidator(_table),
    WithJsonSchema({"type": "string", "enum": list(export.table_names())}),
    Query(description="One table instead of all, of the formats that have them."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """As which file something is wanted, and which the asker has."""

    format: str
    table: str | None
    known: str | None


def _wish(format: FormatName, table: TableName | None = None, if_none_match: IfNoneMatch = None) -> Wish:  # noqa: A002
    return Wish(format=format, table=table, known=if_none_match)


Wished = Annotated[Wish, Depends(_wish)]
A_FILE = of_media(_MEDIA, 304, 400, 404, 409, 422)


@router.get("/exports", responses=answers_with(many("ExportFormat")))
def list_formats() -> Response:
    """List the formats of exports, those for people first."""
    return json_answer(enveloped(formats()))


@router.get("/stories/{story}/export", responses=A_FILE)
def export_story(story: str, desk: AtDesk, wish: Wished) -> Response:
    """Return a story as a file."""
    with desk.ledger.snapshot():
        return _exported(desk, f"story:{answers.story_named(desk.ledger, story)}", wish)


@router.get("/claims/{claim}/export", responses=A_FILE)
def export_claim(claim: str, desk: AtDesk, wish: Wished) -> Response:
    """Return a claim, with its paths and what stands against it, as a file."""
    with desk.ledger.snapshot():
        return _exported(desk, f"claim:{claim_named(desk.ledger, claim)[0]['id']}", wish)


@router.get("/reports/{report}/export", responses=A_FILE)
def export_report(report: str, desk: AtDesk, wish: Wished) -> Response:
    """Return what was read in a report as a file."""
    with desk.ledger.snapshot():
        return _exported(desk, f"report:{report_named(desk, report)}", wish)


@router.get("/trace/export", responses=A_FILE)
def export_traced(words: Words, desk: AtDesk, wish: Wished) -> Response:
    """Return the claim that some words are, traced to its origins, as a file."""
    return _exported(desk, f"claim:{words}", wish)


def _exported(desk: Desk, wanted: str, wish: Wish) -> Response:
    return as_file(export.write(desk.ledger, wanted, wish.format, table=wish.table), wish.known)


def formats() -> list[dict[str, Any]]:
    """Return the formats there are, those for people first, and whether what they need is installed."""
    tables = export.table_names()
    return [
        {
            "name": each.name,
            "about": each.about,
            "media_type": each.media_type,
            "suffix": each.suffix,
            "tables": list(tables) if each.one_table else [],
            "installed": each.is_installed,
        }
        for each in export.FORMATS.values()
    ]


def as_file(made: Exported, known: str | None = None) -> Response:
    """Return an export as a download, with the hash of its bytes as its ETag, or 304 where the asker has those bytes.

    The name is in plain letters (`Case.stem`), so that no header can be broken by a headline. What is opened is never a page of this site:
    a browser that shows it nevertheless puts it in a sandbox.
    """
    etag = f'"{hashlib.sha256(made.content).hexdigest()[:32]}"'
    if is_known(etag, known):
        return Response(status_code=304, headers={"ETag": etag})
    headers = {
        "ETag": etag,
        "Content-Disposition": f'attachment; filename="{made.name}"',
        "Content-Security-Policy": "sandbox",
    }
    return Response(made.content, headers=headers | {"Content-Type": made.media_type})
