"""photos can be turned and cut out anew, and know what they look like

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("photos", schema=None) as batch_op:
        batch_op.add_column(sa.Column("renditions_key", sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("rotation", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("cutout_mode", sa.String(length=16), nullable=False, server_default="auto"))
        batch_op.add_column(sa.Column("cutout_box", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("fingerprint", sa.String(length=16), nullable=True))
    op.create_table(
        "kept_apart",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("like_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_kept_apart_item_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["like_id"], ["items.id"], name=op.f("fk_kept_apart_like_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_kept_apart_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "like_id", name=op.f("pk_kept_apart")),
    )
    op.create_index(op.f("ix_kept_apart_owner_id"), "kept_apart", ["owner_id"])
    op.create_index(op.f("ix_kept_apart_like_id"), "kept_apart", ["like_id"])
    op.execute("UPDATE photos SET renditions_key = sha256")


def downgrade() -> None:
    op.drop_table("kept_apart")
    with op.batch_alter_table("photos", schema=None) as batch_op:
        for column in ("fingerprint", "cutout_box", "cutout_mode", "rotation", "renditions_key"):
            batch_op.drop_column(column)
