"""A subscription keeps its query as it was understood, with the grammar of that day."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go on to this version."""
    with op.batch_alter_table("subscription") as table:
        table.add_column(sa.Column("tree", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("grammar", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("subscription") as table:
        table.drop_column("grammar")
        table.drop_column("tree")
