"""What is shown beside a report of its chosen statement: through whom it came and by which rules, how, when, and what it belongs to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headwater.answers import narrow
from headwater.model import Actor, Figure, Hop, Reading, Span, Statement, Timex
from headwater.telling import bounds_in_words, value_in_words

if TYPE_CHECKING:
    from headwater.ledger import Attached

__all__ = ["Chosen", "Correctable", "HopShown", "chosen", "names_of", "speaker"]

Json = Mapping[str, Any]
_KEYS_OF_HOP = ("name", "kind", "named")


@dataclass(frozen=True, slots=True, kw_only=True)
class HopShown:
    """One hop.

    Attributes:
        names: The fullest names, or descriptions, of who it is.
        words: The words of the report that stand for it here.
        notes: What the report says of who is not named: how they know, why they are not named, how many they are.
        identities: For each name the id of who it is across reports, empty where that is not known.
    """

    span: Span
    names: tuple[str, ...]
    words: str
    kind: str
    named: bool
    via: str
    notes: tuple[tuple[str, str], ...] = ()
    identities: tuple[str, ...] = ()
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctable:
    """A time or figure in a statement: its words, what they amount to, and what more there is to say."""

    span: Span
    words: str
    value: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A statement with all that is told of it.

    Attributes:
        number: In reading order, from 1.
        before: Id of the statement before, `None` for the first.
        after: Id of the one after.
        inside: The statement in whose content it stands, with its number.
        within: The statements that stand in its content, with their numbers.
        claims: The claims of the story that it is an assertion of, the narrowest first.
        judged: What people said of it, with the machine's reading where it is another.
        machine: The statement as the machine read it, `None` where people changed nothing in it.
    """

    said: Statement
    number: int
    words: str
    hops: tuple[HopShown, ...]
    before: str | None
    after: str | None
    inside: tuple[int, Statement] | None
    within: tuple[tuple[int, Statement], ...]
    to: tuple[str, ...]
    on: str
    condition: str
    hedges: str
    figures: tuple[Correctable, ...]
    whens: tuple[Correctable, ...]
    claims: tuple[Json, ...]
    judged: "tuple[Attached, ...]"
    machine: Statement | None
    machine_hops: tuple[HopShown, ...] = ()


def chosen(identified: str, reading: Reading, machine: Reading, attached: "Sequence[Attached]", document: Json | None) -> Chosen | None:
    """Return all that is told of a statement, `None` where the report has none of that id.

    Args:
        identified: The statement's id.
        reading: Its report as people corrected it.
        machine: The same as the machine read it.
        attached: The judgements about the report.
        document: What was found across the reports of its story, `None` before it is linked.
    """
    numbers = {each.id: n for n, each in enumerate(reading.statements, start=1)}
    if identified not in numbers or reading.report is None:
        return None
    number = numbers[identified]
    said, text = reading.statements[number - 1], reading.report.text
    by_id = {each.id: each for each in reading.statements}
    before = next((each for each in machine.statements if each.id == identified), None)
    judged = tuple(each for each in attached if _is_about(each, said, before, reading))
    hops = tuple(_hop(reading, hop, document, attached) for hop in said.chain)
    told = () if before is None else tuple(_hop(machine, hop, None, ()) for hop in before.chain)
    changed = before is not None and (before != said or [h.names for h in told] != [h.names for h in hops])
    return Chosen(
        said=said,
        number=number,
        words=_words(text, said.content),
        hops=hops,
        before=reading.statements[number - 2].id if number > 1 else None,
        after=reading.statements[number].id if number < len(reading.statements) else None,
        inside=(numbers[said.parent], by_id[said.parent]) if said.parent in numbers and said.parent else None,
        within=tuple((numbers[each.id], each) for each in reading.statements if each.parent == identified),
        to=tuple(_known_as(reading, span) for span in said.to),
        on=_words(text, said.on),
        condition=_words(text, said.conditional),
        hedges=_words(text, said.hedges),
        figures=tuple(_figure(text, each) for each in reading.figures if each.supplier == identified),
        whens=tuple(_when(text, each) for each in reading.whens if each.event == identified),
        claims=_claims(document, identified),
        judged=judged,
        machine=before if changed else None,
        machine_hops=told if changed else (),
    )


def speaker(reading: Reading, said: Statement) -> str:
    """Return who a statement is from, as a list names it: the origin of its chain, else what stands for none."""
    if said.chain:
        return " and ".join(names_of(reading, said.chain[-1]))
    return "unsourced" if said.unsourced else "the report itself"


def names_of(reading: Reading, hop: Hop) -> tuple[str, ...]:
    """Return the fullest names, or descriptions, of who a hop is; its own words where its actor is not known."""
    actors = {actor.id: actor.name for actor in reading.actors}
    found = tuple(actors[each] for each in hop.actors or (hop.actor,) if each in actors)
    text = reading.report.text if reading.report else ""
    return found or (text[hop.span.start : hop.span.end],)


# Hops ----------------------------------------------------------------------------------------------------------------------------


def _hop(reading: Reading, hop: Hop, document: Json | None, attached: "Iterable[Attached]") -> HopShown:
    text = reading.report.text if reading.report else ""
    actors = {actor.id: actor for actor in reading.actors}
    meant = [actors[each] for each in hop.actors or (hop.actor,) if each in actors]
    about = {each.target for each in attached if each.judgement.verb in ("hop", "actor")}
    return HopShown(
        span=hop.span,
        names=names_of(reading, hop),
        words=text[hop.span.start : hop.span.end],
        kind=hop.kind,
        named=hop.named,
        via=hop.via,
        notes=tuple(note for actor in meant if not actor.named for note in _notes(text, actor)),
        identities=tuple(_identity(reading, actor, document) for actor in meant),
        judged=any(actor.id in about for actor in meant),
    )


def _notes(text: str, actor: Actor) -> Iterator[tuple[str, str]]:
    for title, spans in (("described as", actor.descriptor), ("knows it by", actor.basis), ("not named because", actor.reason)):
        if spans:
            yield title, _words(text, spans)
    if actor.affiliation:
        yield "belongs to", _words(text, actor.affiliation)
    if actor.number == "several":
        yield "how many", "several people"


def _identity(reading: Reading, actor: Actor, document: Json | None) -> str:
    here = reading.report.id if reading.report else ""
    member = {"report": here, "actor": actor.id}
    identities = document["identities"] if document else ()
    return next((str(each["id"]) for each in identities if member in each["members"]), "")


# The rest ------------------------------------------------------------------------------------------------------------------------


def _words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(text[span.start : span.end].strip() for span in spans)


def _known_as(reading: Reading, span: Span) -> str:
    text = reading.report.text if reading.report else ""
    return next((actor.name for actor in reading.actors if actor.named and span in actor.mentions), text[span.start : span.end])


def _figure(text: str, figure: Figure) -> Correctable:
    more = [f"of {_words(text, figure.what)}"] * bool(figure.what)
    more += [f"“{_words(text, figure.qualifier)}”"] * bool(figure.qualifier)
    more += ["about"] * figure.approximate
    if figure.as_of is not None:
        more.append(f"as of {value_in_words(figure.as_of) or figure.as_of}")
    words = text[figure.span.start : figure.span.end]
    return Correctable(span=figure.span, words=words, value=bounds_in_words(figure) or "not told", more=", ".join(more))


def _when(text: str, timex: Timex) -> Correctable:
    value = value_in_words(timex.value)
    told = f"by the {timex.anchor} date" if timex.anchor in ("published", "modified", "dateline") else ""
    more = ", ".join(part for part in (timex.mod or "", timex.precision, told) if part) if value else "nothing in the report anchors it"
    return Correctable(span=timex.span, words=text[timex.span.start : timex.span.end], value=value or "not resolved", more=more)


def _claims(document: Json | None, identified: str) -> tuple[Json, ...]:
    if document is None:
        return ()
    found = [each for each in document["claims"] if any(a["statement"] == identified for a in each["assertions"])]
    kept = narrow(document["claims"])
    found = [each for each in found if each in kept] or found
    return tuple(sorted(found, key=lambda claim: (len(claim["assertions"]), claim["id"])))


def _is_about(attached: "Attached", said: Statement, before: Statement | None, reading: Reading) -> bool:
    """Whether a judgement is about a statement: itself, one of its hops, or a figure or time in it."""
    target, verb = attached.target, attached.judgement.verb
    if target is None or attached.judgement.anchor is None:
        return False
    if verb == "figure":
        return target.isdigit() and int(target) < len(reading.figures) and reading.figures[int(target)].supplier == said.id
    if verb == "date":
        return target.isdigit() and int(target) < len(reading.whens) and reading.whens[int(target)].event == said.id
    chains = (*said.chain, *(before.chain if before else ()))
    return target.partition("/")[0] == said.id or target in {actor for hop in chains for actor in (hop.actor, *hop.actors)}
