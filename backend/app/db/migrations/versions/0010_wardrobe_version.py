"""how often a wardrobe was changed, counted by the database itself

What is kept of a wardrobe in memory holds as long as its number does; triggers miss no way of writing and no process.
A migration that copies one of these tables (batch mode) has to make its triggers again.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("items", "embeddings")
EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}


def upgrade() -> None:
    op.add_column("users", sa.Column("wardrobe_version", sa.Integer(), nullable=False, server_default="0"))
    for table in TABLES if op.get_bind().dialect.name == "sqlite" else ():
        for event, row in EVENTS.items():
            op.execute(
                f"CREATE TRIGGER count_{table}_{event} AFTER {event} ON {table} BEGIN "
                f"UPDATE users SET wardrobe_version = wardrobe_version + 1 WHERE id = {row}.owner_id; END"
            )


def downgrade() -> None:
    for table in TABLES if op.get_bind().dialect.name == "sqlite" else ():
        for event in EVENTS:
            op.execute(f"DROP TRIGGER count_{table}_{event}")
    op.drop_column("users", "wardrobe_version")
