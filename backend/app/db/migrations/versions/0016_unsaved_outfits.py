"""outfits that a person liked or disliked without saving them

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outfits", sa.Column("saved", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM outfits WHERE NOT saved"))
    op.drop_column("outfits", "saved")
