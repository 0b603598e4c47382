"""Judgements: rows that are written once and never changed, and what they are about in the readings as they stand.

A judgement is undone by another one (its verb is `undo`), which can be undone in turn. The anchor of a judgement is never moved: what it is
about now is looked for, each time, among what overlaps it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from headwater.errors import LedgerError
from headwater.ledger import tables
from headwater.ledger.plain import digest_of, from_json, to_json
from headwater.ledger.records import Anchor, Attached, Judgement, Role
from headwater.model import Reading, Span

__all__ = ["UNDO", "attach", "blank", "check_undo", "judgement_of", "judgements", "put_judgement", "undoing"]

UNDO = "undo"
LEAST_OVERLAP = 0.5
"""Share of two stretches that must be common for a judgement to pass from one to the other: under a half, it is about something else."""


def judgement_of(
    verb: str,
    value: Mapping[str, Any],
    *,
    author: str,
    reason: str,
    at: str,
    anchor: Anchor | None = None,
    pair: tuple[str, str] | None = None,
) -> Judgement:
    """Return a judgement with its id.

    Raises:
        LedgerError: It has no author or no reason, or it is about nothing.
    """
    for name, given in (("author", author), ("reason", reason), ("verb", verb)):
        if not given.strip():
            raise LedgerError(f"a judgement needs {'an' if name == 'author' else 'a'} {name}; say it (--{name})")
    if verb != UNDO and anchor is None and pair is None:
        raise LedgerError("a judgement is about a stretch of a report, or about two ids; name one of them")
    about = "" if anchor is None else f"{anchor.report} {anchor.role} {anchor.span.start}:{anchor.span.end}"
    identified = digest_of("judgement", verb, about, "" if pair is None else "\n".join(pair), to_json(value), author, reason, at)[:20]
    return Judgement(id=identified, verb=verb, value=value, author=author, reason=reason, at=at, anchor=anchor, pair=pair)


def undoing(identified: str, *, author: str, reason: str, at: str) -> Judgement:
    """Return the judgement that takes another one back."""
    return judgement_of(UNDO, {"judgement": identified}, author=author, reason=reason, at=at)


def put_judgement(connection: Connection, wanted: Judgement) -> bool:
    """Write a judgement down; return whether it was not known.

    Raises:
        LedgerError: It undoes what is not there, or what is undone already.
    """
    table = tables.judgements
    if connection.execute(select(table.c.id).where(table.c.id == wanted.id)).first():
        return False
    anchor, pair = wanted.anchor, wanted.pair or (None, None)
    connection.execute(
        insert(table).values(
            id=wanted.id,
            verb=wanted.verb,
            report=anchor and anchor.report,
            role=anchor and anchor.role,
            start=anchor and anchor.span.start,
            end=anchor and anchor.span.end,
            words=anchor and anchor.words,
            a=pair[0],
            b=pair[1],
            undoes=str(wanted.value["judgement"]) if wanted.verb == UNDO else None,
            value=to_json(wanted.value),
            author=wanted.author,
            reason=wanted.reason,
            at=wanted.at,
        )
    )
    return True


def check_undo(connection: Connection, identified: str) -> None:
    """Raise `LedgerError` where a judgement cannot be undone: there is none, or it is undone."""
    found = {each.id: each for each in judgements(connection, undone=True, undos=True)}
    if identified not in found:
        raise LedgerError(f"there is no judgement {identified!r}; headwater correct --list shows them")
    if found[identified].undone_by is not None:
        raise LedgerError(f"judgement {identified} is undone already, by {found[identified].undone_by}")


def judgements(connection: Connection, *, report: str | None = None, undone: bool = False, undos: bool = False) -> tuple[Judgement, ...]:
    """Return judgements in the order they were written: those that hold; where asked those undone too, and those that only undo."""
    table = tables.judgements
    rows = connection.execute(select(table).order_by(table.c.number)).all()
    undone_by = _undone(rows)
    return tuple(
        _judgement(row, undone_by.get(row.id))
        for row in rows
        if (undone or row.id not in undone_by) and (undos or row.verb != UNDO) and (report is None or row.report == report)
    )


def _undone(rows: "Iterable[Row[Any]]") -> dict[str, str]:
    """Which judgement is undone by which: one that is undone itself undoes nothing.

    An id is a hash of what it undoes, so that no circle can be.
    """
    undos: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.undoes is not None:
            undos[row.undoes].append(row.id)

    @cache
    def by(identified: str) -> str | None:
        return next((each for each in sorted(undos.get(identified, ())) if by(each) is None), None)

    return {target: found for target in tuple(undos) if (found := by(target)) is not None}


def _judgement(row: "Row[Any]", undone_by: str | None) -> Judgement:
    anchored = row.report is not None
    return Judgement(
        id=row.id,
        verb=row.verb,
        value=from_json(row.value),
        author=row.author,
        reason=row.reason,
        at=row.at,
        anchor=Anchor(report=row.report, role=row.role, span=Span(start=row.start, end=row.end), words=row.words or "")
        if anchored
        else None,
        pair=None if row.a is None else (row.a, row.b),
        undone_by=undone_by,
    )


def blank(connection: Connection, report: str) -> None:
    """Take the words of a report that was removed out of the judgements about it; the rest of each stands."""
    connection.execute(update(tables.judgements).where(tables.judgements.c.report == report).values(words=""))


# What a judgement is about now -----------------------------------------------------------------------------------------------------


def attach(judgement: Judgement, reading: Reading | None) -> Attached:
    """Return what a judgement is about in a reading: what overlaps its anchor most, by half at least; of equals the first.

    Pure; a judgement about a pair of ids, or about the report as a whole, is attached as it is.
    """
    anchor = judgement.anchor
    if anchor is None:
        return Attached(judgement=judgement, target="" if judgement.pair is None else judgement.pair[0], overlap=1.0)
    if reading is None or reading.report is None or reading.report.id != anchor.report:
        return Attached(judgement=judgement, target=None, overlap=0.0)
    if anchor.role == "report":
        return Attached(judgement=judgement, target=anchor.report, overlap=1.0)
    best = max(
        ((_overlap(anchor.span, spans), -order, target) for order, (target, spans) in enumerate(_candidates(reading, anchor.role))),
        default=(0.0, 0, None),
    )
    overlap = best[0]
    return Attached(judgement=judgement, target=best[2] if overlap >= LEAST_OVERLAP else None, overlap=overlap)


def _candidates(reading: Reading, role: Role) -> list[tuple[str, tuple[Span, ...]]]:
    said = reading.statements
    whole: dict[str, list[tuple[str, tuple[Span, ...]]]] = {
        "statement": [(each.id, spans) for each in said for spans in (each.content, (*each.source, *each.cue, *each.content))],
        "content": [(each.id, each.content) for each in said],
        "source": [(each.id, each.source) for each in said],
        "hop": [(f"{each.id}/{number}", (hop.span,)) for each in said for number, hop in enumerate(each.chain)],
        "actor": [(each.id, (mention,)) for each in reading.actors for mention in each.mentions],
        "when": [(str(number), (each.span,)) for number, each in enumerate(reading.whens)],
        "figure": [(str(number), (each.span,)) for number, each in enumerate(reading.figures)],
    }
    return whole.get(role, [])


def _overlap(a: Span, spans: Iterable[Span]) -> float:
    ends = [(each.start, each.end) for each in spans]
    if not ends:
        return 0.0
    start, end = min(each[0] for each in ends), max(each[1] for each in ends)
    common = min(a.end, end) - max(a.start, start)
    return max(0, common) / (max(a.end, end) - min(a.start, start))
