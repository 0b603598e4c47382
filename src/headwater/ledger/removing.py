"""Taking a report out for legal or privacy reasons: every word of it goes, a tombstone stays."""

from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, text

from headwater.errors import LedgerError
from headwater.ledger import connect, judging, keys, linking, tables
from headwater.ledger.records import Tombstone

__all__ = ["bury_no_more", "put_tombstone", "refusal", "remove", "rewrite", "tombstone", "tombstones"]


def remove(connection: Connection, report: str, *, reason: str, author: str, at: str) -> Tombstone:
    """Delete a report and all that holds its words; return the tombstone that was left."""
    for name, given in (("reason", reason), ("author", author)):
        if not given.strip():
            raise LedgerError(f"a removal needs {'an' if name == 'author' else 'a'} {name}; say it (--{name})")
    row = connection.execute(select(tables.reports).where(tables.reports.c.id == report)).one_or_none()
    if row is None:
        raise LedgerError(f"there is no report {report!r} in the ledger; headwater reports lists them")
    made = Tombstone(report=report, ref=row.ref, publisher=row.publisher, reason=reason, author=author, at=at)
    put_tombstone(connection, made)
    return made


def put_tombstone(connection: Connection, wanted: Tombstone) -> bool:
    """Leave a tombstone, and delete the report where it is in hand; return whether the tombstone was not there."""
    table = tables.tombstones
    new = connection.execute(select(table.c.report).where(table.c.report == wanted.report)).first() is None
    if new:
        connection.execute(
            insert(table).values(
                report=wanted.report,
                ref=wanted.ref,
                publisher=wanted.publisher,
                reason=wanted.reason,
                author=wanted.author,
                at=wanted.at,
            )
        )
    number = connection.execute(select(tables.reports.c.number).where(tables.reports.c.id == wanted.report)).scalar()
    if number is not None:
        _delete(connection, wanted.report, number)
    return new


def _delete(connection: Connection, report: str, number: int) -> None:
    linking.forget(connection, report, number)
    keys.drop_keys(connection, number)
    judging.blank(connection, report)
    for table in (tables.statements, tables.readings, tables.blobs, tables.rejections, tables.waiting):
        connection.execute(delete(table).where(table.c.report == number))
    connection.execute(delete(tables.reports).where(tables.reports.c.number == number))


def rewrite(engine: Engine) -> None:
    """Rewrite a SQLite file and its index of words without what was deleted; where somebody reads, the log is emptied later."""
    with engine.connect().execution_options(**{connect.WRITING: True}) as connection:
        for index in ("search_reports", "search_statements"):
            connection.execute(text(f"INSERT INTO {index}({index}) VALUES ('optimize')"))  # noqa: S608 - ours
        connection.commit()
        raw = connection.connection.dbapi_connection
        if raw is not None:
            cursor = raw.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()


def bury_no_more(connection: Connection, report: str) -> None:
    """Take a tombstone away."""
    connection.execute(delete(tables.tombstones).where(tables.tombstones.c.report == report))


def tombstone(connection: Connection, report: str) -> Tombstone | None:
    """Return the tombstone of a report, `None` where it was never removed."""
    row = connection.execute(select(tables.tombstones).where(tables.tombstones.c.report == report)).one_or_none()
    return None if row is None else _tombstone(row)


def tombstones(connection: Connection) -> tuple[Tombstone, ...]:
    """Return all tombstones, by time, then id."""
    table = tables.tombstones
    return tuple(_tombstone(row) for row in connection.execute(select(table).order_by(table.c.at, table.c.report)))


def _tombstone(row: "Row[Any]") -> Tombstone:
    return Tombstone(report=row.report, ref=row.ref, publisher=row.publisher, reason=row.reason, author=row.author, at=row.at)


def refusal(grave: Tombstone) -> str:
    """Return why a report that was removed is refused, in words."""
    return f"it was removed by {grave.author} on {grave.at[:10]}: {grave.reason}; to take it again nevertheless: --force"
