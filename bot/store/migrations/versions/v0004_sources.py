"""Sources: rhythm, moves, giving up and pausing; entries known again under other ids; hubs that call us."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXTS = ("paused", "first_url", "moved_to", "added_by")


def upgrade() -> None:
    """Add what looking after sources needs."""
    with op.batch_alter_table("source") as table:
        for name in _TEXTS:
            table.add_column(sa.Column(name, sa.Text(), nullable=True))
        table.add_column(sa.Column("adapts", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("rhythm_seconds", sa.Double(), nullable=True))
        table.add_column(sa.Column("moved_times", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("given_up", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("entry") as table:
        table.add_column(sa.Column("url_mark", sa.Text(), nullable=True))
        table.add_column(sa.Column("title_mark", sa.Text(), nullable=True))
    op.create_table(
        "hub_subscription",
        sa.Column("source_id", _ID, nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Double(), nullable=False),
        sa.Column("ends_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_hub_subscription_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_hub_subscription")),
        sa.UniqueConstraint("token", name=op.f("uq_hub_subscription_token")),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("hub_subscription")
    with op.batch_alter_table("entry") as table:
        table.drop_column("title_mark")
        table.drop_column("url_mark")
    with op.batch_alter_table("source") as table:
        for name in ("given_up", "moved_times", "rhythm_seconds", "adapts", *_TEXTS):
            table.drop_column(name)
