"""Carrying a ledger elsewhere: as portable lines of JSON, as a copy of its file, or into another ledger.

Lines are `{"kind": {…}}`, in an order in which each can be put in when it comes: tombstones, reports, judgements, what was refused, links,
groups, redirects, linked results, changes.
"""

import json
import os
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from headwater import codec
from headwater.errors import LedgerError
from headwater.ledger import judging, keys, linking, removing, reports, tables
from headwater.ledger.connect import make_private
from headwater.ledger.plain import from_json, to_json
from headwater.ledger.records import Anchor, Blob, Change, Group, Judgement, Key, Link, Tombstone
from headwater.model import Rejected, Span

__all__ = ["FORMAT", "copy_file", "entry_of", "lines", "put_line", "read_lines", "tombstone_of", "write_lines"]

FORMAT = 1
AT_ONCE = 100


def lines(connection: Connection, *, content_only: bool = False) -> Iterator[dict[str, Any]]:
    """Yield all of a ledger, one thing a line, in an order that does not depend on when it came.

    Args:
        connection: In a transaction that sees one state.
        content_only: Whether to leave out what two ledgers of the same content may differ in: times, generations, the log of changes,
            and which ids once led elsewhere.
    """
    yield {"ledger": FORMAT}
    yield from ({"tombstone": _tombstone(each)} for each in sorted(removing.tombstones(connection), key=lambda each: each.report))
    yield from ({"report": each} for each in _reports(connection, content_only=content_only))
    yield from ({"judgement": _judgement(each)} for each in _ordered(judging.judgements(connection, undone=True, undos=True)))
    yield from ({"refused": _rejected(each.rejected)} for each in reports.rejections(connection) if each.report is None)
    yield from ({"link": _link(each)} for each in linking.links(connection, None, None))
    yield from ({"group": each} for each in _groups(connection))
    if not content_only:
        yield from _redirects(connection)
    for row in connection.execute(select(tables.linked).order_by(tables.linked.c.story)):
        yield {"linked": {"story": row.story, "value": from_json(row.value)}}
    if not content_only:
        yield from ({"change": _change(each)} for each in linking.changes(connection, []))


def _ordered(found: Iterable[Judgement]) -> list[Judgement]:
    return sorted(found, key=lambda each: (each.at, each.verb == judging.UNDO, each.id))


def _reports(connection: Connection, *, content_only: bool) -> Iterator[dict[str, Any]]:
    table, readings = tables.reports, tables.readings
    query = select(table, readings.c.document.label("found"), readings.c.reader).join(readings).order_by(table.c.id)
    for row in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        document = {"version": codec.VERSION, "report": from_json(row.document) | {"text": row.text}} | from_json(row.found)
        yield {
            "reading": document,
            "reader": row.reader,
            "keys": [[each.kind, each.key] for each in keys.keys_of(connection, row.number)],
            "blobs": _blobs(connection, row.number),
        } | ({} if content_only else {"added_at": row.added_at})


def _blobs(connection: Connection, number: int) -> list[dict[str, str]]:
    table = tables.blobs
    rows = connection.execute(select(table).where(table.c.report == number).order_by(table.c.name))
    return [{"name": row.name, "version": row.version, "content": b64encode(row.content).decode()} for row in rows]


def _groups(connection: Connection) -> Iterator[dict[str, Any]]:
    for kind in connection.execute(select(tables.groupings.c.kind).distinct().order_by(tables.groupings.c.kind)).scalars().all():
        for each in linking.groups(connection, kind, None):
            yield {"kind": each.kind, "id": each.id, "members": list(each.members), "value": dict(each.value)}


def _redirects(connection: Connection) -> Iterator[dict[str, Any]]:
    table = tables.groupings
    for row in connection.execute(select(table).where(table.c.redirect.is_not(None)).order_by(table.c.kind, table.c.id)):
        yield {"redirect": {"kind": row.kind, "id": row.id, "to": row.redirect}}


def _tombstone(each: Tombstone) -> dict[str, Any]:
    rest = {"reason": each.reason, "author": each.author, "at": each.at}
    return {"report": each.report, "ref": each.ref, "publisher": each.publisher} | rest


def _judgement(each: Judgement) -> dict[str, Any]:
    anchor = each.anchor and {
        "report": each.anchor.report,
        "role": each.anchor.role,
        "start": each.anchor.span.start,
        "end": each.anchor.span.end,
        "words": each.anchor.words,
    }
    said = {"author": each.author, "reason": each.reason, "at": each.at}
    about = {"anchor": anchor, "pair": None if each.pair is None else list(each.pair)}
    return {"id": each.id, "verb": each.verb, "value": dict(each.value)} | about | said


def _rejected(each: Rejected) -> dict[str, str]:
    return {"ref": each.ref, "stage": each.stage, "code": each.code, "detail": each.detail}


def _link(each: Link) -> dict[str, Any]:
    return {"kind": each.kind, "a": each.a, "b": each.b, "score": each.score, "value": dict(each.value)}


def _change(each: Change) -> dict[str, Any]:
    return {"kind": each.kind, "id": each.id, "value": dict(each.value), "reports": list(each.reports), "at": each.at}


# Files ---------------------------------------------------------------------------------------------------------------------------


def write_lines(found: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write lines to a file, which appears when all is in it."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        make_private(part)
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(to_json(each) + "\n" for each in found)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise LedgerError(f"{path} cannot be written: {error.strerror}; name a place that can") from error


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a file.

    Raises:
        LedgerError: It cannot be read, or is not what `write_lines` wrote; the message names the line.
    """
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                found = _line(line, f"{path}:{number}")
                if number == 1 and found.get("ledger") != FORMAT:
                    raise LedgerError(f"{path} is no backup of a ledger that this Headwater knows (its first line is {line.strip()!r:.60})")
                yield found
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(f"{path} cannot be read: {error}; check the path") from error


def _line(line: str, where: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise LedgerError(f"{where} is no line of JSON: {error}; the backup is damaged") from error
    if not isinstance(found, dict):
        raise LedgerError(f"{where} is no JSON object; the backup is damaged")
    return found


def copy_file(engine: Engine, path: Path) -> None:
    """Copy a SQLite ledger while it is in use; the copy appears when it is whole."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        make_private(part)
        with engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            copy = sqlite3.connect(part)
            try:
                raw.backup(copy)
            finally:
                copy.close()
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise LedgerError(f"{path} cannot be written: {error}; name a place that can") from error


# Into a ledger -------------------------------------------------------------------------------------------------------------------


def put_line(connection: Connection, line: Mapping[str, Any], *, generation: int, at: str) -> str | None:
    """Put one line in; return `new` where it brought something, `None` where it was there or has no place here.

    Reports are put in elsewhere (one, one transaction); this is for the rest.

    Raises:
        LedgerError: It is not such a line.
    """
    try:
        (kind, found), *_ = line.items()
        put = {
            "judgement": _put_judgement,
            "refused": _put_refused,
            "link": _put_link,
            "group": _put_group,
            "redirect": _put_redirect,
            "linked": _put_linked,
            "change": _put_change,
        }.get(kind)
        return None if put is None else ("new" if put(connection, found, generation, at) else None)
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerError(f"the line {to_json(line)!r:.80} is not one of a ledger ({error!r}); the backup is damaged") from error


def tombstone_of(found: Mapping[str, Any]) -> Tombstone:
    """Return the tombstone that a line holds."""
    return Tombstone(**{name: found[name] for name in ("report", "ref", "publisher", "reason", "author", "at")})


def entry_of(found: Mapping[str, Any]) -> reports.Entry:
    """Return the report that a line holds, checked by the codec, ready to be written."""
    return reports.entry_of(
        codec.decode(found["reading"]),
        reader=found["reader"],
        keys=[Key(kind, key) for kind, key in found["keys"]],
        blobs=[Blob(name=each["name"], version=each["version"], content=b64decode(each["content"])) for each in found["blobs"]],
    )


def _put_judgement(connection: Connection, found: Mapping[str, Any], _generation: int, _at: str) -> bool:
    anchor = found["anchor"]
    made = judging.judgement_of(
        found["verb"],
        found["value"],
        author=found["author"],
        reason=found["reason"],
        at=found["at"],
        anchor=anchor
        and Anchor(
            report=anchor["report"], role=anchor["role"], span=Span(start=anchor["start"], end=anchor["end"]), words=anchor["words"]
        ),
        pair=found["pair"] and tuple(found["pair"]),
    )
    return judging.put_judgement(connection, made)


def _put_refused(connection: Connection, found: Mapping[str, Any], _generation: int, _at: str) -> bool:
    return reports.refuse(connection, Rejected(**{name: found[name] for name in ("ref", "stage", "code", "detail")}))


def _put_link(connection: Connection, found: Mapping[str, Any], _generation: int, _at: str) -> bool:
    table = tables.links
    here = connection.execute(
        select(table.c.a).where(table.c.kind == found["kind"], table.c.a == found["a"], table.c.b == found["b"])
    ).first()
    if here or not _in_hand(connection, (found["a"], found["b"])):
        return False
    linking.put_links(connection, [Link(**{name: found[name] for name in ("kind", "a", "b", "score", "value")})])
    return True


def _put_group(connection: Connection, found: Mapping[str, Any], generation: int, _at: str) -> bool:
    """A group comes whole or not at all: where one of its members is grouped here, linking has to decide."""
    members = tuple(found["members"])
    if _group_row(connection, found) is not None or not _in_hand(connection, members):
        return False
    if any(linking.group_of(connection, found["kind"], each) is not None for each in members):
        return False
    made = Group(kind=found["kind"], id=found["id"], members=members, value=found["value"])
    linking.put_groups(connection, [made], redirects={}, generation=generation)
    return True


def _put_redirect(connection: Connection, found: Mapping[str, Any], generation: int, _at: str) -> bool:
    if _group_row(connection, found) is not None or _group_row(connection, {"kind": found["kind"], "id": found["to"]}) is None:
        return False
    linking.put_groups(connection, [], redirects={(found["kind"], found["id"]): found["to"]}, generation=generation)
    return True


def _put_linked(connection: Connection, found: Mapping[str, Any], generation: int, _at: str) -> bool:
    group = _group_row(connection, {"kind": "story", "id": found["story"]})
    if group is None or group.generation != generation:  # only of a group that came in this transaction
        return False
    linking.put_linked(connection, found["story"], found["value"], generation=generation)
    return True


def _put_change(connection: Connection, found: Mapping[str, Any], generation: int, _at: str) -> bool:
    table = tables.changes
    known = select(table.c.number).where(
        table.c.kind == found["kind"], table.c.id == found["id"], table.c.at == found["at"], table.c.value == to_json(found["value"])
    )
    if connection.execute(known).first() or not _in_hand(connection, found["reports"]):
        return False
    made = Change(kind=found["kind"], id=found["id"], value=found["value"], reports=tuple(found["reports"]))
    linking.put_changes(connection, [made], generation=generation, at=found["at"])
    return True


def _in_hand(connection: Connection, members: Iterable[str]) -> bool:
    wanted = {linking.report_of(each) for each in members}
    return len(reports.numbers_of(connection, wanted)) == len(wanted)


def _group_row(connection: Connection, found: Mapping[str, Any]) -> "Row[Any] | None":
    table = tables.groupings
    return connection.execute(select(table).where(table.c.kind == found["kind"], table.c.id == found["id"])).one_or_none()
