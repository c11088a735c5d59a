"""Deliveries without foreign keys: lanes and launches are never deleted, and the checks double a fan-out's time."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEYS = (("lane_id", "lane", None), ("launch_id", "launch", None), ("subscription_id", "subscription", "SET NULL"))


def upgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("delivery") as table:
        for column, _, _ in _KEYS:
            table.drop_constraint(op.f(f"fk_delivery_{column}"), type_="foreignkey")


def downgrade() -> None:
    """Bring them back."""
    op.execute("UPDATE delivery SET subscription_id = NULL WHERE subscription_id NOT IN (SELECT id FROM subscription)")
    with op.batch_alter_table("delivery") as table:
        for column, other, on_delete in _KEYS:
            table.create_foreign_key(op.f(f"fk_delivery_{column}"), other, [column], ["id"], ondelete=on_delete)
