"""By what a report is found again: keys with their postings counted, and blobs that only their maker understands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.sql import ColumnElement

from headwater.ledger import tables
from headwater.ledger.plain import chunked
from headwater.ledger.records import Blob, Key, Neighbour

__all__ = ["blobs", "drop_keys", "keys_of", "neighbours", "outdated_blobs", "postings", "put_blobs", "put_keys"]


def put_keys(connection: Connection, number: int, wanted: Sequence[Key]) -> None:
    """Make these the keys of a report, whatever they were.

    Postings are counted while writing, so that asking stays cheap: how rare a key is must not take longer the more reports there are.
    """
    drop_keys(connection, number)
    rows = [{"kind": each.kind, "key": each.key} for each in sorted(set(wanted))]
    if rows:
        connection.execute(insert(tables.keys), [row | {"report": number} for row in rows])
        connection.execute(text(_COUNT_ONE_MORE), rows)


def drop_keys(connection: Connection, number: int) -> None:
    """Take all keys from a report."""
    had = connection.execute(delete(tables.keys).where(tables.keys.c.report == number).returning(tables.keys.c.kind, tables.keys.c.key))
    rows = sorted(({"kind": row.kind, "key": row.key} for row in had.all()), key=lambda row: (row["kind"], row["key"]))
    if rows:
        connection.execute(text(_COUNT_ONE_LESS), rows)
        connection.execute(text(_FORGET_NONE), rows)


_COUNT_ONE_MORE = """
    INSERT INTO postings (kind, key, reports) VALUES (:kind, :key, 1)
    ON CONFLICT (kind, key) DO UPDATE SET reports = postings.reports + 1"""
_COUNT_ONE_LESS = "UPDATE postings SET reports = reports - 1 WHERE kind = :kind AND key = :key"
_FORGET_NONE = "DELETE FROM postings WHERE kind = :kind AND key = :key AND reports = 0"


def postings(connection: Connection, wanted: Iterable[Key]) -> dict[Key, int]:
    """Return for each key how many reports have it, 0 where none does."""
    found = dict.fromkeys(wanted, 0)
    table = tables.postings
    for kind, names in _by_kind(found):
        rows = connection.execute(select(table.c.key, table.c.reports).where(table.c.kind == kind, table.c.key.in_(names)))
        found |= {Key(kind, row.key): row.reports for row in rows}
    return found


def _by_kind(wanted: Iterable[Key]) -> list[tuple[str, list[str]]]:
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for each in sorted(set(wanted)):
        by_kind[each.kind].append(each.key)
    return [(kind, list(chunk)) for kind, names in by_kind.items() for chunk in chunked(names)]


def neighbours(
    connection: Connection,
    wanted: Iterable[Key],
    conditions: "Sequence[ColumnElement[bool]]",
    *,
    most_postings: int | None,
    latest: int = 0,
) -> tuple[Neighbour, ...]:
    """Return the reports that share a key, those that share more first, then by id; of keys that more reports have the latest alone."""
    table, reports = tables.keys, tables.reports
    common: list[Key] = []
    if most_postings is not None:  # counted first: the long lists of common keys are never walked
        counts = postings(connection, wanted)
        wanted = [each for each, count in counts.items() if 0 < count <= most_postings]
        common = [each for each, count in counts.items() if count > most_postings] if latest else []
    shared: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    query = select(reports.c.id, table.c.key).join(reports, reports.c.number == table.c.report)
    queries = [(kind, query.where(table.c.kind == kind, table.c.key.in_(names))) for kind, names in _by_kind(wanted)]
    last = query.order_by(table.c.report.desc()).limit(latest)
    queries += [(each.kind, last.where(table.c.kind == each.kind, table.c.key == each.key)) for each in common]
    for kind, asked in queries:
        for report, key in connection.execute(asked.where(*conditions)).all():
            shared[report].append((kind, key))
    found = [Neighbour(report=report, shared=tuple(Key(*each) for each in sorted(pairs))) for report, pairs in shared.items()]
    return tuple(sorted(found, key=lambda each: (-len(each.shared), each.report)))


def keys_of(connection: Connection, number: int) -> tuple[Key, ...]:
    """Return the keys of a report, sorted."""
    table = tables.keys
    rows = connection.execute(select(table.c.kind, table.c.key).where(table.c.report == number))
    return tuple(sorted(Key(row.kind, row.key) for row in rows))


def put_blobs(connection: Connection, number: int, wanted: Iterable[Blob]) -> None:
    """Keep blobs of a report; one of the same name gives way."""
    table = tables.blobs
    for each in wanted:
        connection.execute(delete(table).where(table.c.report == number, table.c.name == each.name))
        row = {"report": number, "name": each.name, "version": each.version, "content": each.content}
        connection.execute(insert(table).values(row))


def blobs(connection: Connection, name: str, ids: Sequence[str] | None) -> dict[str, Blob]:
    """Return the blobs of a name, by the ids of their reports: of those asked for, or of all."""
    table, reports = tables.blobs, tables.reports
    query = select(reports.c.id, table).join(reports, reports.c.number == table.c.report).where(table.c.name == name)
    chunks = [None] if ids is None else list(chunked(sorted(set(ids))))
    found: dict[str, Blob] = {}
    for chunk in chunks:
        for row in connection.execute(query if chunk is None else query.where(reports.c.id.in_(chunk))):
            found[row.id] = Blob(name=row.name, version=row.version, content=bytes(row.content))
    return found


def outdated_blobs(connection: Connection, name: str, version: str) -> list[int]:
    """Return the numbers of the reports whose blob of a name is of another version; none where the oldest report's is not.

    A version changes for all at once, and reports that come later have the new one, so that one look at the oldest mostly settles it.
    """
    table = tables.blobs
    of_name = table.c.name == name
    oldest = connection.execute(select(table.c.version).where(of_name).order_by(table.c.report).limit(1)).scalar()
    if oldest in {None, version}:
        return []
    return list(connection.execute(select(table.c.report).where(of_name, table.c.version != version)).scalars())
