"""signs of a bad cut-out

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("photos", sa.Column("cutout_doubts", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("photos", "cutout_doubts")
