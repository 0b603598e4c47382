"""Questions to a ledger: the stories it holds, a claim traced to its origins, who said what when, what is missing, what changed.

Every answer is plain JSON of the contract's shapes, made from what linking wrote; a surface prints it.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from headwater import comparison, linking
from headwater.encode import open_meaning
from headwater.errors import InputError
from headwater.ids import claim_id
from headwater.judged import judged_readings
from headwater.link.origins import with_origins
from headwater.link.stances import said_of_unit, stances_towards
from headwater.link.terms import rarity, terms_of
from headwater.link.units import Unit, units_of
from headwater.model import Assertion, Claim, Place, Reading, Span
from headwater.text import word_spans

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["changes", "compare", "narrow", "stories", "timeline", "trace", "upstream"]

Json = dict[str, Any]
Told = tuple[Json, Mapping[str, Any]]
"""A claim, and the document of its story."""

MOST_TRIED = 80
"""Claims whose meaning is compared with the words asked for, those first that share most of them."""
MEANING = 0.7
"""Share of the meaning in how well a claim fits some words; the rest is the words themselves. Chosen by eye on the development stories."""
LEAST_FIT = 0.35
"""Below this a claim is about something else."""
MEANT = 0.6
"""Share of the meaning in how near a wording comes to the words asked for; the rest is the rare words and numbers it shares."""
LEAST_MEANT, NEAR, SLACK, LEAST_BESIDE = 0.4, 0.65, 0.15, 0.3
"""How near a wording must come; how near is near enough, and how much less near than the nearest, or than that, another may be; how near
one must come that stands in one claim with the nearest. Swept together with `MEANT` (0.6 to 0.9; 0.4 to 0.5, 0.55 to 1, 0.15 to 0.3, 0 to
0.4) on the 45 marked claims of the development stories, asked for by their gists: the assertions found have a precision of 67% and a recall
of 50% (F1 54); a lower `NEAR` finds more and less of it is right."""
MOST_WORDINGS = 12
MOST_OTHERS = 5


def stories(ledger: "Ledger") -> list[Json]:
    """Return the stories, the latest first: title, reports, how many claims, how many of them rest on one origin."""
    found = []
    for each in ledger.stories():
        document = _document(ledger, each.id)
        shared = [c for c in narrow(document["claims"]) if _reports_of(c) > 1]
        found.append(
            document["story"]
            | {
                "claims": len(narrow(document["claims"])),
                "shared_claims": len(shared),
                "one_origin": sum(c["high"] == 1 for c in shared),
                "open": sum(c["low"] != c["high"] for c in shared),
            }
        )
    return sorted(found, key=lambda s: max((_when(r) for r in s["reports"]), default=""), reverse=True)


def compare(ledger: "Ledger", wanted: str | None = None) -> Iterator[Json]:
    """Yield the stories with all that was found across their reports, as `compare --json` prints it.

    Args:
        ledger: The ledger.
        wanted: A story's id or the beginning of one, a report's, or words of the title; `None` for all.

    Raises:
        InputError: No story is meant by `wanted`, or several are.
    """
    ids = [each.id for each in ledger.stories()] if wanted is None else [story_named(ledger, wanted)]
    for identified in ids:
        kept = _document(ledger, identified)
        document = {key: kept[key] for key in comparison.KEYS}
        document["claims"] = [{k: v for k, v in claim.items() if k != "paths"} for claim in document["claims"]]
        yield document


def narrow(claims: Sequence[Json]) -> list[Json]:
    """Return the claims without those that are a matter at large: that several reports make narrower claims within."""
    wide = {claim["within"] for claim in claims if _reports_of(claim) > 1}
    return [claim for claim in claims if claim["id"] not in wide]


def story_named(ledger: "Ledger", wanted: str) -> str:
    """Return the id of the story that a person means: an id or its beginning, a report in it, or words of its title.

    Raises:
        InputError: None is meant, or several are.
    """
    known = ledger.stories()
    found = [s.id for s in known if s.id.startswith(wanted.lower())] if len(wanted) >= 4 else []
    found = found or [home for report in ledger.find(wanted) if (home := ledger.story_of(report)) is not None]
    words = set(_words(wanted))
    found = found or [s.id for s in known if words and words <= set(_words(s.title))]
    found = list(dict.fromkeys(found))
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"no story is meant by {wanted!r}; headwater stories lists them")
    titles = "; ".join(f"{s.id[:8]} {s.title}" for s in known if s.id in found)
    raise InputError(f"{wanted!r} could be {len(found)} stories ({titles}); name one by its id")


# Trace ---------------------------------------------------------------------------------------------------------------------------


def trace(ledger: "Ledger", wanted: str) -> Json:
    """Return the claim that is meant, with its paths, and others that might be.

    By an id, the claim as linking found it. By words, the words are the claim: whatever the reports of a story say that means the same is
    put together, with the stance that linking gave it, and its origins are counted as those of any claim.

    Args:
        ledger: The ledger.
        wanted: A claim's id, a statement's, or the beginning of one; else words of a claim.

    Raises:
        InputError: No claim fits.
    """
    documents = [_document(ledger, each.id) for each in _stories_for(ledger, wanted)]
    by_id = [(c, d) for d in documents for c in d["claims"] if _is_meant(c, wanted)]
    others = [] if by_id else _ranked([(c, d) for d in documents for c in narrow(d["claims"])], wanted)
    claim, document, score = (*by_id[0], 1.0) if by_id else _asked(ledger, documents, wanted)
    rest = [{"claim": c["id"], "gist": c["gist"]["text"], "score": round(s, 3)} for s, c, _ in others if c["id"] != claim["id"]]
    return {"version": document["version"], **claim, "story": document["story"], "score": round(score, 3), "others": rest[:MOST_OTHERS]}


def _asked(ledger: "Ledger", documents: Sequence[Mapping[str, Any]], wanted: str) -> tuple[Json, Mapping[str, Any], float]:
    """Return the claim that some words are, in the story whose reports come nearest to them, and how near they come."""
    fits = [(near[0][0], document, near) for document in documents if (near := _near(ledger, document, wanted))]
    best = max(fits, key=lambda each: each[0], default=None)
    if best is None or best[0] < LEAST_MEANT:
        raise InputError(f"no claim in this ledger fits {wanted!r}; headwater stories lists what there is, headwater search finds words")
    score, document, near = best
    chosen = _chosen(document, near)
    readings = judged_readings(ledger, [report["id"] for report in document["story"]["reports"]])
    assertions = _assertions(wanted, chosen, readings)
    stances = {(each.report, each.spans): each.stance for each in assertions}
    clearest = next((unit for _, unit in chosen if stances[unit.report, unit.spans] == "asserts"), chosen[0][1])
    gist = Place(report=clearest.report, span=Span(start=clearest.spans[0].start, end=clearest.spans[-1].end))
    who, cited, copied = comparison.links_of(document)
    made = Claim(id=claim_id(clearest.report, clearest.spans), gist=gist, assertions=assertions)
    (found,) = with_origins([made], readings, who, cited, copied, linking.rulings_of(ledger))
    reports = {each.report.id: each.report for each in readings if each.report is not None}
    return comparison.claim_json(found, reports, paths=True), document, score


def _chosen(document: Mapping[str, Any], near: Sequence[tuple[float, Unit]]) -> list[tuple[float, Unit]]:
    """Return what says the same as the words asked for, the nearest first."""
    least = max(LEAST_MEANT, min(near[0][0], NEAR) - SLACK)
    beside = _beside(document, near[0][1])
    return [(fit, unit) for fit, unit in near if fit >= least or (fit >= LEAST_BESIDE and _where(unit) in beside)]


def _assertions(wanted: str, chosen: Iterable[tuple[float, Unit]], readings: Iterable[Reading]) -> tuple[Assertion, ...]:
    """Return what was chosen as assertions of a claim, each with its stance towards the words asked for, in reading order."""
    home = {reading.report.id: reading for reading in readings if reading.report is not None}
    ordered = sorted(chosen, key=lambda each: (each[1].report, each[1].spans[0].start, each[1].statement or ""))
    stances = stances_towards(wanted, [said_of_unit(home[unit.report], unit) for _, unit in ordered])
    return tuple(
        Assertion(report=unit.report, statement=unit.statement, spans=unit.spans, stance=stance, score=round(min(1.0, max(0.0, fit)), 3))
        for (fit, unit), stance in zip(ordered, stances, strict=True)
    )


def _near(ledger: "Ledger", document: Mapping[str, Any], wanted: str) -> list[tuple[float, Unit]]:
    """Return the units of a story's reports with how near they come to some words, by meaning and by the rare words, the nearest first."""
    ids = [report["id"] for report in document["story"]["reports"]]
    blobs = ledger.blobs("vectors", ids)
    asked, words = open_meaning().vectors([wanted])[0], _forms(wanted)
    rare = sum(rarity(form) for form in words) or 1.0
    found: list[tuple[float, Unit]] = []
    for reading in linking.current(ledger.readings(ids)):
        for at, unit in enumerate(units_of(reading)):
            meaning = float(linking.vectors_of(blobs[unit.report])[1][at] @ asked)
            shared = sum(rarity(form) for form in words & _forms(unit.text)) / rare
            found.append((MEANT * meaning + (1 - MEANT) * shared, unit))
    return sorted(found, key=lambda each: (-each[0], each[1].report, each[1].spans[0].start))


def _beside(document: Mapping[str, Any], unit: Unit) -> set[tuple[str, int]]:
    """Return where the other wordings of the narrowest claim that a unit is in stand, and those that deny the wider ones."""
    at = _where(unit)
    around = [claim["assertions"] for claim in document["claims"] if _reports_of(claim) > 1]
    around = [each for each in around if at in {(a["report"], a["spans"][0]["start"]) for a in each}]
    narrowest: list[Json] = min(around, key=len, default=[])
    against = [a for each in around for a in each if a["stance"] != "asserts"]
    return {(each["report"], each["spans"][0]["start"]) for each in [*narrowest, *against]}


def _where(unit: Unit) -> tuple[str, int]:
    return unit.report, unit.spans[0].start


def _forms(text: str) -> set[str]:
    return {term.form for term in terms_of(text, [(0, len(text))])}


def _stories_for(ledger: "Ledger", wanted: str) -> list[Any]:
    known = ledger.stories()
    if _is_id(wanted):
        return list(known)
    hits = ledger.search(wanted) or tuple(hit for word in dict.fromkeys(_words(wanted)) if len(word) > 3 for hit in ledger.search(word))
    counts: dict[str, int] = {}
    for hit in hits:
        home = ledger.story_of(hit.report)
        if home is not None:
            counts[home] = counts.get(home, 0) + 1
    best = sorted(counts, key=lambda s: (-counts[s], s))[:8]
    return [each for each in known if each.id in best]


def _is_id(wanted: str) -> bool:
    return len(wanted) >= 6 and all(c in "0123456789abcdef" for c in wanted.lower())


def _is_meant(claim: Mapping[str, Any], wanted: str) -> bool:
    ids = [claim["id"], *(a["statement"] for a in claim["assertions"] if a["statement"])]
    return _is_id(wanted) and any(each.startswith(wanted.lower()) for each in ids)


def _ranked(claims: Sequence[Told], wanted: str) -> list[tuple[float, Json, Mapping[str, Any]]]:
    words = set(_words(wanted))
    texts = [[_text(a) for a in claim["assertions"]] for claim, _ in claims]
    lexical = [max((_covered(words, text) for text in each), default=0.0) for each in texts]
    tried = sorted(range(len(claims)), key=lambda n: (-lexical[n], n))[:MOST_TRIED]
    encoder = open_meaning()
    asked = encoder.vectors([wanted])[0]
    found = []
    for n in tried:
        alike = sorted((float(v @ asked) for v in encoder.vectors(texts[n][:MOST_WORDINGS])), reverse=True)
        near = (alike[0] + sum(alike) / len(alike)) / 2 if alike else 0.0  # the best wording, and the claim as a whole
        fit = MEANING * max(0.0, near) + (1 - MEANING) * lexical[n]
        if fit >= LEAST_FIT:
            claim, document = claims[n]
            found.append((fit + 0.03 * math.log(_reports_of(claim)), claim, document))
    return sorted(found, key=lambda each: (-each[0], each[1]["id"]))


def _covered(words: set[str], text: str) -> float:
    return len(words & set(_words(text))) / max(1, len(words))


def _text(assertion: Mapping[str, Any]) -> str:
    return " ".join(span["text"] for span in assertion["spans"])


def _words(text: str) -> list[str]:
    return [text[a:b].lower() for a, b in word_spans(text) if text[a].isalnum()]


# Timeline ------------------------------------------------------------------------------------------------------------------------


def timeline(ledger: "Ledger", wanted: str) -> Json:
    """Return who said what when, in a story or by one actor across stories, in order of time.

    Args:
        ledger: The ledger.
        wanted: A story (as in `story_named`), or the name of an actor.

    Raises:
        InputError: Neither a story nor an actor is meant.
    """
    try:
        chosen = [story_named(ledger, wanted)]
        actor = None
    except InputError:
        chosen, actor = [each.id for each in ledger.stories()], wanted
    rows = [row for identified in chosen for row in _positions(ledger, _document(ledger, identified), actor)]
    if not rows and actor is not None:
        raise InputError(f"no story and no actor is meant by {wanted!r}; headwater stories lists the stories")
    return {"wanted": wanted, "positions": sorted(rows, key=_in_time)}


def _in_time(row: Json) -> tuple[str, str, int, str]:
    return row["when"] or "9999", row["report"]["ref"], row["words"][0]["start"], row["actor"]


def _positions(ledger: "Ledger", document: Mapping[str, Any], actor: str | None) -> Iterator[Json]:
    """Yield each statement once, as in the narrowest claim that it is in, with what it does to its own words (`said`)."""
    reports = {each["id"]: each for each in document["story"]["reports"]}
    claims = {claim["id"]: claim for claim in document["claims"]}
    names = {each["id"]: each["name"] for each in document["identities"]}
    readings = [(r, {a.id: a.name for a in r.actors}) for r in ledger.readings(list(reports))]
    said = {s.id: s.stance for r, _ in readings for s in r.statements}
    names |= {identified: name for _, known in readings for identified, name in known.items()}
    words = set(_words(actor)) if actor else set()
    told: set[tuple[str, str]] = set()
    for each in sorted(document["positions"], key=lambda p: (len(claims[p["claim"]]["assertions"]), p["claim"])):
        key, name = (each["statement"], each["actor"]), names.get(each["actor"], each["actor"])
        if key in told or not words <= set(_words(name)):
            continue
        told.add(key)
        claim = claims[each["claim"]]
        spans = next(a["spans"] for a in claim["assertions"] if a["statement"] == each["statement"])
        more = {"name": name, "said": said[each["statement"]], "words": spans, "gist": claim["gist"]["text"]}
        yield each | {"report": reports[each["report"]]} | more


# What is missing, what changed ---------------------------------------------------------------------------------------------------


def upstream(ledger: "Ledger") -> list[Json]:
    """Return the reports that are cited but not in hand, those first on which most claims rest: what to fetch next."""
    found: dict[tuple[str, str], Json] = {}
    for each in ledger.stories():
        document = _document(ledger, each.id)
        resting = {a["statement"]: c["id"] for c in document["claims"] for a in c["assertions"] if a["statement"]}
        reports = {report["id"]: report for report in document["story"]["reports"]}
        for citation in document["citations"]:
            if citation["resolved"] is not None:
                continue
            key = citation["outlet"].casefold(), each.id
            row = found.setdefault(
                key, {"outlet": citation["outlet"], "story": {"id": each.id, "title": each.title}, "claims": [], "mentions": []}
            )
            row["mentions"].append({"report": reports[citation["report"]], **citation["mention"]})
            claim = resting.get(citation["statement"])
            if claim is not None and claim not in row["claims"]:
                row["claims"].append(claim)
    return sorted(found.values(), key=lambda row: (-len(row["claims"]), -len(row["mentions"]), row["outlet"]))


def changes(ledger: "Ledger", since: str | None = None) -> list[Json]:
    """Return the claims whose interval, stances or figures changed, in order, and why.

    Args:
        ledger: The ledger.
        since: An ISO 8601 time, or a generation of the ledger; `None` for all.

    Raises:
        InputError: It is neither.
    """
    after, moment = _since(since)
    found = ledger.changes(after=after, since=moment)
    return [{"at": each.at, "generation": each.generation, "claim": each.id, **each.value, "reports": list(each.reports)} for each in found]


def _since(since: str | None) -> tuple[int | None, datetime | None]:
    if since is None:
        return None, None
    if since.isascii() and since.isdigit() and len(since) < 8:
        return int(since), None
    try:
        return None, datetime.fromisoformat(since).astimezone()
    except ValueError as error:
        raise InputError(f"{since!r} is no time: say 2025-11-07, 2025-11-07T14:00Z, or a generation's number") from error


def _document(ledger: "Ledger", story: str) -> Mapping[str, Any]:
    found = ledger.linked(story)
    if found is None:
        raise InputError(f"story {story} has not been linked yet; headwater add links what is new")
    return found.value


def _reports_of(claim: Mapping[str, Any]) -> int:
    return len({a["report"] for a in claim["assertions"]})


def _when(report: Mapping[str, Any]) -> str:
    published = report["published_at"]
    return str(published["value"]) if published else ""
