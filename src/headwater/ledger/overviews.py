"""What lists show of linked results, kept beside them: a result is large, and a list is of thousands."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.sql import ColumnElement

from headwater import comparison
from headwater.ledger import tables
from headwater.ledger.plain import chunked, from_json, to_json

__all__ = [
    "count",
    "missing",
    "overviews",
    "put_overview",
    "stories_beginning",
    "stories_naming",
    "stories_of_name",
    "stories_stating",
    "stories_titled",
]

Json = dict[str, Any]


def put_overview(connection: Connection, story: str, document: Mapping[str, Any]) -> None:
    """Keep what lists show of a story's result, which is in hand; of a document of another shape there is nothing to show."""
    for table in (tables.overviews, tables.missing, tables.named):
        connection.execute(delete(table).where(table.c.story == story))
    if not document.keys() >= set(comparison.KEYS):
        return
    found = comparison.overview(document)
    row = {"story": story, "latest": found.latest, "value": to_json(found.story)}
    connection.execute(insert(tables.overviews).values(row))
    if found.missing:
        connection.execute(insert(tables.missing).values(story=story, value=to_json({"missing": list(found.missing)})))
    rows = [{"id": each, "story": story, "kind": kind, "name": name} for kind, each, name in found.named]
    if rows:
        connection.execute(insert(tables.named), rows)


def overviews(
    connection: Connection, *, after: tuple[str, str] | None, offset: int, limit: int | None
) -> tuple[tuple[tuple[str, str], Json], ...]:
    """Return the rows of stories, the latest first (then by id), each with its place in that order."""
    table = tables.overviews
    query = select(table.c.latest, table.c.story, table.c.value).order_by(table.c.latest.desc(), table.c.story)
    if after is not None:
        query = query.where((table.c.latest < after[0]) | ((table.c.latest == after[0]) & (table.c.story > after[1])))
    rows = connection.execute(query.limit(limit).offset(offset or None) if limit is not None else query)
    return tuple(((row.latest, row.story), from_json(row.value)) for row in rows)


def count(connection: Connection) -> int:
    """Return how many stories have a result."""
    return int(connection.execute(select(func.count()).select_from(tables.overviews)).scalar_one())


def missing(connection: Connection) -> list[Json]:
    """Return what stories cite that is not in hand, story by story."""
    table = tables.missing
    rows = connection.execute(select(table.c.value).order_by(table.c.story)).scalars()
    return [each for row in rows for each in from_json(row)["missing"]]


def stories_titled(connection: Connection, words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return id and title of the stories whose titles may hold all of some words, sorted by id: of words beyond ASCII all may."""
    return _titles(connection, _holding(tables.groupings.c.value, words))


def stories_of_name(connection: Connection, words: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the stories in which somebody speaks whose name may hold all of some words, the latest first."""
    table, over = tables.named, tables.overviews
    within = select(table.c.story).where(table.c.kind == "speaker", *_holding(table.c.name, words))
    query = select(over.c.story).where(over.c.story.in_(within)).order_by(over.c.latest.desc(), over.c.story)
    return tuple(connection.execute(query).scalars())


def stories_naming(connection: Connection, identified: str, *, whole: bool) -> tuple[str, ...]:
    """Return the ids of the stories whose result has a claim, origin or identity of an id, or of one that begins so; sorted."""
    table = tables.named
    condition = (table.c.id == identified,) if whole else _beginning(table.c.id, identified)
    return tuple(connection.execute(select(table.c.story).where(*condition).distinct().order_by(table.c.story)).scalars())


def stories_beginning(connection: Connection, identified: str) -> tuple[tuple[str, str], ...]:
    """Return id and title of the stories whose id begins so, sorted by id."""
    return _titles(connection, _beginning(tables.groupings.c.id, identified))


def _titles(connection: Connection, conditions: "Sequence[ColumnElement[bool]]") -> tuple[tuple[str, str], ...]:
    table = tables.groupings
    query = select(table.c.id, table.c.value).where(table.c.kind == "story", table.c.redirect.is_(None), *conditions)
    return tuple((row.id, str(from_json(row.value).get("title", ""))) for row in connection.execute(query.order_by(table.c.id)))


def stories_stating(connection: Connection, statement: str) -> tuple[str, ...]:
    """Return the ids of the stories with a statement whose id begins so, sorted."""
    table, members = tables.statements, tables.members
    # In two steps: as one, with the order asked for, SQLite walks through the members of all groups.
    reports = connection.execute(select(table.c.report).where(*_beginning(table.c.id, statement)).distinct()).scalars().all()
    found: set[str] = set()
    for chunk in chunked(sorted(reports)):
        query = select(members.c.id).where(members.c.kind == "story", members.c.report.in_(chunk))
        found.update(connection.execute(query).scalars())
    return tuple(sorted(found))


def _beginning(column: "ColumnElement[Any]", identified: str) -> "list[ColumnElement[bool]]":
    return [column >= identified, column < f"{identified}g"]  # ids are hexadecimal digits


def _holding(column: "ColumnElement[Any]", words: Sequence[str]) -> "list[ColumnElement[bool]]":
    # SQLite folds the case of ASCII alone; whoever asks looks again at what is found.
    return [column.icontains(word, autoescape=True) for word in words if word.isascii()]
