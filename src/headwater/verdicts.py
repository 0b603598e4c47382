"""What a ledger's judgements of pairs come to for the readings as they stand: from the places they keep to what is read there now.

A side of which nothing is read any more (its report is not in hand, or what was there is read otherwise) is passed over until it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from headwater.link.origins import Ruling
from headwater.link.rulings import NONE, Overruled, Settled, Verdict, settled
from headwater.link.units import stretch_of, units_of
from headwater.model import Reading, Span
from headwater.places import nearest

if TYPE_CHECKING:
    from headwater.ledger import Judgement, Ledger

__all__ = ["Pairs", "actors_judged", "claims_judged", "contradictions", "in_time", "origins_judged", "pairs_of", "stories_judged"]

Place = Mapping[str, Any]
Pairs = Mapping[str, tuple["Judgement", ...]]
"""The judgements that hold of pairs of a thing (claim, origin, actor, story), in the order of their times."""
Stretches = dict[str, list[tuple[str, Span]]]
"""By report, what is read there: its name and where it stands."""


def in_time(judgement: "Judgement") -> tuple[str, str]:
    """Return what judgements are sorted by so that the later wins, in whatever order they came into a ledger."""
    return judgement.at, judgement.id


def pairs_of(ledger: "Ledger") -> Pairs:
    """Return the judgements of pairs that hold, by what they are about."""
    found: dict[str, list[Judgement]] = {}
    for each in sorted(ledger.judgements(), key=in_time):
        if each.pair is not None:
            found.setdefault(each.verb.partition("_")[2], []).append(each)
    return {thing: tuple(some) for thing, some in found.items()}


def stories_judged(pairs: Pairs) -> Settled:
    """Return which reports people judged to tell one story, or not."""
    return _settled(pairs.get("story", ()), lambda place: str(place["report"]))


def claims_judged(pairs: Pairs, readings: Sequence[Reading]) -> Settled:
    """Return which units of some readings (`units.stretch_of`) people judged to make one claim, or not."""
    if not pairs.get("claim"):
        return NONE
    stretches = _units(readings, _reports(pairs["claim"]))
    return _settled(pairs["claim"], lambda place: nearest(place, stretches.get(place["report"], ())))


def actors_judged(pairs: Pairs, readings: Sequence[Reading]) -> Settled:
    """Return which actors of some readings (`report/actor`) people judged to be one, or not."""
    if not pairs.get("actor"):
        return NONE
    stretches = _actors(readings)
    return _settled(pairs["actor"], lambda place: nearest(place, stretches.get(place["report"], ())))


def origins_judged(pairs: Pairs, readings: Sequence[Reading]) -> tuple[Ruling, ...]:
    """Return what people judged of origins, in the order they did, and of actors that they are not one: who is told apart counts apart."""
    rulings = []
    actors = _actors(readings) if pairs.get("actor") else {}
    for each in pairs.get("actor", ()):
        if each.verb == "different_actor":
            a, b = (_named(each.value.get(side, ()), actors) for side in "ab")
            rulings += [_ruling(each, one, other) for one in a for other in b]
    said = _statements(readings, _reports(pairs.get("origin", ())))
    for each in pairs.get("origin", ()):
        a, b = (_ends(each, side, said) for side in (0, 1))
        rulings += [_ruling(each, one, other) for one in a for other in b]
    return tuple(rulings)


def _ends(each: "Judgement", side: int, said: Stretches) -> list[str]:
    """Return what a side of a judged pair of origins is called now: an origin's id as it is, a statement's by where it stands."""
    places = each.value.get("ab"[side], ())
    if not places and each.pair is not None:
        return [each.pair[side]]
    return _named(places, said)


def _named(places: Iterable[Place], stretches: Stretches) -> list[str]:
    return [name for place in places if (name := nearest(place, stretches.get(place["report"], ())))]


def _ruling(each: "Judgement", a: str, b: str) -> Ruling:
    return Ruling(a=a, b=b, same=each.verb.startswith("same"), because=_because(each))


def _because(each: "Judgement") -> str:
    return f"{each.author} judged: {each.reason}"


def _settled(judgements: Iterable["Judgement"], member: Callable[[Place], str | None]) -> Settled:
    verdicts = []
    for each in judgements:
        a, b = ([name for place in each.value.get(side, ()) if (name := member(place)) is not None] for side in "ab")
        if a and b:
            verdicts.append(_verdict(each, tuple(dict.fromkeys(a)), tuple(dict.fromkeys(b))))
    return settled(verdicts)


def _verdict(each: "Judgement", a: tuple[str, ...], b: tuple[str, ...]) -> Verdict:
    return Verdict(id=each.id, a=a, b=b, same=each.verb.startswith("same"), because=_because(each))


def contradictions(judgements: Iterable["Judgement"], thing: str) -> tuple[Overruled, ...]:
    """Return what does not count of judgements of pairs of a thing, in the order of their times, since later ones say otherwise."""
    if thing == "origin":  # of which any two ids are judged by themselves
        return settled([_verdict(each, (each.pair[0],), (each.pair[1],)) for each in judgements if each.pair is not None]).overruled
    return _settled(judgements, _where).overruled


def _where(place: Place) -> str:
    return str(place["report"]) if "start" not in place else f"{place['report']}/{place['start']}:{place['end']}"


# What is read where --------------------------------------------------------------------------------------------------------------


def _reports(judgements: Iterable["Judgement"]) -> set[str]:
    return {str(place["report"]) for each in judgements for side in "ab" for place in each.value.get(side, ())}


def _units(readings: Iterable[Reading], reports: set[str]) -> Stretches:
    return {
        reading.report.id: [(stretch_of(u), Span(start=u.spans[0].start, end=u.spans[-1].end)) for u in units_of(reading)]
        for reading in readings
        if reading.report is not None and reading.report.id in reports
    }


def _actors(readings: Iterable[Reading]) -> Stretches:
    return {
        reading.report.id: [(f"{reading.report.id}/{actor.id}", mention) for actor in reading.actors for mention in actor.mentions]
        for reading in readings
        if reading.report is not None
    }


def _statements(readings: Iterable[Reading], reports: set[str]) -> Stretches:
    return {
        reading.report.id: [(each.id, Span(start=each.content[0].start, end=each.content[-1].end)) for each in reading.statements]
        for reading in readings
        if reading.report is not None and reading.report.id in reports
    }
