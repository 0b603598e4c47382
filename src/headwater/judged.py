"""Readings as people corrected them: what linking works on. The stored reading stays as the machine made it.

A correction of a hop or an actor gives it another name, kind or namedness wherever the report speaks of it. One of a source puts another
origin at the end of that statement's chain, and of the chains that begin with it: whoever is meant by the words, or by the name; how it
came from there to the page stays. One of a statement changes its stance, or what it is; of a date or a figure, its value, and what was
dated by it. What a correction does not speak of stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from headwater.ids import actor_id
from headwater.model import Actor, Figure, Hop, HopKind, Kind, Reading, Span, Stance, Statement
from headwater.places import nearest
from headwater.verdicts import in_time

if TYPE_CHECKING:
    from headwater.ledger import Attached, Ledger

__all__ = ["JUDGED", "corrected", "judged_readings", "machine_value"]

Value = Mapping[str, Any]
JUDGED = "judged"
"""The `via` of a hop that somebody put there."""


def judged_readings(ledger: "Ledger", reports: Sequence[str]) -> tuple[Reading, ...]:
    """Return the readings of reports, in the order asked for, with all corrections that hold and still overlap something."""
    about = {each.anchor.report for each in ledger.judgements() if each.anchor is not None}
    return tuple(
        corrected(each, ledger.attached(each.report.id)) if each.report is not None and each.report.id in about else each
        for each in ledger.readings(reports)
    )


def corrected(reading: Reading, attached: "Sequence[Attached]") -> Reading:
    """Return a reading with corrections, the later ones over the earlier; a value that cannot be is passed over."""
    holding = sorted((each for each in attached if each.target is not None), key=lambda each: in_time(each.judgement))
    last = {(each.judgement.verb, each.target): each for each in holding}
    gone = [each for each in last.values() if _takes_away(each)]
    for each in holding:
        change = _CHANGES.get(each.judgement.verb)
        if change is not None and each.target is not None and not _takes_away(each):
            reading = change(reading, each.target, _value(each))
    # Last, and from the end, since the others are told by where they stand.
    for each in sorted(gone, key=lambda each: (each.judgement.verb, _number(str(each.target))), reverse=True):
        reading = _GOING[each.judgement.verb](reading, str(each.target))
    return reading


def _value(each: "Attached") -> Value:
    anchor = each.judgement.anchor
    return dict(each.judgement.value) | ({"role": anchor.role} if anchor is not None else {})


def _takes_away(each: "Attached") -> bool:
    value = each.judgement.value
    return (each.judgement.verb == "hop" and value.get("remove") is True) or (
        each.judgement.verb == "statement" and value.get("kind") == "none"
    )


def _number(target: str) -> int:
    return int(target.rpartition("/")[2]) if "/" in target else 0


# Who -----------------------------------------------------------------------------------------------------------------------------


def _who(value: Value) -> tuple[str | None, HopKind | None, bool | None]:
    kind: HopKind | None = next((each for each in get_args(HopKind) if each == value.get("kind")), None)
    name = value.get("name") if isinstance(value.get("name"), str) else None
    named = value.get("named") if isinstance(value.get("named"), bool) else (True if name else None)
    return name, kind, named


def _actor(reading: Reading, target: str, value: Value) -> Reading:
    name, kind, named = _who(value)

    def actor(one: Actor) -> Actor:
        if one.id != target:
            return one
        told = kind or ("person" if named and one.kind == "unnamed" else one.kind)
        return replace(one, name=name or one.name, kind=told, named=one.named if named is None else named)

    actors = tuple(actor(each) for each in reading.actors)
    known = {each.id: each for each in actors}

    def hop(one: Hop) -> Hop:
        if one.actor != target or target not in known:
            return one
        return replace(one, kind=known[target].kind, named=known[target].named)

    said = tuple(replace(each, chain=tuple(hop(one) for one in each.chain)) for each in reading.statements)
    return replace(reading, actors=actors, statements=said)


def _hop(reading: Reading, target: str, value: Value) -> Reading:
    statement, _, number = target.partition("/")
    chain = next((each.chain for each in reading.statements if each.id == statement), ())
    return _actor(reading, chain[int(number)].actor, value) if int(number) < len(chain) else reading


def _without_hop(reading: Reading, target: str) -> Reading:
    statement, _, number = target.partition("/")
    said = next((each for each in reading.statements if each.id == statement), None)
    if said is None or int(number) >= len(said.chain):
        return reading
    return _with_chain(reading, said, (*said.chain[: int(number)], *said.chain[int(number) + 1 :]))


def _with_chain(reading: Reading, of: Statement, chain: tuple[Hop, ...]) -> Reading:
    """Give a statement another chain, and to those inside it, whose chains begin with it, the same beginning."""
    old, inside = of.chain, {of.id}
    changed: dict[str, Statement] = {of.id: replace(of, chain=chain)}
    for each in reading.statements:  # each parent stands before those inside it
        if each.parent in inside and old and each.chain[: len(old)] == old:
            inside.add(each.id)
            changed[each.id] = replace(each, chain=(*chain, *each.chain[len(old) :]))
    return replace(reading, statements=tuple(changed.get(each.id, each) for each in reading.statements))


def _source(reading: Reading, target: str, value: Value) -> Reading:
    meant = next((each for each in reading.statements if each.id == target), None)
    if meant is None or reading.report is None:
        return reading
    same = [each.id for each in reading.statements if value.get("role") == "source" and each.source == meant.source]
    for identified in same or [target]:
        reading = _with_source(reading, next(each for each in reading.statements if each.id == identified), value)
    return reading


def _with_source(reading: Reading, said: Statement, value: Value) -> Reading:
    relays = said.chain[:-1]
    if value.get("unsourced") is True:
        return _with_chain(reading, replace(said, source=(), unsourced=not relays), relays)
    if not value.keys() & {"name", "start"}:
        return _actor(reading, said.chain[-1].actor, value) if said.chain else reading
    new = Span(start=value["start"], end=value["end"]) if "start" in value else None
    span = new or next(iter((*said.source, *(hop.span for hop in said.chain[-1:]), *said.cue, *said.content)))
    reading, actor = _actor_meant(reading, span, said, value)
    hop = Hop(span=span, actor=actor.id, actors=(), kind=actor.kind, named=actor.named, via=JUDGED)
    return _with_chain(reading, replace(said, source=(new,) if new else said.source, unsourced=False), (*relays, hop))


def _actor_meant(reading: Reading, span: Span, said: Statement, value: Value) -> tuple[Reading, Actor]:
    """Return the actor whom a name or some words mean, and the reading with it: one of the report, else a new one."""
    name, kind, named = _who(value)
    if name is not None:
        known = next((each.id for each in reading.actors if each.name.casefold() == name.casefold()), None)
    else:
        place = {"start": span.start, "end": span.end}
        known = nearest(place, [(each.id, mention) for each in reading.actors for mention in each.mentions])
    if known is not None:
        reading = _actor(reading, known, {key: each for key, each in value.items() if key in ("kind", "named")})
        return reading, next(each for each in reading.actors if each.id == known)
    text = reading.report.text if reading.report else ""
    was: HopKind = said.chain[-1].kind if said.chain else "unnamed"
    new = Actor(
        id=actor_id(reading.report.id if reading.report else "", span, name or ""),
        name=name or text[span.start : span.end],
        kind=kind or ("person" if name and was == "unnamed" else was),
        named=bool(named),
        mentions=(span,),
    )
    return replace(reading, actors=(*reading.actors, new)), new


# What was said, when, how much ---------------------------------------------------------------------------------------------------


def _stance(reading: Reading, target: str, value: Value) -> Reading:
    stance: Stance | None = next((each for each in get_args(Stance) if each == value.get("stance")), None)
    if stance is None:
        return reading
    said = tuple(replace(each, stance=stance) if each.id == target else each for each in reading.statements)
    return replace(reading, statements=said)


def _statement(reading: Reading, target: str, value: Value) -> Reading:
    kind: Kind | None = next((each for each in get_args(Kind) if each == value.get("kind")), None)
    if kind is None:
        return reading
    said = tuple(replace(each, kind=kind) if each.id == target else each for each in reading.statements)
    return replace(reading, statements=said)


def _without_statement(reading: Reading, target: str) -> Reading:
    """Take a statement out; what points at it points at nothing, and the words are the report's own."""
    return replace(
        reading,
        statements=tuple(replace(s, parent=None) if s.parent == target else s for s in reading.statements if s.id != target),
        whens=tuple(replace(each, event=None) if each.event == target else each for each in reading.whens),
        figures=tuple(replace(each, supplier=None) if each.supplier == target else each for each in reading.figures),
    )


def _date(reading: Reading, target: str, value: Value) -> Reading:
    """Give a time expression another value, and with it what the statement that it dates was dated by."""
    given, number = value.get("value"), int(target)
    if not isinstance(given, str) or number >= len(reading.whens):
        return reading
    old = reading.whens[number]
    new = replace(old, value=given, precision=_precision(given))

    def dated(one: Statement) -> Statement:
        return replace(one, said_at=given) if one.id == old.event and one.said_at is not None and one.said_at == old.value else one

    def as_of(one: Figure) -> Figure:
        return replace(one, as_of=given) if one.supplier == old.event is not None and one.as_of == old.value else one

    return replace(
        reading,
        whens=(*reading.whens[:number], new, *reading.whens[number + 1 :]),
        statements=tuple(dated(each) for each in reading.statements),
        figures=tuple(as_of(each) for each in reading.figures),
    )


def _precision(value: str) -> str:
    first = value.partition("/")[0]
    if "W" in first:
        return "week"
    return {4: "year", 7: "month", 10: "day", 13: "hour"}.get(len(first.rstrip("Z")), "minute")


def _figure(reading: Reading, target: str, value: Value) -> Reading:
    given = {key: value[key] for key in ("low", "high") if key in value and (value[key] is None or isinstance(value[key], int | float))}
    given |= {key: value[key] for key in ("unit", "as_of") if key in value and (value[key] is None or isinstance(value[key], str))}
    given |= {"approximate": value["approximate"]} if isinstance(value.get("approximate"), bool) else {}

    def figure(number: int, one: Figure) -> Figure:
        if str(number) != target:
            return one
        bound = next((given[key] for key in ("low", "high") if key in given), None)
        exact = one.low == one.high and len(given.keys() & {"low", "high"}) == 1
        return replace(one, **(given | ({"low": bound, "high": bound} if exact else {})))

    return replace(reading, figures=tuple(figure(number, each) for number, each in enumerate(reading.figures)))


_CHANGES = {
    "hop": _hop,
    "actor": _actor,
    "source": _source,
    "stance": _stance,
    "statement": _statement,
    "date": _date,
    "figure": _figure,
}
_GOING = {"hop": _without_hop, "statement": _without_statement}


# Beside the machine's ------------------------------------------------------------------------------------------------------------


def machine_value(reading: Reading, verb: str, target: str) -> dict[str, Any]:
    """Return what the machine had where a correction is attached, by the keys of that correction; empty where it had nothing.

    Args:
        reading: As it is stored.
        verb: Of the correction.
        target: What it is attached to (`headwater.ledger.Attached.target`).
    """
    statement, _, number = target.partition("/")
    said = next((each for each in reading.statements if each.id == statement), None)
    if verb == "date":
        return {"value": reading.whens[int(target)].value}
    if verb == "figure":
        one = reading.figures[int(target)]
        return {key: getattr(one, key) for key in ("low", "high", "approximate", "unit", "as_of")}
    if verb == "actor":
        return _described(reading, target)
    return {} if said is None else _of_statement(said, reading, verb, number)


def _of_statement(said: Statement, reading: Reading, verb: str, number: str) -> dict[str, Any]:
    if verb == "hop":
        return _described(reading, said.chain[int(number)].actor)
    if verb == "source":
        last = _described(reading, said.chain[-1].actor) if said.chain else {}
        where = {"start": said.source[0].start, "end": said.source[-1].end} if said.source else {}
        return last | where | ({"unsourced": True} if said.unsourced else {})
    return {"stance": said.stance} if verb == "stance" else {"kind": said.kind}


def _described(reading: Reading, actor: str) -> dict[str, Any]:
    found = next((each for each in reading.actors if each.id == actor), None)
    return {} if found is None else {"name": found.name, "kind": found.kind, "named": found.named}
