"""Where the Slack app is installed by OAuth."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of installs."""
    op.create_table(
        "slack_install",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("kept_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("team", "enterprise", name=op.f("pk_slack_install")),
    )
    op.create_index(op.f("ix_slack_install_enterprise"), "slack_install", ["enterprise"])


def downgrade() -> None:
    """Remove it."""
    op.drop_table("slack_install")
