"""A claim as its page tells it: the origins with the pages that carry it from each, what is on record against it, and every reason.

Whatever is said here leads to the words that show it: a wording to its statement, a reason to the spans it was found in. Reasons that a
person can overrule name the two sides as a correction names them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headwater.comparison import origins_asserting
from headwater.link.tellers import plain
from headwater.web.provenance import Node, ways_of
from headwater.web.words import publisher

__all__ = ["Against", "Carried", "Case", "Reason", "Source", "Wording", "case_of"]

Json = Mapping[str, Any]
Row = tuple[Json, tuple[Node, ...]]
"""An assertion, and the way from its page to its origin."""

MOST_OF_A_PAGE = 2
"""Wordings of one origin that are shown of one page, the surest; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One report's wording of a claim: where it stands, and the words."""

    statement: str | None
    stretch: tuple[int, int]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What one report has of a claim from one origin, one way.

    Attributes:
        page: Its publisher.
        via: Through whom the page has it from the origin, nearest the page first; empty where directly.
        who: Who says it, as the page's way ends; empty where the page speaks for itself.
        wordings: In reading order, those within others left out.
        more: How many are not shown.
    """

    report: str
    page: str
    published: str | None
    via: tuple[str, ...]
    who: str
    named: bool
    wordings: tuple[Wording, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An origin: who it is, which others it could be, and the pages that carry the claim from it.

    Attributes:
        number: From 1, by which the page refers to it.
        same: Those that it could be one with: number, id, name.
        handle: How a correction names it: a statement that comes from it, else its id.
    """

    id: str
    number: int
    who: str
    kind: str
    named: bool
    own_voice: bool
    told_to: str | None
    same: tuple[tuple[int, str, str], ...]
    carried: tuple[Carried, ...]
    handle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What is on record against a claim, or who would not speak of it, by one stance."""

    stance: str
    carried: tuple[Carried, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why things were taken for one, or could be.

    Attributes:
        places: Where it can be seen: publisher, and the span with its report.
        possible: Whether it only could be.
        pair: The two sides as a correction names them, `None` where they cannot be told apart.
    """

    because: str
    places: tuple[tuple[str, Json], ...]
    possible: bool
    pair: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All of a claim that its page shows beside the picture.

    Attributes:
        beside: What is like the claim, from origins that its interval does not count.
    """

    sources: tuple[Source, ...]
    beside: tuple[Carried, ...]
    against: tuple[Against, ...]
    reasons: tuple[Reason, ...]


def case_of(claim: Json, reports: Mapping[str, Json]) -> Case:
    """Return a claim as its page tells it.

    Args:
        claim: With its paths.
        reports: The reports of its story, by id, in order of time.
    """
    order = {each: n for n, each in enumerate(reports)}
    rows = sorted(
        zip(claim["assertions"], ways_of(claim, reports), strict=True),
        key=lambda row: (order.get(row[0]["report"], len(order)), row[0]["spans"][0]["start"]),
    )
    uncounted = {each["id"] for each in origins_asserting(claim, counted=False)}
    return Case(
        sources=tuple(_sources(claim, rows, reports)),
        beside=tuple(_carried([row for row in rows if row[0]["origin"] in uncounted and row[0]["stance"] == "asserts"], reports)),
        against=tuple(
            Against(stance=stance, carried=tuple(_carried(said, reports)))
            for stance in ("denies", "retracts", "declines")
            if (said := [row for row in rows if row[0]["stance"] == stance])
        ),
        reasons=tuple(_reasons(claim, reports)),
    )


def _sources(claim: Json, rows: Sequence[Row], reports: Mapping[str, Json]) -> Iterator[Source]:
    known = {each["id"]: (number, each) for number, each in enumerate(origins_asserting(claim), start=1)}
    for number, origin in known.values():
        mine = [row for row in rows if row[0]["origin"] == origin["id"] and row[0]["stance"] == "asserts"]
        yield Source(
            id=origin["id"],
            number=number,
            who=origin["who"],
            kind=origin["kind"],
            named=origin["named"],
            own_voice=origin["own_voice"],
            told_to=origin["told_to"],
            same=tuple((known[other][0], other, known[other][1]["who"]) for other in origin["may_be_same_as"] if other in known),
            carried=tuple(_carried(mine, reports)),
            handle=_handle(claim, origin["id"]),
        )


def _carried(rows: Sequence[Row], reports: Mapping[str, Json]) -> Iterator[Carried]:
    """Yield what each report has, one way after another, by its best wordings."""
    ways: dict[tuple[str, tuple[str, ...], str], list[Row]] = {}
    for assertion, way in rows:
        page = publisher(reports[assertion["report"]])
        own = way[-1].kind in ("voice", "report")
        who = "" if own and plain(page) in plain(way[-1].label) else way[-1].label
        between = (node.label for node in way[1:-1] if plain(node.label) not in (plain(page), plain(who)))
        ways.setdefault((assertion["report"], tuple(dict.fromkeys(between)), who), []).append((assertion, way))
    for (report, via, who), mine in ways.items():
        apart = [row for row in mine if not any(_is_within(row[0], other[0]) for other in mine)]
        best = sorted(apart, key=lambda row: -row[0]["score"])[:MOST_OF_A_PAGE]
        published = reports[report]["published_at"]
        yield Carried(
            report=report,
            page=publisher(reports[report]),
            published=published["value"] if published else None,
            via=via,
            who=who,
            named=mine[0][1][-1].kind not in ("unnamed", "voice"),
            wordings=tuple(_wording(row[0]) for row in apart if row in best),
            more=len(apart) - len(best),
        )


def _extent(assertion: Json) -> tuple[int, int]:
    return assertion["spans"][0]["start"], assertion["spans"][-1]["end"]


def _is_within(assertion: Json, other: Json) -> bool:
    """Whether the words of an assertion stand within those of another, longer one."""
    (start, end), (first, last) = _extent(assertion), _extent(other)
    return first <= start and end <= last and (first, last) != (start, end)


def _wording(assertion: Json) -> Wording:
    words = " … ".join(" ".join(span["text"].split()) for span in assertion["spans"])
    return Wording(statement=assertion["statement"], stretch=_extent(assertion), words=words)


def _handle(claim: Json, origin: str) -> str:
    """Return how a correction names an origin: by its surest statement, which stays when origins are counted anew; else by its id."""
    said = [each for each in claim["assertions"] if each["origin"] == origin and each["statement"]]
    best = max(said, key=lambda each: (each["stance"] == "asserts", each["score"], each["statement"]), default=None)
    return str(best["statement"]) if best else origin


def _reasons(claim: Json, reports: Mapping[str, Json]) -> Iterator[Reason]:
    for each in claim["evidence"]:
        possible = len(set(each["merge"])) > 1
        yield Reason(
            because=each["because"],
            places=tuple((publisher(reports[span["report"]]), span) for span in each["spans"] if span["report"] in reports),
            possible=possible,
            pair=_sides(claim, each, possible=possible),
        )


def _sides(claim: Json, evidence: Json, *, possible: bool) -> tuple[str, str] | None:
    """Return the two sides of a reason: the origins that could be one, or the statements in which the spans stand."""
    if possible:
        a, b = (_handle(claim, origin) for origin in evidence["merge"][:2])
        return (a, b) if a != b else None
    found = [statement for span in evidence["spans"][:2] if (statement := _statement_at(claim, span)) is not None]
    return (found[0], found[1]) if len(found) == 2 and found[0] != found[1] else None


def _statement_at(claim: Json, span: Json) -> str | None:
    """Return the statement whose path has a step at a span, the surest first."""
    at = span["report"], span["start"], span["end"]
    pairs: Iterable[tuple[Json, Sequence[Json]]] = zip(claim["assertions"], claim["paths"], strict=True)
    found = [
        assertion
        for assertion, path in pairs
        if assertion["statement"]
        and assertion["report"] == span["report"]
        and any((step["report"], step.get("start"), step.get("end")) == at for step in path)
    ]
    best = max(found, key=lambda each: (each["score"], each["statement"]), default=None)
    return None if best is None else str(best["statement"])
