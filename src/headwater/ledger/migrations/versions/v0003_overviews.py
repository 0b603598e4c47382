"""What lists of stories show, and which story names what, kept beside each linked result: to look into all results would take too long."""

import json

import sqlalchemy as sa
from alembic import op

from headwater.ledger.overviews import put_overview

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _text(name: str, *, null: bool = False, primary_key: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=null, primary_key=primary_key)


def _story() -> "sa.Column[str]":
    return sa.Column("story", sa.Text, sa.ForeignKey("linked.story", ondelete="CASCADE"), primary_key=True, nullable=False)


def upgrade() -> None:
    """Make the tables and fill them from what is linked, and the scores of statements from what was read."""
    op.create_table("overviews", _story(), _text("latest"), _text("value"))
    op.create_index("overviews_latest", "overviews", ["latest", "story"])
    op.create_table("missing", _story(), _text("value"))
    op.create_table("named", _text("id", primary_key=True), _story(), _text("kind"), _text("name", null=True))
    op.create_index("named_story", "named", ["story"])
    op.create_index("named_kind", "named", ["kind", "name", "story"])
    op.add_column("statements", sa.Column("score", sa.Float))
    op.create_index("statements_score", "statements", ["score"])
    op.create_index("reports_order", "reports", ["published_from", "id"])
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    for story in connection.execute(sa.text("SELECT story FROM linked ORDER BY story")).scalars().all():
        value = connection.execute(sa.text("SELECT value FROM linked WHERE story = :story"), {"story": story}).scalar_one()
        put_overview(connection, story, json.loads(value))
    scored = sa.text("UPDATE statements SET score = :score WHERE report = :report AND id = :id")
    for report in connection.execute(sa.text("SELECT report FROM readings ORDER BY report")).scalars().all():
        found = connection.execute(sa.text("SELECT document FROM readings WHERE report = :report"), {"report": report}).scalar_one()
        rows = [{"report": report, "id": each["id"], "score": each["score"]} for each in json.loads(found)["statements"]]
        if rows:
            connection.execute(scored, rows)
