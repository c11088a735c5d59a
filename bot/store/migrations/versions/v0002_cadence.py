"""How and when a place is told: waiting, threads, mentions, quiet hours, caps, digests, snoozes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add what cadence needs."""
    with op.batch_alter_table("subscription") as table:
        table.add_column(sa.Column("wait_minutes", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("thread", sa.Text(), nullable=False, server_default="off"))
        table.add_column(sa.Column("mention", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("mention_query", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("lane") as table:
        table.add_column(sa.Column("quiet_from", sa.Text(), nullable=True))
        table.add_column(sa.Column("quiet_to", sa.Text(), nullable=True))
        table.add_column(sa.Column("zone", sa.Text(), nullable=False, server_default="UTC"))
        table.add_column(sa.Column("most_per_day", sa.Integer(), nullable=True))
        table.add_column(sa.Column("digested_until", sa.Double(), nullable=True))
    with op.batch_alter_table("delivery") as table:
        table.add_column(sa.Column("in_digest", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("bundle", sa.BigInteger(), nullable=True))
    op.create_table(
        "snooze",
        sa.Column("id", _ID, nullable=False),
        sa.Column("lane_id", _ID, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Double(), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["lane_id"], ["lane.id"], name=op.f("fk_snooze_lane_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
        sa.UniqueConstraint("lane_id", "query", name=op.f("uq_snooze_lane_id")),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("snooze")
    with op.batch_alter_table("delivery") as table:
        table.drop_column("bundle")
        table.drop_column("in_digest")
    with op.batch_alter_table("lane") as table:
        for name in ("digested_until", "most_per_day", "zone", "quiet_to", "quiet_from"):
            table.drop_column(name)
    with op.batch_alter_table("subscription") as table:
        for name in ("mention_query", "mention", "thread", "wait_minutes"):
            table.drop_column(name)
