"""The first schema of a ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    _reports()
    _index_of_keys()
    _links_and_groups()
    _what_people_did()
    if op.get_bind().dialect.name == "sqlite":
        _search_in_sqlite("reports", "title", "text")
        _search_in_sqlite("statements", "source", "content")
    else:
        _stems_in_postgresql()
        _search_in_postgresql("reports")
        _search_in_postgresql("statements")


def _text(name: str, *, null: bool = False, primary_key: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=null, primary_key=primary_key)


def _whole(name: str, *, null: bool = False, primary_key: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, nullable=null, primary_key=primary_key)


def _report(name: str = "report", *, null: bool = False, primary_key: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, sa.ForeignKey("reports.number", ondelete="CASCADE"), nullable=null, primary_key=primary_key)


def _reports() -> None:
    state = op.create_table("ledger_state", _whole("id", primary_key=True), _whole("generation"))
    op.bulk_insert(state, [{"id": 1, "generation": 0}])
    op.create_table(
        "reports",
        _whole("number", primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _text("ref"),
        _text("publisher", null=True),
        _text("domain", null=True),
        _text("published", null=True),
        _text("published_from", null=True),
        _text("title", null=True),
        _text("text"),
        _text("sha256"),
        _text("document"),
        _whole("generation"),
        _text("added_at"),
    )
    op.create_index("reports_published", "reports", ["published_from"])
    op.create_index("reports_ref", "reports", ["ref"])
    op.create_table("readings", _report(primary_key=True), _text("reader"), _text("digest"), _text("document"), _whole("generation"))
    op.create_table(
        "statements",
        _whole("number", primary_key=True),
        _report(),
        _text("id"),
        _whole("start"),
        _whole("end"),
        _text("source"),
        _text("content"),
    )
    op.create_index("statements_report", "statements", ["report"])
    op.create_index("statements_id", "statements", ["id"])


def _index_of_keys() -> None:
    op.create_table(
        "keys", _text("kind", primary_key=True), _text("key", primary_key=True), _report(primary_key=True), sqlite_with_rowid=False
    )
    op.create_index("keys_report", "keys", ["report"])
    op.create_table("postings", _text("kind", primary_key=True), _text("key", primary_key=True), _whole("reports"), sqlite_with_rowid=False)
    op.create_table(
        "blobs",
        _report(primary_key=True),
        _text("name", primary_key=True),
        _text("version"),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _links_and_groups() -> None:
    op.create_table(
        "links",
        _text("kind", primary_key=True),
        _text("a", primary_key=True),
        _text("b", primary_key=True),
        _report("report_a"),
        _report("report_b"),
        sa.Column("score", sa.Float, nullable=False),
        _text("value"),
    )
    op.create_index("links_report_a", "links", ["report_a"])
    op.create_index("links_report_b", "links", ["report_b"])
    op.create_table(
        "groupings",
        _text("kind", primary_key=True),
        _text("id", primary_key=True),
        _text("redirect", null=True),
        _text("value"),
        _whole("generation"),
    )
    op.create_index("groupings_redirect", "groupings", ["kind", "redirect"])
    op.create_table("members", _text("kind", primary_key=True), _text("member", primary_key=True), _text("id"), _report())
    op.create_index("members_group", "members", ["kind", "id"])
    op.create_index("members_report", "members", ["report"])
    op.create_table("linked", _text("story", primary_key=True), _text("value"), _whole("generation"))


def _what_people_did() -> None:
    op.create_table(
        "judgements",
        _whole("number", primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _text("verb"),
        *(_text(name, null=True) for name in ("report", "role")),
        *(_whole(name, null=True) for name in ("start", "end")),
        *(_text(name, null=True) for name in ("words", "a", "b", "undoes")),
        *(_text(name) for name in ("value", "author", "reason", "at")),
    )
    op.create_index("judgements_report", "judgements", ["report"])
    op.create_table(
        "tombstones",
        _text("report", primary_key=True),
        _text("ref"),
        _text("publisher", null=True),
        *(_text(name) for name in ("reason", "author", "at")),
    )
    op.create_table(
        "rejections",
        _text("digest", primary_key=True),
        _report(null=True),
        *(_text(name) for name in ("ref", "stage", "code", "detail")),
    )
    op.create_index("rejections_report", "rejections", ["report"])
    op.create_table(
        "changes",
        _whole("number", primary_key=True),
        _whole("generation"),
        *(_text(name) for name in ("at", "kind", "id", "reports", "value")),
    )
    op.create_index("changes_generation", "changes", ["generation"])
    op.create_index("changes_id", "changes", ["kind", "id"])


def _search_in_sqlite(table: str, first: str, second: str) -> None:
    """An FTS5 index over the table's own words (no copy of them), which triggers keep in step."""
    index = f"search_{table}"
    op.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5({first}, {second}, content='{table}', content_rowid='number',"
        " tokenize='porter unicode61 remove_diacritics 2')"
    )
    taken_out = f"INSERT INTO {index}({index}, rowid, {first}, {second}) VALUES ('delete', old.number, old.{first}, old.{second});"  # noqa: S608 - names of ours
    put_in = f"INSERT INTO {index}(rowid, {first}, {second}) VALUES (new.number, new.{first}, new.{second});"  # noqa: S608
    op.execute(f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {put_in} END")
    op.execute(f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {taken_out} END")
    changed = f"AFTER UPDATE OF {first}, {second} ON {table}"
    op.execute(f"CREATE TRIGGER {index}_update {changed} BEGIN {taken_out} {put_in} END")


def _stems_in_postgresql() -> None:
    """A configuration as FTS5's porter: English stems, and no word too common to be searched."""
    op.execute("CREATE TEXT SEARCH DICTIONARY headwater_stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = english)")
    op.execute("CREATE TEXT SEARCH CONFIGURATION headwater (COPY = pg_catalog.simple)")
    op.execute("ALTER TEXT SEARCH CONFIGURATION headwater ALTER MAPPING FOR asciiword, word, numword WITH headwater_stem")


def _search_in_postgresql(table: str) -> None:
    """A column of lexemes, which the ledger fills with the words without their accents, as FTS5 takes them."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN search tsvector NOT NULL DEFAULT ''::tsvector")
    op.execute(f"CREATE INDEX search_{table} ON {table} USING gin (search)")
