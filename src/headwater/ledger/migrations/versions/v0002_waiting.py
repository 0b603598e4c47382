"""Which reports wait to be linked, kept as it changes: to find them among all would take the longer the more there are."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, with the reports that are in no story or in one without a linked result."""
    op.create_table(
        "waiting",
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number", ondelete="CASCADE"), primary_key=True, nullable=False),
    )
    op.execute(
        """INSERT INTO waiting (report) SELECT number FROM reports WHERE number NOT IN (
               SELECT members.report FROM members JOIN linked ON linked.story = members.id WHERE members.kind = 'story')"""
    )
