"""Where the two sides of a judged pair stand in their reports: from the ids that a person names, and back to what is read there now.

A judgement of a pair keeps the places of all that either side held when it was judged: of a claim its assertions, of an identity its
actors, of a story its reports. Ids come and go with readings; places stay.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from headwater.errors import InputError
from headwater.ids import ID_DIGITS
from headwater.model import Span

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["LEAST_OVERLAP", "claim_named", "nearest", "places_of", "whole_id"]

Json = dict[str, Any]
_A = {"claim": "a claim", "origin": "an origin", "actor": "an actor", "story": "a story"}
LEAST_BEGINNING = 4
LEAST_OVERLAP = 0.5
"""Share of two stretches that must be common for a judgement to pass from one to the other (as in `headwater.ledger.judging`)."""


def claim_named(ledger: "Ledger", identified: str) -> tuple[Mapping[str, Any], str]:
    """Return a claim as linking wrote it, by its id or one that redirects to it, and the id of its story.

    Raises:
        InputError: There is no such claim.
    """
    found = _claim(ledger, identified)
    if found is None:
        raise InputError(f"there is no claim {identified!r} in {ledger.name}; headwater compare lists them")
    return found


def _claim(ledger: "Ledger", identified: str) -> tuple[Mapping[str, Any], str] | None:
    for wanted in dict.fromkeys((identified, ledger.final_id("claim", identified))):
        for story in ledger.stories_with(wanted):
            document = ledger.linked(story)
            for claim in document.value.get("claims", ()) if document is not None else ():
                if claim["id"] == wanted:
                    return claim, story
    return None


def whole_id(ledger: "Ledger", thing: str, name: str) -> str:
    """Return the id that begins so, of a thing (claim, origin, actor, story) or what it is made of; else the name as it is.

    Raises:
        InputError: Several begin so.
    """
    if not LEAST_BEGINNING <= len(name) < ID_DIGITS or not set(name) <= set("0123456789abcdef"):
        return name
    if thing == "story":
        found = {each.id for each in ledger.stories() if each.id.startswith(name)} | set(ledger.find(name))
    else:
        documents = [document.value for story in ledger.stories_with(name) if (document := ledger.linked(story)) is not None]
        found = {each for document in documents for each in _ids_in(document, thing) if each.startswith(name)}
    if len(found) > 1:
        raise InputError(f"{name!r} could be {', '.join(sorted(found)[:5])}; name one by its id")
    return next(iter(found), name)


def _ids_in(document: Mapping[str, Any], thing: str) -> Iterator[str]:
    if thing == "actor":
        yield from (each["id"] for each in document["identities"])
        return
    for claim in document["claims"]:
        yield from (each["statement"] for each in claim["assertions"] if each["statement"])
        yield from [claim["id"]] if thing == "claim" else [each["id"] for each in claim["origins"]]


def places_of(ledger: "Ledger", thing: str, name: str) -> list[Json]:
    """Return where something stands that a pair is about: `{"report", "start", "end"}` each, sorted; of a story the reports alone.

    Args:
        ledger: The ledger.
        thing: claim, origin, actor or story.
        name: Its id, or that of what it is made of. An origin's id has no place: it lasts by itself.

    Raises:
        InputError: Nothing in the ledger is called so.
    """
    find = {"claim": _of_claim, "origin": _of_origin, "actor": _of_actor, "story": _of_story}[thing]
    found = find(ledger, name)
    if found is None:
        raise InputError(f"nothing in {ledger.name} has the id {name!r} that {_A[thing]} could have; name both by their ids")
    return sorted(found, key=lambda place: (place["report"], place.get("start", 0), place.get("end", 0)))


def _of_claim(ledger: "Ledger", name: str) -> list[Json] | None:
    stretch = _of_assertion(ledger, name)
    if stretch is not None:
        return stretch
    found = _claim(ledger, name)
    if found is None:
        return None
    spans = [(each["report"], each["spans"]) for each in found[0]["assertions"]]
    return [{"report": report, "start": inside[0]["start"], "end": inside[-1]["end"]} for report, inside in spans]


def _of_assertion(ledger: "Ledger", name: str) -> list[Json] | None:
    """Return the place of a statement (`id`, `report/id`) or of a stretch (`report/start:end`)."""
    report, _, inside = name.rpartition("/")
    start, colon, end = inside.partition(":")
    if report and colon and start.isdecimal() and end.isdecimal() and int(start) < int(end):
        return [{"report": report, "start": int(start), "end": int(end)}] if ledger.known([report]) else None
    home = ledger.report_of_statement(inside)
    reading = ledger.reading(home) if home is not None and report in ("", home) else None
    said = next((each for each in reading.statements if each.id == inside), None) if reading is not None else None
    return None if said is None else [{"report": home, "start": said.content[0].start, "end": said.content[-1].end}]


def _of_origin(ledger: "Ledger", name: str) -> list[Json] | None:
    stretch = _of_assertion(ledger, name)
    return stretch if stretch is not None else [] if ledger.stories_with(name) else None


def _of_actor(ledger: "Ledger", name: str) -> list[Json] | None:
    report, _, actor = name.rpartition("/")
    if report:
        return _mentions(ledger, [(report, actor)])
    for story in ledger.stories_with(name):
        document = ledger.linked(story)
        for each in document.value["identities"] if document is not None else ():
            if each["id"] == name:
                return _mentions(ledger, [(member["report"], member["actor"]) for member in each["members"]])
    return None


def _mentions(ledger: "Ledger", members: Sequence[tuple[str, str]]) -> list[Json] | None:
    actors = {
        (reading.report.id, actor.id): actor
        for reading in ledger.readings([report for report, _ in members])
        if reading.report is not None
        for actor in reading.actors
    }
    found = [(report, actors[report, actor].mentions[0]) for report, actor in members if (report, actor) in actors]
    return [{"report": report, "start": first.start, "end": first.end} for report, first in found] or None


def _of_story(ledger: "Ledger", name: str) -> list[Json] | None:
    story = ledger.story(name)
    if story is not None:
        return [{"report": each} for each in story.reports]
    return [{"report": name}] if ledger.known([name]) else None


# And back ------------------------------------------------------------------------------------------------------------------------


def nearest(place: Mapping[str, Any], stretches: Iterable[tuple[str, Span]]) -> str | None:
    """Return which of some named stretches of its report a place is now: what overlaps it most, by half at least; of equals the first."""
    best, found = LEAST_OVERLAP, None
    for name, span in stretches:
        common = min(place["end"], span.end) - max(place["start"], span.start)
        overlap = common / (max(place["end"], span.end) - min(place["start"], span.start))
        if overlap > best or (overlap == best and found is None):
            best, found = overlap, name
    return found
