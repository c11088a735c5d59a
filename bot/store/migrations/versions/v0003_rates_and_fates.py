"""Rates and fates: limits over many lanes, notices to owners, dead letters with what was refused, lean indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WAITING = sa.text("state = 'waiting'")
_SETTLED = sa.text("state != 'waiting'")


def upgrade() -> None:
    """Add what rates and fates need."""
    op.create_table(
        "bucket",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("next_at", sa.Double(), nullable=False),
        sa.Column("queue_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_bucket")),
    )
    with op.batch_alter_table("lane") as table:
        table.add_column(sa.Column("free_at", sa.Double(), nullable=True))
        table.add_column(sa.Column("told", sa.Text(), nullable=True))
        table.drop_index(op.f("ix_lane_next_at"))
        table.create_index("ix_lane_due", ["platform", "next_at"])
    with op.batch_alter_table("delivery") as table:
        table.add_column(sa.Column("notice", sa.Text(), nullable=True))
        table.add_column(sa.Column("payload", sa.Text(), nullable=True))
        table.alter_column("launch_id", existing_type=sa.BigInteger(), nullable=True)
        table.drop_index(op.f("ix_delivery_launch_id"))
        table.drop_index("ix_delivery_waiting")
        table.drop_constraint(op.f("uq_delivery_lane_id"), type_="unique")
        table.create_unique_constraint(op.f("uq_delivery_launch_id"), ["launch_id", "lane_id", "revision"])
    for name, columns, where in (
        ("ix_delivery_waiting", ["lane_id", "due_at", "id"], _WAITING),
        ("ix_delivery_settled", ["settled_at"], _SETTLED),
    ):
        op.create_index(name, "delivery", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Go back to the version before; notices go, they are of no use there."""
    op.execute("DELETE FROM delivery WHERE launch_id IS NULL")
    op.drop_index("ix_delivery_settled", "delivery")
    op.drop_index("ix_delivery_waiting", "delivery")
    with op.batch_alter_table("delivery") as table:
        table.drop_constraint(op.f("uq_delivery_launch_id"), type_="unique")
        table.create_unique_constraint(op.f("uq_delivery_lane_id"), ["lane_id", "launch_id", "revision"])
        table.create_index("ix_delivery_waiting", ["lane_id", "due_at", "id"], sqlite_where=_WAITING)
        table.create_index(op.f("ix_delivery_launch_id"), ["launch_id"])
        table.alter_column("launch_id", existing_type=sa.BigInteger(), nullable=False)
        table.drop_column("payload")
        table.drop_column("notice")
    with op.batch_alter_table("lane") as table:
        table.drop_index("ix_lane_due")
        table.create_index(op.f("ix_lane_next_at"), ["next_at"])
        table.drop_column("told")
        table.drop_column("free_at")
    op.drop_table("bucket")
