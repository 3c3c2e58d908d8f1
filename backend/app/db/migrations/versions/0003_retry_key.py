"""a saved outfit knows under which Idempotency-Key

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outfits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("retry_key", sa.String(length=255), nullable=True))
        batch_op.create_index(batch_op.f("ix_outfits_owner_id_retry_key"), ["owner_id", "retry_key"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("outfits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outfits_owner_id_retry_key"))
        batch_op.drop_column("retry_key")
