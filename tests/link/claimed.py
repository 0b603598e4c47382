"""One claim of several invented reports, written as who told what to whom.

    claim("Courier: a county official", "Lantern: Courier", "Tern: two people briefed on the talks")

is three reports that assert the same thing: the Courier has it from a county official, the Lantern from the Courier ("outlet" since that
is a publisher here), Tern from two people. Hops stand nearest the reader first, parted by "<"; a report without hops speaks in its own
voice, one with "?" has no source. Names begin with a capital letter; `kind=` may stand before a hop (`document=a memo`).
"""

from collections.abc import Iterable

from headwater.ids import actor_id, report_id, statement_id, text_sha256
from headwater.model import (
    Actor,
    ActorRef,
    Assertion,
    Block,
    Citation,
    Claim,
    Hop,
    HopKind,
    Identity,
    Number,
    Place,
    Publisher,
    Reading,
    Report,
    Reuse,
    Span,
    Stance,
    Statement,
)

__all__ = ["Told", "cites", "claim", "copies", "identities"]

Told = tuple[Claim, tuple[Reading, ...]]

WHAT = "the bridge was closed"
_OUTLETS = {"Courier", "Lantern", "Tern", "Herald"}


def claim(*told: str, roles: dict[str, str] | None = None) -> Told:
    """Return the claim that all these reports make, and the reports; "denies" at the end of one makes it a denial."""
    readings = tuple(_reading(n, each, roles or {}) for n, each in enumerate(told))
    assertions = tuple(_assertion(reading, each) for reading, each in zip(readings, told, strict=True))
    return Claim(id="c", gist=Place(report=assertions[0].report, span=assertions[0].spans[0]), assertions=assertions), readings


def cites(told: Told, *pairs: tuple[int, int]) -> tuple[Citation, ...]:
    """Return the citations by which one report, by its place, cites another."""
    reports = [r.report for r in told[1] if r.report is not None]
    names = [(report.publisher or Publisher()).name or "" for report in reports]
    first = Span(start=0, end=1)
    return tuple(Citation(report=reports[a].id, outlet=names[b], mention=first, resolved=reports[b].id) for a, b in pairs)


def identities(told: Told) -> tuple[Identity, ...]:
    """Return who is who: those of one full name."""
    members: dict[str, list[tuple[ActorRef, Actor]]] = {}
    for reading in told[1]:
        for actor in reading.actors:
            if actor.named and reading.report is not None:
                members.setdefault(actor.name, []).append((ActorRef(report=reading.report.id, actor=actor.id), actor))
    return tuple(
        Identity(id=f"who {name}", name=name, kind=found[0][1].kind, named=True, members=tuple(sorted(ref for ref, _ in found)))
        for name, found in sorted(members.items())
    )


def copies(told: Told, *pairs: tuple[int, int]) -> tuple[Reuse, ...]:
    """Return the reuse by which one report's text, by its place, derives from another's."""
    reports = [r.report for r in told[1] if r.report is not None]
    return tuple(
        Reuse(source=reports[b].id, target=reports[a].id, kind="rewrite", directed=True, containment=0.5, passages=()) for a, b in pairs
    )


def _parted(told: str) -> tuple[str, list[str]]:
    publisher, _, rest = told.removesuffix(" denies").partition(":")
    return publisher.strip(), [hop.strip() for hop in rest.split("<") if hop.strip() and hop.strip() != "?"]


def _reading(number: int, told: str, roles: dict[str, str]) -> Reading:
    publisher, hops = _parted(told)
    names = [hop.partition("=")[2] or hop for hop in hops]
    says = [f", {roles[name]}," if name in roles else "" for name in names]
    text = " told ".join(f"{name}{role}" for name, role in zip(names, says, strict=True)) + f" said {WHAT}.\n"
    who = Publisher(name=publisher)
    identified = report_id(who, f"r{number}", text)
    report = Report(
        id=identified,
        ref=f"r{number}",
        text=text,
        sha256=text_sha256(text),
        publisher=who,
        blocks=(Block(kind="paragraph", start=0, end=len(text) - 1),),
    )
    actors = tuple(_actor(identified, text, hop, roles) for hop in hops)
    start = text.index(WHAT)
    content = (Span(start=start, end=start + len(WHAT)),)
    statement = Statement(
        id=statement_id(identified, (), content),
        kind="statement",
        form="indirect",
        source=(),
        cue=(),
        content=content,
        score=1.0,
        chain=tuple(Hop(span=a.mentions[0], actor=a.id, actors=(), kind=a.kind, named=a.named, via="test") for a in actors),
        unsourced=told.endswith("?"),
    )
    stated = (statement,) if hops or told.endswith("?") else ()
    return Reading(ref=f"r{number}", report=report, statements=stated, actors=actors, stages=("ingest", "read", "resolve"))


def _actor(report: str, text: str, hop: str, roles: dict[str, str]) -> Actor:
    given, _, name = hop.rpartition("=")
    span = Span(start=text.index(name), end=text.index(name) + len(name))
    kind = _kind(given, name)
    named = name[0].isupper() and given != "unnamed"
    role = roles.get(name)
    number: Number = "several" if name.split()[0] in ("two", "officials", "sources") else "one"
    return Actor(
        id=actor_id(report, span),
        name=name,
        kind=kind,
        named=named,
        mentions=(span,),
        roles=(Span(start=text.index(role), end=text.index(role) + len(role)),) if role else (),
        descriptor=() if named else (span,),
        number=number,
    )


def _kind(given: str, name: str) -> HopKind:
    kinds: dict[str, HopKind] = {"document": "document", "organization": "organization", "unnamed": "unnamed"}
    if given:
        return kinds[given]
    if name in _OUTLETS:
        return "outlet"
    return "person" if name[0].isupper() else "unnamed"


def _assertion(reading: Reading, told: str) -> Assertion:
    report = reading.report
    assert report is not None
    start = report.text.index(WHAT)
    stance: Stance = "denies" if told.endswith(" denies") else "asserts"
    stated: Iterable[Statement] = reading.statements
    return Assertion(
        report=report.id,
        statement=next((s.id for s in stated), None),
        spans=(Span(start=start, end=start + len(WHAT)),),
        stance=stance,
    )
