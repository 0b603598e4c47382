"""The reports as references, for bibliographies: BibTeX and CSL-JSON (which Zotero, Pandoc and citation processors read)."""

import json
import re
from collections.abc import Iterator

from headwater.export.case import Case, headline, published
from headwater.export.words import visible
from headwater.model import Report

__all__ = ["write_bibtex", "write_csl"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")
_BY = re.compile(r"^\s*by\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write_bibtex(case: Case) -> bytes:
    """Return an entry for each report; those of a known publisher as articles in it."""
    return "\n".join(_entry(report) for report in case.reports.values()).encode()


def write_csl(case: Case) -> bytes:
    """Return the reports as a CSL-JSON array of newspaper articles."""
    items = [_item(report) for report in case.reports.values()]
    return (json.dumps(items, indent=1, ensure_ascii=False) + "\n").encode()


def _publisher(report: Report) -> str | None:
    who = report.publisher
    return (who.name or who.domain) if who else None


def _byline(report: Report) -> str | None:
    return _line(_BY.sub("", report.byline)) if report.byline else None


def _line(text: str) -> str:
    return _SPACE.sub(" ", visible(text)).strip()


def _parts(value: str | None) -> list[int]:
    found = _DATE.fullmatch(value or "")
    return [int(part) for part in found.groups() if part] if found else []


def _key(report: Report) -> str:
    """Return the key of a report: letters of its publisher, its year, the beginning of its id; it does not depend on other reports."""
    name = "".join(c for c in (_publisher(report) or "report").lower() if c.isascii() and c.isalnum())
    year = _parts(published(report))[:1]
    return f"{name or 'report'}{year[0] if year else ''}-{report.id[:8]}"


# BibTeX --------------------------------------------------------------------------------------------------------------------------


def _entry(report: Report) -> str:
    lines = "".join(f"  {name} = {value},\n" for name, value in _fields(report))
    return f"@{'article' if _publisher(report) else 'misc'}{{{_key(report)},\n{lines}}}\n"


def _fields(report: Report) -> Iterator[tuple[str, str]]:
    texts = {
        "author": _byline(report) and f"{{{_tex(_byline(report) or '')}}}",  # one name, however many people it speaks of
        "title": f"{{{_tex(_line(headline(report)))}}}",  # capitals stay
        "journal": _tex(_line(_publisher(report) or "")),
        "url": _address(report.url),
        "urldate": report.captured_at.value[:10] if report.captured_at else None,
        "note": f"SHA-256 of the text {report.sha256}",
    }
    date = dict(zip(("year", "month", "day"), _parts(published(report)), strict=False))
    for name, value in texts.items():
        if value:
            yield name, f"{{{value}}}"
        if name == "journal" and date:
            yield "year", f"{{{date['year']}}}"
            yield from [("month", MONTHS[date["month"] - 1])] if 1 <= date.get("month", 0) <= len(MONTHS) else []
            yield from [("day", f"{{{date['day']}}}")] if "day" in date else []


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in text)


def _address(url: str | None) -> str | None:
    """Return an address with what would end the field written as URLs write it; the rest as it is, since readers take it verbatim."""
    if url is None:
        return None
    written = {"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"}
    return "".join(written.get(c, c) for c in visible(url))


# CSL -----------------------------------------------------------------------------------------------------------------------------


def _item(report: Report) -> dict[str, object]:
    issued, accessed = _parts(published(report)), _parts(report.captured_at.value if report.captured_at else None)
    found: dict[str, object | None] = {
        "id": _key(report),
        "type": "article-newspaper",
        "title": _line(headline(report)),
        "author": [{"literal": byline}] if (byline := _byline(report)) else None,
        "container-title": _line(_publisher(report) or "") or None,
        "issued": {"date-parts": [issued]} if issued else None,
        "accessed": {"date-parts": [accessed]} if accessed else None,
        "language": report.language,
        "URL": report.url,
        "note": f"SHA-256 of the text {report.sha256}",
    }
    return {name: value for name, value in found.items() if value is not None}
