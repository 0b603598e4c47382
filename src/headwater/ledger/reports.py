"""Reports and their readings in the store: put in whole, read back whole, taken out whole.

The text of a report stands in its row, once; the two documents beside it are the contract's JSON without it. Reading back goes through the
codec, which checks the text's hash and every span.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.sql import ColumnElement, Select

from headwater import codec
from headwater.errors import ContractError, LedgerError
from headwater.ledger import searching, tables
from headwater.ledger.keys import put_blobs, put_keys
from headwater.ledger.memory import Memory
from headwater.ledger.plain import chunked, digest_of, earliest, from_json, to_json, utc
from headwater.ledger.records import Blob, Doubtful, Key, Listed, Outcome, Refused, Window
from headwater.model import Reading, Rejected, Report, Span, Statement

__all__ = [
    "Entry",
    "captured",
    "doubtful",
    "entry_of",
    "find",
    "forget_linked",
    "in_window",
    "is_known",
    "known",
    "listed",
    "number_of",
    "numbers_of",
    "of_publisher",
    "outdate",
    "put",
    "reading",
    "readings",
    "refuse",
    "rejections",
    "rows_of",
    "unlinked",
    "wait",
]

LEAST_PREFIX = 4
_HEX = re.compile("[0-9a-f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reading made ready to be written: nothing in it has to be computed while the store is locked."""

    report: Report
    statements: tuple[Statement, ...]
    rejected: tuple[Rejected, ...]
    facts: str
    found: str
    digest: str
    reader: str
    keys: tuple[Key, ...] | None
    blobs: tuple[Blob, ...]


def entry_of(reading: Reading, *, reader: str, keys: Iterable[Key] | None = None, blobs: Iterable[Blob] = ()) -> Entry:
    """Return a reading, its keys and its blobs as they are written.

    Raises:
        LedgerError: It has no report, or a text that a store cannot hold.
    """
    report = reading.report
    if report is None:
        raise LedgerError(f"{reading.ref!r} has no report to store; it was rejected: {reading.rejected[0].detail}")
    if "\x00" in report.text or _holds_surrogates(report.text):
        raise LedgerError(f"the text of {report.ref!r} holds a NUL or a lone surrogate, which no store can hold; ingest refuses such texts")
    document = codec.encode(reading)
    facts = document.pop("report")
    del document["version"], facts["text"]
    found = to_json(document)
    return Entry(
        report=report,
        statements=reading.statements,
        rejected=reading.rejected,
        facts=to_json(facts),
        found=found,
        digest=digest_of(_facts(facts), found, reader),
        reader=reader,
        keys=None if keys is None else tuple(sorted(set(keys))),
        blobs=tuple(blobs),
    )


def _holds_surrogates(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


# Writing -------------------------------------------------------------------------------------------------------------------------


def put(connection: Connection, entry: Entry, *, generation: int, at: str, replace: bool) -> Outcome:
    """Write a reading; a known one that is the same, or that shall not be replaced, is left alone."""
    row = connection.execute(
        select(tables.reports.c.number, tables.readings.c.digest)
        .join(tables.readings, tables.readings.c.report == tables.reports.c.number)
        .where(tables.reports.c.id == entry.report.id)
    ).one_or_none()
    if row is None:
        _put_new(connection, entry, generation, at)
        return "new"
    if row.digest == entry.digest or not replace:
        return "known"
    _replace(connection, row.number, entry, generation)
    return "replaced"


def _put_new(connection: Connection, entry: Entry, generation: int, at: str) -> None:
    report = entry.report
    row = _row(entry, generation) | {"id": report.id, "text": report.text, "sha256": report.sha256, "added_at": at}
    number = _key_of(connection.execute(insert(tables.reports).values(row)).inserted_primary_key)
    searching.index_report(connection, number, report)
    wait(connection, [number])
    _put_found(connection, number, entry, generation)


def _replace(connection: Connection, number: int, entry: Entry, generation: int) -> None:
    connection.execute(update(tables.reports).where(tables.reports.c.number == number).values(_row(entry, generation)))
    searching.index_report(connection, number, entry.report)
    for table in (tables.readings, tables.statements, tables.rejections):
        connection.execute(delete(table).where(table.c.report == number))
    forget_linked(connection, [number])
    _put_found(connection, number, entry, generation)


def _key_of(key: "Row[Any] | None") -> int:
    if key is None:
        raise LedgerError("the store did not number a new row; report this as a bug")
    return int(key[0])


def _row(entry: Entry, generation: int) -> dict[str, Any]:
    report = entry.report
    published = report.published_at.value if report.published_at else None
    return {
        "ref": _held(report.ref),
        "publisher": _held(report.publisher.name if report.publisher else None),
        "domain": _held(report.publisher.domain if report.publisher else None),
        "published": published,
        "published_from": None if published is None else earliest(published),
        "title": _held(report.title or _headline(report)),
        "document": entry.facts,
        "generation": generation,
    }


def _held(words: str | None) -> str | None:
    """Words as a column can hold them; the document beside it has them as they are."""
    return None if words is None else words.replace("\x00", "\ufffd").encode(errors="replace").decode()


def _headline(report: Report) -> str | None:
    return next((report.text[block.start : block.end] for block in report.blocks if block.kind == "headline"), None)


def _put_found(connection: Connection, number: int, entry: Entry, generation: int) -> None:
    row = {"report": number, "reader": entry.reader, "digest": entry.digest, "document": entry.found, "generation": generation}
    connection.execute(insert(tables.readings).values(row))
    searching.index_statements(connection, number, entry.report.text, entry.statements)
    for rejected in entry.rejected:
        refuse(connection, rejected, report=number)
    if entry.keys is not None:
        put_keys(connection, number, entry.keys)
    put_blobs(connection, number, entry.blobs)


def refuse(connection: Connection, rejected: Rejected, *, report: int | None = None) -> bool:
    """Write down that an input was refused; return whether that was not known."""
    digest = digest_of(str(report), rejected.ref, rejected.stage, rejected.code, rejected.detail)
    if connection.execute(select(tables.rejections.c.digest).where(tables.rejections.c.digest == digest)).first():
        return False
    words = {"ref": rejected.ref, "stage": rejected.stage, "code": rejected.code, "detail": rejected.detail}
    row = {"digest": digest, "report": report} | {name: _held(value) for name, value in words.items()}
    connection.execute(insert(tables.rejections).values(row))
    return True


# Reading -------------------------------------------------------------------------------------------------------------------------


def number_of(connection: Connection, report: str) -> int | None:
    """Return the store's number of a report, `None` where it is not in hand."""
    return connection.execute(select(tables.reports.c.number).where(tables.reports.c.id == report)).scalar()


def numbers_of(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of those reports that are in hand."""
    columns = select(tables.reports.c.id, tables.reports.c.number)
    found: dict[str, int] = {}
    for chunk in chunked(sorted(set(ids))):
        found |= {row.id: row.number for row in connection.execute(columns.where(tables.reports.c.id.in_(chunk)))}
    return found


def known(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the digests of the readings of those reports that are in hand."""
    columns = select(tables.reports.c.id, tables.readings.c.digest).join(tables.readings)
    found: dict[str, str] = {}
    for chunk in chunked(sorted(set(ids))):
        found |= {row.id: row.digest for row in connection.execute(columns.where(tables.reports.c.id.in_(chunk)))}
    return found


def is_known(connection: Connection, report: Report) -> bool:
    """Whether a report is in hand with the same facts."""
    stored = connection.execute(select(tables.reports.c.document).where(tables.reports.c.id == report.id)).scalar()
    if stored is None:
        return False
    return _facts(from_json(stored)) == _facts(codec.encode(Reading(ref=report.ref, report=report))["report"])


def _facts(document: Mapping[str, Any]) -> str:
    # When a page was fetched does not make it another: the same report fetched twice is the same.
    return to_json({key: value for key, value in document.items() if key not in ("captured_at", "text")})


def captured(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the reports that were made of each capture, by its hash."""
    found: dict[str, list[str]] = {}
    for row in connection.execute(select(tables.reports.c.id, tables.reports.c.document).order_by(tables.reports.c.id)):
        capture = from_json(row.document).get("capture")
        if capture is not None:
            found.setdefault(capture, []).append(row.id)
    return {capture: tuple(ids) for capture, ids in found.items()}


def unlinked(connection: Connection, among: Iterable[str] | None) -> tuple[str, ...]:
    """Return the ids of the reports, of some or of all, that are in no story, or in one to be linked anew, in the order they came."""
    table = tables.reports
    query = select(table.c.number, table.c.id).join(tables.waiting, tables.waiting.c.report == table.c.number).order_by(table.c.number)
    if among is None:  # from those that wait to their reports: joined, SQLite reads all reports
        numbers = sorted(connection.execute(select(tables.waiting.c.report)).scalars())
        chunks = (select(table.c.number, table.c.id).where(table.c.number.in_(chunk)) for chunk in chunked(numbers))
        return tuple(row.id for row in sorted((row for each in chunks for row in connection.execute(each)), key=lambda row: row.number))
    found = [row for chunk in chunked(sorted(set(among))) for row in connection.execute(query.where(table.c.id.in_(chunk)))]
    return tuple(row.id for row in sorted(found, key=lambda row: row.number))


def wait(connection: Connection, numbers: Iterable[int]) -> None:
    """Let reports wait to be linked."""
    these = sorted(set(numbers))
    for chunk in chunked(these):
        connection.execute(delete(tables.waiting).where(tables.waiting.c.report.in_(chunk)))
    if these:
        connection.execute(insert(tables.waiting), [{"report": number} for number in these])


def forget_linked(connection: Connection, numbers: Iterable[int]) -> None:
    """Forget the linked results of the stories of some reports: all that are in these wait, and are linked anew."""
    these = sorted(numbers)
    outdate(connection, these)
    for chunk in chunked(these):
        connection.execute(delete(tables.linked).where(tables.linked.c.story.in_(_theirs(chunk))))


def outdate(connection: Connection, numbers: Iterable[int]) -> None:
    """Let all reports of the stories of some reports wait to be linked anew; what was found in them stays until then."""
    members = tables.members
    for chunk in chunked(sorted(numbers)):
        inside = select(members.c.report).where(members.c.kind == "story", members.c.id.in_(_theirs(chunk)))
        wait(connection, connection.execute(inside).scalars().all())


def _theirs(numbers: Sequence[int]) -> "Select[Any]":
    members = tables.members
    return select(members.c.id).where(members.c.kind == "story", members.c.report.in_(numbers))


def _whole() -> "Select[Any]":
    of_report = (tables.reports.c.id, tables.reports.c.text, tables.reports.c.document.label("facts"))
    return select(*of_report, tables.readings.c.document.label("found")).join(tables.readings)


def reading(connection: Connection, report: str) -> Reading | None:
    """Return the reading of a report, `None` where it is not in hand."""
    row = connection.execute(_whole().where(tables.reports.c.id == report)).one_or_none()
    return None if row is None else _read_back(row)


def readings(connection: Connection, ids: Sequence[str], memory: Memory[Reading]) -> tuple[Reading, ...]:
    """Return the readings of reports, in the order asked for; those not in hand are left out."""
    digests = known(connection, ids) if memory.most else {}
    found = memory.of(digests)
    for chunk in chunked(sorted(set(ids) - found.keys())):
        found |= {row.id: _read_back(row) for row in connection.execute(_whole().where(tables.reports.c.id.in_(chunk)))}
    memory.keep(found, digests)
    return tuple(found[each] for each in ids if each in found)


def _read_back(row: "Row[Any]") -> Reading:
    try:
        return codec.decode({"version": codec.VERSION} | from_json(row.found) | {"report": from_json(row.facts) | {"text": row.text}})
    except (ContractError, ValueError) as error:
        raise LedgerError(f"report {row.id} was altered in the store: {error}; run headwater verify, and restore a backup") from error


def in_window(window: Window | None) -> "list[ColumnElement[bool]]":
    """Return the conditions under which a report may have been published in a window; an undated one always may."""
    column = tables.reports.c.published_from
    found: list[ColumnElement[bool]] = []
    if window and window.start:
        found.append(column.is_(None) | (column >= utc(window.start)))
    if window and window.end:
        found.append(column.is_(None) | (column <= utc(window.end)))
    return found


def of_publisher(publisher: str | None) -> "list[ColumnElement[bool]]":
    """Return the conditions under which a report is of a publisher, named by name or domain, whatever the case of its letters."""
    if publisher is None:
        return []
    wanted, table = publisher.casefold(), tables.reports
    return [(func.lower(table.c.publisher) == wanted) | (func.lower(table.c.domain) == wanted)]


def listed(
    connection: Connection, conditions: "Sequence[ColumnElement[bool]]", *, newest_first: bool, offset: int = 0, limit: int | None
) -> tuple[Listed, ...]:
    """Return reports in the order of publication (the undated last), then of id."""
    table, readings_, members = tables.reports, tables.readings, tables.members
    counted = select(func.count()).where(tables.statements.c.report == table.c.number).scalar_subquery()
    of_story = (members.c.report == table.c.number) & (members.c.kind == "story")
    shown = (table.c.id, table.c.ref, table.c.publisher, table.c.domain, table.c.published, table.c.title, table.c.generation)
    order = (table.c.published_from.is_(None), table.c.published_from.desc() if newest_first else table.c.published_from, table.c.id)
    query = (
        select(*shown, readings_.c.reader, counted.label("said"), members.c.id.label("story"))
        .join(readings_, readings_.c.report == table.c.number)
        .outerjoin(members, of_story)
        .order_by(*order)
    )
    if limit is None:
        return tuple(_listed(row) for row in connection.execute(query.where(*conditions)))
    # Which are shown is told first, from the reports alone: what stands beside them is looked up for these.
    these = select(table.c.number).where(*conditions).order_by(*order).limit(limit).offset(offset or None)
    return tuple(_listed(row) for row in connection.execute(query.where(table.c.number.in_(these.subquery().select()))))


def rows_of(connection: Connection, ids: Iterable[str]) -> dict[str, Listed]:
    """Return reports as a list shows them, by their ids."""
    found: dict[str, Listed] = {}
    for chunk in chunked(sorted(set(ids))):
        found |= {each.id: each for each in listed(connection, [tables.reports.c.id.in_(chunk)], newest_first=False, limit=None)}
    return found


def _listed(row: Any) -> Listed:
    return Listed(
        id=row.id,
        ref=row.ref,
        publisher=row.publisher,
        domain=row.domain,
        published=row.published,
        title=row.title,
        statements=row.said,
        story=row.story,
        reader=row.reader,
        generation=row.generation,
    )


def rejections(connection: Connection, *, offset: int = 0, limit: int | None = None) -> tuple[Refused, ...]:
    """Return what was refused, by reference."""
    table = tables.rejections
    query = select(table, tables.reports.c.id.label("of")).outerjoin(tables.reports).order_by(table.c.ref, table.c.stage, table.c.digest)
    return tuple(
        Refused(report=row.of, rejected=Rejected(ref=row.ref, stage=row.stage, code=row.code, detail=row.detail))
        for row in connection.execute(query if limit is None else query.limit(limit).offset(offset or None))
    )


def doubtful(connection: Connection, below: float, *, offset: int, limit: int) -> tuple[Doubtful, ...]:
    """Return the statements of the lowest scores under a bound."""
    said, table = tables.statements, tables.reports
    query = (
        select(said, table.c.id.label("of"), table.c.title)
        .join(table, table.c.number == said.c.report)
        .where(said.c.score < below)
        .order_by(said.c.score, said.c.number)
        .limit(limit)
        .offset(offset or None)
    )
    return tuple(
        Doubtful(
            report=row.of,
            title=row.title,
            statement=row.id,
            score=row.score,
            span=Span(start=row.start, end=row.end),
            source=row.source,
            content=row.content,
        )
        for row in connection.execute(query)
    )


def find(connection: Connection, name: str) -> tuple[str, ...]:
    """Return the ids of the reports that a person may mean, as they came: an id, the beginning of one, else a reference."""
    table = tables.reports
    wanted = name.strip()
    queries = [table.c.id == wanted, table.c.ref == wanted]
    if len(wanted) >= LEAST_PREFIX and _HEX.fullmatch(wanted):
        queries.insert(1, table.c.id.startswith(wanted))
    for condition in queries:
        found = tuple(connection.execute(select(table.c.id).where(condition).order_by(table.c.number)).scalars())
        if found:
            return found
    return ()
