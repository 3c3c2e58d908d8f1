"""what was worn on a day, and what is planned

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

import app.db.types

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("items", sa.Column("wear_count", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("items", sa.Column("last_worn_on", sa.Date(), nullable=True))
    _make_days("wears", "wear", "worn_on", sa.Column("garments_sha256", sa.String(length=64), nullable=False))
    _make_days("plans", "plan", "planned_on")


def _make_days(table: str, one: str, day: str, *more: sa.Column[str]) -> None:
    """A table of days, and one of their garments."""
    once = ["owner_id", day, *(column.name for column in more)]
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column(day, sa.Date(), nullable=False),
        *more,
        sa.Column("outfit_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", app.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", app.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f(f"fk_{table}_owner_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["outfit_id"], ["outfits.id"], name=op.f(f"fk_{table}_outfit_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*once, name=op.f(f"uq_{table}_{'_'.join(once)}")),
    )
    op.create_index(op.f(f"ix_{table}_outfit_id"), table, ["outfit_id"])
    items = f"{one}_items"
    op.create_table(
        items,
        sa.Column(f"{one}_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([f"{one}_id"], [f"{table}.id"], name=op.f(f"fk_{items}_{one}_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f(f"fk_{items}_item_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(f"{one}_id", "item_id", name=op.f(f"pk_{items}")),
    )
    op.create_index(op.f(f"ix_{items}_item_id"), items, ["item_id"])


def downgrade() -> None:
    for table in ("plan_items", "plans", "wear_items", "wears"):
        op.drop_table(table)
    op.drop_column("items", "last_worn_on")
    op.drop_column("items", "wear_count")
