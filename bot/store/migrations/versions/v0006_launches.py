"""Reports are found by whom they name; people's decisions; late matches.

`launchwire launches reread` places what was kept before anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    op.drop_table("launch_block")
    op.add_column("report", sa.Column("named", sa.JSON(none_as_null=True)))
    op.add_column("report", sa.Column("published", sa.Double()))
    op.create_table(
        "report_block",
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("report_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_block_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("block", "report_id", name=op.f("pk_report_block")),
    )
    op.create_index(op.f("ix_report_block_report_id"), "report_block", ["report_id"])
    op.create_table(
        "decision",
        sa.Column("id", _ID, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_table(
        "late_match",
        sa.Column("launch_id", _ID, nullable=False),
        sa.Column("subscription_id", _ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["launch_id"], ["launch.id"], name=op.f("fk_late_match_launch_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscription.id"],
            name=op.f("fk_late_match_subscription_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("launch_id", "subscription_id", name=op.f("pk_late_match")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("late_match")
    op.drop_table("decision")
    op.drop_table("report_block")
    op.drop_column("report", "published")
    op.drop_column("report", "named")
    op.create_table(
        "launch_block",
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("launch_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["launch_id"], ["launch.id"], name=op.f("fk_launch_block_launch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("block", "launch_id", name=op.f("pk_launch_block")),
    )
    op.create_index(op.f("ix_launch_block_launch_id"), "launch_block", ["launch_id"])
