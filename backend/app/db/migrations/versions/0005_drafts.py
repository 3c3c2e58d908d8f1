"""drafts, read off a shop's page; jobs about an address

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("draft", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("source_url", sa.String(length=2048), nullable=True))
    if op.get_bind().dialect.name != "sqlite":  # which minds no length, and would copy the whole table
        op.alter_column("jobs", "subject", type_=sa.String(length=2048))


def downgrade() -> None:
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_column("source_url")
        batch_op.drop_column("draft")
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("jobs", "subject", type_=sa.String(length=255))
