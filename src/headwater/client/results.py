"""What a ledger answers, as values: the JSON of the contract, which notebooks show and tables take in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar, overload

from headwater import codec
from headwater.comparison import origins_asserting, shared
from headwater.errors import SettingsError
from headwater.export.case import Case, headline
from headwater.export.dossier import QUOTES
from headwater.export.markup import Child, Html, element
from headwater.export.tables import Cell, Table, table_named
from headwater.export.words import count_words, counted, time_words
from headwater.model import Reading

if TYPE_CHECKING:
    from headwater.export.arrow import ArrowTable, DataFrame

__all__ = ["Added", "Answer", "Compared", "Found", "Read", "Rows", "Stories", "Timeline", "Traced", "shown", "title_line"]

Json = Mapping[str, Any]

MOST_SHOWN = 20
"""Rows that a notebook shows of an answer; all of them are in it."""
MOST_WORDS = 30
"""Words of a quotation that a notebook shows."""


# What answers have in common -----------------------------------------------------------------------------------------------------


class _Tabular:
    """What can be shown in a notebook, and taken as a table."""

    __slots__ = ()

    def _table(self, table: str | None = None) -> Table:
        raise NotImplementedError

    def _shown(self) -> Html:
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return element("div", self._shown(), style="max-width:60em;line-height:1.4")

    def to_pandas(self, table: str | None = None) -> "DataFrame":
        """Return the answer, or one of its tables by name, as pandas' frame.

        Raises:
            SettingsError: pandas is not installed, or the answer has no such table.
        """
        from headwater.export.arrow import pandas_frame

        return pandas_frame(self._table(table))

    def to_arrow(self, table: str | None = None) -> "ArrowTable":
        """Return the answer, or one of its tables by name, as Arrow's table.

        Raises:
            SettingsError: pyarrow is not installed, or the answer has no such table.
        """
        from headwater.export.arrow import arrow_table

        return arrow_table(self._table(table))


class Answer(_Tabular, Mapping[str, Any]):
    """An answer that is one object of the contract: a mapping, as its JSON is."""

    __slots__ = ("json",)

    def __init__(self, json: Json) -> None:
        self.json = json

    def __getitem__(self, key: str) -> Any:
        return self.json[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.json)

    def __len__(self) -> int:
        return len(self.json)


class Rows(_Tabular, Sequence[Json]):
    """An answer that is a list of objects of the contract."""

    __slots__ = ("json",)
    columns: ClassVar[Mapping[str, type]] = {}

    def __init__(self, json: Sequence[Json]) -> None:
        self.json = json

    @overload
    def __getitem__(self, at: int) -> Json: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Json]: ...

    def __getitem__(self, at: int | slice) -> Json | Sequence[Json]:
        return self.json[at]

    def __len__(self) -> int:
        return len(self.json)

    def _row(self, one: Json) -> tuple[Cell, ...]:
        return tuple(one[column] for column in self.columns)

    def _table(self, table: str | None = None) -> Table:
        name = type(self).__name__.lower()
        if table not in (None, name):
            raise SettingsError(f"there is no table {table!r} in this answer; it is one table, {name}")
        return Table(name=name, columns=self.columns, rows=tuple(self._row(each) for each in self.json))

    def _told(self, one: Json) -> str:
        raise NotImplementedError

    def __repr__(self) -> str:
        first = "; ".join(self._told(each) for each in self.json[:3])
        more = f"; … and {len(self) - 3} more" if len(self) > 3 else ""
        return f"<{type(self).__name__}: {len(self)}{f': {first}{more}' if first else ''}>"


def _grid(head: Sequence[str], rows: Sequence[Sequence[Child]], total: int) -> Html:
    """Return a small table in the colours of the page it stands in, light or dark."""
    cell = "text-align:left;vertical-align:top;padding:.2em .8em .2em 0;white-space:normal"
    body = [element("tr", [element("td", each, style=cell) for each in row]) for row in rows[:MOST_SHOWN]]
    top = element("tr", [element("th", words, style=f"{cell};border-bottom:1px solid") for words in head])
    more = element("p", f"… and {total - MOST_SHOWN} more", style="opacity:.7") if total > MOST_SHOWN else None
    return element("div", element("table", element("thead", top), element("tbody", body), style="border-collapse:collapse"), more)


def title_line(words: str) -> Html:
    """Return the first line of what a notebook shows."""
    return element("div", words, style="font-weight:bold;font-size:1.1em;margin:.2em 0 .4em")


def _aside(words: str) -> Html:
    return element("div", words, style="opacity:.75;margin:.2em 0")


def _short(words: str) -> str:
    known = words.split()
    return " ".join(known[:MOST_WORDS]) + (" …" if len(known) > MOST_WORDS else "")


def _gist(claim: Json) -> str:
    words = claim["gist"]["text"]
    return f"“{_short(words.strip(QUOTES) or words)}”"


def _words(spans: Sequence[Json]) -> str:
    return " … ".join(each["text"] for each in spans)


def _page(report: Json) -> str:
    who = report["publisher"] or {}
    when = report["published_at"]
    name = who.get("name") or who.get("domain") or report["ref"]
    return f"{name}, {time_words(when['value'][:10])}" if when else str(name)


# Answers -------------------------------------------------------------------------------------------------------------------------


class Stories(Rows):
    """The stories of a ledger, the latest first; `to_pandas()`: one row a story."""

    __slots__ = ()
    columns: ClassVar[Mapping[str, type]] = {
        "id": str,
        "title": str,
        "reports": int,
        "claims": int,
        "shared_claims": int,
        "one_origin": int,
        "open": int,
    }

    def _row(self, one: Json) -> tuple[Cell, ...]:
        return tuple(len(one["reports"]) if column == "reports" else one[column] for column in self.columns)

    def _told(self, one: Json) -> str:
        return f"{one['title']} ({counted(len(one['reports']), 'report')})"

    def _shown(self) -> Html:
        counts = ("shared_claims", "one_origin", "open")
        rows = [(s["id"][:8], s["title"], str(len(s["reports"])), *(str(s[key]) for key in counts)) for s in self.json]
        return _grid(("", "Story", "Reports", "Claims in several", "Of one origin", "Open"), rows, len(self))


class Found(Rows):
    """Where words were found; `to_pandas()`: one row a place."""

    __slots__ = ()
    columns: ClassVar[Mapping[str, type]] = {"report": str, "statement": str, "start": int, "end": int, "text": str, "score": float}

    def _told(self, one: Json) -> str:
        return _short(one["text"])

    def _shown(self) -> Html:
        rows = [(each["report"][:8], "statement" if each["statement"] else "text", _short(each["text"])) for each in self.json]
        return _grid(("Report", "In", "Words"), rows, len(self))


class Added(Rows):
    """What became of each input that was added; `to_pandas()`: one row an input."""

    __slots__ = ()
    columns: ClassVar[Mapping[str, type]] = {"ref": str, "report": str, "outcome": str, "statements": int, "because": str}

    def _told(self, one: Json) -> str:
        return f"{one['ref']} {one['outcome']}"

    def _shown(self) -> Html:
        rows = [(each["ref"], each["outcome"], str(each["statements"]), each["because"]) for each in self.json]
        return _grid(("Input", "Outcome", "Statements", "Because"), rows, len(self))


class Timeline(Answer):
    """Who said what when; `to_pandas()`: one row a statement."""

    __slots__ = ()
    columns: ClassVar[Mapping[str, type]] = {
        "when": str, "name": str, "on_record": str, "said": str, "words": str, "stance": str, "publisher": str, "report": str,
        "statement": str, "claim": str, "actor": str,
    }  # fmt: skip

    def _table(self, table: str | None = None) -> Table:
        if table not in (None, "positions"):
            raise SettingsError(f"there is no table {table!r} in a timeline; it is one table, positions")
        rows = tuple(tuple(_of_position(each, column) for column in self.columns) for each in self.json["positions"])
        return Table(name="positions", columns=self.columns, rows=rows)

    def __repr__(self) -> str:
        return f"<Timeline of {self.json['wanted']}: {counted(len(self.json['positions']), 'statement')}>"

    def _shown(self) -> Html:
        rows = [
            (time_words(p["when"]), element("b", p["name"]), _manner(p), _short(_of_position(p, "words") or ""), _page(p["report"]))
            for p in self.json["positions"]
        ]
        return element("div", title_line(self.json["wanted"]), _grid(("When", "Who", "", "What", "In"), rows, len(rows)))


def _of_position(one: Json, column: str) -> str | None:
    if column == "words":
        return _words(one["words"])
    if column == "publisher":
        return str((one["report"]["publisher"] or {}).get("name") or "") or None
    found = one["report"]["id"] if column == "report" else one[column]
    return None if found is None else str(found)


def _manner(one: Json) -> str:
    told = ("" if one["on_record"] == "unknown" else one["on_record"], "" if one["said"] == "asserts" else one["said"])
    return ", ".join(part for part in told if part)


class Compared(Answer):
    """What the reports of a story have from one another; `to_pandas("claims")`, or any other of its tables."""

    __slots__ = ()

    def _table(self, table: str | None = None) -> Table:
        return table_named(_case(self.json), table or "claims")

    def __repr__(self) -> str:
        story = self.json["story"]
        return f"<Compared: {story['title']}: {counted(len(story['reports']), 'report')}, {counted(len(self.json['claims']), 'claim')}>"

    def _shown(self) -> Html:
        story, claims = self.json["story"], shared(self.json["claims"])
        who = [_short("; ".join(each["who"] for each in origins_asserting(claim))) for claim in claims]
        rows = [(element("b", count_words(c)), _gist(c), w, c["id"][:8]) for c, w in zip(claims, who, strict=True)]
        pages = "; ".join(_page(each) for each in story["reports"])
        return element("div", title_line(story["title"]), _aside(pages), _grid(("Origins", "Claim", "From", ""), rows, len(rows)))


class Traced(Answer):
    """A claim traced to its origins; `to_pandas()`: one row a wording (`"origins"`: one an origin)."""

    __slots__ = ()

    def _table(self, table: str | None = None) -> Table:
        document: dict[str, Any] = {key: [] for key in ("reuse", "citations", "figures", "quotes", "positions", "identities")}
        return table_named(_case({"story": self.json["story"], "claims": [self.json]} | document), table or "assertions")

    def __repr__(self) -> str:
        return f"<Traced: {_gist(self.json)}: {self._count()}>"

    def _count(self) -> str:
        origins = "independent origin" if self.json["low"] == self.json["high"] == 1 else "independent origins"
        return f"{count_words(self.json)} {origins} within {counted(len({a['report'] for a in self.json['assertions']}), 'report')}"

    def _shown(self) -> Html:
        reports = {each["id"]: each for each in self.json["story"]["reports"]}
        who = {each["id"]: each["who"] for each in self.json["origins"]}
        rows = [
            (element("b", who.get(a["origin"], "")), _page(reports[a["report"]]), a["stance"], _short(_words(a["spans"])))
            for a in self.json["assertions"]
        ]
        why = [_aside(each["because"]) for each in self.json["evidence"]]
        head = (title_line(_gist(self.json)), _aside(self._count()))
        return element("div", *head, _grid(("Origin", "Page", "", "Words"), rows, len(rows)), *why)


def _case(document: Json) -> Case:
    return Case(asked="story", title=document["story"]["title"], documents=(document,), claims=(), readings=())


# One reading ---------------------------------------------------------------------------------------------------------------------


class Read(Reading, _Tabular):
    """A reading that notebooks show: all of `Reading`, and the same where they are compared; `to_pandas()`: one row a statement."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and all(getattr(self, each.name) == getattr(other, each.name) for each in fields(Reading))

    __hash__ = Reading.__hash__

    def __repr__(self) -> str:
        title = headline(self.report) if self.report is not None else self.ref
        return f"<Read: {_short(title)}: {counted(len(self.statements), 'statement')}>"

    def to_json(self) -> dict[str, Any]:
        """Return the contract's envelope, as `headwater read --json` prints it."""
        return codec.encode(self)

    def _table(self, table: str | None = None) -> Table:
        case = Case(asked="report", title=self.ref, documents=(), claims=(), readings=(self,))
        return table_named(case, table or "statements")

    def _shown(self) -> Html:
        table = self._table()
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        lines = [(element("b", _through(row)), str(row["form"]), str(row["stance"]), _short(str(row["content"]))) for row in rows]
        title = headline(self.report) if self.report is not None else self.ref
        return element("div", title_line(title), _grid(("Who, and through whom", "", "", "What"), lines, len(lines)))


def _through(row: Mapping[str, Cell]) -> str:
    return str(row["chain"] or ("no source is named" if row["unsourced"] else "own voice"))


def shown(reading: Reading) -> Read:
    """Return a reading as one that notebooks show."""
    return Read(**{each.name: getattr(reading, each.name) for each in fields(Reading)})
