"""which network cut a photo out, and newer cut-outs that wait for an answer

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

import app.db.types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("photos", sa.Column("cutout_version", sa.String(length=64), nullable=True))
    op.create_table(
        "cutout_proposals",
        sa.Column("photo_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("renditions_key", sa.String(length=64), nullable=True),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("created_at", app.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photos.id"], name=op.f("fk_cutout_proposals_photo_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_cutout_proposals_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_cutout_proposals")),
    )
    with op.batch_alter_table("cutout_proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cutout_proposals_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cutout_proposals_created_at"), ["created_at"], unique=False)


def downgrade() -> None:
    op.drop_table("cutout_proposals")
    op.drop_column("photos", "cutout_version")
