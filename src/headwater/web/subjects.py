"""What a correction is about, as a form shows it: its words, what is so now, and what the machine read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headwater.answers import narrow
from headwater.errors import InputError
from headwater.judged import judged_readings, machine_value
from headwater.model import Reading, Span
from headwater.places import claim_named
from headwater.web.wishes import Wish
from headwater.web.words import clipped, counted, day, published_by, publisher, short, titled

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["Side", "Subject", "candidates", "side_of", "subject_of"]

Json = Mapping[str, Any]
MOST_CANDIDATES = 200
MOST_AROUND = 200
"""Characters of its line that are shown before the words, and after them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Words of a report that a correction is about.

    Attributes:
        words: The words themselves.
        before: The words of its statement before them; `after` those after.
        where: The report, in words.
        now: What is so now, by the keys of the correction.
        machine: What the machine read.
        names: Names of the report's actors, to choose from.
    """

    words: str
    before: str
    after: str
    where: str
    now: Json
    machine: Json
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two things that a correction is about.

    Attributes:
        id: As the correction names it.
        words: What it is, in its own words.
        detail: What kind of thing, and where from.
    """

    id: str
    words: str
    detail: str = ""


# Words of a report ---------------------------------------------------------------------------------------------------------------


def subject_of(ledger: "Ledger", wish: Wish) -> Subject:
    """Return what a correction of words is about.

    Raises:
        InputError: It is not there.
    """
    machine = ledger.reading(wish.about.get("report", ""))
    if machine is None or machine.report is None:
        raise InputError(f"there is no report {wish.about.get('report', '')!r:.60} in this ledger")
    (reading,) = judged_readings(ledger, [machine.report.id])
    span = _span(machine, reading, wish)
    text = machine.report.text
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start], text[span.end :].partition("\n")[0]
    return Subject(
        words=text[span.start : span.end],
        before=line[0] if len(line[0]) <= MOST_AROUND else "… " + line[0][-MOST_AROUND:].partition(" ")[2],
        after=line[1] if len(line[1]) <= MOST_AROUND else line[1][:MOST_AROUND].rpartition(" ")[0] + " …",
        where=f"{published_by(machine.report)}: {titled(machine.report)}",
        now=_value(reading, wish, span),
        machine=_value(machine, wish, span),
        names=tuple(dict.fromkeys(actor.name for actor in reading.actors)),
    )


def _span(machine: Reading, reading: Reading, wish: Wish) -> Span:
    text = machine.report.text if machine.report else ""
    given = wish.span()
    if given is not None and given.end <= len(text):
        return given
    said = next((each for each in (*reading.statements, *machine.statements) if each.id == wish.about.get("statement")), None)
    if said is None:
        raise InputError("what was to be corrected does not stand in this report any more; open the report and choose it again")
    return Span(start=min(span.start for span in said.content), end=max(span.end for span in said.content))


def _value(reading: Reading, wish: Wish, span: Span) -> Json:
    target = _target(reading, wish, span)
    return {} if target is None else machine_value(reading, wish.verb, target)


def _target(reading: Reading, wish: Wish, span: Span) -> str | None:
    """Return what a judgement of this wish would be attached to in a reading, `None` where it has nothing there."""
    statement = wish.about.get("statement")
    said = next((each for each in reading.statements if each.id == statement), None)
    if wish.verb in ("source", "stance", "statement"):
        return said.id if said else None
    if wish.verb == "hop":
        chains = [said] if said else list(reading.statements)
        found = [f"{each.id}/{n}" for each in chains for n, hop in enumerate(each.chain) if hop.span == span]
    elif wish.verb == "actor":
        found = [actor.id for actor in reading.actors if span in actor.mentions]
    else:
        spans = [each.span for each in reading.whens] if wish.verb == "date" else [each.span for each in reading.figures]
        found = [str(n) for n, each in enumerate(spans) if each == span]
    return found[0] if found else None


# Two things ----------------------------------------------------------------------------------------------------------------------


def side_of(ledger: "Ledger", thing: str, identified: str) -> Side:
    """Return one of two things by its id, in words; by its id alone where nothing is known of it.

    Args:
        ledger: The ledger.
        thing: claim, origin, actor or story.
        identified: As a correction names it.
    """
    known = {"claim": _claim, "origin": _origin, "actor": _actor, "story": _story}[thing](ledger, identified)
    return known or _words_of(ledger, identified) or Side(id=identified, words=short(identified), detail=f"a {thing}")


def candidates(ledger: "Ledger", verb: str, a: str) -> tuple[Side, ...]:
    """Return what the other of two things may be, where only one is named: what it could be one with, or what is in it."""
    found = _CANDIDATES[verb](ledger, a)
    return tuple(dict.fromkeys(each for each in found if each.id != a))[:MOST_CANDIDATES]


def _documents(ledger: "Ledger", identified: str) -> Iterator[Json]:
    for story in ledger.stories_with(identified):
        document = ledger.linked(story)
        if document is not None:
            yield document.value


def _claim(ledger: "Ledger", identified: str) -> Side | None:
    try:
        claim, _ = claim_named(ledger, identified)
    except InputError:
        return None
    return _as_claim(claim)


def _as_claim(claim: Json) -> Side:
    reports = counted(len({each["report"] for each in claim["assertions"]}), "report")
    return Side(id=claim["id"], words=clipped(claim["gist"]["text"], 140), detail=f"a claim in {reports}")


def _origin(ledger: "Ledger", identified: str) -> Side | None:
    for document in _documents(ledger, identified):
        for claim in document["claims"]:
            for each in claim["origins"]:
                if each["id"] == identified:
                    return _as_origin(each)
    return None


def _as_origin(origin: Json) -> Side:
    told = f", told {origin['told_to']}" if origin["told_to"] else ""
    return Side(id=origin["id"], words=origin["who"], detail=f"{'named' if origin['named'] else 'not named'}{told}")


def _actor(ledger: "Ledger", identified: str) -> Side | None:
    report, _, actor = identified.rpartition("/")
    if report:
        reading = ledger.reading(report)
        found = next((each for each in reading.actors if each.id == actor), None) if reading else None
        return Side(id=identified, words=found.name, detail=_in(reading)) if found else None
    for document in _documents(ledger, identified):
        for each in document["identities"]:
            if each["id"] == identified:
                return _as_actor(each)
    return None


def _as_actor(identity: Json) -> Side:
    reports = counted(len({each["report"] for each in identity["members"]}), "report")
    return Side(id=identity["id"], words=identity["name"], detail=f"{identity['kind']}, in {reports}")


def _story(ledger: "Ledger", identified: str) -> Side | None:
    story = ledger.story(identified)
    if story is not None:
        return Side(id=story.id, words=story.title or story.id, detail=f"a story of {counted(len(story.reports), 'report')}")
    reading = ledger.reading(identified)
    return None if reading is None or reading.report is None else Side(id=identified, words=titled(reading.report), detail=_in(reading))


def _words_of(ledger: "Ledger", identified: str) -> Side | None:
    """Return an assertion: a statement (`id`, `report/id`), or a stretch (`report/start:end`)."""
    report, _, inside = identified.rpartition("/")
    home = report or ledger.report_of_statement(inside) or ""
    reading = ledger.reading(home)
    if reading is None or reading.report is None:
        return None
    said = next((each for each in reading.statements if each.id == inside), None)
    start, _, end = inside.partition(":")
    if said is not None:
        words = " … ".join(reading.report.text[span.start : span.end] for span in said.content)
    elif start.isdecimal() and end.isdecimal():
        words = reading.report.text[int(start) : int(end)]
    else:
        return None
    return Side(id=identified, words=clipped(words, 140), detail=_in(reading))


def _in(reading: Reading | None) -> str:
    report = reading.report if reading else None
    published = report.published_at.value if report and report.published_at else None
    return ", ".join(part for part in (published_by(report) if report else "", day(published)) if part)


# What the other may be -----------------------------------------------------------------------------------------------------------


def _other_claims(ledger: "Ledger", a: str) -> Iterator[Side]:
    _, story = claim_named(ledger, a)
    document = ledger.linked(story)
    for claim in narrow(document.value["claims"]) if document else ():
        yield _as_claim(claim)


def _assertions(ledger: "Ledger", a: str) -> Iterator[Side]:
    claim, story = claim_named(ledger, a)
    document = ledger.linked(story)
    names = {each["id"]: publisher(each) for each in document.value["story"]["reports"]} if document else {}
    for each in claim["assertions"]:
        spans = each["spans"]
        handle = each["statement"] or f"{each['report']}/{spans[0]['start']}:{spans[-1]['end']}"
        yield Side(id=handle, words=clipped(" … ".join(span["text"] for span in spans), 110), detail=names.get(each["report"], ""))


def _other_origins(ledger: "Ledger", a: str) -> Iterator[Side]:
    for document in _documents(ledger, a):
        for claim in document["claims"]:
            if any(each["id"] == a for each in claim["origins"]):
                yield from (_as_origin(each) for each in claim["origins"])


def _other_actors(ledger: "Ledger", a: str) -> Iterator[Side]:
    for document in _documents(ledger, a):
        yield from sorted((_as_actor(each) for each in document["identities"]), key=lambda side: side.words.casefold())


def _members(ledger: "Ledger", a: str) -> Iterator[Side]:
    for document in _documents(ledger, a):
        for identity in (each for each in document["identities"] if each["id"] == a):
            for each in identity["members"]:
                found = _actor(ledger, f"{each['report']}/{each['actor']}")
                if found is not None:
                    yield found


def _other_stories(ledger: "Ledger", _a: str) -> Iterator[Side]:
    for _, each in ledger.overviews(limit=MOST_CANDIDATES):
        yield Side(id=each["id"], words=each["title"] or each["id"], detail=counted(len(each["reports"]), "report"))


def _its_reports(ledger: "Ledger", a: str) -> Iterator[Side]:
    for each in ledger.reports(story=a):
        who = ", ".join(part for part in (each.publisher or each.domain or "publisher unknown", day(each.published)) if part)
        yield Side(id=each.id, words=clipped(each.title or each.ref, 110), detail=who)


_CANDIDATES = {
    "same_claim": _other_claims,
    "different_claim": _assertions,
    "same_origin": _other_origins,
    "different_origin": _other_origins,
    "same_actor": _other_actors,
    "different_actor": _members,
    "same_story": _other_stories,
    "different_story": _its_reports,
}
