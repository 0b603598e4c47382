"""A case as tables: one row a report, statement, hop, claim, assertion, …, in columns that keep their types.

A stretch of a text is `report`, `start`, `end`, `text`; several stretches of one thing are in `spans`, as `12:40;52:60`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from headwater.errors import SettingsError
from headwater.export.case import Case, Json, published
from headwater.model import Actor, Figure, Reading, Report, Span, Statement, When

__all__ = ["TABLES", "Cell", "Row", "Table", "table_named", "tables"]

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its columns with their types, and its rows as tuples in their order."""

    name: str
    columns: Mapping[str, type]
    rows: tuple[tuple[Cell, ...], ...]


def tables(case: Case) -> tuple[Table, ...]:
    """Return the tables of a case, those without rows too."""
    return tuple(_made(name, case) for name in TABLES)


def table_named(case: Case, name: str) -> Table:
    """Return one table.

    Raises:
        SettingsError: There is none of that name.
    """
    if name not in TABLES:
        raise SettingsError(f"unknown table {name!r}; available: {', '.join(TABLES)}")
    return _made(name, case)


def _made(name: str, case: Case) -> Table:
    columns, rows = TABLES[name]
    return Table(name=name, columns=columns, rows=tuple(tuple(row[column] for column in columns) for row in rows(case)))


def _spans(spans: Iterable[Span]) -> str:
    return ";".join(f"{each.start}:{each.end}" for each in spans)


def _json_spans(spans: Iterable[Json]) -> str:
    return ";".join(f"{each['start']}:{each['end']}" for each in spans)


def _texts(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(text[each.start : each.end] for each in spans)


def _json_texts(spans: Iterable[Json]) -> str:
    return " … ".join(each["text"] for each in spans)


def _value(when: When | None) -> str | None:
    return when.value if when else None


def _each(case: Case) -> Iterator[tuple[Report, Reading]]:
    return ((each.report, each) for each in case.readings if each.report is not None)


def _claims(case: Case) -> Iterator[tuple[str, Json]]:
    return ((document["story"]["id"], claim) for document in case.documents for claim in document["claims"])


# Reports -------------------------------------------------------------------------------------------------------------------------


def _reports(case: Case) -> Iterator[Row]:
    homes = {r["id"]: d["story"]["id"] for d in case.documents for r in d["story"]["reports"]}
    for report, reading in _each(case):
        who = report.publisher
        yield {
            "report": report.id,
            "story": homes.get(report.id),
            "publisher": who.name if who else None,
            "domain": who.domain if who else None,
            "title": report.title,
            "byline": report.byline,
            "credit": report.credit,
            "published_at": published(report),
            "modified_at": _value(report.modified_at),
            "captured_at": _value(report.captured_at),
            "language": report.language,
            "url": report.url,
            "ref": report.ref,
            "sha256": report.sha256,
            "capture": report.capture,
            "statements": len(reading.statements),
            "text": report.text,
        }


def _statements(case: Case) -> Iterator[Row]:
    for report, reading in _each(case):
        names = {each.id: each.name for each in reading.actors}
        yield from (_statement(report, each, names) for each in reading.statements)


def _statement(report: Report, one: Statement, names: Mapping[str, str]) -> Row:
    return {
        "statement": one.id,
        "report": report.id,
        "kind": one.kind,
        "form": one.form,
        "source": _texts(report.text, one.source),
        "cue": _texts(report.text, one.cue),
        "content": _texts(report.text, one.content),
        "chain": " ‹ ".join(names.get(hop.actor, report.text[hop.span.start : hop.span.end]) for hop in one.chain),
        "stance": one.stance,
        "on_record": one.on_record,
        "hedges": _texts(report.text, one.hedges),
        "negated": one.negated,
        "unsourced": one.unsourced,
        "said_at": one.said_at,
        "parent": one.parent,
        "score": one.score,
        "source_spans": _spans(one.source),
        "cue_spans": _spans(one.cue),
        "content_spans": _spans(one.content),
    }


def _hops(case: Case) -> Iterator[Row]:
    for report, reading in _each(case):
        names = {each.id: each.name for each in reading.actors}
        for one in reading.statements:
            for number, hop in enumerate(one.chain):
                yield {
                    "statement": one.id,
                    "report": report.id,
                    "hop": number,
                    "actor": hop.actor,
                    "name": names.get(hop.actor),
                    "kind": hop.kind,
                    "named": hop.named,
                    "via": hop.via,
                    "start": hop.span.start,
                    "end": hop.span.end,
                    "text": report.text[hop.span.start : hop.span.end],
                }


def _actors(case: Case) -> Iterator[Row]:
    known = {(m["report"], m["actor"]): i["id"] for d in case.documents for i in d["identities"] for m in i["members"]}
    for report, reading in _each(case):
        yield from (_actor(report, each, known.get((report.id, each.id))) for each in reading.actors)


def _actor(report: Report, one: Actor, identity: str | None) -> Row:
    return {
        "actor": one.id,
        "report": report.id,
        "identity": identity,
        "name": one.name,
        "kind": one.kind,
        "named": one.named,
        "number": one.number,
        "roles": _texts(report.text, one.roles),
        "descriptor": _texts(report.text, one.descriptor),
        "basis": _texts(report.text, one.basis),
        "reason": _texts(report.text, one.reason),
        "affiliation": _texts(report.text, one.affiliation),
        "may_be_same_as": ";".join(one.may_be_same_as),
        "mentions": len(one.mentions),
        "mention_spans": _spans(one.mentions),
    }


def _whens(case: Case) -> Iterator[Row]:
    for report, reading in _each(case):
        for one in reading.whens:
            yield {
                "report": report.id,
                "start": one.span.start,
                "end": one.span.end,
                "text": report.text[one.span.start : one.span.end],
                "type": one.type,
                "mod": one.mod,
                "value": one.value,
                "precision": one.precision,
                "anchor": one.anchor,
                "statement": one.event,
            }


def _figures(case: Case) -> Iterator[Row]:
    for report, reading in _each(case):
        yield from (_figure(report, each) for each in reading.figures)


def _figure(report: Report, one: Figure) -> Row:
    return {
        "report": report.id,
        "start": one.span.start,
        "end": one.span.end,
        "text": report.text[one.span.start : one.span.end],
        "low": None if one.low is None else float(one.low),
        "high": None if one.high is None else float(one.high),
        "approximate": one.approximate,
        "qualifier": _texts(report.text, one.qualifier),
        "unit": one.unit,
        "what": _texts(report.text, one.what),
        "as_of": one.as_of,
        "statement": one.supplier,
    }


# Across reports ------------------------------------------------------------------------------------------------------------------


def _stories(case: Case) -> Iterator[Row]:
    for document in case.documents:
        story = document["story"]
        yield {"story": story["id"], "title": story["title"], "reports": len(story["reports"]), "claims": len(document["claims"])}


def _claim_rows(case: Case) -> Iterator[Row]:
    for story, claim in _claims(case):
        stances = [each["stance"] for each in claim["assertions"]]
        yield {
            "claim": claim["id"],
            "story": story,
            "within": claim["within"],
            "gist": claim["gist"]["text"],
            "report": claim["gist"]["report"],
            "start": claim["gist"]["start"],
            "end": claim["gist"]["end"],
            "low": claim["low"],
            "high": claim["high"],
            "expected": float(claim["expected"]),
            "circular": claim["circular"],
            "reports": len({each["report"] for each in claim["assertions"]}),
            **{stance: stances.count(stance) for stance in ("asserts", "denies", "declines", "retracts")},
            "because": " | ".join(each["because"] for each in claim["evidence"]),
        }


def _assertions(case: Case) -> Iterator[Row]:
    for _, claim in _claims(case):
        who = {each["id"]: each["who"] for each in claim["origins"]}
        paths: Sequence[Sequence[Json]] = claim.get("paths") or [[]] * len(claim["assertions"])
        for one, path in zip(claim["assertions"], paths, strict=True):
            yield {
                "claim": claim["id"],
                "report": one["report"],
                "statement": one["statement"],
                "stance": one["stance"],
                "origin": one["origin"],
                "who": who.get(one["origin"]),
                "text": _json_texts(one["spans"]),
                "path": " ‹ ".join(step["who"] for step in path),
                "score": float(one["score"]),
                "spans": _json_spans(one["spans"]),
            }


def _origins(case: Case) -> Iterator[Row]:
    for _, claim in _claims(case):
        for one in claim["origins"]:
            yield {
                "claim": claim["id"],
                "origin": one["id"],
                "who": one["who"],
                "kind": one["kind"],
                "named": one["named"],
                "told_to": one["told_to"],
                "own_voice": one["own_voice"],
                "counted": one.get("counted", True),
                "may_be_same_as": ";".join(one["may_be_same_as"]),
            }


def _identities(case: Case) -> Iterator[Row]:
    for document in case.documents:
        for one in document["identities"]:
            yield {
                "identity": one["id"],
                "story": document["story"]["id"],
                "name": one["name"],
                "kind": one["kind"],
                "named": one["named"],
                "reports": len({each["report"] for each in one["members"]}),
                "members": ";".join(f"{each['report']}/{each['actor']}" for each in one["members"]),
            }


def _positions(case: Case) -> Iterator[Row]:
    for document in case.documents:
        names = {each["id"]: each["name"] for each in document["identities"]}
        for one in document["positions"]:
            keys = ("actor", "when", "on_record", "report", "statement", "stance", "claim")
            yield {"name": names.get(one["actor"])} | {key: one[key] for key in keys}


def _reuse(case: Case) -> Iterator[Row]:
    for document in case.documents:
        for one in document["reuse"]:
            yield {
                "from": one["from"],
                "to": one["to"],
                "kind": one["kind"],
                "directed": one["directed"],
                "containment": float(one["containment"]),
                "passages": len(one["passages"]),
                "because": one["because"],
            }


def _citations(case: Case) -> Iterator[Row]:
    for document in case.documents:
        for one in document["citations"]:
            yield {
                "report": one["report"],
                "outlet": one["outlet"],
                "start": one["mention"]["start"],
                "end": one["mention"]["end"],
                "text": one["mention"]["text"],
                "resolved": one["resolved"],
                "misattributed": one["misattributed"],
                "statement": one["statement"],
                "score": float(one["score"]),
                "because": one["because"],
            }


def _pairs(key: str) -> Callable[[Case], Iterator[Row]]:
    def rows(case: Case) -> Iterator[Row]:
        for document in case.documents:
            for one in document[key]:
                ends = {f"{end}_{name}": one[end][name] for end in "ab" for name in ("report", "start", "end", "text")}
                yield {"relation": one["relation"], "because": one["because"], "speaker": one.get("speaker")} | ends

    return rows


def _judgements(case: Case) -> Iterator[Row]:
    for one in case.judgements:
        anchor = one.anchor
        yield {
            "judgement": one.id,
            "verb": one.verb,
            "report": anchor.report if anchor else None,
            "role": anchor.role if anchor else None,
            "start": anchor.span.start if anchor else None,
            "end": anchor.span.end if anchor else None,
            "text": anchor.words if anchor else None,
            "pair": ";".join(one.pair or ()),
            "value": "; ".join(f"{key}={value}" for key, value in sorted(one.value.items())),
            "author": one.author,
            "reason": one.reason,
            "at": one.at,
        }


_Columns = Mapping[str, type]


def _columns(words: str) -> _Columns:
    """Return columns written as `name` or `name:type`; without a type they hold text."""
    kinds = {"int": int, "float": float, "bool": bool, "": str}
    return {name: kinds[kind] for name, _, kind in (each.partition(":") for each in words.split())}


_PAIR = "relation because {}a_report a_start:int a_end:int a_text b_report b_start:int b_end:int b_text"  # of figures, and of quotations

TABLES: Mapping[str, tuple[_Columns, Callable[[Case], Iterator[Row]]]] = {
    "reports": (
        _columns(
            "report story publisher domain title byline credit published_at modified_at captured_at language url ref sha256 capture "
            "statements:int text"
        ),
        _reports,
    ),
    "statements": (
        _columns(
            "statement report kind form source cue content chain stance on_record hedges negated:bool unsourced:bool said_at parent "
            "score:float source_spans cue_spans content_spans"
        ),
        _statements,
    ),
    "hops": (_columns("statement report hop:int actor name kind named:bool via start:int end:int text"), _hops),
    "actors": (
        _columns(
            "actor report identity name kind named:bool number roles descriptor basis reason affiliation may_be_same_as mentions:int "
            "mention_spans"
        ),
        _actors,
    ),
    "whens": (_columns("report start:int end:int text type mod value precision anchor statement"), _whens),
    "figures": (
        _columns("report start:int end:int text low:float high:float approximate:bool qualifier unit what as_of statement"),
        _figures,
    ),
    "stories": (_columns("story title reports:int claims:int"), _stories),
    "claims": (
        _columns(
            "claim story within gist low:int high:int expected:float circular:bool reports:int asserts:int denies:int declines:int "
            "retracts:int because report start:int end:int"
        ),
        _claim_rows,
    ),
    "assertions": (_columns("claim report statement stance origin who text path score:float spans"), _assertions),
    "origins": (_columns("claim origin who kind named:bool told_to own_voice:bool counted:bool may_be_same_as"), _origins),
    "identities": (_columns("identity story name kind named:bool reports:int members"), _identities),
    "positions": (_columns("name actor when on_record report statement stance claim"), _positions),
    "reuse": (_columns("from to kind directed:bool containment:float passages:int because"), _reuse),
    "citations": (
        _columns("report outlet start:int end:int text resolved misattributed:bool statement score:float because"),
        _citations,
    ),
    "figure_links": (_columns(_PAIR.format("")), _pairs("figures")),
    "quote_links": (_columns(_PAIR.format("speaker ")), _pairs("quotes")),
    "judgements": (_columns("judgement verb report role start:int end:int text pair value author reason at"), _judgements),
}
"""By name, the columns with their types and what makes the rows."""
