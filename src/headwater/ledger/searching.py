"""Full-text search over reports and statements: FTS5 in SQLite, tsvector in PostgreSQL, the same words found in both.

Words are compared by their English stems, without case and accents; all of them must occur. A phrase in quotation marks must occur as
it is. There are no operators: whatever else is typed is a word or nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, text

from headwater.ledger import tables
from headwater.ledger.records import Hit
from headwater.model import Report, Span, Statement

__all__ = ["index_report", "index_statements", "phrases", "search"]

MOST_WORDS = 40
"""Words of a query beyond these are left out: nobody types more, and FTS5's parser has an end."""
MOST_INDEXED_CHARS = 300_000
"""PostgreSQL refuses a tsvector over 1 MB; of a longer text the beginning is found."""
SNIPPET_CHARS = 240

_PHRASE = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]|([^\s\"“”„«»]+)")
_WORD = re.compile(r"[^\W_]+")


def phrases(words: str) -> tuple[tuple[str, ...], ...]:
    """Return what is searched for: the phrases in quotation marks, and every other word as a phrase of one (or of its parts)."""
    found = [tuple(_WORD.findall(quoted or bare)) for quoted, bare in _PHRASE.findall(words)]
    kept: list[tuple[str, ...]] = []
    room = MOST_WORDS
    for each in found:
        if each and len(each) <= room:
            kept.append(each)
            room -= len(each)
    return tuple(kept)


def index_report(connection: Connection, number: int, report: Report) -> None:
    """Make a report's words findable; in SQLite triggers have done it."""
    if connection.dialect.name == "postgresql":
        words = _bare(f"{report.title or ''}\n{report.text[:MOST_INDEXED_CHARS]}")
        query = text("UPDATE reports SET search = to_tsvector('headwater', :words) WHERE number = :number")
        connection.execute(query, {"words": words, "number": number})


def index_statements(connection: Connection, number: int, whole: str, statements: Iterable[Statement]) -> None:
    """Write the statements of a report down for searching."""
    rows = [_statement_row(number, whole, each) for each in statements]
    if rows and connection.dialect.name == "postgresql":
        connection.execute(text(_INSERT_STATEMENT), [row | {"words": _bare(f"{row['source']}\n{row['content']}")} for row in rows])
    elif rows:
        connection.execute(insert(tables.statements), rows)


_INSERT_STATEMENT = """
    INSERT INTO statements (report, id, start, "end", source, content, score, search)
    VALUES (:report, :id, :start, :end, :source, :content, :score, to_tsvector('headwater', :words))"""


def _statement_row(number: int, whole: str, statement: Statement) -> dict[str, Any]:
    source, content = (" … ".join(whole[s.start : s.end] for s in spans) for spans in (statement.source, statement.content))
    start, end = min(span.start for span in statement.content), max(span.end for span in statement.content)
    return {
        "report": number,
        "id": statement.id,
        "start": start,
        "end": end,
        "source": source,
        "content": content,
        "score": statement.score,
    }


def _bare(words: str) -> str:
    """Words alone, without accents, as FTS5's unicode61 takes them; else PostgreSQL would find URLs and decimals."""
    decomposed = unicodedata.normalize("NFKD", words)
    return " ".join(_WORD.findall("".join(letter for letter in decomposed if not unicodedata.combining(letter))))


_SQLITE = {
    "reports": """
        SELECT r.id AS report, NULL AS statement, r.text, 0 AS start, 0 AS "end", -bm25(search_reports, 4.0, 1.0) AS score
        FROM search_reports JOIN reports r ON r.number = search_reports.rowid
        WHERE search_reports MATCH :wanted ORDER BY score DESC, r.id LIMIT :most""",
    "statements": """
        SELECT r.id AS report, s.id AS statement, r.text, s.start, s."end", -bm25(search_statements) AS score
        FROM search_statements JOIN statements s ON s.number = search_statements.rowid JOIN reports r ON r.number = s.report
        WHERE search_statements MATCH :wanted ORDER BY score DESC, r.id, s.start, s.id LIMIT :most""",
}
_POSTGRESQL = {
    "reports": """
        SELECT r.id AS report, NULL AS statement, r.text, 0 AS start, 0 AS "end", ts_rank(r.search, {wanted}) AS score
        FROM reports r WHERE r.search @@ {wanted} ORDER BY score DESC, r.id LIMIT :most""",
    "statements": """
        SELECT r.id AS report, s.id AS statement, r.text, s.start, s."end", ts_rank(s.search, {wanted}) AS score
        FROM statements s JOIN reports r ON r.number = s.report
        WHERE s.search @@ {wanted} ORDER BY score DESC, r.id, s.start, s.id LIMIT :most""",
}


def search(connection: Connection, words: str, *, most: int) -> tuple[Hit, ...]:
    """Return where words occur: first in statements, then in reports' texts, each the best first; nothing where nothing is a word."""
    wanted = phrases(words)
    if not wanted:
        return ()
    return tuple(_hit(row, wanted) for table in ("statements", "reports") for row in _found(connection, table, wanted, most))


def _found(connection: Connection, table: str, wanted: Sequence[Sequence[str]], most: int) -> "Sequence[Row[Any]]":
    if connection.dialect.name == "sqlite":
        query = " ".join(f'"{" ".join(phrase)}"' for phrase in wanted)
        return connection.execute(text(_SQLITE[table]), {"wanted": query, "most": most}).all()
    named = {f"phrase{number}": _bare(" ".join(phrase)) for number, phrase in enumerate(wanted)}
    query = "(" + " && ".join(f"phraseto_tsquery('headwater', :{name})" for name in named) + ")"
    return connection.execute(text(_POSTGRESQL[table].replace("{wanted}", query)), named | {"most": most}).all()


def _hit(row: "Row[Any]", wanted: Sequence[Sequence[str]]) -> Hit:
    span = _around(row.text, wanted) if row.statement is None else Span(start=row.start, end=row.end)
    return Hit(report=row.report, statement=row.statement, span=span, words=row.text[span.start : span.end], score=float(row.score))


def _around(whole: str, wanted: Sequence[Sequence[str]]) -> Span:
    """The line around the first word found, cut to a length that can be shown; where only a stem occurs, its beginning is looked for."""
    at = next((found for phrase in wanted for found in (_place(whole, phrase[0]),) if found is not None), 0)
    start = max(whole.rfind("\n", 0, at) + 1, at - SNIPPET_CHARS // 2)
    ends = [place for place in (whole.find("\n", at), start + SNIPPET_CHARS, len(whole)) if place > start]
    return Span(start=start, end=min(ends))


def _place(whole: str, word: str) -> int | None:
    for tried in (word, word[: max(3, len(word) - 3)]):
        found = re.search(rf"(?<!\w){re.escape(tried)}", whole, re.IGNORECASE)
        if found:
            return found.start()
    return None
