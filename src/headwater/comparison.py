"""The wire format of what is found across reports: `headwater compare --json`, and the claims of `trace`.

Every span travels with its words, as in `headwater.codec`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headwater.codec import VERSION
from headwater.model import (
    ActorRef,
    Assertion,
    Citation,
    Claim,
    FigureLink,
    Identity,
    Linked,
    Merge,
    Origin,
    Place,
    Position,
    QuoteLink,
    Report,
    Reuse,
    Span,
    Step,
)

__all__ = [
    "CRISP",
    "KEYS",
    "Overview",
    "Reports",
    "claim_json",
    "encode",
    "links_of",
    "narrow",
    "origins_asserting",
    "overview",
    "report_json",
    "reports_of",
    "shared",
    "story_json",
    "sureness",
]

Json = dict[str, Any]
Reports = Mapping[str, Report]

KEYS = ("version", "story", "reuse", "citations", "claims", "figures", "quotes", "positions", "identities")
"""Of a story, in the contract's order."""
CRISP = 0.75
"""From this sureness on a claim is one proposition, as read by eye on invented stories; below, it may be the matter at large."""
LEAST_SURE = 0.6
"""A claim of which less is sure, on average, is none to show. Of .4 to .7, on 24 invented stories: .5 to .6 show most of the marked claims,
and at .6 what is shown beside them is least and, by eye, least amiss."""
LEAST_TOLD = 6
"""So many words at least of what reports say themselves."""
SAME_SHARE = 0.5
"""Of two claims of which one has so much of the other's wordings, the first is shown."""


def encode(linked: Linked, reports: Reports) -> Json:
    """Turn a story and what was found across its reports into the contract's shape, in the contract's key order.

    Args:
        linked: The story.
        reports: Its reports by id; those of a citation that is resolved outside the story too.
    """
    return {
        "version": VERSION,
        "story": story_json(linked, reports),
        "reuse": [_reuse(each, reports) for each in linked.reuse],
        "citations": [_citation(each, reports) for each in linked.citations],
        "claims": [claim_json(each, reports) for each in linked.claims],
        "figures": [_figures(each, reports) for each in linked.figures],
        "quotes": [_quotes(each, reports) for each in linked.quotes],
        "positions": [_position(each) for each in linked.positions],
        "identities": [
            {
                "id": each.id,
                "name": each.name,
                "kind": each.kind,
                "named": each.named,
                "members": [{"report": m.report, "actor": m.actor} for m in each.members],
                "evidence": [_merge(m, reports) for m in each.evidence],
                "related": [{"identity": other, "relation": relation} for other, relation in each.related],
            }
            for each in linked.identities
        ],
    }


def story_json(linked: Linked, reports: Reports) -> Json:
    """Return the `story` of the contract."""
    story = linked.story
    return {"id": story.id, "title": story.title, "reports": [report_json(reports[each]) for each in story.reports]}


def report_json(report: Report) -> Json:
    """Return a report as a story lists it."""
    publisher, published = report.publisher, report.published_at
    return {
        "id": report.id,
        "ref": report.ref,
        "publisher": None if publisher is None else {"name": publisher.name, "domain": publisher.domain},
        "published_at": (
            None if published is None else {"value": published.value, "precision": published.precision, "from": published.origin}
        ),
    }


def claim_json(claim: Claim, reports: Reports, *, paths: bool = False) -> Json:
    """Return a claim; with `paths`, as `trace` prints it."""
    found: Json = {
        "id": claim.id,
        "gist": _place(claim.gist, reports),
        "assertions": [_assertion(each, reports) for each in claim.assertions],
        "origins": [_origin(each) for each in claim.origins],
        "low": claim.low,
        "high": claim.high,
        "expected": claim.expected,
        "circular": claim.circular,
        "evidence": [_merge(each, reports) for each in claim.evidence],
        "within": claim.within,
    }
    return found | ({"paths": [[_step(step, reports) for step in path] for path in claim.paths]} if paths else {})


def _span(span: Span, report: str, reports: Reports) -> Json:
    return {"start": span.start, "end": span.end, "text": reports[report].text[span.start : span.end]}


def _place(place: Place, reports: Reports) -> Json:
    return {"report": place.report} | _span(place.span, place.report, reports)


def _assertion(one: Assertion, reports: Reports) -> Json:
    return {
        "report": one.report,
        "statement": one.statement,
        "spans": [_span(span, one.report, reports) for span in one.spans],
        "stance": one.stance,
        "origin": one.origin,
        "score": one.score,
    }


def _origin(one: Origin) -> Json:
    return {
        "id": one.id,
        "who": one.who,
        "kind": one.kind,
        "named": one.named,
        "told_to": one.told_to,
        "may_be_same_as": list(one.may_be_same_as),
        "own_voice": one.own_voice,
        "counted": one.counted,
    }


def _merge(one: Merge, reports: Reports) -> Json:
    return {"merge": list(one.merged), "because": one.because, "spans": [_place(each, reports) for each in one.places]}


def _step(one: Step, reports: Reports) -> Json:
    words = {} if one.span is None else _span(one.span, one.report, reports)
    return {"report": one.report} | words | {
        "who": one.who,
        "kind": one.kind,
        "named": one.named,
        "origin": one.origin,
        "because": one.because,
    }  # fmt: skip


def _reuse(one: Reuse, reports: Reports) -> Json:
    return {
        "from": one.source,
        "to": one.target,
        "kind": one.kind,
        "directed": one.directed,
        "containment": one.containment,
        "passages": [{"from": _span(a, one.source, reports), "to": _span(b, one.target, reports)} for a, b in one.passages],
        "because": one.because,
    }


def _citation(one: Citation, reports: Reports) -> Json:
    return {
        "report": one.report,
        "outlet": one.outlet,
        "mention": _span(one.mention, one.report, reports),
        "resolved": one.resolved,
        "misattributed": one.misattributed,
        "statement": one.statement,
        "score": one.score,
        "because": one.because,
    }


def _figures(one: FigureLink, reports: Reports) -> Json:
    return {"a": _place(one.a, reports), "b": _place(one.b, reports), "relation": one.relation, "because": one.because}


def _quotes(one: QuoteLink, reports: Reports) -> Json:
    return {
        "a": _place(one.a, reports),
        "b": _place(one.b, reports),
        "speaker": one.speaker,
        "relation": one.relation,
        "because": one.because,
    }


def _position(one: Position) -> Json:
    return {
        "actor": one.actor,
        "when": one.when,
        "on_record": one.on_record,
        "statement": one.statement,
        "stance": one.stance,
        "claim": one.claim,
        "report": one.report,
    }


# Back from JSON ------------------------------------------------------------------------------------------------------------------


def links_of(document: Mapping[str, Any]) -> tuple[tuple[Identity, ...], tuple[Citation, ...], tuple[Reuse, ...]]:
    """Return who is who, who cites whom and whose text derives from whose in a story that `encode` wrote, without passages and evidence."""
    who = tuple(
        Identity(
            id=each["id"],
            name=each["name"],
            kind=each["kind"],
            named=each["named"],
            members=tuple(ActorRef(report=m["report"], actor=m["actor"]) for m in each["members"]),
        )
        for each in document["identities"]
    )
    cited = tuple(
        Citation(
            report=each["report"],
            outlet=each["outlet"],
            mention=Span(start=each["mention"]["start"], end=each["mention"]["end"]),
            resolved=each["resolved"],
            misattributed=each["misattributed"],
            statement=each["statement"],
            score=each["score"],
            because=each["because"],
        )
        for each in document["citations"]
    )
    copied = tuple(
        Reuse(
            source=each["from"],
            target=each["to"],
            kind=each["kind"],
            directed=each["directed"],
            containment=each["containment"],
            passages=(),
            because=each["because"],
        )
        for each in document["reuse"]
    )
    return who, cited, copied


# What lists show -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What lists show of a story, without the rest of what was found in it.

    Attributes:
        story: A row of `headwater stories --json`.
        latest: When its latest report was published, as that has it; empty where none says.
        missing: Rows of `headwater upstream --json`: the reports that are cited in it and not in hand.
        named: Kind, id and, of who is who, the name, of all that has an id in it: claim, origin, speaker (who takes a position in it),
            identity (who does not).
    """

    story: Json
    latest: str
    missing: tuple[Json, ...]
    named: tuple[tuple[str, str, str | None], ...]


def overview(document: Mapping[str, Any]) -> Overview:
    """Return what lists show of a story that `encode` wrote."""
    sure = shared(document["claims"])
    counted = {
        "claims": len(narrow(document["claims"])),
        "shared_claims": len(sure),
        "one_origin": sum(claim["high"] == 1 for claim in sure),
        "open": sum(claim["low"] != claim["high"] for claim in sure),
        "contested": sum(map(_is_contested, sure)),
        "lead": _lead(sure),
    }
    named = [("claim", each["id"], None) for each in document["claims"]]
    named += [("origin", origin["id"], None) for claim in document["claims"] for origin in claim["origins"]]
    speaking = {each["actor"] for each in document["positions"]}
    named += [("speaker" if each["id"] in speaking else "identity", each["id"], each["name"]) for each in document["identities"]]
    published = (each["published_at"] for each in document["story"]["reports"])
    return Overview(
        story=document["story"] | counted,
        latest=max((str(when["value"]) for when in published if when), default=""),
        missing=tuple(_missing(document)),
        named=tuple({each[1]: each for each in named}.values()),
    )


def _is_contested(claim: Mapping[str, Any]) -> bool:
    return any(each["stance"] in ("denies", "retracts") for each in claim["assertions"])


def _lead(sure: Sequence[Json]) -> Json | None:
    """Return in short the claim that most reports make, of equals a contested one; `None` where no two reports make one."""
    claim = max(sure, key=lambda each: (len(reports_of(each)), _is_contested(each), each["id"]), default=None)
    if claim is None:
        return None
    counted = {"reports": len(reports_of(claim)), "low": claim["low"], "high": claim["high"], "contested": _is_contested(claim)}
    return {"claim": claim["id"], "gist": claim["gist"]["text"]} | counted


def narrow(claims: Sequence[Json]) -> list[Json]:
    """Return the claims without those that are a matter at large: that several reports make narrower claims within."""
    wide = {claim["within"] for claim in claims if len(reports_of(claim)) > 1}
    return [claim for claim in claims if claim["id"] not in wide]


def origins_asserting(claim: Mapping[str, Any], *, counted: bool = True) -> list[Json]:
    """Return the origins behind what asserts a claim, in their order: those that its interval counts, or those that it leaves out.

    Those only of denials are among neither. What was linked before this was told of origins counts them all.
    """
    ids = {each["origin"] for each in claim["assertions"] if each["stance"] == "asserts"}
    return [each for each in claim["origins"] if each["id"] in ids and each.get("counted", True) == counted]


def shared(claims: Sequence[Json]) -> list[Json]:
    """Return the claims that two reports or more surely make or deny, each thing once: of most reports first, matters at large last."""
    sure = [claim for claim in claims if len({a["report"] for a in _spoken(claim)}) > 1 and sureness(claim) >= LEAST_SURE and _says(claim)]
    kept: list[Json] = []
    seen: list[set[tuple[str, int]]] = []
    for claim in sorted(sure, key=_standing):
        mine = {(a["report"], a["spans"][0]["start"]) for a in _spoken(claim)}
        if not any(len(mine & other) >= SAME_SHARE * min(len(mine), len(other)) for other in seen):
            kept.append(claim)
            seen.append(mine)
    return kept


def _says(claim: Mapping[str, Any]) -> bool:
    """Whether a claim is more than a line that reports carry by themselves ("English edition")."""
    return any(a["statement"] for a in _spoken(claim)) or len(claim["gist"]["text"].split()) >= LEAST_TOLD


def _standing(claim: Mapping[str, Any]) -> tuple[bool, bool, int, bool, float, str]:
    """Return what sorts claims: what somebody is told to say before what reports say themselves; then what is sure, of many, denied."""
    told = any(a["statement"] for a in _spoken(claim))
    reports = len({a["report"] for a in _spoken(claim)})
    return not told, sureness(claim) < CRISP, -reports, not _is_contested(claim), -sureness(claim), claim["id"]


def sureness(claim: Mapping[str, Any]) -> float:
    """Return how sure it is, on average, that what is put together in a claim says one thing; refusals to speak do not count."""
    scores = [float(a["score"]) for a in _spoken(claim)]
    return sum(scores) / len(scores) if scores else 0.0


def _spoken(claim: Mapping[str, Any]) -> list[Json]:
    return [a for a in claim["assertions"] if a["stance"] != "declines"]


def reports_of(claim: Mapping[str, Any]) -> set[str]:
    """Return the ids of the reports that make a claim."""
    return {each["report"] for each in claim["assertions"]}


def _missing(document: Mapping[str, Any]) -> list[Json]:
    """Return the outlets that are cited without their report, with the claims that rest on them and where they are cited."""
    resting = {a["statement"]: claim["id"] for claim in document["claims"] for a in claim["assertions"] if a["statement"]}
    story, reports = document["story"], {report["id"]: report for report in document["story"]["reports"]}
    found: dict[str, Json] = {}
    for citation in document["citations"]:
        if citation["resolved"] is not None:
            continue
        row = found.setdefault(
            citation["outlet"].casefold(),
            {"outlet": citation["outlet"], "story": {"id": story["id"], "title": story["title"]}, "claims": [], "mentions": []},
        )
        row["mentions"].append({"report": reports[citation["report"]], **citation["mention"]})
        claim = resting.get(citation["statement"])
        if claim is not None and claim not in row["claims"]:
            row["claims"].append(claim)
    return list(found.values())
