"""Verifying: every span of every reading against the stored text and its hash, and everything that points somewhere.

What no longer holds is listed, never moved and never mended here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, literal, select, text

from headwater import codec
from headwater.errors import ContractError, LedgerError
from headwater.ids import report_id, text_sha256
from headwater.ledger import judging, removing, reports, tables
from headwater.ledger.linking import report_of
from headwater.ledger.plain import from_json
from headwater.ledger.records import Judgement, Orphan, Verified
from headwater.model import Publisher

__all__ = ["resolves", "verify"]

AT_ONCE = 100
"""Reports held in memory at a time."""


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A span found somewhere in a document: where, of which report, and what it says its words are."""

    where: str
    report: str
    start: Any
    end: Any
    words: Any


def verify(connection: Connection) -> Verified:
    """Return what was checked and what does not hold."""
    orphans: list[Orphan] = []
    number = spans = 0
    query = select(tables.reports, tables.readings.c.document.label("found")).join(tables.readings).order_by(tables.reports.c.number)
    for row in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        number += 1
        checked, wrong = _report(row)
        spans += checked
        orphans += wrong
    checked, wrong = _linked(connection)
    orphans += wrong
    judged = judging.judgements(connection, undone=True)
    orphans += [orphan for each in judged for orphan in _judgement(connection, each)]
    orphans += _loose(connection)
    orphans += _database(connection)
    return Verified(reports=number, spans=spans + checked, judgements=len(judged), orphans=tuple(orphans))


def _report(row: "Row[Any]") -> tuple[int, list[Orphan]]:
    where = f"report {row.id}"
    wrong: list[Orphan] = []
    if text_sha256(row.text) != row.sha256:
        wrong.append(Orphan(where=where, problem="its text is not the one whose SHA-256 was stored"))
    try:
        facts, found = from_json(row.document), from_json(row.found)
    except ValueError as error:
        return 0, [*wrong, Orphan(where=where, problem=f"what was stored of it is no JSON: {error}")]
    quoted = list(_quoted(found, where, row.id))
    wrong += [orphan for each in quoted for orphan in _unlike(each, row.text)]
    if not wrong:
        wrong += _shape(row, facts, found)
    return len(quoted), wrong


def _shape(row: "Row[Any]", facts: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Orphan]:
    """What the codec refuses beside spans, and an id that is not that of the publisher, reference and text."""
    try:
        reading = codec.decode({"version": codec.VERSION, **found, "report": {**facts, "text": row.text}})
    except ContractError as error:
        yield Orphan(where=f"report {row.id}", problem=str(error))
        return
    report = reading.report
    if report is not None and report_id(report.publisher or Publisher(), report.ref, row.text) != row.id:
        yield Orphan(where=f"report {row.id}", problem="its id is not that of its publisher, reference and text")


def _quoted(value: Any, where: str, report: str) -> Iterator[_Quoted]:
    """Every span with its words in a document, however deep; a `report` beside or above it says whose text it quotes."""
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _quoted(each, f"{where}[{number}]", report)
    if not isinstance(value, Mapping):
        return
    of = value.get("report")
    report = of if isinstance(of, str) else report
    if {"start", "end", "text"} <= value.keys():
        yield _Quoted(where, report, value["start"], value["end"], value["text"])
    pair = isinstance(value.get("from"), str) and isinstance(value.get("to"), str)
    for key, each in value.items():
        if pair and key == "passages" and isinstance(each, list):
            for number, passage in enumerate(each):
                for end in ("from", "to"):
                    yield from _quoted(passage.get(end), f"{where}.passages[{number}].{end}", value[end])
        else:
            yield from _quoted(each, f"{where}.{key}", report)


def _unlike(quoted: _Quoted, whole: str | None) -> Iterator[Orphan]:
    if whole is None:
        yield Orphan(where=quoted.where, problem=f"quotes report {quoted.report}, which is not in the ledger")
    elif not (isinstance(quoted.start, int) and isinstance(quoted.end, int) and 0 <= quoted.start < quoted.end <= len(whole)):
        yield Orphan(where=quoted.where, problem=f"spans {quoted.start}:{quoted.end}, which is no stretch of {len(whole)} characters")
    elif whole[quoted.start : quoted.end] != quoted.words:
        there = whole[quoted.start : quoted.end]
        yield Orphan(
            where=quoted.where, problem=f"quotes {quoted.words!r:.60}, but {quoted.start}:{quoted.end} of the text is {there!r:.60}"
        )


def _linked(connection: Connection) -> tuple[int, list[Orphan]]:
    """The results of linking quote several reports, so their texts are fetched as they come."""
    texts: dict[str, str | None] = {}
    spans = 0
    wrong: list[Orphan] = []
    for row in connection.execute(select(tables.linked)).all():
        for quoted in _quoted(from_json(row.value), f"story {row.story}", ""):
            if not quoted.report:
                continue
            if quoted.report not in texts:
                texts[quoted.report] = _text(connection, quoted.report)
            spans += 1
            wrong += _unlike(quoted, texts[quoted.report])
    return spans, wrong


def _text(connection: Connection, report: str) -> str | None:
    return connection.execute(select(tables.reports.c.text).where(tables.reports.c.id == report)).scalar()


def _judgement(connection: Connection, judgement: Judgement) -> Iterator[Orphan]:
    where, anchor = f"judgement {judgement.id}", judgement.anchor
    if anchor is not None:
        whole = _text(connection, anchor.report)
        if whole is None:
            if removing.tombstone(connection, anchor.report) is None:
                yield Orphan(where=where, problem=f"is about report {anchor.report}, which is not in the ledger")
            return
        if whole[anchor.span.start : anchor.span.end] != anchor.words:
            yield Orphan(where=where, problem=f"is about {anchor.words!r:.60}, which is not what stands there")
        elif judgement.undone_by is None and not _attached(connection, judgement, anchor.report):
            yield Orphan(where=where, problem=f"is about {anchor.words!r:.60} as a {anchor.role}, and nothing read there is one any more")
    if judgement.pair is not None and judgement.undone_by is None:
        for side, each in zip("ab", judgement.pair, strict=True):
            places = judgement.value.get(side, ())
            lost = [place["report"] for place in places if not resolves(connection, str(place["report"]))]
            if (places and lost) or (not places and not resolves(connection, each)):
                yield Orphan(where=where, problem=f"is about {lost[0] if lost else each}, which is not in the ledger")


def _attached(connection: Connection, judgement: Judgement, report: str) -> bool:
    try:
        reading = reports.reading(connection, report)
    except LedgerError:  # the report itself does not hold, which is told of it
        return True
    return judging.attach(judgement, reading).target is not None


def resolves(connection: Connection, identified: str) -> bool:
    """Return whether an id is that of a group (or was), a report, a statement, or of something inside a report or a linked result."""
    tried = (
        select(literal(1)).where(tables.groupings.c.id == identified),
        select(literal(1)).where(tables.reports.c.id == report_of(identified)),
        select(literal(1)).where(tables.tombstones.c.report == report_of(identified)),
        select(literal(1)).where(tables.statements.c.id == identified),
        select(literal(1)).where(tables.linked.c.value.contains(identified, autoescape=True)),
    )
    return any(connection.execute(query.limit(1)).first() is not None for query in tried)


def _loose(connection: Connection) -> Iterator[Orphan]:
    """Groups that lead nowhere, results without a story, postings that were miscounted."""
    groupings, members, linked = tables.groupings, tables.members, tables.linked
    targets = groupings.alias()
    lost = select(groupings).where(
        groupings.c.redirect.is_not(None),
        ~select(targets.c.id).where(targets.c.kind == groupings.c.kind, targets.c.id == groupings.c.redirect).exists(),
    )
    for row in connection.execute(lost).all():
        if row.kind != "story" and resolves(connection, row.redirect):  # of a claim all of whose assertions stand in others too
            continue
        yield Orphan(where=f"{row.kind} {row.id}", problem=f"redirects to {row.redirect}, which is not in the ledger")
    grouped = select(groupings.c.id).where(groupings.c.kind == members.c.kind, groupings.c.id == members.c.id)
    for row in connection.execute(select(members).where(~grouped.exists())):
        yield Orphan(where=f"{row.kind} {row.id}", problem=f"has the member {row.member} and is not in the ledger itself")
    stories = select(groupings.c.id).where(groupings.c.kind == "story", groupings.c.id == linked.c.story)
    for row in connection.execute(select(linked.c.story).where(~stories.exists())):
        yield Orphan(where=f"story {row.story}", problem="has a linked result and is not in the ledger itself")
    done = select(members.c.report).join(linked, linked.c.story == members.c.id).where(members.c.kind == "story")
    of_report = tables.reports.c
    forgotten = select(of_report.id).where(of_report.number.not_in(done), of_report.number.not_in(select(tables.waiting.c.report)))
    for row in connection.execute(forgotten):
        yield Orphan(where=f"report {row.id}", problem="is in no linked story and does not wait to be linked")
    counted, keys = tables.postings, tables.keys
    true = select(keys.c.kind, keys.c.key, func.count().label("n")).group_by(keys.c.kind, keys.c.key).subquery()
    of_key = (true.c.kind == counted.c.kind) & (true.c.key == counted.c.key)
    miscounted = select(counted).outerjoin(true, of_key).where(func.coalesce(true.c.n, 0) != counted.c.reports)
    for row in connection.execute(miscounted):
        yield Orphan(where=f"key {row.kind} {row.key!r}", problem=f"is counted {row.reports} times, which is wrong")


def _database(connection: Connection) -> Iterator[Orphan]:
    """What SQLite itself finds wrong in its file; PostgreSQL checks its own as it goes."""
    if connection.dialect.name != "sqlite":
        return
    for row in connection.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield Orphan(where="the file", problem=str(row[0]))
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Orphan(where=f"table {row[0]}", problem=f"row {row[1]} belongs to a row of {row[2]} that is not there")
    for table in ("reports", "statements"):
        rows, found = (
            connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608 - names of ours
            for name in (table, f"search_{table}_docsize")
        )
        if rows != found:
            yield Orphan(where=f"the search index of {table}", problem=f"has {found} entries for {rows} rows")
