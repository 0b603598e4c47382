"""Exports: of a story, a claim or a report, the formats there are, each a link to a file; and its case file, opened as a page to print."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from headwater import answers, export
from headwater.api.exports import as_file
from headwater.errors import InputError
from headwater.export import page
from headwater.ledger import Ledger
from headwater.places import claim_named
from headwater.web.desk import desk_of
from headwater.web.found import quoted
from headwater.web.rendering import render, static
from headwater.web.words import claim_url, report_url, story_url, titled

__all__ = ["routes"]

MOST_WORDS_CHARS = 1000
A_YEAR = "private, max-age=31536000, immutable"
GROUPS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "To read and edit": {
        "html": ("Case file", "one page that needs nothing else: every claim, its origins and why, a numbered note for each quotation"),
        "markdown": ("Memo", "the same as plain text with footnotes, to edit"),
        "xlsx": ("Workbook", "reports, claims, origins, assertions and more, one sheet each, for a spreadsheet"),
    },
    "References": {
        "bibtex": ("BibTeX", "the reports, for LaTeX"),
        "csl-json": ("CSL JSON", "the reports, for Zotero, Pandoc and word processors"),
    },
    "Data": {
        "csv": ("CSV", "all tables in a ZIP, or one alone"),
        "parquet": ("Parquet", "all tables with their types in a ZIP, or one alone"),
        "jsonl": ("JSON lines", "all that Headwater knows of it, as the API and the commands have it"),
    },
    "For other tools": {
        "web-annotation": ("Web Annotation", "statements, sources and claims as W3C annotations of the reports"),
        "prov-json": ("PROV", "what derives from what, and from whom, as the W3C's provenance"),
        "ftm": ("FollowTheMoney", "who is named and what was said, for Aleph and OpenSanctions’ tools"),
        "brat": ("brat", "the texts with standoff annotations, for researchers"),
    },
    "All of it": {"bundle": ("Bundle", "every format in a ZIP, with a manifest of SHA-256, to hand on")},
}
"""The formats as the page lists them: by group, what each is called, and what it is."""
_GONE = "the format {!r:.40} is unknown here; choose one that the page of exports lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is to be exported.

    Attributes:
        wanted: As `headwater.export.gather` is asked for it.
        kind: What it is, in a word.
        title: Its words.
        home: The address of its page.
        at: The address below which its exports lie.
        query: What follows those addresses.
    """

    wanted: str
    kind: str
    title: str
    home: str
    at: str
    query: str = ""

    @property
    def case(self) -> str:
        """The address of its case file, opened."""
        return f"{self.at}/case{self.query}"

    def file(self, name: str, table: str | None = None) -> str:
        """Return the address of a file."""
        more = "" if table is None else f"{'&' if self.query else '?'}{urlencode({'table': table})}"
        return f"{self.at}/export/{name}{self.query}{more}"


Finder = Callable[[Ledger, Request], Subject]


def _story(ledger: Ledger, request: Request) -> Subject:
    identified = answers.story_named(ledger, request.path_params["name"])
    found = ledger.story(identified)
    at = story_url(identified)
    return Subject(wanted=f"story:{identified}", kind="Story", title=(found and found.title) or "(no headline)", home=at, at=at)


def _claim(ledger: Ledger, request: Request) -> Subject:
    found, _ = claim_named(ledger, request.path_params["name"])
    at = claim_url(found["id"])
    return Subject(wanted=f"claim:{found['id']}", kind="Claim", title=quoted(found["gist"]["text"], 200), home=at, at=at)


def _report(ledger: Ledger, request: Request) -> Subject:
    identified = request.path_params["name"]
    reading = ledger.reading(identified)
    if reading is None or reading.report is None:
        raise InputError(f"there is no report {identified!r:.60}; the reports are listed")
    at = report_url(identified)
    return Subject(wanted=f"report:{identified}", kind="Report", title=titled(reading.report), home=at, at=at)


def _words(_ledger: Ledger, request: Request) -> Subject:
    words = " ".join(request.query_params.get("q", "").split())[:MOST_WORDS_CHARS]
    if not words:
        raise InputError("no words are given; say which claim is meant")
    query = f"?{urlencode({'q': words})}"
    return Subject(
        wanted=f"claim:{words}", kind="What is nearest to these words", title=f"“{words}”", home=f"/trace{query}", at="/trace", query=query
    )


def _listing(find: Finder) -> Callable[[Request], Response]:
    def listing(request: Request) -> Response:
        """Return the page that lists the formats."""
        ledger = desk_of(request).ledger
        with ledger.snapshot():
            subject = find(ledger, request)
        return render(request, "exports.html", subject=subject, groups=GROUPS, formats=export.FORMATS, tables=export.table_names())

    return listing


def _case(find: Finder) -> Callable[[Request], Response]:
    def case(request: Request) -> Response:
        """Return the case file, to be read and printed as it stands."""
        ledger = desk_of(request).ledger
        with ledger.snapshot():
            gathered = export.gather(ledger, [find(ledger, request).wanted])
        return HTMLResponse(page.write_styled(gathered, _style_url(), static("icon.svg")))

    return case


def _file(find: Finder) -> Callable[[Request], Response]:
    def file(request: Request) -> Response:
        """Return a file to be saved."""
        ledger = desk_of(request).ledger
        name, table = request.path_params["format"], request.query_params.get("table") or None
        if name not in export.FORMATS or (table is not None and table not in export.table_names()):
            raise InputError(_GONE.format(name if table is None else table))
        with ledger.snapshot():
            return as_file(export.write(ledger, find(ledger, request).wanted, name, table=table), request.headers.get("if-none-match"))

    return file


@lru_cache(maxsize=1)
def _style_url() -> str:
    return f"/case.css?v={hashlib.sha256(page.style().encode()).hexdigest()[:8]}"


def style(request: Request) -> Response:
    """Return the style sheet of case files; by the address of its content it may be kept."""
    kept = {"cache-control": A_YEAR} if str(request.url).endswith(_style_url()) else {}
    return Response(page.style(), media_type="text/css", headers=kept)


_SUBJECTS: Mapping[str, Finder] = {"/stories/{name}": _story, "/claims/{name}": _claim, "/reports/{name}": _report, "/trace": _words}

routes = [
    Route("/case.css", style),
    *(Route(f"{at}/export", _listing(find)) for at, find in _SUBJECTS.items()),
    *(Route(f"{at}/export/{{format}}", _file(find)) for at, find in _SUBJECTS.items()),
    *(Route(f"{at}/case", _case(find)) for at, find in _SUBJECTS.items()),
]
