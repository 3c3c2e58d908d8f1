"""limits of one person, and an index that adds up their photos

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("max_items", sa.Integer(), nullable=True))
    op.add_column("users", sa.Column("max_bytes", sa.BigInteger(), nullable=True))
    op.add_column("users", sa.Column("max_jobs", sa.Integer(), nullable=True))
    op.create_index("ix_photos_sizes", "photos", ["owner_id", "size_bytes"])


def downgrade() -> None:
    op.drop_index("ix_photos_sizes", "photos")
    for column in ("max_jobs", "max_bytes", "max_items"):
        op.drop_column("users", column)
