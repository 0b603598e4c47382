"""Claims held against reports: who has it, from whom, who leaves it out, who has it denied. What matters comes first.

Claims that several reports surely make or deny are rows (`headwater.comparison.shared`); what is less sure, and a matter at large, which
several reports make narrower claims within, is folded. Rows come in this order: what several reports have before what one has, the
contested first (denied, declined, taken back), then the open (whose bounds differ), then what most reports have; what may be a matter at
large after what is surely one proposition.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headwater.comparison import CRISP, shared, sureness
from headwater.link.tellers import plain
from headwater.web.reasons import why
from headwater.web.words import day, publisher

__all__ = ["AGAINST", "Cell", "Column", "Matrix", "Row", "matrix_of"]

Json = Mapping[str, Any]

SYMBOLS = {"asserts": "●", "denies": "✕", "declines": "–", "retracts": "↶"}
WORDS = {"asserts": "has it", "denies": "denied", "declines": "no comment", "retracts": "taken back"}
AGAINST = ("denies", "retracts")
"""Stances that make a claim contested: who declines to speak of it does not speak against it."""
MOST_FIRST = 12
"""Rows that are not folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A report.

    Attributes:
        label: Its publisher, with the day where that has several reports in the story.
    """

    id: str
    name: str
    label: str
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One stance of one report to a claim.

    Attributes:
        stance: asserts, denies, declines, retracts.
        sources: From whom, by whom; empty where the report tells no source.
        statement: Where to read it: the statement that fits the claim best, `None` in the report's own voice.
        stretch: The words themselves.
        words: As they stand there.
    """

    stance: str
    symbol: str
    word: str
    sources: tuple[str, ...]
    statement: str | None
    stretch: tuple[int, int]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a report does with a claim; without entries it leaves it out."""

    column: Column
    entries: tuple[Entry, ...]

    @property
    def tone(self) -> str:
        """Which of its stances an editor must see first: what speaks against the claim; `omits` without any."""
        stances = [each.stance for each in self.entries]
        return next((stance for stance in (*AGAINST, *stances) if stance in stances), "omits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim: its clearest wording, its interval with the reason, and a cell for each report.

    Attributes:
        state: contested, open or settled within these reports.
        loose: Whether it may be a matter at large rather than one proposition.
        missing: Names of the reports that leave it out.
        within: Id of the wider claim it is part of, where that is one of several reports.
    """

    id: str
    gist: str
    report: str
    low: int
    high: int
    why: str
    state: str
    loose: bool
    cells: tuple[Cell, ...]
    missing: tuple[str, ...]
    carried: int
    within: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows in order: the first ones, more that several reports have, those of one report only, and the wide ones."""

    columns: tuple[Column, ...]
    first: tuple[Row, ...]
    more: tuple[Row, ...]
    single: tuple[Row, ...]
    wide: tuple[Row, ...]

    @property
    def is_dense(self) -> bool:
        """Whether there are so many reports that on a wide screen each has room for a sign alone."""
        return len(self.columns) > MOST_WORDED

    def rows(self) -> tuple[Row, ...]:
        """Return all rows."""
        return (*self.first, *self.more, *self.single, *self.wide)


def matrix_of(document: Json) -> Matrix:
    """Return the claims of a story against its reports.

    Args:
        document: The story as linking keeps it, with paths.
    """
    columns = tuple(_columns(document["story"]["reports"]))
    sure = {claim["id"] for claim in shared(document["claims"])}
    wide = {claim["within"] for claim in document["claims"] if _carried(claim) > 1} - sure
    rows = sorted((_row(claim, columns) for claim in document["claims"]), key=_weight)
    first = [row for row in rows if row.id in sure]
    narrow = [row for row in rows if row.id not in sure | wide]
    return Matrix(
        columns=columns,
        first=tuple(first[:MOST_FIRST]),
        more=(*first[MOST_FIRST:], *(row for row in narrow if row.carried > 1)),
        single=tuple(row for row in narrow if row.carried <= 1),
        wide=tuple(row for row in rows if row.id in wide),
    )


def _columns(reports: Sequence[Json]) -> Iterator[Column]:
    names = Counter(publisher(each) for each in reports)
    for each in reports:
        name, published = publisher(each), each["published_at"]["value"] if each["published_at"] else None
        label = f"{name} ({day(published)})" if names[name] > 1 and published else name
        yield Column(id=each["id"], name=name, label=label, published=published)


def _weight(row: Row) -> tuple[bool, bool, int, int, int, str]:
    return row.carried <= 1, row.loose, ("contested", "open", "settled").index(row.state), -row.carried, -len(row.cells), row.id


def _carried(claim: Json) -> int:
    return len({each["report"] for each in claim["assertions"]})


def _row(claim: Json, columns: Sequence[Column]) -> Row:
    cells = tuple(Cell(column=column, entries=_entries(claim, column)) for column in columns)
    against = any(each["stance"] in AGAINST for each in claim["assertions"])
    return Row(
        id=claim["id"],
        gist=claim["gist"]["text"],
        report=claim["gist"]["report"],
        low=claim["low"],
        high=claim["high"],
        why=why(claim),
        state="contested" if against else "open" if claim["low"] != claim["high"] else "settled",
        loose=sureness(claim) < CRISP,
        cells=cells,
        missing=tuple(cell.column.label for cell in cells if not cell.entries),
        carried=_carried(claim),
        within=claim["within"],
    )


def _entries(claim: Json, column: Column) -> tuple[Entry, ...]:
    """Return what a report does with a claim, one entry for each stance, what is asserted first."""
    origins = {each["id"]: each for each in claim["origins"]}
    mine = [each for each in claim["assertions"] if each["report"] == column.id]
    found = []
    for stance in WORDS:
        those = [each for each in mine if each["stance"] == stance]
        if those:
            best = max(those, key=lambda each: (each["score"], -each["spans"][0]["start"]))
            found.append(
                Entry(
                    stance=stance,
                    symbol=SYMBOLS[stance],
                    word=WORDS[stance],
                    sources=_sources(those, origins, column.name),
                    statement=best["statement"],
                    stretch=(best["spans"][0]["start"], best["spans"][-1]["end"]),
                    words=" … ".join(span["text"] for span in best["spans"]),
                )
            )
    return tuple(found)


def _sources(assertions: Sequence[Json], origins: Mapping[str, Json], page: str) -> tuple[str, ...]:
    """Return from whom some assertions are, once each, the surest first; the page itself is no source of its own."""
    ordered = sorted(assertions, key=lambda each: (-each["score"], each["spans"][0]["start"]))
    told = [origins[each["origin"]] for each in ordered if each["origin"] in origins]
    named = {each["who"]: None for each in told if not (each["own_voice"] and plain(each["who"]) == plain(page))}
    return tuple(named)


MOST_WORDED = 12
"""Reports whose columns have room for words."""
