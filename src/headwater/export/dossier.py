"""A case as a file is laid out: claims with their origins and chains, every quotation numbered, in values that a page or a memo prints.

Nothing here knows HTML or Markdown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from headwater.answers import narrow
from headwater.comparison import origins_asserting, shared
from headwater.export.case import Case, Json, headline, publisher_name
from headwater.export.words import and_list, count_words, counted, time_words
from headwater.model import Hop, Report, Statement
from headwater.telling import taken_over
from headwater.text import sentence_spans
from headwater.tracing import way_of

__all__ = [
    "AGAINST",
    "QUOTES",
    "Dossier",
    "Link",
    "Note",
    "Noted",
    "Pair",
    "ReportTold",
    "Said",
    "Stands",
    "Told",
    "brings_marks",
    "lay_out",
]

AGAINST = {"denies": "Denied", "declines": "Declined to speak of it", "retracts": "Taken back"}
MARKS = "“”\"‘’'«»„"
QUOTES = f"{MARKS} \n\r\t"
MOST_ALONE, AROUND = 32, 90
"""Characters up to which a quotation is shown within its sentence, and how much of that on either side."""
MANY = 2
RELATIONS = {
    "conflict": "do not agree",
    "update": "a later count",
    "truncated": "cut short",
    "altered": "other words",
    "hedge_lost": "a reservation is gone",
    "paraphrased": "told, not quoted",
    "translated": "translated",
}
"""Of figures and quotations, in the order in which they are told; those that agree are only counted."""


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered quotation: the words, verbatim, and where they stand; of a few words what stands before and after them too."""

    number: int
    report: str
    start: int
    end: int
    words: str
    around: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Noted:
    """Words with the number of the note that says where they stand; of a few words what stands before and after them too."""

    words: str
    note: int
    around: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step upstream: who, whether by name, and how it got there."""

    who: str
    named: bool
    note: int | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a page says, through whom it has it, and its wordings of it, each in one or several stretches."""

    report: str
    page: str
    words: tuple[tuple[Noted, ...], ...]
    chain: tuple[Link, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """An origin with what is known of it, and the wordings that rest on it."""

    number: int
    who: str
    named: bool
    remarks: tuple[str, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two places that were compared, and what became of the figure or the words."""

    a: Noted
    b: Noted
    pages: tuple[str, str]
    relation: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim as a file tells it.

    Attributes:
        count: `2 to 3`.
        interval: The sentence that says what is counted.
        reasons: Why the bounds are what they are, with notes.
        beside: What is like it, from origins that the interval does not count.
        against: By what is done (denied, …), the wordings.
        story: Title of its story, where the file has several.
    """

    number: int
    id: str
    gist: Noted
    low: int
    high: int
    count: str
    interval: str
    reasons: tuple[tuple[str, tuple[int, ...]], ...]
    origins: tuple[Stands, ...]
    beside: tuple[Said, ...]
    against: tuple[tuple[str, tuple[Said, ...]], ...]
    figures: tuple[Pair, ...] = ()
    pages: int = 0
    story: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTold:
    """A report as the file lists it, under its letter and number."""

    label: str
    report: Report
    publisher: str
    headline: str
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A whole file: what its first page says, its sections, and the notes they point to."""

    title: str
    kind: str
    facts: tuple[str, ...]
    claims: tuple[Told, ...]
    single: tuple[tuple[Noted, str], ...]
    figures: tuple[Pair, ...]
    quotes: tuple[Pair, ...]
    agreeing: str
    reuse: tuple[str, ...]
    cites: tuple[tuple[str, int], ...]
    unreached: tuple[tuple[str, Noted], ...]
    corrections: tuple[str, ...]
    reports: tuple[ReportTold, ...]
    notes: tuple[Note, ...]
    stamp: str | None


@dataclass(slots=True)
class _Desk:
    """The file while it is laid out: notes are numbered as they are first needed."""

    reports: Mapping[str, Report]
    labels: Mapping[str, str]
    notes: dict[tuple[str, int, int], Note] = field(default_factory=dict)

    def note(self, report: str, start: int, end: int) -> Noted:
        words = self.reports[report].text[start:end]
        key = (report, start, end)
        if key not in self.notes:
            self.notes[key] = Note(len(self.notes) + 1, report, start, end, words, _around(self.reports[report].text, start, end))
        return Noted(words, self.notes[key].number, self.notes[key].around)

    def page(self, report: str) -> str:
        """Return a report as it is called in the file: its publisher, and its day."""
        found = self.reports[report]
        day = time_words((found.published_at.value[:10]) if found.published_at else None)
        return f"{publisher_name(found)}, {day}" if day else publisher_name(found)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a few words in their sentence, `…` where it is cut; nothing for words that tell by themselves."""
    if end - start > MOST_ALONE:
        return "", ""
    line = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    home = next(((a, b) for a, b in sentence_spans(text, line[0], line[1] if line[1] >= 0 else len(text)) if a <= start and end <= b), None)
    if home is None:
        return "", ""
    before, after = text[home[0] : start], text[end : home[1]].rstrip()
    if len(before) > AROUND:
        before = "…" + before[before.find(" ", -AROUND) :]
    if len(after) > AROUND:
        after = after[: after.rfind(" ", 0, AROUND)] + " …"
    return before, after


def brings_marks(words: str) -> bool:
    """Return whether words begin or end with a quotation mark of their own, so that ours would double it."""
    inner = words.strip()
    return inner[:1] in MARKS or inner[-1:] in MARKS


def lay_out(case: Case) -> Dossier:
    """Return a case as a file: claims that several reports make or that are denied first, each quotation under a number."""
    reports = case.reports
    desk = _Desk(reports=reports, labels={identified: f"R{n}" for n, identified in enumerate(reports, start=1)})
    alone = case.asked == "claim"
    every = [claim for document in case.documents for claim in (document["claims"] if alone else _narrow(document["claims"]))]
    sure = {id(claim) for document in case.documents for claim in shared(document["claims"])}
    full = [c for c in every if alone or id(c) in sure or _is_answered_at_once(c)]
    links = [pair for document in case.documents for pair in document["figures"]]
    claims = tuple(_claim(desk, claim, n, links if alone else ()) for n, claim in enumerate(full, start=1))
    claims = tuple(replace(told, story=home) for told, home in zip(claims, _homes(case, full), strict=True))
    quotes = [pair for document in case.documents for pair in document["quotes"]]
    told = {id(c) for c in full}
    return Dossier(
        title=f"“{case.title.strip(QUOTES)}”" if alone else case.title,
        kind={"claim": "A claim, traced", "report": "Reports, read"}.get(case.asked, "Case file"),
        facts=_facts(case, full, every),
        claims=claims,
        single=tuple(_single(desk, c) for c in every if id(c) not in told),
        figures=() if alone else tuple(_pairs(desk, links)),
        quotes=tuple(_pairs(desk, quotes)),
        agreeing=_agreeing(links, quotes),
        reuse=tuple(_reuse(desk, each) for document in case.documents for each in document["reuse"]),
        cites=tuple(_cites(desk, each) for document in case.documents for each in document["citations"]),
        unreached=tuple(_unreached(desk, case)),
        corrections=tuple(_corrections(case)),
        reports=tuple(_report(desk, case, each) for each in reports.values()),
        notes=tuple(desk.notes.values()),
        stamp=case.stamp,
    )


def _homes(case: Case, claims: Sequence[Json]) -> list[str | None]:
    """Return the titles of the claims' stories; nothing where there is one story."""
    if len(case.documents) < MANY:
        return [None] * len(claims)
    titles = {id(claim): document["story"]["title"] for document in case.documents for claim in document["claims"]}
    return [titles[id(claim)] for claim in claims]


def _narrow(claims: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the claims that a file lists: those that several reports surely make or deny, and of the others the narrow ones."""
    listed = [*shared(claims), *narrow(claims)]
    return list({id(claim): claim for claim in listed}.values())


def _is_answered_at_once(claim: Json) -> bool:
    """Whether one report has a claim, and what stands against it."""
    return len({a["report"] for a in claim["assertions"]}) == 1 and any(a["stance"] != "asserts" for a in claim["assertions"])


def _facts(case: Case, full: Sequence[Json], every: Sequence[Json]) -> tuple[str, ...]:
    reports = list(case.reports.values())
    names = list(dict.fromkeys(publisher_name(each) for each in reports))
    days = sorted(each.published_at.value[:10] for each in reports if each.published_at)
    span = time_words(days[0]) + (f" to {time_words(days[-1])}" if days[0] != days[-1] else "") if days else "undated"
    facts = [f"{counted(len(reports), 'report')}, {span}", and_list(names)]
    if case.asked != "claim" and every:
        one, unsettled = sum(c["high"] == 1 for c in full), sum(c["low"] != c["high"] for c in full)
        facts.append(
            f"{counted(len(full), 'claim')} in several reports or disputed: {one} of one origin, {unsettled} with open bounds; "
            f"{len(every) - len(full)} more in one report alone, or less surely in several"
        )
    return tuple(facts)


# Claims --------------------------------------------------------------------------------------------------------------------------


def _claim(desk: _Desk, claim: Json, number: int, links: Iterable[Json]) -> Told:
    gist = desk.note(claim["gist"]["report"], claim["gist"]["start"], claim["gist"]["end"])
    standing = origins_asserting(claim)
    uncounted = {each["id"] for each in origins_asserting(claim, counted=False)}
    numbers = {each["id"]: n for n, each in enumerate(standing, start=1)}
    rows = _ordered(desk, zip(claim["assertions"], claim.get("paths") or [[]] * len(claim["assertions"]), strict=True))
    reasons = tuple(_reasons(desk, claim, standing, numbers))  # before what stands below them, so that notes are numbered in reading order
    origins = tuple(_origin(desk, each, numbers, [r for r in rows if r[0]["origin"] == each["id"]]) for each in standing)
    beside = _said(desk, [r for r in rows if r[0]["origin"] in uncounted and r[0]["stance"] == "asserts"])
    against = tuple((title, _said(desk, [r for r in rows if r[0]["stance"] == stance])) for stance, title in AGAINST.items())
    return Told(
        number=number,
        id=claim["id"],
        gist=Noted(gist.words.strip(QUOTES) or gist.words, gist.note),
        low=claim["low"],
        high=claim["high"],
        count=count_words(claim),
        interval=_interval(claim),
        reasons=reasons,
        origins=origins,
        beside=beside,
        against=tuple((title, said) for title, said in against if said),
        figures=tuple(_pairs(desk, links)),
        pages=len({a["report"] for a in claim["assertions"]}),
    )


def _interval(claim: Json) -> str:
    carried = len({a["report"] for a in claim["assertions"] if a["stance"] == "asserts"})
    if not carried:
        return "Nobody in these reports asserts it; it is on record only by those who answer it."
    origins = "independent origin" if claim["low"] == claim["high"] == 1 else "independent origins"
    pages = "the 1 report that asserts it" if carried == 1 else f"the {carried} reports that assert it"
    expected = "" if claim["low"] == claim["high"] else f"; {claim['expected']:.1f} expected"
    circular = ". The reports lean on one another" if claim["circular"] else ""
    return f"{count_words(claim)} {origins} within {pages}{expected}{circular}."


def _reasons(desk: _Desk, claim: Json, standing: Sequence[Json], numbers: Mapping[str, int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield why the bounds are what they are: each merge with its places, what only the high one counts, and what keeps origins apart."""
    for merge in claim["evidence"]:
        notes = (desk.note(place["report"], place["start"], place["end"]).note for place in merge["spans"])
        yield _sentence(merge["because"]), tuple(dict.fromkeys(notes))
    own = [numbers[each["id"]] for each in standing if each["own_voice"]]
    if own:
        said = and_list([str(n) for n in own])
        yield f"No source is told for {'origin' if len(own) == 1 else 'origins'} {said}: counted in the high bound, not in the low.", ()
    if not claim["evidence"] and not own and len(standing) > 1:
        yield "The origins are told apart by name or description; nothing in these reports makes any two of them one.", ()
    if not claim["evidence"] and not own and len(standing) == 1:
        yield "Every path leads to the same origin.", ()


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


_Row = tuple[Json, Sequence[Json]]


def _origin(desk: _Desk, origin: Json, numbers: Mapping[str, int], rows: Sequence[_Row]) -> Stands:
    told = []
    if origin["own_voice"]:
        told.append("own voice, no source is told")
    elif not origin["named"]:
        told.append("unnamed" if origin["kind"] == "unnamed" else origin["kind"])
    if origin["told_to"] and not origin["own_voice"]:
        told.append(f"spoke to {origin['told_to']}")
    same = [str(numbers[other]) for other in origin["may_be_same_as"] if other in numbers]
    if same:
        told.append(f"may be the same as {and_list(same)}")
    return Stands(
        number=numbers[origin["id"]],
        who=origin["who"],
        named=origin["named"],
        remarks=tuple(told),
        said=_said(desk, [row for row in rows if row[0]["stance"] == "asserts"]),
    )


def _ordered(desk: _Desk, rows: Iterable[_Row]) -> list[_Row]:
    order = {identified: n for n, identified in enumerate(desk.reports)}
    return sorted(rows, key=lambda row: (order[row[0]["report"]], row[0]["spans"][0]["start"]))


def _said(desk: _Desk, rows: Iterable[_Row]) -> tuple[Said, ...]:
    """Return wordings, those of one page that came to it in the same way under one another."""
    found: dict[tuple[str, tuple[str, ...]], Said] = {}
    for assertion, path in rows:
        page, steps = assertion["report"], tuple(way_of(assertion["report"], path))
        way = (page, tuple(step["who"] for step in steps))
        if way not in found:
            found[way] = Said(report=page, page=desk.page(page), words=(), chain=tuple(_link(desk, step) for step in steps))
        wording = tuple(desk.note(page, each["start"], each["end"]) for each in assertion["spans"])
        found[way] = replace(found[way], words=(*found[way].words, wording))
    return tuple(found.values())


def _link(desk: _Desk, step: Json) -> Link:
    note = desk.note(step["report"], step["start"], step["end"]).note if "start" in step else None
    who = desk.page(step["report"]) if step["kind"] == "report" and step["report"] in desk.reports else step["who"]
    return Link(who=who, named=step["named"], note=note, because=step["because"])


def _single(desk: _Desk, claim: Json) -> tuple[Noted, str]:
    gist = desk.note(claim["gist"]["report"], claim["gist"]["start"], claim["gist"]["end"])
    who = [("no source is told" if o["own_voice"] else o["who"]) for o in origins_asserting(claim)]
    return gist, f"{desk.page(claim['gist']['report'])}; {'; '.join(dict.fromkeys(who)) or 'no source is told'}"


# What was compared ---------------------------------------------------------------------------------------------------------------


def _pairs(desk: _Desk, links: Iterable[Json]) -> Iterator[Pair]:
    order = list(RELATIONS)
    shown = [each for each in links if each["relation"] in RELATIONS]
    for each in sorted(shown, key=lambda one: order.index(one["relation"])):
        ends = each["a"], each["b"]
        a, b = (desk.note(end["report"], end["start"], end["end"]) for end in ends)
        pages = desk.page(ends[0]["report"]), desk.page(ends[1]["report"])
        relation = RELATIONS[each["relation"]]
        because = [each.get("speaker") or "", each["because"] if each["because"] != relation else ""]
        yield Pair(a=a, b=b, pages=pages, relation=relation, because=": ".join(part for part in because if part))


def _agreeing(figures: Sequence[Json], quotes: Sequence[Json]) -> str:
    same = sum(each["relation"] == "same" for each in figures)
    apart = sum(each["relation"] == "not_comparable" for each in figures)
    identical = sum(each["relation"] == "identical" for each in quotes)
    told = [f"{counted(same, 'pair')} of figures agree{'s' if same == 1 else ''}"] * bool(same)
    told += [f"{counted(apart, 'pair')} count{'s' if apart == 1 else ''} different things"] * bool(apart)
    told += [f"{counted(identical, 'quotation')} {'is' if identical == 1 else 'are'} the same word for word"] * bool(identical)
    return f"Not listed: {'; '.join(told)}." if told else ""


def _reuse(desk: _Desk, each: Json) -> str:
    way = "from" if each["directed"] else "and"
    return f"{desk.page(each['to'])} {way} {desk.page(each['from'])}: {taken_over(each['kind'], each['containment'])}; {each['because']}."


def _cites(desk: _Desk, each: Json) -> tuple[str, int]:
    note = desk.note(each["report"], each["mention"]["start"], each["mention"]["end"]).note
    if each["misattributed"]:
        told = f"but the words come from elsewhere: {each['because']}"
    elif each["resolved"] is None:
        told = "whose report is not in hand"
    elif each["resolved"] in desk.reports:
        told = f"in hand as {desk.labels[each['resolved']]}"
    else:
        told = "in hand"
    return f"{desk.page(each['report'])} names {each['outlet']}, {told}", note


def _unreached(desk: _Desk, case: Case) -> Iterator[tuple[str, Noted]]:
    for reading in case.readings:
        if reading.report is not None:
            names = {actor.id: actor.name for actor in reading.actors}
            for each in reading.unreached:
                who = names.get(each.actor or "", "somebody whom the text does not name")
                yield f"{who} ({desk.page(reading.report.id)})", desk.note(reading.report.id, each.span.start, each.span.end)


def _corrections(case: Case) -> Iterator[str]:
    for each in case.judgements:
        about = f"“{each.anchor.words}”" if each.anchor is not None else " and ".join(each.pair or ())
        value = ", ".join(f"{key}: {value}" for key, value in sorted(each.value.items()))
        verb = each.verb.replace("_", " ")
        yield f"{verb} of {about}{f' ({value})' if value else ''}: {each.reason} ({each.author}, {time_words(each.at)})"


# Reports -------------------------------------------------------------------------------------------------------------------------


def _report(desk: _Desk, case: Case, report: Report) -> ReportTold:
    said: tuple[Said, ...] = ()
    if case.asked == "report":
        reading = next(each for each in case.readings if each.report is report)
        names = {actor.id: actor.name for actor in reading.actors}
        said = tuple(_statement(desk, report.id, each, names) for each in reading.statements)
    return ReportTold(label=desk.labels[report.id], report=report, publisher=publisher_name(report), headline=headline(report), said=said)


def _statement(desk: _Desk, report: str, one: Statement, names: Mapping[str, str]) -> Said:
    hops = tuple(_hop(desk, report, hop, names) for hop in one.chain)  # before the words, as they are printed
    words = tuple(desk.note(report, span.start, span.end) for span in one.content)
    told: list[str] = [
        one.form,
        *([one.stance] if one.stance != "asserts" else []),
        *([one.on_record] if one.on_record != "unknown" else []),
    ]
    told += ["no source is named"] * one.unsourced + [f"said {time_words(one.said_at)}"] * bool(one.said_at)
    return Said(report=report, page=desk.page(report), words=(words,), chain=hops, remarks=tuple(told))


def _hop(desk: _Desk, report: str, hop: Hop, names: Mapping[str, str]) -> Link:
    words = desk.note(report, hop.span.start, hop.span.end)
    return Link(who=names.get(hop.actor, words.words), named=hop.named, note=words.note, because=hop.via)
