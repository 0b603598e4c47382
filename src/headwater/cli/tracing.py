"""A claim traced to its origins, as a tree that can be pasted into a memo: origins first, under each the pages that carry it.

“Kronvall has approached Tessaly in writing”
2 to 3 independent origins within the 4 reports that speak of it

1  a person close to the Kronvall board (unnamed, told City Docket; may be the same as 2)
     City Docket, 12 September 2025: “…”
     Northline News Agency, 13 September 2025, by City Docket: “…”
2  …
On record against it
     Tessaly (denies): “…”
Why
     “…” and “…” could be one by what is said of them; nothing shows that they are
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from headwater.cli.asides import in_words
from headwater.cli.paper import OURS, SOURCE, TITLE, UNNAMED, Paper
from headwater.cli.terminal import printable
from headwater.comparison import origins_asserting
from headwater.telling import NOT_COUNTED
from headwater.tracing import way_of

__all__ = ["dated", "print_claim", "published_by"]

Json = Mapping[str, Any]

MOST_WORDS = 45
"""Of a page's wording; what is longer ends in "…"."""
QUOTES = '“”"‘’'
MOST_OF_A_PAGE = 2
"""Wordings of one origin that are shown of one page."""
AGAINST = {"denies": "Denied", "declines": "Declined to speak of it", "retracts": "Taken back"}


def print_claim(paper: Paper, claim: Json, story: Json) -> None:
    """Print a claim with its origins, what stands against it, and why its interval is what it is."""
    reports = {each["id"]: each for each in story["reports"]}
    paper.block(Text(_gist(claim), TITLE))
    paper.block(Text(_interval(claim), OURS))
    counted = origins_asserting(claim)
    numbers = {origin["id"]: n for n, origin in enumerate(counted, start=1)}
    for origin in counted:
        paper.line()
        paper.block(_origin(origin, numbers), hang=3)
        _print_pages(paper, claim, origin, reports)
    beside = origins_asserting(claim, counted=False)
    if beside:
        paper.line()
        paper.block(Text(NOT_COUNTED, TITLE))
        for origin in beside:
            paper.block(Text("–  ").append(printable(origin["who"]), SOURCE if origin["named"] else UNNAMED), hang=3)
            _print_pages(paper, claim, origin, reports)
    for stance, title in AGAINST.items():
        rows = [(a, p) for a, p in _with_paths(claim) if a["stance"] == stance]
        if rows:
            paper.line()
            paper.line(Text(title, TITLE))
            for assertion, path in rows:
                paper.block(_against(assertion, path, reports), 5, hang=2)
    if claim["evidence"]:
        paper.line()
        paper.line(Text("Why", TITLE))
        for each in claim["evidence"]:
            paper.block(Text(printable(each["because"]), OURS), 5, hang=2)


def _print_pages(paper: Paper, claim: Json, origin: Json, reports: Mapping[str, Json]) -> None:
    for assertion, path in sorted(_of_origin(claim, origin["id"]), key=lambda row: _published(reports[row[0]["report"]])):
        paper.block(_page(paper, assertion, path, origin["who"], reports), 5, hang=2)


def _gist(claim: Json) -> str:
    words = printable(claim["gist"]["text"]).strip(QUOTES)
    return f"“{words}”"


def _interval(claim: Json) -> str:
    low, high = claim["low"], claim["high"]
    carried = len({a["report"] for a in claim["assertions"] if a["stance"] == "asserts"})
    origins = "independent origin" if low == high == 1 else "independent origins"
    count = str(low) if low == high else f"{low} to {high}"
    expected = "" if low == high else f", {claim['expected']:.1f} expected"
    pages = "1 report that asserts it" if carried == 1 else f"{carried} reports that assert it"
    circular = "; the reports lean on one another" if claim["circular"] else ""
    return f"{count} {origins} within the {pages}{expected}{circular}"


def _with_paths(claim: Json) -> Iterator[tuple[Json, Sequence[Json]]]:
    paths = claim.get("paths") or [[] for _ in claim["assertions"]]
    yield from zip(claim["assertions"], paths, strict=True)


def _of_origin(claim: Json, origin: str) -> list[tuple[Json, Sequence[Json]]]:
    """Return the wordings of an origin, of each page those that fit best."""
    rows = [(a, p) for a, p in _with_paths(claim) if a["origin"] == origin and a["stance"] == "asserts"]
    rows = [(a, p) for a, p in rows if not any(_within(a, other) for other, _ in rows)]
    best: dict[str, list[float]] = {}
    for assertion, _ in rows:
        best.setdefault(assertion["report"], []).append(assertion["score"])
    least = {report: sorted(scores, reverse=True)[:MOST_OF_A_PAGE][-1] for report, scores in best.items()}
    return [(a, p) for a, p in rows if a["score"] >= least[a["report"]]]


def _within(one: Json, other: Json) -> bool:
    """Whether a wording is a part of another of the same page."""
    if one is other or one["report"] != other["report"] or _extent(one) == _extent(other):
        return False
    return all(any(o["start"] <= s["start"] and s["end"] <= o["end"] for o in other["spans"]) for s in one["spans"])


def _extent(one: Json) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in one["spans"]]


def _origin(origin: Json, numbers: Mapping[str, int]) -> Text:
    told = []
    if origin["own_voice"]:
        told.append("no source is told")
    elif not origin["named"]:
        told.append("unnamed" if origin["kind"] == "unnamed" else origin["kind"])
    if origin["told_to"] and not origin["own_voice"] and origin["kind"] == "unnamed":
        told.append(f"told {origin['told_to']}")
    same = [str(numbers[other]) for other in origin["may_be_same_as"] if other in numbers]
    if same:
        told.append(f"may be the same as {', '.join(same)}")
    line = Text(f"{numbers[origin['id']]}  ").append(printable(origin["who"]), SOURCE if origin["named"] else UNNAMED)
    return line.append(f" ({'; '.join(told)})" if told else "", OURS)


def _published(report: Json) -> str:
    return str(report["published_at"]["value"]) if report["published_at"] else "9999"


def _page(paper: Paper, assertion: Json, path: Sequence[Json], origin: str, reports: Mapping[str, Json]) -> Text:
    """Return a page, through whom it has the words (the origin itself stands above), and the words."""
    page = assertion["report"]
    line = Text(published_by(reports[page]), SOURCE).append(dated(reports[assertion["report"]]), OURS)
    hops = paper.upstream.join(dict.fromkeys(hop for step in way_of(page, path) if (hop := _hop(step, reports)) != printable(origin)))
    line.append(f" ({hops})" if hops else "", OURS)
    return line.append(": ").append(_words(assertion))


def _against(assertion: Json, path: Sequence[Json], reports: Mapping[str, Json]) -> Text:
    line = Text(path[-1]["who"] if path else "", SOURCE if path and path[-1]["named"] else UNNAMED)
    where = reports[assertion["report"]]
    return line.append(f" ({published_by(where)}{dated(where)})", OURS).append(": ").append(_words(assertion))


def _hop(step: Json, reports: Mapping[str, Json]) -> str:
    if step["kind"] == "report" and step["report"] in reports:
        one = sum(published_by(each) == published_by(reports[step["report"]]) for each in reports.values()) == 1
        return printable(step["who"]) + ("" if one else dated(reports[step["report"]]))
    words = step.get("text", "")
    return printable(words if " " in words and not step["named"] else step["who"])  # "he" tells less than whom the report means


def published_by(report: Json) -> str:
    """Return the publisher of a report as people call it, else its reference."""
    publisher = report["publisher"] or {}
    return printable(publisher.get("name") or publisher.get("domain") or report["ref"])


def dated(report: Json) -> str:
    """Return when a report was published, after a comma; nothing where that is not known."""
    published = report["published_at"]
    return f", {in_words(published['value'])}" if published else ""


def _words(assertion: Json) -> str:
    words = printable(" … ".join(span["text"] for span in assertion["spans"])).split()
    return " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")
