"""Readings as people corrected them: what linking works on. The stored reading stays as the machine made it.

A correction of a hop or an actor gives it another name, kind or namedness wherever the report speaks of it; of a statement, another stance;
of a date or a figure, another value. What it does not speak of stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from headwater.model import Actor, Figure, Hop, HopKind, Reading, Stance

if TYPE_CHECKING:
    from headwater.ledger import Attached, Ledger

__all__ = ["corrected", "judged_readings"]


def judged_readings(ledger: "Ledger", reports: Sequence[str]) -> tuple[Reading, ...]:
    """Return the readings of reports, in the order asked for, with all corrections that hold and still overlap something."""
    about = {each.anchor.report for each in ledger.judgements() if each.anchor is not None}
    return tuple(
        corrected(each, ledger.attached(each.report.id)) if each.report is not None and each.report.id in about else each
        for each in ledger.readings(reports)
    )


def corrected(reading: Reading, attached: "Sequence[Attached]") -> Reading:
    """Return a reading with corrections, the later ones over the earlier; a value that cannot be is passed over."""
    for each in attached:
        change = _CHANGES.get(each.judgement.verb)
        if change is not None and each.target is not None:
            reading = change(reading, each.target, each.judgement.value)
    return reading


def _actor(reading: Reading, target: str, value: Mapping[str, Any]) -> Reading:
    kind = value.get("kind") if value.get("kind") in get_args(HopKind) else None
    name = value.get("name") if isinstance(value.get("name"), str) else None
    named = value.get("named") if isinstance(value.get("named"), bool) else (True if name else None)

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


def _hop(reading: Reading, target: str, value: Mapping[str, Any]) -> Reading:
    statement, _, number = target.partition("/")
    chain = next((each.chain for each in reading.statements if each.id == statement), ())
    return _actor(reading, chain[int(number)].actor, value) if int(number) < len(chain) else reading


def _stance(reading: Reading, target: str, value: Mapping[str, Any]) -> Reading:
    stance: Stance | None = next((each for each in get_args(Stance) if each == value.get("stance")), None)
    if stance is None:
        return reading

    said = tuple(replace(each, stance=stance) if each.id == target else each for each in reading.statements)
    return replace(reading, statements=said)


def _date(reading: Reading, target: str, value: Mapping[str, Any]) -> Reading:
    given = value.get("value")
    if not isinstance(given, str):
        return reading
    return replace(
        reading, whens=tuple(replace(each, value=given) if str(number) == target else each for number, each in enumerate(reading.whens))
    )


def _figure(reading: Reading, target: str, value: Mapping[str, Any]) -> Reading:
    given = {key: value[key] for key in ("low", "high") if isinstance(value.get(key), int | float)}
    given |= {key: value[key] for key in ("unit", "as_of") if isinstance(value.get(key), str)}

    def figure(number: int, one: Figure) -> Figure:
        return replace(one, **given) if str(number) == target else one

    return replace(reading, figures=tuple(figure(number, each) for number, each in enumerate(reading.figures)))


_CHANGES = {"hop": _hop, "actor": _actor, "stance": _stance, "date": _date, "figure": _figure}
