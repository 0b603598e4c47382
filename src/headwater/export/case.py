"""A case: what an export is made from, gathered from a ledger once; the formats are pure functions of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from headwater import answers
from headwater.errors import InputError
from headwater.judged import judged_readings
from headwater.linking import current
from headwater.model import Reading, Report

if TYPE_CHECKING:
    from headwater.ledger import Judgement, Ledger

__all__ = ["Asked", "Case", "Json", "gather", "headline", "published", "publisher_name"]

Json = Mapping[str, Any]
Asked = Literal["story", "claim", "report", "ledger"]

STEM_CHARS = 48
_AT_LARGE = ("reuse", "citations", "figures", "quotes", "positions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Stories, claims or reports with everything that is quoted in them.

    Attributes:
        asked: What was asked for; `story` where it was several things.
        title: Words of the reports, or of the claim.
        documents: Stories as `compare` has them, their claims with the paths that `trace` shows. Where a claim was asked for, its story
            with that claim alone and what touches it.
        claims: The claims that were asked for by themselves, as `trace` prints them.
        readings: The reports they quote, by time of publication, with people's corrections.
        judgements: What people corrected in them, in the order they did; those that hold.
        versions: Pairs of report ids, the later and the earlier version of one page.
        stamp: A time that the export is to bear, `None` for none: what is made twice is then the same.
    """

    asked: Asked
    title: str
    documents: tuple[Json, ...]
    claims: tuple[Json, ...]
    readings: tuple[Reading, ...]
    judgements: "tuple[Judgement, ...]" = ()
    versions: tuple[tuple[str, str], ...] = ()
    stamp: str | None = None

    @property
    def reports(self) -> dict[str, Report]:
        """The reports by id, in their order."""
        return {each.report.id: each.report for each in self.readings if each.report is not None}

    @property
    def stem(self) -> str:
        """A file's name without its ending: the words of the title in plain letters."""
        words = "".join(c if c.isascii() and c.isalnum() else "-" for c in self.title.lower())
        return "-".join(part for part in words.split("-") if part)[:STEM_CHARS].strip("-") or "headwater"


def gather(ledger: "Ledger", wanted: Sequence[str] = (), *, stamp: str | None = None) -> Case:
    """Return what is asked for, with all that it quotes.

    Args:
        ledger: The ledger; asked in one snapshot.
        wanted: Each a story (id, or words of its title), a claim (id, or words), or a report (id or reference), tried in this order by id,
            then by words; `story:`, `claim:` or `report:` before it decides. None: the whole ledger.
        stamp: A time that the export is to bear.

    Raises:
        InputError: Something that is asked for means nothing, or several things.
    """
    with ledger.snapshot():
        found = [_meant(ledger, each) for each in wanted] or _everything(ledger)
        documents = list({kind + identified: made for kind, identified, made in found if made is not None}.values())
        claims = [_without_story_links(made) for kind, _, made in found if kind == "claim" and made is not None]
        ids = list(dict.fromkeys(report for kind, identified, made in found for report in _reports(kind, identified, made)))
        readings = sorted(judged_readings(ledger, ids), key=_in_time)
        judgements = tuple(each for each in ledger.judgements() if _concerns(each, set(ids), documents))
    kinds = {each.kind for each in found}
    asked: Asked = "ledger" if not wanted else kinds.pop() if len(kinds) == 1 else "story"
    return Case(
        asked=asked,
        title=_title(asked, documents, readings),
        documents=tuple(_document(each) for each in documents),
        claims=tuple(claims),
        readings=tuple(readings),
        judgements=judgements,
        versions=tuple(_versions(readings)),
        stamp=stamp,
    )


class _Found(NamedTuple):
    """What is meant: its kind, its id, and its document; of a claim as `trace` has it, with its story's document under `in`."""

    kind: Asked
    id: str
    document: Json | None


def _everything(ledger: "Ledger") -> list[_Found]:
    """Return every story, and every report that is in none, or in one that waits to be linked."""
    stories = [found for each in ledger.stories() if (found := _story(ledger, each.id)) is not None]
    told = {each.id for each in stories}
    return stories + [_Found("report", each.id, None) for each in ledger.reports() if each.story not in told]


def _meant(ledger: "Ledger", wanted: str) -> _Found:
    kind, colon, rest = wanted.partition(":")
    if colon and kind in _BY_KIND:
        return _BY_KIND[kind](ledger, rest.strip())
    exact = _story(ledger, wanted) or (_Found("report", wanted, None) if ledger.known([wanted]) else None)
    if exact is not None:
        return exact
    if ledger.group("claim", wanted) is None and (named := ledger.find(wanted)):
        return _Found("report", _only(ledger, wanted, named), None)
    try:
        return _story_named(ledger, wanted)
    except InputError as no_story:
        try:
            return _claim(ledger, wanted)
        except InputError:
            if "could be" in str(no_story):
                raise no_story from None
            raise InputError(
                f"no story, report or claim is meant by {wanted!r}; headwater stories and headwater reports list them"
            ) from None


def _story(ledger: "Ledger", identified: str) -> _Found | None:
    document = ledger.linked(identified)
    return None if document is None else _Found("story", document.value["story"]["id"], document.value)


def _story_named(ledger: "Ledger", wanted: str) -> _Found:
    identified = answers.story_named(ledger, wanted)
    found = _story(ledger, identified)
    if found is None:
        raise InputError(f"story {identified} has not been linked yet; headwater add links what is new")
    return found


def _claim(ledger: "Ledger", wanted: str) -> _Found:
    claim = answers.trace(ledger, wanted)
    home = ledger.linked(claim["story"]["id"])
    return _Found("claim", claim["id"], claim | {"in": home.value if home is not None else {}})


def _report(ledger: "Ledger", wanted: str) -> _Found:
    return _Found("report", _only(ledger, wanted, ledger.find(wanted)), None)


def _only(ledger: "Ledger", wanted: str, found: Sequence[str]) -> str:
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"there is no report {wanted!r} in {ledger.name}; headwater reports lists them")
    raise InputError(f"{wanted!r} can mean {len(found)} reports ({', '.join(found[:3])}, …); name one by its id")


_BY_KIND = {"story": _story_named, "claim": _claim, "report": _report}


# Documents -----------------------------------------------------------------------------------------------------------------------


def _reports(kind: str, identified: str, made: Json | None) -> Iterator[str]:
    if made is None:
        yield identified
    elif kind == "story":
        yield from (each["id"] for each in made["story"]["reports"])
        yield from (report for claim in made["claims"] for report in sorted(_speaking(claim)))  # a path may lead into another story
    else:
        yield from sorted(_speaking(made))


def _speaking(claim: Json) -> set[str]:
    """Return the reports that a claim quotes: who makes it, through whom it came, what shows it."""
    steps = (step["report"] for path in claim["paths"] for step in path)
    shown = (place["report"] for merge in claim["evidence"] for place in merge["spans"])
    return {*(a["report"] for a in claim["assertions"]), *steps, *shown, claim["gist"]["report"]}


def _without_story_links(claim: Json) -> Json:
    return {key: value for key, value in claim.items() if key != "in"}


def _document(made: Json) -> Json:
    """Return a story's document; of a claim, its story's with that claim alone and what touches it."""
    if "in" not in made:
        return made
    home, inside = made["in"], _speaking(made)
    said = {a["statement"] for a in made["assertions"] if a["statement"]}
    spans = [(a["report"], s["start"], s["end"]) for a in made["assertions"] for s in a["spans"]]

    def touches(pair: Json) -> bool:
        ends = pair["a"], pair["b"]
        return all(e["report"] in inside for e in ends) and any(
            e["report"] == report and e["start"] < end and start < e["end"] for e in ends for report, start, end in spans
        )

    kept: dict[str, Any] = {key: home.get(key, []) for key in _AT_LARGE}
    return {
        "version": made["version"],
        "story": made["story"] | {"reports": [each for each in made["story"]["reports"] if each["id"] in inside]},
        "reuse": [each for each in kept["reuse"] if {each["from"], each["to"]} <= inside],
        "citations": [each for each in kept["citations"] if each["statement"] in said],
        "claims": [{k: v for k, v in made.items() if k not in ("in", "version", "story", "score", "others")}],
        "figures": [each for each in kept["figures"] if touches(each)],
        "quotes": [each for each in kept["quotes"] if touches(each)],
        "positions": [each for each in kept["positions"] if each["statement"] in said and each["claim"] == made["id"]],
        "identities": [each for each in home.get("identities", []) if any(m["report"] in inside for m in each["members"])],
    }


def _concerns(judgement: "Judgement", reports: set[str], documents: Iterable[Json]) -> bool:
    if judgement.anchor is not None:
        return judgement.anchor.report in reports
    known = {o["id"] for d in documents for c in ([d] if "in" in d else d["claims"]) for o in (*c["origins"], c)}
    known |= {d["story"]["id"] for d in documents} | reports
    return any(each in known or each.partition("/")[0] in reports for each in judgement.pair or ())


def _versions(readings: Sequence[Reading]) -> Iterator[tuple[str, str]]:
    latest = {each.report.id for each in current(readings) if each.report is not None}
    pages: dict[tuple[str | None, str], list[Report]] = {}
    for each in readings:
        if each.report is not None:
            who = each.report.publisher
            pages.setdefault((who.name or who.domain if who else None, each.ref), []).append(each.report)
    for versions in pages.values():
        ordered = sorted(versions, key=lambda r: (r.id in latest, _moment(r), r.id))
        yield from ((after.id, before.id) for before, after in pairwise(ordered))


def _moment(report: Report) -> tuple[str, str, str]:
    captured, modified, at = (each.value if each else "" for each in (report.captured_at, report.modified_at, report.published_at))
    return captured, modified, at


# Words ---------------------------------------------------------------------------------------------------------------------------


def _in_time(reading: Reading) -> tuple[str, str]:
    report = reading.report
    return (published(report) or "9999", report.id) if report is not None else ("9999", "")


def _title(asked: Asked, documents: Sequence[Json], readings: Sequence[Reading]) -> str:
    if asked == "claim" and len(documents) == 1:
        return str(documents[0]["gist"]["text"])
    if len(documents) == 1:
        return str(documents[0]["story"]["title"])
    reports = [each.report for each in readings if each.report is not None]
    if not documents and len(reports) == 1:
        return headline(reports[0])
    if asked == "ledger":
        return f"A ledger of {len(reports)} reports"
    return f"{len(documents)} stories" if documents else f"{len(reports)} reports"


def headline(report: Report) -> str:
    """Return a report's headline: its title, the block that is one, or the first line that holds anything."""
    block = next((each for each in report.blocks if each.kind == "headline"), None)
    if report.title:
        return report.title
    words = report.text[block.start : block.end] if block else next((line for line in report.text.splitlines() if line.strip()), report.ref)
    return words.strip()


def publisher_name(report: Report) -> str:
    """Return who published a report as people call it, else the report's reference."""
    who = report.publisher
    return (who.name or who.domain if who else None) or report.ref


def published(report: Report) -> str | None:
    """Return when a report was published, ISO 8601, `None` where that is not known."""
    return report.published_at.value if report.published_at else None
