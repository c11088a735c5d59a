"""Limits: the turns given out lately, so that one that was missed can be changed for another; pauses asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    with op.batch_alter_table("bucket") as table:
        table.add_column(sa.Column("closed_until", sa.Double(), nullable=False, server_default="0"))
        table.add_column(sa.Column("taken", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Remove them."""
    with op.batch_alter_table("bucket") as table:
        table.drop_column("taken")
        table.drop_column("closed_until")
