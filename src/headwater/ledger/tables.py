"""The tables of a ledger, as this version has them; `migrations` leads there from every older one.

Reports are numbered inside the store, since integers keep the index of keys small; nothing outside ever sees a number.
Search tables (`search_reports`, `search_statements` in SQLite, the columns `search` in PostgreSQL) are made by the migrations alone.
"""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

__all__ = [
    "HEAD",
    "blobs",
    "changes",
    "groupings",
    "judgements",
    "keys",
    "linked",
    "links",
    "members",
    "metadata",
    "missing",
    "named",
    "overviews",
    "postings",
    "readings",
    "rejections",
    "reports",
    "state",
    "statements",
    "tombstones",
    "waiting",
]

HEAD = "0003"
"""The schema version this Headwater writes."""

metadata = MetaData()


def _report(name: str = "report", *, primary_key: bool = False) -> "Column[int]":
    return Column(name, Integer, ForeignKey("reports.number", ondelete="CASCADE"), primary_key=primary_key, nullable=False)


state = Table(
    "ledger_state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("generation", Integer, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("ref", Text, nullable=False),
    Column("publisher", Text),
    Column("domain", Text),
    Column("published", Text),  # as the report has it
    Column("published_from", Text),  # the earliest moment it can mean, in UTC, so that it sorts
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("document", Text, nullable=False),  # the report as the contract's JSON, without its text
    Column("generation", Integer, nullable=False),
    Column("added_at", Text, nullable=False),
)
Index("reports_published", reports.c.published_from)
Index("reports_ref", reports.c.ref)
Index("reports_order", reports.c.published_from, reports.c.id)

readings = Table(
    "readings",
    metadata,
    _report(primary_key=True),
    Column("reader", Text, nullable=False),
    Column("digest", Text, nullable=False),  # of the two documents and the reader: equal digests, equal readings
    Column("document", Text, nullable=False),  # the reading as the contract's JSON, without the report
    Column("generation", Integer, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("number", Integer, primary_key=True),
    _report(),
    Column("id", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("score", Float),
)
Index("statements_report", statements.c.report)
Index("statements_score", statements.c.score)
Index("statements_id", statements.c.id)

keys = Table(
    "keys",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    _report(primary_key=True),
    sqlite_with_rowid=False,
)
Index("keys_report", keys.c.report)

postings = Table(
    "postings",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("reports", Integer, nullable=False),
    sqlite_with_rowid=False,
)

blobs = Table(
    "blobs",
    metadata,
    _report(primary_key=True),
    Column("name", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    _report("report_a"),
    _report("report_b"),
    Column("score", Float, nullable=False),
    Column("value", Text, nullable=False),
)
Index("links_report_a", links.c.report_a)
Index("links_report_b", links.c.report_b)

groupings = Table(
    "groupings",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("redirect", Text),  # where its members went; a group with a redirect has none
    Column("value", Text, nullable=False),
    Column("generation", Integer, nullable=False),
)
Index("groupings_redirect", groupings.c.kind, groupings.c.redirect)

members = Table(
    "members",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("member", Text, primary_key=True),
    Column("id", Text, nullable=False),
    _report(),
)
Index("members_group", members.c.kind, members.c.id)
Index("members_report", members.c.report)

linked = Table(
    "linked",
    metadata,
    Column("story", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("generation", Integer, nullable=False),
)


def _story() -> "Column[str]":
    return Column("story", Text, ForeignKey("linked.story", ondelete="CASCADE"), primary_key=True, nullable=False)


# What lists show of a linked result, so that a list need not open the results, which are large; it goes when the result goes.
overviews = Table(
    "overviews",
    metadata,
    _story(),
    Column("latest", Text, nullable=False),  # time of the latest report, as it has it; empty where none is dated
    Column("value", Text, nullable=False),
)
Index("overviews_latest", overviews.c.latest, overviews.c.story)

# Of the stories that cite reports which are not in hand, what they cite.
missing = Table("missing", metadata, _story(), Column("value", Text, nullable=False))

# Which story's result has a claim, an origin, a speaker or another identity, and the names of these two.
named = Table(
    "named",
    metadata,
    Column("id", Text, primary_key=True),
    _story(),
    Column("kind", Text, nullable=False),
    Column("name", Text),
)
Index("named_story", named.c.story)
Index("named_kind", named.c.kind, named.c.name, named.c.story)

# Reports that are in no story, or in one without a linked result: kept as it changes, so that finding the few among many costs nothing.
waiting = Table("waiting", metadata, _report(primary_key=True))

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("verb", Text, nullable=False),
    Column("report", Text),  # an id, not a number: a judgement outlives its report
    Column("role", Text),
    Column("start", Integer),
    Column("end", Integer),
    Column("words", Text),
    Column("a", Text),
    Column("b", Text),
    Column("undoes", Text),
    Column("value", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
)
Index("judgements_report", judgements.c.report)

tombstones = Table(
    "tombstones",
    metadata,
    Column("report", Text, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("publisher", Text),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
)

rejections = Table(
    "rejections",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("report", Integer, ForeignKey("reports.number", ondelete="CASCADE")),
    Column("ref", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("detail", Text, nullable=False),
)
Index("rejections_report", rejections.c.report)

changes = Table(
    "changes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("reports", Text, nullable=False),  # ids, separated by spaces
    Column("value", Text, nullable=False),
)
Index("changes_generation", changes.c.generation)
Index("changes_id", changes.c.kind, changes.c.id)
