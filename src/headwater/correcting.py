"""Corrections: what a person can say that the machine got wrong, checked, written down, taken back, and linked at once.

The one place where a judgement is made, whatever surface asks for it. A correction is about words of one report, or about two things; it
names an author and a reason. Whoever corrects what they saw says which version of it that was (`version_of`): where it is another by now,
nothing is written (`StaleError`), and the check and the write are one transaction. What a judgement touches waits to be linked anew from
that same transaction on, so that a kill between the two loses nothing, and what was found before is shown until then.

A pair is written down with the places of both sides (`value`), as they stood when it was judged: so it holds after the reports are read
again, and in another ledger, whatever ids are made there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from headwater import linking
from headwater.correctable import FIELDS, PAIRS, WORDS, checked
from headwater.errors import InputError, SettingsError, StaleError
from headwater.judged import machine_value
from headwater.ledger import Anchor
from headwater.ledger.plain import digest_of, to_json
from headwater.ledger.records import Role
from headwater.model import Reading, Span
from headwater.places import claim_named, places_of
from headwater.verdicts import contradictions, in_time, pairs_of

if TYPE_CHECKING:
    from headwater.ledger import Attached, Judgement, Ledger

__all__ = [
    "FIELDS",
    "PAIRS",
    "WORDS",
    "Correction",
    "Thing",
    "correct",
    "corrections_of",
    "outdate_judged",
    "overruled",
    "span_of",
    "undo",
    "version_of",
]

Json = dict[str, Any]
Thing = Literal["report", "claim", "story"]
_ROLES: Mapping[str, Role] = {"hop": "hop", "actor": "actor", "date": "when", "figure": "figure", "source": "source"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What somebody wants to correct: give `report` with `span` or `statement`, or `pair`.

    Attributes:
        verb: One of `WORDS` or `PAIRS`; hyphens are as good as underscores.
        report: Id of the report whose words it is about.
        span: The words.
        statement: Instead of a span, the id of the statement that it is about (stance, source, statement).
        pair: The two things it is about: claims or assertions (a statement's id, `report/statement`, `report/start:end`), origins or
            statements, actors (of a story's `identities`, or `report/actor`), stories or reports.
        value: What is so, by the keys of `FIELDS[verb]`; empty for a pair.
    """

    verb: str
    report: str | None = None
    span: Span | None = None
    statement: str | None = None
    pair: tuple[str, str] | None = None
    value: Mapping[str, Any] = field(default_factory=dict)


def correct(
    ledger: "Ledger", wanted: Correction, *, author: str, reason: str, expected: str | None = None, relink: bool = True
) -> "Judgement":
    """Write a correction down and link what it touches anew; return the judgement.

    Args:
        ledger: The ledger.
        wanted: The correction.
        author: Who says so.
        reason: Why.
        expected: The version (`version_of`) of what was looked at, `None` where it does not matter.
        relink: Whether to link now; else with the next `headwater.linking.link`.

    Raises:
        SettingsError: There is no such verb, or no such key of it.
        InputError: A value cannot be, or what it is about is not there; the message says what to do.
        StaleError: What was looked at is of another version; nothing was written.
        LedgerError: No author or reason, or the ledger cannot be written.
    """
    verb = _known(wanted.verb)
    with ledger.writing():
        _hold(ledger, expected)
        made = _paired(ledger, verb, wanted, author, reason) if verb in PAIRS else _anchored(ledger, verb, wanted, author, reason)
        touched = _touched(ledger, made)
        ledger.outdate(touched)
    if relink:
        linking.link(ledger, among=touched)
    return made


def undo(ledger: "Ledger", judgement: str, *, author: str, reason: str, expected: str | None = None, relink: bool = True) -> "Judgement":
    """Take a judgement back by another one, and link what it touched anew; return the one that takes back. Arguments as of `correct`.

    Raises:
        LedgerError: There is no such judgement, or it is undone already.
        StaleError: What was looked at is of another version; nothing was written.
    """
    with ledger.writing():
        _hold(ledger, expected)
        made = ledger.undo(judgement, author=author, reason=reason)
        touched = _touched(ledger, made)
        ledger.outdate(touched)
    if relink:
        linking.link(ledger, among=touched)
    return made


def outdate_judged(ledger: "Ledger", judgements: "Iterable[Judgement]") -> tuple[str, ...]:
    """Let what some judgements touch wait to be linked anew, as after they came from another ledger; return the reports."""
    with ledger.writing():
        touched = tuple(sorted({report for each in judgements for report in _touched(ledger, each)}))
        ledger.outdate(touched)
    return touched


def span_of(ledger: "Ledger", report: str, words: str) -> Span:
    """Return the stretch of a report that is meant by words that stand in it once.

    Raises:
        InputError: They stand nowhere in it, or several times; the message says where.
    """
    reading = _reading(ledger, report)
    return _only(reading, words)


# Versions ------------------------------------------------------------------------------------------------------------------------


def version_of(ledger: "Ledger", kind: Thing, identified: str) -> str:
    """Return a tag of a thing that changes when its reading, its links or the judgements about it change; opaque, fit for an ETag.

    Of a report: its reading, its story, the claims it stands in with whom. Of a claim and of a story: all that linking found of it. Of
    each: the judgements about it that hold.

    Raises:
        InputError: There is no such thing.
    """
    with ledger.snapshot():
        parts = {"report": _report_parts, "claim": _claim_parts, "story": _story_parts}[kind](ledger, identified)
        return f"{kind}.{identified}.{digest_of(kind, *parts)[:20]}"


def _hold(ledger: "Ledger", expected: str | None) -> None:
    """Raise `StaleError` where a version is no longer that of what it is of."""
    if expected is None:
        return
    kind, _, rest = expected.partition(".")
    identified = rest.rpartition(".")[0]
    try:
        now = version_of(ledger, kind, identified) if kind in get_args(Thing) else None  # type: ignore[arg-type]
    except InputError:
        now = None
    if now != expected:
        what = f"{kind} {identified}" if kind in get_args(Thing) and identified else "what was looked at"
        raise StaleError(f"{what} was changed meanwhile; look at it again, then correct it")


def _report_parts(ledger: "Ledger", report: str) -> Iterator[str]:
    found = ledger.known([report]).get(report)
    if found is None:
        raise InputError(f"there is no report {report!r} in {ledger.name}; headwater reports lists them")
    yield found
    yield str(ledger.story_of(report))
    for group in ledger.groups("claim", touching=[report]):
        yield f"{group.id} {' '.join(group.members)}"
    for each in ledger.judgements():
        if (each.anchor is not None and each.anchor.report == report) or any(report in name for name in _named(each)):
            yield each.id


def _story_parts(ledger: "Ledger", identified: str) -> Iterator[str]:
    story = ledger.story(identified)
    if story is None:
        raise InputError(f"there is no story {identified!r} in {ledger.name}; headwater stories lists them")
    whole = to_json(document.value) if (document := ledger.linked(story.id)) is not None else ""
    yield from (story.id, story.title, " ".join(story.reports), whole)
    for each in ledger.judgements():
        anchored = each.anchor is not None and each.anchor.report in story.reports
        if anchored or any(name == story.id or name in whole for name in _named(each)):
            yield each.id


def _claim_parts(ledger: "Ledger", identified: str) -> Iterator[str]:
    claim, _ = claim_named(ledger, identified)
    whole = to_json(claim)
    yield whole
    reports = {each["report"] for each in claim["assertions"]}
    for each in ledger.judgements():
        if (each.anchor is not None and each.anchor.report in reports) or any(name in whole for name in _named(each)):
            yield each.id


def _named(judgement: "Judgement") -> Iterator[str]:
    """Yield the ids that a judgement of a pair names, as given and where they stand."""
    yield from judgement.pair or ()
    for place in [*judgement.value.get("a", ()), *judgement.value.get("b", ())] if judgement.pair else ():
        yield str(place["report"])


# About words of one report ---------------------------------------------------------------------------------------------------------


def _known(verb: str) -> str:
    found = verb.replace("-", "_")
    if found not in WORDS and found not in PAIRS:
        known = ", ".join(each.replace("_", "-") for each in (*WORDS, *PAIRS))
        raise SettingsError(f"unknown correction {verb!r}; available: {known}")
    return found


def _anchored(ledger: "Ledger", verb: str, wanted: Correction, author: str, reason: str) -> "Judgement":
    if wanted.report is None or (wanted.span is None and wanted.statement is None):
        raise InputError(f"{verb} is about words of a report: name the report, and the words or the statement")
    reading = _reading(ledger, wanted.report)
    role, span = _place(reading, verb, wanted)
    value = _with_span(reading, checked(verb, wanted.value))
    anchor = Anchor(report=wanted.report, role=role, span=span)
    made = ledger.judge(verb, value, author=author, reason=reason, anchor=anchor)
    if next(each for each in ledger.attached(wanted.report) if each.judgement.id == made.id).target is None:
        words = reading.report.text[span.start : span.end] if reading.report else ""
        raise InputError(f"nothing that was read at {words!r:.60} is a {WORDS[verb]}; headwater show {wanted.report} shows what is")
    return made


def _place(reading: Reading, verb: str, wanted: Correction) -> "tuple[Role, Span]":
    """Return the role and the stretch that a judgement is anchored to: a statement by all its words, where one is named."""
    if wanted.statement is not None:
        said = next((each for each in reading.statements if each.id == wanted.statement), None)
        if said is None:
            raise InputError(f"report {wanted.report} has no statement {wanted.statement!r}; headwater show {wanted.report} --json has ids")
        if verb not in ("stance", "source", "statement"):
            raise InputError(f"{verb} is about a {WORDS[verb]}: say its words")
        return "statement", Span(start=min(s.start for s in said.content), end=max(s.end for s in said.content))
    if wanted.span is None:  # pragma: no cover - one of the two is there
        raise InputError("say the words")
    role = _ROLES.get(verb, "statement")
    if role == "source" and not any(s.start < wanted.span.end and wanted.span.start < s.end for x in reading.statements for s in x.source):
        role = "statement"  # one that names no source is meant by its words
    return role, wanted.span


def _with_span(reading: Reading, value: Mapping[str, Any]) -> Json:
    """Return a value with the words that are the source as offsets, so that they are found again."""
    text = reading.report.text if reading.report else ""
    if "words" in value:
        span = _only(reading, value["words"])
        return {key: each for key, each in value.items() if key != "words"} | {"start": span.start, "end": span.end}
    if value.get("end", 0) > len(text):
        raise InputError(f"{value['start']}:{value['end']} is no stretch of the report, which has {len(text)} characters")
    return dict(value)


def _only(reading: Reading, words: str) -> Span:
    text = reading.report.text if reading.report else ""
    places, at = [], text.find(words) if words else -1
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    if len(places) == 1:
        return Span(start=places[0], end=places[0] + len(words))
    name = reading.report.id if reading.report else reading.ref
    if not places:
        raise InputError(f"{words!r:.60} does not stand in report {name}; quote it as it is there, or say START:END")
    some = ", ".join(f"{place}:{place + len(words)}" for place in places[:5])
    raise InputError(f"{words!r:.60} stands {len(places)} times in report {name}; say which: {some}")


def _reading(ledger: "Ledger", report: str) -> Reading:
    reading = ledger.reading(report)
    if reading is None or reading.report is None:
        raise InputError(f"there is no report {report!r} in {ledger.name}; headwater reports lists them")
    return reading


# About two things ------------------------------------------------------------------------------------------------------------------


def _paired(ledger: "Ledger", verb: str, wanted: Correction, author: str, reason: str) -> "Judgement":
    if wanted.pair is None:
        raise InputError(f"{verb.replace('_', '-')} is about two ids: name both")
    if wanted.value:
        raise SettingsError(f"{verb.replace('_', '-')} says all by itself; leave {', '.join(sorted(wanted.value))} out")
    a, b = (places_of(ledger, verb.partition("_")[2], each) for each in wanted.pair)
    if (a or b) and a == b:
        raise InputError(f"{wanted.pair[0]} and {wanted.pair[1]} are one and the same; name two")
    if verb.startswith("different"):
        a, b = _without_common(a, b)
    value = {"a": a, "b": b} if a or b else {}
    return ledger.judge(verb, value, author=author, reason=reason, pair=wanted.pair)


def _without_common(a: list[Json], b: list[Json]) -> tuple[list[Json], list[Json]]:
    """Return two sides without what is in both: of one within the other, the rest of the other is meant."""
    return [each for each in a if each not in b] or a, [each for each in b if each not in a] or b


def _touched(ledger: "Ledger", judgement: "Judgement") -> tuple[str, ...]:
    """Return the reports whose stories a judgement concerns, itself or by what it takes back."""
    every = {each.id: each for each in ledger.judgements(undone=True, undos=True)}
    while "judgement" in judgement.value:
        judgement = every[judgement.value["judgement"]]
    reports: set[str] = {judgement.anchor.report} if judgement.anchor is not None else set()
    reports |= {str(place["report"]) for side in ("a", "b") for place in judgement.value.get(side, ()) if judgement.pair}
    if judgement.pair is not None and not reports:
        with_both = set(ledger.stories_with(judgement.pair[0])) & set(ledger.stories_with(judgement.pair[1]))
        reports = {report for story in ledger.stories() if story.id in with_both for report in story.reports}
    return tuple(sorted(ledger.known(reports)))


# Beside the machine's ------------------------------------------------------------------------------------------------------------


def corrections_of(ledger: "Ledger", report: str) -> list[Json]:
    """Return the corrections about a report's words, in the order of their times, each beside what the machine had.

    Returns:
        `{"judgement", "target", "was", "is", "overruled_by"}` each: what it is attached to now (`None`: an orphan), the machine's value,
        the correction's, and the ids of later judgements that say otherwise.
    """
    reading = _reading(ledger, report)
    attached = sorted(ledger.attached(report), key=lambda each: in_time(each.judgement))
    later = overruled(ledger)
    return [
        {
            "judgement": each.judgement.id,
            "target": each.target,
            "was": {} if each.target is None else machine_value(reading, each.judgement.verb, each.target),
            "is": dict(each.judgement.value),
            "overruled_by": list(later.get(each.judgement.id, ())),
        }
        for each in attached
    ]


def overruled(ledger: "Ledger") -> dict[str, tuple[str, ...]]:
    """Return by id the judgements of which, in part or whole, later ones say otherwise, with the ids of those."""
    found: dict[str, tuple[str, ...]] = {}
    for thing, judgements in pairs_of(ledger).items():
        for each in contradictions(judgements, thing):
            found[each.id] = tuple(dict.fromkeys((*found.get(each.id, ()), *each.by)))
    for report in sorted({each.anchor.report for each in ledger.judgements() if each.anchor is not None}):
        found |= dict(_superseded(sorted(ledger.attached(report), key=lambda each: in_time(each.judgement))))
    return found


def _superseded(attached: "list[Attached]") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the corrections of which a later one of the same thing says the same otherwise."""
    for n, each in enumerate(attached):
        mine = each.judgement
        by = [
            other.judgement.id
            for other in attached[n + 1 :]
            if each.target is not None
            and (other.target, other.judgement.verb) == (each.target, mine.verb)
            and any(mine.value[key] != other.judgement.value[key] for key in mine.value.keys() & other.judgement.value.keys())
        ]
        if by:
            yield mine.id, tuple(by)
