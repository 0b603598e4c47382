"""What linking writes down: links between pairs, groups under durable ids, the linked result of a story, and what changed.

A group's id stays: members come and go, and an id whose members have all gone to others redirects to where most of them went.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.sql import ColumnElement

from headwater.errors import LedgerError
from headwater.ledger import tables
from headwater.ledger.memory import Memory
from headwater.ledger.overviews import put_overview, stories_naming
from headwater.ledger.plain import chunked, digest_of, from_json, to_json
from headwater.ledger.records import Change, Document, Group, GroupKind, Link
from headwater.ledger.reports import forget_linked, number_of, numbers_of, wait
from headwater.model import Story

__all__ = [
    "changes",
    "drop_links",
    "final_id",
    "forget",
    "group",
    "group_of",
    "groups",
    "groups_of",
    "latest_changes",
    "linked_at",
    "links",
    "of_story",
    "put_changes",
    "put_groups",
    "put_linked",
    "put_links",
    "put_redirects",
    "read_linked",
    "report_of",
    "stories",
    "stories_with",
]


def report_of(member: str) -> str:
    """Return the report's id in a member (`report` or `report/inside`)."""
    return member.partition("/")[0]


def _numbers(connection: Connection, members: Iterable[str]) -> dict[str, int]:
    wanted = {report_of(each) for each in members}
    found = numbers_of(connection, wanted)
    if missing := sorted(wanted - found.keys()):
        raise LedgerError(f"report {missing[0]} is not in the ledger, and nothing in it can be linked; add it first")
    return found


# Links ---------------------------------------------------------------------------------------------------------------------------


def put_links(connection: Connection, wanted: Iterable[Link]) -> None:
    """Keep links; one of the same kind between the same two gives way."""
    given = {(each.kind, each.a, each.b): each for each in wanted}
    numbers = _numbers(connection, (end for each in given.values() for end in (each.a, each.b)))
    table = tables.links
    rows = []
    for (kind, a, b), each in sorted(given.items()):
        ends = {"report_a": numbers[report_of(a)], "report_b": numbers[report_of(b)]}
        rows.append({"kind": kind, "a": a, "b": b, "score": each.score, "value": to_json(each.value)} | ends)
    if rows:
        these = (table.c.kind == bindparam("of")) & (table.c.a == bindparam("one")) & (table.c.b == bindparam("other"))
        connection.execute(delete(table).where(these), [{"of": row["kind"], "one": row["a"], "other": row["b"]} for row in rows])
        connection.execute(insert(table), rows)


def drop_links(connection: Connection, report: str, kinds: Sequence[str] | None) -> None:
    """Forget the links of a report, of some kinds or of all."""
    table = tables.links
    number = number_of(connection, report)
    if number is not None:
        for end in (table.c.report_a, table.c.report_b):  # each by its index: of both at once, SQLite reads all links of the kinds
            these = end == number
            connection.execute(delete(table).where(these if kinds is None else these & table.c.kind.in_(kinds)))


def links(connection: Connection, kind: str | None, touching: Iterable[str] | None) -> tuple[Link, ...]:
    """Return links, of a kind and with an end in one of those reports where asked, sorted by kind and ends."""
    table = tables.links
    query = select(table) if kind is None else select(table).where(table.c.kind == kind)
    if touching is None:
        found = {(row.kind, row.a, row.b): row for row in connection.execute(query)}
    else:
        numbers = sorted(numbers_of(connection, touching).values())
        columns = (table.c.report_a, table.c.report_b)
        queries = [select(table).where(column.in_(chunk)) for chunk in chunked(numbers) for column in columns]
        rows = (row for each in queries for row in connection.execute(each))
        # The kind is asked here: SQLite would read all links of it, and not those of the reports.
        found = {(row.kind, row.a, row.b): row for row in rows if kind is None or row.kind == kind}
    return tuple(
        Link(kind=row.kind, a=row.a, b=row.b, score=row.score, value=from_json(row.value))
        for _, row in sorted(found.items(), key=lambda f: f[0])
    )


# Groups --------------------------------------------------------------------------------------------------------------------------


def put_groups(connection: Connection, wanted: Iterable[Group], *, redirects: Mapping[tuple[GroupKind, str], str], generation: int) -> None:
    """Keep groups with exactly these members; a member of another group of the kind leaves it.

    A group that loses its last member redirects to where `redirects` says, else to the group that most of its members went to (of equals,
    the one whose id sorts first).
    """
    given = {(each.kind, each.id): each for each in wanted}
    numbers = _numbers(connection, (member for each in given.values() for member in each.members))
    for kind in sorted({kind for kind, _ in given}):
        homes = {member: each.id for each in given.values() if each.kind == kind for member in each.members}
        moved = _leave(connection, kind, [each.id for each in given.values() if each.kind == kind], homes)
        _put_homes(connection, [each for each in given.values() if each.kind == kind], homes, numbers, generation)
        for old, gone in sorted(moved.items()):
            if (kind, old) not in redirects and not _has_members(connection, kind, old):
                _redirect(connection, kind, old, min(gone, key=lambda to: (-gone[to], to)))
    for (kind, old), new in redirects.items():
        if old != new:
            _redirect(connection, kind, old, new)


def _leave(connection: Connection, kind: str, ids: Sequence[str], homes: Mapping[str, str]) -> dict[str, Counter[str]]:
    """Take the members of groups out of where they were, and empty the groups; return how many went from each other group to which."""
    table = tables.members
    moved: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for chunk in chunked(sorted(homes)):
        these = (table.c.kind == kind) & table.c.member.in_(chunk)
        for row in connection.execute(delete(table).where(these).returning(table.c.member, table.c.id)).all():
            if row.id != homes[row.member]:
                moved[row.id][homes[row.member]] += 1
    for chunk in chunked(sorted(ids)):
        connection.execute(delete(table).where(table.c.kind == kind, table.c.id.in_(chunk)))
        connection.execute(delete(tables.groupings).where(tables.groupings.c.kind == kind, tables.groupings.c.id.in_(chunk)))
    return dict(moved)


def _put_homes(
    connection: Connection, given: Sequence[Group], homes: Mapping[str, str], numbers: Mapping[str, int], generation: int
) -> None:
    rows = [{"kind": each.kind, "id": each.id, "redirect": None, "value": to_json(each.value), "generation": generation} for each in given]
    inside = [
        {"kind": given[0].kind, "id": home, "member": member, "report": numbers[report_of(member)]}
        for member, home in sorted(homes.items())
    ]
    connection.execute(insert(tables.groupings), rows)
    if inside:
        connection.execute(insert(tables.members), inside)
    if given[0].kind == "story":
        wait(connection, (numbers[report_of(member)] for member in homes))  # for the story's result


def _has_members(connection: Connection, kind: str, identified: str) -> bool:
    table = tables.members
    return connection.execute(select(table.c.member).where(table.c.kind == kind, table.c.id == identified).limit(1)).first() is not None


def _redirect(connection: Connection, kind: str, old: str, new: str) -> None:
    """Redirect an id, and all that led to it, so that a redirect is one step and no circle can close."""
    table = tables.groupings
    connection.execute(delete(tables.members).where(tables.members.c.kind == kind, tables.members.c.id == old))
    if kind == "story":
        connection.execute(delete(tables.linked).where(tables.linked.c.story == old))
    target = final_id(connection, kind, new)
    if target == old:
        target = new
    leading = (table.c.kind == kind) & ((table.c.id == old) | (table.c.redirect == old)) & (table.c.id != target)
    connection.execute(update(table).where(leading).values(redirect=target, value="{}"))
    if not connection.execute(select(table.c.id).where(table.c.kind == kind, table.c.id == old)).first():
        connection.execute(insert(table).values(kind=kind, id=old, redirect=target, value="{}", generation=0))


def put_redirects(connection: Connection, kind: GroupKind, moved: Mapping[str, str], alive: Iterable[str]) -> None:
    """Let ids lead to others; those that are `alive` lead nowhere else any more."""
    table = tables.groupings
    for chunk in chunked(sorted(set(alive))):
        connection.execute(delete(table).where(table.c.kind == kind, table.c.id.in_(chunk), table.c.redirect.is_not(None)))
    for old, new in sorted(moved.items()):
        if old != new:
            _redirect(connection, kind, old, new)


def final_id(connection: Connection, kind: str, identified: str) -> str:
    """Return the id that an id leads to: itself, where it does not redirect."""
    table = tables.groupings
    found = connection.execute(select(table.c.redirect).where(table.c.kind == kind, table.c.id == identified)).scalar()
    return identified if found is None else str(found)


def of_story(connection: Connection, story: str | None) -> "list[ColumnElement[bool]]":
    """Return the conditions under which a report is of a story, which may be named by an id that redirects to it."""
    if story is None:
        return []
    members = tables.members
    within = select(members.c.report).where(members.c.kind == "story", members.c.id == final_id(connection, "story", story))
    return [tables.reports.c.number.in_(within)]


def group_of(connection: Connection, kind: str, member: str) -> str | None:
    """Return the id of the group of a kind that a member is in."""
    table = tables.members
    return connection.execute(select(table.c.id).where(table.c.kind == kind, table.c.member == member)).scalar()


def groups_of(connection: Connection, kind: str, wanted: Iterable[str]) -> dict[str, str]:
    """Return the ids of the groups of a kind that members are in, by member; without those that are in none."""
    table = tables.members
    found: dict[str, str] = {}
    for chunk in chunked(sorted(set(wanted))):
        rows = connection.execute(select(table.c.member, table.c.id).where(table.c.kind == kind, table.c.member.in_(chunk)))
        found |= {row.member: row.id for row in rows}
    return found


def group(connection: Connection, kind: GroupKind, identified: str) -> Group | None:
    """Return a group by its id or one that redirects to it; `None` where there is none (any more)."""
    table, members = tables.groupings, tables.members
    final = final_id(connection, kind, identified)
    row = connection.execute(select(table).where(table.c.kind == kind, table.c.id == final)).one_or_none()
    inside = connection.execute(select(members.c.member).where(members.c.kind == kind, members.c.id == final)).scalars().all()
    if row is None or not inside:
        return None
    return Group(kind=kind, id=final, members=tuple(sorted(inside)), value=from_json(row.value), generation=row.generation)


def groups(connection: Connection, kind: GroupKind, touching: Iterable[str] | None) -> tuple[Group, ...]:
    """Return the groups of a kind that have members, sorted by id: all, or those with a member in one of those reports."""
    table, members = tables.groupings, tables.members
    of_kind = [table.c.kind == kind, table.c.redirect.is_(None)]
    if touching is None:
        return _groups(connection, of_kind)
    found: dict[str, Group] = {}
    for chunk in chunked(sorted(numbers_of(connection, touching).values())):
        within = select(members.c.id).where(members.c.kind == kind, members.c.report.in_(chunk))
        found |= {each.id: each for each in _groups(connection, [*of_kind, table.c.id.in_(within)])}
    return tuple(found[each] for each in sorted(found))


def _groups(connection: Connection, conditions: "Sequence[ColumnElement[bool]]") -> tuple[Group, ...]:
    table, members = tables.groupings, tables.members
    of_group = (members.c.kind == table.c.kind) & (members.c.id == table.c.id)
    query = select(table, members.c.member).join(members, of_group).where(*conditions).order_by(table.c.id, members.c.member)
    rows: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        rows[row.id].append(row)
    return tuple(
        Group(
            kind=these[0].kind,
            id=each,
            members=tuple(row.member for row in these),
            value=from_json(these[0].value),
            generation=these[0].generation,
        )
        for each, these in rows.items()
    )


def stories(connection: Connection, found: Sequence[Group]) -> tuple[Story, ...]:
    """Return groups as stories, their reports in the order of publication (the undated last), then of id."""
    table = tables.reports
    order: dict[str, tuple[str, str]] = {}
    for chunk in chunked(sorted({member for each in found for member in each.members})):
        rows = connection.execute(select(table.c.id, table.c.published_from).where(table.c.id.in_(chunk)))
        order |= {row.id: (row.published_from or "~", row.id) for row in rows}
    return tuple(
        Story(id=each.id, title=str(each.value.get("title", "")), reports=tuple(sorted(each.members, key=order.__getitem__)))
        for each in found
    )


# Results and changes -------------------------------------------------------------------------------------------------------------


def put_linked(connection: Connection, story: str, value: Mapping[str, Any], *, generation: int) -> None:
    """Keep the linked result of a story, whatever it was; its reports wait no more."""
    inside = select(tables.members.c.report).where(tables.members.c.kind == "story", tables.members.c.id == story)
    connection.execute(delete(tables.waiting).where(tables.waiting.c.report.in_(inside)))
    connection.execute(delete(tables.linked).where(tables.linked.c.story == story))
    connection.execute(insert(tables.linked).values(story=story, value=to_json(value), generation=generation))
    put_overview(connection, story, value)


def read_linked(connection: Connection, story: str, memory: Memory[Mapping[str, Any]]) -> Document | None:
    """Return the linked result of a story, by its id or one that redirects to it."""
    table = tables.linked
    row = connection.execute(select(table).where(table.c.story == final_id(connection, "story", story))).one_or_none()
    if row is None:
        return None
    digests = {row.story: digest_of(row.value)} if memory.most else {}
    value = memory.of(digests).get(row.story)
    if value is None:
        value = from_json(row.value)
        memory.keep({row.story: value}, digests, weight=len(row.value))
    return Document(value=value, generation=row.generation)


def linked_at(connection: Connection, stories: Iterable[str]) -> dict[str, int]:
    """Return those of some stories that have a linked result, each with the generation it was computed from."""
    table = tables.linked
    found: dict[str, int] = {}
    for chunk in chunked(sorted(set(stories))):
        rows = connection.execute(select(table.c.story, table.c.generation).where(table.c.story.in_(chunk)))
        found |= {row.story: row.generation for row in rows}
    return found


def stories_with(connection: Connection, identified: str) -> tuple[str, ...]:
    """Return the ids of the stories whose linked result names an id, sorted: claims, origins and identities are found at once."""
    found = stories_naming(connection, identified, whole=True)
    if found:
        return found
    table = tables.linked
    query = select(table.c.story).where(table.c.value.contains(identified, autoescape=True)).order_by(table.c.story)
    return tuple(connection.execute(query).scalars())


def put_changes(connection: Connection, wanted: Iterable[Change], *, generation: int, at: str) -> None:
    """Write down what changed."""
    rows = [
        {
            "kind": each.kind,
            "id": each.id,
            "reports": " ".join(each.reports),
            "value": to_json(each.value),
            "generation": generation,
            "at": at,
        }
        for each in wanted
    ]
    if rows:
        connection.execute(insert(tables.changes), rows)


def changes(
    connection: Connection, conditions: "Sequence[ColumnElement[bool]]", *, offset: int = 0, limit: int | None = None
) -> tuple[Change, ...]:
    """Return what changed, in the order it was written."""
    query = select(tables.changes).where(*conditions).order_by(tables.changes.c.number)
    return tuple(_change(row) for row in connection.execute(query if limit is None else query.limit(limit).offset(offset or None)))


def latest_changes(connection: Connection, *, offset: int, limit: int) -> tuple[Change, ...]:
    """Return what changed, the latest first."""
    table = tables.changes
    query = select(table).order_by(table.c.number.desc()).limit(limit).offset(offset or None)
    return tuple(_change(row) for row in connection.execute(query))


def _change(row: "Row[Any]") -> Change:
    return Change(
        kind=row.kind, id=row.id, value=from_json(row.value), reports=tuple(row.reports.split()), generation=row.generation, at=row.at
    )


def forget(connection: Connection, report: str, number: int) -> None:
    """Take a report out of all that linking made of it; results and changes that speak of it go whole, since they may hold its words."""
    touched = connection.execute(select(tables.members.c.kind, tables.members.c.id).where(tables.members.c.report == number)).all()
    met = (tables.links.c.report_a == number) | (tables.links.c.report_b == number)
    ends = connection.execute(select(tables.links.c.report_a, tables.links.c.report_b).where(met)).all()
    forget_linked(connection, {end for row in ends for end in row} | {number})  # it may have held together what is to part now
    drop_links(connection, report, None)
    connection.execute(delete(tables.members).where(tables.members.c.report == number))
    grouping = tables.groupings
    for kind, identified in sorted({(row.kind, row.id) for row in touched}):
        if kind == "story":
            connection.execute(delete(tables.linked).where(tables.linked.c.story == identified))
        this = (grouping.c.kind == kind) & (grouping.c.id == identified)
        keep = _has_members(connection, kind, identified)
        connection.execute(update(grouping).where(this).values(value="{}") if keep else delete(grouping).where(this))
    connection.execute(update(grouping).where(grouping.c.value.contains(report)).values(value="{}"))
    speaking = select(tables.linked.c.story).where(tables.linked.c.value.contains(report))
    theirs = select(tables.members.c.report).where(tables.members.c.kind == "story", tables.members.c.id.in_(speaking))
    forget_linked(connection, connection.execute(theirs).scalars().all())
    connection.execute(delete(tables.changes).where(tables.changes.c.reports.contains(report) | tables.changes.c.value.contains(report)))
